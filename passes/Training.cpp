// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Data and notes of passes that learn.

#include "Training.h"
#include "ecg/Exec/FloatProgram.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

llvm::Expected<Dataset> openTrainingData(func::FuncOp function,
                                         llvm::StringRef spec,
                                         llvm::StringRef optionText) {
  if (spec.empty())
    return llvm::createStringError("needs data to learn from");
  std::unique_ptr<FloatProgram> shape = FloatProgram::create(function);
  if (!shape)
    return llvm::createStringError("the network cannot be run");
  DataOptions options;
  if (llvm::Error error = options.parse(optionText))
    return std::move(error);
  return openData(*shape, spec, std::move(options));
}

void noteTraining(func::FuncOp function, const TrainResult &result) {
  std::string text =
      llvm::formatv("epoch {0} of {1}, {2} {3:f4} on val", result.bestEpoch,
                    result.history.size(), result.metric, result.bestMetric);
  function->setAttr("ecg.training",
                    StringAttr::get(function.getContext(), text));
}

} // namespace ecg
