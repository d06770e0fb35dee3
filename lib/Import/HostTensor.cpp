// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors known at import: representation and rearrangement. Arithmetic on
// them is in Ops/ShapeArithmetic.cpp.

#include "HostTensor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <limits>
#include <numeric>

namespace ecg {

namespace {

constexpr int64_t maxElements = int64_t(1) << 28;
constexpr size_t maxRank = 16;

template <typename T> IntegerRange rangeOf() {
  return {std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
}

/// Where `axis` of `from` is found in `to`, a reshape of it: the dimension of
/// the same length behind the same number of elements, or nothing when the
/// reshape splits or merges it.
std::optional<int64_t> followAxis(llvm::ArrayRef<int64_t> from, int64_t axis,
                                  llvm::ArrayRef<int64_t> to) {
  auto before = [](llvm::ArrayRef<int64_t> shape, int64_t dim) {
    return std::accumulate(shape.begin(), shape.begin() + dim, int64_t(1),
                           std::multiplies<>());
  };
  for (int64_t dim = 0, rank = to.size(); dim < rank; ++dim)
    if (to[dim] == from[axis] && before(to, dim) == before(from, axis))
      return dim;
  return std::nullopt;
}

} // namespace

llvm::StringRef elementName(Element element) {
  switch (element) {
  case Element::F32:
    return "float";
  case Element::Bool:
    return "bool";
  case Element::I8:
    return "int8";
  case Element::U8:
    return "uint8";
  case Element::I16:
    return "int16";
  case Element::U16:
    return "uint16";
  case Element::I32:
    return "int32";
  case Element::U32:
    return "uint32";
  case Element::I64:
    return "int64";
  }
  llvm_unreachable("all elements are named");
}

IntegerRange integerRange(Element element) {
  switch (element) {
  case Element::Bool:
    return {0, 1};
  case Element::I8:
    return rangeOf<int8_t>();
  case Element::U8:
    return rangeOf<uint8_t>();
  case Element::I16:
    return rangeOf<int16_t>();
  case Element::U16:
    return rangeOf<uint16_t>();
  case Element::I32:
    return rangeOf<int32_t>();
  case Element::U32:
    return rangeOf<uint32_t>();
  case Element::F32:
  case Element::I64:
    return rangeOf<int64_t>();
  }
  llvm_unreachable("all elements have a range");
}

std::optional<int64_t> countElements(llvm::ArrayRef<int64_t> shape) {
  if (shape.size() > maxRank)
    return std::nullopt;
  int64_t count = 1;
  for (int64_t dim : shape)
    if (dim < 0 || llvm::MulOverflow(count, dim, count) || count > maxElements)
      return std::nullopt;
  return count;
}

Shape stridesOf(llvm::ArrayRef<int64_t> shape) {
  Shape strides(shape.size(), 1);
  for (int64_t dim = shape.size() - 2; dim >= 0; --dim)
    strides[dim] = strides[dim + 1] * shape[dim + 1];
  return strides;
}

HostTensor HostTensor::ofReals(Shape shape, std::vector<float> reals) {
  HostTensor tensor;
  tensor.shape = std::move(shape);
  tensor.reals = std::move(reals);
  return tensor;
}

HostTensor HostTensor::ofIntegers(Shape shape, std::vector<int64_t> integers,
                                  Element element) {
  HostTensor tensor;
  tensor.element = element;
  tensor.shape = std::move(shape);
  tensor.integers = std::move(integers);
  return tensor;
}

HostTensor HostTensor::withReals() const {
  HostTensor result = ofReals(shape, toReals());
  result.name = name;
  return result;
}

std::vector<float> HostTensor::toReals() const {
  if (element == Element::F32)
    return reals;
  if (!quantization)
    return {integers.begin(), integers.end()};
  std::vector<float> result(integers.size());
  int64_t inner =
      quantization->isPerTensor() ? 0 : stridesOf(shape)[quantization->axis];
  for (auto [i, q] : llvm::enumerate(integers)) {
    int64_t channel = inner ? i / inner % shape[quantization->axis] : 0;
    result[i] = quantization->scales[channel] *
                static_cast<float>(q - quantization->zeroPoints[channel]);
  }
  return result;
}

HostTensor
HostTensor::gather(Shape newShape,
                   llvm::function_ref<int64_t(int64_t)> source) const {
  // Which channel an element came from is lost: go on with real numbers.
  if (quantization && !quantization->isPerTensor())
    return withReals().gather(std::move(newShape), source);
  HostTensor result;
  result.name = name;
  result.element = element;
  result.quantization = quantization;
  int64_t count = *countElements(newShape);
  result.shape = std::move(newShape);
  auto rearrange = [&](const auto &from, auto &to) {
    to.resize(count);
    for (int64_t i = 0; i < count; ++i)
      to[i] = from[source(i)];
  };
  if (element == Element::F32)
    rearrange(reals, result.reals);
  else
    rearrange(integers, result.integers);
  return result;
}

HostTensor HostTensor::gatherByDim(
    Shape newShape,
    llvm::function_ref<int64_t(size_t dim, int64_t i)> offset) const {
  Shape strides = stridesOf(newShape);
  return gather(newShape, [&](int64_t element) {
    int64_t source = 0;
    for (size_t dim = 0; dim < newShape.size(); ++dim)
      source += offset(dim, element / strides[dim] % newShape[dim]);
    return source;
  });
}

HostTensor HostTensor::broadcast(llvm::ArrayRef<int64_t> newShape) const {
  // Distances in the source; 0 where one element stands for many.
  Shape own = stridesOf(shape), strides(newShape.size(), 0);
  size_t shift = newShape.size() - shape.size();
  for (size_t dim = 0; dim < shape.size(); ++dim)
    strides[dim + shift] = shape[dim] == 1 ? 0 : own[dim];
  return gatherByDim(Shape(newShape),
                     [&](size_t dim, int64_t i) { return i * strides[dim]; });
}

HostTensor HostTensor::reshaped(Shape newShape) const {
  HostTensor result = *this;
  if (quantization && !quantization->isPerTensor()) {
    if (auto axis = followAxis(shape, quantization->axis, newShape)) {
      result.quantization->axis = *axis;
    } else {
      result = withReals();
    }
  }
  result.shape = std::move(newShape);
  return result;
}

HostTensor HostTensor::transposed(llvm::ArrayRef<int64_t> permutation) const {
  Shape newShape, strides = stridesOf(shape);
  for (int64_t dim : permutation)
    newShape.push_back(shape[dim]);
  // The integers move as they are; their axis moves with its dimension.
  HostTensor stored = *this;
  stored.quantization.reset();
  HostTensor result = stored.gatherByDim(newShape, [&](size_t dim, int64_t i) {
    return i * strides[permutation[dim]];
  });
  result.quantization = quantization;
  if (quantization && !quantization->isPerTensor())
    result.quantization->axis =
        llvm::find(permutation, quantization->axis) - permutation.begin();
  return result;
}

} // namespace ecg
