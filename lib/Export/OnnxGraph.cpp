// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The frame of a model that is written: inputs, layers in order, outputs.
// Nodes and initializers are in OnnxNodes.cpp.

#include "OnnxGraph.h"
#include "OnnxTypes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Protocol buffers end at 2 GB.
constexpr int64_t maxWeightBytes = 3ll << 29;

/// The `ecg.name` of a port, or `stem` and its number.
std::string portName(Attribute attribute, StringRef stem, unsigned index) {
  if (auto name = dyn_cast_or_null<StringAttr>(attribute))
    return name.str();
  return (stem + Twine(index)).str();
}

/// IR versions of ONNX by the opset they came with.
int64_t irVersionOf(int64_t opset) {
  return opset <= 18 ? 8 : opset <= 20 ? 9 : 10;
}

} // namespace

LogicalResult OnnxGraph::write() {
  if (!function.getBody().hasOneBlock() ||
      !llvm::all_of(function.getArgumentTypes(), llvm::IsaPred<TensorType>))
    return function.emitOpError(
        "cannot be written as ONNX: only networks of the ecg dialect can");
  writeInputs();
  if (failed(nameOutputs()))
    return failure();
  for (Operation &op : function.front().without_terminator())
    if (!isa<ConstantOp>(op) && failed(writeLayer(op)))
      return failure();
  writeOutputs();
  writeHeader();
  return success();
}

void OnnxGraph::writeInputs() {
  for (BlockArgument input : function.getArguments()) {
    unsigned index = input.getArgNumber();
    std::string name =
        portName(function.getArgAttr(index, "ecg.name"), "input_", index);
    storedNames[input] = unique(tensorNames, name);
    *graph.add_input() = makeValueInfo(storedNames[input], input.getType());
  }
}

/// Outputs take their names before any layer can.
LogicalResult OnnxGraph::nameOutputs() {
  Operation *end = function.front().getTerminator();
  for (auto [index, value] : llvm::enumerate(end->getOperands())) {
    std::string name =
        portName(function.getResultAttr(index, "ecg.name"), "output_", index);
    *graph.add_output() = makeValueInfo(name, value.getType());
    auto input = storedNames.find(value);
    if (input != storedNames.end() && input->second == name)
      continue; // the input itself
    if (unique(tensorNames, name) != name)
      return function.emitOpError() << "cannot be written as ONNX: two inputs "
                                       "or outputs are called '"
                                    << name << "'";
    if (value.getDefiningOp() && !value.getDefiningOp<ConstantOp>())
      wantedNames.try_emplace(value, name);
  }
  return success();
}

LogicalResult OnnxGraph::writeLayer(Operation &op) {
  auto exported = dyn_cast<OnnxOpInterface>(op);
  if (!exported)
    return op.emitOpError("has no form in ONNX");
  layer = getLayerName(op.getLoc());
  if (layer.empty())
    layer = op.getName().stripDialect();
  if (failed(checkResults(op)) || failed(exported.exportToOnnx(*this)))
    return failure();
  if (weightBytes > maxWeightBytes)
    return function.emitOpError()
           << "cannot be written as ONNX: it has more than " << maxWeightBytes
           << " bytes of weights; an ONNX file ends at 2^31";
  return success();
}

/// QuantizeLinear makes all values of 8 bits and no others.
LogicalResult OnnxGraph::checkResults(Operation &op) {
  for (Type type : op.getResultTypes()) {
    Type element = cast<RankedTensorType>(type).getElementType();
    auto quantized = dyn_cast<QuantizedType>(element);
    if (!quantized)
      continue;
    int64_t span =
        quantized.getStorageTypeMax() - quantized.getStorageTypeMin();
    if (quantized.getStorageTypeIntegralWidth() != 8 || span != 255)
      return op.emitOpError() << "has a result of type " << quantized
                              << "; QuantizeLinear of ONNX makes all of int8 "
                                 "or uint8";
  }
  return success();
}

void OnnxGraph::writeOutputs() {
  Operation *end = function.front().getTerminator();
  for (auto [info, value] :
       llvm::zip_equal(graph.output(), end->getOperands())) {
    layer = info.name();
    std::string name = stored(value);
    if (name == info.name())
      continue;
    // An input, a constant, or a value that is another output, too.
    makeNode("Identity", layer, {name}, {}).add_output(info.name());
  }
}

void OnnxGraph::writeHeader() {
  graph.set_name(function.getName().str());
  model.set_producer_name("ecg-opt");
  model.set_ir_version(irVersionOf(opset));
  model.add_opset_import()->set_version(opset);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

std::string OnnxGraph::stored(Value value) {
  if (!value)
    return "";
  auto known = storedNames.find(value);
  if (known != storedNames.end())
    return known->second;
  auto constant = value.getDefiningOp<ConstantOp>();
  assert(constant && "layers are written in order");
  return storedNames[value] = addConstant(constant);
}

std::string OnnxGraph::real(Value value) {
  std::string name = stored(value);
  if (name.empty())
    return name;
  auto type = dyn_cast<QuantizedType>(
      cast<RankedTensorType>(value.getType()).getElementType());
  if (!type)
    return name;
  auto known = realNames.find(value);
  if (known != realNames.end())
    return known->second;
  return realNames[value] = convert("DequantizeLinear", name, type);
}

std::string OnnxGraph::transposed(Value matrix) {
  std::string name = real(matrix);
  return addNode("Transpose", name + "_transposed", {name},
                 {{"perm", std::vector<int64_t>{1, 0}}});
}

void OnnxGraph::setResult(Value result, std::string name) {
  auto type = dyn_cast<QuantizedType>(
      cast<RankedTensorType>(result.getType()).getElementType());
  setStored(result, type ? convert("QuantizeLinear", name, type) : name);
}

void OnnxGraph::setStored(Value result, std::string name) {
  auto wanted = wantedNames.find(result);
  if (wanted != wantedNames.end() && rename(name, wanted->second))
    name = wanted->second;
  storedNames[result] = std::move(name);
}

bool OnnxGraph::rename(StringRef from, const std::string &to) {
  if (graph.node().empty())
    return false;
  for (std::string &output :
       *graph.mutable_node(graph.node_size() - 1)->mutable_output()) {
    if (output != from)
      continue;
    for (auto *names : {&storedNames, &realNames})
      for (auto &entry : *names)
        if (entry.second == from)
          entry.second = to;
    output = to;
    return true;
  }
  return false;
}

} // namespace ecg
