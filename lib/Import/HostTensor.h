// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A tensor whose numbers are known at import: weights, and the shape
// arithmetic exporters leave behind. No MLIR values here; Node.h turns one into
// an `ecg.constant` when a layer wants it.

#ifndef ECG_LIB_IMPORT_HOSTTENSOR_H
#define ECG_LIB_IMPORT_HOSTTENSOR_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

using Shape = llvm::SmallVector<int64_t>;

/// Element types as far as import distinguishes them. All floating-point
/// types are computed as F32, uint64 as I64 where the numbers allow it.
enum class Element { F32, Bool, I8, U8, I16, U16, I32, U32, I64 };

/// Name as in ONNX, e.g. `uint8`.
llvm::StringRef elementName(Element element);

/// The numbers an integer element type can hold.
struct IntegerRange {
  int64_t min, max;
};
IntegerRange integerRange(Element element);

/// Elements of `shape`, or nothing when a dimension is negative or the tensor
/// is larger than this compiler handles (2^28 elements, rank 16). Check before
/// allocating: dimensions come from untrusted files.
std::optional<int64_t> countElements(llvm::ArrayRef<int64_t> shape);

/// docs/numerics.md @q_affine: real = scale * (q - zeroPoint). One entry for
/// the whole tensor, or one for each index of dimension `axis`.
struct Quantization {
  llvm::SmallVector<float> scales;
  llvm::SmallVector<int64_t> zeroPoints;
  int64_t axis = 0;

  bool isPerTensor() const { return scales.size() == 1; }
};

/// Row-major. Exactly one of `reals` (F32) and `integers` (all others) holds
/// the numbers.
struct HostTensor {
  std::string name; ///< of the initializer or output, for messages
  Element element = Element::F32;
  Shape shape;
  std::vector<float> reals;
  std::vector<int64_t> integers;
  /// Present when the integers stand for real numbers.
  std::optional<Quantization> quantization;

  static HostTensor ofReals(Shape shape, std::vector<float> reals);
  static HostTensor ofIntegers(Shape shape, std::vector<int64_t> integers,
                               Element element = Element::I64);

  int64_t size() const {
    return element == Element::F32 ? reals.size() : integers.size();
  }
  /// True for plain and for quantized real numbers.
  bool isReal() const { return element == Element::F32 || quantization; }

  /// The numbers as float, whatever the representation.
  std::vector<float> toReals() const;
  /// The same tensor as plain F32.
  HostTensor withReals() const;

  /// The elements in another order: result element i is element `source(i)`.
  HostTensor gather(Shape newShape,
                    llvm::function_ref<int64_t(int64_t)> source) const;

  /// The same for sources that are a sum over dimensions: index `i` of
  /// dimension `dim` contributes `offset(dim, i)`.
  HostTensor
  gatherByDim(Shape newShape,
              llvm::function_ref<int64_t(size_t dim, int64_t i)> offset) const;

  /// Numpy broadcasting to `newShape`, which must allow it.
  HostTensor broadcast(llvm::ArrayRef<int64_t> newShape) const;

  /// The same elements under another shape of the same size.
  HostTensor reshaped(Shape newShape) const;

  /// Dimension i of the result is dimension permutation[i].
  HostTensor transposed(llvm::ArrayRef<int64_t> permutation) const;
};

/// Distance in elements between neighbours along each dimension.
Shape stridesOf(llvm::ArrayRef<int64_t> shape);

} // namespace ecg

#endif // ECG_LIB_IMPORT_HOSTTENSOR_H
