// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks that others learn from.

#ifndef ECG_TRAIN_TEACHER_H
#define ECG_TRAIN_TEACHER_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Workers.h"
#include "ecg/Train/Augment.h"
#include "ecg/Train/Batch.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <memory>

namespace ecg {

class Teacher {
public:
  virtual ~Teacher();

  /// Values of its output a sample.
  virtual size_t outputSize() const = 0;

  /// Writes its logits for the samples of `batch` to `logits`, outputSize() a
  /// sample.
  virtual llvm::Error teach(Workers &workers, const Batch &batch,
                            llvm::MutableArrayRef<float> logits) = 0;
};

/// A network on the samples of `data`. Where these are what the student sees,
/// it looks at the student's batch; otherwise (other leads) it reads the same
/// samples itself and augments them by the same draw.
struct NetworkTeacherOptions {
  /// Of the student's run.
  AugmentOptions augment;
  uint64_t seed = 0;
  bool seesStudentsInputs = true;
  size_t output = 0;
};

/// `function` and `data` must outlive the teacher. The activation at the end of
/// the network, if there is one, is left out while it teaches.
llvm::Expected<std::unique_ptr<Teacher>>
makeNetworkTeacher(mlir::func::FuncOp function, const Dataset &data,
                   const NetworkTeacherOptions &options);

} // namespace ecg

#endif // ECG_TRAIN_TEACHER_H
