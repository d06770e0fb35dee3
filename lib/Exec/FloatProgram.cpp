// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The float executor: a function compiled to a list of steps over buffers.

#include "ecg/Exec/FloatProgram.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// Buffers start on cache lines.
constexpr size_t alignFloats = 16;

/// A network that needs more than this is a mistake in its shapes.
constexpr size_t maxBufferFloats = size_t(1) << 30;

/// The elements of a result, or of a constant; fails on the op when they do not
/// fit beside `used` others.
FailureOr<size_t> countElements(Value value, size_t used) {
  size_t count = 1;
  for (int64_t dim : cast<RankedTensorType>(value.getType()).getShape())
    count = llvm::SaturatingMultiply<size_t>(count, dim);
  if (count > maxBufferFloats || count + used > maxBufferFloats)
    return value.getDefiningOp()->emitError()
           << "values of one run are more than the host executor takes ("
           << maxBufferFloats << " elements)";
  return count;
}

std::string portName(DictionaryAttr attributes, const char *kind,
                     unsigned index) {
  if (attributes)
    if (auto name = attributes.getAs<StringAttr>("ecg.name"))
      return name.str();
  return kind + std::to_string(index);
}

} // namespace

/// The values of one run: where each tensor lies.
class FloatProgram::Buffers : public Workspace {
public:
  explicit Buffers(const FloatProgram &program)
      : memory(program.bufferFloats + alignFloats) {
    uintptr_t misaligned = reinterpret_cast<uintptr_t>(memory.data()) /
                           sizeof(float) % alignFloats;
    float *base = memory.data() + (alignFloats - misaligned) % alignFloats;
    for (const Tensor &tensor : program.tensors)
      data.push_back(tensor.constant ? tensor.constant : base + tensor.offset);
    for (const Step &step : program.steps) {
      auto &views = outputs.emplace_back();
      for (unsigned index : step.outputs)
        views.push_back({base + program.tensors[index].offset,
                         program.tensors[index].shape});
    }
  }

  std::vector<const float *> data; ///< of each tensor; arguments set each run
  std::vector<SmallVector<TensorView, 1>> outputs; ///< of each step

private:
  std::vector<float> memory;
};

std::unique_ptr<FloatProgram> FloatProgram::create(func::FuncOp function) {
  if (!function.getBody().hasOneBlock()) {
    function.emitError("cannot run a function without exactly one block");
    return nullptr;
  }
  std::unique_ptr<FloatProgram> program(new FloatProgram());
  for (Value argument : function.getArguments())
    program->addTensor(argument);
  for (Operation &op : function.front().without_terminator())
    if (failed(isa<ConstantOp>(op) ? program->addConstant(&op)
                                   : program->addStep(&op)))
      return nullptr;
  if (failed(program->addPorts(function)))
    return nullptr;
  return program;
}

unsigned FloatProgram::addTensor(Value value) {
  Tensor tensor;
  tensor.value = value;
  if (auto type = dyn_cast<RankedTensorType>(value.getType()))
    tensor.shape = type.getShape();
  tensors.push_back(tensor);
  return indices[value] = tensors.size() - 1;
}

LogicalResult FloatProgram::addConstant(Operation *op) {
  Value value = op->getResult(0);
  if (failed(countElements(value, 0)))
    return failure();
  std::optional<ConstantData<float>> data = ConstantData<float>::get(value);
  if (!data)
    return op->emitError("constant does not hold float values");
  constants.push_back(std::move(*data));
  tensors[addTensor(value)].constant = constants.back().values().data();
  return success();
}

LogicalResult FloatProgram::addStep(Operation *op) {
  auto layer = dyn_cast<ExecOpInterface>(op);
  if (!layer)
    return op->emitError() << "cannot run '" << op->getName()
                           << "' on the host";
  Step step{layer, {}, {}};
  for (Value operand : op->getOperands())
    step.inputs.push_back(indices.lookup(operand));
  for (Value result : op->getResults()) {
    FailureOr<size_t> size = countElements(result, bufferFloats);
    if (failed(size))
      return failure();
    unsigned index = addTensor(result);
    tensors[index].offset = bufferFloats;
    bufferFloats += llvm::alignTo(*size, alignFloats);
    step.outputs.push_back(index);
  }
  steps.push_back(std::move(step));
  return success();
}

LogicalResult FloatProgram::addPorts(func::FuncOp function) {
  auto addPort = [&](Value value, std::string name,
                     SmallVectorImpl<PortSpec> &ports) -> LogicalResult {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type || !type.hasStaticShape() || !type.getElementType().isF32())
      return function.emitError()
             << "cannot run with '" << name << "' of type " << value.getType();
    ports.push_back({std::move(name), llvm::to_vector(type.getShape())});
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

void FloatProgram::run(Workspace &workspace, ArrayRef<const float *> in,
                       ArrayRef<float *> out, Observer observer) const {
  auto &buffers = static_cast<Buffers &>(workspace);
  auto viewOf = [&](unsigned index) {
    return ConstTensorView{buffers.data[index], tensors[index].shape};
  };
  for (auto [index, data] : llvm::enumerate(in)) {
    buffers.data[index] = data;
    if (observer)
      observer(tensors[index].value, viewOf(index));
  }
  SmallVector<ConstTensorView, 8> inputs;
  for (auto [step, outputs] : llvm::zip_equal(steps, buffers.outputs)) {
    inputs.clear();
    for (unsigned index : step.inputs)
      inputs.push_back(viewOf(index));
    // A copy: the generated interface methods are not const.
    ExecOpInterface layer = step.layer;
    layer.forward(inputs, outputs);
    if (observer)
      for (unsigned index : step.outputs)
        observer(tensors[index].value, viewOf(index));
  }
  for (auto [port, index, data] : llvm::zip_equal(outputPorts, results, out))
    std::copy_n(buffers.data[index], port.numElements(), data);
}

} // namespace ecg
