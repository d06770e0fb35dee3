// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Linear resampling as a source in front of a source. Only on request: it
// neither filters nor extrapolates, so it is a convenience, not a resampler
// for analysis.
#include "Support.h"
#include <algorithm>
#include <cmath>

using namespace llvm;

namespace ecg {

/// A day at 8 kHz; more is a mistake in one of the rates.
static constexpr int64_t kLongest = int64_t(1) << 30;

namespace {

class ResampledSource : public SignalSource {
public:
  struct Lengths {
    int64_t leads, from, to;
    bool isSignal; ///< else it is passed on as it is
  };
  ResampledSource(std::unique_ptr<SignalSource> inner, double step,
                  std::vector<Lengths> inputs)
      : inner(std::move(inner)), step(step), inputs(std::move(inputs)) {}

  Error read(size_t sample, size_t input,
             MutableArrayRef<float> out) const override {
    const Lengths &shape = inputs[input];
    if (!shape.isSignal)
      return inner->read(sample, input, out);
    std::vector<float> raw(shape.leads * shape.from);
    if (Error error = inner->read(sample, input, raw))
      return error;
    for (int64_t lead = 0; lead < shape.leads; ++lead)
      interpolate(ArrayRef(raw).slice(lead * shape.from, shape.from),
                  out.slice(lead * shape.to, shape.to));
    return Error::success();
  }

private:
  void interpolate(ArrayRef<float> from, MutableArrayRef<float> to) const {
    for (size_t i = 0; i < to.size(); ++i) {
      // The last value holds for the part of a step that follows it.
      double at = std::min(i * step, double(from.size() - 1));
      size_t left = static_cast<size_t>(at);
      size_t right = std::min(left + 1, from.size() - 1);
      double part = at - left;
      // A neighbour of weight 0 must not turn a value into NaN.
      to[i] = part == 0 ? from[left]
                        : static_cast<float>((1 - part) * from[left] +
                                             part * from[right]);
    }
  }

  std::unique_ptr<SignalSource> inner;
  double step; ///< old values per new one
  std::vector<Lengths> inputs;
};

} // namespace

int64_t resampledLength(int64_t count, double fromHz, double toHz) {
  // The small term keeps exact ratios exact: 1000 * 128 / 100 is 1280.
  double length = std::floor(count * toHz / fromHz + 1e-9);
  return static_cast<int64_t>(std::min(length, 0x1p62));
}

int64_t lengthBeforeResampling(int64_t count, double fromHz, double toHz) {
  double ratio = toHz > 0 ? fromHz / toHz : 1;
  return std::clamp(std::ceil(count * ratio - 1e-9), 1.0, 0x1p62);
}

Expected<std::unique_ptr<SignalSource>>
resampleSource(std::unique_ptr<SignalSource> source, DatasetInfo &info,
               double toHz, int64_t length) {
  if (toHz <= 0 || toHz == info.samplingRate)
    return std::move(source);
  if (info.samplingRate <= 0)
    return dataError(info.source + ": cannot resample to " + shortNumber(toHz) +
                     " Hz, the sampling rate is unknown");
  std::vector<ResampledSource::Lengths> lengths;
  for (DatasetInfo::Input &input : info.inputs) {
    if (input.isTensor()) {
      lengths.push_back({});
      continue;
    }
    int64_t to = resampledLength(input.length, info.samplingRate, toHz);
    if (length)
      to = std::min(to, length);
    if (to < 1 || to > kLongest)
      return dataError(info.source + ": resampling from " +
                       shortNumber(info.samplingRate) + " to " +
                       shortNumber(toHz) + " Hz makes " + Twine(to) +
                       " values of " + Twine(input.length));
    lengths.push_back({input.leads, input.length, to, /*isSignal=*/true});
    input.length = to;
  }
  double step = info.samplingRate / toHz;
  info.samplingRate = toHz;
  return std::make_unique<ResampledSource>(std::move(source), step,
                                           std::move(lengths));
}

} // namespace ecg
