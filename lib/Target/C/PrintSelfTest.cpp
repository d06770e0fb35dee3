// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The two optional files of an emitted folder: `<model>_self_test.c`, a stored
// vector in its own file so that a linker drops it where it is not called, and
// `<model>_normalize.c`.

#include "Printers.h"
#include "ecg/Target/CText.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {

static void printValues(llvm::raw_ostream &os, const CPort &port,
                        const SelfTestVector &vector, size_t index) {
  std::string id = (port.isOutput ? "expected_" : "stored_") + port.id;
  const std::string &bytes = vector.bytes[index];
  printArray(os, id, port.cType(), {bytes.data(), bytes.size()});
  os << "\n";
}

/// Compares one output; written so that infinities pass and a NaN fails.
static void printComparison(llvm::raw_ostream &os, const CModel &model,
                            const CPort &port, float tolerance) {
  os << "  for (i = 0; i < " << model.macro << "_"
     << llvm::StringRef(port.id).upper() << "_LEN; ++i)\n";
  if (!port.isFloat())
    os << "    if (" << port.id << "[i] != expected_" << port.id << "[i])\n";
  else
    os << "    if (" << port.id << "[i] != expected_" << port.id
       << "[i] &&\n        !(fabsf(" << port.id << "[i] - expected_" << port.id
       << "[i]) <= " << cFloat(tolerance) << "))\n";
  os << "      return ECG_RT_ERR_SELF_TEST;\n";
}

/// Copies a stored input into the arena.
static void printFill(llvm::raw_ostream &os, const CModel &model,
                      const CPort &port) {
  os << "  if (arena != NULL)\n    memcpy(" << port.accessor(model.name)
     << "(arena), stored_" << port.id << ",\n           sizeof(stored_"
     << port.id << "));\n";
}

std::string printSelfTest(const CModel &model, const EmitOptions &options) {
  const SelfTestVector &vector = *options.selfTest;
  std::string text;
  llvm::raw_string_ostream os(text);
  os << fileComment(options, "Self test of '" + model.name +
                                 "': a stored input and its outputs.")
     << "#include \"" << model.name << ".h\"\n#include <math.h>\n"
     << (model.stateBytes || model.hasInputInArena() ? "#include <string.h>\n\n"
                                                     : "\n");
  for (auto [i, port] : llvm::enumerate(model.ports))
    printValues(os, port, vector, i);
  os << prototype(model, "self_test", /*withInputs=*/false)
     << " {\n  size_t i;\n  int status;\n";
  if (model.stateBytes)
    os << "  if (state != NULL)\n    memset(state, 0, " << model.macro
       << "_STATE_BYTES);\n";
  for (const CPort *input : model.inputs())
    if (input->arenaOffset)
      printFill(os, model, *input);
  os << "  status = " << model.name << "_run(arena"
     << (model.stateBytes ? ", state" : "");
  for (const CPort &port : model.ports)
    if (port.isParameter())
      os << ",\n      " << (port.isOutput ? "" : "stored_") << port.id;
  os << ");\n  if (status != ECG_RT_OK)\n    return status;\n";
  for (const CPort &port : model.ports)
    if (port.isOutput)
      printComparison(os, model, port, vector.tolerance);
  os << "  return ECG_RT_OK;\n}\n";
  return text;
}

static constexpr llvm::StringLiteral zscoreBody =
    R"(  double sum = 0, squares = 0;
  size_t i;
  for (i = 0; i < n; ++i)
    sum += (double)raw[i];
  const double mean = n ? sum / (double)n : 0;
  for (i = 0; i < n; ++i)
    squares += ((double)raw[i] - mean) * ((double)raw[i] - mean);
  const double deviation = n ? sqrt(squares / (double)n) : 0;
  for (i = 0; i < n; ++i)
    x[i] = (float)(((double)raw[i] - mean) / (deviation + (double)EPSILON));
)";

static constexpr llvm::StringLiteral minmaxBody =
    R"(  double low = n ? (double)raw[0] : 0, high = low;
  size_t i;
  for (i = 1; i < n; ++i) {
    low = (double)raw[i] < low ? (double)raw[i] : low;
    high = (double)raw[i] > high ? (double)raw[i] : high;
  }
  for (i = 0; i < n; ++i)
    x[i] = (float)(((double)raw[i] - low) / (high - low + (double)EPSILON));
)";

/// Results limited to +-limit; nothing for 0.
static std::string printClip(float limit) {
  if (limit <= 0)
    return {};
  std::string high = cFloat(limit), low = cFloat(-limit);
  return "  for (i = 0; i < n; ++i)\n    x[i] = x[i] < " + low + " ? " + low +
         " : x[i] > " + high + " ? " + high + " : x[i];\n";
}

std::string printNormalize(const CModel &model, const EmitOptions &options) {
  if (!options.normalization)
    return {};
  llvm::StringRef body;
  switch (options.normalization->kind) {
  case Normalization::Kind::ZScore:
    body = zscoreBody;
    break;
  case Normalization::Kind::MinMax:
    body = minmaxBody;
    break;
  case Normalization::Kind::None:
  case Normalization::Kind::Millivolts:
  case Normalization::Kind::Record:
    return {}; // nothing to compute, or the front end's business
  }
  return fileComment(options, options.normalization->describe() + ".") +
         "#include \"" + model.name + ".h\"\n#include <math.h>\n\n" +
         "#define EPSILON " + cFloat(options.normalization->epsilon) +
         "\n\nvoid " + model.name +
         "_normalize(const float *raw, float *x, size_t n) {\n" + body.str() +
         printClip(options.normalization->limit) + "}\n";
}

} // namespace ecg
