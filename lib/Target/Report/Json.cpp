// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report as JSON. Unknown numbers are absent, not 0. Names come from files
// and may hold any bytes, JSON only UTF-8.

#include "ecg/Metrics/Report.h"
#include "ecg/Target/Report.h"

namespace ecg {

namespace json = llvm::json;

static json::Array toJson(llvm::ArrayRef<int64_t> values) {
  return json::Array(values);
}

static json::Object toJson(const LayerRow &row) {
  json::Object object{{"name", json::fixUTF8(row.name)},
                      {"op", row.op},
                      {"shape", toJson(row.shape)},
                      {"activation_bits", row.activationBits},
                      {"macs", row.macs},
                      {"param_bytes", row.paramBytes}};
  if (row.weightBits)
    object["weight_bits"] = row.weightBits;
  if (row.receptiveField)
    object["receptive_field"] = row.receptiveField;
  return object;
}

static json::Object toJson(const BufferRow &row) {
  return json::Object{{"layer", json::fixUTF8(row.name)},
                      {"offset", row.offset},
                      {"bytes", row.bytes},
                      {"first_call", int64_t(row.first)},
                      {"last_call", int64_t(row.last)}};
}

static json::Object toJson(const CPort &port) {
  json::Object object{{"name", json::fixUTF8(port.onnxName)},
                      {"id", port.id},
                      {"output", port.isOutput},
                      {"type", port.cType()},
                      {"shape", toJson(port.shape)}};
  if (port.arenaOffset)
    object["arena_offset"] = *port.arenaOffset;
  if (port.isQuantized) {
    object["scale"] = port.scale;
    object["zero_point"] = port.zeroPoint;
  }
  return object;
}

static json::Object toJson(const Sizes &sizes) {
  json::Object tables;
  for (const auto &[label, bytes] : sizes.tables)
    tables[label] = bytes;
  json::Object flash{{"method", sizes.method},
                     {"measured", sizes.measured},
                     {"total", sizes.flash},
                     {"tables", std::move(tables)}};
  if (sizes.measured) {
    flash["code"] = sizes.codeBytes();
    flash["self_test"] = sizes.selfTestFlash;
  }
  json::Object ram{{"total", sizes.ramBytes()},
                   {"arena", sizes.arenaBytes},
                   {"input", sizes.inputBytes},
                   {"output", sizes.outputBytes},
                   {"static", sizes.staticRam}};
  if (sizes.stateBytes)
    ram["state"] = sizes.stateBytes;
  if (sizes.stackBytes)
    ram["stack"] = *sizes.stackBytes;
  return json::Object{{"flash", std::move(flash)}, {"ram", std::move(ram)}};
}

static json::Object toJson(const CallRow &row) {
  json::Object params;
  for (const auto &[name, value] : row.params)
    params[name] = value;
  json::Object object{{"layer", json::fixUTF8(row.layer)},
                      {"kernel", row.kernel},
                      {"params", std::move(params)}};
  if (!row.predicted)
    return object;
  object["predicted_instructions"] = row.predicted->instructions;
  if (row.predicted->cycles)
    object["predicted_cycles"] = *row.predicted->cycles;
  return object;
}

static json::Object toJson(const AccuracyRow &row) {
  json::Object object = toJson(row.metrics, {});
  object["program"] = row.program;
  return object;
}

static json::Object toJson(const ProofRow &row) {
  json::Object object{{"machine", row.machine},
                      {"passed", row.passed()},
                      {"samples", row.samples},
                      {"identical", row.identical},
                      {"largest_error", row.largestError},
                      {"allowed_error", row.allowedError}};
  if (row.instructions)
    object["instructions"] = row.instructions;
  if (row.stackBytes)
    object["stack"] = row.stackBytes;
  if (row.selfTest)
    object["self_test"] = *row.selfTest;
  return object;
}

template <typename Row>
static json::Array toJson(const std::vector<Row> &rows) {
  json::Array array;
  for (const Row &row : rows)
    array.push_back(toJson(row));
  return array;
}

static json::Object toJson(const LayerError &error) {
  json::Object object{{"name", json::fixUTF8(error.name)},
                      {"sqnr", error.sqnr}};
  if (!error.op.empty())
    object["op"] = error.op;
  return object;
}

static json::Object toJson(const GoalRow &row) {
  return json::Object{
      {"what", row.what}, {"limit", row.limit}, {"reached", row.reached}};
}

static json::Array texts(llvm::ArrayRef<std::string> lines) {
  json::Array array;
  for (const std::string &line : lines)
    array.push_back(json::fixUTF8(line));
  return array;
}

static json::Object evaluation(const Report &report) {
  json::Object object{{"data", json::fixUTF8(report.data)},
                      {"split", json::fixUTF8(report.split)},
                      {"accuracy", toJson(report.accuracies)}};
  if (!report.leakage.empty())
    object["leakage"] = report.leakage;
  if (!report.notes.empty())
    object["notes"] = texts(report.notes);
  if (report.agreement)
    object["agreement"] = *report.agreement;
  return object;
}

json::Value toJson(const Report &report) {
  json::Object object{{"model", report.model},
                      {"source", json::fixUTF8(report.source)},
                      {"target", report.target},
                      {"number", report.number},
                      {"layers", toJson(report.layers)},
                      {"calls", int64_t(report.calls.size())},
                      {"kernels", toJson(report.calls)},
                      {"ports", toJson(report.ports)},
                      {"arena", toJson(report.buffers)},
                      {"arena_lower_bound", report.arenaLowerBound},
                      {"arena_ratio", arenaRatio(report)},
                      {"parameters", toJson(report.parameters)},
                      {"sizes", toJson(report.sizes)}};
  if (!report.preparation.empty())
    object["inputs"] = texts(report.preparation);
  if (!report.calibration.empty())
    object["calibration"] = report.calibration;
  if (report.quantization)
    object["quantization"] = json::Object{
        {"samples", int64_t(report.quantization->samples)},
        {"outputs", toJson(report.quantization->outputs)},
        {"layers", toJson(report.quantization->layers)},
        {"worst_layers", toJson(report.quantization->worst(worstLayers))}};
  if (!report.accuracies.empty())
    object["evaluation"] = evaluation(report);
  if (report.validation)
    object["validation"] =
        json::Object{{"split", json::fixUTF8(report.validation->split)},
                     {"before", report.validation->before},
                     {"after", report.validation->after}};
  if (!report.goals.empty())
    object["goals"] = toJson(report.goals);
  if (!report.proofs.empty())
    object["proof"] =
        json::Object{{"inputs", json::fixUTF8(report.proofInputs)},
                     {"runs", toJson(report.proofs)}};
  return object;
}

} // namespace ecg
