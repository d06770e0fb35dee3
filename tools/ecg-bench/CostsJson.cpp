// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Costs as JSON.

#include "Costs.h"

using namespace llvm;

namespace ecg {

static void addCycles(json::Object &object,
                      const std::optional<double> &cycles) {
  if (cycles)
    object["cycles"] = static_cast<int64_t>(*cycles);
}

static json::Object toJson(const LayerCosts &layer) {
  json::Object object{{"layer", json::fixUTF8(layer.layer)},
                      {"kernel", layer.kernel},
                      {"macs", layer.macs},
                      {"instructions", layer.instructions}};
  addCycles(object, layer.cycles);
  if (layer.predicted)
    object["predicted_instructions"] = layer.predicted->instructions;
  if (layer.predicted && layer.predicted->cycles)
    object["predicted_cycles"] = *layer.predicted->cycles;
  return object;
}

template <typename Row> static json::Array rows(const std::vector<Row> &list) {
  json::Array array;
  for (const Row &row : list)
    array.push_back(toJson(row));
  return array;
}

static json::Object toJson(const ProgramCosts &costs) {
  json::Object ram{{"total", costs.ram},
                   {"input", costs.input},
                   {"output", costs.output},
                   {"arena", costs.arena}};
  if (costs.stack)
    ram["stack"] = *costs.stack;
  json::Object object{{"program", costs.program},
                      {"instructions", costs.instructions},
                      {"flash", costs.flash},
                      {"ram", std::move(ram)},
                      {"layers", rows(costs.layers)}};
  addCycles(object, costs.cycles);
  return object;
}

static json::Object toJson(const TargetCosts &target) {
  json::Object object{{"target", target.target},
                      {"board", target.board},
                      {"macs", target.macs},
                      {"programs", rows(target.programs)}};
  if (!target.cycleSource.empty())
    object["cycle_table"] = target.cycleSource;
  return object;
}

json::Value toJson(const BenchRun &run) {
  return json::Object{{"model", json::fixUTF8(run.model)},
                      {"number", run.number},
                      {"wait_states", run.waitStates},
                      {"targets", rows(run.targets)}};
}

} // namespace ecg
