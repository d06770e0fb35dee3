// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where bits go. Private to the room.

#ifndef ECG_LIB_TRAIN_ALQBITS_H
#define ECG_LIB_TRAIN_ALQBITS_H

#include "ecg/Compress/BitCodes.h"
#include "ecg/Train/Alq.h"

namespace ecg {

/// How large a network is, as its goal counts: bytes, or average bits over all
/// weights that there were at first (channels that left have none).
class AlqGoal {
public:
  AlqGoal(const AlqOptions &options, mlir::func::FuncOp function);

  bool isSet() const { return options.bytes || options.bits > 0; }
  double target() const {
    return options.bytes ? double(options.bytes) : options.bits;
  }
  double sizeOf(mlir::func::FuncOp function) const;
  /// "5120 bytes", "1.80 bits a weight"
  std::string describe(double size) const;
  /// The bytes, or bits of single weights, between `size` and `target`.
  double excess(double size, double target) const {
    return (size - target) * (options.bytes ? 1 : numWeights);
  }
  /// What a group costs in a code, in the same units.
  double costOf(const BitCode &code, int64_t weights) const {
    return options.bytes ? double(code.bytes(weights))
                         : code.bitsPerWeight() * double(weights);
  }
  double weightsAtFirst() const { return numWeights; }
  void setWeightsAtFirst(double count) { numWeights = count; }
  bool countsBytes() const { return options.bytes > 0; }

private:
  const AlqOptions &options;
  double numWeights;
};

/// Gives groups of weights fewer bits until the network is as small as `target`
/// (of `goal`), those first of which the loss model (ALQ-5) expects the least
/// loss a byte. Returns the channels that have left the network.
int64_t takeBits(mlir::func::FuncOp function, const AlqOptions &options,
                 const AlqGoal &goal, double target, SecondMoments moments);

} // namespace ecg

#endif // ECG_LIB_TRAIN_ALQBITS_H
