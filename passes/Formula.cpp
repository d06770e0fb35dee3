// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading products, sums and means off a network.

#include "Formula.h"
#include "ecg/IR/Constants.h"
#include <cmath>

using namespace mlir;

namespace ecg {

bool isAbout(double a, double b) {
  return std::fabs(a - b) <= 1e-5 * std::fabs(b);
}

std::optional<double> findNumber(Value value) {
  auto data = ConstantData<float>::get(value);
  if (!data || data->values().empty() || !llvm::all_equal(data->values()))
    return std::nullopt;
  return data->values().front();
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

namespace {

/// The exponent a function of one element raises its argument to.
std::optional<double> findExponent(UnaryOp op) {
  StringRef function = op.getFunction();
  if (function == "power")
    return op.getAlpha().convertToFloat();
  if (function == "square")
    return 2;
  if (function == "reciprocal")
    return -1;
  return function == "sqrt" ? std::optional(0.5) : std::nullopt;
}

/// The argument and exponent of a power, however it is written.
std::optional<std::pair<Value, double>> matchPower(Value value) {
  if (auto unary = value.getDefiningOp<UnaryOp>())
    if (std::optional<double> exponent = findExponent(unary))
      return std::pair(unary.getInput(), *exponent);
  auto binary = value.getDefiningOp<BinaryOp>();
  if (!binary || binary.getFunction() != "pow")
    return std::nullopt;
  std::optional<double> exponent = findNumber(binary.getRhs());
  if (!exponent)
    return std::nullopt;
  return std::pair(binary.getLhs(), *exponent);
}

} // namespace

void Product::multiply(Value value, double exponent) {
  if (std::optional<double> number = findNumber(value)) {
    factor *= std::pow(*number, exponent);
    return;
  }
  if (auto mul = value.getDefiningOp<MulOp>(); mul && !mul.getClamp()) {
    multiply(mul.getLhs(), exponent);
    return multiply(mul.getRhs(), exponent);
  }
  auto binary = value.getDefiningOp<BinaryOp>();
  if (binary && binary.getFunction() == "div") {
    multiply(binary.getLhs(), exponent);
    return multiply(binary.getRhs(), -exponent);
  }
  // The root of a square is no product.
  if (auto power = matchPower(value)) {
    bool isWhole = power->second == std::nearbyint(power->second);
    if (isWhole || !matchPower(power->first))
      return isWhole ? multiply(power->first, exponent * power->second)
                     : addPower(power->first, exponent * power->second);
  }
  addPower(value, exponent);
}

void Product::addPower(Value base, double exponent) {
  for (auto &[known, sum] : powers)
    if (known == base) {
      sum += exponent;
      return;
    }
  powers.push_back({base, exponent});
}

Product Product::of(Value value) {
  Product product;
  product.multiply(value, 1);
  return product;
}

bool Product::is(double wanted,
                 ArrayRef<std::pair<Value, double>> others) const {
  return isAbout(factor, wanted) && powers.size() == others.size() &&
         llvm::all_of(others, [&](const std::pair<Value, double> &power) {
           return llvm::is_contained(powers, power);
         });
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

void Sum::add(Value value, double coefficient) {
  if (std::optional<double> number = findNumber(value)) {
    constant += coefficient * *number;
    return;
  }
  Product product = Product::of(value);
  if (product.powers.size() == 1 && product.powers[0].second == 1)
    terms.push_back({product.powers[0].first, coefficient * product.factor});
  else
    terms.push_back({value, coefficient});
}

std::optional<Sum> Sum::match(Value value) {
  Sum sum;
  auto add = value.getDefiningOp<AddOp>();
  auto sub = value.getDefiningOp<BinaryOp>();
  if (add && !add.getClamp()) {
    sum.add(add.getLhs(), 1);
    sum.add(add.getRhs(), 1);
  } else if (sub && sub.getFunction() == "sub") {
    sum.add(sub.getLhs(), 1);
    sum.add(sub.getRhs(), -1);
  } else {
    return std::nullopt;
  }
  return sum;
}

//===----------------------------------------------------------------------===//
// Means
//===----------------------------------------------------------------------===//

static Value skipReshape(Value value) {
  auto reshape = value.getDefiningOp<ReshapeOp>();
  return reshape ? reshape.getInput() : value;
}

/// A pool over the last dimensions, seen through reshapes.
static std::optional<Mean> matchPooled(Value value) {
  auto shapeOf = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getShape();
  };
  auto pool = skipReshape(value).getDefiningOp<GlobalAvgPoolOp>();
  if (!pool)
    return std::nullopt;
  Mean mean{skipReshape(pool.getInput()), {}};
  ArrayRef<int64_t> in = shapeOf(mean.input), out = shapeOf(value);
  if (in.size() != out.size())
    return std::nullopt;
  int64_t count = 1;
  for (int64_t dim = in.size(); dim-- > 0 && out[dim] == 1;)
    if (in[dim] != 1) {
      mean.axes.insert(mean.axes.begin(), dim);
      count *= in[dim];
    }
  ArrayRef<int64_t> pooled = shapeOf(pool.getInput()).drop_front(2);
  if (mean.axes.empty() || count != ShapedType::getNumElements(pooled))
    return std::nullopt;
  for (size_t dim = 0; dim < in.size(); ++dim)
    if (out[dim] != (llvm::is_contained(mean.axes, dim) ? 1 : in[dim]))
      return std::nullopt;
  return mean;
}

std::optional<Mean> Mean::match(Value value) {
  auto reduce = value.getDefiningOp<ReduceOp>();
  if (!reduce)
    return matchPooled(value);
  if (reduce.getFunction() != "mean" || !reduce.getKeepDims())
    return std::nullopt;
  return Mean{reduce.getInput(), SmallVector<int64_t>(reduce.getAxes())};
}

} // namespace ecg
