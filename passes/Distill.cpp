// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Learning from other networks as a step of any pipeline.

#include "Training.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "mlir/Parser/Parser.h"

namespace ecg {
#define GEN_PASS_DEF_DISTILL
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

struct Distill : ecg::impl::DistillBase<Distill> {
  using DistillBase::DistillBase;
  template <typename Pass>
  friend llvm::Expected<TrainOptions> ecg::readTrainOptions(const Pass &);

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError()
          << "distillation: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    auto options = readTrainOptions(*this);
    if (!options)
      return options.takeError();
    auto dataset = openTrainingData(getOperation(), data, dataOptions);
    if (!dataset)
      return dataset.takeError();
    if (teachers.empty())
      return llvm::createStringError("needs a teacher to learn from");
    std::vector<OwningOpRef<ModuleOp>> modules;
    std::vector<std::unique_ptr<Teacher>> owned;
    std::vector<Teacher *> pointers;
    for (const std::string &path : teachers) {
      modules.push_back(parseSourceFile<ModuleOp>(path, &getContext()));
      auto teacher =
          makeTeacher(path, modules.back().get(), *dataset, *options);
      if (!teacher)
        return teacher.takeError();
      owned.push_back(std::move(*teacher));
      pointers.push_back(owned.back().get());
    }
    auto result = train(getOperation(), *dataset, *options, pointers);
    if (!result)
      return result.takeError();
    noteTraining(getOperation(), *result);
    return llvm::Error::success();
  }

  llvm::Expected<std::unique_ptr<Teacher>>
  makeTeacher(llvm::StringRef path, ModuleOp module, const Dataset &dataset,
              const TrainOptions &options) {
    auto functions = module ? llvm::to_vector(module.getOps<func::FuncOp>())
                            : SmallVector<func::FuncOp>();
    if (functions.size() != 1)
      return llvm::createStringError("teacher '" + path +
                                     "' is no MLIR file with one function");
    NetworkTeacherOptions how;
    how.augment = options.augment;
    how.seed = options.seed;
    how.seesStudentsInputs = functions.front().getArgumentTypes() ==
                             getOperation().getArgumentTypes();
    return makeNetworkTeacher(functions.front(), dataset, how);
  }
};

} // namespace
