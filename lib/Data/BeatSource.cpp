// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reading beats; see BeatSource.h. A record that cannot be read fails every one
// of its beats with the same message.
#include "BeatSource.h"
#include "Support.h"
#include "WfdbLeads.h"

using namespace llvm;

namespace ecg {

void BeatSource::addRecord(BeatRecord info,
                           std::vector<std::array<float, 4>> rr) {
  auto record = std::make_unique<Record>();
  record->info = std::move(info);
  record->rr = std::move(rr);
  records.push_back(std::move(record));
}

void BeatSource::measureScale(const Record &record, Record::Lead &lead) const {
  std::vector<double> window(length), deviations;
  for (size_t beat = 0; beat < record.info.beats.size(); ++beat) {
    cutBeat(lead.counts, beginOf(record, beat), lead.zero, lead.gain, window);
    deviations.push_back(deviation(window));
  }
  lead.scale = runningScale(deviations);
}

Error BeatSource::load(Record &record) const {
  const std::string &path = record.info.path;
  Expected<WfdbRecord> read = readWfdbRecord(path);
  if (!read)
    return read.takeError();
  for (unsigned index : record.info.leads) {
    const WfdbSignal &signal = read->header.signals[index];
    Expected<WfdbScale> scale = millivoltScale(signal, path);
    if (!scale)
      return scale.takeError();
    // Not moved: a lead may be taken twice.
    Record::Lead lead{read->samples[index], scale->gain, scale->zero, {}};
    int64_t last = record.info.beats.back(), size = lead.counts.size();
    if (last >= size)
      return dataError(path + ": a beat is annotated at sample " + Twine(last) +
                       ", the record has " + Twine(size));
    if (options.norm.kind == Normalization::Kind::Record)
      measureScale(record, lead);
    record.leads.push_back(std::move(lead));
  }
  return Error::success();
}

Error BeatSource::read(size_t sample, size_t input,
                       MutableArrayRef<float> out) const {
  auto [recordIndex, beat] = samples[sample];
  Record &record = *records[recordIndex];
  if (input == 1) {
    copy(record.rr[beat], out.begin());
    return Error::success();
  }
  std::call_once(record.once, [&] {
    if (Error error = load(record))
      record.failure = toString(std::move(error));
  });
  if (!record.failure.empty())
    return dataError(record.failure);
  std::vector<double> window(length);
  for (auto [i, lead] : enumerate(record.leads)) {
    cutBeat(lead.counts, beginOf(record, beat), lead.zero, lead.gain, window);
    MutableArrayRef<float> values = out.slice(i * length, length);
    copy(window, values.begin());
    if (!lead.scale.empty())
      normalizeBeat(values, lead.scale[beat], options.norm);
  }
  return Error::success();
}

} // namespace ecg
