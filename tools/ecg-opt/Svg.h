// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The few shapes that pictures of reports are made of. Lengths are pixels.

#ifndef ECG_TOOLS_ECGOPT_SVG_H
#define ECG_TOOLS_ECGOPT_SVG_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

namespace ecg {

/// One picture, from its first line to its last.
class Svg {
public:
  Svg(llvm::raw_ostream &os, int width, int height) : os(os) {
    os << llvm::formatv("<svg xmlns=\"http://www.w3.org/2000/svg\" "
                        "width=\"{0}\" height=\"{1}\" "
                        "font-family=\"sans-serif\" font-size=\"12\">\n"
                        "<rect width=\"100%\" height=\"100%\" "
                        "fill=\"white\"/>\n",
                        width, height);
  }
  ~Svg() { os << "</svg>\n"; }

  /// `anchor`: start, middle or end.
  void text(double x, double y, llvm::StringRef anchor, llvm::StringRef words) {
    os << llvm::formatv("<text x=\"{0:f1}\" y=\"{1:f1}\" text-anchor=\"{2}\">",
                        x, y, anchor);
    llvm::printHTMLEscaped(words, os);
    os << "</text>\n";
  }
  void line(double x1, double y1, double x2, double y2) {
    os << llvm::formatv("<line x1=\"{0:f1}\" y1=\"{1:f1}\" x2=\"{2:f1}\" "
                        "y2=\"{3:f1}\" stroke=\"#ddd\"/>\n",
                        x1, y1, x2, y2);
  }
  void dot(double x, double y, llvm::StringRef color) {
    os << llvm::formatv(
        "<circle cx=\"{0:f1}\" cy=\"{1:f1}\" r=\"4\" fill=\"{2}\"/>\n", x, y,
        color);
  }
  void box(double x, double y, double width, double height,
           llvm::StringRef color) {
    os << llvm::formatv("<rect x=\"{0:f1}\" y=\"{1:f1}\" width=\"{2:f1}\" "
                        "height=\"{3:f1}\" fill=\"{4}\"/>\n",
                        x, y, width, height, color);
  }
  llvm::raw_ostream &stream() { return os; }

private:
  llvm::raw_ostream &os;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_SVG_H
