// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where ALQ put the bits, and what each step cost: as JSON and as pictures.

#ifndef ECG_TOOLS_ECGOPT_ALQREPORT_H
#define ECG_TOOLS_ECGOPT_ALQREPORT_H

#include "ecg/Train/Alq.h"
#include "llvm/Support/JSON.h"

namespace ecg {

class AlqReport {
public:
  /// The network as it is after a stage; the last one counts for the layers.
  void add(mlir::func::FuncOp function, const AlqStage &stage);

  bool isEmpty() const { return stages.empty(); }
  llvm::json::Object toJson() const;
  /// Each layer a bar of its groups, the ones with most bits first.
  std::string drawBits() const;
  /// Accuracy (or loss) on the validation split over bytes, stage by stage.
  std::string drawCurve() const;

private:
  struct Stage {
    std::string name, metric;
    int64_t bytes, channelsRemoved;
    double bits, value;
  };

  std::vector<Stage> stages;
  std::vector<MultiBitLayer> layers;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_ALQREPORT_H
