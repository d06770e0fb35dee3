// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How heartbeats are taken out of annotated records: where the window stands,
// what is done to it, which RR features go with it, which class a beat is, and
// which records are in which split. The arithmetic is in Beats.h.
#ifndef ECG_DATA_BEATOPTIONS_H
#define ECG_DATA_BEATOPTIONS_H

#include "ecg/Data/Normalization.h"
#include <vector>

namespace ecg {

/// The four RR features of a beat, of its intervals in seconds
/// (`RrIntervals`), each times 2 and clipped to +-4.
enum class RrKind {
  Relative, ///< `rel`: pre/run - 1, post/run - 1, pre/local - 1, post/local - 1
  Causal,   ///< `caus`: pre - 0.8, local/run - 1, pre/local - 1, pre/run - 1
  Raw,      ///< `raw`: pre - 0.8, post - 0.8, pre/local - 1, pre/run - 1
};

/// What --data-options says about beats. The defaults are the protocol of
/// docs/data.md.
struct BeatOptions {
  /// Share of the window that lies before the annotated sample, 0 to 1.
  double before = 0.375;
  Normalization norm = Normalization::perRecord();
  RrKind rr = RrKind::Relative;
  /// Classes and their beat annotations, see `BeatClasses::parse`.
  std::string map = "aami";
  /// Whether records with paced beats take part where nobody named them.
  bool keepPaced = false;
  /// Records of the splits, by name.
  std::vector<std::string> train, val, test;

  bool hasLists() const {
    return !train.empty() || !val.empty() || !test.empty();
  }
  /// Sets one option from text: before, beat-norm, rr, map, paced, train, val,
  /// test.
  llvm::Error set(llvm::StringRef key, llvm::StringRef value);
};

} // namespace ecg

#endif // ECG_DATA_BEATOPTIONS_H
