// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Inputs and outputs of a node. Attributes are read in Attributes.cpp.

#include "Node.h"
#include "Types.h"
#include "ecg/IR/Elements.h"
#include "ecg/IR/Shapes.h"
#include "mlir/Dialect/Quant/QuantTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"

using namespace mlir;

namespace ecg {

static Location nameLocation(MLIRContext *context, llvm::StringRef name) {
  return NameLoc::get(StringAttr::get(context, name));
}

Node::Node(const onnx::NodeProto &proto, std::string name,
           Attributes attributes, const Context &context)
    : proto(proto), name(std::move(name)), attributes(std::move(attributes)),
      context(context),
      location(nameLocation(context.builder.getContext(), this->name)),
      results(proto.output_size()) {}

InFlightDiagnostic Node::error() {
  hasFailed = true;
  return emitError(UnknownLoc::get(context.builder.getContext()))
         << context.file << ": node '" << name << "' (" << proto.domain()
         << (proto.domain().empty() ? "" : ".") << proto.op_type() << ", opset "
         << context.opset << "): ";
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

const ImportedTensor &Node::input(unsigned index) const {
  return context.scope.find(proto.input(index))->second;
}

llvm::ArrayRef<int64_t> Node::shape(unsigned index) const {
  const ImportedTensor &tensor = input(index);
  return tensor.constant
             ? llvm::ArrayRef<int64_t>(tensor.constant->shape)
             : mlir::cast<RankedTensorType>(tensor.value.getType()).getShape();
}

Value Node::floatOrQuantized(unsigned index) {
  if (hasFailed || !hasInput(index))
    return {};
  ImportedTensor &tensor = context.scope[proto.input(index)];
  if (tensor.value)
    return tensor.value;
  if (isFolded && tensor.constant->quantization)
    return materialize(tensor.constant->withReals());
  tensor.value =
      materialize(*tensor.constant, nameLocation(context.builder.getContext(),
                                                 proto.input(index)));
  return tensor.value;
}

Value Node::value(unsigned index) {
  Value value = floatOrQuantized(index);
  if (!value)
    return value;
  value = widen(value);
  Type element = mlir::cast<RankedTensorType>(value.getType()).getElementType();
  if (element.isF32())
    return value;
  InFlightDiagnostic diagnostic = error();
  diagnostic << "input " << index << " ('" << proto.input(index) << "') holds ";
  if (isa<quant::QuantizedType>(element))
    diagnostic << "quantized integers, expected float; put a DequantizeLinear "
                  "before it";
  else
    diagnostic << "numbers of type " << findElement(element)->cType
               << ", expected float";
  return {};
}

Value Node::any(unsigned index, Type element) {
  if (hasFailed || !hasInput(index))
    return {};
  const ImportedTensor &tensor = input(index);
  if (!tensor.constant)
    return tensor.value;
  return materializeAs(*tensor.constant,
                       element ? element : elementType(index));
}

Type Node::elementType(unsigned index) {
  const ImportedTensor &tensor = input(index);
  return tensor.constant
             ? plainType(tensor.constant->isReal() ? Element::F32
                                                   : tensor.constant->element,
                         context.builder.getContext())
             : mlir::cast<RankedTensorType>(tensor.value.getType())
                   .getElementType();
}

Type Node::commonElementType(unsigned first) {
  for (unsigned i = first; i < numInputs(); ++i)
    if (hasInput(i) && !input(i).constant)
      return elementType(i);
  return elementType(first);
}

Type Node::computeType() {
  Type element = commonElementType();
  // value() says what is wrong with quantized ones.
  bool isFloat = element.isF16() || isa<quant::QuantizedType>(element);
  return isFloat ? context.builder.getF32Type() : element;
}

Value Node::operand(unsigned index, Type element) {
  if (element.isF32())
    return value(index);
  return any(index, element);
}

Value Node::widen(Value value) {
  auto type = mlir::cast<RankedTensorType>(value.getType());
  if (!type.getElementType().isF16())
    return value;
  isHalf = true;
  return cast(value, context.builder.getF32Type());
}

Type Node::typeOf(int32_t dataType) const {
  return plainType(dataType, context.builder.getContext());
}

Value Node::cast(Value input, Type element) {
  if (hasFailed)
    return {};
  auto type = mlir::cast<RankedTensorType>(input.getType());
  if (type.getElementType() == element)
    return input;
  return createAs<CastOp>(type.clone(element), input);
}

const HostTensor *Node::constant(unsigned index) const {
  return hasInput(index) ? input(index).constant.get() : nullptr;
}

const HostTensor *Node::requireConstant(unsigned index, llvm::StringRef role) {
  const HostTensor *tensor = constant(index);
  if (!tensor && !hasFailed)
    error() << role << " (input " << index << ") "
            << (hasInput(index)
                    ? "is computed at run time; it must be a constant"
                    : "is missing");
  return hasFailed ? nullptr : tensor;
}

llvm::ArrayRef<int64_t> Node::integers(unsigned index, llvm::StringRef role) {
  const HostTensor *tensor = requireConstant(index, role);
  if (!tensor)
    return {};
  if (tensor->isReal()) {
    error() << role << " (input " << index << ") is float, expected integers";
    return {};
  }
  return tensor->integers;
}

float Node::scalar(unsigned index, llvm::StringRef role) {
  const HostTensor *tensor = requireConstant(index, role);
  if (!tensor)
    return 0;
  if (tensor->isReal() && tensor->size() == 1)
    return tensor->toReals().front();
  error() << role << " (input " << index << ") has type "
          << elementName(tensor->element) << " and shape ["
          << formatShape(tensor->shape) << "], expected one float";
  return 0;
}

//===----------------------------------------------------------------------===//
// Outputs
//===----------------------------------------------------------------------===//

Type Node::anyType() {
  return RankedTensorType::get({}, context.builder.getF32Type());
}

/// Runs `check`, whose diagnostics turn into one text instead of being shown.
static std::string catchErrors(MLIRContext *context,
                               llvm::function_ref<LogicalResult()> check) {
  std::string cause;
  ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
    if (cause.empty())
      cause = diagnostic.str();
    return success();
  });
  if (succeeded(check()))
    return {};
  return cause.empty() ? "is not valid" : cause;
}

bool Node::hasOperands(const OperationState &state) {
  bool isWhole = !llvm::is_contained(state.operands, Value());
  if (!isWhole && !hasFailed)
    error() << "an input is missing";
  return isWhole;
}

Value Node::insertInferred(OperationState &state) {
  if (!hasOperands(state))
    return {};
  auto *inference = state.name.getInterface<InferTypeOpInterface>();
  llvm::SmallVector<Type> types;
  std::string cause = catchErrors(context.builder.getContext(), [&] {
    return inference->inferReturnTypes(
        context.builder.getContext(), location, state.operands,
        state.attributes.getDictionary(context.builder.getContext()),
        state.getRawProperties(), RegionRange(), types);
  });
  if (!cause.empty()) {
    error() << cause;
    return {};
  }
  state.types.assign(types.begin(), types.end());
  return insert(state);
}

Value Node::insert(const OperationState &state) {
  if (!hasOperands(state))
    return {};
  llvm::ArrayRef<int64_t> shape =
      mlir::cast<RankedTensorType>(state.types.front()).getShape();
  std::optional<int64_t> count = countElements(shape);
  if (!count || *count == 0) {
    error() << "result has shape [" << formatShape(shape) << "], which is "
            << (count ? "empty" : "too large");
    return {};
  }
  Operation *op = context.builder.create(state);
  std::string cause = catchErrors(context.builder.getContext(),
                                  [&] { return mlir::verify(op); });
  if (cause.empty())
    return op->getResult(0);
  op->erase();
  error() << cause;
  return {};
}

bool Node::checkSize(llvm::ArrayRef<int64_t> shape) {
  std::optional<int64_t> count = countElements(shape);
  if (count && *count <= context.foldingRoom)
    return true;
  error() << "result has shape [" << formatShape(shape)
          << "], too large to be computed at import";
  return false;
}

Value Node::reshape(Value input, llvm::ArrayRef<int64_t> shape) {
  if (hasFailed)
    return {};
  auto type = mlir::cast<RankedTensorType>(input.getType());
  if (type.getShape() == shape)
    return input;
  return createAs<ReshapeOp>(type.clone(shape), input);
}

Value Node::expand(Value input, llvm::ArrayRef<int64_t> shape) {
  if (hasFailed)
    return {};
  auto type = mlir::cast<RankedTensorType>(input.getType());
  if (type.getShape() == shape)
    return input;
  return createAs<ExpandOp>(type.clone(shape), input);
}

Value Node::slice(Value input, llvm::ArrayRef<int64_t> starts,
                  llvm::ArrayRef<int64_t> sizes,
                  llvm::ArrayRef<int64_t> steps) {
  if (hasFailed)
    return {};
  bool isDense = llvm::all_of(steps, [](int64_t step) { return step == 1; });
  auto type = mlir::cast<RankedTensorType>(input.getType());
  if (type.getShape() == sizes && isDense)
    return input;
  return create<SliceOp>(input, starts, sizes,
                         isDense ? DenseI64ArrayAttr()
                                 : context.builder.getDenseI64ArrayAttr(steps));
}

void Node::setOutput(unsigned index, Value value) {
  if (index >= numOutputs())
    return;
  if (isHalf && value &&
      mlir::cast<RankedTensorType>(value.getType()).getElementType().isF32())
    value = cast(value, context.builder.getF16Type());
  results[index].value = value;
}

LogicalResult Node::result(Value value) {
  setOutput(0, value);
  return success(!hasFailed);
}

LogicalResult Node::setResults(llvm::ArrayRef<Value> values) {
  for (auto [i, value] : llvm::enumerate(values))
    if (hasOutput(i))
      results[i].value = value;
  return success(!hasFailed);
}

LogicalResult Node::result(HostTensor tensor) {
  // What is only rearranged comes here without having asked.
  if (!hasFailed && !checkSize(tensor.shape))
    return failure();
  setOutput(0, std::move(tensor));
  return success(!hasFailed);
}

void Node::setOutput(unsigned index, HostTensor tensor) {
  context.foldingRoom -= tensor.size();
  tensor.name = proto.output(index);
  results[index] = {std::make_shared<const HostTensor>(std::move(tensor)), {}};
}

LogicalResult Node::forward(unsigned index) {
  results.front() = input(index);
  return success(!hasFailed);
}

} // namespace ecg
