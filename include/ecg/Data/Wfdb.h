// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// PhysioNet's WFDB records: headers (.hea), signals (.dat in formats 16, 80
// and 212, MATLAB v4 .mat) and MIT annotations (.atr). Written after the WFDB
// Applications Guide, header(5), signal(5) and annot(5). No segments of
// multi-segment records, no network.
#ifndef ECG_DATA_WFDB_H
#define ECG_DATA_WFDB_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// One signal line of a header.
struct WfdbSignal {
  std::string fileName;
  unsigned format = 16;
  unsigned samplesPerFrame = 1;
  unsigned skew = 0;       ///< samples this signal lags in its file
  uint64_t byteOffset = 0; ///< of the first sample in its file
  double gain = 200;       ///< ADC units per physical unit
  double baseline = 0;     ///< ADC value of 0 physical units
  std::string units = "mV";
  unsigned adcResolution = 12;
  int32_t adcZero = 0;
  /// First value and 16-bit sum of all values, where the header has them.
  std::optional<int32_t> initialValue, checksum;
  unsigned blockSize = 0;
  std::string description; ///< the lead's name
};

/// A header file.
struct WfdbHeader {
  std::string name;
  double frameRate = 250; ///< frames a second; a signal may have several
                          ///< samples a frame
  double counterRate = 0; ///< 0: as frameRate
  double counterBase = 0;
  uint64_t frames = 0; ///< 0: as many as the signal files hold
  std::string baseTime, baseDate;
  std::vector<WfdbSignal> signals;
  std::vector<std::string> comments; ///< without '#'
};

/// A header and its signals as ADC values; kWfdbInvalid marks lost samples.
struct WfdbRecord {
  WfdbHeader header;
  /// frames * samplesPerFrame values each, skew taken out.
  std::vector<std::vector<int16_t>> samples;
};

/// What all 16-bit-or-less formats use for "no value here".
constexpr int16_t kWfdbInvalid = INT16_MIN;

/// One annotation.
struct WfdbAnnotation {
  int64_t sample = 0;
  uint8_t code = 0; ///< 1..49, see wfdbSymbol
  int8_t subtype = 0, channel = 0, number = 0;
  std::string aux; ///< e.g. "(AFIB" at a change of rhythm
};

/// Parses the text of a header; `path` is for messages.
llvm::Expected<WfdbHeader> parseWfdbHeader(llvm::StringRef text,
                                           llvm::StringRef path);

/// The header in file `path`.
llvm::Expected<WfdbHeader> readWfdbHeader(llvm::StringRef path);

/// Reads header `path` (.hea) and the signal files beside it. Where the header
/// has a checksum, it and the first value have to agree with the samples.
llvm::Expected<WfdbRecord> readWfdbRecord(llvm::StringRef path);

/// Parses MIT-format annotations, in ascending time.
llvm::Expected<std::vector<WfdbAnnotation>>
parseWfdbAnnotations(llvm::ArrayRef<uint8_t> bytes, llvm::StringRef path);
llvm::Expected<std::vector<WfdbAnnotation>>
readWfdbAnnotations(llvm::StringRef path);

/// The usual one-letter name of an annotation code ("N", "V", "+"); empty for
/// codes without.
llvm::StringRef wfdbSymbol(unsigned code);

/// Whether an annotation of this code is a heartbeat: one of
/// NLRBAaJSVrFejnE/fQ? (ventricular flutter waves, "!", are not).
bool isWfdbBeat(unsigned code);

} // namespace ecg

#endif // ECG_DATA_WFDB_H
