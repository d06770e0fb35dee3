// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A float `ecg` function run forward and backward over batches: the loss of the
// very program being compiled, and its gradient by every constant that is
// learned. Who turns gradients into better weights is lib/Train.

#ifndef ECG_EXEC_GRADIENTPROGRAM_H
#define ECG_EXEC_GRADIENTPROGRAM_H

#include "ecg/Exec/Program.h"
#include "ecg/Exec/RtProgram.h"
#include "ecg/Exec/Workers.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgInterfaces.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace ecg {

/// A constant of the function that changes while it learns.
struct LearnedConstant {
  mlir::Operation *op; ///< the ConstantOp
  std::string name;    ///< of the ONNX file where it is known
  llvm::ArrayRef<int64_t> shape;
  size_t offset; ///< of its first element in values() and gradients()
  size_t size;
  /// A running statistic: moved by the layer itself, not by gradients.
  bool isStatistic;
};

/// The function is a network for one sample; a batch runs it for each of its
/// samples side by side, except layers that look at the whole batch
/// (ExecOpInterface::couplesSamples). A batch is cut into shards by its size
/// alone, and gradients are summed shard by shard: results do not depend on the
/// number of threads.
class GradientProgram {
public:
  struct Options {
    /// Batch normalization keeps its running statistics and uses them.
    bool freezeStatistics = false;
    /// Learned constants by default: all of role Weight. May be null.
    llvm::function_ref<bool(mlir::Operation *constant)> isLearned = nullptr;
    /// ReLU works in place where nobody misses what was there: less memory, but
    /// valueOf() then tells what became of it.
    bool inPlace = false;
  };

  /// Results of a part of a batch: `count` samples from `first` on. Output i of
  /// sample s begins at outputs[i].of(s - first).
  struct LossCall {
    size_t first, count;
    llvm::ArrayRef<BatchView<const float>> outputs;
    /// To be filled with the gradients of the loss; zero before.
    llvm::ArrayRef<BatchView<float>> outputGrads;
  };
  /// Called for disjoint parts of a batch from several threads.
  using Loss = llvm::function_ref<void(const LossCall &)>;

  /// Prepares `function`, which must outlive the program; weights are copied
  /// out of it. Emits a diagnostic and returns null where a layer cannot run,
  /// or has no gradient but stands between a learned constant and a result.
  static std::unique_ptr<GradientProgram> create(mlir::func::FuncOp function,
                                                 Options options);
  ~GradientProgram();

  llvm::ArrayRef<PortSpec> inputs() const { return inputPorts; }
  llvm::ArrayRef<PortSpec> outputs() const { return outputPorts; }
  llvm::ArrayRef<LearnedConstant> constants() const { return learned; }

  /// Values of all learned constants, one after the other, weights first.
  llvm::MutableArrayRef<float> values() { return storage; }
  /// How many of these are weights; the rest are statistics.
  size_t numWeights() const { return weightCount; }
  /// Gradients of the weights after trainBatch.
  llvm::ArrayRef<float> gradients() const;

  /// One batch forward and backward; `in[i]` holds the samples of input i one
  /// after the other. Layers learn (batch statistics).
  void trainBatch(Workers &workers, size_t samples,
                  llvm::ArrayRef<const float *> in, Loss loss);

  /// One batch forward, as it will be used; `loss` is called without gradients.
  void runBatch(Workers &workers, size_t samples,
                llvm::ArrayRef<const float *> in, Loss loss);

  /// A value of the function in the last batch, of `samples` samples.
  llvm::ArrayRef<float> valueOf(mlir::Value value, size_t samples) const;

  /// Writes `values`, laid out as values(), into the constants of the function.
  void writeBack(llvm::ArrayRef<float> values);
  void writeBack() { writeBack(storage); }

private:
  class Builder;
  class Run;
  struct Tensor;
  struct Step;
  struct Segment;

  GradientProgram();
  void reserve(size_t samples);

  llvm::SmallVector<PortSpec> inputPorts, outputPorts;
  std::vector<LearnedConstant> learned;
  std::vector<float> storage;
  size_t weightCount = 0;
  std::vector<Tensor> tensors; ///< the function's arguments come first
  std::vector<Step> steps;
  std::vector<Segment> segments;
  llvm::SmallVector<unsigned> results;
  std::vector<ConstantBytes> constantBytes;
  llvm::DenseMap<mlir::Value, unsigned> indices;
  size_t sharedGradSize = 0; ///< floats of one set of shared gradients
  std::vector<size_t> gradBufferSizes; ///< floats a sample
  bool freezeStatistics = false;

  // Of the largest batch so far.
  size_t capacity = 0;
  std::vector<std::vector<char>> buffers;      ///< a tensor
  std::vector<std::vector<float>> grads;       ///< a buffer of gradients
  std::vector<std::vector<float>> savedData;   ///< a step
  std::vector<std::vector<float>> sharedGrads; ///< a shard
};

} // namespace ecg

#endif // ECG_EXEC_GRADIENTPROGRAM_H
