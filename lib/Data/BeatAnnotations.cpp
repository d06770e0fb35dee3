// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Heartbeats out of annotation files; see BeatAnnotations.h.
#include "BeatAnnotations.h"
#include "Support.h"
#include "ecg/Data/Wfdb.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ecg {

static Error addBeat(const WfdbAnnotation &annotation, AnnotatedBeats &beats) {
  unsigned code = annotation.code;
  std::string at =
      (beats.path + ": the annotation at sample " + Twine(annotation.sample))
          .str();
  // Code 0 is a place without a meaning.
  if (code && wfdbSymbol(code).empty())
    return dataError(at + " has the unknown code " + Twine(code));
  if (!isWfdbBeat(code))
    return Error::success();
  int64_t before = beats.samples.empty() ? 0 : beats.samples.back();
  if (annotation.sample < before)
    return dataError(at + " follows one at " + Twine(before));
  beats.samples.push_back(annotation.sample);
  beats.codes.push_back(code);
  beats.paced |= wfdbSymbol(code) == "/";
  return Error::success();
}

Expected<AnnotatedBeats> readBeats(StringRef header) {
  SmallString<128> path = header;
  sys::path::replace_extension(path, ".atr");
  if (!sys::fs::exists(path))
    return dataError(header + ": no annotations, there is no '" +
                     sys::path::filename(path) + "' beside it");
  Expected<std::vector<WfdbAnnotation>> list = readWfdbAnnotations(path);
  if (!list)
    return list.takeError();
  AnnotatedBeats beats;
  beats.path = path.str().str();
  for (const WfdbAnnotation &annotation : *list)
    if (Error error = addBeat(annotation, beats))
      return std::move(error);
  if (beats.samples.size() < 2)
    return dataError(path + ": " + Twine(beats.samples.size()) +
                     " beat(s); an RR interval needs two");
  return beats;
}

} // namespace ecg
