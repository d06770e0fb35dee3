// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A teacher is simplified like any model, and opens the student's data with
// options of its own.

#include "Teachers.h"
#include "ModelFile.h"
#include "ecg/Pipelines.h"

using namespace mlir;

namespace ecg {

/// Whether two networks read the same tensors.
static bool haveSameInputs(func::FuncOp a, func::FuncOp b) {
  return a.getArgumentTypes() == b.getArgumentTypes();
}

llvm::Error Teachers::add(llvm::StringRef spec, func::FuncOp student,
                          const DataFlags &data, const TrainOptions &options) {
  auto [path, dataOptions] = spec.split(',');
  auto fail = [path = path](const llvm::Twine &cause) {
    return llvm::createStringError("teacher '" + path + "': " + cause);
  };
  MLIRContext *context = student.getContext();
  Entry &entry = entries.emplace_back();
  entry.module = readModel(path, context, {});
  if (!entry.module)
    return fail("cannot be read");
  PassManager passes(context);
  buildSimplifyPipeline(passes);
  if (failed(passes.run(*entry.module)))
    return fail("cannot be simplified");
  std::unique_ptr<Program> shape = createProgram(*entry.module);
  if (!shape)
    return fail("cannot be run");
  auto opened = data.open(*shape, options.output, dataOptions);
  if (!opened)
    return fail(toString(opened.takeError()));
  entry.data.emplace(std::move(*opened));
  func::FuncOp function = functionOf(*entry.module);
  NetworkTeacherOptions how;
  how.augment = options.augment;
  how.seed = options.seed;
  how.output = options.output;
  how.seesStudentsInputs =
      dataOptions.empty() && haveSameInputs(function, student);
  auto made = makeNetworkTeacher(function, *entry.data, how);
  if (!made)
    return fail(toString(made.takeError()));
  entry.teacher = std::move(*made);
  pointers.push_back(entry.teacher.get());
  return llvm::Error::success();
}

} // namespace ecg
