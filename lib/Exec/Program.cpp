// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chooses what stands behind Program: the float executor for float networks,
// the interpreter for device programs.

#include "ecg/Exec/Program.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/Exec/RtProgram.h"
#include "ecg/IR/Elements.h"
#include "mlir/Dialect/Quant/QuantTypes.h"

using namespace mlir;

namespace ecg {

PortSpec::PortSpec(std::string name, ArrayRef<int64_t> shape,
                   const ElementInfo *element)
    : name(std::move(name)), shape(shape) {
  if (element && !element->suffix.starts_with("f"))
    integers = element;
}

int64_t PortSpec::numElements() const {
  int64_t count = 1;
  for (int64_t dim : shape)
    count *= dim;
  return count;
}

Workspace::~Workspace() = default;
Program::~Program() = default;

namespace {

bool isQuantized(Type type) {
  auto tensor = dyn_cast<TensorType>(type);
  return tensor && isa<quant::QuantizedType>(tensor.getElementType());
}

/// True when any value of the function is quantized.
bool isQuantized(func::FuncOp function) {
  auto any = [](TypeRange types) {
    return llvm::any_of(types, [](Type type) { return isQuantized(type); });
  };
  return any(function.getArgumentTypes()) ||
         function
             .walk([&](Operation *op) {
               return any(op->getResultTypes()) ? WalkResult::interrupt()
                                                : WalkResult::advance();
             })
             .wasInterrupted();
}

bool isDeviceProgram(func::FuncOp function) {
  return llvm::any_of(function.getArgumentTypes(),
                      [](Type type) { return isa<MemRefType>(type); });
}

} // namespace

std::unique_ptr<Program> createProgram(ModuleOp module) {
  auto functions = module.getOps<func::FuncOp>();
  if (!llvm::hasSingleElement(functions)) {
    module.emitError() << "a program is a module with one function, got "
                       << std::distance(functions.begin(), functions.end());
    return nullptr;
  }
  func::FuncOp function = *functions.begin();
  if (isDeviceProgram(function))
    return RtProgram::create(function);
  if (isQuantized(function))
    return RtProgram::ofNetwork(module);
  return FloatProgram::create(function);
}

} // namespace ecg
