// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See Removal.h.

#include "Removal.h"
#include "MaskedOriginal.h"
#include "ecg/Exec/FloatProgram.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <random>

using namespace mlir;

namespace ecg {

namespace {

/// Which channels go, each with a chance of `share`; at least one stays.
std::vector<ChannelRemoval> choose(ArrayRef<ChannelGroup> groups,
                                   std::mt19937 &random, double share,
                                   bool all) {
  std::vector<ChannelRemoval> removals;
  for (const ChannelGroup &group : groups) {
    if (!group.removable || (!all && random() % 3 == 0))
      continue;
    llvm::BitVector dead(group.channels);
    for (int64_t c = 0; c < group.channels; ++c)
      dead[c] = random() < share * 4294967296.0;
    if (dead.none() && all)
      dead.set(random() % group.channels);
    if (dead.all())
      dead.reset(random() % group.channels);
    if (dead.any())
      removals.push_back({&group, dead});
  }
  return removals;
}

/// All outputs of one run, one after the other; none where it cannot run.
std::vector<float> run(func::FuncOp function, unsigned seed) {
  std::unique_ptr<FloatProgram> program = FloatProgram::create(function);
  if (!program)
    return {};
  std::mt19937 random(seed);
  std::vector<std::vector<float>> inputs, outputs;
  std::vector<const float *> in;
  std::vector<float *> out;
  for (const PortSpec &port : program->inputs()) {
    inputs.emplace_back(port.numElements());
    for (float &value : inputs.back())
      value = static_cast<float>(random()) / 2147483648.0f - 1;
  }
  for (const PortSpec &port : program->outputs())
    outputs.emplace_back(port.numElements());
  for (auto &values : inputs)
    in.push_back(values.data());
  for (auto &values : outputs)
    out.push_back(values.data());
  auto workspace = program->makeWorkspace();
  program->run(*workspace, in, out);
  std::vector<float> joined;
  for (const auto &values : outputs)
    joined.insert(joined.end(), values.begin(), values.end());
  return joined;
}

/// The largest difference as a share of the largest number.
double distance(ArrayRef<float> a, ArrayRef<float> b) {
  double most = 0, largest = 1e-3;
  for (auto [x, y] : llvm::zip_equal(a, b)) {
    if (!std::isfinite(x) || !std::isfinite(y))
      return HUGE_VAL;
    most = std::max(most, std::abs(double(x) - y));
    largest = std::max(largest, std::abs(double(y)));
  }
  return most / largest;
}

} // namespace

std::string textOf(Operation *op) {
  std::string text;
  llvm::raw_string_ostream(text) << *op << "\n";
  return text;
}

RemovalResult removeAtRandom(func::FuncOp function, unsigned seed, double share,
                             bool all) {
  std::mt19937 random(seed);
  std::vector<ChannelGroup> groups = findChannelGroups(function);
  std::vector<ChannelRemoval> removals = choose(groups, random, share, all);
  func::FuncOp masked = makeMaskedOriginal(function, removals);
  RemovalResult result;
  if (failed(verify(masked)))
    return {"the masked original is not sound:\n" + textOf(masked)};
  std::vector<float> whole = run(function, seed), expected = run(masked, seed);
  removeChannels(removals);
  if (failed(verify(function)))
    return {"what is left is not sound"};
  std::vector<float> got = run(function, seed);
  if (got.empty() || got.size() != expected.size())
    return {"cannot be run"};
  if (double off = distance(got, expected); off > 1e-4)
    result.error =
        "is off by " + std::to_string(off) + " from\n" + textOf(masked);
  result.changed = distance(whole, expected) > 1e-3;
  for (const ChannelRemoval &removal : removals)
    result.removed += removal.dead.count();
  masked.erase();
  return result;
}

} // namespace ecg
