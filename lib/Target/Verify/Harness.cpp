// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The harness as C text.

#include "Harness.h"
#include "ecg/Target/CText.h"

namespace ecg {

static std::string lengthOf(const CModel &model, const CPort &port) {
  return model.macro + "_" + llvm::StringRef(port.id).upper() + "_LEN";
}

/// `run` is measured alone: reading and writing files stay outside. The enum is
/// HarnessFigure.
static constexpr llvm::StringLiteral loop = R"(
enum { STATUS, INSTRUCTIONS, STACK, SELF_TEST, FIGURES_COUNT };
static int32_t result[FIGURES_COUNT];

static void keep_largest(int kind, uint32_t value) {
  if (value > (uint32_t)result[kind])
    result[kind] = (int32_t)value;
}

int main(void) {
  const int in = port_open(INPUTS, 0), out = port_open(OUTPUTS, 1),
            figures = port_open(FIGURES, 1);
  if (in < 0 || out < 0 || figures < 0)
    return 2;
  while (result[STATUS] == 0 && read_sample(in)) {
    RESET_STATE;
    port_stack_paint();
    const uint32_t start = port_instructions();
    result[STATUS] = run();
    keep_largest(INSTRUCTIONS, port_instructions() - start);
    keep_largest(STACK, port_stack_used());
    write_sample(out);
  }
  result[SELF_TEST] = self_test();
  (void)port_write(figures, result, sizeof(result));
  port_close(figures);
  port_close(in);
  port_close(out);
  return 0;
}
)";

/// A call of `function`, as the body of a function without parameters.
static void printCall(llvm::raw_ostream &os, const CModel &model,
                      llvm::StringRef name, bool withInputs) {
  os << "\nstatic int " << name << "(void) {\n  return " << model.name << "_"
     << name << "(arena" << (model.stateBytes ? ", state" : "");
  for (const CPort &port : model.ports)
    if ((withInputs && port.isParameter()) || port.isOutput)
      os << ", io_" << port.id;
  os << ");\n}\n";
}

std::string printHarness(const CModel &model, bool selfTest,
                         const HarnessFiles &files) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "#include \"" << model.name << ".h\"\n#include \"port.h\"\n"
     << "#define INPUTS " << cString(files.inputs) << "\n#define OUTPUTS "
     << cString(files.outputs) << "\n#define FIGURES " << cString(files.figures)
     << "\n"
     << "static uint64_t arena[(" << model.macro << "_ARENA_BYTES + 7) / 8];\n";
  // Every sample is a signal of its own.
  if (model.stateBytes)
    os << "#include <string.h>\nstatic uint64_t state[(" << model.macro
       << "_STATE_BYTES + 7) / 8];\n"
       << "#define RESET_STATE memset(state, 0, sizeof(state))\n";
  else
    os << "#define RESET_STATE (void)0\n";
  for (const CPort &port : model.ports)
    if (port.isParameter())
      os << "static " << port.cType() << " io_" << port.id << "["
         << lengthOf(model, port) << "] ECG_RT_ALIGNED(ECG_RT_ALIGN);\n";

  os << "\nstatic int read_sample(int file) {\n  return 1";
  if (model.inputs().empty()) // one byte stands for a sample
    os << "\n         && port_read(file, &(char){0}, 1) == 1";
  for (const CPort *port : model.inputs()) {
    std::string at = port->isParameter()
                         ? "io_" + port->id
                         : port->accessor(model.name) + "(arena)";
    std::string bytes =
        lengthOf(model, *port) + " * sizeof(" + port->cType().str() + ")";
    os << "\n         && port_read(file, " << at << ", " << bytes << ") ==\n"
       << "                " << bytes;
  }
  os << ";\n}\n\nstatic void write_sample(int file) {\n";
  for (const CPort *port : model.outputs())
    os << "  (void)port_write(file, io_" << port->id << ", sizeof(io_"
       << port->id << "));\n";
  os << "}\n";
  printCall(os, model, "run", /*withInputs=*/true);
  if (selfTest)
    printCall(os, model, "self_test", /*withInputs=*/false);
  else
    os << "\nstatic int self_test(void) { return 0; }\n";
  os << loop;
  return text;
}

} // namespace ecg
