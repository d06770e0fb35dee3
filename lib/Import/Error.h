// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Formatted llvm::Error in one call.

#ifndef ECG_LIB_IMPORT_ERROR_H
#define ECG_LIB_IMPORT_ERROR_H

#include "llvm/Support/Error.h"
#include "llvm/Support/FormatVariadic.h"

namespace ecg {

template <typename... Args>
llvm::Error makeError(const char *format, const Args &...args) {
  return llvm::createStringError(llvm::formatv(format, args...).str());
}

} // namespace ecg

#endif // ECG_LIB_IMPORT_ERROR_H
