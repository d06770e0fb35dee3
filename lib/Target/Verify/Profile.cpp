// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running QEMU with the counting plugin, and reading what it wrote.

#include "ecg/Target/Profile.h"
#include "CountPlugin.h"
#include "ecg/Target/Tools.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

namespace ecg {

std::vector<std::string> boardArguments(llvm::StringRef board,
                                        llvm::StringRef program) {
  return {"-M",
          board.str(),
          "-nographic",
          "-monitor",
          "none",
          "-serial",
          "none",
          "-semihosting-config",
          "enable=on,target=native",
          "-kernel",
          program.str()};
}

bool isRiscv(const Target &target) {
  return target.compiler.starts_with("riscv");
}

llvm::StringRef markStatement(const Target &target) {
  // Hints. SEV wakes other cores, of which there are none.
  return isRiscv(target)
             ? "__asm__ volatile(\".word 0x00ec6037\" ::: \"memory\")"
             : "__asm__ volatile(\"sev\" ::: \"memory\")";
}

/// The bytes of that instruction in memory.
static llvm::StringRef markBytes(const Target &target) {
  return isRiscv(target) ? "3760ec00" : "40bf";
}

/// QEMU of the boards' architecture.
static llvm::Expected<std::string> findSimulator(const Target &target) {
  llvm::StringRef name = target.toolchain()->emulator;
  if (std::optional<std::string> path = findTool(name))
    return *path;
  return llvm::createStringError("'" + name +
                                 "' is needed to run on the simulated board "
                                 "and is not installed");
}

static llvm::Error buildPlugin(const TempFolder &folder) {
  auto compiler = findHostCompiler();
  if (!compiler)
    return compiler.takeError();
  if (llvm::Error error = folder.write("count.c", countPluginSource()))
    return error;
  std::vector<std::string> arguments(compiler->begin() + 1, compiler->end());
  arguments.insert(arguments.end(),
                   {"-O2", "-shared", "-fPIC", folder.file("count.c"), "-o",
                    folder.file("count.so")});
  return runTool(compiler->front(), arguments).takeError();
}

/// How long an instruction is that begins with these bytes.
static size_t lengthOf(llvm::StringRef bytes, bool riscv) {
  bool isLong = riscv ? (bytes[0] & 3) == 3 : uint8_t(bytes[1]) >= 0xE8;
  return isLong ? 4 : 2;
}

/// The plugin may have met an instruction several times.
static llvm::Expected<std::vector<ExecutedRegion>>
readCounts(llvm::StringRef text, bool riscv) {
  std::vector<std::map<uint64_t, ExecutedInstruction>> regions;
  for (llvm::StringRef line : llvm::split(text.rtrim(), '\n')) {
    llvm::SmallVector<llvm::StringRef, 4> words;
    line.split(words, ' ');
    size_t region;
    ExecutedInstruction ran;
    if (words.size() != 4 || words[0].getAsInteger(10, region) || region == 0 ||
        words[1].getAsInteger(16, ran.address) ||
        words[2].getAsInteger(10, ran.count) ||
        !llvm::tryGetFromHex(words[3], ran.bytes))
      return llvm::createStringError(line.empty()
                                         ? "the program ran no marks"
                                         : "QEMU's counts cannot be read");
    ran.bytes.resize(lengthOf(ran.bytes, riscv));
    regions.resize(std::max(regions.size(), region));
    auto [at, isNew] = regions[region - 1].try_emplace(ran.address, ran);
    if (!isNew)
      at->second.count += ran.count;
  }
  std::vector<ExecutedRegion> found(regions.size());
  for (auto [region, counts] : llvm::zip_equal(found, regions))
    for (auto &[address, ran] : counts)
      region.push_back(std::move(ran));
  return found;
}

llvm::Expected<std::vector<ExecutedRegion>> profile(const Target &target,
                                                    llvm::StringRef program) {
  auto simulator = findSimulator(target);
  if (!simulator)
    return simulator.takeError();
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  if (llvm::Error error = buildPlugin(*folder))
    return std::move(error);
  std::vector<std::string> arguments = boardArguments(target.board, program);
  llvm::append_range(arguments, splitFlags(target.toolchain()->emulatorFlags));
  arguments.insert(arguments.end(),
                   {"-plugin", folder->file("count.so") +
                                   ",mark=" + markBytes(target).str() +
                                   ",out=" + folder->file("counts")});
  auto ran = runTool(*simulator, arguments, /*seconds=*/1200);
  if (!ran)
    return ran.takeError();
  auto counts = folder->read("counts");
  if (!counts)
    return counts.takeError();
  return readCounts(*counts, isRiscv(target));
}

} // namespace ecg
