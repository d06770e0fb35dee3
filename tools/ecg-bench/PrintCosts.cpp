// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Costs as text: a table of programs, then a table of layers a target.

#include "Costs.h"
#include "ecg/Target/TextTable.h"
#include "llvm/Support/FormatVariadic.h"

namespace ecg {

static std::string ratio(double value, double other) {
  return other > 0 ? llvm::formatv("{0:f2}", value / other).str() : "-";
}

static std::string cyclesText(const std::optional<double> &cycles) {
  return cycles ? grouped(static_cast<int64_t>(*cycles)) : "-";
}

static void printPrograms(llvm::raw_ostream &os, const BenchRun &run) {
  TextTable table("llrrrrrrrrr");
  table.add({"target", "program", "instructions", "x ours", "cycles", "flash",
             "RAM", "input", "output", "arena", "stack"});
  for (const TargetCosts &target : run.targets)
    for (const ProgramCosts &costs : target.programs)
      table.add(
          {target.target, costs.program, grouped(costs.instructions),
           ratio(costs.instructions, target.programs.front().instructions),
           cyclesText(costs.cycles), grouped(costs.flash), grouped(costs.ram),
           orDash(costs.input), orDash(costs.output), orDash(costs.arena),
           costs.stack ? grouped(*costs.stack) : "-"});
  table.print(os);
}

static const LayerCosts *findLayer(const ProgramCosts &costs,
                                   llvm::StringRef name) {
  for (const LayerCosts &layer : costs.layers)
    if (layer.layer == name)
      return &layer;
  return nullptr;
}

static void printLayers(llvm::raw_ostream &os, const TargetCosts &target) {
  const ProgramCosts &ours = target.programs.front();
  std::vector<const ProgramCosts *> peers; // those that tell layers apart
  for (const ProgramCosts &costs : target.programs)
    if (&costs != &ours && !costs.layers.empty())
      peers.push_back(&costs);
  std::vector<std::string> head{"layer", "kernel", "MACs",     "instructions",
                                "a MAC", "cycles", "predicted"};
  for (const ProgramCosts *peer : peers)
    head.insert(head.end(), {peer->program, "x ours"});
  TextTable table("llrrrrr" + std::string(2 * peers.size(), 'r'));
  table.add(head);
  for (const LayerCosts &layer : ours.layers) {
    std::vector<std::string> row{
        shortened(layer.layer),
        layer.kernel,
        orDash(layer.macs),
        grouped(layer.instructions),
        ratio(layer.instructions, layer.macs),
        cyclesText(layer.cycles),
        orDash(layer.predicted ? layer.predicted->instructions : 0)};
    for (const ProgramCosts *peer : peers) {
      const LayerCosts *other =
          layer.macs ? findLayer(*peer, layer.layer) : nullptr;
      row.push_back(other ? grouped(other->instructions) : "-");
      row.push_back(other ? ratio(other->instructions, layer.instructions)
                          : "-");
    }
    table.add(row);
  }
  std::vector<std::string> total{"total",
                                 "",
                                 grouped(target.macs),
                                 grouped(ours.instructions),
                                 ratio(ours.instructions, target.macs),
                                 cyclesText(ours.cycles),
                                 ""};
  for (const ProgramCosts *peer : peers)
    total.insert(total.end(), {grouped(peer->instructions),
                               ratio(peer->instructions, ours.instructions)});
  table.add(total);
  os << "\nLayers on " << target.target << "\n";
  table.print(os);
}

void printCosts(llvm::raw_ostream &os, const BenchRun &run) {
  os << run.model << ", " << run.number
     << ": one inference; instructions are counted under QEMU, cycles a "
        "model (wait states: "
     << run.waitStates << "), bytes\n";
  printPrograms(os, run);
  for (const TargetCosts &target : run.targets)
    if (!target.cycleSource.empty())
      os << "cycles of " << target.target << ": " << target.cycleSource << "\n";
  for (const TargetCosts &target : run.targets)
    printLayers(os, target);
}

} // namespace ecg
