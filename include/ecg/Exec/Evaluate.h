// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running a program over the samples of a data set. What the outputs are worth
// is the business of lib/Metrics.

#ifndef ECG_EXEC_EVALUATE_H
#define ECG_EXEC_EVALUATE_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Program.h"
#include "ecg/Metrics/Registry.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <vector>

namespace ecg {

struct EvaluateOptions {
  /// Worker threads; 0: one a core. The result does not depend on it.
  unsigned threads = 0;
  /// The output that holds one value a class.
  size_t output = 0;
  /// Programs with a single value decide between two classes by it: class 1
  /// from this value on.
  float threshold = 0.5f;
  /// Compare the output with the input it reconstructs instead of keeping it.
  bool reconstruct = false;
  /// Called with the number of finished samples and of all, from any thread
  /// but one at a time. May be null.
  llvm::function_ref<void(size_t, size_t)> progress = nullptr;
};

/// What a program said about each sample, in the order of the split.
struct Evaluation {
  std::vector<uint32_t> samples; ///< indices into the data set
  std::vector<size_t> inputs;    ///< of the data, that of each program input
  size_t outputSize = 0;         ///< values of the output a sample
  size_t numClasses = 0;         ///< outputSize, or 2 where that is 1
  std::vector<float> outputs;    ///< outputSize a sample
  std::vector<int32_t> predictions;
  std::vector<int32_t> labels; ///< -1 where unknown
  /// numClasses a sample of multi-label data: 1, 0, -1 unknown. Else empty.
  std::vector<int8_t> targets;
  /// Where asked to reconstruct, then in place of all from outputSize on.
  std::vector<ReconstructionError> reconstructions;

  llvm::ArrayRef<float> outputsOf(size_t i) const {
    return llvm::ArrayRef(outputs).slice(i * outputSize, outputSize);
  }
};

/// What data has to look like to fill input `input` of `program`, with the
/// number of classes that output `output` tells apart. Without an output, for
/// users who do not look at it, classes do not matter.
llvm::Expected<ModelInputShape> describeInput(const Program &program,
                                              size_t input = 0,
                                              std::optional<size_t> output = 0);

/// Opens the data `spec` for `program`: what openDataset knows, and folders of
/// ONNX test data sets (test_data_set_*/input_0.pb). Signals are windowed for
/// the first input and compared with the classes of `output`.
llvm::Expected<Dataset> openData(const Program &program, llvm::StringRef spec,
                                 DataOptions options,
                                 std::optional<size_t> output = 0);

/// The input of `data` that fills each input of `program`: that of the same
/// name, else the one at the same position, else one of the same size. Fails
/// with one line when there is none or its shape differs.
llvm::Expected<llvm::SmallVector<size_t>>
matchInputs(const Program &program, const Dataset &data,
            std::optional<size_t> output = 0);

/// A line about how each of these inputs of `data` was prepared, which opens
/// with the input's name where there are several.
std::vector<std::string> describeInputs(const Dataset &data,
                                        llvm::ArrayRef<size_t> inputs);

/// Runs `program` on `samples` of `data`. Fails with one line that names the
/// first sample that cannot be read or has an output that is not finite.
llvm::Expected<Evaluation> evaluate(const Program &program, const Dataset &data,
                                    llvm::ArrayRef<uint32_t> samples,
                                    const EvaluateOptions &options = {});

/// The same for all samples of a split ("train", "val", "test", "all").
llvm::Expected<Evaluation> evaluate(const Program &program, const Dataset &data,
                                    llvm::StringRef split,
                                    const EvaluateOptions &options = {});

/// The input that output `output` has the shape of (dimensions of 1 aside), as
/// that of an autoencoder has; nothing when there is none.
std::optional<size_t> reconstructedInput(const Program &program, size_t output);

/// What the values of output `output` of the module's network are, by the layer
/// that computes them: probabilities after softmax and sigmoid, else logits.
/// Nothing for device programs, whose tables do not tell.
std::optional<ScoreScale> findScoreScale(mlir::ModuleOp module, size_t output);

} // namespace ecg

#endif // ECG_EXEC_EVALUATE_H
