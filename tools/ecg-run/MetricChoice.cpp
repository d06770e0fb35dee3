// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the names of --metrics to metrics and tables.

#include "MetricChoice.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ecg {

static constexpr StringRef usualMetrics =
    "accuracy,macro-f1,macro-sensitivity,macro-specificity,macro-auroc,"
    "macro-auprc,classes,confusion";

Error readWeights(StringRef path, StringRef normal, MetricContext &context) {
  Expected<ChallengeWeights> weights = ChallengeWeights::read(path);
  if (!weights)
    return weights.takeError();
  std::optional<size_t> cls = weights->find(normal);
  if (!cls)
    return createStringError(path + ": has no class '" + normal +
                             "'; name the normal one with --challenge-normal");
  if (none_of(context.classNames,
              [&](StringRef name) { return weights->find(name).has_value(); }))
    return createStringError(path + ": has no class of the data, but " +
                             join(weights->names(), ", "));
  context.normalClass = *cls;
  context.weights = std::make_shared<ChallengeWeights>(std::move(*weights));
  return Error::success();
}

bool namesReconstruction(StringRef names) {
  return any_of(split(names, ','), [](StringRef name) {
    return isReconstructionMetric(name.trim());
  });
}

/// Appends what `name` stands for.
static Error choose(StringRef name, const MetricContext &context,
                    MetricChoice &choice) {
  if (name == "classes" || name == "confusion") {
    (name == "classes" ? choice.classTable : choice.confusion) = true;
    return Error::success();
  }
  Expected<Metric> metric = findMetric(name, context);
  if (!metric)
    return metric.takeError();
  choice.metrics.push_back(std::move(*metric));
  return Error::success();
}

static void chooseAll(MetricChoice &choice, bool reconstruct) {
  choice.metrics = choice.all;
  choice.classTable = choice.confusion = !reconstruct;
}

/// An output is either classes or a signal.
static Error checkKind(const MetricChoice &choice) {
  for (const Metric &metric : choice.metrics)
    if (!isReconstructionMetric(metric.name))
      return createStringError("metric '" + metric.name +
                               "' is of classes, others are of "
                               "reconstructions; ask for one kind");
  return Error::success();
}

Expected<MetricChoice>
chooseMetrics(StringRef names, const MetricContext &context, bool reconstruct) {
  MetricChoice choice;
  choice.all =
      reconstruct ? allReconstructionMetrics() : allClassMetrics(context);
  if (names == "all" || (names.empty() && reconstruct)) {
    chooseAll(choice, reconstruct);
    return choice;
  }
  for (StringRef name : split(names.empty() ? usualMetrics : names, ','))
    if (Error error = choose(name.trim(), context, choice))
      return std::move(error);
  if (reconstruct)
    if (Error error = checkKind(choice))
      return std::move(error);
  for (const Metric &metric : choice.metrics)
    if (none_of(choice.all,
                [&](const Metric &known) { return known.name == metric.name; }))
      choice.all.push_back(metric);
  return choice;
}

} // namespace ecg
