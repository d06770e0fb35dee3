// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reading samples of mapped or copied arrays; see NpzSources.h.
#include "NpzSources.h"
#include "Support.h"
#include <atomic>
#include <cmath>

using namespace llvm;

namespace ecg {
namespace {

/// Gives memory back now and then that reading samples of a mapped array took;
/// the file is still in the system's cache where that has room.
class ReadBudget {
public:
  /// `bytes` of `array` have been read, from any thread.
  void spend(const NpyArray &array, size_t bytes) {
    constexpr size_t most = size_t(1) << 28;
    constexpr size_t around = size_t(1) << 16; // is mapped with what was read
    if ((spent += bytes + around) < most)
      return;
    spent = 0;
    array.release();
  }

private:
  std::atomic<size_t> spent{0};
};

class NpzSource : public SignalSource {
public:
  NpzSource(NpyArray signal, std::vector<unsigned> leads, bool timeFirst,
            double gain, double zero)
      : signal(std::move(signal)), leads(std::move(leads)),
        timeFirst(timeFirst), gain(gain), zero(zero) {}

  Error read(size_t sample, size_t, MutableArrayRef<float> out) const override {
    size_t length = out.size() / leads.size();
    int64_t perSample = signal.size() / signal.shape[0];
    int64_t leadsInFile = perSample / length;
    for (auto [i, lead] : enumerate(leads)) {
      MutableArrayRef<float> to = out.slice(i * length, length);
      int64_t first = sample * perSample;
      if (timeFirst)
        for (size_t t = 0; t < length; ++t)
          to[t] = signal.number(first + t * leadsInFile + lead);
      else
        signal.copyTo(first + lead * length, to);
      if (gain != 1 || zero != 0)
        for (float &x : to)
          x = static_cast<float>((x - zero) / gain);
    }
    budget.spend(signal, perSample * signal.itemBytes);
    return Error::success();
  }

private:
  NpyArray signal;
  std::vector<unsigned> leads;
  bool timeFirst;
  double gain, zero;
  mutable ReadBudget budget;
};

class NpzTensors : public SignalSource {
public:
  explicit NpzTensors(std::vector<NpyArray> arrays)
      : arrays(std::move(arrays)) {}

  Error read(size_t sample, size_t input,
             MutableArrayRef<float> out) const override {
    arrays[input].copyTo(sample * out.size(), out);
    budget.spend(arrays[input], out.size() * arrays[input].itemBytes);
    return Error::success();
  }

private:
  std::vector<NpyArray> arrays;
  mutable ReadBudget budget;
};

} // namespace

std::unique_ptr<SignalSource> makeSignalSource(NpyArray signal,
                                               std::vector<unsigned> leads,
                                               bool timeFirst, double gain,
                                               double zero) {
  return std::make_unique<NpzSource>(std::move(signal), std::move(leads),
                                     timeFirst, gain, zero);
}

std::unique_ptr<SignalSource> makeTensorSource(std::vector<NpyArray> arrays) {
  return std::make_unique<NpzTensors>(std::move(arrays));
}

std::optional<int64_t> findNonFinite(const NpyArray &array) {
  if (array.isInteger())
    return std::nullopt;
  std::vector<float> piece;
  for (int64_t at = 0; at < array.size(); at += int64_t(piece.size())) {
    piece.resize(std::min<int64_t>(array.size() - at, 1 << 20));
    array.copyTo(at, piece);
    array.release();
    auto bad = find_if_not(piece, [](float x) { return std::isfinite(x); });
    if (bad != piece.end())
      return at + (bad - piece.begin());
  }
  return std::nullopt;
}

} // namespace ecg
