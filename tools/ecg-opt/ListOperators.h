// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The document docs/generated/operators.md.

#ifndef ECG_TOOLS_ECGOPT_LISTOPERATORS_H
#define ECG_TOOLS_ECGOPT_LISTOPERATORS_H

#include "llvm/Support/raw_ostream.h"

namespace ecg {

/// Prints the ONNX operators that are read and the layers of the dialect, as
/// Markdown. What a layer supports is asked of its interfaces.
void listOperators(llvm::raw_ostream &os);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_LISTOPERATORS_H
