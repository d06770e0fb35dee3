// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adaptive loss-aware quantization as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "ecg/Train/Alq.h"

namespace ecg {
#define GEN_PASS_DEF_ADAPTIVELOSSAWARE
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct AdaptiveLossAware : ecg::impl::AdaptiveLossAwareBase<AdaptiveLossAware> {
  using AdaptiveLossAwareBase::AdaptiveLossAwareBase;
  friend PassOptionReader;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError() << "ALQ: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    auto options = AlqOptions::parse(alq);
    if (!options)
      return options.takeError();
    return PassOptionReader::run(
        *this, /*needsData=*/true,
        [&](const Dataset *dataset, const TrainOptions &training,
            llvm::ArrayRef<Teacher *> made) {
          TrainOptions how = training;
          options->applyTo(how);
          return trainAlq(getOperation(), *dataset, how, *options, made)
              .takeError();
        });
  }
};

} // namespace
