// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A folder of tiny WFDB records, written by the tests that read them.
#ifndef ECG_TEST_UNIT_DATA_TESTWFDB_H
#define ECG_TEST_UNIT_DATA_TESTWFDB_H

#include "TestData.h"

namespace ecg::test {

class WfdbFolder : public TempFolder {
public:
  /// A record of format 80, where a byte is its value plus 128, with
  /// interleaved leads; `rest` are the fields after the format.
  void record(llvm::StringRef name, const std::vector<std::string> &leads,
              const std::vector<int> &values,
              llvm::StringRef rest = "100(10)/mV", int rate = 100) const {
    std::string header = (name + " " + llvm::Twine(leads.size()) + " " +
                          llvm::Twine(rate) + "\n")
                             .str();
    for (size_t i = 0; i < leads.size(); ++i)
      header += (name + ".dat 80 " + rest + " 8 0 " + llvm::Twine(values[i]) +
                 " 0 0 " + leads[i] + "\n")
                    .str();
    std::vector<uint8_t> bytes;
    for (int value : values)
      bytes.push_back(value + 128);
    write((name + ".dat").str(), llvm::ArrayRef(bytes));
    write((name + ".hea").str(), header);
  }

  struct Annotation {
    int sample; ///< fewer than 1024 after the one before
    unsigned code;
  };
  /// The .atr file of a record.
  void annotations(llvm::StringRef name,
                   const std::vector<Annotation> &list) const {
    std::vector<uint8_t> bytes;
    int time = 0;
    auto word = [&](unsigned value) {
      bytes.push_back(value & 0xff);
      bytes.push_back(value >> 8);
    };
    for (auto [sample, code] : list) {
      word(code << 10 | (sample - time));
      time = sample;
    }
    word(0);
    write((name + ".atr").str(), llvm::ArrayRef(bytes));
  }
};

} // namespace ecg::test

#endif // ECG_TEST_UNIT_DATA_TESTWFDB_H
