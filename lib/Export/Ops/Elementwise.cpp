// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Elementwise layers whose result has another element type than an operand.

#include "../OnnxTypes.h"
#include "Functions.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

const OnnxFunction compareTable[] = {
    {"equal", "Equal"},
    {"greater", "Greater"},
    {"greater_equal", "GreaterOrEqual"},
    {"less", "Less"},
    {"less_equal", "LessOrEqual"},
};

struct CompareWriter
    : OnnxOpInterface::ExternalModel<CompareWriter, CompareOp> {
  LogicalResult exportToOnnx(Operation *op, OnnxGraph &graph) const {
    auto compare = cast<CompareOp>(op);
    OnnxNames operands = {graph.real(compare.getLhs()),
                          graph.real(compare.getRhs())};
    const OnnxFunction *function =
        findFunction(compareTable, compare.getFunction());
    if (function)
      graph.setResult(compare, graph.add(function->opType, operands));
    else if (compare.getFunction() == "not_equal")
      graph.setResult(compare,
                      graph.add("Not", {graph.addPart("Equal", operands)}));
    else
      return op->emitOpError()
             << "'" << compare.getFunction() << "' has no form in ONNX";
    return success();
  }
};

std::string writeSelect(SelectOp op, OnnxGraph &graph) {
  return graph.add("Where", {graph.real(op.getCondition()),
                             graph.real(op.getLhs()), graph.real(op.getRhs())});
}

/// Reals limited to the range of a small integer type, which ONNX leaves to
/// whoever runs it. @cast
std::string limitedTo(IntegerType type, Type real, std::string name,
                      OnnxGraph &graph) {
  bool isSigned = !type.isUnsigned();
  unsigned width = type.getWidth();
  double min = isSigned ? -std::ldexp(1, width - 1) : 0;
  double max = std::ldexp(1, width - isSigned) - 1;
  return graph.addPart("Clip", {name, graph.number("min", min, real),
                                graph.number("max", max, real)});
}

std::string writeCast(CastOp op, OnnxGraph &graph) {
  std::string input = graph.real(op.getInput());
  Type from = elementOf(op.getInput());
  auto to = dyn_cast<IntegerType>(elementOf(op));
  bool canLeave = to && (to.getWidth() == 8 || to.getWidth() == 16);
  if (canLeave && (from.isF32() || from.isF64()))
    input = limitedTo(to, from, input, graph);
  return graph.add("Cast", {input},
                   {{"to", int64_t(onnxDataType(elementOf(op)))}});
}

} // namespace

void attachElementwiseWriters(MLIRContext &context) {
  CompareOp::attachInterface<CompareWriter>(context);
  attachWriter<SelectOp, writeSelect>(context);
  attachWriter<CastOp, writeCast>(context);
}

} // namespace ecg
