// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What training makes small, a sample at a time, with its gradient by the
// output of the network. Formulas stand in docs/training.md.

#ifndef ECG_TRAIN_LOSS_H
#define ECG_TRAIN_LOSS_H

#include "ecg/Train/Batch.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace ecg {

class SampleLoss {
public:
  virtual ~SampleLoss();

  /// The loss of sample `i` of `batch`, whose output (logits of a classifier,
  /// the reconstructed signal of an autoencoder) is `output`; 0 where nothing
  /// is known about the sample. `grad` is filled with the gradient by `output`,
  /// or empty where it is not wanted. Thread-safe.
  virtual double compute(const Batch &batch, size_t i,
                         llvm::ArrayRef<float> output,
                         llvm::MutableArrayRef<float> grad) const = 0;

  /// Whether Batch::clean has to be there (reconstruction).
  virtual bool needsClean() const { return false; }
};

struct LossOptions {
  /// auto (mse where the output has the shape of the input, else bce for
  /// multi-label targets, else cross-entropy for labels, else what teachers say
  /// alone), cross-entropy, bce, mse, l1, prd. A classifier of one logit tells
  /// class 1 from class 0.
  std::string name = "auto";
  /// Share of the target spread evenly over all classes (Szegedy et al. 2016);
  /// cross-entropy and bce.
  double labelSmoothing = 0;
  /// A factor a class on the loss of its samples (bce: of its positive targets;
  /// labels of one logit: two factors); empty: 1.
  std::vector<double> classWeights;
  /// Teachers: weight of their part against that of the labels (lambda of seed
  /// 004 is 1 - this), temperature, and beta a teacher (empty: equal shares).
  double distillWeight = 0.7;
  double temperature = 4;
  std::vector<double> teacherWeights;
  /// How teachers are followed: softmax (Hinton et al. 2015: T^2 KL of the
  /// softened classes), sigmoid (each class by itself, multi-label, seed 002),
  /// auto: by the kind of labels. One logit: always sigmoid, which it equals.
  std::string distillForm = "auto";

  /// "bce,label-smoothing=0.1,class-weights=1+2.5" on top of the defaults;
  /// the keys are listed in docs/training.md.
  static llvm::Expected<LossOptions> parse(llvm::StringRef text);
};

/// What the loss has to fit.
struct LossShape {
  size_t outputSize = 0;
  bool hasLabels = false, hasTargets = false;
  /// The output has as many values as the first input.
  bool reconstructs = false;
  size_t numTeachers = 0;
};

/// Fails with one line where the options do not fit the shape or one another.
llvm::Expected<std::unique_ptr<SampleLoss>> makeLoss(const LossOptions &options,
                                                     const LossShape &shape);

} // namespace ecg

#endif // ECG_TRAIN_LOSS_H
