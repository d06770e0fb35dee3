// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What samplers share. Private to the room.

#ifndef ECG_LIB_TRAIN_SAMPLERPARTS_H
#define ECG_LIB_TRAIN_SAMPLERPARTS_H

#include "ecg/Data/Random.h"
#include "ecg/Train/Sampler.h"

namespace ecg {

/// Random numbers of epoch (or pass) `number` of a run.
inline portable::Random randomOfEpoch(uint64_t seed, uint64_t number) {
  constexpr uint64_t kPurpose = 0x73616d706c657200; // "sampler"
  return portable::Random({seed, number, kPurpose});
}

using SamplerOr = llvm::Expected<std::unique_ptr<Sampler>>;

SamplerOr makeBalanced(const SamplerOptions &options, const Dataset &data,
                       std::vector<uint32_t> samples, uint64_t seed);

} // namespace ecg

#endif // ECG_LIB_TRAIN_SAMPLERPARTS_H
