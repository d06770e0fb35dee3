// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of one element, and softmax.

#include "Ops.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// Bounds that limit nothing are left out.
OnnxNames clipInputs(std::string name, ClampAttr clamp, OnnxGraph &graph) {
  float min = clamp.getMin(), max = clamp.getMax();
  return {name, std::isinf(min) ? "" : graph.number("min", min),
          std::isinf(max) ? "" : graph.number("max", max)};
}

} // namespace

std::string limited(OnnxGraph &graph, std::string name,
                    std::optional<ClampAttr> clamp) {
  if (!clamp)
    return name;
  if (clamp->getMin() == 0 && std::isinf(clamp->getMax()))
    return graph.addPart("Relu", {name});
  return graph.addPart("Clip", clipInputs(name, *clamp, graph));
}

namespace {

std::string writeRelu(ReluOp op, OnnxGraph &graph) {
  return graph.add("Relu", {graph.real(op.getInput())});
}

std::string writeLeakyRelu(LeakyReluOp op, OnnxGraph &graph) {
  return graph.add("LeakyRelu", {graph.real(op.getInput())},
                   {{"alpha", op.getAlpha().convertToFloat()}});
}

std::string writeClip(ClipOp op, OnnxGraph &graph) {
  return graph.add("Clip",
                   clipInputs(graph.real(op.getInput()), op.getClamp(), graph));
}

std::string writeSigmoid(SigmoidOp op, OnnxGraph &graph) {
  return graph.add("Sigmoid", {graph.real(op.getInput())});
}

std::string writeTanh(TanhOp op, OnnxGraph &graph) {
  return graph.add("Tanh", {graph.real(op.getInput())});
}

std::string writeSwish(SwishOp op, OnnxGraph &graph) {
  std::string x = graph.real(op.getInput());
  return graph.add("Mul", {x, graph.addPart("Sigmoid", {x})});
}

std::string writeHardSwish(HardSwishOp op, OnnxGraph &graph) {
  return graph.add("HardSwish", {graph.real(op.getInput())});
}

std::string writeSoftmax(SoftmaxOp op, OnnxGraph &graph) {
  return graph.add("Softmax", {graph.real(op.getInput())},
                   {{"axis", int64_t(op.getAxis())}});
}

std::string writeLogSoftmax(LogSoftmaxOp op, OnnxGraph &graph) {
  return graph.add("LogSoftmax", {graph.real(op.getInput())},
                   {{"axis", int64_t(op.getAxis())}});
}

} // namespace

void attachActivationWriters(MLIRContext &context) {
  attachWriter<ReluOp, writeRelu>(context);
  attachWriter<LeakyReluOp, writeLeakyRelu>(context);
  attachWriter<ClipOp, writeClip>(context);
  attachWriter<SigmoidOp, writeSigmoid>(context);
  attachWriter<TanhOp, writeTanh>(context);
  attachWriter<SwishOp, writeSwish>(context);
  attachWriter<HardSwishOp, writeHardSwish>(context);
  attachWriter<SoftmaxOp, writeSoftmax>(context);
  attachWriter<LogSoftmaxOp, writeLogSoftmax>(context);
}

} // namespace ecg
