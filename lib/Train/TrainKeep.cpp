// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How good an epoch was, and what of it stays.

#include "TrainRun.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

Error TrainRun::validate(EpochRecord &record) {
  std::vector<float> current = program->values().vec();
  if (average)
    llvm::copy(average->values(), program->values().begin());
  Expected<Validation::Score> score = validation->run(workers);
  if (!score)
    return score.takeError();
  record.valLoss = score->loss;
  record.metric = score->metric;
  record.isBest = state.best.empty() ||
                  score->isBetterThan({state.bestMetric, state.bestLoss,
                                       validation->higherIsBetter()});
  if (record.isBest) {
    state.best = program->values().vec();
    state.bestEpoch = record.epoch;
    state.bestMetric = score->metric;
    state.bestLoss = score->loss;
  }
  llvm::copy(current, program->values().begin());
  schedule->epochEnded(validation->higherIsBetter() ? score->metric
                                                    : -score->metric);
  return Error::success();
}

bool TrainRun::isStale() const {
  if (!options.patience || state.history.empty())
    return false;
  size_t best = 0;
  for (size_t i = 1; i < state.history.size(); ++i) {
    double gain = state.history[i].metric - state.history[best].metric;
    if (validation->higherIsBetter() ? gain > 0 : gain < 0)
      best = i;
  }
  return state.history.size() - 1 - best >= options.patience;
}

Error TrainRun::save() {
  if (options.checkpoint.empty())
    return Error::success();
  state.values = program->values().vec();
  state.optimizer = optimizer->state();
  state.schedule = schedule->state();
  if (average) {
    state.average = average->values().vec();
    state.averageSteps = average->steps();
  }
  keepBest();
  return writeCheckpoint(function->getParentOfType<ModuleOp>(), state, settings,
                         options.checkpoint);
}

void TrainRun::keepBest() {
  writeBack(state.best.empty() ? program->values() : ArrayRef(state.best));
}

void TrainRun::writeBack(ArrayRef<float> values) {
  program->writeBack(values);
  for (auto constant : function.front().getOps<ConstantOp>()) {
    Operation *learned = copies.lookup(constant.getOperation());
    constant.setValueAttr(cast<ConstantOp>(learned).getValueAttr());
  }
}

SecondMoments TrainRun::secondMoments() {
  SecondMoments moments;
  ArrayRef<float> all = optimizer->secondMoment();
  for (auto constant : function.front().getOps<ConstantOp>()) {
    Operation *learned = copies.lookup(constant.getOperation());
    for (const LearnedConstant &entry : program->constants())
      if (entry.op == learned && !entry.isStatistic && !all.empty())
        moments[constant] = all.slice(entry.offset, entry.size).vec();
  }
  return moments;
}

} // namespace ecg
