// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The numbers of constants, however the attribute stores them: literal, splat
// or resource. Everything that reads or makes weights comes through here.

#ifndef ECG_IR_CONSTANTS_H
#define ECG_IR_CONSTANTS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <vector>

namespace ecg {

/// The elements of one constant, row-major. Points into the attribute where
/// that stores them so, and owns a copy otherwise (splats). T is float or the
/// storage integer of a quantized type: int8_t, int16_t, int32_t.
template <typename T> class ConstantData {
public:
  /// Nothing when the elements are not of type T, or when a resource is missing
  /// or has another size than the type says.
  static std::optional<ConstantData> get(mlir::ElementsAttr elements);

  /// The same for a value made by `ecg.constant`; nothing for other values.
  static std::optional<ConstantData> get(mlir::Value value);

  llvm::ArrayRef<T> values() const {
    return owned.empty() ? view : llvm::ArrayRef<T>(owned);
  }

private:
  llvm::ArrayRef<T> view;
  std::vector<T> owned;
};

/// An attribute of type `type` that holds `values`: a literal where it is short
/// enough to be read by people, a resource otherwise.
template <typename T>
mlir::ElementsAttr makeElements(mlir::RankedTensorType type,
                                llvm::ArrayRef<T> values);

/// The numbers of a constant of any element type as they lie in memory
/// (docs/numerics.md @elements: a bool is one byte). Nothing when they cannot
/// be read.
class ConstantBytes {
public:
  static std::optional<ConstantBytes> get(mlir::ElementsAttr elements);

  llvm::ArrayRef<char> bytes() const {
    return owned.empty() ? view : llvm::ArrayRef<char>(owned);
  }

private:
  llvm::ArrayRef<char> view;
  std::vector<char> owned;
};

/// makeElements for any element type, from what ConstantBytes gives.
mlir::ElementsAttr makeElementsOfBytes(mlir::RankedTensorType type,
                                       llvm::ArrayRef<char> bytes);

extern template class ConstantData<float>;
extern template class ConstantData<int8_t>;
extern template class ConstantData<int16_t>;
extern template class ConstantData<int32_t>;
extern template class ConstantData<uint32_t>;
extern template mlir::ElementsAttr makeElements(mlir::RankedTensorType,
                                                llvm::ArrayRef<float>);
extern template mlir::ElementsAttr makeElements(mlir::RankedTensorType,
                                                llvm::ArrayRef<int8_t>);
extern template mlir::ElementsAttr makeElements(mlir::RankedTensorType,
                                                llvm::ArrayRef<int16_t>);
extern template mlir::ElementsAttr makeElements(mlir::RankedTensorType,
                                                llvm::ArrayRef<int32_t>);
extern template mlir::ElementsAttr makeElements(mlir::RankedTensorType,
                                                llvm::ArrayRef<uint32_t>);

} // namespace ecg

#endif // ECG_IR_CONSTANTS_H
