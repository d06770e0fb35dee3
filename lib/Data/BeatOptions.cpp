// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The options of task=beats as text.
#include "ecg/Data/BeatOptions.h"
#include "Support.h"
#include "ecg/Data/Beats.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace ecg {

static Error bad(StringRef key, StringRef value, StringRef expected) {
  return dataError("data option '" + key + "=" + value + "': expected " +
                   expected);
}

static Error setBefore(BeatOptions &options, StringRef key, StringRef value) {
  // Refuses NaN too.
  if (value.getAsDouble(options.before) ||
      !(options.before >= 0 && options.before <= 1))
    return bad(key, value, "a share of the window from 0 to 1");
  return Error::success();
}

static Error setNorm(BeatOptions &options, StringRef key, StringRef value) {
  auto norm = StringSwitch<std::optional<Normalization>>(value)
                  .Case("rec", Normalization::perRecord())
                  .Case("zscore", Normalization::perBeat())
                  .Case("mv", Normalization{Normalization::Kind::Millivolts})
                  .Default(std::nullopt);
  if (!norm)
    return bad(key, value, "rec, zscore or mv");
  options.norm = *norm;
  return Error::success();
}

static Error setRr(BeatOptions &options, StringRef key, StringRef value) {
  auto kind = StringSwitch<std::optional<RrKind>>(value)
                  .Case("rel", RrKind::Relative)
                  .Case("caus", RrKind::Causal)
                  .Case("raw", RrKind::Raw)
                  .Default(std::nullopt);
  if (!kind)
    return bad(key, value, "rel, caus or raw");
  options.rr = *kind;
  return Error::success();
}

static Error setMap(BeatOptions &options, StringRef, StringRef value) {
  options.map = value.str();
  return BeatClasses::parse(value).takeError(); // for its message
}

static Error setPaced(BeatOptions &options, StringRef key, StringRef value) {
  if (value != "keep" && value != "drop")
    return bad(key, value, "keep or drop");
  options.keepPaced = value == "keep";
  return Error::success();
}

template <std::vector<std::string> BeatOptions::*list>
static Error setRecords(BeatOptions &options, StringRef key, StringRef value) {
  options.*list = splitNames(value);
  if ((options.*list).empty())
    return bad(key, value, "names of records joined by '+'");
  return Error::success();
}

Error BeatOptions::set(StringRef key, StringRef value) {
  using Setter = Error (*)(BeatOptions &, StringRef, StringRef);
  auto setter = StringSwitch<Setter>(key)
                    .Case("before", setBefore)
                    .Case("beat-norm", setNorm)
                    .Case("rr", setRr)
                    .Case("map", setMap)
                    .Case("paced", setPaced)
                    .Case("train", setRecords<&BeatOptions::train>)
                    .Case("val", setRecords<&BeatOptions::val>)
                    .Case("test", setRecords<&BeatOptions::test>)
                    .Default(nullptr);
  assert(setter && "a key that the table of DataOptions does not list");
  return setter(*this, key, value);
}

} // namespace ecg
