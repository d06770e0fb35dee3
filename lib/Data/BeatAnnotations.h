// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The heartbeats of one WFDB record. Private to the room.
#ifndef ECG_LIB_DATA_BEATANNOTATIONS_H
#define ECG_LIB_DATA_BEATANNOTATIONS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace ecg {

struct AnnotatedBeats {
  std::string path;             ///< of the annotations
  std::vector<int64_t> samples; ///< in frames of the record, ascending
  std::vector<unsigned> codes;  ///< annotation code of each
  bool paced = false;           ///< one or more of them are paced
};

/// Beats of the .atr file beside `header`. A missing file, codes that stand for
/// nothing known, falling times and fewer than two beats are errors.
llvm::Expected<AnnotatedBeats> readBeats(llvm::StringRef header);

} // namespace ecg

#endif // ECG_LIB_DATA_BEATANNOTATIONS_H
