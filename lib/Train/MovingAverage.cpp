// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The exponential moving average of weights.

#include "ecg/Train/Optimizer.h"
#include <algorithm>

using namespace llvm;

namespace ecg {

MovingAverage::MovingAverage(ArrayRef<float> values, double decay)
    : average(values.vec()), decay(decay) {}

void MovingAverage::update(ArrayRef<float> values) {
  assert(values.size() == average.size() && "the same weights");
  ++count;
  const float mix = 1 - std::min(decay, (1.0 + count) / (10.0 + count));
  float *__restrict mean = average.data();
  const float *__restrict value = values.data();
  for (size_t i = 0, n = average.size(); i < n; ++i)
    mean[i] += mix * (value[i] - mean[i]);
}

void MovingAverage::restore(std::vector<float> values, uint64_t steps) {
  assert(values.size() == average.size() && "the same weights");
  average = std::move(values);
  count = steps;
}

} // namespace ecg
