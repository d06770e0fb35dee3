// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nodes, in order: each finds its row in the table of operators, or the local
// function it calls.

#include "Importer.h"
#include "Operators.h"
#include <google/protobuf/unknown_field_set.h>
#include <set>

using namespace mlir;

namespace ecg {

namespace {

/// Functions may call each other; this many levels are enough for any export
/// and refuse recursion.
constexpr unsigned maxDepth = 32;
/// Nodes after inlining: a few functions that call each other twice could
/// unfold without end.
constexpr unsigned maxNodes = 100000;

bool isOnnxDomain(llvm::StringRef domain) {
  return domain.empty() || domain == "ai.onnx";
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

const onnx::FunctionProto *
Importer::findFunction(const onnx::NodeProto &node) const {
  for (const onnx::FunctionProto &candidate : model.functions())
    if (candidate.name() == node.op_type() &&
        candidate.domain() == node.domain())
      return &candidate;
  return nullptr;
}

// Functions of later versions may be overloaded; which one a call means then
// stands in a field this importer does not read.
LogicalResult Importer::checkFunctions() {
  std::set<std::pair<llvm::StringRef, llvm::StringRef>> seen;
  for (const onnx::FunctionProto &function : model.functions())
    if (!seen.insert({function.domain(), function.name()}).second)
      return error() << "function '" << function.name()
                     << "' is defined twice; overloads are not supported";
  return success();
}

/// Attributes a call may leave out: field 11, `attribute_proto`, which the
/// libonnx of Debian 12 does not know by name.
static std::vector<onnx::AttributeProto>
defaultsOf(const onnx::FunctionProto &function) {
  constexpr int fieldNumber = 11;
  std::vector<onnx::AttributeProto> defaults;
  const google::protobuf::UnknownFieldSet &fields = function.unknown_fields();
  for (int i = 0; i < fields.field_count(); ++i) {
    const google::protobuf::UnknownField &field = fields.field(i);
    onnx::AttributeProto attribute;
    if (field.number() == fieldNumber &&
        field.type() == google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED &&
        attribute.ParseFromString(field.length_delimited()))
      defaults.push_back(std::move(attribute));
  }
  return defaults;
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
  if (!isOnnxDomain(proto.domain()))
    return node.error() << "domain '" << proto.domain()
                        << "' is not supported; accepted are the ONNX "
                           "operators and functions defined in the model";
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
  const OperatorRow *row = findOperator(proto.op_type(), node.opset());
  if (!row) {
    std::string opsets = acceptedOpsets(proto.op_type());
    if (!opsets.empty())
      return node.error() << "operator is accepted in opsets " << opsets;
    return node.error() << "operator is not supported; accepted are "
                        << acceptedOperators();
  }
  if (node.numInputs() > row->maxInputs)
    return node.error() << "has " << node.numInputs()
                        << " inputs, expected at most " << row->maxInputs;
  for (unsigned i = 0; i < row->minInputs; ++i)
    if (!node.hasInput(i))
      return node.error() << "input " << i << " is missing, expected "
                          << row->minInputs << " inputs";
  if (node.numOutputs() == 0)
    return node.error() << "has no output";

  bool allConstant = true;
  for (unsigned i = 0; i < node.numInputs(); ++i)
    allConstant &= !node.hasInput(i) || node.constant(i);
  OperatorFunction function =
      allConstant && row->onConstants ? row->onConstants : row->onTensors;
  if (!function)
    return node.error() << "operator is accepted on constants only, but an "
                           "input is computed at run time";
  if (failed(function(node)))
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

LogicalResult Importer::callFunction(Frame &frame, int index,
                                     const onnx::FunctionProto &function) {
  const onnx::NodeProto &call = frame.nodes[index];
  std::string name = frame.prefix + nodeName(frame.nodes, index);
  auto fail = [&]() {
    return error() << "node '" << name << "' (function " << call.op_type()
                   << "): ";
  };
  if (frame.depth == maxDepth)
    return fail() << "functions call each other more than " << maxDepth
                  << " levels deep";
  if (call.input_size() != function.input_size() ||
      call.output_size() > function.output_size())
    return fail() << "is called with " << call.input_size() << " inputs and "
                  << call.output_size() << " outputs, but has "
                  << function.input_size() << " and " << function.output_size();

  Frame callee{function.node(),
               function.opset_import(),
               name + "/",
               attributesOf(call, frame),
               {},
               frame.depth + 1};
  callee.defaults = defaultsOf(function);
  for (const onnx::AttributeProto &attribute : callee.defaults)
    callee.attributes.try_emplace(attribute.name(), &attribute);
  for (auto [formal, actual] :
       llvm::zip_equal(function.input(), call.input())) {
    if (actual.empty())
      return fail() << "leaves out input '" << formal
                    << "', which is not supported";
    callee.scope[formal] = frame.scope[actual];
  }
  for (const std::string &output : function.output())
    callee.used.insert(output);
  if (failed(importNodes(callee)))
    return failure();
  for (auto [formal, actual] : llvm::zip(function.output(), call.output())) {
    if (actual.empty())
      continue;
    auto made = callee.scope.find(formal);
    if (made == callee.scope.end())
      return fail() << "output '" << formal << "' is not made by any node";
    frame.scope[actual] = made->second;
  }
  return success();
}

} // namespace ecg
