// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `ecg.unary`: operators of one function each, and formulas for the others.

#include "Functions.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

const OnnxFunction table[] = {
    {"abs", "Abs"},
    {"acos", "Acos"},
    {"acosh", "Acosh"},
    {"asin", "Asin"},
    {"asinh", "Asinh"},
    {"atan", "Atan"},
    {"atanh", "Atanh"},
    {"bitwise_not", "BitwiseNot", "", "", 18},
    {"ceil", "Ceil"},
    {"celu", "Celu", "alpha"},
    {"cos", "Cos"},
    {"cosh", "Cosh"},
    {"elu", "Elu", "alpha"},
    {"erf", "Erf"},
    {"exp", "Exp"},
    {"floor", "Floor"},
    {"hard_sigmoid", "HardSigmoid", "alpha", "beta"},
    {"log", "Log"},
    {"neg", "Neg"},
    {"not", "Not"},
    {"reciprocal", "Reciprocal"},
    {"relu", "Relu"},
    {"round", "Round"},
    {"selu", "Selu", "alpha", "gamma"},
    {"sigmoid", "Sigmoid"},
    {"sign", "Sign"},
    {"sin", "Sin"},
    {"sinh", "Sinh"},
    {"softplus", "Softplus"},
    {"softsign", "Softsign"},
    {"sqrt", "Sqrt"},
    {"tan", "Tan"},
    {"tanh", "Tanh"},
    {"thresholded_relu", "ThresholdedRelu", "alpha"},
};

/// 0.5 * x * (1 + inner), with `inner` between -1 and 1.
std::string writeHalfGate(OnnxGraph &graph, Type element, std::string x,
                          std::string inner) {
  std::string gate =
      graph.addPart("Add", {inner, graph.number("one", 1, element)});
  return graph.add("Mul", {graph.addPart("Mul", {x, gate}),
                           graph.number("half", 0.5, element)});
}

std::string writeSquare(UnaryOp, OnnxGraph &graph, std::string x) {
  return graph.add("Mul", {x, x});
}

std::string writePower(UnaryOp op, OnnxGraph &graph, std::string x) {
  double exponent = op.getAlpha().convertToDouble();
  return graph.add("Pow",
                   {x, graph.number("exponent", exponent, realElementOf(op))});
}

std::string writeGelu(UnaryOp op, OnnxGraph &graph, std::string x) {
  std::string root = graph.number("sqrt_2", std::sqrt(2.0), realElementOf(op));
  std::string erf = graph.addPart("Erf", {graph.addPart("Div", {x, root})});
  return writeHalfGate(graph, realElementOf(op), x, erf);
}

std::string writeGeluTanh(UnaryOp op, OnnxGraph &graph, std::string x) {
  Type element = realElementOf(op);
  std::string cube =
      graph.addPart("Pow", {x, graph.number("three", 3, element)});
  std::string bent =
      graph.addPart("Mul", {cube, graph.number("bend", 0.044715, element)});
  std::string scaled = graph.addPart(
      "Mul", {graph.addPart("Add", {x, bent}),
              graph.number("sqrt_2_pi", std::sqrt(2 / M_PI), element)});
  return writeHalfGate(graph, element, x, graph.addPart("Tanh", {scaled}));
}

std::string writeMish(UnaryOp, OnnxGraph &graph, std::string x) {
  std::string gate = graph.addPart("Tanh", {graph.addPart("Softplus", {x})});
  return graph.add("Mul", {x, gate});
}

/// What ONNX has no operator for, in opset 17.
struct Formula {
  llvm::StringLiteral name;
  std::string (*write)(UnaryOp, OnnxGraph &, std::string x);
};
const Formula formulas[] = {{"gelu", writeGelu},
                            {"gelu_tanh", writeGeluTanh},
                            {"mish", writeMish},
                            {"power", writePower},
                            {"square", writeSquare}};

struct UnaryWriter : OnnxOpInterface::ExternalModel<UnaryWriter, UnaryOp> {
  LogicalResult exportToOnnx(Operation *op, OnnxGraph &graph) const {
    auto unary = cast<UnaryOp>(op);
    std::string x = graph.real(unary.getInput());
    if (const OnnxFunction *function =
            findFunction(table, unary.getFunction())) {
      graph.setResult(unary, writeOperator(unary, graph, *function, x));
      return success();
    }
    for (const Formula &formula : formulas)
      if (formula.name == unary.getFunction()) {
        graph.setResult(unary, formula.write(unary, graph, x));
        return success();
      }
    return op->emitOpError()
           << "'" << unary.getFunction() << "' has no form in ONNX";
  }

  static std::string writeOperator(UnaryOp op, OnnxGraph &graph,
                                   const OnnxFunction &function,
                                   std::string x) {
    OnnxAttributes attributes;
    if (!function.alpha.empty())
      attributes.push_back({function.alpha, op.getAlpha().convertToFloat()});
    if (!function.beta.empty())
      attributes.push_back({function.beta, op.getBeta().convertToFloat()});
    graph.requireOpset(function.opset);
    return graph.add(function.opType, {x}, attributes);
  }
};

} // namespace

void attachUnaryWriters(MLIRContext &context) {
  UnaryOp::attachInterface<UnaryWriter>(context);
}

} // namespace ecg
