// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The files of CMSIS-NN that int8 layers need, behind a program of calls.

#include "CmsisNnSource.h"
#include "Peers.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

namespace fs = llvm::sys::fs;

namespace ecg {

/// Sources of int8 in the folders of the layers we call, ordered by path.
static llvm::Expected<std::vector<std::string>>
findSources(llvm::StringRef folder) {
  if (!fs::exists(folder + "/Include/arm_nnfunctions.h"))
    return llvm::createStringError("'" + folder +
                                   "' is no checkout of CMSIS-NN: it has no "
                                   "Include/arm_nnfunctions.h");
  std::set<std::string> paths;
  for (llvm::StringRef part :
       {"ConvolutionFunctions", "FullyConnectedFunctions", "PoolingFunctions",
        "NNSupportFunctions"}) {
    std::error_code error;
    for (fs::directory_iterator file(folder + "/Source/" + part, error), end;
         file != end && !error; file.increment(error)) {
      llvm::StringRef name = llvm::sys::path::filename(file->path());
      if (name.ends_with(".c") && name.contains("s8"))
        paths.insert(file->path());
    }
    if (error)
      return llvm::createStringError("cannot read '" + folder + "/Source/" +
                                     part + "': " + error.message());
  }
  return std::vector<std::string>(paths.begin(), paths.end());
}

llvm::Expected<ProgramCosts> runCmsisNn(const Board &board,
                                        llvm::StringRef folder,
                                        const CompiledModel &model) {
  ProgramCosts costs;
  costs.program = "CMSIS-NN";
  CmsisNnSource program;
  for (const ModelCall &call : model.calls()) {
    auto added = program.add(call);
    if (!added)
      return added.takeError();
    if (*added)
      costs.layers.push_back({call.layer, "", 0, 0, std::nullopt});
  }
  auto sources = findSources(folder);
  if (!sources)
    return sources.takeError();
  auto build = board.startBuild();
  if (!build)
    return build.takeError();
  std::string main = build->folder().file("peer.c");
  if (llvm::Error error = build->folder().write(
          "peer.c", program.print(markStatement(board.target()))))
    return std::move(error);
  sources->push_back(main);
  std::vector<std::string> flags{peerOptimization.str(), "-std=gnu11",
                                 ("-I" + folder + "/Include").str()};
  for (const std::string &source : *sources)
    if (llvm::Error error = build->compile(source, flags))
      return std::move(error);
  auto footprint = build->link("peer_run");
  if (!footprint)
    return footprint.takeError();
  auto regions = board.run(*build);
  if (!regions)
    return regions.takeError();
  if (regions->size() < costs.layers.size())
    return llvm::createStringError("CMSIS-NN refuses its call for layer '" +
                                   costs.layers[regions->size()].layer + "'");
  costs.flash = footprint->flash;
  costs.stack = footprint->stackBytes;
  // The input lies in one of the two buffers.
  costs.arena = footprint->ram;
  costs.ram = footprint->ram + footprint->stackBytes.value_or(0);
  if (llvm::Error error = board.count(*regions, costs))
    return std::move(error);
  return costs;
}

} // namespace ecg
