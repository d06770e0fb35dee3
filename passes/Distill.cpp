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
  Distill(const Distill &other) : DistillBase(other) {}
  template <typename Pass>
  friend llvm::Expected<TrainOptions> ecg::readTrainOptions(const Pass &);

  void runOnOperation() override {
    auto teachersOf = [&](const Dataset &dataset, const TrainOptions &options) {
      return makeTeachers(dataset, options);
    };
    if (llvm::Error error = learn(getOperation(), data, dataOptions,
                                  readTrainOptions(*this), teachersOf)) {
      getOperation().emitError()
          << "distillation: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Expected<Teachers> makeTeachers(const Dataset &dataset,
                                        const TrainOptions &options) {
    if (teachers.empty())
      return llvm::createStringError("needs a teacher to learn from");
    Teachers made;
    for (const std::string &path : teachers) {
      modules.push_back(parseSourceFile<ModuleOp>(path, &getContext()));
      auto teacher = makeTeacher(path, modules.back().get(), dataset, options);
      if (!teacher)
        return teacher.takeError();
      made.push_back(std::move(*teacher));
    }
    return made;
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

  std::vector<OwningOpRef<ModuleOp>> modules; ///< of the teachers
};

} // namespace
