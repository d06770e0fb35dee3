// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main job: from a model to a verified folder of C.

#ifndef ECG_TOOLS_ECGOPT_COMPILE_H
#define ECG_TOOLS_ECGOPT_COMPILE_H

namespace ecg {

/// Exit code where everything worked, but the result misses a goal.
constexpr int goalMissed = 2;

/// Reads the command line and does what it says; returns the exit code.
int runCompile(int argc, char **argv);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_COMPILE_H
