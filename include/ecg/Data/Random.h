// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Seeded random numbers of generated data and of training: xoshiro256++
// (Blackman and Vigna, 2019) seeded by splitmix64. Integers and exact sums
// only, so a seed means the same everywhere. Not for cryptography.
#ifndef ECG_DATA_RANDOM_H
#define ECG_DATA_RANDOM_H

#include <cstdint>
#include <initializer_list>

namespace ecg::portable {

class Random {
public:
  /// A stream of its own for every list of keys, e.g. {seed, person, rhythm}.
  explicit Random(std::initializer_list<uint64_t> keys) {
    uint64_t mixed = 0;
    for (uint64_t key : keys)
      mixed = splitmix(mixed ^ splitmix(key));
    for (uint64_t &word : state)
      word = mixed = splitmix(mixed);
  }

  uint64_t bits() {
    uint64_t result = rotate(state[0] + state[3], 23) + state[0];
    uint64_t shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 45);
    return result;
  }

  /// Uniform in [low, high), 53 bits.
  double uniform(double low, double high) {
    return low + (high - low) * ((bits() >> 11) * 0x1p-53);
  }

  /// Uniform in 0 .. count - 1; the bias of 2^-64 * count is of no concern.
  uint64_t below(uint64_t count) { return bits() % count; }

  /// Mean 0, deviation 1: a sum of twelve uniforms (Irwin-Hall), exact and
  /// without a logarithm; its tails end at 6.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i)
      sum += uniform(0, 1);
    return sum;
  }

  /// The same from a single draw, for noise by the thousand: a sum of its eight
  /// bytes, in steps of 0.005; its tails end at 4.9.
  float coarseNormal() {
    constexpr uint64_t kEvenBytes = 0x00ff00ff00ff00ff;
    constexpr uint64_t kSumOfLanes = 0x0001000100010001;
    uint64_t drawn = bits();
    uint64_t pairs = (drawn & kEvenBytes) + (drawn >> 8 & kEvenBytes);
    int sum = static_cast<int>(pairs * kSumOfLanes >> 48);
    // 8 bytes have mean 8 * 255 / 2 and variance 8 * (256^2 - 1) / 12.
    constexpr float kDeviation = 209.0215299f;
    return static_cast<float>(sum - 1020) * (1 / kDeviation);
  }

private:
  static uint64_t splitmix(uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
  }
  static uint64_t rotate(uint64_t x, int by) {
    return x << by | x >> (64 - by);
  }

  uint64_t state[4];
};

} // namespace ecg::portable

#endif // ECG_DATA_RANDOM_H
