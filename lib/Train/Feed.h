// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fills batches: reads samples, augments them, asks teachers.

#ifndef ECG_LIB_TRAIN_FEED_H
#define ECG_LIB_TRAIN_FEED_H

#include "ecg/Exec/Workers.h"
#include "ecg/Train/Trainer.h"
#include "llvm/ADT/DenseMap.h"

namespace ecg {

class Feed {
public:
  /// `inputs[i]` is the data's input that fills input i of the network; a last
  /// one of `maskSize` values a sample is the mask of dropout, if not 0.
  Feed(const Dataset &data, llvm::ArrayRef<size_t> inputs,
       const TrainOptions &options, llvm::ArrayRef<Teacher *> teachers,
       bool wantsClean, size_t maskSize = 0)
      : data(data), inputs(inputs.begin(), inputs.end()), options(options),
        teachers(teachers), wantsClean(wantsClean), maskSize(maskSize) {}

  /// `samples` as epoch `epoch` sees them.
  llvm::Error fillForTraining(Workers &workers,
                              llvm::ArrayRef<uint32_t> samples, uint64_t epoch,
                              Batch &batch);
  /// The same samples and variants as another batch, of this feed's data.
  llvm::Error fillLike(Workers &workers, const Batch &other, Batch &batch);
  /// `samples` as they are, without teachers.
  llvm::Error fillAsRecorded(Workers &workers, llvm::ArrayRef<uint32_t> samples,
                             Batch &batch);

private:
  llvm::Error readInputs(Workers &workers, Batch &batch, bool augmented);
  llvm::Error readSample(Batch &batch, size_t i, bool augmented);
  void augment(const AugmentOptions &how, size_t input, uint64_t sample,
               uint64_t variant, llvm::MutableArrayRef<float> values);
  void addLabels(Batch &batch);
  void addMask(Batch &batch, uint64_t epoch);
  llvm::Error askTeachers(Workers &workers, Batch &batch);
  llvm::Error askTeacher(Workers &workers, size_t teacher, Batch &batch);

  const Dataset &data;
  llvm::SmallVector<size_t> inputs;
  const TrainOptions &options;
  llvm::ArrayRef<Teacher *> teachers;
  bool wantsClean;
  size_t maskSize;
  /// What teacher t said about a variant of a sample; only kept where the same
  /// will be asked again.
  using Answers =
      llvm::DenseMap<std::pair<uint32_t, uint64_t>, std::vector<float>>;
  std::vector<Answers> answers;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_FEED_H
