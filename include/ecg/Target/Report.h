// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a compilation tells people: layers, costs, memory map, accuracy and
// proof, as one value that is printed as text and as JSON. Collects what others
// measured; measures nothing.

#ifndef ECG_TARGET_REPORT_H
#define ECG_TARGET_REPORT_H

#include "ecg/Metrics/Confusion.h"
#include "ecg/Target/KernelCosts.h"
#include "ecg/Target/LayerErrors.h"
#include "ecg/Target/Parameters.h"
#include "ecg/Target/Sizes.h"
#include "llvm/Support/JSON.h"

namespace ecg {

/// One layer of the network that was emitted.
struct LayerRow {
  std::string name, op;
  llvm::SmallVector<int64_t> shape; ///< of the result
  int activationBits = 32;
  int weightBits = 0; ///< 0: no weights
  int64_t macs = 0;
  int64_t paramBytes = 0;
  int64_t receptiveField = 0; ///< input samples one result sees; 0: unknown
};

/// One buffer of the arena; alive from call `first` to call `last`.
struct BufferRow {
  std::string name;
  int64_t offset = 0, bytes = 0;
  size_t first = 0, last = 0;
};

/// One kernel call of the program.
struct CallRow {
  std::string layer, kernel;
  CallParams params;
  std::optional<PredictedCosts> predicted;
};

/// How well a program names the labelled class, on one split.
struct AccuracyRow {
  std::string program; ///< "float", "int8"
  Metrics metrics;
};

/// Emitted C against the executor.
struct ProofRow {
  std::string machine; ///< "host (gcc)", "mps2-an386 under QEMU"
  int64_t samples = 0;
  int64_t identical = 0;    ///< samples whose outputs are the same bits
  double largestError = 0;  ///< largest |difference| / largest |output|
  double allowedError = 0;  ///< 0: the same bits are required
  int64_t instructions = 0; ///< of the dearest sample, 0 unknown
  int64_t stackBytes = 0;   ///< measured, 0 unknown
  std::optional<bool> selfTest;

  bool passed() const;
};

/// A limit the user set, and what became of it.
struct GoalRow {
  std::string what; ///< "bytes of parameters"
  double limit, reached;
};

/// Accuracy in percent, of the network before compression and of the emitted
/// one, on the split that choices are made by.
struct ValidationRow {
  std::string split;
  double before = 0, after = 0;
};

struct Report {
  std::string model, source, target, number; ///< number: "int8" or "float32"
  std::vector<LayerRow> layers;
  std::vector<CallRow> calls;
  std::vector<BufferRow> buffers;
  /// No plan could have a smaller arena: the largest sum of bytes alive at
  /// once.
  int64_t arenaLowerBound = 0;
  std::vector<CPort> ports;
  Sizes sizes;
  Parameters parameters;
  std::string data, split, leakage, calibration;
  std::vector<std::string> preparation; ///< of each input, where data told
  std::vector<std::string> notes;       ///< about the data, one line each
  std::vector<AccuracyRow> accuracies;
  std::string noAccuracy; ///< why there is none, where data was given
  /// The integer network against float, where this run made it of one.
  std::optional<LayerErrors> quantization;
  /// Share of the split for which float and int8 name the same class.
  std::optional<double> agreement;
  std::vector<GoalRow> goals;
  std::optional<ValidationRow> validation;
  std::string proofInputs; ///< what the proofs ran on
  std::vector<ProofRow> proofs;
};

/// How many layers the reports name as the worst.
constexpr size_t worstLayers = 5;

/// The arena over its lower bound.
double arenaRatio(const Report &report);

/// The layers of an `ecg` function, in order.
std::vector<LayerRow> describeLayers(mlir::func::FuncOp func);

/// The kernel calls, and what they are predicted to cost.
std::vector<CallRow> describeCalls(const CModel &model);

/// The buffers of a planned `ecgrt` function, by offset.
std::vector<BufferRow> describeBuffers(mlir::func::FuncOp func);

/// As goals are printed: whole, or one decimal.
std::string numberOfGoal(double value);

/// The report for people.
void printReport(llvm::raw_ostream &os, const Report &report);

/// The same for programs; keys are documented in docs/output.md.
llvm::json::Value toJson(const Report &report);

/// README.txt of the emitted folder: how to use it, and what it costs.
std::string printReadme(const CModel &model, const Report &report);

} // namespace ecg

#endif // ECG_TARGET_REPORT_H
