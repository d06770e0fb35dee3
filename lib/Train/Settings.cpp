// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What tables of options share.

#include "Settings.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <limits>

using namespace llvm;

namespace ecg {

Error trainError(const Twine &message) {
  return createStringError(inconvertibleErrorCode(), message);
}

std::string listWords(ArrayRef<StringRef> words) { return join(words, ", "); }

std::string numberText(double number) {
  std::string text;
  raw_string_ostream(text) << format("%g", number);
  return text;
}

Error checkDemands(ArrayRef<Demand> demands) {
  for (const Demand &demand : demands)
    if (!demand.holds)
      return trainError(demand.what + " " + numberText(demand.value) +
                        ": expected " + demand.expected);
  return Error::success();
}

bool parseNumber(StringRef text, double low, double high, double &number) {
  // The comparison refuses NaN, too.
  return !text.getAsDouble(number) && number >= low && number <= high;
}

std::string describeRange(StringRef what, double low, double high) {
  std::string text = (what + " from " + numberText(low)).str();
  // The largest number stands for no limit.
  if (high < std::numeric_limits<double>::max())
    text += " to " + numberText(high);
  return text;
}

} // namespace ecg
