// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The gradients of one layer against central differences, in double.

#ifndef ECG_TEST_UNIT_EXEC_GRADIENTCHECK_H
#define ECG_TEST_UNIT_EXEC_GRADIENTCHECK_H

#include "TestModule.h"
#include <vector>

namespace ecg {

/// One layer with random operands, for two samples. The loss is a random linear
/// function of all results.
class GradientCheck {
public:
  struct Options {
    int64_t samples = 2;
    bool training = true;
    /// Operands are drawn evenly from here.
    double low = -2, high = 2;
  };

  /// `text` is a function whose arguments are the operands of its one layer.
  explicit GradientCheck(llvm::StringRef text)
      : GradientCheck(text, Options()) {}
  GradientCheck(llvm::StringRef text, Options options);

  /// Elements of an operand that are not to be random; also those of indices,
  /// which have no gradient.
  void set(unsigned operand, std::vector<double> values) {
    operands[operand] = std::move(values);
  }
  /// The loss is the sum of a result's elements times these.
  void setLossWeights(unsigned result, std::vector<double> values) {
    weights[result] = std::move(values);
  }
  /// An operand whose gradient is not looked at.
  void ignore(unsigned operand) { ignored[operand] = true; }

  /// The largest difference of an operand's gradient from the differences,
  /// relative to its largest element; over all operands.
  double worstError();

  /// The same for the gradients in float against those in double.
  double worstFloatError();

  /// The largest relative difference of a result in float from that of the
  /// layer's reference kernel, for one sample; 0 where there is none that takes
  /// all operands at run time (linear, batch_norm).
  double worstKernelError();

  /// Of each operand, by backward in float or double.
  template <typename T> std::vector<std::vector<T>> gradients();

private:
  template <typename T> struct Run; // one call in one arithmetic

  double loss();
  bool isShared(unsigned operand);
  int64_t elementsOf(mlir::Value value, bool shared);

  TestModule module;
  Options options;
  ExecOpInterface layer;
  std::vector<std::vector<double>> operands, weights; ///< of loss: a result
  std::vector<bool> ignored;
};

/// A function around one layer, its operands %a0, %a1, ... as arguments.
/// `layer` is the text up to the types; operands and result are shapes of f32
/// ("2x3"), or with an element type what stands in a tensor type ("2xi64",
/// "f32").
std::string layerFunction(llvm::StringRef layer,
                          llvm::ArrayRef<llvm::StringRef> operands,
                          llvm::StringRef result);

/// What the project promises of every layer.
void expectGradients(GradientCheck &check);
void expectGradients(llvm::StringRef layer,
                     llvm::ArrayRef<llvm::StringRef> operands,
                     llvm::StringRef result,
                     GradientCheck::Options options = {});

} // namespace ecg

#endif // ECG_TEST_UNIT_EXEC_GRADIENTCHECK_H
