// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Removing channels from the models of ../shared: from every group that can
// lose some, against the masked original; and how much of Holda's networks the
// fractions of seed 002 leave. Skipped without them.

#include "Removal.h"
#include "ecg/Analysis/RemoveChannels.h"
#include "ecg/Exec/Program.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Import/Import.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/FileSystem.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

constexpr llvm::StringLiteral models = ECG_SHARED_DIR "/models/";

class SharedChannels : public testing::Test {
protected:
  void SetUp() override {
    if (!llvm::sys::fs::exists(models))
      GTEST_SKIP() << "no models in " ECG_SHARED_DIR;
    DialectRegistry registry;
    registerExecModels(registry);
    registerKernelModels(registry);
    context.appendDialectRegistry(registry);
  }

  OwningOpRef<ModuleOp> importSimplified(llvm::StringRef name) {
    auto module = importOnnx((models + name + ".onnx").str(), {}, &context);
    PassManager manager(&context);
    buildSimplifyPipeline(manager);
    EXPECT_TRUE(module && succeeded(manager.run(*module))) << name.str();
    return module;
  }

  MLIRContext context;
};

func::FuncOp functionOf(ModuleOp module) {
  return *module.getOps<func::FuncOp>().begin();
}

//===----------------------------------------------------------------------===//
// Every model
//===----------------------------------------------------------------------===//

struct SharedModel {
  llvm::StringLiteral name;
  /// Groups that can lose channels, and those that are kept for inputs,
  /// outputs and layers on time.
  int64_t removable, kept;
};

constexpr SharedModel sharedModels[] = {
    {"beatnet/beats", 6, 3},
    {"birton_mobilenetv1_a0125/model", 14, 2},
    {"birton_resnet50_w4/model", 37, 2},
    {"dyndeep_adapter64_tf/model", 2, 2},
    {"dyndeep_decoder_w160/model", 13, 3},
    {"dyndeep_encoder/model", 16, 7},
    {"dyndeep_encoder_nhwc/model", 16, 7},
    {"ecg_transformer_op13/model", 5, 2},
    {"ecgnet/ecgnet_fp32", 8, 2},
    {"holda_cnn/model", 4, 2},
    {"holda_resnet/model", 9, 2},
    {"holda_resnet_pruned_bn/model", 9, 2},
    {"holda_rnn/model", 1, 2},
    {"hr_hannun34_w3/model", 20, 2},
    {"lrh_cnn1d_thin/model", 5, 3},
    {"lrhnet_l12/model", 11, 3},
    {"lstm_stream_step/model", 0, 3},
    {"mobilenet1d/model", 8, 2},
    {"rnn_bilstm/model", 2, 2},
    {"rnn_gru/model", 2, 2},
    {"rpnet_w4/model", 124, 2},
};

TEST_F(SharedChannels, AreTheMaskedOriginal) {
  for (const SharedModel &model : sharedModels) {
    auto module = importSimplified(model.name);
    func::FuncOp function = functionOf(*module);
    int64_t removable = 0, kept = 0;
    for (const ChannelGroup &group : findChannelGroups(function))
      if (!group.removable)
        ++kept;
      else if (group.channels > 1)
        ++removable;
    EXPECT_EQ(removable, model.removable) << model.name.str();
    EXPECT_EQ(kept, model.kept) << model.name.str();
    RemovalResult result = removeAtRandom(function, 1, 0.3, /*all=*/true);
    EXPECT_EQ(result.error.substr(0, 200), "") << model.name.str();
    EXPECT_GE(result.removed, removable) << model.name.str();
  }
}

/// A scale a row goes with the row.
TEST_F(SharedChannels, GoFromQuantizedNetworks) {
  for (llvm::StringRef name : {"ecgnet_qdq/model", "ecgnet_wq8/model"}) {
    auto module = importSimplified(name);
    PassManager manager(&context);
    buildQuantizePipeline(manager);
    ASSERT_TRUE(succeeded(manager.run(*module)));
    std::vector<ChannelRemoval> removals;
    auto groups = findChannelGroups(functionOf(*module));
    for (const ChannelGroup &group : groups)
      if (group.removable) {
        removals.push_back({&group, llvm::BitVector(group.channels)});
        removals.back().dead.set(group.channels / 2);
      }
    EXPECT_EQ(removals.size(), 8u) << name.str();
    removeChannels(removals);
    EXPECT_TRUE(succeeded(verify(*module))) << name.str();
    EXPECT_TRUE(createProgram(*module)) << name.str();
  }
}

//===----------------------------------------------------------------------===//
// Seed 002
//===----------------------------------------------------------------------===//

/// Parameters as Holda et al. count them. In these files batch norms are
/// folded: the bias of a convolution stands for a scale and a shift.
int64_t countParameters(func::FuncOp function) {
  int64_t count = 0;
  for (ConstantOp constant : function.getOps<ConstantOp>()) {
    int64_t size = constant.getType().getNumElements();
    bool ofNorm = llvm::any_of(constant->getUses(), [](OpOperand &use) {
      return isa<Conv1dOp>(use.getOwner()) && use.getOperandNumber() == 2;
    });
    count += ofNorm ? 2 * size : size;
  }
  return count;
}

/// Percent of the parameters that are left with a fraction of the structures of
/// every layer (Holda et al. 2026, tables 1 to 3).
TEST_F(SharedChannels, LeaveTheFractionsOfHolda) {
  struct Network {
    llvm::StringLiteral name;
    int64_t parameters;
    double percent[3];
  };
  constexpr double fractions[3] = {0.75, 0.5, 0.125};
  for (const Network &network :
       {Network{"holda_rnn/model", 22661, {61.45, 31.94, 4.61}},
        Network{"holda_cnn/model", 37157, {57.95, 27.27, 2.56}},
        Network{"holda_resnet/model", 500869, {56.60, 25.47, 1.77}}})
    for (int i = 0; i < 3; ++i) {
      auto module = importSimplified(network.name);
      func::FuncOp function = functionOf(*module);
      ASSERT_EQ(countParameters(function), network.parameters);
      std::vector<ChannelGroup> groups = findChannelGroups(function);
      std::vector<ChannelRemoval> removals;
      for (const ChannelGroup &group : groups)
        if (group.removable) {
          llvm::BitVector dead(group.channels);
          dead.set(0, int64_t((1 - fractions[i]) * group.channels));
          removals.push_back({&group, dead});
        }
      removeChannels(removals);
      EXPECT_NEAR(100.0 * countParameters(function) / network.parameters,
                  network.percent[i], 0.005)
          << network.name.str();
    }
}

} // namespace
