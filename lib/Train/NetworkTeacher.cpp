// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A teacher is a program that is only run forward.

#include "Feed.h"
#include "Logits.h"
#include "RunBatch.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"

using namespace llvm;

namespace ecg {

Teacher::~Teacher() = default;

namespace {

class NetworkTeacher : public Teacher {
public:
  NetworkTeacher(mlir::func::FuncOp function, const Dataset &data,
                 const NetworkTeacherOptions &options)
      : logits(function, options.output), data(data), options(options) {
    run.augment = options.augment;
    run.seed = options.seed;
  }

  Error prepare(mlir::func::FuncOp function) {
    std::unique_ptr<Program> shape = FloatProgram::create(function);
    if (shape)
      program = GradientProgram::create(function, {});
    if (!program)
      return createStringError("the teacher cannot be run");
    auto inputs = matchInputs(*shape, data, options.output);
    if (!inputs)
      return inputs.takeError();
    feed.emplace(data, *inputs, run, ArrayRef<Teacher *>(),
                 /*wantsClean=*/false);
    return Error::success();
  }

  size_t outputSize() const override {
    return program->outputs()[options.output].numElements();
  }

  Error teach(Workers &workers, const Batch &batch,
              MutableArrayRef<float> logits) override {
    const Batch *seen = &batch;
    if (!options.seesStudentsInputs) {
      if (Error error = feed->fillLike(workers, batch, own))
        return error;
      seen = &own;
    }
    runBatch(*program, workers, *seen, options.output, logits);
    return Error::success();
  }

private:
  LogitsScope logits;
  const Dataset &data;
  NetworkTeacherOptions options;
  TrainOptions run; ///< what its feed reads of the student's run
  std::unique_ptr<GradientProgram> program;
  std::optional<Feed> feed;
  Batch own;
};

} // namespace

Expected<std::unique_ptr<Teacher>>
makeNetworkTeacher(mlir::func::FuncOp function, const Dataset &data,
                   const NetworkTeacherOptions &options) {
  auto teacher = std::make_unique<NetworkTeacher>(function, data, options);
  if (Error error = teacher->prepare(function))
    return std::move(error);
  return std::unique_ptr<Teacher>(std::move(teacher));
}

} // namespace ecg
