// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training in the main job: between what the network is and how it is made
// small.

#include "CompileJob.h"
#include "ModelFile.h"
#include "Teachers.h"
#include "TrainMonitor.h"
#include "ecg/Pipelines.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

LogicalResult CompileJob::recognize() {
  return transform(*network, buildRecognizePipeline);
}

LogicalResult CompileJob::readTeachers(Teachers &teachers,
                                       const TrainOptions &options) {
  for (const std::string &teacher : flags.training.teachers)
    if (failed(report(
            teachers.add(teacher, functionOf(*network), flags.data, options))))
      return failure();
  return success();
}

LogicalResult CompileJob::train() {
  auto options = flags.training.parse();
  if (!options)
    return report(options.takeError());
  func::FuncOp function = functionOf(*network);
  if (flags.training.init == TrainFlags::Init::Random)
    initializeWeights(function, options->seed);
  Teachers teachers;
  if (failed(readTeachers(teachers, *options)))
    return failure();
  TrainMonitor monitor(llvm::errs());
  auto result =
      ecg::train(function, *data, *options, teachers.get(), monitor.observer());
  if (!result)
    return report(result.takeError());
  if (result->interrupted)
    llvm::errs() << "interrupted: going on with the best epoch so far\n";
  if (result->bestEpoch)
    llvm::errs() << llvm::formatv(
        "kept epoch {0} of {1}: {2} {3:f4} on '{4}'\n", result->bestEpoch,
        result->history.size(), result->metric, result->bestMetric,
        options->valSplit);
  return success();
}

} // namespace ecg
