// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Maps from beat annotations to classes, and their text form.
#include "Support.h"
#include "ecg/Data/Beats.h"
#include "ecg/Data/Wfdb.h"

using namespace llvm;

namespace ecg {

/// P. de Chazal, M. O'Dwyer, R. B. Reilly, IEEE Trans. Biomed. Eng.
/// 51(7):1196-1206, 2004, Table I, with the escape beats e and j in N.
static constexpr StringLiteral kAami = "N:NLRej+S:AaJS+V:VE+F:F+Q:/fQ";

/// Annotation code of a beat symbol; 0 for everything else.
static unsigned beatCode(StringRef symbol) {
  for (unsigned code = 1; code < 64; ++code)
    if (isWfdbBeat(code) && wfdbSymbol(code) == symbol)
      return code;
  return 0;
}

Error BeatClasses::add(StringRef name, StringRef symbols) {
  int index = name == "-" ? kLeftOut : int(classNames.size());
  if (index >= 0)
    classNames.push_back(name.str());
  for (size_t i = 0; i < symbols.size(); ++i) {
    StringRef symbol = symbols.substr(i, 1);
    unsigned code = beatCode(symbol);
    if (!code)
      return dataError("'" + symbol + "' is no beat annotation");
    if (classOf[code])
      return dataError("beat '" + symbol + "' is there twice");
    classOf[code] = index;
  }
  return Error::success();
}

Expected<BeatClasses> BeatClasses::parse(StringRef text) {
  BeatClasses classes;
  SmallVector<StringRef> parts;
  (text == "aami" ? StringRef(kAami) : text).split(parts, '+');
  for (StringRef part : parts) {
    auto [name, symbols] = part.split(':');
    if (name.empty() || symbols.empty())
      return dataError("map=" + text +
                       ": expected aami or CLASS:BEATS+..., "
                       "as in N:NLRej+V:VE");
    if (is_contained(classes.classNames, name))
      return dataError("map=" + text + ": class '" + name + "' is there twice");
    if (Error error = classes.add(name, symbols))
      return dataError("map=" + text + ": " + toString(std::move(error)));
  }
  if (classes.classNames.empty())
    return dataError("map=" + text + ": leaves every beat out");
  return classes;
}

} // namespace ecg
