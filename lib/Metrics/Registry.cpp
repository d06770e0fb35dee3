// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of metrics: what they are put together from, and what they mean.

#include "Figures.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <numeric>

using namespace llvm;

namespace ecg {

namespace {

using Classes = std::vector<size_t>;

Estimate accuracy(const Outcome &outcome) {
  Proportion correct = countCorrect(outcome.scored);
  return share(correct, correct.value());
}

struct WholeMetric {
  StringRef name, unit;
  bool higherIsBetter;
  Estimate (*estimate)(const Outcome &);
};

constexpr WholeMetric reconstructionMetrics[] = {
    {"snr", "dB", true,
     [](const Outcome &o) { return Estimate{meanSnr(o.reconstructions)}; }},
    {"prd", "%", false,
     [](const Outcome &o) { return Estimate{meanPrd(o.reconstructions)}; }},
    {"prdn", "%", false,
     [](const Outcome &o) { return Estimate{meanPrdn(o.reconstructions)}; }},
    {"compression-ratio", "", true,
     [](const Outcome &o) { return Estimate{o.compressionRatio}; }}};

Metric makeMetric(const WholeMetric &metric) {
  return {metric.name.str(), metric.unit.str(), metric.higherIsBetter,
          metric.estimate};
}

Metric makeOfClass(std::string name, const Figure &figure, Classes classes) {
  return {std::move(name), "", true,
          [&figure, classes = std::move(classes)](const Outcome &outcome) {
            return figure.estimate(outcome.scored, classes);
          }};
}

/// Decisions on several classes of a sample are not independent, so a share
/// of them says nothing about an interval.
Metric makeMicro(std::string name, const Figure &figure, Classes classes) {
  return {std::move(name), "", true,
          [&figure, classes = std::move(classes)](const Outcome &outcome) {
            return Estimate{figure.estimate(outcome.scored, classes).value};
          }};
}

Metric makeMacro(std::string name, const Figure &figure, Classes classes) {
  return {std::move(name), "", true,
          [&figure, classes = std::move(classes)](const Outcome &outcome) {
            return macroMean(figure, outcome.scored, classes);
          }};
}

Classes allClasses(const MetricContext &context) {
  Classes classes(context.numClasses);
  std::iota(classes.begin(), classes.end(), 0);
  return classes;
}

Metric makeChallenge(const MetricContext &context) {
  return {"challenge", "", true, [context](const Outcome &outcome) {
            return Estimate{challengeScore(outcome.scored, context.classNames,
                                           *context.weights,
                                           context.normalClass)};
          }};
}

Error unknownMetric(StringRef name) {
  std::string known = "accuracy, challenge";
  for (const Figure &figure : figureTable())
    known += (", " + figure.name + ":CLASS, macro-" + figure.name + ", micro-" +
              figure.name)
                 .str();
  for (const WholeMetric &metric : reconstructionMetrics)
    known += (", " + metric.name).str();
  return createStringError("unknown metric '" + name.str() + "'; there are " +
                           known);
}

Error unknownClass(StringRef metric, StringRef cls,
                   const MetricContext &context) {
  std::string known;
  for (size_t i = 0; i < context.numClasses; ++i)
    known += (i ? ", " : "") + context.className(i);
  return createStringError("metric '" + metric.str() +
                           "': there is no class '" + cls.str() +
                           "'; there are " + known);
}

/// "A+B" as classes; a name with a plus in it is taken as it stands.
Expected<Classes> parseClasses(StringRef metric, StringRef text,
                               const MetricContext &context) {
  auto number = [&](StringRef name) -> std::optional<size_t> {
    for (size_t cls = 0; cls < context.numClasses; ++cls)
      if (context.className(cls) == name)
        return cls;
    return std::nullopt;
  };
  if (std::optional<size_t> cls = number(text))
    return Classes{*cls};
  Classes classes;
  for (StringRef name : split(text, '+')) {
    std::optional<size_t> cls = number(name);
    if (!cls)
      return unknownClass(metric, name, context);
    classes.push_back(*cls);
  }
  return classes;
}

} // namespace

std::string MetricContext::className(size_t cls) const {
  return ecg::className(classNames, cls);
}

Outcome Outcome::select(ArrayRef<uint32_t> samples) const {
  Outcome result;
  result.compressionRatio = compressionRatio;
  if (scored.numClasses)
    result.scored = scored.select(samples);
  if (!reconstructions.empty())
    for (uint32_t sample : samples)
      result.reconstructions.push_back(reconstructions[sample]);
  return result;
}

Expected<Metric> findMetric(StringRef name, const MetricContext &context) {
  if (name == "accuracy")
    return Metric{"accuracy", "", true, accuracy};
  if (name == "challenge" && context.weights)
    return makeChallenge(context);
  if (name == "challenge")
    return createStringError("metric 'challenge' needs its table of weights");
  for (const WholeMetric &metric : reconstructionMetrics)
    if (metric.name == name)
      return makeMetric(metric);
  auto [stem, classNames] = name.split(':');
  StringRef figureName = stem;
  bool macro = figureName.consume_front("macro-");
  bool micro = !macro && figureName.consume_front("micro-");
  const Figure *figure = findFigure(figureName);
  bool named = name.contains(':');
  if (!figure || (!named && !macro && !micro))
    return unknownMetric(name);
  Classes classes = allClasses(context);
  if (named) {
    Expected<Classes> parsed = parseClasses(name, classNames, context);
    if (!parsed)
      return parsed.takeError();
    classes = std::move(*parsed);
  }
  if (!macro && !micro && classes.size() != 1)
    return createStringError("metric '" + name.str() +
                             "' is of one class; write macro-" + name.str() +
                             " or micro-" + name.str());
  auto make = macro ? makeMacro : micro ? makeMicro : makeOfClass;
  return make(name.str(), *figure, std::move(classes));
}

Expected<std::vector<Metric>> findMetrics(StringRef names,
                                          const MetricContext &context) {
  std::vector<Metric> metrics;
  for (StringRef name : split(names, ',')) {
    Expected<Metric> metric = findMetric(name.trim(), context);
    if (!metric)
      return metric.takeError();
    metrics.push_back(std::move(*metric));
  }
  return metrics;
}

std::vector<Metric> allClassMetrics(const MetricContext &context) {
  std::vector<Metric> metrics{{"accuracy", "", true, accuracy}};
  if (context.weights)
    metrics.push_back(makeChallenge(context));
  for (const Figure &figure : figureTable())
    metrics.push_back(
        makeMacro(("macro-" + figure.name).str(), figure, allClasses(context)));
  for (const Figure &figure : figureTable())
    metrics.push_back(
        makeMicro(("micro-" + figure.name).str(), figure, allClasses(context)));
  for (const Figure &figure : figureTable())
    for (size_t cls = 0; cls < context.numClasses; ++cls)
      metrics.push_back(makeOfClass(
          (figure.name + ":" + context.className(cls)).str(), figure, {cls}));
  return metrics;
}

std::vector<Metric> allReconstructionMetrics() {
  std::vector<Metric> metrics;
  for (const WholeMetric &metric : reconstructionMetrics)
    metrics.push_back(makeMetric(metric));
  return metrics;
}

bool isReconstructionMetric(StringRef name) {
  return any_of(reconstructionMetrics,
                [&](const WholeMetric &metric) { return metric.name == name; });
}

} // namespace ecg
