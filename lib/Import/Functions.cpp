// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Local functions of a model, inlined where they are called.

#include "Importer.h"
#include <google/protobuf/unknown_field_set.h>
#include <set>

using namespace mlir;

namespace ecg {

/// Functions may call each other; this many levels are enough for any export
/// and refuse recursion.
constexpr unsigned maxDepth = 32;

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

const onnx::FunctionProto *
Importer::findFunction(const onnx::NodeProto &node) const {
  for (const onnx::FunctionProto &candidate : model.functions())
    if (candidate.name() == node.op_type() &&
        candidate.domain() == node.domain())
      return &candidate;
  return nullptr;
}

InFlightDiagnostic Importer::callError(const Frame &frame, int index) {
  return error() << "node '" << frame.prefix << nodeName(frame.nodes, index)
                 << "' (function " << frame.nodes[index].op_type() << "): ";
}

LogicalResult Importer::bindInputs(const Frame &frame, int index,
                                   const onnx::FunctionProto &function,
                                   Scope &scope) {
  const onnx::NodeProto &call = frame.nodes[index];
  if (call.input_size() != function.input_size() ||
      call.output_size() > function.output_size())
    return callError(frame, index)
           << "is called with " << call.input_size() << " inputs and "
           << call.output_size() << " outputs, but has "
           << function.input_size() << " and " << function.output_size();
  for (auto [formal, actual] :
       llvm::zip_equal(function.input(), call.input())) {
    if (actual.empty())
      return callError(frame, index)
             << "leaves out input '" << formal << "', which is not supported";
    scope[formal] = frame.scope.find(actual)->second;
  }
  return success();
}

LogicalResult Importer::callFunction(Frame &frame, int index,
                                     const onnx::FunctionProto &function) {
  if (frame.depth == maxDepth)
    return callError(frame, index) << "functions call each other more than "
                                   << maxDepth << " levels deep";
  const onnx::NodeProto &call = frame.nodes[index];
  Frame callee{function.node(),
               function.opset_import(),
               frame.prefix + nodeName(frame.nodes, index) + "/",
               attributesOf(call, frame),
               {},
               frame.depth + 1};
  callee.defaults = defaultsOf(function);
  for (const onnx::AttributeProto &attribute : callee.defaults)
    callee.attributes.try_emplace(attribute.name(), &attribute);
  for (const std::string &output : function.output())
    callee.used.insert(output);
  if (failed(bindInputs(frame, index, function, callee.scope)) ||
      failed(importNodes(callee)))
    return failure();

  for (auto [formal, actual] : llvm::zip(function.output(), call.output())) {
    if (actual.empty())
      continue;
    auto made = callee.scope.find(formal);
    if (made == callee.scope.end())
      return callError(frame, index)
             << "output '" << formal << "' is not made by any node";
    frame.scope[actual] = made->second;
  }
  return success();
}

} // namespace ecg
