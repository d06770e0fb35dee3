// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DFT and STFT as products with constant matrices of cosines and sines.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// A transform of `samples` numbers of `parts` (1: real, 2: complex) to `bins`
/// complex ones; `length` is its period.
struct Transform {
  int64_t samples, parts, bins, length;
  bool inverse = false;
};

/// Bins of a transform of real numbers, whose second half says nothing new.
int64_t oneSided(int64_t length) { return length / 2 + 1; }

/// The weight [bins * 2, samples * parts] of a linear layer; samples beyond the
/// period do not count. exp(-i * angle) forward, exp(i * angle) / length back.
HostTensor makeMatrix(const Transform &t) {
  int64_t rows = t.bins * 2, columns = t.samples * t.parts;
  std::vector<float> matrix(rows * columns, 0);
  double scale = t.inverse ? 1.0 / t.length : 1.0;
  double sign = t.inverse ? 1 : -1;
  for (int64_t bin = 0; bin < t.bins; ++bin)
    for (int64_t n = 0; n < std::min(t.samples, t.length); ++n) {
      // The remainder keeps the angle exact.
      double angle = 2 * M_PI * static_cast<double>(bin * n % t.length) /
                     static_cast<double>(t.length);
      double real = scale * std::cos(angle);
      double imaginary = sign * scale * std::sin(angle);
      float *to = &matrix[2 * bin * columns + n * t.parts];
      to[0] = real;
      to[columns] = imaginary;
      if (t.parts == 2) {
        to[1] = -imaginary;
        to[columns + 1] = real;
      }
    }
  return HostTensor::ofReals({rows, columns}, std::move(matrix));
}

/// x, whose last dimension is samples * parts, to bins * 2.
Value transform(Node &node, Value x, const Transform &t) {
  if (node.failed() || !node.checkSize({t.bins * 2, t.samples * t.parts}))
    return {};
  return node.create<LinearOp>(x, node.materialize(makeMatrix(t)), Value(),
                               ClampAttr());
}

/// One integer of an optional constant input.
int64_t readScalar(Node &node, unsigned index, llvm::StringRef role,
                   int64_t otherwise) {
  if (!node.hasInput(index))
    return otherwise;
  llvm::ArrayRef<int64_t> numbers = node.integers(index, role);
  if (!node.failed() && (numbers.size() != 1 || numbers.front() < 1))
    node.error() << role << " is [" << formatShape(numbers)
                 << "], expected one positive number";
  return node.failed() ? 1 : numbers.front();
}

llvm::ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// The frames of a signal [batch, length]: [batch, frames, size].
Value cutFrames(Node &node, Value signal, int64_t count, int64_t size,
                int64_t step) {
  std::vector<int64_t> indices;
  for (int64_t frame = 0; frame < count; ++frame)
    llvm::append_range(indices, llvm::seq(frame * step, frame * step + size));
  Type index = IntegerType::get(node.getContext(), 64);
  return node.create<GatherOp>(
      signal,
      node.materializeAs(
          HostTensor::ofIntegers({count, size}, std::move(indices)), index),
      int64_t(1));
}

} // namespace

// The transformed dimension goes next to the parts, and back.
LogicalResult importDft(Node &node) {
  int64_t rank = node.rank(0);
  int64_t axis = node.opset() < 20 ? node.integerAttribute("axis", 1)
                 : node.hasInput(2)
                     ? llvm::to_vector(node.integers(2, "axis")).front()
                     : -2;
  bool isOneSided = node.integerAttribute("onesided", 0);
  bool inverse = node.integerAttribute("inverse", 0);
  axis = node.normalizeAxis(axis, rank);
  Value x = node.value(0);
  int64_t length = node.failed()
                       ? 1
                       : readScalar(node, 1, "dft_length", node.shape(0)[axis]);
  if (node.failed())
    return failure();
  int64_t parts = node.shape(0).back();
  if (axis == rank - 1 || parts > 2 || (isOneSided && (parts == 2 || inverse)))
    return node.error() << "cannot transform dimension " << axis << " of ["
                        << formatShape(node.shape(0))
                        << "]; the last one holds real or complex numbers, "
                           "one side is for real ones";
  Transform t{node.shape(0)[axis], parts,
              isOneSided ? oneSided(length) : length, length, inverse};
  Shape order = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::rotate(order.begin() + axis, order.begin() + axis + 1, order.end() - 1);
  if (!llvm::is_sorted(order))
    x = node.create<TransposeOp>(x, order);
  Shape flat(shapeOf(x).drop_back(2));
  flat.push_back(t.samples * t.parts);
  Value y = transform(node, node.reshape(x, flat), t);
  flat.back() = t.bins;
  flat.push_back(2);
  y = node.reshape(y, flat);
  if (llvm::is_sorted(order))
    return node.result(y);
  Shape back(rank, 0);
  for (auto [to, from] : llvm::enumerate(order))
    back[from] = to;
  return node.result(node.create<TransposeOp>(y, back));
}

LogicalResult importStft(Node &node) {
  bool isOneSided = node.integerAttribute("onesided", 1);
  llvm::ArrayRef<int64_t> shape = node.shape(0);
  int64_t step = readScalar(node, 1, "frame_step", 1);
  int64_t size = readScalar(node, 3, "frame_length",
                            node.hasInput(2) ? node.shape(2).front() : 0);
  Value signal = node.value(0), window = node.value(2);
  if (node.failed())
    return failure();
  if (shape.size() < 2 || shape.size() > 3 ||
      countElements(shape.drop_front(2)) != 1)
    return node.error() << "signal has shape [" << formatShape(shape)
                        << "], expected batch x length of real numbers";
  if (size < 1 || size > shape[1] ||
      (window && node.shape(2) != llvm::ArrayRef(size)))
    return node.error() << "frames of " << size << " do not fit the signal of "
                        << shape[1] << " or the window";
  int64_t count = (shape[1] - size) / step + 1;
  Value frames = cutFrames(node, node.reshape(signal, shape.take_front(2)),
                           count, size, step);
  if (window)
    frames = node.create<MulOp>(frames, window, ClampAttr());
  Transform t{size, 1, isOneSided ? oneSided(size) : size, size};
  return node.result(
      node.reshape(transform(node, frames, t), {shape[0], count, t.bins, 2}));
}

} // namespace ecg
