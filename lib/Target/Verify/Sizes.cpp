// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Measuring flash, RAM and stack with the target's own compiler.

#include "ecg/Target/Sizes.h"
#include "ecg/Target/Profile.h"
#include "ecg/Target/RuntimeFiles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/ELFObjectFile.h"

namespace ecg {

static constexpr llvm::StringLiteral optimization = "-O2";

/// Sections of a linked program, by where they go.
static llvm::Expected<Footprint> readFootprint(llvm::StringRef path) {
  auto binary = llvm::object::ObjectFile::createObjectFile(path);
  if (!binary)
    return binary.takeError();
  Footprint footprint;
  for (llvm::object::ELFSectionRef section : binary->getBinary()->sections()) {
    uint64_t flags = section.getFlags();
    if (!(flags & llvm::ELF::SHF_ALLOC))
      continue;
    if (section.getType() != llvm::ELF::SHT_NOBITS)
      footprint.flash += section.getSize();
    if (flags & llvm::ELF::SHF_WRITE)
      footprint.ram += section.getSize();
  }
  return footprint;
}

llvm::Expected<SizedBuild> SizedBuild::create(const Target &target,
                                              std::string compiler) {
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  SizedBuild build(target, std::move(compiler), std::move(*folder));
  if (llvm::Error error = build.compileLibrary())
    return std::move(error);
  return build;
}

llvm::Error SizedBuild::compileLibrary() {
  std::vector<const RuntimeFile *> library = libraryFiles(*target.toolchain());
  for (const RuntimeFile *file : library)
    if (llvm::Error error = files.write(file->name(), file->text))
      return error;
  for (const RuntimeFile *file : library)
    if (file->name().ends_with(".c"))
      if (llvm::Error error = compile(files.file(file->name())))
        return error;
  return llvm::Error::success();
}

llvm::Error SizedBuild::compile(llvm::StringRef source,
                                llvm::ArrayRef<std::string> flags) {
  std::string stem = "object" + std::to_string(objects.size());
  std::string object = files.file(stem + ".o");
  std::vector<std::string> line =
      arguments({optimization.str(), "-std=c99", "-ffunction-sections",
                 "-fdata-sections", "-fcallgraph-info=su", "-I", files.file(""),
                 "-c", source.str(), "-o", object});
  llvm::append_range(line, flags);
  auto built = runTool(compiler, line);
  if (!built)
    return built.takeError();
  objects.push_back(object);
  llvm::Expected<std::string> graph = files.read(stem + ".ci");
  if (!graph)
    return graph.takeError();
  graphs.push_back(std::move(*graph));
  return llvm::Error::success();
}

llvm::Expected<Footprint> SizedBuild::link(llvm::StringRef entry) const {
  std::string program = files.file("linked");
  std::vector<std::string> line = arguments(
      {"-Wl,--gc-sections", "-Wl,-e," + entry.str(), "-nostartfiles"});
  line.insert(line.end(), objects.begin(), objects.end());
  line.insert(line.end(), {"-o", program});
  llvm::append_range(line, splitFlags(target.toolchain()->libraries));
  auto linked = runTool(compiler, line);
  if (!linked)
    return linked.takeError();
  llvm::Expected<Footprint> footprint = readFootprint(program);
  if (footprint)
    footprint->stackBytes = deepestStack(graphs, entry);
  return footprint;
}

llvm::Error SizedBuild::linkForBoard(const TempFolder &port,
                                     llvm::StringRef program) const {
  std::vector<std::string> line = arguments(splitFlags(boardFlags));
  llvm::append_range(line, objects);
  line.insert(line.end(), {"-L", port.file(""), "-T", port.file("link.ld"),
                           "-o", program.str()});
  llvm::append_range(line, splitFlags(target.toolchain()->libraries));
  return runTool(compiler, line).takeError();
}

std::string SizedBuild::describe() const {
  llvm::Expected<std::string> version = runTool(compiler, {"-dumpfullversion"});
  std::string number = version ? llvm::StringRef(*version).trim().str() : "";
  if (!version)
    llvm::consumeError(version.takeError());
  return (target.compiler + " " + number + " " + optimization + " " +
          target.compilerFlags + ", linked with --gc-sections")
      .str();
}

std::vector<std::string>
SizedBuild::arguments(std::vector<std::string> own) const {
  std::vector<std::string> line = splitFlags(target.compilerFlags);
  line.insert(line.end(), own.begin(), own.end());
  return line;
}

static llvm::Error compileAll(SizedBuild &build,
                              llvm::ArrayRef<EmittedFile> files) {
  for (const EmittedFile &file : files)
    if (llvm::Error error = build.folder().write(file.name, file.text))
      return error;
  for (const EmittedFile &file : files)
    if (llvm::StringRef(file.name).ends_with(".c"))
      if (llvm::Error error = build.compile(build.folder().file(file.name)))
        return error;
  return llvm::Error::success();
}

static llvm::Error measure(SizedBuild &build, const CModel &model,
                           llvm::ArrayRef<EmittedFile> files, Sizes &sizes) {
  if (llvm::Error error = compileAll(build, files))
    return error;
  llvm::Expected<Footprint> run = build.link(model.name + "_run");
  if (!run)
    return run.takeError();
  sizes.measured = true;
  sizes.method = build.describe();
  sizes.flash = run->flash;
  sizes.staticRam = run->ram;
  sizes.stackBytes = run->stackBytes;
  bool hasSelfTest = llvm::any_of(files, [&](const EmittedFile &file) {
    return file.name == model.name + "_self_test.c";
  });
  if (!hasSelfTest)
    return llvm::Error::success();
  llvm::Expected<Footprint> test = build.link(model.name + "_self_test");
  if (!test)
    return test.takeError();
  sizes.selfTestFlash = test->flash - run->flash;
  return llvm::Error::success();
}

int64_t Sizes::tableBytes() const {
  int64_t sum = 0;
  for (const auto &[label, bytes] : tables)
    sum += bytes;
  return sum;
}

Sizes countTables(const CModel &model) {
  Sizes sizes;
  sizes.method = "tables only; --measure compiles the code";
  sizes.arenaBytes = model.arenaBytes;
  sizes.stateBytes = model.stateBytes;
  for (const CTable &table : model.tables)
    sizes.tables[table.label] += table.numBytes();
  for (const CPort &port : model.ports)
    if (port.isParameter()) // else it is in the arena
      (port.isOutput ? sizes.outputBytes : sizes.inputBytes) += port.numBytes();
  sizes.flash = sizes.tableBytes();
  return sizes;
}

llvm::Expected<Sizes> measureSizes(const CModel &model,
                                   llvm::ArrayRef<EmittedFile> files) {
  Sizes sizes = countTables(model);
  llvm::StringRef name = model.target->compiler;
  if (name.empty()) {
    sizes.method = "tables only: the target names no compiler";
    return sizes;
  }
  std::optional<std::string> compiler = findTool(name);
  if (!compiler) {
    sizes.method = ("tables only: " + name + " is not installed").str();
    return sizes;
  }
  auto build = SizedBuild::create(*model.target, *compiler);
  if (!build)
    return build.takeError();
  if (llvm::Error error = measure(*build, model, files, sizes))
    return error;
  return sizes;
}

} // namespace ecg
