// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fields of a few bits, the first in the lowest bits of the first byte.

#ifndef ECG_LIB_COMPRESS_WEIGHTCODES_BITFIELDS_H
#define ECG_LIB_COMPRESS_WEIGHTCODES_BITFIELDS_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Bytes of `count` fields of `bits` bits.
inline int64_t bytesOfFields(int64_t count, unsigned bits) {
  return (count * bits + 7) / 8;
}

/// Appends whole bytes; the last one is filled up with zeros when it goes out
/// of scope.
class BitWriter {
public:
  explicit BitWriter(std::vector<uint8_t> &to) : to(to) {}
  ~BitWriter() {
    if (filled)
      to.push_back(static_cast<uint8_t>(buffer));
  }

  void write(int value, unsigned bits) {
    buffer |= (static_cast<uint32_t>(value) & ((1u << bits) - 1)) << filled;
    for (filled += bits; filled >= 8; filled -= 8, buffer >>= 8)
      to.push_back(static_cast<uint8_t>(buffer));
  }

private:
  std::vector<uint8_t> &to;
  uint32_t buffer = 0;
  unsigned filled = 0;
};

/// Field `index` of `bits` <= 8 bits, unsigned.
inline unsigned readField(llvm::ArrayRef<uint8_t> from, int64_t index,
                          unsigned bits) {
  unsigned value = 0;
  for (unsigned b = 0; b < bits; ++b) {
    int64_t at = index * bits + b;
    value |= (from[at / 8] >> (at % 8) & 1u) << b;
  }
  return value;
}

/// The two's complement number that the lowest `bits` bits of `field` are.
inline int signedField(unsigned field, unsigned bits) {
  int value = static_cast<int>(field);
  return value >= 1 << (bits - 1) ? value - (1 << bits) : value;
}

/// True when `value` is a two's complement number of `bits` bits.
inline bool fitsField(int value, unsigned bits) {
  return value >= -(1 << (bits - 1)) && value < 1 << (bits - 1);
}

} // namespace ecg

#endif // ECG_LIB_COMPRESS_WEIGHTCODES_BITFIELDS_H
