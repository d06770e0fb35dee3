// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Diagnostics as people want them on a command line.

#include "Diagnostics.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ecg {

namespace {

llvm::StringRef severityName(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Note:
    return "note";
  case DiagnosticSeverity::Warning:
    return "warning";
  case DiagnosticSeverity::Error:
    return "error";
  case DiagnosticSeverity::Remark:
    return "remark";
  }
  return "";
}

/// Line 0 stands for a whole file.
void printPlace(FileLineColLoc place, llvm::raw_ostream &os) {
  os << place.getFilename().getValue();
  if (place.getLine())
    os << ":" << place.getLine() << ":" << place.getColumn();
  os << ": ";
}

void print(Diagnostic &diagnostic) {
  llvm::raw_ostream &os = llvm::errs();
  Location location = diagnostic.getLocation();
  // What a layer is called says more than where its text stood.
  auto name = location->findInstanceOf<NameLoc>();
  auto place = location->findInstanceOf<FileLineColLoc>();
  if (!name && place)
    printPlace(place, os);
  os << severityName(diagnostic.getSeverity()) << ": ";
  if (name)
    os << "layer '" << name.getName().getValue() << "': ";
  os << diagnostic << "\n";
  for (Diagnostic &note : diagnostic.getNotes())
    print(note);
}

} // namespace

void printDiagnosticsShortly(MLIRContext &context) {
  context.printOpOnDiagnostic(false);
  context.getDiagEngine().registerHandler(
      [](Diagnostic &diagnostic) { print(diagnostic); });
}

} // namespace ecg
