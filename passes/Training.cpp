// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Data and notes of passes that learn.

#include "Training.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"
#include "mlir/IR/Builders.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/SmallVectorExtras.h"
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

SmallVector<Teacher *> pointersTo(const Teachers &teachers) {
  return llvm::map_to_vector(
      teachers,
      [](const std::unique_ptr<Teacher> &teacher) { return teacher.get(); });
}

llvm::Expected<Teachers> TeacherFiles::read(ArrayRef<std::string> paths,
                                            func::FuncOp student,
                                            const Dataset &data,
                                            const TrainOptions &options) {
  Teachers made;
  for (const std::string &path : paths) {
    auto teacher = readOne(path, student, data, options);
    if (!teacher)
      return teacher.takeError();
    made.push_back(std::move(*teacher));
  }
  return made;
}

llvm::Expected<std::unique_ptr<Teacher>>
TeacherFiles::readOne(llvm::StringRef path, func::FuncOp student,
                      const Dataset &data, const TrainOptions &options) {
  modules.push_back(parseSourceFile<ModuleOp>(path, student.getContext()));
  ModuleOp module = modules.back().get();
  auto functions = module ? llvm::to_vector(module.getOps<func::FuncOp>())
                          : SmallVector<func::FuncOp>();
  if (functions.size() != 1)
    return llvm::createStringError("teacher '" + path +
                                   "' is no MLIR file with one function");
  NetworkTeacherOptions how;
  how.augment = options.augment;
  how.seed = options.seed;
  how.seesStudentsInputs =
      functions.front().getArgumentTypes() == student.getArgumentTypes();
  return makeNetworkTeacher(functions.front(), data, how);
}

llvm::Error runLearningStep(func::FuncOp function, llvm::StringRef spec,
                            llvm::StringRef dataOptions,
                            ArrayRef<std::string> paths,
                            const TrainOptions &options, bool needsData,
                            LearningStep step) {
  if (spec.empty() && !needsData)
    return step(nullptr, options, {});
  auto dataset = openTrainingData(function, spec, dataOptions);
  if (!dataset)
    return dataset.takeError();
  TeacherFiles files;
  auto teachers = files.read(paths, function, *dataset, options);
  if (!teachers)
    return teachers.takeError();
  return step(&*dataset, options, pointersTo(*teachers));
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
  SmallVector<Teacher *> pointers = pointersTo(teachers);
  auto result = trainer ? trainer(function, *dataset, *options, pointers)
                        : train(function, *dataset, *options, pointers);
  if (!result)
    return result.takeError();
  noteTraining(function, *result);
  return llvm::Error::success();
}

} // namespace ecg
