// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sparsity as people write it.

#include "Settings.h"
#include "ecg/Train/Sparsify.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

using namespace llvm;

namespace ecg {

namespace {

Setting<SparsifyOptions> patternSetting() {
  return {"pattern", "n:m with 0 < n < m",
          [](SparsifyOptions &options, StringRef text) {
            auto [n, m] = text.split(':');
            return !n.getAsInteger(10, options.n) &&
                   !m.getAsInteger(10, options.m) && options.n > 0 &&
                   options.n < options.m;
          }};
}

/// The list in docs/sparsity.md.
std::vector<Setting<SparsifyOptions>> settings() {
  using Options = SparsifyOptions;
  return {
      numberSetting("sparsity", &Options::sparsity, 0, 0.9999),
      patternSetting(),
      choiceSetting("ranking", &Options::ranking, {"global", "layer"}),
      countSetting("rounds", &Options::rounds, 1u),
      numbersSetting("epochs", &Options::epochs, 0, 1e6),
      numbersSetting("lr", &Options::rates, 0,
                     std::numeric_limits<double>::max()),
      namesSetting("protect", &Options::protect),
      countSetting("min-row", &Options::minRow, 1u),
  };
}

} // namespace

Expected<SparsifyOptions> SparsifyOptions::parse(StringRef text) {
  auto options = parseSettings("sparsity", text, settings());
  if (!options)
    return options;
  if (options->m && options->sparsity > 0)
    return trainError("sparsity takes a share or a pattern, not both");
  if (!options->m && options->sparsity == 0)
    return trainError("sparsity needs a goal: sparsity=0.8 or pattern=2:4");
  if (options->m && options->rounds > 1)
    return trainError("a pattern is made in one round");
  return options;
}

bool SparsifyOptions::trains() const {
  return any_of(epochs, [](double count) { return count > 0; });
}

} // namespace ecg
