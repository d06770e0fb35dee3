// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The options of --data as text; the table here is the list in docs/data.md.
#include "Support.h"

using namespace llvm;

namespace ecg {

static Error badNumber(StringRef key, StringRef value, StringRef expected) {
  return dataError("data option '" + key + "=" + value + "': expected " +
                   expected);
}

namespace {
struct OptionRow {
  const char *key;
  Error (*set)(DataOptions &options, StringRef key, StringRef value);
};
} // namespace

template <std::string DataOptions::*member>
static Error setName(DataOptions &options, StringRef key, StringRef value) {
  if (value.empty())
    return badNumber(key, value, "the name of an array");
  options.*member = value.str();
  return Error::success();
}

template <std::vector<std::string> DataOptions::*member>
static Error setNames(DataOptions &options, StringRef key, StringRef value) {
  options.*member = splitNames(value);
  if ((options.*member).empty())
    return badNumber(key, value, "names joined by '+'");
  return Error::success();
}

static Error setNormalization(DataOptions &options, StringRef,
                              StringRef value) {
  Expected<Normalization> parsed = Normalization::parse(value);
  if (!parsed)
    return parsed.takeError();
  options.normalization = *parsed;
  return Error::success();
}

static Error setHop(DataOptions &options, StringRef key, StringRef value) {
  if (value.getAsInteger(10, options.hop) || options.hop < 1)
    return badNumber(key, value, "a positive number of values");
  return Error::success();
}

static Error setRate(DataOptions &options, StringRef key, StringRef value) {
  // Refuses NaN too.
  if (value.getAsDouble(options.resampleHz) ||
      !(options.resampleHz > 0 && options.resampleHz <= 1e6))
    return badNumber(key, value, "a rate in Hz up to 1e6");
  return Error::success();
}

static Error setTask(DataOptions &options, StringRef key, StringRef value) {
  if (value != "windows" && value != "beats")
    return badNumber(key, value, "windows or beats");
  options.task = value == "beats" ? DataTask::Beats : DataTask::Windows;
  return Error::success();
}

static Error setBeats(DataOptions &options, StringRef key, StringRef value) {
  return options.beats.set(key, value);
}

static constexpr OptionRow rows[] = {
    {"signal", setName<&DataOptions::signal>},
    {"label", setName<&DataOptions::label>},
    {"record", setName<&DataOptions::record>},
    {"class_names", setName<&DataOptions::classNames>},
    {"fs", setName<&DataOptions::samplingRate>},
    {"dup_group", setName<&DataOptions::dupGroup>},
    {"adc_gain", setName<&DataOptions::adcGain>},
    {"adc_zero", setName<&DataOptions::adcZero>},
    {"split", setName<&DataOptions::splitScheme>},
    {"norm", setNormalization},
    {"lead", setNames<&DataOptions::leads>},
    {"records", setNames<&DataOptions::records>},
    {"classes", setNames<&DataOptions::classes>},
    {"hop", setHop},
    {"resample", setRate},
    {"task", setTask},
    {"before", setBeats},
    {"beat-norm", setBeats},
    {"rr", setBeats},
    {"map", setBeats},
    {"paced", setBeats},
    {"train", setBeats},
    {"val", setBeats},
    {"test", setBeats},
};

Error DataOptions::set(StringRef key, StringRef value) {
  for (const OptionRow &row : rows)
    if (key == row.key)
      return row.set(*this, key, value);
  std::vector<std::string> keys;
  for (const OptionRow &row : rows)
    keys.push_back(row.key);
  return dataError("unknown data option '" + key + "'; there are " +
                   listNames(keys));
}

Error DataOptions::parse(StringRef text) {
  SmallVector<StringRef> settings;
  text.split(settings, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef setting : settings) {
    auto [key, value] = setting.split('=');
    if (Error error = set(key.trim(), value.trim()))
      return error;
  }
  return Error::success();
}

} // namespace ecg
