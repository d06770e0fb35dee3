// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main job of ecg-run: a model over labelled data, and what that is worth.

#ifndef ECG_TOOLS_ECGRUN_RATING_H
#define ECG_TOOLS_ECGRUN_RATING_H

#include "Flags.h"
#include "MetricChoice.h"
#include "Report.h"
#include "ecg/Exec/Evaluate.h"

namespace ecg {

class Rating {
public:
  Rating(const Flags &flags, mlir::ModuleOp module, const Program &program,
         const Dataset &data, const EvaluateOptions &options)
      : flags(flags), module(module), program(program), data(data),
        options(options) {}

  /// Evaluates, prints the report and writes JSON where asked to.
  llvm::Error run();

private:
  llvm::Error readContext();
  llvm::Error readScale();
  llvm::Error checkLabelled(llvm::StringRef split) const;
  llvm::Expected<Evaluation> run(llvm::StringRef split);
  llvm::Expected<Outcome> reconstruct();
  llvm::Expected<Outcome> classify();
  llvm::Expected<ScoredSamples> score(llvm::StringRef split);
  llvm::Error report(const Outcome &outcome, const MetricChoice &choice);

  // Thresholds.cpp
  bool hasThresholds() const;
  std::vector<std::string> thresholdNames() const;
  std::vector<float> startThresholds() const;
  llvm::Error readThresholdFile();
  llvm::Error tune();
  llvm::Error chooseThresholds();

  const Flags &flags;
  mlir::ModuleOp module;
  const Program &program;
  const Dataset &data;
  EvaluateOptions options;
  MetricContext context;
  std::optional<ScoreScale> scale;
  std::vector<size_t> inputs; ///< of the data, those the model takes
  double seconds = 0;         ///< of the last split
  /// From a file or tuned.
  std::optional<ThresholdTable> thresholds;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_RATING_H
