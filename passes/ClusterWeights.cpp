// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weight clustering as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "ecg/Train/Cluster.h"

namespace ecg {
#define GEN_PASS_DEF_CLUSTERWEIGHTS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct ClusterWeights : ecg::impl::ClusterWeightsBase<ClusterWeights> {
  using ClusterWeightsBase::ClusterWeightsBase;
  friend PassOptionReader;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError()
          << "clustering: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    auto options = ClusterOptions::parse(cluster);
    if (!options)
      return options.takeError();
    return PassOptionReader::run(
        *this, options->needsData(),
        [&](const Dataset *dataset, const TrainOptions &training,
            llvm::ArrayRef<Teacher *> made) {
          return clusterWeights(getOperation(), dataset, *options, training,
                                made)
              .takeError();
        });
  }
};

} // namespace
