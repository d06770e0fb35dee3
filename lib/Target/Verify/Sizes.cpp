// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Measuring flash, RAM and stack with the target's own compiler.

#include "ecg/Target/Sizes.h"
#include "ecg/Target/Tools.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/ELFObjectFile.h"

namespace ecg {

namespace {

constexpr llvm::StringLiteral optimization = "-O2";

/// Sections of a linked program, by where they go.
struct Footprint {
  int64_t flash = 0, ram = 0;
};

llvm::Expected<Footprint> readFootprint(llvm::StringRef path) {
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

/// A build of the emitted folder by the target's compiler.
class Build {
public:
  Build(const CModel &model, std::string compiler, TempFolder folder)
      : model(model), compiler(std::move(compiler)), folder(std::move(folder)) {
  }

  llvm::Error compile(llvm::ArrayRef<EmittedFile> files) {
    for (const EmittedFile &file : files)
      if (llvm::Error error = folder.write(file.name, file.text))
        return error;
    for (const EmittedFile &file : files) {
      llvm::StringRef stem = file.name;
      if (!stem.consume_back(".c"))
        continue;
      std::string object = folder.file((stem + ".o").str());
      auto built =
          runTool(compiler, arguments({optimization.str(), "-std=c99",
                                       "-ffunction-sections", "-fdata-sections",
                                       "-fcallgraph-info=su", "-c",
                                       folder.file(file.name), "-o", object}));
      if (!built)
        return built.takeError();
      objects.push_back(object);
      llvm::Expected<std::string> graph = folder.read((stem + ".ci").str());
      if (!graph)
        return graph.takeError();
      graphs.push_back(std::move(*graph));
    }
    return llvm::Error::success();
  }

  /// Everything that is reached from one function, C library included.
  llvm::Expected<Footprint> link(llvm::StringRef entry) {
    std::string program = folder.file("linked");
    std::vector<std::string> line = arguments(
        {"-Wl,--gc-sections", "-Wl,-e," + entry.str(), "-nostartfiles",
         "--specs=nano.specs", "--specs=nosys.specs"});
    line.insert(line.end(), objects.begin(), objects.end());
    line.insert(line.end(), {"-lm", "-o", program});
    auto linked = runTool(compiler, line);
    if (!linked)
      return linked.takeError();
    return readFootprint(program);
  }

  std::optional<int64_t> stack(llvm::StringRef entry) const {
    return deepestStack(graphs, entry);
  }

  std::string describe() const {
    llvm::Expected<std::string> version =
        runTool(compiler, {"-dumpfullversion"});
    std::string number = version ? llvm::StringRef(*version).trim().str() : "";
    if (!version)
      llvm::consumeError(version.takeError());
    return (model.target->compiler + " " + number + " " + optimization + " " +
            model.target->compilerFlags + ", linked with --gc-sections")
        .str();
  }

private:
  std::vector<std::string> arguments(std::vector<std::string> own) const {
    std::vector<std::string> line = splitFlags(model.target->compilerFlags);
    line.insert(line.end(), own.begin(), own.end());
    return line;
  }

  const CModel &model;
  std::string compiler;
  TempFolder folder;
  std::vector<std::string> objects, graphs;
};

llvm::Error measure(Build &build, const CModel &model,
                    llvm::ArrayRef<EmittedFile> files, Sizes &sizes) {
  if (llvm::Error error = build.compile(files))
    return error;
  llvm::Expected<Footprint> run = build.link(model.name + "_run");
  if (!run)
    return run.takeError();
  sizes.measured = true;
  sizes.method = build.describe();
  sizes.flash = run->flash;
  sizes.staticRam = run->ram;
  sizes.stackBytes = build.stack(model.name + "_run");
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

} // namespace

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
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  Build build(model, *compiler, std::move(*folder));
  if (llvm::Error error = measure(build, model, files, sizes))
    return error;
  return sizes;
}

} // namespace ecg
