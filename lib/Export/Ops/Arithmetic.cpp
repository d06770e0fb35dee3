// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of two tensors.

#include "Functions.h"

using namespace mlir;

namespace ecg {

namespace {

template <typename Op>
OnnxNames operandsOf(Op op, OnnxGraph &graph) {
  return {graph.real(op.getLhs()), graph.real(op.getRhs())};
}

std::string writeAdd(AddOp op, OnnxGraph &graph) {
  return limited(graph, graph.add("Add", operandsOf(op, graph)), op.getClamp());
}

std::string writeMul(MulOp op, OnnxGraph &graph) {
  return limited(graph, graph.add("Mul", operandsOf(op, graph)), op.getClamp());
}

const OnnxFunction binaryTable[] = {
    {"add", "Add"},
    {"and", "And"},
    {"bitwise_and", "BitwiseAnd", "", "", 18},
    {"bitwise_or", "BitwiseOr", "", "", 18},
    {"bitwise_xor", "BitwiseXor", "", "", 18},
    {"div", "Div"},
    {"max", "Max"},
    {"min", "Min"},
    {"mul", "Mul"},
    {"or", "Or"},
    {"pow", "Pow"},
    {"prelu", "PRelu"},
    {"sub", "Sub"},
    {"xor", "Xor"},
};

/// a - b * floor(a / b): the Mod of ONNX has only fmod for reals.
std::string writeRealMod(const OnnxNames &operands, OnnxGraph &graph) {
  std::string times =
      graph.addPart("Floor", {graph.addPart("Div", operands)});
  return graph.add(
      "Sub", {operands[0], graph.addPart("Mul", {operands[1], times})});
}

struct BinaryWriter : OnnxOpInterface::ExternalModel<BinaryWriter, BinaryOp> {
  LogicalResult exportToOnnx(Operation *op, OnnxGraph &graph) const {
    auto binary = cast<BinaryOp>(op);
    std::string result = write(binary, graph);
    if (result.empty())
      return op->emitOpError()
             << "'" << binary.getFunction() << "' has no form in ONNX";
    graph.setResult(binary, result);
    return success();
  }

  static std::string write(BinaryOp op, OnnxGraph &graph) {
    OnnxNames operands = operandsOf(op, graph);
    StringRef name = op.getFunction();
    if (const OnnxFunction *function = findFunction(binaryTable, name)) {
      graph.requireOpset(function->opset);
      return graph.add(function->opType, operands);
    }
    bool isInteger = isa<IntegerType>(elementOf(op.getResult()));
    if (name == "mod" && !isInteger)
      return writeRealMod(operands, graph);
    if (name == "mod" || name == "fmod")
      return graph.add("Mod", operands, {{"fmod", int64_t(name == "fmod")}});
    if (name.consume_front("shift_"))
      return graph.add("BitShift", operands, {{"direction", name.upper()}});
    return "";
  }
};

} // namespace

void attachArithmeticWriters(MLIRContext &context) {
  attachWriter<AddOp, writeAdd>(context);
  attachWriter<MulOp, writeMul>(context);
  BinaryOp::attachInterface<BinaryWriter>(context);
}

} // namespace ecg
