// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Worst-case stack over GCC's call graphs.

#include "ecg/Target/Sizes.h"
#include <gtest/gtest.h>

using namespace ecg;

static const std::string graph = R"ci(graph: { title: "a.c"
node: { title: "a.c:g" label: "g\na.c:3:40\n80 bytes (static)" }
node: { title: "expf" label: "expf\nmath.h:361:14" shape : ellipse }
edge: { sourcename: "a.c:g" targetname: "expf" label: "a.c:3:101" }
node: { title: "run" label: "run\na.c:4:5\n128 bytes (static)" }
node: { title: "small" label: "small\na.c:4:5\n8 bytes (static)" }
edge: { sourcename: "run" targetname: "a.c:g" label: "a.c:4:61" }
edge: { sourcename: "run" targetname: "small" label: "a.c:4:68" }
}
)ci";

TEST(StackUsage, DeepestChainCounts) {
  EXPECT_EQ(deepestStack({graph}, "run"), 208);
  EXPECT_EQ(deepestStack({graph}, "small"), 8);
}

TEST(StackUsage, ChainsGoThroughFiles) {
  std::string other = R"ci(
node: { title: "expf" label: "expf\ne.c:1:1\n16 bytes (dynamic,bounded)" }
)ci";
  EXPECT_EQ(deepestStack({graph, other}, "run"), 224);
}

TEST(StackUsage, RecursionAndVariableFramesAreUnbounded) {
  std::string loop = R"ci(edge: { sourcename: "expf" targetname: "run" })ci";
  EXPECT_EQ(deepestStack({graph, loop}, "run"), std::nullopt);
  std::string variable = R"ci(
node: { title: "expf" label: "expf\ne.c:1:1\n16 bytes (dynamic)" }
)ci";
  EXPECT_EQ(deepestStack({graph, variable}, "run"), std::nullopt);
}
