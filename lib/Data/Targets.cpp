// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Multi-label targets: one 0 or 1 a sample and class.
#include "Support.h"
#include <cmath>

using namespace llvm;

namespace ecg {

static Error checkShape(const NpyArray &labels, const Twine &array,
                        const DatasetInfo &info) {
  int64_t classes = labels.shape[1];
  if (!labels.isNumeric() || labels.shape[0] != int64_t(info.size))
    return dataError(array + "is " + labels.dtype() + " of shape [" +
                     Twine(labels.shape[0]) + ", " + Twine(classes) +
                     "]; targets are numbers of shape [" + Twine(info.size) +
                     ", classes]");
  if (classes < 2)
    return dataError(array + "has targets of " + Twine(classes) +
                     " class(es); give labels of shape [" + Twine(info.size) +
                     "]");
  if (!info.classNames.empty() && info.classNames.size() != size_t(classes))
    return dataError(array + "has targets of " + Twine(classes) +
                     " classes, there are names of " +
                     Twine(info.classNames.size()));
  return Error::success();
}

Error readTargets(const NpyArray &labels, StringRef name, DatasetInfo &info) {
  std::string array = info.source + ": array '" + name.str() + "' ";
  if (Error error = checkShape(labels, array, info))
    return error;
  int64_t classes = labels.shape[1];
  for (int64_t i = 0; i < labels.size(); ++i) {
    double target = labels.number(i);
    bool unknown = std::isnan(target) || target == -1;
    if (!unknown && target != 0 && target != 1)
      return dataError(array + "says " + shortNumber(target) + " of class " +
                       Twine(i % classes) + " of sample " + Twine(i / classes) +
                       "; expected 1, 0, or -1 where unknown");
    info.targets.push_back(unknown ? -1 : target);
  }
  return Error::success();
}

} // namespace ecg
