// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options of the lowering to kernel calls; the work is done in
// lib/Target/Kernels.

#include "ecg/Target/LowerToRt.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "ecg/Target/Targets.h"
#include "llvm/ADT/StringSwitch.h"

namespace ecg {
#define GEN_PASS_DEF_LOWERTORT
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

struct LowerToRt : ecg::impl::LowerToRtBase<LowerToRt> {
  using LowerToRtBase::LowerToRtBase;

  void runOnOperation() override {
    FailureOr<LoweringOptions> options = readOptions();
    if (failed(options) || failed(lowerToRt(getOperation(), *options)))
      signalPassFailure();
  }

  FailureOr<LoweringOptions> readOptions() {
    llvm::Expected<const Target *> found = findTarget(target);
    if (!found)
      return getOperation().emitError(llvm::toString(found.takeError()));
    if (io != "float" && io != "quantized")
      return getOperation().emitError()
             << "unknown io '" << io << "'; float or quantized";
    std::optional<PackWeights> packing = readPacking();
    if (!packing)
      return getOperation().emitError()
             << "unknown pack-weights '" << packWeights
             << "'; auto, always or never";
    if (input != "caller" && input != "arena")
      return getOperation().emitError()
             << "unknown input '" << input << "'; caller or arena";
    LoweringOptions options;
    options.inputsInArena = input == "arena";
    options.packWeights = *packing;
    options.target = target;
    options.kernels = findKernelSet((*found)->kernelSet);
    if (!options.kernels)
      return getOperation().emitError()
             << "target '" << target << "' has no kernel set '"
             << (*found)->kernelSet << "'";
    options.quantizedIo = io == "quantized";
    options.stateful = stateful;
    return options;
  }

  std::optional<PackWeights> readPacking() {
    return llvm::StringSwitch<std::optional<PackWeights>>(packWeights)
        .Case("auto", PackWeights::Auto)
        .Case("always", PackWeights::Always)
        .Case("never", PackWeights::Never)
        .Default(std::nullopt);
  }
};

} // namespace
