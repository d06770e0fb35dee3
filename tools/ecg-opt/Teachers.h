// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The networks of --teacher, read and made ready to teach.

#ifndef ECG_TOOLS_ECGOPT_TEACHERS_H
#define ECG_TOOLS_ECGOPT_TEACHERS_H

#include "DataFlags.h"
#include "ecg/Train/Trainer.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <list>

namespace ecg {

/// Owns teachers with what they need.
class Teachers {
public:
  /// Reads "model[,key=value,...]"; `student` is what they will teach. Fails
  /// with one line that names the teacher.
  llvm::Error add(llvm::StringRef spec, mlir::func::FuncOp student,
                  const DataFlags &data, const TrainOptions &options);

  llvm::ArrayRef<Teacher *> get() const { return pointers; }

private:
  struct Entry {
    mlir::OwningOpRef<mlir::ModuleOp> module;
    std::optional<Dataset> data;
    std::unique_ptr<Teacher> teacher;
  };
  std::list<Entry> entries; ///< teachers point into their entry
  std::vector<Teacher *> pointers;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_TEACHERS_H
