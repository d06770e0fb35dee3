// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building and running emitted C.

#include "ecg/Target/EmittedProgram.h"
#include "Harness.h"
#include "ecg/Target/Profile.h"
#include "ecg/Target/RuntimeFiles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

namespace ecg {

/// What a user's build would say at least. Warnings are the business of tests:
/// somebody's compiler may know new ones.
static constexpr llvm::StringLiteral commonFlags = "-std=c99 -O2";

llvm::Error EmittedProgram::writeSources(const CModel &model,
                                         llvm::ArrayRef<EmittedFile> files,
                                         llvm::StringRef port) {
  auto add = [&](llvm::StringRef name, llvm::StringRef text) {
    if (name.ends_with(".c"))
      sources.push_back(folder.file(name));
    return folder.write(name, text);
  };
  for (const EmittedFile &file : files) {
    hasSelfTest |= file.name == model.name + "_self_test.c";
    if (llvm::Error error = add(file.name, file.text))
      return error;
  }
  std::vector<const RuntimeFile *> others = portFiles(port);
  if (toolchain)
    llvm::append_range(others, libraryFiles(*toolchain));
  for (const RuntimeFile *file : others)
    if (llvm::Error error = add(file->name(), file->text))
      return error;
  hasInputs = !model.inputs().empty();
  for (const CPort *output : model.outputs())
    outputBytes += output->numBytes();
  return add("ecg-harness.c", // no identifier, so no model is called that

             printHarness(model, hasSelfTest,
                          {folder.file("inputs"), folder.file("outputs"),
                           folder.file("figures")}));
}

llvm::Error EmittedProgram::checkTools(const Target &target, bool board) {
  auto compiler = findHostCompiler();
  if (!compiler)
    return compiler.takeError();
  if (!board)
    return llvm::Error::success();
  if (target.board.empty())
    return llvm::createStringError("target '" + target.name +
                                   "' has no simulated board");
  for (llvm::StringRef tool : {target.compiler, target.toolchain()->emulator})
    if (!findTool(tool))
      return llvm::createStringError("'" + tool +
                                     "' is needed to run on the simulated "
                                     "board and is not installed");
  return llvm::Error::success();
}

llvm::Error EmittedProgram::compile(llvm::ArrayRef<std::string> compiler,
                                    llvm::StringRef flags) {
  std::vector<std::string> arguments = compiler.drop_front().vec();
  llvm::append_range(arguments, splitFlags(commonFlags));
  llvm::append_range(arguments, splitFlags(flags));
  llvm::append_range(arguments, sources);
  if (!board.empty())
    llvm::append_range(arguments,
                       std::vector<std::string>{"-L", folder.file(""), "-T",
                                                folder.file("link.ld"), "-I",
                                                folder.file("")});
  llvm::append_range(arguments,
                     std::vector<std::string>{"-o", folder.file("run")});
  llvm::append_range(arguments,
                     splitFlags(toolchain ? toolchain->libraries : "-lm"));
  auto built = runTool(compiler.front(), arguments, /*seconds=*/600);
  if (!built)
    return built.takeError();
  if (!llvm::sys::fs::exists(folder.file("run")))
    return llvm::createStringError("'" + compiler.front() +
                                   "' is no C compiler: it wrote no program");
  return llvm::Error::success();
}

llvm::Expected<EmittedProgram>
EmittedProgram::buildForHost(const CModel &model,
                             llvm::ArrayRef<EmittedFile> files) {
  auto compiler = findHostCompiler();
  if (!compiler)
    return compiler.takeError();
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  EmittedProgram program(std::move(*folder));
  if (llvm::Error error = program.writeSources(model, files, "host"))
    return error;
  if (llvm::Error error = program.compile(*compiler, /*flags=*/""))
    return error;
  return program;
}

llvm::Expected<EmittedProgram>
EmittedProgram::buildForBoard(const CModel &model,
                              llvm::ArrayRef<EmittedFile> files) {
  const Target &target = *model.target;
  if (llvm::Error error = checkTools(target, /*board=*/true))
    return error;
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  EmittedProgram program(std::move(*folder));
  program.board = target.board.str();
  program.toolchain = target.toolchain();
  if (llvm::Error error = program.writeSources(model, files, target.board))
    return error;
  if (llvm::Error error =
          program.compile({*findTool(target.compiler)},
                          (target.compilerFlags + " " + boardFlags).str()))
    return error;
  return program;
}

llvm::Error EmittedProgram::execute() const {
  constexpr unsigned seconds = 1200;
  if (board.empty())
    return runTool(folder.file("run"), {}, seconds).takeError();
  std::vector<std::string> arguments =
      boardArguments(board, folder.file("run"));
  arguments.insert(arguments.end(), {"-icount", "shift=0"});
  llvm::append_range(arguments, splitFlags(toolchain->emulatorFlags));
  return runTool(*findTool(toolchain->emulator), arguments, seconds)
      .takeError();
}

llvm::Expected<EmittedProgram::Run> EmittedProgram::run(llvm::StringRef inputs,
                                                        size_t samples) const {
  // Without inputs the file only says how many samples there are.
  std::string ticks(hasInputs ? 0 : samples, '\0');
  if (llvm::Error error = folder.write("inputs", hasInputs ? inputs : ticks))
    return error;
  if (llvm::Error error = execute())
    return error;
  llvm::Expected<std::string> figures = folder.read("figures");
  if (!figures)
    return figures.takeError();
  int32_t figure[NumFigures];
  if (figures->size() != sizeof(figure))
    return llvm::createStringError("the emitted code stopped early");
  std::memcpy(figure, figures->data(), sizeof(figure));
  if (figure[Status] != 0)
    return llvm::createStringError("the emitted code returned status " +
                                   llvm::Twine(figure[Status]));
  Run run;
  llvm::Expected<std::string> outputs = folder.read("outputs");
  if (!outputs)
    return outputs.takeError();
  run.outputs = std::move(*outputs);
  if (run.outputs.size() != samples * outputBytes)
    return llvm::createStringError(
        "the emitted code wrote " + llvm::Twine(run.outputs.size()) +
        " bytes, expected " + llvm::Twine(samples * outputBytes));
  run.instructions = static_cast<uint32_t>(figure[Instructions]);
  run.stackBytes = figure[Stack];
  if (hasSelfTest)
    run.selfTest = figure[SelfTest] == 0;
  return run;
}

} // namespace ecg
