// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report as text.

#include "ecg/Target/Report.h"
#include "ecg/Target/TextTable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

namespace ecg {

bool ProofRow::passed() const {
  bool same =
      allowedError == 0 ? identical == samples : largestError <= allowedError;
  return same && selfTest.value_or(true);
}

double arenaRatio(const Report &report) {
  return double(report.sizes.arenaBytes) /
         double(std::max<int64_t>(report.arenaLowerBound, 1));
}

namespace {

std::string shapeText(llvm::ArrayRef<int64_t> shape) {
  std::string text;
  for (int64_t dim : shape)
    text += (text.empty() ? "" : "x") + std::to_string(dim);
  return text;
}

void printLayers(llvm::raw_ostream &os, const Report &report) {
  TextTable table("lllrrrrr");
  table.add(
      {"layer", "op", "output", "bits", "w bits", "MACs", "bytes", "sees"});
  int64_t macs = 0, bytes = 0;
  for (const LayerRow &row : report.layers) {
    macs += row.macs;
    bytes += row.paramBytes;
    table.add({shortened(row.name), row.op, shapeText(row.shape),
               std::to_string(row.activationBits), orDash(row.weightBits),
               orDash(row.macs), orDash(row.paramBytes),
               orDash(row.receptiveField)});
  }
  table.add({"total", "", "", "", "", grouped(macs), grouped(bytes), ""});
  os << "\nLayers (bytes: weights and biases; sees: samples of the input "
        "behind one result)\n";
  table.print(os);
}

/// Nothing where nothing is predicted for the target.
void printCalls(llvm::raw_ostream &os, const Report &report) {
  if (llvm::none_of(report.calls,
                    [](const CallRow &row) { return row.predicted; }))
    return;
  TextTable table("llrr");
  table.add({"layer", "kernel", "instructions", "cycles"});
  PredictedCosts sum{0, 0};
  for (const CallRow &row : report.calls) {
    PredictedCosts costs = row.predicted.value_or(PredictedCosts());
    table.add({shortened(row.layer), row.kernel, orDash(costs.instructions),
               orDash(costs.cycles.value_or(0))});
    sum.instructions += costs.instructions;
    *sum.cycles += costs.cycles.value_or(0);
  }
  table.add({"total", "", grouped(sum.instructions), orDash(*sum.cycles)});
  os << "\nKernel calls, costs predicted; ecg-bench counts them\n";
  table.print(os);
}

void printSizes(llvm::raw_ostream &os, const Sizes &sizes) {
  os << "\nFlash, all-in: " << grouped(sizes.flash) << " bytes ("
     << sizes.method << ")\n";
  TextTable flash("lr");
  for (const auto &[label, bytes] : sizes.tables)
    flash.add({"tables: " + label, grouped(bytes)});
  if (sizes.measured)
    flash.add({"code, with the C library functions used",
               grouped(sizes.codeBytes())});
  if (sizes.selfTestFlash)
    flash.add({"self test, only when called (not in the sum)",
               grouped(sizes.selfTestFlash)});
  flash.print(os);
  os << "RAM, all-in: " << grouped(sizes.ramBytes()) << " bytes\n";
  TextTable ram("lr");
  ram.add({"arena", grouped(sizes.arenaBytes)});
  if (sizes.stateBytes)
    ram.add({"state, kept between runs", grouped(sizes.stateBytes)});
  ram.add({"input", grouped(sizes.inputBytes)});
  ram.add({"output", grouped(sizes.outputBytes)});
  ram.add({"stack, deepest chain of calls", sizes.stackBytes
                                                ? grouped(*sizes.stackBytes)
                                                : "not known, not in the sum"});
  if (sizes.staticRam)
    ram.add({"static data of the C library", grouped(sizes.staticRam)});
  ram.print(os);
}

void printArena(llvm::raw_ostream &os, const Report &report) {
  if (report.buffers.empty())
    return;
  constexpr int64_t columns = 48;
  int64_t arena = std::max<int64_t>(report.sizes.arenaBytes, 1);
  TextTable table("rrrll");
  table.add({"offset", "bytes", "calls", "address", "for"});
  for (const BufferRow &row : report.buffers) {
    int64_t begin = row.offset * columns / arena;
    int64_t end =
        std::max(begin + 1, (row.offset + row.bytes) * columns / arena);
    std::string bar =
        "|" + std::string(begin, ' ') + std::string(end - begin, '#') +
        std::string(std::max<int64_t>(columns - end, 0), ' ') + "|";
    table.add(
        {grouped(row.offset), grouped(row.bytes),
         std::to_string(row.first + 1) + "-" + std::to_string(row.last + 1),
         bar, shortened(row.name)});
  }
  os << "\nArena: " << grouped(report.sizes.arenaBytes) << " bytes, "
     << llvm::format("%.2f", arenaRatio(report)) << " times the lower bound of "
     << grouped(report.arenaLowerBound) << ", " << report.calls.size()
     << " calls\n";
  table.print(os);
}

std::string percent(double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.1f %%", 100 * value);
  return text;
}

void printAccuracy(llvm::raw_ostream &os, const Report &report) {
  os << "\nAccuracy on '" << report.split << "' of " << report.data << "\n";
  for (const AccuracyRow &row : report.accuracies) {
    const Metrics &metrics = row.metrics;
    os << "  " << llvm::left_justify(row.program, 8)
       << percent(metrics.accuracy) << " (" << metrics.correct << " of "
       << metrics.samples << "), 95 % interval "
       << percent(metrics.accuracyInterval.low) << " to "
       << percent(metrics.accuracyInterval.high) << ", macro-F1 "
       << llvm::format("%.3f", metrics.macroF1) << "\n";
  }
  if (report.agreement)
    os << "  same class as float: " << percent(*report.agreement) << "\n";
  if (!report.leakage.empty())
    os << "  warning: " << report.leakage << "\n";
  for (const std::string &note : report.notes)
    os << "  note: " << note << "\n";
}

void printQuantization(llvm::raw_ostream &os, const LayerErrors &errors) {
  os << "\nInteger against float over " << errors.samples
     << " samples, signal to quantization noise\n";
  TextTable table("llr");
  auto add = [&](std::string what, const LayerError &error) {
    std::string sqnr;
    llvm::raw_string_ostream(sqnr) << llvm::format("%.1f dB", error.sqnr);
    table.add({std::move(what), shortened(error.name), sqnr});
  };
  for (const LayerError &output : errors.outputs)
    add("output", output);
  for (const LayerError &layer : errors.worst(worstLayers))
    add("worst: " + layer.op, layer);
  table.print(os);
}

void printGoals(llvm::raw_ostream &os, llvm::ArrayRef<GoalRow> goals) {
  if (!goals.empty())
    os << "\nGoals\n";
  for (const GoalRow &goal : goals)
    os << "  " << goal.what << ": " << numberOfGoal(goal.reached) << " of "
       << numberOfGoal(goal.limit) << "\n";
}

void printProof(llvm::raw_ostream &os, const ProofRow &proof) {
  os << "  " << proof.machine << ": ";
  if (proof.allowedError == 0)
    os << proof.identical << " of " << proof.samples << " bit-exact";
  else
    os << proof.samples << " samples, largest relative error "
       << llvm::format("%.2g", proof.largestError) << " (allowed "
       << llvm::format("%.0g", proof.allowedError) << ")";
  if (proof.selfTest)
    os << ", self test " << (*proof.selfTest ? "passed" : "FAILED");
  if (proof.instructions)
    os << ", " << grouped(proof.instructions) << " instructions";
  if (proof.stackBytes)
    os << ", " << grouped(proof.stackBytes) << " bytes of stack";
  os << (proof.passed() ? "\n" : " - FAILED\n");
}

} // namespace

std::string numberOfGoal(double value) {
  if (value == std::round(value))
    return grouped(static_cast<int64_t>(value));
  return llvm::formatv("{0:f1}", value);
}

void printReport(llvm::raw_ostream &os, const Report &report) {
  os << report.model << ": " << report.source << " for " << report.target
     << ", " << report.number << "\n";
  for (const std::string &input : report.preparation)
    os << "Input: " << input << "\n";
  if (!report.calibration.empty())
    os << "Calibration: " << report.calibration << "\n";
  printLayers(os, report);
  printCalls(os, report);
  printParameters(os, report.parameters);
  printSizes(os, report.sizes);
  printArena(os, report);
  if (report.quantization)
    printQuantization(os, *report.quantization);
  if (!report.accuracies.empty())
    printAccuracy(os, report);
  else if (!report.noAccuracy.empty())
    os << "\nNo accuracy: " << report.noAccuracy << "\n";
  if (report.validation)
    os << llvm::formatv("\nAccuracy on '{0}': {1:f1} % before compression, "
                        "{2:f1} % after\n",
                        report.validation->split, report.validation->before,
                        report.validation->after);
  printGoals(os, report.goals);
  if (report.proofs.empty())
    return;
  os << "\nEmitted C against the executor, on " << report.proofInputs << "\n";
  for (const ProofRow &proof : report.proofs)
    printProof(os, proof);
}

} // namespace ecg
