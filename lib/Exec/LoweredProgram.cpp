// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantized functions on the host, by way of the reference kernels.

#include "LoweredProgram.h"
#include "ecg/Target/LowerToRt.h"

using namespace mlir;

namespace ecg {

std::unique_ptr<LoweredProgram> LoweredProgram::create(ModuleOp module) {
  module.getContext()->loadDialect<rt::EcgRtDialect>();
  std::unique_ptr<LoweredProgram> lowered(new LoweredProgram());
  lowered->module = module.clone();
  auto function = *lowered->module->getOps<func::FuncOp>().begin();
  if (failed(lowerToRt(function, LoweringOptions())))
    return nullptr;
  lowered->program = RtProgram::create(function);
  if (!lowered->program)
    return nullptr;
  lowered->inputPorts.assign(lowered->program->inputs().begin(),
                             lowered->program->inputs().end());
  lowered->outputPorts.assign(lowered->program->outputs().begin(),
                              lowered->program->outputs().end());
  return lowered;
}

} // namespace ecg
