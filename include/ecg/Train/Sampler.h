// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which samples an epoch sees, in which order.

#ifndef ECG_TRAIN_SAMPLER_H
#define ECG_TRAIN_SAMPLER_H

#include "ecg/Data/Dataset.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ecg {

struct SamplerOptions {
  /// shuffle: every sample once, in random order (shorter or longer epochs go
  /// on where the last one ended). balanced: drawn with
  /// replacement, a class in proportion to (its samples)^classPower and within
  /// it a record in proportion to (its samples of the class)^recordPower;
  /// samples without label take no part.
  std::string name = "shuffle";
  double classPower = 0.5, recordPower = 1;
  /// Factors on the mass of classes, by index; empty: 1.
  std::vector<double> classFactors;
  /// Samples of one epoch; 0: as many as there are.
  size_t epochSize = 0;

  /// "balanced,class-power=0.5" on top of the defaults; the keys are listed in
  /// docs/training.md.
  static llvm::Expected<SamplerOptions> parse(llvm::StringRef text);
};

class Sampler {
public:
  virtual ~Sampler();
  /// The samples of epoch `epoch`; depends on it and the seed alone, so that a
  /// resumed run sees what the unbroken one would have.
  virtual std::vector<uint32_t> epoch(uint64_t epoch) const = 0;
  virtual size_t epochSize() const = 0;
};

/// Draws from `samples` of `data`. Fails where balancing needs labels or
/// records that are not known.
llvm::Expected<std::unique_ptr<Sampler>>
makeSampler(const SamplerOptions &options, const Dataset &data,
            std::vector<uint32_t> samples, uint64_t seed);

} // namespace ecg

#endif // ECG_TRAIN_SAMPLER_H
