// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// onnx2c prints one C file with a function `entry`.

#include "Peers.h"
#include "llvm/Support/FileSystem.h"

namespace ecg {

static llvm::Expected<std::string> findBinary(llvm::StringRef folder) {
  for (llvm::StringRef place : {"onnx2c", "build/onnx2c"}) {
    std::string path = (folder + "/" + place).str();
    if (llvm::sys::fs::can_execute(path) && !llvm::sys::fs::is_directory(path))
      return path;
  }
  return llvm::createStringError("no program 'onnx2c' in '" + folder +
                                 "' or its build/");
}

static std::string harness(const Target &target, const CompiledModel &model) {
  std::string text, arguments;
  llvm::raw_string_ostream os(text);
  os << "#include <stdint.h>\n#include \"entry.c\"\n"
     << "__typeof__(entry) entry __attribute__((noinline));\n";
  for (const ModelPort &port : model.ports()) {
    os << "static float io_" << port.id << "[" << port.elements << "];\n";
    arguments +=
        (arguments.empty() ? "(void *)io_" : ", (void *)io_") + port.id;
  }
  os << "#define MARK " << markStatement(target) << "\n"
     << "void peer_run(void) { entry(" << arguments << "); }\n"
     << "int main(void) {\n  MARK;\n  peer_run();\n  MARK;\n  return 0;\n}\n";
  return text;
}

llvm::Expected<ProgramCosts> runOnnx2c(const Board &board,
                                       llvm::StringRef folder,
                                       llvm::StringRef onnxFile,
                                       const CompiledModel &model) {
  auto binary = findBinary(folder);
  if (!binary)
    return binary.takeError();
  auto source = runTool(*binary, {onnxFile.str()});
  if (!source)
    return source.takeError();
  auto build = board.startBuild();
  if (!build)
    return build.takeError();
  if (llvm::Error error = build->folder().write("entry.c", *source))
    return std::move(error);
  if (llvm::Error error =
          build->folder().write("harness.c", harness(board.target(), model)))
    return std::move(error);
  if (llvm::Error error = build->compile(build->folder().file("harness.c"),
                                         {peerOptimization.str()}))
    return std::move(error);
  auto footprint = build->link("peer_run");
  if (!footprint)
    return footprint.takeError();
  auto regions = board.run(*build);
  if (!regions)
    return regions.takeError();
  ProgramCosts costs;
  costs.program = "onnx2c (float)";
  costs.flash = footprint->flash;
  costs.stack = footprint->stackBytes;
  costs.ram = footprint->ram + footprint->stackBytes.value_or(0);
  for (const ModelPort &port : model.ports())
    (port.isOutput ? costs.output : costs.input) +=
        port.elements * int64_t(sizeof(float));
  costs.arena = footprint->ram - costs.input - costs.output;
  if (llvm::Error error = board.count(*regions, costs))
    return std::move(error);
  return costs;
}

} // namespace ecg
