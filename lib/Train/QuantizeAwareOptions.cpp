// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --qat as text.

#include "Settings.h"
#include "ecg/Train/QuantizeAware.h"

using namespace llvm;

namespace ecg {

static bool isTrainable(StringRef name) {
  const WeightType *type = findWeightType(name);
  return type && type->high > 0;
}

static std::string listTypes() {
  SmallVector<StringRef> names;
  for (const WeightType &type : weightTypes())
    if (type.high > 0)
      names.push_back(type.name);
  return listWords(names);
}

static Setting<QuantizeAwareOptions> weightsSetting(StringRef key) {
  return {key, "mixed, search, " + listTypes(),
          [](QuantizeAwareOptions &options, StringRef text) {
            options.weights = text.str();
            return text == "mixed" || text == "search" || isTrainable(text);
          }};
}

/// The list in docs/quantization-aware-training.md.
static std::vector<Setting<QuantizeAwareOptions>> settings() {
  using Options = QuantizeAwareOptions;
  return {
      weightsSetting(""),
      weightsSetting("weights"),
      {"outer", listTypes(),
       [](Options &options, StringRef text) {
         options.outer = text.str();
         return isTrainable(text);
       }},
      {"skip", "names of layers joined by '+'",
       [](Options &options, StringRef text) {
         SmallVector<StringRef> names;
         text.split(names, '+', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
         options.skip.assign(names.begin(), names.end());
         return !names.empty();
       }},
      {"bytes", "a whole number from 1",
       [](Options &options, StringRef text) {
         return !text.getAsInteger(10, options.budget.bytes) &&
                options.budget.bytes > 0;
       }},
      {"rounds", "a whole number from 1",
       [](Options &options, StringRef text) {
         return !text.getAsInteger(10, options.budget.rounds) &&
                options.budget.rounds > 0;
       }},
      {"round-epochs", "a whole number from 1",
       [](Options &options, StringRef text) {
         return !text.getAsInteger(10, options.budget.roundEpochs) &&
                options.budget.roundEpochs > 0;
       }},
      numberSetting("instructions", &Options::instructions, 1, 1e15),
      countSetting("epochs", &Options::epochs, 1u),
      numberSetting("lr", &Options::rate, 0, 1e3),
      numberSetting("average", &Options::average, 0, 0.999999),
      flagSetting("activations", &Options::activations),
  };
}

static Error checkSearch(const QuantizeAwareOptions &options) {
  bool hasBytes = options.budget.bytes > 0, hasTime = options.instructions > 0;
  if (!options.searches())
    return hasTime ? trainError("--qat plans for instructions with search only")
                   : Error::success();
  if (hasBytes == hasTime)
    return trainError("--qat=search needs bytes=N or instructions=N: what the "
                      "types of layers are to fit into");
  if (!options.outer.empty())
    return trainError("--qat=search chooses the type of every layer: leave out "
                      "outer");
  return Error::success();
}

Expected<QuantizeAwareOptions> QuantizeAwareOptions::parse(StringRef text) {
  auto options = parseSettings<QuantizeAwareOptions>("--qat", text, settings());
  if (options && options->weights == "mixed" && !options->budget.bytes)
    return trainError("--qat=mixed needs bytes=N: how small the parameters "
                      "shall become");
  if (options)
    if (Error error = checkSearch(*options))
      return std::move(error);
  return options;
}

std::string QuantizeAwareOptions::outerType() const {
  if (!outer.empty())
    return outer;
  const WeightType *least = findWeightType("int4");
  return findWeightType(startType())->high < least->high ? least->name.str()
                                                         : startType();
}

void RoundedStage::applyTo(TrainOptions &options) const {
  options.epochs = epochs;
  options.schedule.rate = rate;
  options.averageDecay = average;
  options.activationScales = activations;
  // Those belong to the training before.
  options.checkpoint.clear();
  options.resume = false;
}

void QuantizeAwareOptions::applyTo(TrainOptions &options) const {
  RoundedStage{epochs, rate, average, activations}.applyTo(options);
}

} // namespace ecg
