// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls of one layer, forward and backward, in two arithmetics.

#include "GradientCheck.h"
#include "ecg/Exec/RtProgram.h"
#include "ecg/IR/Elements.h"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace mlir;

namespace ecg {

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

Type elementOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getElementType();
}

bool isReal(Value value) { return elementOf(value).isF32(); }

/// Values of an element type that stays what it is in every arithmetic.
std::vector<char> inOwnType(Value value, ArrayRef<double> values) {
  const ElementInfo &element = *findElement(elementOf(value));
  std::vector<float> rounded(values.begin(), values.end());
  std::vector<char> bytes(values.size() * element.bytes);
  element.fromFloat(rounded.data(), rounded.size(), bytes.data());
  return bytes;
}

void callForward(ExecOpInterface layer, const ForwardCall<float> &call) {
  layer.forward(call);
}
void callForward(ExecOpInterface layer, const ForwardCall<double> &call) {
  layer.forwardDouble(call);
}
void callBackward(ExecOpInterface layer, const BackwardCall<float> &call) {
  layer.backward(call);
}
void callBackward(ExecOpInterface layer, const BackwardCall<double> &call) {
  layer.backwardDouble(call);
}

template <typename A, typename B>
double relativeDistance(ArrayRef<A> actual, ArrayRef<B> expected) {
  double distance = 0, scale = 1e-3;
  for (auto [a, b] : llvm::zip_equal(actual, expected)) {
    if (!std::isfinite(a) || !std::isfinite(b))
      return INFINITY;
    distance = std::max(distance, std::abs(double(a) - double(b)));
    scale = std::max(scale, std::abs(double(b)));
  }
  return distance / scale;
}

} // namespace

/// Buffers of one call.
template <typename T> struct GradientCheck::Run {
  std::vector<std::vector<T>> in, out, outGrad, inGrad;
  std::vector<std::vector<char>> bytes; ///< of what is not real
  std::vector<T> saved;
  SmallVector<BatchView<const T>> inViews, outConstViews, outGradViews;
  SmallVector<BatchView<T>> outViews, inGradViews;
  BatchView<T> savedView;

  explicit Run(GradientCheck &check) {
    int64_t n = check.options.samples;
    for (auto [i, values] : llvm::enumerate(check.operands)) {
      ArrayRef<int64_t> shape = shapeOf(check.layer->getOperand(i));
      int64_t step = check.isShared(i) ? 0 : values.size() / n;
      in.emplace_back(values.begin(), values.end());
      inGrad.emplace_back(values.size());
      inViews.push_back({in.back().data(), shape, step});
      if (!isReal(check.layer->getOperand(i))) {
        bytes.push_back(inOwnType(check.layer->getOperand(i), values));
        inViews.back().data = reinterpret_cast<T *>(bytes.back().data());
      }
      inGradViews.push_back(
          {check.ignored[i] ? nullptr : inGrad.back().data(), shape, step});
    }
    for (auto [i, values] : llvm::enumerate(check.weights)) {
      ArrayRef<int64_t> shape = shapeOf(check.layer->getResult(i));
      int64_t step = values.size() / n;
      out.emplace_back(values.size());
      outGrad.emplace_back(values.begin(), values.end());
      outViews.push_back({out.back().data(), shape, step});
      outConstViews.push_back({out.back().data(), shape, step});
      outGradViews.push_back({outGrad.back().data(), shape, step});
      if (!isReal(check.layer->getResult(i))) {
        bytes.push_back(inOwnType(check.layer->getResult(i), values));
        T *data = reinterpret_cast<T *>(bytes.back().data());
        outViews.back().data = data;
        outConstViews.back().data = data;
      }
    }
    int64_t size = check.layer.getSavedSize();
    saved.resize(size * n);
    savedView = {size ? saved.data() : nullptr,
                 {},
                 check.layer.couplesSamples() ? 0 : size};
  }
};

GradientCheck::GradientCheck(StringRef text, Options options)
    : module(text), options(options) {
  for (Operation &op : module.function().front().without_terminator())
    layer = dyn_cast<ExecOpInterface>(op);
  if (!layer) {
    ADD_FAILURE() << "no layer that can learn in " << text.str();
    return;
  }
  std::mt19937 engine(7);
  auto draw = [&](double low, double high, int64_t count) {
    std::uniform_real_distribution<double> uniform(low, high);
    std::vector<double> values(count);
    for (double &value : values)
      value = uniform(engine);
    return values;
  };
  for (auto [i, operand] : llvm::enumerate(layer->getOperands()))
    operands.push_back(
        draw(options.low, options.high, elementsOf(operand, isShared(i))));
  for (Value result : layer->getResults())
    weights.push_back(isReal(result) ? draw(-1, 1, elementsOf(result, false))
                                     : draw(0, 0, elementsOf(result, false)));
  for (Value operand : layer->getOperands())
    ignored.push_back(!isReal(operand));
}

bool GradientCheck::isShared(unsigned operand) {
  return layer.getOperandRole(operand) != OperandRole::Activation;
}

int64_t GradientCheck::elementsOf(Value value, bool shared) {
  int64_t count = cast<RankedTensorType>(value.getType()).getNumElements();
  return shared ? count : count * options.samples;
}

double GradientCheck::loss() {
  Run<double> run(*this);
  callForward(layer,
              ForwardCall<double>{options.samples, run.inViews, run.outViews,
                                  run.savedView, options.training});
  double sum = 0;
  for (auto [values, factors] : llvm::zip_equal(run.out, weights))
    for (auto [value, factor] : llvm::zip_equal(values, factors))
      sum += value * factor;
  return sum;
}

template <typename T> std::vector<std::vector<T>> GradientCheck::gradients() {
  Run<T> run(*this);
  callForward(layer, ForwardCall<T>{options.samples, run.inViews, run.outViews,
                                    run.savedView, options.training});
  BatchView<const T> saved{run.savedView.data, {}, run.savedView.step};
  callBackward(layer,
               BackwardCall<T>{options.samples, run.inViews, run.outConstViews,
                               run.outGradViews, run.inGradViews, saved,
                               options.training});
  return run.inGrad;
}

template std::vector<std::vector<float>> GradientCheck::gradients();
template std::vector<std::vector<double>> GradientCheck::gradients();

double GradientCheck::worstError() {
  constexpr double step = 1e-5;
  auto analytic = gradients<double>();
  double worst = 0;
  for (size_t i = 0; i < operands.size(); ++i) {
    if (ignored[i])
      continue;
    std::vector<double> differences;
    for (double &value : operands[i]) {
      double middle = value;
      value = middle + step;
      double above = loss();
      value = middle - step;
      double below = loss();
      value = middle;
      differences.push_back((above - below) / (2 * step));
    }
    worst = std::max(
        worst, relativeDistance<double, double>(analytic[i], differences));
  }
  return worst;
}

double GradientCheck::worstFloatError() {
  auto exact = gradients<double>();
  auto rounded = gradients<float>();
  double worst = 0;
  for (auto [a, b] : llvm::zip_equal(rounded, exact))
    worst = std::max(worst, relativeDistance<float, double>(a, b));
  return worst;
}

double GradientCheck::worstKernelError() {
  if (!isa<KernelOpInterface>(layer.getOperation()))
    return 0;
  Run<float> run(*this);
  callForward(layer, {1, run.inViews, run.outViews});
  std::unique_ptr<RtProgram> program = RtProgram::ofLayer(layer);
  if (!program)
    return 0;
  SmallVector<const void *> inputs;
  for (const auto &view : run.inViews)
    inputs.push_back(view.data);
  Run<float> other(*this);
  SmallVector<void *> results;
  for (const auto &view : other.outViews)
    results.push_back(view.data);
  program->runRaw(*program->makeWorkspace(), inputs, results);
  double worst = 0;
  for (auto [ours, theirs] : llvm::zip_equal(run.out, other.out))
    worst = std::max(worst, relativeDistance<float, float>(ours, theirs));
  return worst;
}

std::string layerFunction(StringRef layer, ArrayRef<StringRef> operands,
                          StringRef result) {
  auto typeOf = [](StringRef shape) {
    bool isWhole = shape.contains('i') || shape.contains('f');
    return ("tensor<" + shape + (isWhole ? ">" : "xf32>")).str();
  };
  std::string arguments, types;
  for (auto [i, shape] : llvm::enumerate(operands)) {
    std::string type = typeOf(shape);
    arguments += (i ? ", %a" : "%a") + std::to_string(i) + ": " + type;
    types += (i ? ", " : "") + type;
  }
  std::string to = typeOf(result);
  // Layers of one tensor are written without parentheses.
  std::string signature = operands.size() == 1 ? types : "(" + types + ")";
  return "func.func @f(" + arguments + ") -> " + to +
         " {\n  %y = " + layer.str() + " : " + signature + " -> " + to +
         "\n  return %y : " + to + "\n}";
}

void expectGradients(GradientCheck &check) {
  EXPECT_LT(check.worstError(), 1e-6);
  EXPECT_LT(check.worstFloatError(), 1e-4);
  EXPECT_LT(check.worstKernelError(), 1e-6);
}

void expectGradients(StringRef layer, ArrayRef<StringRef> operands,
                     StringRef result, GradientCheck::Options options) {
  SCOPED_TRACE(layer.str());
  GradientCheck check(layerFunction(layer, operands, result), options);
  expectGradients(check);
}

} // namespace ecg
