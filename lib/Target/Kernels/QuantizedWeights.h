// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants of a quantized layer, as numbers.

#ifndef ECG_LIB_TARGET_KERNELS_QUANTIZEDWEIGHTS_H
#define ECG_LIB_TARGET_KERNELS_QUANTIZEDWEIGHTS_H

#include "ecg/Compress/Requantize.h"

namespace ecg {

/// One entry an output channel; `weights` have a row for each.
struct QuantizedWeights {
  std::vector<int8_t> weights; ///< [-127, 127], ONNX order
  std::vector<int32_t> bias;
  std::vector<Multiplier> multipliers;

  std::vector<int32_t> mult() const {
    std::vector<int32_t> values;
    for (const Multiplier &m : multipliers)
      values.push_back(m.mult);
    return values;
  }
  std::vector<int8_t> shift() const {
    std::vector<int8_t> values;
    for (const Multiplier &m : multipliers)
      values.push_back(static_cast<int8_t>(m.shift));
    return values;
  }
};

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_QUANTIZEDWEIGHTS_H
