// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers one after the other on all samples compute what programs compute.

#include "ecg/Exec/LayerByLayer.h"
#include "TestModule.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// A value with two readers, one that is read twice by one layer, and one that
/// nobody reads.
const char *const branches = R"(
func.func @f(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %three = ecg.constant dense<3.0> : tensor<2xf32> -> tensor<2xf32>
  %a = ecg.mul %x, %three : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %unread = ecg.relu %a : tensor<1x2xf32> -> tensor<1x2xf32>
  %b = ecg.mul %a, %a : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %c = ecg.add %b, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %c : tensor<1x2xf32>
})";

TEST(LayerByLayer, ValuesStayForTheirLastReader) {
  TestModule module(branches);
  func::FuncOp function = module.function();
  LayerByLayer values(function, /*samples=*/3);
  for (size_t sample = 0; sample < 3; ++sample)
    for (size_t i = 0; i < 2; ++i)
      values.argument(0, sample)[i] = static_cast<float>(2 * sample + i);
  for (Operation &layer : function.front().without_terminator())
    if (!isa<ConstantOp>(layer)) {
      ASSERT_TRUE(succeeded(values.run(layer)));
    }
  Value result = function.front().getTerminator()->getOperand(0);
  for (size_t sample = 0; sample < 3; ++sample)
    for (size_t i = 0; i < 2; ++i) {
      float x = static_cast<float>(2 * sample + i);
      EXPECT_EQ(values.of(result, sample)[i], 9 * x * x + x);
    }
}

/// Who changes a layer before its turn gets what the new layer computes.
TEST(LayerByLayer, LayersMayGetOtherConstants) {
  TestModule module(branches);
  func::FuncOp function = module.function();
  LayerByLayer values(function, /*samples=*/1);
  values.argument(0, 0)[0] = 1;
  values.argument(0, 0)[1] = 2;
  auto first = *function.getOps<MulOp>().begin();
  OpBuilder builder(first);
  auto type = cast<RankedTensorType>(first.getRhs().getType());
  first.setOperand(
      1, builder.create<ConstantOp>(
             first.getLoc(), makeElements<float>(type, {10.0f, 100.0f})));
  ASSERT_TRUE(succeeded(values.run(*first)));
  EXPECT_EQ(values.of(first, 0)[0], 10);
  EXPECT_EQ(values.of(first, 0)[1], 200);
}

} // namespace
