// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which signals of WFDB records are read, and their physical units. Private to
// the room.
#ifndef ECG_LIB_DATA_WFDBLEADS_H
#define ECG_LIB_DATA_WFDBLEADS_H

#include "ecg/Data/Wfdb.h"

namespace ecg {

/// Chooses the leads of one record after the other. All records must agree in
/// sampling rate and, unless leads are named, in their leads.
class LeadChooser {
public:
  explicit LeadChooser(llvm::ArrayRef<std::string> wanted) : wanted(wanted) {}

  /// Positions of the leads among the signals of `header`, which is the file
  /// `path`. Never empty.
  llvm::Expected<std::vector<unsigned>> choose(const WfdbHeader &header,
                                               llvm::StringRef path);

  /// Names in the first record.
  const std::vector<std::string> &names() const { return firstNames; }
  /// Values a second; 0 before the first record.
  double rate() const { return firstRate; }

private:
  llvm::Error compare(llvm::ArrayRef<std::string> names, double rate,
                      llvm::StringRef path);

  llvm::ArrayRef<std::string> wanted;
  std::vector<std::string> firstNames;
  double firstRate = 0;
};

/// Millivolts are (count - zero) / gain.
struct WfdbScale {
  double gain = 1, zero = 0;
};

/// Of a signal in V, mV or uV; other units are errors.
llvm::Expected<WfdbScale> millivoltScale(const WfdbSignal &signal,
                                         llvm::StringRef path);

} // namespace ecg

#endif // ECG_LIB_DATA_WFDBLEADS_H
