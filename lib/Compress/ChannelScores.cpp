// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums in the order of the weights, in double.

#include "ecg/Compress/ChannelScores.h"
#include "ecg/Data/Random.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <cmath>

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

/// Keeps draws of the same keys apart.
static constexpr uint64_t scorePurpose = 0x73636f7265;

/// One sum a channel of what `term` makes of the index of each weight.
template <typename Term>
static std::vector<double> sumOver(const ChannelWeights &channels, Term term) {
  std::vector<double> sums;
  for (ArrayRef<WeightSpan> spans : channels) {
    double sum = 0;
    for (WeightSpan span : spans)
      for (size_t i = span.offset; i < span.offset + span.size; ++i)
        sum += term(i);
    sums.push_back(sum);
  }
  return sums;
}

std::vector<double> scoreL1(ArrayRef<float> values,
                            const ChannelWeights &channels) {
  return sumOver(channels,
                 [&](size_t i) { return std::fabs(double(values[i])); });
}

std::vector<double> scoreL2(ArrayRef<float> values,
                            const ChannelWeights &channels) {
  std::vector<double> scores = sumOver(
      channels, [&](size_t i) { return double(values[i]) * values[i]; });
  for (double &score : scores)
    score = std::sqrt(score);
  return scores;
}

std::vector<double> scoreRandomly(uint64_t seed, uint64_t layer,
                                  size_t channels) {
  portable::Random random({seed, scorePurpose, layer});
  std::vector<double> scores(channels);
  for (double &score : scores)
    score = random.uniform(0, 1);
  return scores;
}

void addTaylorScores(ArrayRef<float> values, ArrayRef<float> gradients,
                     const ChannelWeights &channels,
                     MutableArrayRef<double> scores) {
  assert(values.size() == gradients.size());
  std::vector<double> sums = sumOver(
      channels, [&](size_t i) { return double(gradients[i]) * values[i]; });
  for (auto [score, sum] : llvm::zip_equal(scores, sums))
    score += sum * sum;
}

void normalizeScores(MutableArrayRef<double> scores) {
  double squares = 0;
  for (double score : scores)
    squares += score * score;
  if (squares == 0)
    return;
  double norm = std::sqrt(squares / scores.size());
  for (double &score : scores)
    score /= norm;
}

} // namespace ecg
