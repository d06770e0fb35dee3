// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A folder that ecg-opt has written for a target, with its report.

#ifndef ECG_TOOLS_ECGBENCH_COMPILEDMODEL_H
#define ECG_TOOLS_ECGBENCH_COMPILEDMODEL_H

#include "Board.h"
#include "ecg/Target/Tools.h"

namespace ecg {

/// An input or output of the network.
struct ModelPort {
  std::string id;
  bool isOutput = false;
  int64_t elements = 0;
};

/// A kernel call, with the integers among its parameters.
struct ModelCall {
  std::string layer, kernel;
  CallParams params;

  int64_t operator[](const std::string &name) const;
};

class CompiledModel {
public:
  /// Runs ecg-opt, which lies beside this program, with `arguments` (model and
  /// flags) for the target.
  static llvm::Expected<CompiledModel>
  compile(const Target &target, llvm::ArrayRef<std::string> arguments);

  const std::string &name() const { return id; }
  const std::string &number() const { return numbers; }
  llvm::ArrayRef<ModelPort> ports() const { return portRows; }
  llvm::ArrayRef<ModelCall> calls() const { return callRows; }
  int64_t macs() const;

  /// Runs the self test on the board and counts every call. An error when
  /// results are wrong, too.
  llvm::Expected<ProgramCosts> run(const Board &board) const;

private:
  explicit CompiledModel(TempFolder folder) : folder(std::move(folder)) {}
  llvm::Error readReport();
  std::string harness(const Target &target) const;
  void addMacs(std::vector<LayerCosts> &layers) const;

  TempFolder folder;
  std::string id, numbers;
  std::vector<ModelPort> portRows;
  std::vector<ModelCall> callRows;
  std::map<std::string, int64_t> macsOfLayers;
  ProgramCosts sizes; ///< without counts
  bool hasState = false;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGBENCH_COMPILEDMODEL_H
