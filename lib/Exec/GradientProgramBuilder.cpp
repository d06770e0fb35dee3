// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a function becomes a GradientProgram: its values become tensors, its
// layers steps, and steps are grouped by what they share.

#include "GradientProgramImpl.h"
#include "Ports.h"
#include "ecg/Exec/RunLayer.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// What the user knows a constant by: its name in the ONNX file, or the layer
/// that reads it and which operand it is there.
std::string nameOf(ConstantOp constant) {
  if (auto name = dyn_cast<NameLoc>(constant.getLoc()))
    return name.getName().str();
  OpOperand &use = *constant->use_begin();
  std::string layer = use.getOwner()->getName().stripDialect().str();
  if (auto name = dyn_cast<NameLoc>(use.getOwner()->getLoc()))
    layer = name.getName().str();
  return layer + "." + std::to_string(use.getOperandNumber());
}

} // namespace

class GradientProgram::Builder {
public:
  Builder(GradientProgram &program, func::FuncOp function, Options options)
      : program(program), function(function), options(options) {}

  LogicalResult build() {
    program.freezeStatistics = options.freezeStatistics;
    if (!function.getBody().hasOneBlock())
      return function.emitError("cannot train a function without exactly one "
                                "block");
    for (Value argument : function.getArguments())
      if (failed(addTensor(argument)))
        return failure();
    learnConstants();
    for (Operation &op : function.front().without_terminator())
      if (failed(isa<ConstantOp>(op) ? addConstant(cast<ConstantOp>(op))
                                     : addStep(&op)))
        return failure();
    addSegments();
    if (failed(addPorts()))
      return failure();
    planGradients();
    if (options.inPlace)
      shareBuffers();
    return success();
  }

private:
  using Role = OperandRole;

  /// The role a float constant has for all its users: learned where one learns
  /// it, moved where one keeps statistics in it.
  std::optional<Role> roleOf(ConstantOp constant) {
    if (!tensorType(constant.getResult()).getElementType().isF32())
      return std::nullopt;
    return roleOf(constant.getResult());
  }

  std::optional<Role> roleOf(Value value) {
    std::optional<Role> role;
    for (OpOperand &use : value.getUses()) {
      std::optional<Role> found = roleOf(use);
      if (found == Role::Weight)
        return found;
      role = found ? found : role;
    }
    return role;
  }

  /// Of a value that only makes other constants (a quantized weight), theirs.
  std::optional<Role> roleOf(OpOperand &use) {
    Operation *user = use.getOwner();
    auto layer = dyn_cast<ExecOpInterface>(user);
    if (!layer || !runsByExecOp(user))
      return std::nullopt;
    Role role = layer.getOperandRole(use.getOperandNumber());
    if (role == Role::Weight || (role == Role::Fixed && layer.couplesSamples()))
      return role;
    if (role == Role::Activation && isOfConstants(user))
      for (Value result : user->getResults())
        if (roleOf(result) == Role::Weight)
          return Role::Weight;
    return std::nullopt;
  }

  static bool isOfConstants(Operation *op) {
    return llvm::all_of(op->getOperands(), [](Value operand) {
      Operation *source = operand.getDefiningOp();
      return source && (isa<ConstantOp>(source) || isOfConstants(source));
    });
  }

  /// Copies learned constants into `storage`: weights first, then statistics.
  void learnConstants() {
    for (Role wanted : {Role::Weight, Role::Fixed}) {
      for (auto constant : function.front().getOps<ConstantOp>())
        if (roleOf(constant) == wanted && isLearned(constant))
          learn(constant, wanted == Role::Fixed);
      if (wanted == Role::Weight)
        program.weightCount = program.storage.size();
    }
  }

  bool isLearned(ConstantOp constant) {
    return !options.isLearned || options.isLearned(constant);
  }

  void learn(ConstantOp constant, bool isStatistic) {
    auto bytes = ConstantBytes::get(constant.getValue());
    if (!bytes)
      return; // addConstant says so
    RankedTensorType type = tensorType(constant.getResult());
    size_t size = type.getNumElements(), offset = program.storage.size();
    auto *values = reinterpret_cast<const float *>(bytes->bytes().data());
    program.storage.insert(program.storage.end(), values, values + size);
    program.learned.push_back({constant, nameOf(constant), type.getShape(),
                               offset, size, isStatistic});
    learnedOffsets[constant] = offset;
  }

  FailureOr<unsigned> addTensor(Value value) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    Tensor tensor;
    if (type && !isa<quant::QuantizedType>(type.getElementType()))
      tensor.element = findElement(type.getElementType());
    if (!tensor.element)
      return emitError(value.getLoc())
             << "cannot train with a value of type " << value.getType();
    tensor.value = value;
    tensor.shape = type.getShape();
    tensor.size = type.getNumElements();
    tensor.buffer = program.tensors.size();
    program.tensors.push_back(tensor);
    return program.indices[value] = program.tensors.size() - 1;
  }

  LogicalResult addConstant(ConstantOp constant) {
    FailureOr<unsigned> index = addTensor(constant.getResult());
    if (failed(index))
      return failure();
    Tensor &tensor = program.tensors[*index];
    tensor.isShared = true;
    auto known = learnedOffsets.find(constant);
    if (known != learnedOffsets.end()) {
      tensor.learnedOffset = known->second;
      if (known->second < program.weightCount)
        addSharedGrad(tensor);
      return success();
    }
    auto bytes = ConstantBytes::get(constant.getValue());
    if (!bytes)
      return constant.emitError("constant has values that cannot be read");
    program.constantBytes.push_back(std::move(*bytes));
    tensor.constant = program.constantBytes.back().bytes().data();
    return success();
  }

  /// Weights come first, at the same places as in `storage`.
  void addSharedGrad(Tensor &tensor) {
    tensor.needsGrad = true;
    if (tensor.learnedOffset) {
      tensor.gradOffset = *tensor.learnedOffset;
      return;
    }
    tensor.gradOffset = program.weightCount + extraGrads;
    extraGrads += tensor.size;
  }

  LogicalResult addStep(Operation *op) {
    if (!canRunLayer(op))
      return op->emitError()
             << "cannot run '" << op->getName() << "' on the host";
    Step step;
    step.op = op;
    SmallVector<Value> inputs = op->getOperands();
    if (runsByExecOp(op)) {
      step.layer = cast<ExecOpInterface>(op);
      step.savedSize = step.layer.getSavedSize();
      step.couples = step.layer.couplesSamples();
    } else {
      step.kernels = RtProgram::ofLayer(op);
      if (!step.kernels)
        return failure();
      inputs = RtProgram::layerInputs(op);
    }
    for (Value input : inputs)
      step.inputs.push_back(program.indices.lookup(input));
    if (failed(checkStep(step)) || failed(addResults(step)))
      return failure();
    program.steps.push_back(std::move(step));
    return success();
  }

  Tensor &inputOf(const Step &step, unsigned i) {
    return program.tensors[step.inputs[i]];
  }

  /// Whether gradients have to pass, and whether operands lie as they should.
  LogicalResult checkStep(Step &step) {
    for (unsigned i = 0; i < step.inputs.size(); ++i) {
      const Tensor &input = inputOf(step, i);
      step.needsGrad |= input.needsGrad;
      if (step.layer && input.isShared == (step.layer.getOperandRole(i) ==
                                           OperandRole::Activation))
        step.oneByOne = true;
    }
    bool real = llvm::any_of(step.op->getResultTypes(), [](Type type) {
      return cast<RankedTensorType>(type).getElementType().isF32();
    });
    if (step.needsGrad && !step.layer && real)
      return step.op->emitError()
             << "'" << step.op->getName()
             << "' has no gradient, but what it reads is learned";
    step.needsGrad &= real;
    if (isCoupled(step) && step.oneByOne)
      return step.op->emitError() << "'" << step.op->getName()
                                  << "' cannot learn with these operands";
    return success();
  }

  bool isCoupled(const Step &step) {
    return step.couples && !options.freezeStatistics;
  }

  LogicalResult addResults(Step &step) {
    bool shared = llvm::all_of(step.inputs, [&](unsigned input) {
      return program.tensors[input].isShared;
    });
    for (Value result : step.op->getResults()) {
      FailureOr<unsigned> index = addTensor(result);
      if (failed(index))
        return failure();
      Tensor &tensor = program.tensors[*index];
      tensor.isShared = shared;
      if (step.needsGrad && tensor.element->suffix == "f32") {
        tensor.needsGrad = true;
        if (shared)
          addSharedGrad(tensor);
      }
      step.outputs.push_back(*index);
    }
    return success();
  }

  bool isShared(const Step &step) {
    return program.tensors[step.outputs.front()].isShared;
  }

  /// What is shared can be computed first: it depends on constants alone.
  void addSegments() {
    std::vector<Step> first, own;
    for (Step &step : program.steps)
      (isShared(step) ? first : own).push_back(std::move(step));
    size_t shared = first.size();
    llvm::move(own, std::back_inserter(first));
    program.steps = std::move(first);
    if (shared)
      program.segments.push_back({Segment::Shared, 0, shared});
    for (size_t i = shared; i < program.steps.size(); ++i) {
      bool coupled = isCoupled(program.steps[i]);
      if (coupled || program.segments.empty() ||
          program.segments.back().kind != Segment::Sharded)
        program.segments.push_back(
            {coupled ? Segment::Coupled : Segment::Sharded, i, i});
      program.segments.back().end = i + 1;
    }
    program.sharedGradSize = program.weightCount + extraGrads;
  }

  LogicalResult addPorts() {
    auto addPort = [&](Value value, std::string name,
                       SmallVectorImpl<PortSpec> &ports) -> LogicalResult {
      if (!tensorType(value).getElementType().isF32())
        return function.emitError() << "cannot train with '" << name
                                    << "' of type " << value.getType();
      ports.push_back(
          {std::move(name), llvm::to_vector(tensorType(value).getShape())});
      return success();
    };
    for (BlockArgument argument : function.getArguments()) {
      unsigned i = argument.getArgNumber();
      if (failed(addPort(argument,
                         portName(function.getArgAttrDict(i), "input", i),
                         program.inputPorts)))
        return failure();
    }
    Operation *end = function.front().getTerminator();
    for (OpOperand &result : end->getOpOperands()) {
      unsigned i = result.getOperandNumber();
      if (failed(addPort(result.get(),
                         portName(function.getResultAttrDict(i), "output", i),
                         program.outputPorts)))
        return failure();
      unsigned index = program.indices.lookup(result.get());
      if (program.tensors[index].isShared)
        return function.emitError()
               << "output '" << program.outputPorts.back().name
               << "' does not depend on the input";
      program.results.push_back(index);
    }
    return success();
  }

  bool hasOwnGrad(unsigned index) {
    const Tensor &tensor = program.tensors[index];
    return tensor.needsGrad && !tensor.isShared;
  }

  /// A gradient lives from the first step that adds to it, in the order of
  /// backward, to the one that made its tensor. Afterwards its buffer serves
  /// tensors of the same size: shards, which do not wait for each other, then
  /// never meet in one.
  void planGradients() {
    std::vector<bool> begun(program.tensors.size());
    auto begin = [&](unsigned index) {
      if (begun[index] || !hasOwnGrad(index))
        return false;
      program.tensors[index].gradBuffer = takeBuffer(index);
      begun[index] = true;
      return true;
    };
    for (unsigned result : program.results)
      begin(result);
    for (Step &step : llvm::reverse(program.steps)) {
      if (!step.needsGrad)
        continue;
      for (unsigned index : llvm::concat<unsigned>(step.inputs, step.outputs))
        if (begin(index))
          step.gradBegins.push_back(index);
      for (unsigned output : step.outputs)
        if (hasOwnGrad(output))
          freeBuffers[program.tensors[output].size].push_back(
              program.tensors[output].gradBuffer);
    }
  }

  /// ReLU's gradient asks only whether a value is above 0, before or after; the
  /// gradients of these layers do not ask for their results.
  static bool canBeOverwritten(Value value) {
    Operation *maker = value.getDefiningOp();
    return value.hasOneUse() && maker && !maker->hasAttr("clamp") &&
           isa<Conv1dOp, Conv2dOp, ConvTransposeOp, LinearOp, BatchNormOp,
               AddOp, MaxPoolOp>(maker);
  }

  void shareBuffers() {
    for (const Step &step : program.steps)
      if (auto relu = dyn_cast<ReluOp>(step.op);
          relu && canBeOverwritten(relu.getInput()))
        program.tensors[step.outputs[0]].buffer =
            program.tensors[step.inputs[0]].buffer;
  }

  unsigned takeBuffer(unsigned index) {
    size_t size = program.tensors[index].size;
    SmallVector<unsigned> &free = freeBuffers[size];
    if (!free.empty())
      return free.pop_back_val();
    program.gradBufferSizes.push_back(size);
    return program.gradBufferSizes.size() - 1;
  }

  GradientProgram &program;
  func::FuncOp function;
  Options options;
  llvm::DenseMap<size_t, SmallVector<unsigned>> freeBuffers; ///< by size
  llvm::DenseMap<Operation *, size_t> learnedOffsets;
  size_t extraGrads = 0;
};

GradientProgram::GradientProgram() = default;
GradientProgram::~GradientProgram() = default;

std::unique_ptr<GradientProgram> GradientProgram::create(func::FuncOp function,
                                                         Options options) {
  std::unique_ptr<GradientProgram> program(new GradientProgram());
  if (failed(Builder(*program, function, options).build()))
    return nullptr;
  return program;
}

} // namespace ecg
