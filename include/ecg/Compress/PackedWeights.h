// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// int8 weights in fewer bits, without loss (docs/numerics.md
// `@packed_weights`). How a row is stored follows from its values: whoever
// wants small files makes values that small codes can hold. Plain arrays, no
// MLIR types. Bias and multipliers: ChannelTables.h.

#ifndef ECG_COMPRESS_PACKEDWEIGHTS_H
#define ECG_COMPRESS_PACKEDWEIGHTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// One way to store a row of weights in [-127, 127]. Rows begin and end at
/// bytes. Codes have no state; `codebook` is the layer's, sorted, of at most 16
/// values, empty where the layer has none.
class WeightCode {
public:
  virtual ~WeightCode();

  /// What stands for the code in a layer's table of codes, 0 to 15.
  virtual uint8_t getId() const = 0;
  /// What reports call it: "zero", "ternary", "4 bits", ...
  virtual std::string getName() const = 0;

  /// Bytes of `row` in this code; nothing when it has values the code lacks.
  virtual std::optional<int64_t>
  getBytes(llvm::ArrayRef<int8_t> row,
           llvm::ArrayRef<int8_t> codebook) const = 0;

  /// Appends `row`, for which getBytes() knows the size.
  virtual void encode(llvm::ArrayRef<int8_t> row,
                      llvm::ArrayRef<int8_t> codebook,
                      std::vector<uint8_t> &to) const = 0;

  /// Fills `row` from the first bytes of `from` and says how many these were;
  /// nothing when `from` is too short or no row of this code.
  virtual std::optional<size_t>
  decode(llvm::ArrayRef<uint8_t> from, llvm::ArrayRef<int8_t> codebook,
         llvm::MutableArrayRef<int8_t> row) const = 0;
};

/// All codes; of codes that make a row equally small the first is the one to
/// take, because it is unpacked in the fewest instructions.
llvm::ArrayRef<const WeightCode *> weightCodes();

/// The code with that id, or null.
const WeightCode *findWeightCode(uint8_t id);

/// A layer's weights as a device stores them.
struct PackedWeights {
  std::vector<uint8_t> weights; ///< row behind row
  std::vector<uint8_t> codes;   ///< the code of each row, and the codebook

  int64_t bytes() const {
    return static_cast<int64_t>(weights.size() + codes.size());
  }
};

/// Packs the `rows` equal rows of `weights`, values in [-127, 127], each in its
/// best code, or all in one where that is smaller with the table of codes.
PackedWeights packWeights(llvm::ArrayRef<int8_t> weights, int64_t rows);

/// The weights again, `rows` rows of `rowSize`; nothing when the bytes are not
/// what packWeights makes.
std::optional<std::vector<int8_t>> unpackWeights(const PackedWeights &packed,
                                                 int64_t rows, int64_t rowSize);

/// Bits of one row in its best code without a codebook, for those who choose
/// weights under a budget of bytes.
int64_t packedBits(llvm::ArrayRef<int8_t> row);

/// Bits of `size` weights that reach from -largest to largest, in [0, 127]: at
/// least what packedBits() says of such a row. largest = 1 is ternary, 7 has
/// four bits.
int64_t packedBits(int64_t size, int64_t largest);

/// How many rows have which code ("12 x 4 bits, 3 x ternary").
std::string describeCodes(const PackedWeights &packed, int64_t rows);

/// The ids of all codes in use, as bits.
uint32_t usedCodes(const PackedWeights &packed, int64_t rows);

} // namespace ecg

#endif // ECG_COMPRESS_PACKEDWEIGHTS_H
