// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The rules of docs/recipes.md. What is cheapest and enough is taken: no
// training, then rounding, then fewer channels.

#include "Recipe.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <cmath>

using llvm::formatv;
using llvm::StringRef;

namespace ecg {

namespace {

/// Bits a parameter, all-in, with which ECGNet kept its accuracy, by the share
/// of the bytes that it takes as int4 (docs/recipes.md).
struct Density {
  double share, bits;
};
constexpr Density densities[] = {
    {0.075, 2.73}, {0.12, 2.9}, {0.2, 3.0}, {0.31, 4.2}};

/// Along straight lines over the logarithm of the share.
double bitsAt(double share) {
  const Density *above = llvm::find_if(
      densities, [&](const Density &at) { return at.share >= share; });
  if (above == std::begin(densities))
    return above->bits;
  if (above == std::end(densities))
    return std::prev(above)->bits;
  const Density &below = *std::prev(above);
  double way =
      std::log(share / below.share) / std::log(above->share / below.share);
  return below.bits + way * (above->bits - below.bits);
}

/// Bytes that training stays below the goal: what lowering may need more than
/// it counts (one way to store the rows of a layer instead of another).
constexpr int64_t margin = 16;

/// Layers of networks that shrink less than to this share keep this many
/// channels.
constexpr double shareWithMinimum = 0.1;
constexpr int minimumChannels = 4;

/// Epochs of the recipes in docs/benchmarks.md.
constexpr int pruneEpochs[] = {10, 10, 60};
constexpr int roundEpochs = 12, lastEpochs = 80;
constexpr double warmUpEpochs = 4.5;

class Planner {
public:
  Planner(const NetworkFacts &facts, double effort)
      : facts(facts), effort(effort) {}

  Recipe plan(const Goals &goals);
  Recipe roundTo(StringRef type);

private:
  void explainSize(int64_t bytes);
  /// `parameters` 0: any number.
  void prune(int64_t parameters, double instructions);
  void calibrate() { add("int8", ""); }
  void trainMixed(int64_t bytes);
  void trainMultiBit(int64_t bytes, const std::string &keys);
  void trainRounded(StringRef type);
  void addTraining(bool prunes);

  int scaled(int epochs) const {
    return std::max(1, static_cast<int>(std::lround(epochs * effort)));
  }
  void add(StringRef name, std::string value) {
    recipe.flags.push_back({name.str(), std::move(value)});
  }
  void say(std::string reason) { recipe.reasons.push_back(std::move(reason)); }

  const NetworkFacts &facts;
  double effort;
  Recipe recipe;
};

void Planner::explainSize(int64_t bytes) {
  say(formatv("{0:N} parameters take {1:N} bytes as int8, {2:N} as int4; "
              "{3:N} are allowed",
              std::llround(facts.costs[Measure::Parameters]),
              facts.calibratedBytes, facts.bytesAs("int4"), bytes));
}

void Planner::prune(int64_t parameters, double instructions) {
  std::string goals, limits;
  if (parameters) {
    goals += formatv(",params={0}", parameters);
    limits = formatv("{0:N} parameters", parameters);
  }
  if (instructions > 0) {
    goals += formatv(",instructions={0}", std::llround(instructions));
    limits += formatv("{0}{1:N} instructions", limits.empty() ? "" : " and ",
                      std::llround(instructions));
  }
  std::string epochs = formatv("{0}+{1}+{2}", scaled(pruneEpochs[0]),
                               scaled(pruneEpochs[1]), scaled(pruneEpochs[2]));
  double share = parameters ? parameters / facts.costs[Measure::Parameters]
                            : instructions / facts.costs[Measure::Instructions];
  std::string text =
      "taylor" + goals + ",rounds=3,epochs=" + epochs + ",lr=1e-3+1e-3+2e-3";
  if (share >= shareWithMinimum)
    text += formatv(",min={0}", minimumChannels);
  say("prune to " + limits + " (taylor, 3 rounds of " + epochs + " epochs)");
  add("prune", text);
}

void Planner::trainMixed(int64_t bytes) {
  say(formatv("int4 to ternary by channel in {0:N} bytes (4 rounds of {1} "
              "epochs, then {2})",
              bytes, scaled(roundEpochs), scaled(lastEpochs)));
  add("qat", formatv("mixed,bytes={0},rounds=4,round-epochs={1},epochs={2}",
                     bytes, scaled(roundEpochs), scaled(lastEpochs)));
}

/// Keys that were given stand last, and count.
void Planner::trainMultiBit(int64_t bytes, const std::string &keys) {
  std::string text = formatv("bytes={0},rounds=4,round-epochs={1},epochs={2}",
                             bytes, scaled(roundEpochs), scaled(lastEpochs));
  if (!keys.empty())
    text += "," + keys;
  say("multi-bit weights by ALQ: " + text);
  add("alq", text);
}

void Planner::trainRounded(StringRef type) {
  say(formatv("{0} by quantization-aware training of {1} epochs", type,
              scaled(lastEpochs)));
  add("qat", formatv("{0},epochs={1}", type, scaled(lastEpochs)));
}

void Planner::addTraining(bool prunes) {
  add("optimizer", "adamw,weight-decay=0.01");
  add("schedule", formatv("cosine,warm-up={0},floor=0.01",
                          warmUpEpochs * std::min(effort, 1.0)));
  add("batch-size", "32");
  add("augment", "light");
  if (prunes)
    add("average", "0.98");
}

Recipe Planner::plan(const Goals &goals) {
  int64_t parameters = 0;
  bool fitsInt8 = !goals.bytes || facts.calibratedBytes <= goals.bytes;
  bool fitsSmall = fitsInt8 || facts.bytesAs("int8") <= goals.bytes;
  bool fitsInt4 = fitsSmall || facts.bytesAs("int4") <= goals.bytes;
  if (goals.bytes)
    explainSize(goals.bytes);
  if (!fitsInt4)
    parameters = parametersFor(facts, goals.bytes);
  if (parameters >= facts.costs[Measure::Parameters])
    parameters = 0;
  bool tooSlow = goals.instructions > 0 &&
                 facts.costs[Measure::Instructions] > goals.instructions;
  if (goals.instructions > 0)
    say(formatv("an inference takes about {0:N} instructions as int8; {1:N} "
                "are allowed",
                std::llround(facts.costs[Measure::Instructions]),
                std::llround(goals.instructions)));
  bool prunes = parameters || tooSlow;
  if (prunes)
    prune(parameters, tooSlow ? goals.instructions : 0);
  if (goals.multiBit) {
    trainMultiBit(goals.bytes - margin - facts.otherBytes, *goals.multiBit);
  } else if (fitsInt8) {
    say("int8 by calibration");
    calibrate();
  } else if (fitsSmall) {
    say("int8 by calibration, tables of channels rounded to 3 bytes each");
    calibrate();
    add("weights", "int8");
  } else if (fitsInt4) {
    trainRounded("int4");
  } else {
    trainMixed(goals.bytes - margin - facts.otherBytes);
  }
  if (prunes || !fitsSmall || goals.multiBit)
    addTraining(prunes);
  if (goals.bytes)
    add("pack-weights", "always");
  return std::move(recipe);
}

Recipe Planner::roundTo(StringRef type) {
  if (type == "int8") {
    say("int8 by calibration");
    calibrate();
  } else {
    trainRounded(type);
    addTraining(/*prunes=*/false);
  }
  return std::move(recipe);
}

} // namespace

int64_t NetworkFacts::bytesAs(StringRef type) const {
  const WeightType *inner = findWeightType(type);
  const WeightType *least = findWeightType("int4");
  const WeightType *outer = inner->high < least->high ? least : inner;
  int64_t bytes = otherBytes;
  for (const LayerTypes &layer : layers) {
    bool isOuter = &layer == &layers.front() || &layer == &layers.back();
    LayerTypes rounded = layer;
    std::fill(rounded.rows.begin(), rounded.rows.end(),
              isOuter ? outer : inner);
    bytes += storedBytes(rounded);
  }
  return bytes;
}

std::string RecipeFlag::text() const {
  return "--" + name + (value.empty() ? "" : "=" + value);
}

int64_t parametersFor(const NetworkFacts &facts, int64_t bytes) {
  auto left = static_cast<double>(bytes - facts.otherBytes);
  auto full = static_cast<double>(facts.bytesAs("int4") - facts.otherBytes);
  double share = left / full, bits = 8 * left;
  return std::min<int64_t>(static_cast<int64_t>(bits / bitsAt(share)),
                           std::llround(facts.costs[Measure::Parameters]));
}

llvm::Expected<Recipe> planRecipe(const NetworkFacts &facts, const Goals &goals,
                                  double effort) {
  if (goals.bytes && goals.bytes <= facts.otherBytes + margin)
    return llvm::createStringError(
        formatv("{0:N} bytes are allowed, and {1:N} are taken by what is no "
                "weights that could be smaller",
                goals.bytes, facts.otherBytes));
  return Planner(facts, effort).plan(goals);
}

Recipe recipeForType(const NetworkFacts &facts, StringRef type, double effort) {
  return Planner(facts, effort).roundTo(type);
}

} // namespace ecg
