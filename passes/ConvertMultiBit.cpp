// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From weights that learned to stand on bases to the bases and coordinates
// themselves.

#include "MultiBitIntegers.h"
#include "ecg/IR/Constants.h"
#include "ecg/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {
#define GEN_PASS_DEF_CONVERTMULTIBIT
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// Planes and coordinates, gathered group by group.
struct Planes {
  std::vector<int16_t> alphas;
  std::vector<int8_t> bytes;
  SmallVector<int64_t> bits;

  /// Weights that are a sum of `coordinates`, all below 0 in `minus`.
  void append(ArrayRef<int64_t> coordinates,
              ArrayRef<SmallVector<bool>> isPlus);
};

void Planes::append(ArrayRef<int64_t> coordinates,
                    ArrayRef<SmallVector<bool>> isPlus) {
  bits.push_back(static_cast<int64_t>(coordinates.size()));
  for (auto [alpha, plane] : llvm::zip_equal(coordinates, isPlus)) {
    alphas.push_back(static_cast<int16_t>(alpha));
    size_t begin = bytes.size();
    bytes.resize(begin + (plane.size() + 7) / 8, 0);
    for (auto [i, plus] : llvm::enumerate(plane))
      if (plus)
        bytes[begin + i / 8] |= static_cast<int8_t>(1 << (i % 8));
  }
}

/// The coordinates that make all levels of a code as sums, in halves of the
/// unit: those of equal steps are powers of two, and the rest.
SmallVector<int64_t> coordinatesOf(const BitCode &code,
                                   ArrayRef<int64_t> alphas) {
  SmallVector<int64_t> halves;
  if (code.levels == BitCode::Levels::Sums) {
    for (int64_t alpha : alphas)
      halves.push_back(2 * alpha);
    return halves;
  }
  bool isOdd = code.levels == BitCode::Levels::Odd;
  int64_t left = isOdd ? code.high : 2 * code.high, next = 1;
  for (; left > 0; left -= halves.back(), next *= 2)
    halves.push_back(std::min(next, left));
  for (int64_t &half : halves)
    half *= (isOdd ? 2 : 1) * alphas.front();
  return halves;
}

/// The signs that make `target` of coordinates, largest first; every level has
/// some.
SmallVector<bool> signsFor(int64_t target, ArrayRef<int64_t> coordinates) {
  for (int64_t mark = 0; mark < int64_t(1) << coordinates.size(); ++mark) {
    int64_t sum = 0;
    SmallVector<bool> plus;
    for (auto [i, alpha] : llvm::enumerate(coordinates)) {
      plus.push_back(mark >> i & 1);
      sum += plus.back() ? alpha : -alpha;
    }
    if (sum == target)
      return plus;
  }
  return {};
}

LogicalResult convert(FakeMultiBitOp op) {
  auto integers = MultiBitIntegers::get(op);
  if (!integers)
    return op.emitOpError("needs constant weights and coordinates");
  Planes planes;
  for (int64_t g = 0; g < integers->table.size(); ++g) {
    const BitCode &code = integers->table.codeOf(g);
    SmallVector<int64_t> coordinates =
        coordinatesOf(code, integers->alphasOf(g));
    SmallVector<SmallVector<bool>> signs(coordinates.size());
    for (int64_t i = 0; i < integers->groups.size; ++i) {
      int64_t target = 2 * integers->weights[integers->groups.at(g, i)];
      SmallVector<bool> plus = signsFor(target, coordinates);
      if (plus.size() != coordinates.size())
        return op.emitOpError("has a weight that its coordinates do not make");
      for (auto [plane, sign] : llvm::zip_equal(signs, plus))
        plane.push_back(sign);
    }
    planes.append(coordinates, signs);
  }
  OpBuilder builder(op);
  auto vectorOf = [&](size_t size, unsigned bits) {
    return RankedTensorType::get(static_cast<int64_t>(size),
                                 builder.getIntegerType(bits));
  };
  auto value = MultiBitAttr::get(
      op.getContext(), cast<RankedTensorType>(op.getType()), op.getGroupSize(),
      op.getPixel(), planes.bits,
      makeElements<int16_t>(vectorOf(planes.alphas.size(), 16), planes.alphas),
      APFloat(static_cast<float>(integers->units.unit / 2)),
      makeElements<int8_t>(vectorOf(planes.bytes.size(), 8), planes.bytes));
  op.replaceAllUsesWith(
      builder.create<MultiBitOp>(op.getInput().getLoc(), op.getType(), value)
          .getResult());
  op.erase();
  return success();
}

struct ConvertMultiBit : ecg::impl::ConvertMultiBitBase<ConvertMultiBit> {
  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    for (FakeMultiBitOp op :
         llvm::make_early_inc_range(func.getOps<FakeMultiBitOp>()))
      if (failed(convert(op)))
        return signalPassFailure();
  }
};

} // namespace
