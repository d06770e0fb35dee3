// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building for a board, and regions as costs.

#include "Board.h"
#include "ecg/Target/EmittedProgram.h"
#include "ecg/Target/RuntimeFiles.h"

namespace ecg {

Board::Board(const Target &target, std::string compiler, unsigned waitStates)
    : of(&target), table(findCycleTable(target.name)),
      compiler(std::move(compiler)), waitStates(waitStates) {}

llvm::Expected<Board> Board::create(const Target &target, unsigned waitStates) {
  if (llvm::Error error = EmittedProgram::checkTools(target, /*board=*/true))
    return std::move(error);
  return Board(target, *findTool(target.compiler), waitStates);
}

llvm::Expected<SizedBuild> Board::startBuild() const {
  return SizedBuild::create(*of, compiler);
}

llvm::Expected<std::vector<ExecutedRegion>>
Board::run(SizedBuild &build) const {
  llvm::Expected<TempFolder> port = TempFolder::create();
  if (!port)
    return port.takeError();
  for (const RuntimeFile *file : portFiles(of->board))
    if (llvm::Error error = port->write(file->name(), file->text))
      return std::move(error);
  for (const RuntimeFile *file : portFiles(of->board))
    if (file->name().ends_with(".c"))
      if (llvm::Error error = build.compile(port->file(file->name())))
        return std::move(error);
  std::string program = port->file("program");
  if (llvm::Error error = build.linkForBoard(*port, program))
    return std::move(error);
  return profile(*of, program);
}

llvm::Error Board::count(llvm::ArrayRef<ExecutedRegion> regions,
                         ProgramCosts &costs) const {
  if (regions.size() < costs.layers.size())
    return llvm::createStringError(
        "the program ran " + llvm::Twine(regions.size()) + " of " +
        llvm::Twine(costs.layers.size()) + " layers");
  for (auto [i, region] : llvm::enumerate(regions)) {
    auto mix = mixOf(region, isRiscv(*of));
    if (!mix)
      return mix.takeError();
    auto instructions = static_cast<int64_t>(mix->instructions());
    costs.instructions += instructions;
    if (i < costs.layers.size())
      costs.layers[i].instructions = instructions;
    if (!table)
      continue;
    double cycles = table->cyclesOf(*mix, waitStates);
    costs.cycles = costs.cycles.value_or(0) + cycles;
    if (i < costs.layers.size())
      costs.layers[i].cycles = cycles;
  }
  return llvm::Error::success();
}

} // namespace ecg
