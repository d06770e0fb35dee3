// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --alq as text.

#include "Settings.h"
#include "ecg/Compress/BitCodes.h"
#include "ecg/Train/Alq.h"

using namespace llvm;

namespace ecg {

static std::string listCodes() {
  SmallVector<StringRef> names;
  for (const BitCode &code : bitCodes().drop_front())
    names.push_back(code.name);
  return listWords(names);
}

static Setting<AlqOptions> codeSetting(StringRef key,
                                       std::string AlqOptions::*member) {
  return {key, listCodes(), [=](AlqOptions &options, StringRef text) {
            options.*member = text.str();
            return findBitCode(text) > 0;
          }};
}

static bool parseCodes(AlqOptions &options, StringRef text) {
  using Codes = AlqOptions::Codes;
  options.codes = text == "sums"    ? Codes::Sums
                  : text == "steps" ? Codes::Steps
                                    : Codes::All;
  return text == "sums" || text == "steps" || text == "all";
}

static bool parseGroups(AlqOptions &options, StringRef text) {
  options.groups = text.str();
  int64_t size = 0;
  return text == "channel" || text == "kernel" || text == "pixel" ||
         (!text.getAsInteger(10, size) && size > 0);
}

static bool parseNames(AlqOptions &options, StringRef text) {
  SmallVector<StringRef> names;
  text.split(names, '+', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  options.skip.assign(names.begin(), names.end());
  return !names.empty();
}

/// The list in docs/alq.md.
static std::vector<Setting<AlqOptions>> settings() {
  using Options = AlqOptions;
  return {
      countSetting("bytes", &Options::bytes, int64_t(1)),
      numberSetting("bits", &Options::bits, 0.01, 8),
      codeSetting("start", &Options::start),
      codeSetting("outer", &Options::outer),
      {"codes", "all, sums or steps", parseCodes},
      {"groups", "channel, kernel, pixel or a number of weights", parseGroups},
      {"skip", "names of layers joined by '+'", parseNames},
      countSetting("rounds", &Options::rounds, 1u),
      countSetting("round-epochs", &Options::roundEpochs, 1u),
      countSetting("bases", &Options::basisEpochs, 0u),
      countSetting("coordinates", &Options::coordinateEpochs, 0u),
      countSetting("min", &Options::minChannels, 1u),
      countSetting("epochs", &Options::epochs, 1u),
      numberSetting("lr", &Options::rate, 0, 1e3),
      numberSetting("average", &Options::average, 0, 0.999999),
      flagSetting("activations", &Options::activations),
      {"checkpoint", "the name of a file",
       [](Options &options, StringRef text) {
         options.checkpoint = text.str();
         return !text.empty();
       }},
      flagSetting("resume", &Options::resume),
  };
}

Expected<AlqOptions> AlqOptions::parse(StringRef text) {
  auto options = parseSettings<AlqOptions>("--alq", text, settings());
  if (!options)
    return options;
  if (options->bytes && options->bits > 0)
    return trainError("--alq takes bytes or bits, not both");
  if (options->resume && options->checkpoint.empty())
    return trainError("--alq: resume=true needs checkpoint=FILE");
  if (options->bytes && options->groups != "channel")
    return trainError("devices store multi-bit weights by output channel: with "
                      "groups=" +
                      options->groups + " give bits, not bytes");
  return options;
}

void AlqOptions::applyTo(TrainOptions &options) const {
  RoundedStage{epochs, rate, average, activations}.applyTo(options);
}

} // namespace ecg
