// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantization does to each layer: the values of the integer network
// against those of the float network it was made from.

#ifndef ECG_TARGET_LAYERERRORS_H
#define ECG_TARGET_LAYERERRORS_H

#include "ecg/Target/Samples.h"
#include "mlir/IR/BuiltinOps.h"

namespace ecg {

/// Signal-to-quantization-noise ratio of a value over samples, in dB: ten times
/// the logarithm of the sum of squares in float over that of the differences.
/// The same values count as 200 dB.
struct LayerError {
  std::string name, op;
  double sqnr = 0;
};

struct LayerErrors {
  std::vector<LayerError> outputs; ///< of the network, in order; op is empty
  std::vector<LayerError> layers;  ///< those that both networks have, in order
  size_t samples = 0;              ///< that were run

  /// The layers furthest from float, worst first.
  std::vector<LayerError> worst(size_t count) const;
};

/// The ratio of the elements [begin, begin + count) of every sample.
double measureSqnr(llvm::ArrayRef<std::vector<float>> exact,
                   llvm::ArrayRef<std::vector<float>> rounded, size_t begin,
                   size_t count);

/// Runs both networks on `samples`. Layers are the same where name, kind and
/// shape are; integers count as the reals they stand for. Errors add up from
/// layer to layer, as they do on the device. Fails with a diagnostic.
mlir::FailureOr<LayerErrors> measureLayerErrors(mlir::ModuleOp floatNetwork,
                                                mlir::ModuleOp network,
                                                const Samples &samples);

} // namespace ecg

#endif // ECG_TARGET_LAYERERRORS_H
