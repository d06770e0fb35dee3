// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_FINETUNE
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct FineTune : ecg::impl::FineTuneBase<FineTune> {
  using FineTuneBase::FineTuneBase;
  friend PassOptionReader;

  void runOnOperation() override {
    if (llvm::Error error = learn(getOperation(), data, dataOptions,
                                  PassOptionReader::readTraining(*this))) {
      getOperation().emitError()
          << "fine-tuning: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }
};

} // namespace
