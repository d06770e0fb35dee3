// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The narrowest cut through small networks.

#include "ecg/Analysis/Bottleneck.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/Parser/Parser.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

int64_t cutOf(llvm::StringRef text) {
  mlir::DialectRegistry registry;
  registry.insert<EcgDialect, mlir::func::FuncDialect>();
  mlir::MLIRContext context(registry);
  auto module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  if (!module)
    return -1;
  return narrowestCut(*module->getOps<mlir::func::FuncOp>().begin());
}

// 8 values are pooled to 4 and 2, and doubled again.
TEST(Bottleneck, OfAChain) {
  EXPECT_EQ(cutOf(R"(
func.func @f(%x: tensor<1x1x8xf32>) -> tensor<1x1x8xf32> {
  %a = ecg.max_pool %x kernel [2] strides [2] : tensor<1x1x8xf32> -> tensor<1x1x4xf32>
  %b = ecg.max_pool %a kernel [2] strides [2] : tensor<1x1x4xf32> -> tensor<1x1x2xf32>
  %c = ecg.concat %b, %b axis 2 : (tensor<1x1x2xf32>, tensor<1x1x2xf32>) -> tensor<1x1x4xf32>
  %d = ecg.concat %c, %c axis 2 : (tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x1x8xf32>
  return %d : tensor<1x1x8xf32>
})"),
            2);
}

// What goes around the narrow place has to be transmitted, too.
TEST(Bottleneck, CountsWhatGoesAround) {
  EXPECT_EQ(cutOf(R"(
func.func @f(%x: tensor<1x1x8xf32>) -> tensor<1x1x8xf32> {
  %a = ecg.max_pool %x kernel [4] strides [4] : tensor<1x1x8xf32> -> tensor<1x1x2xf32>
  %b = ecg.global_avg_pool %a : tensor<1x1x2xf32> -> tensor<1x1x1xf32>
  %y = ecg.add %x, %b : (tensor<1x1x8xf32>, tensor<1x1x1xf32>) -> tensor<1x1x8xf32>
  return %y : tensor<1x1x8xf32>
})"),
            9);
}

} // namespace
