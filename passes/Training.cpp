// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Data and notes of passes that learn.

#include "Training.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"
#include "mlir/IR/Builders.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

static llvm::Expected<Dataset> openTrainingData(func::FuncOp function,
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

static void noteTraining(func::FuncOp function, const TrainResult &result) {
  std::string text =
      llvm::formatv("epoch {0} of {1}, {2} {3:f4} on val", result.bestEpoch,
                    result.history.size(), result.metric, result.bestMetric);
  function->setAttr("ecg.training",
                    StringAttr::get(function.getContext(), text));
}

llvm::Error
learn(func::FuncOp function, llvm::StringRef spec, llvm::StringRef dataOptions,
      llvm::Expected<TrainOptions> options,
      llvm::function_ref<llvm::Expected<Teachers>(const Dataset &,
                                                  const TrainOptions &)>
          teachersOf,
      Trainer trainer) {
  if (!options)
    return options.takeError();
  auto dataset = openTrainingData(function, spec, dataOptions);
  if (!dataset)
    return dataset.takeError();
  Teachers teachers;
  if (teachersOf)
    if (llvm::Error error = teachersOf(*dataset, *options).moveInto(teachers))
      return error;
  std::vector<Teacher *> pointers;
  for (const std::unique_ptr<Teacher> &teacher : teachers)
    pointers.push_back(teacher.get());
  auto result = trainer ? trainer(function, *dataset, *options, pointers)
                        : train(function, *dataset, *options, pointers);
  if (!result)
    return result.takeError();
  noteTraining(function, *result);
  return llvm::Error::success();
}

} // namespace ecg
