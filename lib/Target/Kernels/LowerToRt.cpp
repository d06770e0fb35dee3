// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns a whole function into kernel calls: its boundary, then its layers in
// order, then the outputs that no layer could write itself.

#include "ecg/Target/LowerToRt.h"
#include "Models.h"
#include "ecg/Target/KernelLowering.h"
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// An input all of whose users quantize it in the same way becomes int8.
void quantizeInput(BlockArgument input) {
  if (input.use_empty())
    return;
  Type type = (*input.user_begin())->getResult(0).getType();
  bool isOnlyQuantized = llvm::all_of(input.getUsers(), [&](Operation *user) {
    return isa<QuantizeOp>(user) && user->getResult(0).getType() == type;
  });
  if (!isOnlyQuantized)
    return;
  input.setType(cast<RankedTensorType>(type));
  for (Operation *user : llvm::make_early_inc_range(input.getUsers())) {
    user->getResult(0).replaceAllUsesWith(input);
    user->erase();
  }
}

class ProgramLowering {
public:
  ProgramLowering(func::FuncOp function, const LoweringOptions &options)
      : function(function), options(options), builder(function.getContext()),
        lowering(builder, *options.kernels, options.stateful,
                 options.packWeights) {}

  LogicalResult run() {
    if (!function.getBody().hasOneBlock())
      return function.emitOpError("must have exactly one block to become a "
                                  "device program");
    layers = &function.front();
    returned = cast<func::ReturnOp>(layers->getTerminator());
    if (options.quantizedIo)
      quantizeBoundary();
    eraseDead(*layers);
    if (failed(checkValues()))
      return failure();
    makeProgram();
    placeValues();
    if (failed(lowerLayers()) || failed(copyOutputs()) || failed(sizeState()))
      return failure();
    builder.create<func::ReturnOp>(returned.getLoc());
    eraseDead(*program); // places that nobody took
    layers->dropAllReferences();
    layers->erase();
    return success();
  }

private:
  void quantizeBoundary() {
    for (OpOperand &result : returned->getOpOperands())
      if (auto op = result.get().getDefiningOp<DequantizeOp>())
        result.set(op.getInput());
    // Only now it is clear which inputs are used as floats.
    eraseDead(*layers);
    for (BlockArgument input : layers->getArguments())
      quantizeInput(input);
  }

  static void eraseDead(Block &block) {
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block)))
      if (isOpTriviallyDead(&op))
        op.erase();
  }

  /// Kernels count elements in 32 bits and take no empty tensors.
  LogicalResult checkValue(Value value) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type || !type.hasStaticShape())
      return emitError(value.getLoc())
             << "device programs have no values of type " << value.getType();
    int64_t elements = 1;
    for (int64_t dim : type.getShape())
      if (dim < 1 || (elements *= dim) > std::numeric_limits<int32_t>::max())
        return emitError(value.getLoc())
               << "a device tensor has 1 to 2^31 - 1 elements, got " << type;
    return success();
  }

  LogicalResult checkValues() {
    for (Value argument : layers->getArguments())
      if (failed(checkValue(argument)))
        return failure();
    for (Operation &op : layers->without_terminator())
      for (Value result : op.getResults())
        if (failed(checkValue(result)))
          return failure();
    return success();
  }

  /// Opens the new body with one memref an input and one an output.
  void makeProgram() {
    program = new Block();
    function.getBody().push_front(program);
    builder.setInsertionPointToStart(program);
    SmallVector<DictionaryAttr> attributes;
    for (BlockArgument input : layers->getArguments()) {
      attributes.push_back(portAttributes(
          input, function.getArgAttrDict(input.getArgNumber()), false));
      lowering.bind(input, addPort(input));
    }
    for (OpOperand &result : returned->getOpOperands()) {
      unsigned index = result.getOperandNumber();
      attributes.push_back(portAttributes(
          result.get(), function.getResultAttrDict(index), true));
      outputs.push_back(addPort(result.get()));
    }
    function.setType(builder.getFunctionType(program->getArgumentTypes(), {}));
    function.setAllResultAttrs(ArrayRef<DictionaryAttr>());
    function.setAllArgAttrs(attributes);
    function->setAttr(rt::targetAttrName,
                      builder.getStringAttr(options.target));
    function->setAttr(rt::kernelsAttrName,
                      builder.getStringAttr(options.kernels->name));
  }

  Value addPort(Value value) {
    auto type = cast<RankedTensorType>(value.getType());
    Type element = type.getElementType();
    if (auto quantized = dyn_cast<quant::QuantizedType>(element))
      element = quantized.getStorageType();
    return program->addArgument(MemRefType::get(type.getShape(), element),
                                value.getLoc());
  }

  DictionaryAttr portAttributes(Value value, DictionaryAttr given,
                                bool isOutput) {
    NamedAttrList attributes(given);
    if (auto type =
            dyn_cast<quant::UniformQuantizedType>(elementTypeOf(value))) {
      attributes.set("ecg.scale", builder.getF32FloatAttr(
                                      static_cast<float>(type.getScale())));
      attributes.set(
          "ecg.zero_point",
          builder.getI32IntegerAttr(static_cast<int32_t>(type.getZeroPoint())));
    }
    if (isOutput)
      attributes.set(rt::outputAttrName, builder.getUnitAttr());
    else if (options.inputsInArena)
      attributes.set(rt::inArenaAttrName, builder.getUnitAttr());
    return attributes.getDictionary(builder.getContext());
  }

  /// Outputs are written in place by the layers that make them, parts of a
  /// value within it. Inputs, constants and second outputs are copied.
  void placeValues() {
    for (auto [result, output] :
         llvm::zip_equal(returned->getOperands(), outputs))
      lowering.place(result, output);
    for (Operation &op : llvm::reverse(layers->without_terminator()))
      if (auto layer = dyn_cast<KernelOpInterface>(&op))
        layer.placeOperands(lowering);
  }

  LogicalResult lowerLayers() {
    for (Operation &op : layers->without_terminator()) {
      if (isa<ConstantOp>(op) || lowering.isLowered(&op))
        continue;
      auto layer = dyn_cast<KernelOpInterface>(&op);
      if (!layer)
        return op.emitOpError()
               << "has no kernel for " << function->getAttr(rt::targetAttrName);
      if (failed(layer.lowerToKernels(lowering)))
        return failure();
    }
    return success();
  }

  /// Asking for state where there is none is a mistake.
  LogicalResult sizeState() {
    if (!options.stateful)
      return success();
    int64_t bytes = lowering.getStateBytes();
    if (bytes == 0)
      return function.emitError("has no recurrent layer that starts from zero, "
                                "so there is no state to keep");
    function->setAttr(rt::stateBytesAttrName, builder.getI64IntegerAttr(bytes));
    return success();
  }

  LogicalResult copyOutputs() {
    for (auto [result, output] :
         llvm::zip_equal(returned->getOperands(), outputs)) {
      Value buffer = lowering.bufferOf(result);
      if (rt::getPart(buffer) == rt::getPart(output))
        continue;
      if (failed(lowering.copy(returned, buffer, output)))
        return failure();
    }
    return success();
  }

  func::FuncOp function;
  const LoweringOptions &options;
  OpBuilder builder;
  KernelLowering lowering;
  Block *layers = nullptr, *program = nullptr;
  func::ReturnOp returned;
  SmallVector<Value> outputs;
};

} // namespace

LogicalResult lowerToRt(func::FuncOp function, const LoweringOptions &options) {
  return ProgramLowering(function, options).run();
}

} // namespace ecg
