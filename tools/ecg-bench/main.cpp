// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiles a network for targets, runs it on their simulated boards and says
// what it costs, beside other people's code for it.

#include "Flags.h"
#include "Peers.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace ecg;

namespace {

/// All that have a board and whose tools are installed.
Expected<std::vector<Board>> findInstalled(unsigned waitStates) {
  std::vector<Board> boards;
  for (const Target &target : allTargets()) {
    if (target.board.empty())
      continue;
    if (Expected<Board> board = Board::create(target, waitStates))
      boards.push_back(std::move(*board));
    else
      errs() << target.name << ": left out, " << toString(board.takeError())
             << "\n";
  }
  if (boards.empty())
    return createStringError("no target has what is needed to run it");
  return boards;
}

/// Those that were named, or all that can be run.
Expected<std::vector<Board>> findBoards(const Flags &flags) {
  if (flags.targets.empty())
    return findInstalled(flags.waitStates);
  std::vector<Board> boards;
  for (const std::string &name : flags.targets) {
    Expected<const Target *> target = findTarget(name);
    if (!target)
      return target.takeError();
    Expected<Board> board = Board::create(**target, flags.waitStates);
    if (!board)
      return board.takeError();
    boards.push_back(std::move(*board));
  }
  return boards;
}

Error checkFolders(const Flags &flags) {
  for (const cl::opt<std::string> *flag : {&flags.onnx2c, &flags.cmsisNn})
    if (flag->getNumOccurrences() && !sys::fs::is_directory(*flag))
      return createStringError("--" + flag->ArgStr + ": no folder '" +
                               flag->getValue() + "'");
  return Error::success();
}

Expected<TargetCosts> measure(const Board &board, const Flags &flags,
                              const CompiledModel &model) {
  TargetCosts costs;
  costs.target = board.target().name.str();
  costs.board = board.target().board.str();
  if (board.cycles())
    costs.cycleSource = board.cycles()->source.str();
  costs.macs = model.macs();
  auto add = [&](Expected<ProgramCosts> program) -> Error {
    if (!program)
      return program.takeError();
    costs.programs.push_back(std::move(*program));
    return Error::success();
  };
  if (Error error = add(model.run(board)))
    return std::move(error);
  if (!flags.onnx2c.empty())
    if (Error error = add(runOnnx2c(board, flags.onnx2c, flags.model, model)))
      return std::move(error);
  if (!flags.cmsisNn.empty())
    if (Error error = add(runCmsisNn(board, flags.cmsisNn, model)))
      return std::move(error);
  return costs;
}

Error run(const Flags &flags, ArrayRef<std::string> arguments) {
  auto boards = findBoards(flags);
  if (!boards)
    return boards.takeError();
  if (Error error = checkFolders(flags))
    return error;
  BenchRun bench;
  bench.model = sys::path::filename(flags.model).str();
  bench.waitStates = flags.waitStates;
  for (const Board &board : *boards) {
    const Target &target = board.target();
    auto inTarget = [&](Error error) {
      return createStringError(target.name + ": " + toString(std::move(error)));
    };
    errs() << target.name << ": compiling and running on " << target.board
           << "\n";
    auto model = CompiledModel::compile(target, arguments);
    if (!model)
      return inTarget(model.takeError());
    bench.number = model->number();
    auto costs = measure(board, flags, *model);
    if (!costs)
      return inTarget(costs.takeError());
    bench.targets.push_back(std::move(*costs));
  }
  printCosts(outs(), bench);
  if (flags.json.empty())
    return Error::success();
  return writeToOutput(flags.json, [&](raw_ostream &os) -> Error {
    os << formatv("{0:2}\n", toJson(bench));
    return Error::success();
  });
}

} // namespace

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::ResetCommandLineParser(); // LLVM's libraries bring hundreds of options
  Flags flags;
  std::vector<std::string> passed = flags.parse(argc, argv);
  if (Error error = run(flags, passed)) {
    errs() << "error: " << toString(std::move(error)) << "\n";
    return 1;
  }
  return 0;
}
