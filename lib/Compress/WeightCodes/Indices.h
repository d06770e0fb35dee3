// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Indices into a codebook of at most 16 values, as fields of 1 to 4 bits.

#ifndef ECG_LIB_COMPRESS_WEIGHTCODES_INDICES_H
#define ECG_LIB_COMPRESS_WEIGHTCODES_INDICES_H

#include "BitFields.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

namespace ecg {

constexpr size_t kLargestCodebook = 16;

/// Bits of an index into so many values.
inline unsigned indexBits(size_t values) {
  return values <= 2 ? 1 : llvm::Log2_64_Ceil(values);
}

/// Appends the index of each weight, which has to be in `codebook`.
inline void writeIndices(llvm::ArrayRef<int8_t> row,
                         llvm::ArrayRef<int8_t> codebook,
                         std::vector<uint8_t> &to) {
  BitWriter writer(to);
  for (int8_t weight : row)
    writer.write(
        static_cast<int>(llvm::find(codebook, weight) - codebook.begin()),
        indexBits(codebook.size()));
}

/// Fills `row` and returns the bytes that were read; nothing where `from` is
/// too short or holds other indices.
inline std::optional<size_t> readIndices(llvm::ArrayRef<uint8_t> from,
                                         llvm::ArrayRef<int8_t> codebook,
                                         llvm::MutableArrayRef<int8_t> row) {
  unsigned bits = indexBits(codebook.size());
  size_t bytes = bytesOfFields(row.size(), bits);
  if (codebook.empty() || from.size() < bytes)
    return std::nullopt;
  for (size_t i = 0; i < row.size(); ++i) {
    unsigned index = readField(from, i, bits);
    if (index >= codebook.size())
      return std::nullopt;
    row[i] = codebook[index];
  }
  return bytes;
}

} // namespace ecg

#endif // ECG_LIB_COMPRESS_WEIGHTCODES_INDICES_H
