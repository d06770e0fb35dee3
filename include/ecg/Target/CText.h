// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small pieces of C as text: constants, arrays, comments.

#ifndef ECG_TARGET_CTEXT_H
#define ECG_TARGET_CTEXT_H

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace ecg {

/// `value` as a C99 constant of type float that reads back as the same bits.
/// Infinities and NaN are the macros of <math.h>.
std::string cFloat(float value);

/// `value` as a C99 integer constant expression, INT32_MIN included.
std::string cInt(int64_t value);

/// The C type of one element ("int8_t", "uint32_t", "float").
std::string cTypeOf(mlir::Type elementType);

/// Text that may stand inside a block comment and on one line: other
/// characters than printable ASCII, and whatever ends a comment, are replaced.
std::string cCommentText(llvm::StringRef text);

/// `text` as a string literal, quotes included.
std::string cString(llvm::StringRef text);

/// `static const <type> <id>[n] = {...};`, aligned for kernels, 16 a line.
/// `bytes` are elements of `cType`, one of those of ElementInfo.
void printArray(llvm::raw_ostream &os, llvm::StringRef id,
                llvm::StringRef cType, llvm::ArrayRef<char> bytes);
/// The same for the elements of a constant; false when they cannot be read.
bool printArray(llvm::raw_ostream &os, llvm::StringRef id,
                mlir::ElementsAttr elements);

/// Value of an attribute as it stands in an initializer; empty for kinds that
/// parameter structs do not have.
std::string cInitializer(mlir::Attribute attribute);

} // namespace ecg

#endif // ECG_TARGET_CTEXT_H
