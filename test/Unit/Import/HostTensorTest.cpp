// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rearranging tensors known at import, quantized ones above all: their axis
// must follow its dimension.

#include "HostTensor.h"
#include "gtest/gtest.h"

namespace ecg {
namespace {

/// 2x3 integers 1..6 with one scale a row.
HostTensor makeQuantized() {
  HostTensor tensor =
      HostTensor::ofIntegers({2, 3}, {1, 2, 3, 4, 5, 6}, Element::I8);
  tensor.quantization = Quantization{{0.5f, 2.0f}, {0, 1}, 0};
  return tensor;
}

TEST(HostTensor, CountRefusesOverflowAndNegative) {
  EXPECT_EQ(countElements({}), 1);
  EXPECT_EQ(countElements({2, 0, 3}), 0);
  EXPECT_EQ(countElements({2, -1}), std::nullopt);
  EXPECT_EQ(countElements({int64_t(1) << 40, int64_t(1) << 40}), std::nullopt);
  EXPECT_EQ(countElements({int64_t(1) << 29}), std::nullopt);
}

TEST(HostTensor, ToRealsIsAffinePerChannel) {
  EXPECT_EQ(makeQuantized().toReals(),
            (std::vector<float>{0.5f, 1, 1.5f, 6, 8, 10}));
}

TEST(HostTensor, TransposeMovesIntegersAndAxis) {
  HostTensor result = makeQuantized().transposed({1, 0});
  EXPECT_EQ(result.shape, (Shape{3, 2}));
  EXPECT_EQ(result.integers, (std::vector<int64_t>{1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(result.quantization->axis, 1);
  EXPECT_EQ(result.toReals(), (std::vector<float>{0.5f, 6, 1, 8, 1.5f, 10}));
}

TEST(HostTensor, ReshapeKeepsIntegersWhileTheAxisSurvives) {
  HostTensor kept = makeQuantized().reshaped({1, 2, 3});
  ASSERT_TRUE(kept.quantization);
  EXPECT_EQ(kept.quantization->axis, 1);
  EXPECT_EQ(kept.toReals(), makeQuantized().toReals());
  HostTensor merged = makeQuantized().reshaped({6});
  EXPECT_FALSE(merged.quantization);
  EXPECT_EQ(merged.toReals(), makeQuantized().toReals());
}

TEST(HostTensor, BroadcastRepeats) {
  HostTensor column = HostTensor::ofReals({2, 1}, {1, 2});
  EXPECT_EQ(column.broadcast({2, 2, 2}).reals,
            (std::vector<float>{1, 1, 2, 2, 1, 1, 2, 2}));
}

TEST(HostTensor, GatherAcrossChannelsGivesReals) {
  HostTensor result =
      makeQuantized().gather({2}, [](int64_t i) { return i * 5; });
  EXPECT_FALSE(result.quantization);
  EXPECT_EQ(result.reals, (std::vector<float>{0.5f, 10}));
}

} // namespace
} // namespace ecg
