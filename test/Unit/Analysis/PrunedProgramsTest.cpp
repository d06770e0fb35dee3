// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What removing channels leaves is a network as any other: it becomes a device
// program, in float and int8, and learns.

#include "RandomNetwork.h"
#include "Removal.h"
#include "ecg/Exec/Program.h"
#include "ecg/Exec/Register.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/EmitC.h"
#include "ecg/Target/LowerToRt.h"
#include "ecg/Target/Targets.h"
#include "mlir/Pass/PassManager.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

func::FuncOp functionOf(ModuleOp module) {
  return *module.getOps<func::FuncOp>().begin();
}

/// Generated ECG of the length of the input.
std::string dataFor(func::FuncOp function, llvm::StringRef options) {
  int64_t time = NetworkBuilder::timeOf(function.getArgument(0));
  return ("synthetic:" + options + ",length=" + std::to_string(time)).str();
}

class PrunedPrograms : public testing::Test {
protected:
  PrunedPrograms() {
    DialectRegistry registry;
    registry.insert<EcgDialect, func::FuncDialect>();
    registerExecModels(registry);
    registerKernelModels(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
  }

  /// Networks of one input with one lead, pruned and simplified.
  template <typename Visit> void forEachNetwork(unsigned count, Visit visit) {
    for (unsigned seed = 0; count > 0; ++seed) {
      auto module = makeRandomNetwork(seed, &context);
      func::FuncOp function = functionOf(*module);
      if (function.getNumArguments() > 1 ||
          NetworkBuilder::channelsOf(function.getArgument(0)) > 1)
        continue;
      ASSERT_EQ(removeAtRandom(function, seed, 0.4).error, "");
      PassManager manager(&context);
      buildSimplifyPipeline(manager);
      ASSERT_TRUE(succeeded(manager.run(*module))) << "seed " << seed;
      SCOPED_TRACE("seed " + std::to_string(seed));
      visit(*module);
      --count;
    }
  }

  void lowerAndEmit(ModuleOp module) {
    PassManager manager(&context);
    buildLowerPipeline(manager, {});
    ASSERT_TRUE(succeeded(manager.run(module)));
    EXPECT_TRUE(createProgram(module));
    auto model = CModel::get(functionOf(module), allTargets().front());
    ASSERT_TRUE(succeeded(model));
    auto files = emitC(*model, {});
    ASSERT_TRUE(bool(files)) << toString(files.takeError());
  }

  MLIRContext context;
};

TEST_F(PrunedPrograms, BecomeFloatC) {
  forEachNetwork(12, [&](ModuleOp module) { lowerAndEmit(module); });
}

TEST_F(PrunedPrograms, BecomeInt8C) {
  forEachNetwork(12, [&](ModuleOp module) {
    CalibrateOptions options;
    options.data = dataFor(functionOf(module), "n=8");
    options.split = "all";
    PassManager manager(&context);
    buildCalibratePipeline(manager, options);
    buildQuantizePipeline(manager);
    ASSERT_TRUE(succeeded(manager.run(module)));
    lowerAndEmit(module);
  });
}

/// On generated ECG of three rhythms, where there are three outputs.
TEST_F(PrunedPrograms, Learn) {
  unsigned learned = 0;
  forEachNetwork(12, [&](ModuleOp module) {
    func::FuncOp function = functionOf(module);
    if (NetworkBuilder::shapeOf(function.front().getTerminator()->getOperand(
            0)) != ArrayRef<int64_t>{1, 3})
      return;
    FineTuneOptions options;
    options.data = dataFor(function, "n=60,rhythms=normal+afib+flutter");
    options.epochs = 1;
    std::string before = textOf(module);
    PassManager manager(&context);
    manager.addNestedPass<func::FuncOp>(createFineTune(options));
    ASSERT_TRUE(succeeded(manager.run(module)));
    EXPECT_NE(textOf(module), before);
    ++learned;
  });
  EXPECT_GT(learned, 3u);
}

} // namespace
