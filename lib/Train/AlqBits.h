// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where bits go. Private to the room.

#ifndef ECG_LIB_TRAIN_ALQBITS_H
#define ECG_LIB_TRAIN_ALQBITS_H

#include "ecg/Train/Alq.h"

namespace ecg {

/// How large a network is, as its goal counts: bytes, or average bits.
class AlqGoal {
public:
  explicit AlqGoal(const AlqOptions &options) : options(options) {}

  bool isSet() const { return options.bytes || options.bits > 0; }
  double target() const {
    return options.bytes ? double(options.bytes) : options.bits;
  }
  double sizeOf(mlir::func::FuncOp function) const {
    return options.bytes ? double(storedBytes(function))
                         : averageBits(function);
  }

private:
  const AlqOptions &options;
};

/// Gives groups of weights fewer bits until the network is as small as `target`
/// (of `goal`), those first of which the loss model (ALQ-5) expects the least
/// loss a byte. Returns the channels that have left the network.
int64_t takeBits(mlir::func::FuncOp function, const AlqOptions &options,
                 double target, SecondMoments moments);

} // namespace ecg

#endif // ECG_LIB_TRAIN_ALQBITS_H
