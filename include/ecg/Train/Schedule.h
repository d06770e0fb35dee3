// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The learning rate from step to step.

#ifndef ECG_TRAIN_SCHEDULE_H
#define ECG_TRAIN_SCHEDULE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ecg {

struct ScheduleOptions {
  /// constant; step (times `factor` every `stepEpochs`); cosine (down to
  /// `floor`, Loshchilov and Hutter 2017, started anew `restarts` times in
  /// equal parts); plateau (times `factor` when the validation metric has not
  /// improved for `patience` epochs); one-cycle (Smith and Topin 2019: up from
  /// a 25th of the rate while warming up, or in the first 30 %, then down to
  /// `floor`, both by cosines).
  std::string name = "constant";
  double rate = 1e-3;
  /// Length of a linear increase from 0 at the start, in epochs; may be a part
  /// of one. A factor on all schedules but one-cycle.
  double warmUp = 0;
  double factor = 0.1;
  double stepEpochs = 30;
  unsigned restarts = 0;
  unsigned patience = 10;
  /// The smallest share of `rate`.
  double floor = 0;

  /// "cosine,rate=0.002,warm-up=2" on top of the defaults; the keys are listed
  /// in docs/training.md.
  static llvm::Expected<ScheduleOptions> parse(llvm::StringRef text);
};

class Schedule {
public:
  virtual ~Schedule();
  /// The rate of step `step` (from 0) of `total`.
  virtual double rateAt(uint64_t step, uint64_t total) const = 0;
  /// Told after each epoch how good validation was (higher is better).
  virtual void epochEnded(double metric) { (void)metric; }
  /// For resumed runs; empty for schedules that remember nothing.
  virtual std::vector<double> state() const { return {}; }
  virtual llvm::Error setState(llvm::ArrayRef<double> state);
};

/// `stepsPerEpoch` turns epochs into steps.
llvm::Expected<std::unique_ptr<Schedule>>
makeSchedule(const ScheduleOptions &options, uint64_t stepsPerEpoch);

} // namespace ecg

#endif // ECG_TRAIN_SCHEDULE_H
