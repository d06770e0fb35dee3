// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Normalisations by name: parsing, describing, applying.
#include "ecg/Data/Normalization.h"
#include "Support.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>
#include <cmath>

using namespace llvm;

namespace ecg {

Expected<Normalization> Normalization::parse(StringRef name) {
  auto kind = StringSwitch<std::optional<Kind>>(name)
                  .Case("none", Kind::None)
                  .Case("zscore", Kind::ZScore)
                  .Case("minmax", Kind::MinMax)
                  .Case("mv", Kind::Millivolts)
                  .Default(std::nullopt);
  if (!kind)
    return dataError("unknown normalisation '" + name +
                     "'; there are zscore, minmax, mv, none");
  Normalization result;
  result.kind = *kind;
  return result;
}

StringRef Normalization::name() const {
  switch (kind) {
  case Kind::None:
    return "none";
  case Kind::ZScore:
    return "zscore";
  case Kind::MinMax:
    return "minmax";
  case Kind::Millivolts:
    return "mv";
  case Kind::Record:
    return "rec";
  }
  llvm_unreachable("covered switch");
}

std::string Normalization::describe() const {
  std::string eps = shortNumber(epsilon);
  std::string clipped =
      limit > 0 ? ", clipped to +-" + shortNumber(limit) : std::string();
  switch (kind) {
  case Kind::None:
    return "none: values as stored";
  case Kind::ZScore:
    return "zscore, per sample and lead: (x - mean) / (std + " + eps +
           "), population std" + clipped;
  case Kind::MinMax:
    return "minmax, per sample and lead: (x - min) / (max - min + " + eps +
           ")" + clipped;
  case Kind::Millivolts:
    return "mv: (adc counts - zero) / gain, in millivolts";
  case Kind::Record:
    return "rec, per beat and lead: (x - median) / (s + " + eps + ")" +
           clipped +
           "; x in millivolts, s the median std of the record's last 64 beats";
  }
  llvm_unreachable("covered switch");
}

/// Replaces x by (x - offset) / scale, rounded to float once.
static void rescale(MutableArrayRef<float> lead, double offset, double scale) {
  for (float &x : lead)
    x = static_cast<float>((x - offset) / scale);
}

void Normalization::apply(MutableArrayRef<float> lead) const {
  if (lead.empty())
    return;
  if (kind == Kind::ZScore) {
    double sum = 0, squares = 0;
    for (float x : lead)
      sum += x;
    double mean = sum / lead.size();
    for (float x : lead)
      squares += (x - mean) * (x - mean);
    rescale(lead, mean, std::sqrt(squares / lead.size()) + epsilon);
  } else if (kind == Kind::MinMax) {
    auto [low, high] = std::minmax_element(lead.begin(), lead.end());
    double offset = *low, range = double(*high) - *low;
    rescale(lead, offset, range + epsilon);
  } else {
    return;
  }
  if (limit > 0)
    for (float &x : lead)
      x = std::clamp(x, -limit, limit);
}

} // namespace ecg
