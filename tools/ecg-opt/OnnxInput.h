// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `ecg-opt model.onnx --emit=ecg [--name=N] [-o FILE]`: import only.

#ifndef ECG_TOOLS_ECGOPT_ONNXINPUT_H
#define ECG_TOOLS_ECGOPT_ONNXINPUT_H

/// True when an argument names an ONNX file.
bool hasOnnxInput(int argc, char **argv);

/// Runs the import; returns the exit code.
int runOnnxInput(int argc, char **argv);

#endif // ECG_TOOLS_ECGOPT_ONNXINPUT_H
