// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiling and running a batch. What is wrong with one test must not take the
// others along: sources are compiled to objects of their own, and after a crash
// the program goes on behind the test that caused it.

#include "Batch.h"
#include "Compare.h"
#include "Program.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

namespace fs = llvm::sys::fs;

namespace ecg {

/// Names in the folder, which is the working directory.
static std::string sourceOf(const Translation &code) {
  return code.name + "_call.c";
}
static std::string objectOf(const Translation &code) {
  return code.name + "_call.o";
}

llvm::Error Batch::add(size_t index, const Case &test) {
  auto data = readCase(test);
  if (!data)
    return data.takeError();
  auto code = translate(test, *data, "t" + std::to_string(index));
  if (!code)
    return code.takeError();
  for (const EmittedFile &file : code->files)
    if (llvm::Error error = folder.write(file.name, file.text))
      return error;
  if (llvm::Error error =
          folder.write(sourceOf(*code), printModelSource(*code)))
    return error;
  code->files.clear();
  members.push_back({index, std::move(*data), std::move(*code), {}});
  return llvm::Error::success();
}

/// All objects by one call. Where one is missing, its source alone once more,
/// for what the compiler has to say.
llvm::Error Batch::compile() {
  std::vector<std::string> arguments(compiler.begin() + 1, compiler.end());
  llvm::append_range(arguments, splitFlags("-std=c99 -Wall -Wextra -Wpedantic "
                                           "-Wconversion -Werror -O1 -c"));
  std::vector<std::string> all = arguments;
  for (const Member &member : members)
    all.push_back(sourceOf(member.code));
  llvm::consumeError(runTool(compiler.front(), all, 600).takeError());
  for (Member &member : members) {
    if (fs::exists(objectOf(member.code)))
      continue;
    std::vector<std::string> alone = arguments;
    alone.push_back(sourceOf(member.code));
    auto built = runTool(compiler.front(), alone);
    member.failure = built ? "the C compiler wrote no object"
                           : "emitted C: " + llvm::toString(built.takeError());
  }
  return llvm::Error::success();
}

std::vector<Batch::Member *> Batch::built() {
  std::vector<Member *> found;
  for (Member &member : members)
    if (member.failure.empty())
      found.push_back(&member);
  return found;
}

llvm::Error Batch::link() {
  std::vector<const Translation *> models;
  std::vector<size_t> sets;
  std::vector<std::string> arguments(compiler.begin() + 1, compiler.end());
  llvm::append_range(arguments, splitFlags("-std=gnu11 main.c -o run"));
  for (Member *member : built()) {
    models.push_back(&member->code);
    sets.push_back(member->data.sets.size());
    arguments.push_back(objectOf(member->code));
  }
  arguments.push_back("-lm");
  if (llvm::Error error = folder.write("main.c", printMain(models, sets)))
    return error;
  return runTool(compiler.front(), arguments).takeError();
}

/// The tensor of a data set that a port is about.
static const TensorFile &tensorOf(const CPort &port, const CaseData &data,
                                  const DataSet &set) {
  if (port.isOutput) {
    const auto &outputs = data.model.graph().output();
    auto found = llvm::find_if(
        outputs, [&](const auto &o) { return o.name() == port.onnxName; });
    return set.outputs[found - outputs.begin()];
  }
  return set.inputs[llvm::find(data.inputNames, port.onnxName) -
                    data.inputNames.begin()];
}

/// Whether the emitted function takes and returns what the test wants.
static llvm::Error checkPorts(const Translation &code, const CaseData &data) {
  for (const DataSet &set : data.sets)
    for (const CPort &port : code.ports)
      if (llvm::Error error = compareType(port.isOutput ? "output" : "input",
                                          port, tensorOf(port, data, set)))
        return error;
  return llvm::Error::success();
}

llvm::Error Batch::writeInputs() const {
  std::string bytes;
  for (const Member &member : members)
    if (member.failure.empty())
      for (const DataSet &set : member.data.sets)
        for (const CPort &port : member.code.ports)
          if (!port.isOutput) {
            const TensorFile &tensor = tensorOf(port, member.data, set);
            bytes.append(tensor.bytes.begin(), tensor.bytes.end());
          }
  return folder.write("inputs", bytes);
}

/// What a status other than 0 means.
static llvm::Error describe(int32_t status) {
  switch (status) {
  case OutputOverrun:
    return llvm::createStringError("the emitted code wrote beyond a buffer");
  case InputChanged:
    return llvm::createStringError("the emitted code changed an input");
  default:
    return llvm::createStringError("the emitted code returned status " +
                                   llvm::Twine(status));
  }
}

/// Takes what one run wrote off the front of `output`. Too little of it means
/// that the program ended in its midst.
static llvm::Error checkRun(const Translation &code, const CaseData &data,
                            const DataSet &set, llvm::StringRef &output) {
  int32_t status;
  if (output.size() < sizeof(status))
    return llvm::createStringError("the emitted code crashed");
  std::memcpy(&status, output.data(), sizeof(status));
  output = output.drop_front(sizeof(status));
  if (status != 0)
    return describe(status);
  llvm::Error wrong = llvm::Error::success();
  for (const CPort &port : code.ports)
    if (port.isOutput) {
      llvm::StringRef bytes = output.take_front(port.numBytes());
      output = output.drop_front(bytes.size());
      if (!wrong)
        wrong = compareValues(port, bytes, tensorOf(port, data, set));
    }
  return wrong;
}

void Batch::judge(Member &member, llvm::StringRef &output) {
  for (const DataSet &set : member.data.sets)
    if (llvm::Error error = checkRun(member.code, member.data, set, output)) {
      std::string message = llvm::toString(std::move(error));
      if (member.failure.empty())
        member.failure = message;
    }
}

void Batch::execute() {
  std::vector<Member *> program = built();
  for (size_t next = 0; next < program.size();) {
    auto ran = runTool(folder.file("run"), {std::to_string(next)}, 600);
    std::string end = ran ? "" : llvm::toString(ran.takeError());
    auto buffer = llvm::MemoryBuffer::getFile("outputs");
    llvm::StringRef output = buffer ? (*buffer)->getBuffer() : "";
    bool crashed = false;
    for (; next < program.size() && !crashed; ++next) {
      crashed = output.empty();
      judge(*program[next], output);
      if (crashed)
        program[next]->failure += ": " + end;
    }
  }
}

llvm::Error Batch::run(llvm::function_ref<void(const Outcome &)> report) {
  auto found = findHostCompiler();
  if (!found)
    return found.takeError();
  compiler = std::move(*found);
  if (llvm::Error error = compile())
    return error;
  for (Member &member : members)
    if (member.failure.empty())
      if (llvm::Error error = checkPorts(member.code, member.data))
        member.failure = llvm::toString(std::move(error));
  if (llvm::Error error = writeInputs())
    return error;
  if (!built().empty()) {
    if (llvm::Error error = link())
      return error;
    execute();
  }
  for (const Member &member : members)
    report({member.index, member.failure, member.code.constants});
  return llvm::Error::success();
}

} // namespace ecg
