// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One "name=value" for each option.

#include "RunSettings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

namespace ecg {

namespace {

class Line {
public:
  template <typename T> Line &add(llvm::StringRef name, const T &value) {
    text += llvm::formatv("{0}{1}={2}", text.empty() ? "" : " ", name, value);
    return *this;
  }
  Line &add(llvm::StringRef name, const std::vector<double> &values) {
    std::string list;
    for (double value : values)
      list += (list.empty() ? "" : "+") + llvm::formatv("{0}", value).str();
    return add(name, list);
  }
  std::string get() { return std::move(text); }

private:
  std::string text;
};

} // namespace

std::string describeRun(const TrainOptions &o, const Dataset &data,
                        size_t numWeights) {
  Line line;
  line.add("weights", numWeights)
      .add("samples", data.size())
      .add("train", o.trainSplit)
      .add("val", o.valSplit)
      .add("scheme", data.getInfo().activeScheme)
      .add("epochs", o.epochs)
      .add("batch", o.batch)
      .add("seed", o.seed)
      .add("pool", o.pool)
      .add("clip", o.clipNorm)
      .add("average", o.averageDecay)
      .add("dropout", o.dropout)
      .add("freeze", o.freezeStatistics)
      .add("activation-scales", o.activationScales)
      .add("metric", o.metric)
      .add("patience", o.patience);
  const OptimizerOptions &p = o.optimizer;
  line.add("optimizer", p.name)
      .add("momentum", p.momentum)
      .add("nesterov", p.nesterov)
      .add("beta1", p.beta1)
      .add("beta2", p.beta2)
      .add("epsilon", p.epsilon)
      .add("decay", p.weightDecay);
  const ScheduleOptions &s = o.schedule;
  line.add("schedule", s.name)
      .add("rate", s.rate)
      .add("warm-up", s.warmUp)
      .add("factor", s.factor)
      .add("step-epochs", s.stepEpochs)
      .add("restarts", s.restarts)
      .add("schedule-patience", s.patience)
      .add("floor", s.floor);
  const LossOptions &l = o.loss;
  line.add("loss", l.name)
      .add("smoothing", l.labelSmoothing)
      .add("class-weights", l.classWeights)
      .add("distill", l.distillWeight)
      .add("temperature", l.temperature)
      .add("teachers", l.teacherWeights)
      .add("form", l.distillForm);
  const SamplerOptions &d = o.sampler;
  line.add("sampler", d.name)
      .add("class-power", d.classPower)
      .add("record-power", d.recordPower)
      .add("class-factors", d.classFactors)
      .add("epoch-size", d.epochSize);
  const AugmentOptions &a = o.augment;
  line.add("augment", a.probability)
      .add("shift", a.shift)
      .add("shift-samples", a.shiftSamples)
      .add("stretch", a.stretch)
      .add("amplitude", a.amplitude)
      .add("noise", a.noise)
      .add("wander", a.wander)
      .add("lead-dropout", a.leadDropout)
      .add("cut", a.cut)
      .add("features", a.features);
  return line.get();
}

} // namespace ecg
