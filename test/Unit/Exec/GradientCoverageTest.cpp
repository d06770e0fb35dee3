// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every layer has a gradient, or a reason why it has none.

#include "TestModule.h"
#include <gtest/gtest.h>
#include <map>

using namespace ecg;

namespace {

const std::map<std::string, std::string> withoutGradient = {
    {"ecg.constant", "has no operands"},
    {"ecg.multi_bit", "a constant; fake_multi_bit learns instead"},
    {"ecg.quantize", "its result is integers; fake_quantize learns instead"},
    {"ecg.dequantize", "its operand is integers"},
    {"ecg.cast", "between types, of which only float32 learns"},
    {"ecg.compare", "its result is true or false"},
    {"ecg.arg", "its result is indices"},
    {"ecg.max_pool_indices", "its result is indices"},
};

TEST(Gradient, EveryLayerHasOneOrAReason) {
  TestModule module("func.func @f() { return }");
  mlir::MLIRContext *context = (*module)->getContext();
  context->loadDialect<EcgDialect>();
  size_t seen = 0;
  for (mlir::RegisteredOperationName op : context->getRegisteredOperations()) {
    if (op.getDialectNamespace() != EcgDialect::getDialectNamespace())
      continue;
    std::string name = op.getStringRef().str();
    EXPECT_NE(op.hasInterface<ExecOpInterface>(),
              withoutGradient.count(name) > 0)
        << name;
    ++seen;
  }
  EXPECT_GT(seen, withoutGradient.size());
}

} // namespace
