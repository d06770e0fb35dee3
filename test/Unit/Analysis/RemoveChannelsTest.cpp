// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The property: whatever channels go, the program that is left is sound and
// computes what the masked original computes. On random networks here, on
// those of ../shared in SharedChannelsTest.cpp.

#include "RandomNetwork.h"
#include "Removal.h"
#include "ecg/Analysis/ChannelGroups.h"
#include "ecg/Exec/Register.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/Parser/Parser.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// Networks of seeds [begin, end), each pruned twice: what is left of the first
/// time is a network, too.
class RemoveChannels : public testing::TestWithParam<unsigned> {
protected:
  RemoveChannels() {
    DialectRegistry registry;
    registry.insert<EcgDialect, func::FuncDialect>();
    registerExecModels(registry);
    registerKernelModels(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
  }

  MLIRContext context;
};

constexpr unsigned seedsATest = 50;

TEST_P(RemoveChannels, IsTheMaskedOriginal) {
  unsigned removed = 0, changed = 0;
  for (unsigned i = 0; i < seedsATest; ++i) {
    unsigned seed = GetParam() * seedsATest + i;
    OwningOpRef<ModuleOp> module = makeRandomNetwork(seed, &context);
    auto function = *module->getOps<func::FuncOp>().begin();
    for (unsigned round = 0; round < 2; ++round) {
      std::string before = textOf(*module);
      RemovalResult result = removeAtRandom(function, 1000 * round + seed, 0.4);
      ASSERT_TRUE(result.error.empty())
          << "seed " << seed << ", round " << round << ": " << result.error
          << "\nof the network\n"
          << before << "which became\n"
          << textOf(*module);
      removed += result.removed > 0;
      changed += result.changed;
    }
  }
  // The test would say nothing of networks in which nothing can go.
  EXPECT_GT(removed, 2 * seedsATest * 9 / 10);
  EXPECT_GT(changed, removed * 9 / 10);
}

/// Nothing is kept without need: groups stay whole where the network's inputs
/// and outputs want it.
TEST_P(RemoveChannels, KeepsWhatPortsNeed) {
  for (unsigned i = 0; i < seedsATest; ++i) {
    unsigned seed = GetParam() * seedsATest + i;
    OwningOpRef<ModuleOp> module = makeRandomNetwork(seed, &context);
    for (const ChannelGroup &group :
         findChannelGroups(*module->getOps<func::FuncOp>().begin())) {
      llvm::StringRef reason = group.reason;
      EXPECT_EQ(group.removable, reason.empty());
      EXPECT_TRUE(group.removable || reason.starts_with("input ") ||
                  reason.starts_with("output ") ||
                  reason == "all of 'ecg.softmax'") // of the head
          << "seed " << seed << ": " << group.reason << " in\n"
          << textOf(*module);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, RemoveChannels, testing::Range(0u, 8u));

} // namespace
