// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C identifiers for names that come from model files and may be anything:
// empty, UTF-8, keywords, or equal but for their case.

#ifndef ECG_TARGET_IDENTIFIERS_H
#define ECG_TARGET_IDENTIFIERS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>

namespace ecg {

/// `name` reduced to [A-Za-z0-9_]: other characters become one underscore,
/// outer underscores go, a leading digit, a keyword of C or C++ and a name of
/// the runtime or the C library get `fallback` and an underscore in front. An
/// empty result is `fallback`; long ones are cut.
std::string toIdentifier(llvm::StringRef name, llvm::StringRef fallback);

/// Hands out identifiers that differ from each other, also when written in
/// capitals, because macros are made of them.
class Identifiers {
public:
  /// Keeps `name` from being handed out.
  void reserve(llvm::StringRef name) { taken.insert(name.upper()); }

  /// toIdentifier with `_2`, `_3`... appended while it is taken.
  std::string unique(llvm::StringRef name, llvm::StringRef fallback);

private:
  llvm::StringSet<> taken;
};

} // namespace ecg

#endif // ECG_TARGET_IDENTIFIERS_H
