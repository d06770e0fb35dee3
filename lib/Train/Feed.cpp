// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Samples are read in parallel, each into its own place. What they look like
// depends on seed, sample and variant alone.

#include "Feed.h"
#include "ecg/Data/Random.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ecg {

namespace {

/// Shorter inputs are features, not signals.
constexpr int64_t shortestSignal = 32;

/// Keep draws of the same keys apart.
constexpr uint64_t variantPurpose = 0x7661726961, maskPurpose = 0x6d61736b;

} // namespace

Error Feed::fillForTraining(Workers &workers, ArrayRef<uint32_t> samples,
                            uint64_t epoch, Batch &batch) {
  batch.samples.assign(samples.begin(), samples.end());
  batch.variants.clear();
  for (uint32_t sample : samples)
    batch.variants.push_back(
        options.pool
            ? portable::Random({options.seed, variantPurpose, epoch, sample})
                  .below(options.pool)
            : epoch);
  if (Error error = readInputs(workers, batch, options.augment.any()))
    return error;
  addMask(batch, epoch);
  return askTeachers(workers, batch);
}

Error Feed::fillLike(Workers &workers, const Batch &other, Batch &batch) {
  batch.samples = other.samples;
  batch.variants = other.variants;
  return readInputs(workers, batch, options.augment.any());
}

Error Feed::fillAsRecorded(Workers &workers, ArrayRef<uint32_t> samples,
                           Batch &batch) {
  batch.samples.assign(samples.begin(), samples.end());
  batch.variants.assign(samples.size(), 0);
  batch.teacherLogits.clear();
  return readInputs(workers, batch, /*augmented=*/false);
}

Error Feed::readInputs(Workers &workers, Batch &batch, bool augmented) {
  batch.inputs.resize(inputs.size() + (maskSize > 0));
  for (auto [buffer, input] : zip(batch.inputs, inputs))
    buffer.resize(batch.size() * data.sampleSize(input));
  if (maskSize)
    batch.inputs.back().assign(batch.size() * maskSize, 1.0f);
  if (wantsClean)
    batch.clean.resize(batch.inputs.front().size());
  addLabels(batch);
  std::vector<std::string> errors(batch.size());
  workers.run(batch.size(), [&](size_t i) {
    if (Error error = readSample(batch, i, augmented))
      errors[i] = toString(std::move(error));
  });
  for (const std::string &error : errors)
    if (!error.empty())
      return createStringError(error);
  return Error::success();
}

Error Feed::readSample(Batch &batch, size_t i, bool augmented) {
  uint64_t sample = batch.samples[i], variant = batch.variants[i];
  for (auto [k, input] : enumerate(inputs)) {
    size_t size = data.sampleSize(input);
    auto values = MutableArrayRef(batch.inputs[k]).slice(i * size, size);
    if (Error error = data.read(sample, input, values))
      return error;
    auto clean = MutableArrayRef(batch.clean);
    if (wantsClean && k == 0) {
      clean = clean.slice(i * size, size);
      copy(values, clean.begin());
    }
    if (!augmented)
      continue;
    augment(options.augment, input, sample, variant, values);
    if (wantsClean && k == 0)
      augment(options.augment.undisturbed(), input, sample, variant, clean);
  }
  return Error::success();
}

void Feed::augment(const AugmentOptions &how, size_t input, uint64_t sample,
                   uint64_t variant, MutableArrayRef<float> values) {
  const DatasetInfo::Input &info = data.inputs()[input];
  if (info.isTensor() || info.length < shortestSignal)
    augmentFeatures(how, options.seed, sample, variant, values);
  else
    augmentSignal(
        how, {info.leads, info.length, info.timeMajor, data.samplingRate()},
        options.seed, sample, variant, values);
}

void Feed::addMask(Batch &batch, uint64_t epoch) {
  if (!maskSize)
    return;
  float kept = 1 / (1 - options.dropout);
  float *mask = batch.inputs.back().data();
  for (uint32_t sample : batch.samples) {
    portable::Random random({options.seed, maskPurpose, epoch, sample});
    for (size_t i = 0; i < maskSize; ++i)
      *mask++ = random.uniform(0, 1) < options.dropout ? 0 : kept;
  }
}

void Feed::addLabels(Batch &batch) {
  batch.labels.clear();
  batch.targets.clear();
  for (uint32_t sample : batch.samples) {
    batch.labels.push_back(data.labels().empty() ? -1 : data.labels()[sample]);
    if (data.isMultiLabel())
      append_range(batch.targets, data.targetsOf(sample));
  }
}

Error Feed::askTeachers(Workers &workers, Batch &batch) {
  batch.teacherLogits.resize(teachers.size());
  answers.resize(teachers.size());
  for (size_t t = 0; t < teachers.size(); ++t)
    if (Error error = askTeacher(workers, t, batch))
      return error;
  return Error::success();
}

Error Feed::askTeacher(Workers &workers, size_t teacher, Batch &batch) {
  size_t size = teachers[teacher]->outputSize();
  std::vector<float> &logits = batch.teacherLogits[teacher];
  logits.resize(batch.size() * size);
  // Without a pool every variant is new, except that of samples as recorded.
  bool comesAgain = options.pool || !options.augment.any();
  auto keyOf = [&](size_t i) {
    return std::pair(batch.samples[i],
                     options.augment.any() ? batch.variants[i] : uint64_t(0));
  };
  bool allKnown = comesAgain;
  for (size_t i = 0; i < batch.size() && allKnown; ++i) {
    auto known = answers[teacher].find(keyOf(i));
    allKnown = known != answers[teacher].end();
    if (allKnown)
      copy(known->second, logits.begin() + i * size);
  }
  if (allKnown)
    return Error::success();
  if (Error error = teachers[teacher]->teach(workers, batch, logits))
    return error;
  if (comesAgain)
    for (size_t i = 0; i < batch.size(); ++i)
      answers[teacher][keyOf(i)] = ArrayRef(logits).slice(i * size, size).vec();
  return Error::success();
}

} // namespace ecg
