// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Windows and RR features of the beats of WFDB records. Signals are decoded
// when the first beat of a record is read, and kept as 16-bit counts. Private
// to the room.
#ifndef ECG_LIB_DATA_BEATSOURCE_H
#define ECG_LIB_DATA_BEATSOURCE_H

#include "ecg/Data/Beats.h"
#include "ecg/Data/Dataset.h"
#include "ecg/Data/Wfdb.h"
#include <mutex>

namespace ecg {

/// What is known of a record before its signals are read.
struct BeatRecord {
  std::string path;            ///< of the header
  std::vector<unsigned> leads; ///< signals to take, in this order
  std::vector<int64_t> beats;  ///< sample of every beat, ascending
};

/// One beat that is a sample of the data set.
struct BeatSample {
  uint32_t record; ///< index of its record
  uint32_t beat;   ///< index among the beats of that record
};

/// Input 0 is the window, input 1 the RR features.
class BeatSource : public SignalSource {
public:
  explicit BeatSource(const BeatOptions &options) : options(options) {}

  /// Values of a window, of each lead. Set before the first `read`.
  void setLength(int64_t values) { length = values; }

  /// Adds a record with the RR features of each of its beats.
  void addRecord(BeatRecord record, std::vector<std::array<float, 4>> rr);
  /// A beat of the record added last.
  void addSample(uint32_t beat) {
    samples.push_back({uint32_t(records.size() - 1), beat});
  }

  llvm::Error read(size_t sample, size_t input,
                   llvm::MutableArrayRef<float> out) const override;

private:
  /// The signals of one record, read once.
  struct Record {
    BeatRecord info;
    std::vector<std::array<float, 4>> rr; ///< by beat
    std::once_flag once;
    std::string failure; ///< why nothing could be read
    struct Lead {
      std::vector<int16_t> counts;
      double gain, zero;
      std::vector<float> scale; ///< by beat, for `rec`
    };
    std::vector<Lead> leads;
  };

  llvm::Error load(Record &record) const;
  void measureScale(const Record &record, Record::Lead &lead) const;
  int64_t beginOf(const Record &record, size_t beat) const {
    return record.info.beats[beat] - samplesBefore(options.before, length);
  }

  BeatOptions options;
  int64_t length = 0;
  std::vector<std::unique_ptr<Record>> records;
  std::vector<BeatSample> samples;
};

} // namespace ecg

#endif // ECG_LIB_DATA_BEATSOURCE_H
