// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What proofs, accuracy and self tests run on: samples of a data set, or made
// up ones where the user named none. All in memory, in float.

#ifndef ECG_TARGET_SAMPLES_H
#define ECG_TARGET_SAMPLES_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Program.h"

namespace ecg {

struct Samples {
  /// One sample: the elements of every input of the program, in order.
  using Values = std::vector<std::vector<float>>;

  std::vector<Values> inputs;
  std::vector<int32_t> labels; ///< one a sample, or empty
  std::string description;     ///< for reports

  size_t size() const { return inputs.size(); }

  /// The samples `indices` of `data`, which must have what `program` reads.
  static llvm::Expected<Samples> read(const Dataset &data,
                                      llvm::ArrayRef<uint32_t> indices,
                                      const Program &program);

  /// `count` samples of seeded noise, the same on every machine: normal, or
  /// where an input holds integers, of those.
  static Samples random(const Program &program, size_t count);
};

/// What `program` makes of every sample: the elements of all outputs in order.
/// Runs on all cores; the result does not depend on how many there are.
std::vector<std::vector<float>> runAll(const Program &program,
                                       const Samples &samples);

} // namespace ecg

#endif // ECG_TARGET_SAMPLES_H
