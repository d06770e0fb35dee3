// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Samples made up for programs without data.

#include "ecg/Target/Samples.h"
#include "../Exec/TestModule.h"
#include <cmath>
#include <gtest/gtest.h>
#include <set>

using namespace ecg;

namespace {

TEST(Samples, MadeUpNumbersFitTheirInputs) {
  TestModule module(R"(
    func.func @f(%x: tensor<64xf32>, %b: tensor<64xi1>, %s: tensor<64xi8>,
                 %u: tensor<64xui8>, %i: tensor<64xi16>, %n: tensor<64xi64>)
        -> tensor<64xf32> {
      return %x : tensor<64xf32>
    })");
  auto program = createProgram(*module);
  ASSERT_TRUE(program) << module.diagnostics;
  Samples samples = Samples::random(*program, 4);
  const std::pair<float, float> ranges[] = {
      {-6, 6}, {0, 1}, {-128, 127}, {0, 255}, {-2048, 2047}, {0, 7}};
  std::set<float> seen[6];
  for (const Samples::Values &values : samples.inputs)
    for (size_t input = 0; input < 6; ++input)
      for (float value : values[input]) {
        seen[input].insert(value);
        EXPECT_GE(value, ranges[input].first) << "input " << input;
        EXPECT_LE(value, ranges[input].second) << "input " << input;
        EXPECT_TRUE(input == 0 || value == std::round(value)) << value;
      }
  EXPECT_EQ(seen[1].size(), 2u);
  EXPECT_EQ(seen[5].size(), 8u);
  EXPECT_LT(*seen[2].begin(), -50);
  EXPECT_LT(*seen[4].begin(), -1000);
}

} // namespace
