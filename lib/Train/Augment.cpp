// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Signals as they might have been recorded as well. Runs for every sample of
// every epoch, so each change is one pass over a lead; every change has random
// numbers of its own, so that one may be turned off and the others stay.

#include "ecg/Train/Augment.h"
#include "ecg/Data/PortableMath.h"
#include "ecg/Data/Random.h"
#include <algorithm>
#include <vector>

using namespace llvm;
using ecg::portable::Random;

namespace ecg {

namespace {
/// What a stream of random numbers is for; part of its key.
enum Purpose : uint64_t {
  kWhether = 0x6175676d656e7400, // "augment"
  kTime,
  kAmplitude,
  kNoise,
  kWander,
  kDropout,
  kCut,
  kFeatures,
};

/// The draws of one variant of one sample.
struct Draws {
  uint64_t seed, sample, variant;
  Random of(Purpose purpose) const {
    return Random({seed, sample, variant, purpose});
  }
  bool changed(double probability) const {
    return of(kWhether).uniform(0, 1) < probability;
  }
};

/// Positions in a signal as 32.32 fixed point: the same everywhere, and wrapped
/// by one comparison.
using Position = int64_t;
constexpr double kOne = 4294967296.0;

/// Where value i of the result is taken from: first + i * step.
struct TimeMap {
  Position first = 0, step = Position(kOne);
  bool circular = true;
};

/// A signal lead after lead, whatever its layout.
class Leads {
public:
  Leads(const SignalLayout &layout, MutableArrayRef<float> signal)
      : layout(layout), signal(signal), values(signal.begin(), signal.end()) {
    if (!layout.timeMajor)
      return;
    for (int64_t l = 0; l < layout.leads; ++l)
      for (int64_t t = 0; t < layout.length; ++t)
        lead(l)[t] = signal[t * layout.leads + l];
  }
  void store() const {
    if (!layout.timeMajor) {
      std::copy(values.begin(), values.end(), signal.begin());
      return;
    }
    for (int64_t l = 0; l < layout.leads; ++l)
      for (int64_t t = 0; t < layout.length; ++t)
        signal[t * layout.leads + l] = values[l * layout.length + t];
  }
  int64_t count() const { return layout.leads; }
  int64_t length() const { return layout.length; }
  MutableArrayRef<float> lead(int64_t l) {
    return MutableArrayRef(values).slice(l * layout.length, layout.length);
  }
  MutableArrayRef<float> all() { return values; }

private:
  SignalLayout layout;
  MutableArrayRef<float> signal;
  std::vector<float> values;
};
} // namespace

/// @augment_time: time runs `pace` times as fast about the middle of the
/// window, which is moved by `offset` samples.
static TimeMap drawTime(const AugmentOptions &options, int64_t length,
                        Random random) {
  TimeMap map;
  map.circular = options.shiftSamples == 0;
  double reach =
      map.circular ? options.shift * length / 2 : options.shiftSamples;
  double offset = random.uniform(-reach, reach);
  double pace = 1 + random.uniform(-options.stretch, options.stretch);
  double middle = (length - 1) / 2.0;
  map.first = Position((middle * (1 - pace) + offset) * kOne);
  map.step = Position(pace * kOne);
  return map;
}

/// Between the values of `from` at `at`; `from` has one more value at its end.
static float interpolate(const float *from, Position at) {
  int64_t index = at >> 32;
  float share = static_cast<float>((at & 0xffffffff) >> 8) * 0x1p-24f;
  return from[index] + share * (from[index + 1] - from[index]);
}

static void resampleCircle(const TimeMap &map, const float *from,
                           MutableArrayRef<float> lead) {
  Position length = Position(lead.size()) << 32;
  Position at = map.first % length;
  at += at < 0 ? length : 0;
  for (float &value : lead) {
    value = interpolate(from, at);
    // step < 2 samples; a window of one has nowhere to go.
    at += map.step;
    at -= at >= length ? length : 0;
  }
}

/// Beyond the ends the signal stays at its end values.
static void resampleBetweenEnds(const TimeMap &map, const float *from,
                                MutableArrayRef<float> lead) {
  Position last = Position(lead.size() - 1) << 32, at = map.first;
  for (float &value : lead) {
    value = interpolate(from, std::clamp<Position>(at, 0, last));
    at += map.step;
  }
}

static void moveInTime(const AugmentOptions &options, Leads &leads,
                       Random random) {
  // Two values at least, so that a step stays below a window's length.
  if (leads.length() < 2)
    return;
  TimeMap map = drawTime(options, leads.length(), random);
  std::vector<float> from(leads.length() + 1);
  for (int64_t l = 0; l < leads.count(); ++l) {
    MutableArrayRef<float> lead = leads.lead(l);
    std::copy(lead.begin(), lead.end(), from.begin());
    from.back() = map.circular ? lead.front() : lead.back();
    if (map.circular)
      resampleCircle(map, from.data(), lead);
    else
      resampleBetweenEnds(map, from.data(), lead);
  }
}

/// @augment_amplitude
static void scale(const AugmentOptions &options, Leads &leads, Random random) {
  float factor = 1 + random.uniform(-options.amplitude, options.amplitude);
  for (float &value : leads.all())
    value *= factor;
}

/// @augment_noise
static void addNoise(double strength, MutableArrayRef<float> values,
                     Random random) {
  float deviation = random.uniform(0, strength);
  for (float &value : values)
    value += deviation * random.coarseNormal();
}

/// @augment_wander: a sine of one frequency and phase in all leads, an
/// amplitude a lead. It turns step by step as a vector of length 1; the
/// rounding of a window is far below a float's.
static void addWander(const AugmentOptions &options, double samplingRate,
                      Leads &leads, Random random) {
  constexpr double kTwoPi = 2 * portable::kPi;
  double turn = kTwoPi * random.uniform(0.1, 0.5) /
                (samplingRate > 0 ? samplingRate : 360);
  double phase = random.uniform(0, kTwoPi);
  const double stepSin = portable::sin(turn), stepCos = portable::cos(turn);
  for (int64_t l = 0; l < leads.count(); ++l) {
    double amplitude = random.uniform(0, options.wander);
    double y = amplitude * portable::sin(phase);
    double x = amplitude * portable::cos(phase);
    for (float &value : leads.lead(l)) {
      value += static_cast<float>(y);
      double turned = y * stepCos + x * stepSin;
      x = x * stepCos - y * stepSin;
      y = turned;
    }
  }
}

/// @augment_dropout
static void dropLeads(const AugmentOptions &options, Leads &leads,
                      Random random) {
  int64_t kept = random.below(leads.count()); // never all
  for (int64_t l = 0; l < leads.count(); ++l)
    if (random.uniform(0, 1) < options.leadDropout && l != kept)
      std::fill(leads.lead(l).begin(), leads.lead(l).end(), 0.0f);
}

/// @augment_cut
static void cutOut(const AugmentOptions &options, Leads &leads, Random random) {
  int64_t length = leads.length();
  int64_t size = random.uniform(0, options.cut) * length;
  int64_t begin = random.below(length);
  for (int64_t l = 0; l < leads.count(); ++l)
    for (float &value :
         leads.lead(l).slice(begin, std::min(size, length - begin)))
      value = 0;
}

void augmentSignal(const AugmentOptions &options, const SignalLayout &layout,
                   uint64_t seed, uint64_t sample, uint64_t variant,
                   MutableArrayRef<float> signal) {
  Draws draws{seed, sample, variant};
  if (signal.empty() || !draws.changed(options.probability))
    return;
  Leads leads(layout, signal);
  if (options.shift || options.shiftSamples || options.stretch)
    moveInTime(options, leads, draws.of(kTime));
  if (options.amplitude)
    scale(options, leads, draws.of(kAmplitude));
  if (options.noise)
    addNoise(options.noise, leads.all(), draws.of(kNoise));
  if (options.wander)
    addWander(options, layout.samplingRate, leads, draws.of(kWander));
  if (options.leadDropout)
    dropLeads(options, leads, draws.of(kDropout));
  if (options.cut)
    cutOut(options, leads, draws.of(kCut));
  leads.store();
}

void augmentFeatures(const AugmentOptions &options, uint64_t seed,
                     uint64_t sample, uint64_t variant,
                     MutableArrayRef<float> features) {
  Draws draws{seed, sample, variant};
  if (options.features && draws.changed(options.probability))
    addNoise(options.features, features, draws.of(kFeatures));
}

} // namespace ecg
