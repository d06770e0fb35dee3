// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From flags to goals.

#include "GoalFlags.h"

namespace ecg {

llvm::Expected<Goals> GoalFlags::parse() const {
  Goals goals;
  auto read = [](const llvm::cl::opt<std::string> &flag,
                 int64_t &bytes) -> llvm::Error {
    if (!flag.getNumOccurrences())
      return llvm::Error::success();
    auto parsed = parseBytes(flag);
    if (!parsed)
      return llvm::createStringError("--" + flag.ArgStr + ": " +
                                     llvm::toString(parsed.takeError()));
    bytes = *parsed;
    return llvm::Error::success();
  };
  if (llvm::Error error =
          llvm::joinErrors(read(size, goals.bytes), read(ram, goals.ram)))
    return std::move(error);
  if (mips.getNumOccurrences() && !(mips > 0))
    return llvm::createStringError("--mips must be above 0");
  if (!(rate > 0) || !(effort > 0))
    return llvm::createStringError("--rate and --effort must be above 0");
  if (!(maxDrop >= 0))
    return llvm::createStringError("--max-drop must not be below 0");
  goals.instructions = mips * 1e6 / rate;
  return goals;
}

llvm::Error GoalFlags::findIdle() const {
  auto isGiven = [](const llvm::cl::Option &flag) {
    return flag.getNumOccurrences() > 0;
  };
  auto idle = [](const llvm::cl::Option &flag, llvm::StringRef needed) {
    return llvm::createStringError("--" + flag.ArgStr +
                                   " does nothing without " + needed);
  };
  if (isGiven(points) && !sweeps())
    return idle(points, "--pareto");
  if (isGiven(rate) && !isGiven(mips))
    return idle(rate, "--mips");
  if (isGiven(effort) && !any() && !sweeps())
    return idle(effort, "a goal");
  return llvm::Error::success();
}

} // namespace ecg
