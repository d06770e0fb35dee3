// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a backend test to emitted C, by the pipelines that ecg-opt uses.

#ifndef ECG_TEST_CONFORMANCE_TRANSLATE_H
#define ECG_TEST_CONFORMANCE_TRANSLATE_H

#include "Cases.h"
#include "ecg/Target/EmitC.h"

namespace ecg {

/// What is left of a compilation once its IR is gone.
struct Translation {
  std::string name; ///< stem of the files and functions
  std::string macro;
  std::vector<CPort> ports; ///< inputs, then outputs
  int64_t arenaBytes = 0;
  std::vector<EmittedFile> files;
  std::vector<std::string> constants; ///< inputs that had to be constant
};

/// Compiles with every input given at run time; where that is refused and some
/// inputs decide shapes, once more with those as constants from the first data
/// set. The error is the compiler's first diagnostic.
llvm::Expected<Translation> translate(const Case &test, const CaseData &data,
                                      const std::string &name);

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_TRANSLATE_H
