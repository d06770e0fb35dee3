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
  PruneChannels(const PruneChannels &other) : PruneChannelsBase(other) {}
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
    auto training = PassOptionReader::readLearning(*this);
    if (!training)
      return training.takeError();
    std::optional<Dataset> dataset;
    if (!data.empty() || options->needsData()) {
      auto opened = openTrainingData(getOperation(), data, dataOptions);
      if (!opened)
        return opened.takeError();
      dataset.emplace(std::move(*opened));
    }
    Teachers made;
    if (dataset)
      if (llvm::Error error =
              files.read(teachers, getOperation(), *dataset, *training)
                  .moveInto(made))
        return error;
    return pruneChannels(getOperation(), dataset ? &*dataset : nullptr,
                         *options, *training, pointersTo(made))
        .takeError();
  }

  TeacherFiles files;
};

} // namespace
