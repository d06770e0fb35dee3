// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Learning from other networks as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_DISTILL
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace ecg;

namespace {

struct Distill : ecg::impl::DistillBase<Distill> {
  using DistillBase::DistillBase;
  Distill(const Distill &other) : DistillBase(other) {}
  friend PassOptionReader;

  void runOnOperation() override {
    auto teachersOf =
        [&](const Dataset &dataset,
            const TrainOptions &options) -> llvm::Expected<Teachers> {
      if (teachers.empty())
        return llvm::createStringError("needs a teacher to learn from");
      return files.read(teachers, getOperation(), dataset, options);
    };
    if (llvm::Error error =
            learn(getOperation(), data, dataOptions,
                  PassOptionReader::readTraining(*this), teachersOf)) {
      getOperation().emitError()
          << "distillation: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  TeacherFiles files;
};

} // namespace
