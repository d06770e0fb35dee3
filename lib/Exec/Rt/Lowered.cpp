// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks and single layers on the host by way of the reference kernels:
// lowered in a module of their own, which is dropped once the program stands.

#include "ecg/Exec/RtProgram.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;

namespace ecg {

namespace {

std::unique_ptr<RtProgram> lower(ModuleOp module) {
  module.getContext()->loadDialect<rt::EcgRtDialect>();
  auto function = *module.getOps<func::FuncOp>().begin();
  if (failed(lowerToRt(function, LoweringOptions())))
    return nullptr;
  return RtProgram::create(function);
}

/// A module with `layer` alone: its operands are arguments, constants come
/// along.
OwningOpRef<ModuleOp> isolate(Operation *layer) {
  OpBuilder builder(layer->getContext());
  Location loc = layer->getLoc();
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  SmallVector<Value> inputs = RtProgram::layerInputs(layer);
  builder.setInsertionPointToEnd(module->getBody());
  auto function = builder.create<func::FuncOp>(
      loc, "layer",
      builder.getFunctionType(ValueRange(inputs).getTypes(),
                              layer->getResultTypes()));
  Block *body = function.addEntryBlock();
  builder.setInsertionPointToStart(body);
  IRMapping mapping;
  mapping.map(inputs, body->getArguments());
  for (Value operand : layer->getOperands())
    if (!mapping.contains(operand))
      builder.clone(*operand.getDefiningOp(), mapping);
  Operation *copy = builder.clone(*layer, mapping);
  builder.create<func::ReturnOp>(loc, copy->getResults());
  return module;
}

} // namespace

SmallVector<Value> RtProgram::layerInputs(Operation *layer) {
  llvm::SetVector<Value> inputs;
  for (Value operand : layer->getOperands())
    if (!operand.getDefiningOp<ConstantOp>())
      inputs.insert(operand);
  return inputs.takeVector();
}

std::unique_ptr<RtProgram> RtProgram::ofNetwork(ModuleOp module) {
  return lower(*OwningOpRef<ModuleOp>(module.clone()));
}

std::unique_ptr<RtProgram> RtProgram::ofLayer(Operation *layer) {
  return lower(*isolate(layer));
}

} // namespace ecg
