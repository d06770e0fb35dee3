// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Leads of WFDB records; see WfdbLeads.h.
#include "WfdbLeads.h"
#include "Support.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace ecg {

Expected<std::vector<unsigned>> LeadChooser::choose(const WfdbHeader &header,
                                                    StringRef path) {
  std::vector<std::string> names, chosen;
  for (const WfdbSignal &signal : header.signals)
    names.push_back(signal.description);
  if (names.empty())
    return dataError(path + ": a record without signals");
  Expected<std::vector<unsigned>> leads =
      selectLeads(wanted, names, names.size(), path);
  if (!leads)
    return leads;
  unsigned width = header.signals[leads->front()].samplesPerFrame;
  for (unsigned lead : *leads) {
    chosen.push_back(names[lead]);
    if (header.signals[lead].samplesPerFrame != width)
      return dataError(path + ": leads have different sampling rates; "
                              "choose with lead=");
  }
  if (Error error = compare(chosen, header.frameRate * width, path))
    return std::move(error);
  return leads;
}

Error LeadChooser::compare(ArrayRef<std::string> names, double rate,
                           StringRef path) {
  if (firstNames.empty()) {
    firstNames = names.vec();
    firstRate = rate;
    return Error::success();
  }
  if (rate != firstRate)
    return dataError(path + ": sampled at " + shortNumber(rate) +
                     " Hz, the records before at " + shortNumber(firstRate) +
                     " Hz");
  if (wanted.empty() && names != ArrayRef(firstNames))
    return dataError(path + ": has leads " + listNames(names) +
                     ", the records before " + listNames(firstNames) +
                     "; choose with lead=");
  return Error::success();
}

Expected<WfdbScale> millivoltScale(const WfdbSignal &signal, StringRef path) {
  double perMillivolt = StringSwitch<double>(signal.units)
                            .Case("mV", 1)
                            .Case("uV", 1000)
                            .Case("V", 1e-3)
                            .Default(0);
  if (!perMillivolt)
    return dataError(path + ": lead '" + signal.description + "' is in " +
                     signal.units + ", not in mV");
  return WfdbScale{signal.gain * perMillivolt, signal.baseline};
}

} // namespace ecg
