// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each part parses its own text.

#include "ecg/Train/Trainer.h"

using llvm::Error;

namespace ecg {

Error TrainTexts::apply(TrainOptions &options) const {
  double rate = options.schedule.rate;
  if (Error error =
          OptimizerOptions::parse(optimizer).moveInto(options.optimizer))
    return error;
  if (Error error = ScheduleOptions::parse(schedule).moveInto(options.schedule))
    return error;
  if (Error error = LossOptions::parse(loss).moveInto(options.loss))
    return error;
  if (Error error = SamplerOptions::parse(sampler).moveInto(options.sampler))
    return error;
  options.schedule.rate = rate;
  return AugmentOptions::parse(augment).moveInto(options.augment);
}

} // namespace ecg
