// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Structured pruning as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "ecg/Train/Prune.h"

namespace ecg {
#define GEN_PASS_DEF_PRUNECHANNELS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct PruneChannels : ecg::impl::PruneChannelsBase<PruneChannels> {
  using PruneChannelsBase::PruneChannelsBase;
  friend PassOptionReader;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError()
          << "pruning: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    auto options = PruneOptions::parse(prune);
    if (!options)
      return options.takeError();
    return PassOptionReader::run(
        *this, options->needsData(),
        [&](const Dataset *dataset, const TrainOptions &training,
            llvm::ArrayRef<Teacher *> made) {
          return pruneChannels(getOperation(), dataset, *options, training,
                               made)
              .takeError();
        });
  }
};

} // namespace
