// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The frame of a model: function, inputs, initializers and outputs. Its nodes
// are in ImportNodes.cpp.

#include "Importer.h"
#include "InputConstants.h"
#include "InputShapes.h"
#include "TensorProto.h"
#include "Types.h"
#include "ecg/IR/Elements.h"
#include "ecg/IR/Shapes.h"
#include "mlir/Dialect/Quant/QuantTypes.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace ecg {

Importer::Importer(const onnx::ModelProto &model, llvm::StringRef file,
                   llvm::StringRef folder, const ImportOptions &options,
                   MLIRContext *context)
    : model(model), file(file), folder(folder), options(options),
      builder(context) {}

InFlightDiagnostic Importer::error() {
  return emitError(builder.getUnknownLoc()) << file << ": ";
}

OwningOpRef<ModuleOp> Importer::run() {
  module = ModuleOp::create(builder.getUnknownLoc());
  builder.setInsertionPointToEnd(module->getBody());
  function = builder.create<func::FuncOp>(builder.getUnknownLoc(),
                                          options.functionName,
                                          builder.getFunctionType({}, {}));
  builder.setInsertionPointToStart(function.addEntryBlock());

  Frame frame{model.graph().node(), model.opset_import(), "", {}, {}};
  if (model.graph().sparse_initializer_size() > 0) {
    error() << "sparse initializers are not supported; store them dense";
    return {};
  }
  for (const onnx::ValueInfoProto &output : model.graph().output())
    frame.used.insert(output.name());
  if (failed(checkFunctions()) || failed(importInitializers(frame.scope)) ||
      failed(importInputs(frame.scope)) || failed(importNodes(frame)) ||
      failed(importOutputs(frame.scope)) || failed(verify(*module)))
    return {};
  return std::move(module);
}

LogicalResult Importer::importInitializers(Scope &scope) {
  // Several could point to the same bytes of an external file.
  constexpr int64_t maxElements = int64_t(1) << 28;
  int64_t elements = 0;
  for (const onnx::TensorProto &proto : model.graph().initializer()) {
    llvm::Expected<HostTensor> tensor = readTensor(proto, folder);
    if (!tensor)
      return error() << "initializer '" << proto.name() << "' "
                     << llvm::toString(tensor.takeError());
    elements += tensor->size();
    if (elements > maxElements)
      return error() << "initializers have more than " << maxElements
                     << " elements together";
    auto shared = std::make_shared<const HostTensor>(std::move(*tensor));
    if (!scope.try_emplace(proto.name(), ImportedTensor{shared, {}}).second)
      return error() << "initializer '" << proto.name() << "' is given twice";
  }
  return success();
}

FailureOr<RankedTensorType>
Importer::inputType(const onnx::ValueInfoProto &input, const Shape &shape) {
  auto fail = [&]() { return error() << "input '" << input.name() << "' "; };
  const onnx::TypeProto::Tensor &type = input.type().tensor_type();
  Type element = plainType(type.elem_type(), builder.getContext());
  if (!element)
    return fail() << "has data type " << dataTypeName(type.elem_type())
                  << "; accepted are float, double, float16, bool and integers "
                     "of 8 to 64 bits";
  std::optional<int64_t> count = countElements(shape);
  if (!count || *count == 0)
    return fail() << "has shape [" << formatShape(shape) << "], which is "
                  << (count ? "empty" : "too large");
  return RankedTensorType::get(shape, element);
}

LogicalResult Importer::bindConstants(Scope &scope) {
  for (const InputConstants::Input &given : options.constants.inputs) {
    const std::string &name = given.tensor.name;
    auto input = llvm::find_if(model.graph().input(),
                               [&](const onnx::ValueInfoProto &input) {
                                 return input.name() == name;
                               });
    if (input == model.graph().input().end() || scope.contains(name))
      return error() << "has no input '" << name
                     << "' that could become a constant";
    llvm::Expected<HostTensor> tensor = bindConstant(*input, given);
    if (!tensor)
      return error() << llvm::toString(tensor.takeError());
    scope[name].constant =
        std::make_shared<const HostTensor>(std::move(*tensor));
  }
  return success();
}

LogicalResult Importer::importInputs(Scope &scope) {
  llvm::SmallVector<const onnx::ValueInfoProto *> inputs;
  if (failed(bindConstants(scope)))
    return failure();
  for (const onnx::ValueInfoProto &input : model.graph().input())
    // Until IR version 3 initializers were listed as inputs, too.
    if (!scope.contains(input.name()))
      inputs.push_back(&input);
  llvm::Expected<std::vector<Shape>> shapes =
      fixInputShapes(inputs, options.shapes);
  if (!shapes)
    return error() << llvm::toString(shapes.takeError());

  Block &body = function.front();
  llvm::SmallVector<DictionaryAttr> attributes;
  for (auto [input, shape] : llvm::zip_equal(inputs, *shapes)) {
    FailureOr<RankedTensorType> type = inputType(*input, shape);
    if (failed(type))
      return failure();
    StringAttr name = builder.getStringAttr(input->name());
    Value value = body.addArgument(*type, NameLoc::get(name));
    if (!scope.try_emplace(input->name(), ImportedTensor{{}, value}).second)
      return error() << "input '" << input->name() << "' is given twice";
    attributes.push_back(
        builder.getDictionaryAttr(builder.getNamedAttr("ecg.name", name)));
  }
  function.setType(builder.getFunctionType(body.getArgumentTypes(), {}));
  function.setAllArgAttrs(attributes);
  return success();
}

/// What the declared type of a result says against the inferred one, or
/// nothing. Without a declared shape, or where it is symbolic, inference
/// decides.
static std::optional<std::string>
findContradiction(const onnx::TypeProto::Tensor &declared,
                  RankedTensorType type) {
  if (declared.has_elem_type() &&
      !isHeldIn(declared.elem_type(), type.getElementType())) {
    return "is declared as " + dataTypeName(declared.elem_type()) +
           " but computed as " +
           findElement(type.getElementType())->cType.str();
  }
  const onnx::TensorShapeProto &shape = declared.shape();
  bool agrees = !declared.has_shape() || shape.dim_size() == type.getRank();
  Shape sizes;
  for (const auto &dim : shape.dim())
    sizes.push_back(dim.has_dim_value() ? dim.dim_value() : -1);
  for (size_t d = 0; agrees && d < sizes.size(); ++d)
    agrees = sizes[d] < 0 || sizes[d] == type.getDimSize(d);
  if (agrees)
    return std::nullopt;
  return "is declared with shape [" + formatShape(sizes) + "] but has shape [" +
         formatShape(type.getShape()) + "]";
}

/// An output that does not depend on any input, in the type it is declared
/// with.
Value Importer::constantOutput(const HostTensor &tensor, int32_t dataType) {
  Type element = plainType(dataType, builder.getContext());
  if (!element)
    element = plainType(tensor.isReal() ? Element::F32 : tensor.element,
                        builder.getContext());
  return materializePlain(builder,
                          NameLoc::get(builder.getStringAttr(tensor.name)),
                          tensor, element);
}

FailureOr<Value> Importer::outputValue(const onnx::ValueInfoProto &output,
                                       Scope &scope) {
  auto fail = [&]() { return error() << "output '" << output.name() << "' "; };
  auto known = scope.find(output.name());
  if (known == scope.end())
    return fail() << "is not made by any node";
  const onnx::TypeProto::Tensor &declared = output.type().tensor_type();
  Value value = known->second.value;
  if (known->second.constant)
    value = constantOutput(*known->second.constant, declared.elem_type());
  auto type = cast<RankedTensorType>(value.getType());
  if (isa<quant::QuantizedType>(type.getElementType()))
    return fail() << "holds quantized integers; put a DequantizeLinear "
                     "before it";
  if (auto cause = findContradiction(declared, type))
    return fail() << *cause;
  return value;
}

void Importer::eraseUnused() {
  for (Operation &op :
       llvm::make_early_inc_range(llvm::reverse(function.front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}

LogicalResult Importer::importOutputs(Scope &scope) {
  llvm::SmallVector<Value> values;
  for (const onnx::ValueInfoProto &output : model.graph().output()) {
    FailureOr<Value> value = outputValue(output, scope);
    if (failed(value))
      return failure();
    values.push_back(*value);
  }
  if (values.empty())
    return error() << "graph has no output";
  builder.create<func::ReturnOp>(builder.getUnknownLoc(), values);
  eraseUnused();
  function.setType(builder.getFunctionType(function.getArgumentTypes(),
                                           ValueRange(values).getTypes()));
  for (auto [i, output] : llvm::enumerate(model.graph().output()))
    function.setResultAttr(i, "ecg.name", builder.getStringAttr(output.name()));
  return success();
}

} // namespace ecg
