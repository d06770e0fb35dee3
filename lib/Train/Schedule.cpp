// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Learning rates from step to step. Cosines come from PortableMath.h, so that a
// run is the same on every machine.

#include "ecg/Train/Schedule.h"
#include "Settings.h"
#include "ecg/Data/PortableMath.h"
#include <algorithm>
#include <cfloat>
#include <cmath>
#include <limits>

using namespace llvm;

namespace ecg {

Schedule::~Schedule() = default;

Error Schedule::setState(ArrayRef<double> state) {
  if (state.empty())
    return Error::success();
  return trainError("state of another schedule");
}

/// From `from` at progress 0 to `to` at progress 1 by half a cosine.
static double alongCosine(double from, double to, double progress) {
  double fallen = (1 - portable::cos(portable::kPi * progress)) / 2;
  return from + (to - from) * fallen;
}

namespace {
/// @rate_constant
class Constant : public Schedule {
public:
  Constant(const ScheduleOptions &options, uint64_t) : rate(options.rate) {}
  double rateAt(uint64_t, uint64_t) const override { return rate; }

private:
  double rate;
};

/// @rate_step
class Steps : public Schedule {
public:
  Steps(const ScheduleOptions &options, uint64_t stepsPerEpoch)
      : options(options), every(options.stepEpochs * stepsPerEpoch) {}
  double rateAt(uint64_t step, uint64_t) const override {
    double share = std::pow(options.factor, std::floor(step / every));
    return options.rate * std::max(options.floor, share);
  }

private:
  ScheduleOptions options;
  double every; ///< steps
};

/// @rate_cosine
class Cosine : public Schedule {
public:
  Cosine(const ScheduleOptions &options, uint64_t) : options(options) {}
  double rateAt(uint64_t step, uint64_t total) const override {
    double low = options.rate * options.floor;
    if (step >= total)
      return low;
    double parts = double(step) * (options.restarts + 1) / total;
    return alongCosine(options.rate, low, parts - std::floor(parts));
  }

private:
  ScheduleOptions options;
};

/// @rate_one_cycle: up from a 25th of the rate, then down to the floor, both by
/// cosines, as PyTorch's OneCycleLR; its momentum is not cycled.
class OneCycle : public Schedule {
public:
  OneCycle(const ScheduleOptions &options, uint64_t stepsPerEpoch)
      : options(options), warmUp(options.warmUp * stepsPerEpoch) {}
  double rateAt(uint64_t step, uint64_t total) const override {
    double rising = warmUp > 0 ? std::min<double>(warmUp, total) : 0.3 * total;
    double top = std::max(rising - 1, 0.0);
    if (step < top)
      return alongCosine(options.rate / 25, options.rate, step / top);
    double falling = std::max(total - 1 - top, 1.0);
    return alongCosine(options.rate, options.rate * options.floor,
                       std::min((step - top) / falling, 1.0));
  }

private:
  ScheduleOptions options;
  double warmUp; ///< steps
};

/// @rate_plateau
class Plateau : public Schedule {
public:
  Plateau(const ScheduleOptions &options, uint64_t) : options(options) {}
  double rateAt(uint64_t, uint64_t) const override {
    return options.rate * std::max(options.floor, share);
  }
  void epochEnded(double metric) override {
    // NaN is no improvement.
    if (metric > best) {
      best = metric;
      waited = 0;
    } else if (++waited >= options.patience) {
      share *= options.factor;
      waited = 0;
    }
  }
  std::vector<double> state() const override { return {best, waited, share}; }
  Error setState(ArrayRef<double> state) override {
    if (state.size() != 3)
      return trainError("state of another schedule");
    best = state[0], waited = state[1], share = state[2];
    return Error::success();
  }

private:
  ScheduleOptions options;
  double best = -std::numeric_limits<double>::infinity();
  double waited = 0; ///< epochs since the best
  double share = 1;  ///< of the rate
};

/// @warm_up: any schedule, held back at the start.
class WarmUp : public Schedule {
public:
  WarmUp(std::unique_ptr<Schedule> inner, double steps)
      : inner(std::move(inner)), steps(steps) {}
  double rateAt(uint64_t step, uint64_t total) const override {
    return inner->rateAt(step, total) * std::min(1.0, (step + 1) / steps);
  }
  void epochEnded(double metric) override { inner->epochEnded(metric); }
  std::vector<double> state() const override { return inner->state(); }
  Error setState(ArrayRef<double> state) override {
    return inner->setState(state);
  }

private:
  std::unique_ptr<Schedule> inner;
  double steps;
};
} // namespace

static Error check(const ScheduleOptions &options) {
  double rate = options.rate, warmUp = options.warmUp, floor = options.floor;
  double factor = options.factor, epochs = options.stepEpochs;
  return checkDemands(
      {{rate >= 0 && std::isfinite(rate), "learning rate", rate,
        "a number from 0"},
       {warmUp >= 0 && warmUp <= 1e6, "warm-up", warmUp, "epochs, 0 to 1e6"},
       {floor >= 0 && floor <= 1, "floor", floor, "a share from 0 to 1"},
       {factor > 0 && factor <= 1, "factor", factor, "a share above 0"},
       {epochs > 0, "step epochs", epochs, "a number above 0"},
       {options.patience > 0, "patience", 0, "epochs, 1 at least"}});
}

template <typename Kind>
static std::unique_ptr<Schedule> make(const ScheduleOptions &options,
                                      uint64_t stepsPerEpoch) {
  return std::make_unique<Kind>(options, stepsPerEpoch);
}

namespace {
struct ScheduleRow {
  StringRef name;
  std::unique_ptr<Schedule> (*make)(const ScheduleOptions &, uint64_t);
  bool warmsUpByItself = false;
};
} // namespace

static constexpr ScheduleRow rows[] = {
    {"constant", make<Constant>},
    {"step", make<Steps>},
    {"cosine", make<Cosine>},
    {"plateau", make<Plateau>},
    {"one-cycle", make<OneCycle>, /*warmsUpByItself=*/true},
};

Expected<std::unique_ptr<Schedule>> makeSchedule(const ScheduleOptions &options,
                                                 uint64_t stepsPerEpoch) {
  assert(stepsPerEpoch > 0 && "an epoch without steps");
  if (Error error = check(options))
    return error;
  auto row = findRow("schedule", options.name, rows);
  if (!row)
    return row.takeError();
  auto schedule = (*row)->make(options, stepsPerEpoch);
  if (options.warmUp == 0 || (*row)->warmsUpByItself)
    return schedule;
  return std::make_unique<WarmUp>(std::move(schedule),
                                  options.warmUp * stepsPerEpoch);
}

/// The list in docs/training.md.
static std::vector<Setting<ScheduleOptions>> settings() {
  using Options = ScheduleOptions;
  return {
      wordSetting("", &Options::name),
      numberSetting("rate", &Options::rate, 0, DBL_MAX),
      numberSetting("warm-up", &Options::warmUp, 0, 1e6),
      numberSetting("factor", &Options::factor, 0, 1),
      numberSetting("step-epochs", &Options::stepEpochs, 0, 1e6),
      countSetting("restarts", &Options::restarts, 0u),
      countSetting("patience", &Options::patience, 1u),
      numberSetting("floor", &Options::floor, 0, 1),
  };
}

Expected<ScheduleOptions> ScheduleOptions::parse(StringRef text) {
  return parseSettings("schedule", text, settings());
}

} // namespace ecg
