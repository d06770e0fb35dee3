// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unstructured pruning as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "ecg/Train/Sparsify.h"

namespace ecg {
#define GEN_PASS_DEF_SPARSIFYWEIGHTS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct SparsifyWeights : ecg::impl::SparsifyWeightsBase<SparsifyWeights> {
  using SparsifyWeightsBase::SparsifyWeightsBase;
  friend PassOptionReader;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError()
          << "sparsity: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    auto options = SparsifyOptions::parse(sparsify);
    if (!options)
      return options.takeError();
    return PassOptionReader::run(
        *this, options->needsData(),
        [&](const Dataset *dataset, const TrainOptions &training,
            llvm::ArrayRef<Teacher *> made) {
          return sparsifyWeights(getOperation(), dataset, *options, training,
                                 made)
              .takeError();
        });
  }
};

} // namespace
