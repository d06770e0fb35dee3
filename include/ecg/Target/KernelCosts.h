// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a kernel call will cost, told from its parameters before anything runs.
// Fitted to counts of ecg-bench, and compared with them by tests.

#ifndef ECG_TARGET_KERNELCOSTS_H
#define ECG_TARGET_KERNELCOSTS_H

#include "ecg/Target/Targets.h"
#include <map>
#include <optional>
#include <string>

namespace ecg {

/// Integers among the parameters of a call, by name.
using CallParams = std::map<std::string, int64_t>;

struct PredictedCosts {
  int64_t instructions = 0;
  /// By the target's cycle table, without wait states; none where predictions
  /// were not fitted to that table.
  std::optional<int64_t> cycles;
};

/// Costs of `kernel` ("ecg_conv1d_s8") on `target`; none for kernels that were
/// not fitted. A fused pool counts by the positions it looks at.
std::optional<PredictedCosts> predictCosts(const Target &target,
                                           llvm::StringRef kernel,
                                           const CallParams &params);

} // namespace ecg

#endif // ECG_TARGET_KERNELCOSTS_H
