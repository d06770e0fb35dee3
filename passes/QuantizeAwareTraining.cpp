// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantization-aware training as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "ecg/Train/QuantizeAware.h"

namespace ecg {
#define GEN_PASS_DEF_QUANTIZEAWARETRAINING
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct QuantizeAwareTraining
    : ecg::impl::QuantizeAwareTrainingBase<QuantizeAwareTraining> {
  using QuantizeAwareTrainingBase::QuantizeAwareTrainingBase;
  friend PassOptionReader;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError() << "quantization-aware training: "
                                 << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    auto options = PassOptionReader::readTraining(*this);
    if (!options)
      return options.takeError();
    if (rounds == 0 || roundEpochs == 0 || bytes < 0 || average < 0 ||
        average >= 1)
      return llvm::createStringError(
          "rounds and round-epochs must be above 0, bytes at least 0, average "
          "in [0, 1)");
    options->averageDecay = average;
    options->activationScales = activations;
    ByteBudget budget{bytes, rounds, roundEpochs};
    auto trainer = [&](mlir::func::FuncOp function, const Dataset &dataset,
                       const TrainOptions &how,
                       llvm::ArrayRef<Teacher *> teachers) {
      return trainQuantized(function, dataset, how, budget, teachers);
    };
    return learn(getOperation(), data, dataOptions, std::move(options),
                 /*teachersOf=*/nullptr, trainer);
  }
};

} // namespace
