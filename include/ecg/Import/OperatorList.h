// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the importer knows, for documents and tests. Importing itself is
// Import.h's business.

#ifndef ECG_IMPORT_OPERATORLIST_H
#define ECG_IMPORT_OPERATORLIST_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ecg {

/// An operator.
struct OperatorInfo {
  llvm::StringRef name; ///< outside of the ONNX domain `domain.name`
  std::string opsets; ///< "6 to 22"
  /// Whether inputs may be computed at run time; otherwise it is only known on
  /// constants.
  bool atRunTime;
  /// Names of the layers it becomes, without `ecg.`; none where it becomes
  /// nothing, or nothing but constants.
  llvm::SmallVector<llvm::StringRef, 4> layers;
  llvm::StringRef restriction; ///< what of it is refused
};

/// All operators, sorted.
std::vector<OperatorInfo> listOperators();

} // namespace ecg

#endif // ECG_IMPORT_OPERATORLIST_H
