// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// "synthetic:..." as a Dataset. Sample i is rhythm i % R of person i / R; a
// person is a record and lies in one split only, so the splits are stratified
// and person-disjoint. Samples are made when they are read.
#include "Heart.h"
#include "Support.h"
#include "ecg/Data/Synthetic.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <numeric>

using namespace llvm;

namespace ecg {

void SyntheticOptions::setNoise(double level) {
  wander = 2 * level;
  muscle = level;
  white = mains = level / 2;
}

//===----------------------------------------------------------------------===//
// The spec
//===----------------------------------------------------------------------===//

static Error bad(StringRef key, StringRef value, StringRef expected) {
  return dataError("synthetic: '" + key + "=" + value + "': expected " +
                   expected);
}

template <typename T>
static Error setInteger(T &to, StringRef key, StringRef value, T low, T high) {
  T parsed;
  if (value.getAsInteger(10, parsed) || parsed < low || parsed > high)
    return bad(key, value,
               "an integer from " + std::to_string(low) + " to " +
                   std::to_string(high));
  to = parsed;
  return Error::success();
}

static Error setReal(double &to, StringRef key, StringRef value, double low,
                     double high) {
  double parsed;
  if (value.getAsDouble(parsed) || !(parsed >= low && parsed <= high))
    return bad(key, value,
               "a number from " + shortNumber(low) + " to " +
                   shortNumber(high));
  to = parsed;
  return Error::success();
}

static Error setRhythms(std::vector<unsigned> &to, StringRef value) {
  std::vector<std::string> known;
  for (const RhythmInfo &rhythm : listRhythms())
    known.push_back(rhythm.name);
  to.clear();
  SmallVector<StringRef> names;
  value.split(names, '+');
  for (StringRef name : names) {
    unsigned index = find(known, name) - known.begin();
    if (index == known.size())
      return dataError("synthetic: no rhythm '" + name + "'; there are " +
                       listNames(known));
    if (is_contained(to, index))
      return dataError("synthetic: rhythm '" + name + "' is there twice");
    to.push_back(index);
  }
  return Error::success();
}

static Error setLeads(std::vector<unsigned> &to, StringRef value) {
  if (value != "1" && value != "12")
    return bad("leads", value, "1 or 12");
  to.resize(value == "12" ? listStandardLeads().size() : 0);
  std::iota(to.begin(), to.end(), 0u);
  return Error::success();
}

// 10 mV is far above any signal, and far below what float would lose.
static constexpr double kLoudest = 10;

static Error setNoiseLevel(SyntheticOptions &options, StringRef key,
                           StringRef value) {
  double level = 0;
  if (Error error = setReal(level, key, value, 0, kLoudest / 2))
    return error;
  options.setNoise(level);
  return Error::success();
}

static Error setOption(SyntheticOptions &options, StringRef key,
                       StringRef value) {
  double *noise = StringSwitch<double *>(key)
                      .Case("wander", &options.wander)
                      .Case("muscle", &options.muscle)
                      .Case("white", &options.white)
                      .Case("mains", &options.mains)
                      .Default(nullptr);
  if (noise)
    return setReal(*noise, key, value, 0, kLoudest);
  if (key == "noise")
    return setNoiseLevel(options, key, value);
  if (key == "mains_hz")
    return setReal(options.mainsHz, key, value, 1, 1000);
  if (key == "leads")
    return setLeads(options.leads, value);
  if (key == "n")
    return setInteger<uint32_t>(options.samples, key, value, 1, 10000000);
  if (key == "length")
    return setInteger<int64_t>(options.length, key, value, 16, 1 << 20);
  if (key == "seed")
    return setInteger<uint64_t>(options.seed, key, value, 0, UINT64_MAX);
  if (key == "fs")
    return setReal(options.samplingRate, key, value, 50, 4000);
  if (key == "rhythms")
    return setRhythms(options.rhythms, value);
  return dataError(
      "synthetic: unknown key '" + key +
      "'; there are n, length, leads, fs, seed, rhythms, noise, wander, "
      "muscle, white, mains, mains_hz");
}

Expected<SyntheticOptions> parseSyntheticSpec(StringRef spec,
                                              SyntheticOptions options) {
  spec.consume_front("synthetic:");
  SmallVector<StringRef> settings;
  spec.split(settings, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef setting : settings) {
    auto [key, value] = setting.split('=');
    if (Error error = setOption(options, key.trim(), value.trim()))
      return std::move(error);
  }
  if (options.rhythms.empty()) {
    options.rhythms.resize(listRhythms().size());
    std::iota(options.rhythms.begin(), options.rhythms.end(), 0u);
  }
  return options;
}

//===----------------------------------------------------------------------===//
// The data set
//===----------------------------------------------------------------------===//

void synthesizeEcg(const SyntheticOptions &options, uint32_t person,
                   unsigned rhythm, MutableArrayRef<float> out) {
  Person who(options.seed, person);
  Random random({options.seed, person, /*stream=*/1, rhythm});
  size_t length = out.size() / std::max<size_t>(options.leads.size(), 1);
  double seconds = length / options.samplingRate;
  Score score = composeRhythm(rhythm, who, seconds, random);
  if (options.leads.empty()) {
    playScore(score, who, options.samplingRate, out);
    return addNoise(options, random, out);
  }
  for (auto [i, lead] : enumerate(options.leads)) {
    MutableArrayRef<float> part = out.slice(i * length, length);
    playScore(seenFrom(score, lead), who, options.samplingRate, part);
    Random own({options.seed, person, /*stream=*/3, rhythm, lead});
    addNoise(options, own, part);
  }
}

namespace {
class SyntheticSource : public SignalSource {
public:
  explicit SyntheticSource(SyntheticOptions options)
      : options(std::move(options)) {}

  Error read(size_t sample, size_t, MutableArrayRef<float> out) const override {
    size_t rhythms = options.rhythms.size();
    synthesizeEcg(options, sample / rhythms, options.rhythms[sample % rhythms],
                  out);
    return Error::success();
  }

private:
  SyntheticOptions options;
};
} // namespace

/// Parts of the persons, 60 / 20 / 20, shuffled by the seed. From three on
/// every part has one.
static std::vector<StringRef> assignParts(uint32_t persons, uint64_t seed) {
  uint32_t held = persons < 3 ? 0 : std::max(1u, persons / 5);
  std::vector<StringRef> parts(persons, "train");
  std::fill_n(parts.begin(), held, "val");
  std::fill_n(parts.begin() + held, held, "test");
  Random random({seed, /*stream=*/2});
  for (uint32_t i = persons; i > 1; --i)
    std::swap(parts[i - 1], parts[random.below(i)]);
  return parts;
}

/// The leads that `options` select become those of `synthetic`.
static Error describeLeads(SyntheticOptions &synthetic,
                           const DataOptions &options, DatasetInfo &info) {
  std::vector<std::string> names = {"ECG"};
  if (!synthetic.leads.empty())
    names = listStandardLeads();
  Expected<std::vector<unsigned>> leads =
      selectLeads(options.leads, names, names.size(), info.source);
  if (!leads)
    return leads.takeError();
  std::vector<std::string> chosen;
  for (unsigned lead : *leads)
    chosen.push_back(names[lead]);
  if (!synthetic.leads.empty())
    synthetic.leads = *leads;
  info.inputs.push_back({"signal", int64_t(chosen.size()), synthetic.length,
                         chosen, false, options.normalization});
  return Error::success();
}

static Error describe(SyntheticOptions &synthetic, const DataOptions &options,
                      DatasetInfo &info) {
  std::vector<std::string> names;
  for (unsigned rhythm : synthetic.rhythms)
    names.push_back(listRhythms()[rhythm].name);
  if (Error error = describeLeads(synthetic, options, info))
    return error;
  info.size = synthetic.samples;
  info.samplingRate = synthetic.samplingRate;
  info.activeScheme = options.splitScheme;
  // Every sample has a random stream of its own.
  info.dupGroups.assign(info.size, -1);

  uint32_t perPerson = names.size();
  std::vector<StringRef> parts =
      assignParts((info.size + perPerson - 1) / perPerson, synthetic.seed);
  std::vector<std::string> labels, splitOf;
  for (uint32_t sample = 0; sample < info.size; ++sample) {
    uint32_t person = sample / perPerson;
    std::string record;
    raw_string_ostream(record) << format("p%06u", person);
    info.records.push_back(std::move(record));
    labels.push_back(names[sample % perPerson]);
    splitOf.push_back(parts[person].str());
  }
  if (Error error = addScheme(DataOptions().splitScheme, splitOf, info))
    return error;
  return encodeLabels(labels, options.classes.empty() ? names : options.classes,
                      info);
}

Expected<Dataset> openSyntheticDataset(StringRef spec,
                                       const DataOptions &options) {
  SyntheticOptions defaults;
  if (options.model)
    defaults.length = options.model->length;
  if (options.model && options.model->leads > 1)
    cantFail(setLeads(defaults.leads, "12"));
  Expected<SyntheticOptions> synthetic = parseSyntheticSpec(spec, defaults);
  if (!synthetic)
    return synthetic.takeError();
  DatasetInfo info;
  info.source = spec.str();
  if (Error error = describe(*synthetic, options, info))
    return std::move(error);
  Expected<std::unique_ptr<SignalSource>> source =
      resampleSource(std::make_unique<SyntheticSource>(*synthetic), info,
                     options.resampleHz, 0);
  if (!source)
    return source.takeError();
  return Dataset(std::move(info), std::move(*source));
}

} // namespace ecg
