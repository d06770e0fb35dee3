// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pruning as people write it.

#include "PruneScores.h"
#include "Settings.h"
#include "ecg/Train/Prune.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace llvm;

namespace ecg {

namespace {

constexpr double anyNumber = std::numeric_limits<double>::max();

Setting<PruneOptions> scoreSetting() {
  return {"", "one of " + listWords(scoreNames()),
          [](PruneOptions &options, StringRef text) {
            options.score = text.str();
            return is_contained(scoreNames(), text);
          }};
}

/// The list in docs/pruning.md.
std::vector<Setting<PruneOptions>> settings() {
  using Options = PruneOptions;
  return {
      scoreSetting(),
      numberSetting("keep", &Options::keep, 1e-6, 1),
      numberSetting("params", &Options::parameters, 1, anyNumber),
      numberSetting("macs", &Options::macs, 1, anyNumber),
      numberSetting("bytes", &Options::bytes, 1, anyNumber),
      numberSetting("instructions", &Options::instructions, 1, anyNumber),
      choiceSetting("ranking", &Options::ranking, {"layer", "global"}),
      numberSetting("macs-weight", &Options::macsWeight, 0, 1e6),
      countSetting("rounds", &Options::rounds, 1u),
      numbersSetting("epochs", &Options::epochs, 0, 1e6),
      numbersSetting("lr", &Options::rates, 0, anyNumber),
      countSetting("batches", &Options::batches, 1u),
      countSetting<Options, int64_t>("align", &Options::align, 1),
      countSetting<Options, int64_t>("min", &Options::minimum, 1),
      namesSetting("protect", &Options::protect),
      countSetting("protect-worst", &Options::protectWorst, 0u),
  };
}

Error check(const PruneOptions &options) {
  if (!options.keep && !options.parameters && !options.macs && !options.bytes &&
      !options.instructions)
    return trainError("pruning needs a goal: keep, params, macs, bytes or "
                      "instructions");
  for (double count : options.epochs)
    if (count != std::floor(count))
      return trainError("pruning option 'epochs': expected whole numbers");
  auto check = [&](StringRef key, size_t entries) {
    return entries <= options.rounds
               ? Error::success()
               : trainError(Twine("pruning option '") + key + "' has " +
                            Twine(entries) + " entries for " +
                            Twine(options.rounds) + " rounds");
  };
  if (Error error = check("epochs", options.epochs.size()))
    return error;
  return check("lr", options.rates.size());
}

} // namespace

Expected<PruneOptions> PruneOptions::parse(StringRef text) {
  auto options = parseSettings("pruning", text, settings());
  if (options)
    if (Error error = check(*options))
      return std::move(error);
  return options;
}

bool PruneOptions::trains() const {
  return any_of(epochs, [](double count) { return count > 0; });
}

bool PruneOptions::needsData() const {
  return trains() || protectWorst > 0 || scoreNeedsData(score);
}

} // namespace ecg
