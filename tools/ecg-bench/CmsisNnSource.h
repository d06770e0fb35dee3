// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program of CMSIS-NN calls as C text.

#ifndef ECG_TOOLS_ECGBENCH_CMSISNNSOURCE_H
#define ECG_TOOLS_ECGBENCH_CMSISNNSOURCE_H

#include "CompiledModel.h"

namespace ecg {

class CmsisNnSource {
public:
  /// Adds what `call` does; false where only the boundary is converted, which
  /// nobody does by CMSIS-NN. An error names layer and cause.
  llvm::Expected<bool> add(const ModelCall &call);

  /// All layers in `peer_run`, a mark behind each, and a main program that runs
  /// it once. Activations lie in two buffers that take turns. It ends at the
  /// first layer whose call fails.
  std::string print(llvm::StringRef mark) const;

private:
  void addConv1d(const ModelCall &call);
  void addLinear(const ModelCall &call);
  void addPool(const ModelCall &conv);
  void addTables(int64_t weights, int64_t channels);
  /// Input and output of the next call: the other way round each time.
  std::string turn(int64_t inputBytes, int64_t outputBytes);
  /// The largest context any of its kernels asks for.
  void needContext(int64_t columns);

  std::string tables, body;
  int layers = 0, calls = 0;
  int64_t bufferBytes[2] = {0, 0};
  int64_t contextBytes = 4;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGBENCH_CMSISNNSOURCE_H
