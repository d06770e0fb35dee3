// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts a GradientProgram is made of. Private to lib/Exec.

#ifndef ECG_LIB_EXEC_GRADIENTPROGRAMIMPL_H
#define ECG_LIB_EXEC_GRADIENTPROGRAMIMPL_H

#include "ecg/Exec/GradientProgram.h"
#include "ecg/IR/Elements.h"

namespace ecg {

/// One value of the function.
struct GradientProgram::Tensor {
  mlir::Value value;
  llvm::ArrayRef<int64_t> shape;
  size_t size = 0; ///< elements of one sample
  const ElementInfo *element = nullptr;
  /// All samples share it: constants, and what is computed of them alone.
  bool isShared = false;
  /// It depends on a learned constant.
  bool needsGrad = false;
  /// Of constants that are not learned.
  const char *constant = nullptr;
  /// Of learned constants: where in `storage`.
  std::optional<size_t> learnedOffset;
  /// Of shared tensors with gradients: where in each set of shared gradients.
  size_t gradOffset = 0;
  /// Whose buffer holds its values: its own index, or that of the tensor it
  /// was computed in place of.
  unsigned buffer = 0;
  /// Of others with gradients: which of the buffers they share.
  unsigned gradBuffer = 0;
};

/// One layer.
struct GradientProgram::Step {
  mlir::Operation *op = nullptr;
  ExecOpInterface layer; ///< null: `kernels` runs it
  std::unique_ptr<RtProgram> kernels;
  llvm::SmallVector<unsigned, 4> inputs, outputs;
  /// ExecOpInterface::getSavedSize and couplesSamples.
  int64_t savedSize = 0;
  bool couples = false;
  /// Operands are not as the layer wants them: it runs sample by sample.
  bool oneByOne = false;
  bool needsGrad = false;
  /// Tensors that get the first part of their gradient from this step.
  llvm::SmallVector<unsigned, 2> gradBegins;
};

/// Steps [begin, end) that run without looking at each other's samples.
struct GradientProgram::Segment {
  enum Kind {
    Shared,  ///< once, on what all samples share
    Sharded, ///< each shard by itself
    Coupled, ///< one step, on the whole batch
  };
  Kind kind;
  size_t begin, end;
};

} // namespace ecg

#endif // ECG_LIB_EXEC_GRADIENTPROGRAMIMPL_H
