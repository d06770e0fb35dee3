// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the table of operators cannot say by itself.

#ifndef ECG_LIB_IMPORT_OPERATORNOTES_H
#define ECG_LIB_IMPORT_OPERATORNOTES_H

#include "llvm/ADT/StringRef.h"

namespace ecg {

struct OperatorNote {
  llvm::StringLiteral name;
  llvm::StringLiteral layers;      ///< that it becomes, with spaces
  llvm::StringLiteral restriction; ///< what of it is refused
};

/// The note on an operator, or null. An operator without one becomes nothing
/// but constants and has no restrictions.
const OperatorNote *findOperatorNote(llvm::StringRef name);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPERATORNOTES_H
