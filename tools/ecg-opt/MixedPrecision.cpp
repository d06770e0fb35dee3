// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sensitivity of outputs to single layers, and the choice that follows.

#include "MixedPrecision.h"
#include "RoundedVariants.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

using namespace mlir;

namespace ecg {

namespace {

class Chooser {
public:
  Chooser(ModuleOp calibrated, const Samples &samples, RoundLayers round)
      : variants(calibrated, samples), round(round) {}

  FailureOr<MixedPrecision> choose(double decibels, CanSplit canSplit) {
    if (failed(variants.prepare()))
      return failure();
    MixedPrecision result;
    result.layers = variants.withFollowers(variants.layers());
    auto order = orderByCost();
    if (failed(order))
      return failure();
    // More layers in float are better but for chance: look for the fewest.
    size_t low = 0, high = order->size();
    while (low < high) {
      size_t middle = (low + high) / 2;
      auto reached =
          measure(variants.withFollowers(ArrayRef(*order).take_front(middle)));
      if (failed(reached))
        return failure();
      if (*reached >= decibels)
        high = middle;
      else
        low = middle + 1;
    }
    std::vector<std::string> leaders;
    for (const std::string &name : ArrayRef(*order).take_front(high))
      (canSplit(name) ? result.split : leaders).push_back(name);
    result.inFloat = variants.withFollowers(leaders);
    return result;
  }

private:
  /// The worst ratio of an output when these layers stay in float.
  FailureOr<double> measure(const std::vector<std::string> &skipped) {
    return variants.measure(
        [&](OpPassManager &passes) { round(passes, skipped); });
  }

  /// Large networks take minutes.
  void sayHowFar(size_t done, StringRef name, double decibels) {
    constexpr std::chrono::seconds pause(2);
    auto now = std::chrono::steady_clock::now();
    if (now - lastSaid < pause)
      return;
    lastSaid = now;
    llvm::errs() << llvm::formatv("  layer {0} of {1}, {2}: {3:f1} dB alone\n",
                                  done, variants.layers().size(), name,
                                  decibels);
  }

  /// The layers, the one that does most harm alone first.
  FailureOr<std::vector<std::string>> orderByCost() {
    std::vector<std::pair<double, size_t>> costs;
    for (auto [i, name] : llvm::enumerate(variants.layers())) {
      auto ratio = measure(variants.allBut(name));
      if (failed(ratio))
        return failure();
      costs.push_back({*ratio, i});
      sayHowFar(i + 1, name, *ratio);
    }
    llvm::sort(costs);
    std::vector<std::string> order;
    for (auto [ratio, i] : costs)
      order.push_back(variants.layers()[i]);
    return order;
  }

  RoundedVariants variants;
  RoundLayers round;
  std::chrono::steady_clock::time_point lastSaid =
      std::chrono::steady_clock::now();
};

} // namespace

FailureOr<MixedPrecision> chooseFloatLayers(ModuleOp calibrated,
                                            const Samples &samples,
                                            double decibels, RoundLayers round,
                                            CanSplit canSplit) {
  return Chooser(calibrated, samples, round).choose(decibels, canSplit);
}

} // namespace ecg
