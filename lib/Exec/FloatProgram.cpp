// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The float executor: a function compiled to a list of steps over buffers.

#include "ecg/Exec/FloatProgram.h"
#include "Ports.h"
#include "ecg/Exec/RunLayer.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// Buffers start on cache lines.
constexpr size_t alignBytes = 64;

/// A network that needs more than this is a mistake in its shapes.
constexpr size_t maxBufferBytes = size_t(1) << 32;

/// The bytes of a result, or of a constant; fails on the op when they do not
/// fit beside `used` others.
FailureOr<size_t> countBytes(Value value, const ElementInfo &element,
                             size_t used) {
  size_t count = element.bytes;
  for (int64_t dim : cast<RankedTensorType>(value.getType()).getShape())
    count = llvm::SaturatingMultiply<size_t>(count, dim);
  if (count > maxBufferBytes || count + used > maxBufferBytes)
    return value.getDefiningOp()->emitError()
           << "values of one run are more than the host executor takes ("
           << maxBufferBytes << " bytes)";
  return count;
}

} // namespace

/// The values of one run: where each tensor lies.
class FloatProgram::Buffers : public Workspace {
public:
  explicit Buffers(const FloatProgram &program)
      : memory(program.bufferBytes + alignBytes) {
    char *base = reinterpret_cast<char *>(
        llvm::alignTo(reinterpret_cast<uintptr_t>(memory.data()), alignBytes));
    for (const Tensor &tensor : program.tensors)
      data.push_back(tensor.constant ? const_cast<char *>(tensor.constant)
                                     : base + tensor.offset);
    for (const Step &step : program.steps)
      workspaces.push_back(step.kernels ? step.kernels->makeWorkspace()
                                        : nullptr);
  }

  /// Of each tensor; arguments are set each run. Only results are written.
  std::vector<char *> data;
  std::vector<std::unique_ptr<Workspace>> workspaces; ///< of steps by kernels

private:
  std::vector<char> memory;
};

std::unique_ptr<FloatProgram> FloatProgram::create(func::FuncOp function) {
  if (!function.getBody().hasOneBlock()) {
    function.emitError("cannot run a function without exactly one block");
    return nullptr;
  }
  std::unique_ptr<FloatProgram> program(new FloatProgram());
  for (Value argument : function.getArguments())
    if (failed(program->addTensor(argument)))
      return nullptr;
  for (Operation &op : function.front().without_terminator())
    if (failed(isa<ConstantOp>(op) ? program->addConstant(&op)
                                   : program->addStep(&op)))
      return nullptr;
  if (failed(program->addPorts(function)))
    return nullptr;
  return program;
}

FailureOr<unsigned> FloatProgram::addTensor(Value value) {
  Tensor tensor;
  tensor.value = value;
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (type && !isa<quant::QuantizedType>(type.getElementType()))
    tensor.element = findElement(type.getElementType());
  if (!tensor.element)
    return emitError(value.getLoc())
           << "cannot run with a value of type " << value.getType();
  tensor.shape = type.getShape();
  tensors.push_back(tensor);
  return indices[value] = tensors.size() - 1;
}

LogicalResult FloatProgram::addConstant(Operation *op) {
  FailureOr<unsigned> index = addTensor(op->getResult(0));
  if (failed(index) ||
      failed(countBytes(op->getResult(0), *tensors[*index].element, 0)))
    return failure();
  auto data = ConstantBytes::get(cast<ConstantOp>(op).getValue());
  if (!data)
    return op->emitError("constant has values that cannot be read");
  constants.push_back(std::move(*data));
  tensors[*index].constant = constants.back().bytes().data();
  return success();
}

LogicalResult FloatProgram::addResults(Operation *op, Step &step) {
  for (Value result : op->getResults()) {
    FailureOr<unsigned> index = addTensor(result);
    if (failed(index))
      return failure();
    Tensor &tensor = tensors[*index];
    FailureOr<size_t> size = countBytes(result, *tensor.element, bufferBytes);
    if (failed(size))
      return failure();
    tensor.offset = bufferBytes;
    bufferBytes += llvm::alignTo(*size, alignBytes);
    step.outputs.push_back(*index);
  }
  return success();
}

LogicalResult FloatProgram::addStep(Operation *op) {
  Step step;
  // ExecOpInterface is about float32; the kernels know every type.
  if (!canRunLayer(op))
    return op->emitError() << "cannot run '" << op->getName()
                           << "' on the host";
  if (!runsByExecOp(op)) {
    step.kernels = RtProgram::ofLayer(op);
    if (!step.kernels)
      return failure();
    for (Value input : RtProgram::layerInputs(op))
      step.inputs.push_back(indices.lookup(input));
  } else {
    step.layer = cast<ExecOpInterface>(op);
    for (Value operand : op->getOperands())
      step.inputs.push_back(indices.lookup(operand));
  }
  if (failed(addResults(op, step)))
    return failure();
  steps.push_back(std::move(step));
  return success();
}

LogicalResult FloatProgram::addPorts(func::FuncOp function) {
  auto addPort = [&](Value value, std::string name,
                     SmallVectorImpl<PortSpec> &ports) -> LogicalResult {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    const ElementInfo *element =
        type ? findElement(type.getElementType()) : nullptr;
    if (!element || !type.hasStaticShape())
      return function.emitError()
             << "cannot run with '" << name << "' of type " << value.getType();
    ports.push_back({std::move(name), type.getShape(), element});
    return success();
  };
  for (BlockArgument argument : function.getArguments()) {
    unsigned i = argument.getArgNumber();
    if (failed(addPort(argument,
                       portName(function.getArgAttrDict(i), "input", i),
                       inputPorts)))
      return failure();
  }
  for (OpOperand &result : function.front().getTerminator()->getOpOperands()) {
    unsigned i = result.getOperandNumber();
    if (failed(addPort(result.get(),
                       portName(function.getResultAttrDict(i), "output", i),
                       outputPorts)))
      return failure();
    results.push_back(indices.lookup(result.get()));
  }
  return success();
}

std::unique_ptr<Workspace> FloatProgram::makeWorkspace() const {
  return std::make_unique<Buffers>(*this);
}

void FloatProgram::run(Workspace &workspace, ArrayRef<const float *> in,
                       ArrayRef<float *> out) const {
  run(workspace, in, out, nullptr);
}

void FloatProgram::runStep(const Step &step, Buffers &buffers,
                           size_t index) const {
  SmallVector<const void *, 8> in;
  SmallVector<void *, 2> out;
  for (unsigned input : step.inputs)
    in.push_back(buffers.data[input]);
  for (unsigned output : step.outputs)
    out.push_back(buffers.data[output]);
  if (step.kernels)
    return step.kernels->runRaw(*buffers.workspaces[index], in, out);
  forwardLayer(step.layer, in, out);
}

void FloatProgram::run(Workspace &workspace, ArrayRef<const float *> in,
                       ArrayRef<float *> out, Observer observer) const {
  auto &buffers = static_cast<Buffers &>(workspace);
  auto show = [&](unsigned index) {
    const Tensor &tensor = tensors[index];
    if (observer && tensor.isFloat())
      observer(
          tensor.value,
          {reinterpret_cast<const float *>(buffers.data[index]), tensor.shape});
  };
  std::vector<std::vector<char>> converted(in.size());
  for (auto [index, data] : llvm::enumerate(in)) {
    const Tensor &tensor = tensors[index];
    buffers.data[index] = reinterpret_cast<char *>(const_cast<float *>(data));
    if (!tensor.isFloat()) {
      int64_t n = inputPorts[index].numElements();
      converted[index].resize(n * tensor.element->bytes);
      tensor.element->fromFloat(data, n, converted[index].data());
      buffers.data[index] = converted[index].data();
    }
    show(index);
  }
  for (auto [index, step] : llvm::enumerate(steps)) {
    runStep(step, buffers, index);
    llvm::for_each(step.outputs, show);
  }
  for (auto [port, index, data] : llvm::zip_equal(outputPorts, results, out))
    tensors[index].element->toFloat(buffers.data[index], port.numElements(),
                                    data);
}

} // namespace ecg
