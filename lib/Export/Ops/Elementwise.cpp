// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Elementwise layers whose result has another element type than an operand.

#include "../OnnxTypes.h"
#include "Functions.h"

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

std::string writeCast(CastOp op, OnnxGraph &graph) {
  return graph.add("Cast", {graph.real(op.getInput())},
                   {{"to", int64_t(onnxDataType(elementOf(op)))}});
}

} // namespace

void attachElementwiseWriters(MLIRContext &context) {
  CompareOp::attachInterface<CompareWriter>(context);
  attachWriter<SelectOp, writeSelect>(context);
  attachWriter<CastOp, writeCast>(context);
}

} // namespace ecg
