// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From flags to an analysis, and from its report to text and JSON.

#include "Sensitivity.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/Report.h"
#include "ecg/Target/TextTable.h"
#include "ecg/Train/Sensitivity.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace ecg {

namespace {

void showProgress(size_t done, size_t total) {
  errs() << "\r" << done << " of " << total << " measurements"
         << (done == total ? "\r\033[K" : "");
}

std::string formatNumber(const char *style, double value) {
  std::string text;
  raw_string_ostream(text) << format(style, value);
  return text;
}

/// The head of a column of SQNR.
std::string headOf(const Perturbation &how) {
  if (how.kind == Perturbation::Pruned)
    return "-" + formatNumber("%g", 100 * how.share) + "% dB";
  return (how.kind == Perturbation::Weights ? "w" : "out") +
         std::to_string(how.bits) + " dB";
}

/// The layers that suffer most, of each perturbation.
std::vector<std::vector<size_t>> findWorst(const SensitivityReport &report) {
  std::vector<std::vector<size_t>> worst;
  for (size_t i = 0; i < report.perturbations.size(); ++i)
    worst.push_back(report.worst(i, worstLayers));
  return worst;
}

class SensitivityTable {
public:
  explicit SensitivityTable(const SensitivityReport &report)
      : report(report), worst(findWorst(report)) {}

  void print(raw_ostream &os) const {
    size_t columns = report.perturbations.size() * (report.loss ? 2 : 1);
    TextTable table("llrr" +
                    std::string(columns + report.loss.has_value(), 'r'));
    table.add(head());
    for (auto [i, layer] : enumerate(report.layers))
      table.add(row(i, layer));
    table.print(os);
  }

private:
  std::vector<std::string> head() const {
    std::vector<std::string> cells{"layer", "op", "weights", "MACs"};
    if (report.loss)
      cells.push_back("Fisher");
    for (const Perturbation &how : report.perturbations) {
      cells.push_back(headOf(how));
      if (report.loss)
        cells.push_back("loss");
    }
    return cells;
  }

  std::vector<std::string> row(size_t i, const LayerSensitivity &layer) const {
    std::vector<std::string> cells{shortened(layer.name), layer.op,
                                   orDash(layer.weights), orDash(layer.macs)};
    if (report.loss)
      cells.push_back(
          layer.fisherTrace ? formatNumber("%.3g", *layer.fisherTrace) : "-");
    for (auto [effect, marked] : zip_equal(layer.effects, worst)) {
      std::string mark = is_contained(marked, i) ? "*" : "";
      cells.push_back(effect ? mark + formatNumber("%.1f", effect->sqnr) : "-");
      if (report.loss)
        cells.push_back(effect ? formatNumber("%+.4f", *effect->lossIncrease)
                               : "-");
    }
    return cells;
  }

  const SensitivityReport &report;
  std::vector<std::vector<size_t>> worst;
};

void print(raw_ostream &os, const Flags &flags, const Dataset &data,
           const SensitivityReport &report) {
  os << "model        " << flags.model << "\n"
     << "data         " << data.name() << ", " << report.samples
     << " samples of split " << flags.split << "\n"
     << "loss         "
     << (report.loss ? formatNumber("%.4f", *report.loss)
                     : "not defined: " + report.noLoss)
     << "\n\n";
  SensitivityTable(report).print(os);
  os << "\ndB: SQNR of the output with one layer changed. wN: its weights have "
        "N "
        "bits;\noutN: its result; -N%: N % of its channels are zero.\n"
     << (report.loss ? "loss: what is added to it. " : "")
     << "*: worst of a column; -: does not apply.\n";
}

/// JSON has no infinities.
json::Value numberOrNull(std::optional<double> value) {
  if (!value || !std::isfinite(*value))
    return nullptr;
  return *value;
}

json::Object describe(const Perturbation &how) {
  json::Object object{{"name", how.name()}};
  if (how.kind == Perturbation::Pruned) {
    object["kind"] = "pruned";
    object["share"] = how.share;
    return object;
  }
  object["kind"] = how.kind == Perturbation::Weights ? "weights" : "output";
  object["bits"] = how.bits;
  return object;
}

json::Object describe(const SensitivityReport &report,
                      const LayerSensitivity &layer) {
  json::Object effects;
  for (auto [how, effect] : zip_equal(report.perturbations, layer.effects))
    effects[how.name()] =
        effect ? json::Value(json::Object{
                     {"sqnr_db", numberOrNull(effect->sqnr)},
                     {"loss_increase", numberOrNull(effect->lossIncrease)}})
               : json::Value(nullptr);
  return json::Object{{"name", json::fixUTF8(layer.name)},
                      {"op", layer.op},
                      {"weights", layer.weights},
                      {"macs", layer.macs},
                      {"fisher_trace", numberOrNull(layer.fisherTrace)},
                      {"effects", std::move(effects)}};
}

Error writeJson(const Flags &flags, const Dataset &data,
                const SensitivityReport &report) {
  json::Array perturbations, layers;
  json::Object worst;
  for (auto [how, marked] :
       zip_equal(report.perturbations, findWorst(report))) {
    perturbations.push_back(describe(how));
    json::Array names;
    for (size_t i : marked)
      names.push_back(json::fixUTF8(report.layers[i].name));
    worst[how.name()] = std::move(names);
  }
  for (const LayerSensitivity &layer : report.layers)
    layers.push_back(describe(report, layer));
  json::Object object{{"model", json::fixUTF8(flags.model)},
                      {"data", json::fixUTF8(data.name())},
                      {"split", json::fixUTF8(flags.split)},
                      {"samples", report.samples},
                      {"loss", numberOrNull(report.loss)},
                      {"perturbations", std::move(perturbations)},
                      {"layers", std::move(layers)},
                      {"worst", std::move(worst)}};
  return writeToOutput(flags.json, [&](raw_ostream &os) {
    os << formatv("{0:2}\n", json::Value(std::move(object)));
    return Error::success();
  });
}

SensitivityOptions readOptions(const Flags &flags, size_t output) {
  SensitivityOptions options;
  if (!flags.sensitivityBits.empty())
    options.bits.assign(flags.sensitivityBits.begin(),
                        flags.sensitivityBits.end());
  if (!flags.sensitivityPrune.empty())
    options.prune.assign(flags.sensitivityPrune.begin(),
                         flags.sensitivityPrune.end());
  options.samples = flags.sensitivitySamples;
  options.split = flags.split;
  options.output = output;
  options.threads = flags.threads;
  if (errs().is_displayed())
    options.progress = showProgress;
  return options;
}

} // namespace

Error reportSensitivity(const Flags &flags, mlir::ModuleOp module,
                        const Program &program, size_t output) {
  Expected<Dataset> data =
      flags.data.open(program, findLabelledOutput(program, output));
  if (!data)
    return data.takeError();
  mlir::OwningOpRef<mlir::ModuleOp> copy = module.clone();
  mlir::PassManager passes(module.getContext());
  buildSimplifyPipeline(passes);
  if (failed(passes.run(*copy)))
    return createStringError("the network cannot be simplified");
  auto function = *copy->getOps<mlir::func::FuncOp>().begin();
  Expected<SensitivityReport> report =
      analyzeSensitivity(function, *data, readOptions(flags, output));
  if (!report)
    return report.takeError();
  print(outs(), flags, *data, *report);
  return flags.json.empty() ? Error::success()
                            : writeJson(flags, *data, *report);
}

} // namespace ecg
