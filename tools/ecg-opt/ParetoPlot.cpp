// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A frame, two axes, points.

#include "Pareto.h"
#include "Svg.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using llvm::formatv;

namespace ecg {

namespace {

constexpr double kWidth = 720, kHeight = 440;
constexpr double kLeft = 64, kRight = 24, kTop = 40, kBottom = 52;

/// From values to places along one axis.
struct Axis {
  double low, high; ///< values at the ends
  double from, to;  ///< places of the ends

  double operator()(double value) const {
    return from + (value - low) / (high - low) * (to - from);
  }
};

class Plot {
public:
  Plot(llvm::raw_ostream &os, llvm::ArrayRef<ParetoPoint> points)
      : svg(os, int(kWidth), int(kHeight)) {
    for (const ParetoPoint &point : points)
      if (point.failure.empty() && point.bytes > 0)
        shown.push_back(&point);
    llvm::sort(shown, [](const ParetoPoint *a, const ParetoPoint *b) {
      return std::pair(a->bytes, a->accuracy) <
             std::pair(b->bytes, b->accuracy);
    });
    findRanges();
  }

  void print(llvm::StringRef title);

private:
  void findRanges();
  void printAxes();
  void printFront();
  void printPoints();

  Svg svg;
  std::vector<const ParetoPoint *> shown;
  Axis x{0, 1, kLeft, kWidth - kRight};    ///< log2 of bytes
  Axis y{0, 100, kHeight - kBottom, kTop}; ///< percent
};

/// Whole powers of two and whole steps of accuracy, room for names at the top.
void Plot::findRanges() {
  if (shown.empty())
    return;
  x.low = std::floor(std::log2(shown.front()->bytes));
  x.high = std::floor(std::log2(shown.back()->bytes)) + 1;
  auto [least, most] = std::minmax_element(
      shown.begin(), shown.end(),
      [](const auto *a, const auto *b) { return a->accuracy < b->accuracy; });
  y.low = std::floor((*least)->accuracy - 1);
  y.high = std::ceil((*most)->accuracy + 1);
}

/// "4 KiB"
std::string powerText(double exponent) {
  auto shift = static_cast<int64_t>(exponent);
  return shift >= 10 ? formatv("{0} KiB", int64_t(1) << (shift - 10)).str()
                     : formatv("{0} B", int64_t(1) << shift).str();
}

void Plot::printAxes() {
  for (double power = x.low; power <= x.high; ++power) {
    svg.line(x(power), y.from, x(power), y.to);
    svg.text(x(power), y.from + 18, "middle", powerText(power));
  }
  double range = y.high - y.low;
  double step = range > 50 ? 10 : range > 20 ? 5 : range > 10 ? 2 : 1;
  for (double at = std::ceil(y.low / step) * step; at <= y.high; at += step) {
    svg.line(x.from, y(at), x.to, y(at));
    svg.text(x.from - 8, y(at) + 4, "end", formatv("{0} %", int64_t(at)).str());
  }
  svg.text((x.from + x.to) / 2, kHeight - 10, "middle",
           "bytes of parameters in flash");
}

void Plot::printFront() {
  llvm::raw_ostream &os = svg.stream();
  os << "<polyline fill=\"none\" stroke=\"#1769aa\" points=\"";
  for (const ParetoPoint *point : shown)
    if (point->onFront)
      os << formatv("{0:f1},{1:f1} ", x(std::log2(point->bytes)),
                    y(point->accuracy));
  os << "\"/>\n";
}

void Plot::printPoints() {
  for (const ParetoPoint *point : shown) {
    double px = x(std::log2(point->bytes)), py = y(point->accuracy);
    svg.dot(px, py, point->onFront ? "#1769aa" : "#999");
    svg.text(px, py - 8, "middle", point->name);
  }
}

void Plot::print(llvm::StringRef title) {
  svg.text(kLeft, 22, "start", title);
  printAxes();
  printFront();
  printPoints();
}

} // namespace

void printPlot(llvm::raw_ostream &os, llvm::ArrayRef<ParetoPoint> points,
               llvm::StringRef title) {
  Plot(os, points).print(title);
}

} // namespace ecg
