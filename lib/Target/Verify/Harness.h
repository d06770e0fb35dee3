// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main program that verification puts around an emitted model.

#ifndef ECG_LIB_TARGET_VERIFY_HARNESS_H
#define ECG_LIB_TARGET_VERIFY_HARNESS_H

#include "ecg/Target/EmitC.h"

namespace ecg {

/// Files of the machine that runs the harness, or the simulator it runs in.
struct HarnessFiles {
  std::string inputs;  ///< read until it ends: the inputs of every sample
  std::string outputs; ///< written: the outputs of every sample
  std::string figures; ///< written: int32 a HarnessFigure
};

/// What a run tells about itself.
enum HarnessFigure { Status, Instructions, Stack, SelfTest, NumFigures };

/// The main program in C, over runtime/ports/port.h.
std::string printHarness(const CModel &model, bool selfTest,
                         const HarnessFiles &files);

} // namespace ecg

#endif // ECG_LIB_TARGET_VERIFY_HARNESS_H
