// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The harness as C text.

#include "Harness.h"
#include "ecg/Target/CText.h"
#include "llvm/Support/Path.h"

namespace ecg {

static std::string lengthOf(const CModel &model, const CPort &port) {
  return model.macro + "_" + llvm::StringRef(port.id).upper() + "_LEN";
}

/// `run` is measured alone: reading and writing files stay outside.
static constexpr llvm::StringLiteral loop = R"(
static void report(const char *name, int32_t value) {
  port_puts(name);
  port_put_int(value);
  port_puts("\n");
}

int main(void) {
  uint32_t most = 0, stack = 0;
  int status = 0;
  const int in = port_open(INPUTS, 0), out = port_open(OUTPUTS, 1);
  if (in < 0 || out < 0)
    return 2;
  while (status == 0 && read_sample(in)) {
    port_stack_paint();
    const uint32_t start = port_instructions();
    status = run();
    const uint32_t count = port_instructions() - start;
    const uint32_t used = port_stack_used();
    most = count > most ? count : most;
    stack = used > stack ? used : stack;
    write_sample(out);
  }
  port_close(in);
  port_close(out);
  report("status ", status);
  report("instructions ", (int32_t)most);
  report("stack ", (int32_t)stack);
)";

std::string printHarness(const CModel &model, bool selfTest,
                         llvm::StringRef inputs, llvm::StringRef outputs) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "#include \"" << model.name << ".h\"\n#include \"port.h\"\n"
     << "#define INPUTS \"" << llvm::sys::path::convert_to_slash(inputs)
     << "\"\n#define OUTPUTS \"" << llvm::sys::path::convert_to_slash(outputs)
     << "\"\n"
     << "static uint64_t arena[(" << model.macro << "_ARENA_BYTES + 7) / 8];\n";
  for (const CPort &port : model.ports)
    os << "static " << port.cType() << " io_" << port.id << "["
       << lengthOf(model, port) << "] ECG_RT_ALIGNED(ECG_RT_ALIGN);\n";

  os << "\nstatic int read_sample(int file) {\n  return 1";
  for (const CPort *port : model.inputs())
    os << "\n         && port_read(file, io_" << port->id << ", sizeof(io_"
       << port->id << ")) == sizeof(io_" << port->id << ")";
  os << ";\n}\n\nstatic void write_sample(int file) {\n";
  for (const CPort *port : model.outputs())
    os << "  (void)port_write(file, io_" << port->id << ", sizeof(io_"
       << port->id << "));\n";
  os << "}\n\nstatic int run(void) {\n  return " << model.name << "_run(arena";
  for (const CPort &port : model.ports)
    os << ", io_" << port.id;
  os << ");\n}\n" << loop;
  if (selfTest) {
    os << "  report(\"self_test \", " << model.name << "_self_test(arena";
    for (const CPort *port : model.outputs())
      os << ", io_" << port->id;
    os << "));\n";
  }
  os << "  return 0;\n}\n";
  return text;
}

} // namespace ecg
