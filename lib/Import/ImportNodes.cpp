// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nodes, in order: each finds its row in the table of operators. Calls of local
// functions are in Functions.cpp.

#include "Importer.h"
#include "Operators.h"

using namespace mlir;

namespace ecg {

namespace {

/// Nodes after inlining: a few functions that call each other twice could
/// unfold without end.
constexpr unsigned maxNodes = 20000;

bool isOnnxDomain(llvm::StringRef domain) {
  return domain.empty() || domain == "ai.onnx";
}

/// The name of a node's operator in the table: that of another domain is part
/// of it.
std::string tableName(const onnx::NodeProto &proto) {
  if (isOnnxDomain(proto.domain()))
    return proto.op_type();
  return proto.domain() + "." + proto.op_type();
}

bool isKnownDomain(llvm::StringRef domain) {
  return llvm::any_of(allOperators(), [&](const OperatorRow &row) {
    return row.name.starts_with(domain.str() + ".");
  });
}

LogicalResult checkArity(Node &node, const OperatorRow &row) {
  if (node.numInputs() > row.maxInputs)
    return node.error() << "has " << node.numInputs()
                        << " inputs, expected at most " << row.maxInputs;
  unsigned required = row.minInputs;
  if (row.maxInputs == anyInputs)
    required = std::max(required, node.numInputs());
  for (unsigned i = 0; i < required; ++i)
    if (!node.hasInput(i))
      return node.error() << "input " << i << " is missing, expected "
                          << required << " inputs";
  if (node.numOutputs() == 0)
    return node.error() << "has no output";
  return success();
}

} // namespace

std::optional<int64_t> Importer::findOpset(const Frame &frame,
                                           llvm::StringRef domain) const {
  for (const onnx::OperatorSetIdProto &opset : frame.opsets)
    if (opset.domain() == domain ||
        (isOnnxDomain(opset.domain()) && isOnnxDomain(domain)))
      return opset.version();
  return std::nullopt;
}

Attributes Importer::attributesOf(const onnx::NodeProto &node,
                                  const Frame &frame) const {
  Attributes attributes;
  for (const onnx::AttributeProto &attribute : node.attribute()) {
    if (attribute.ref_attr_name().empty())
      attributes[attribute.name()] = &attribute;
    else if (auto *given = frame.attributes.lookup(attribute.ref_attr_name()))
      attributes[attribute.name()] = given;
  }
  return attributes;
}

LogicalResult Importer::importNodes(Frame &frame) {
  llvm::Expected<std::vector<int>> order =
      orderNodes(frame.nodes, frame.scope, frame.prefix);
  if (!order)
    return error() << llvm::toString(order.takeError());
  for (const onnx::NodeProto &node : frame.nodes)
    for (const std::string &input : node.input())
      frame.used.insert(input);
  for (int index : *order)
    if (failed(importNode(frame, index)))
      return failure();
  return success();
}

LogicalResult Importer::importNode(Frame &frame, int index) {
  const onnx::NodeProto &proto = frame.nodes[index];
  std::string name = frame.prefix + nodeName(frame.nodes, index);
  if (++numNodes > maxNodes)
    return error() << "has more than " << maxNodes
                   << " nodes once local functions are inlined";
  if (const onnx::FunctionProto *callee = findFunction(proto))
    return callFunction(frame, index, *callee);

  std::optional<int64_t> opset = findOpset(frame, proto.domain());
  Node node(
      proto, name, attributesOf(proto, frame),
      {builder, frame.scope, file, folder, opset.value_or(0), foldingRoom});
  if (!isOnnxDomain(proto.domain()) && !isKnownDomain(proto.domain()))
    return node.error() << "domain '" << proto.domain()
                        << "' is not supported; accepted are the ONNX "
                           "operators, some of com.microsoft and functions "
                           "defined in the model";
  if (!opset)
    return node.error() << "the model does not say which opset it uses";
  if (*opset < minOpset || *opset > maxOpset)
    return node.error() << "opset " << *opset << " is not supported; accepted "
                        << "are " << minOpset << " to " << maxOpset;
  if (failed(convert(node, proto)))
    return failure();
  return store(frame, node, proto);
}

LogicalResult Importer::convert(Node &node, const onnx::NodeProto &proto) {
  std::string name = tableName(proto);
  const OperatorRow *row = findOperator(name, node.opset());
  if (!row) {
    std::string opsets = acceptedOpsets(name);
    if (!opsets.empty())
      return node.error() << "operator is accepted in opsets " << opsets;
    return node.error() << "operator is not supported; accepted are "
                        << acceptedOperators();
  }
  if (failed(checkArity(node, *row)))
    return failure();
  bool allConstant = true;
  for (unsigned i = 0; i < node.numInputs(); ++i)
    allConstant &= !node.hasInput(i) || node.constant(i);
  bool isFolded = allConstant && !row->onConstants;
  OperatorFunction function =
      allConstant && row->onConstants ? row->onConstants : row->onTensors;
  if (!function)
    return node.error() << "operator is accepted on constants only, but an "
                           "input is computed at run time";
  node.setFunction(row->function);
  if (isFolded)
    node.setFolded();
  Block &body = this->function.front();
  Operation *before = body.empty() ? nullptr : &body.back();
  if (failed(function(node)))
    return failure();
  if (isFolded && failed(foldLayers(node, before)))
    return failure();
  return node.finish();
}

LogicalResult Importer::store(Frame &frame, Node &node,
                              const onnx::NodeProto &proto) {
  for (auto [i, output] : llvm::enumerate(node.outputs())) {
    if (output.value || output.constant)
      frame.scope[proto.output(i)] = output;
    else if (frame.used.contains(proto.output(i)) && node.hasOutput(i))
      return node.error() << "output " << i << " ('" << proto.output(i)
                          << "') is used but not supported";
  }
  return success();
}

} // namespace ecg
