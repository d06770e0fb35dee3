// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks of which it is known which layer hurts.

#include "ecg/Train/Sensitivity.h"
#include "../Exec/TestModule.h"
#include "ecg/Data/Synthetic.h"
#include "ecg/IR/EcgOps.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// Rounding to 2 bits spares weights of -1 and 1 and kills small ones beside a
/// large one: "fine" passes its input on through 0.2, beside 1 for nothing.
const char *const network = R"(
func.func @f(%x: tensor<1x1x64xf32>) -> tensor<1x2xf32> {
  %k = ecg.constant dense<[[[1.0]], [[-1.0]], [[0.0]], [[0.0]]]> : tensor<4x1x1xf32> -> tensor<4x1x1xf32>
  %l = ecg.constant dense<[[[0.2], [0.0], [1.0], [0.0]], [[0.0], [0.2], [1.0], [0.0]]]> : tensor<2x4x1xf32> -> tensor<2x4x1xf32>
  %u = ecg.constant dense<[[1.0, 0.0], [0.0, -1.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %a = ecg.conv1d %x, %k : (tensor<1x1x64xf32>, tensor<4x1x1xf32>) -> tensor<1x4x64xf32> loc("coarse")
  %b = ecg.conv1d %a, %l : (tensor<1x4x64xf32>, tensor<2x4x1xf32>) -> tensor<1x2x64xf32> loc("fine")
  %r = ecg.relu %b : tensor<1x2x64xf32> -> tensor<1x2x64xf32>
  %p = ecg.global_avg_pool %r : tensor<1x2x64xf32> -> tensor<1x2x1xf32>
  %f = ecg.reshape %p : tensor<1x2x1xf32> -> tensor<1x2xf32>
  %y = ecg.linear %f, %u : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32> loc("last")
  %z = ecg.softmax %y axis 1 : tensor<1x2xf32> -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
})";

/// Values by sample and index.
class Formula : public SignalSource {
public:
  using Function = float (*)(size_t sample, size_t i);
  explicit Formula(Function function) : function(function) {}

  llvm::Error read(size_t sample, size_t,
                   llvm::MutableArrayRef<float> out) const override {
    for (size_t i = 0; i < out.size(); ++i)
      out[i] = function(sample, i);
    return llvm::Error::success();
  }

private:
  Function function;
};

class Sensitivity : public testing::Test {
protected:
  Sensitivity() : module(network) {
    DataOptions wanted;
    wanted.model = ModelInputShape{"x", 1, 64, false, 2};
    data.emplace(llvm::cantFail(openDataset(
        "synthetic:n=80,length=64,rhythms=normal+bigeminy", wanted)));
    options.split = "all";
    options.samples = 40;
    options.bits = {2, 8};
    options.prune = {0.5};
  }

  SensitivityReport run() {
    return llvm::cantFail(
        analyzeSensitivity(module.function(), *data, options));
  }

  /// Other samples as they are, with other labels.
  void replaceSignals(Formula::Function values, int32_t (*label)(size_t)) {
    DatasetInfo info = data->getInfo();
    info.inputs.front().normalization.kind = Normalization::Kind::None;
    for (size_t i = 0; i < info.size; ++i)
      info.labels[i] = label(i);
    data.emplace(std::move(info), std::make_unique<Formula>(values));
  }

  void expectFailure(TestModule &module, llvm::StringRef message) {
    auto report = analyzeSensitivity(module.function(), *data, options);
    ASSERT_FALSE(report);
    EXPECT_NE(toString(report.takeError()).find(message.str()),
              std::string::npos);
  }

  TestModule module;
  std::optional<Dataset> data;
  SensitivityOptions options;
};

// The order of perturbations is that of the options.
enum { Weights2, Weights8, Output2, Output8, Pruned };
enum { Coarse, Fine, Relu, Pool, Last };

TEST_F(Sensitivity, NamesWhatWasDone) {
  SensitivityReport report = run();
  std::vector<std::string> names;
  for (const Perturbation &how : report.perturbations)
    names.push_back(how.name());
  EXPECT_EQ(names, (std::vector<std::string>{"weights_int2", "weights_int8",
                                             "output_int2", "output_int8",
                                             "pruned_50"}));
  ASSERT_EQ(report.layers.size(), 5u);
  EXPECT_EQ(report.layers[Fine].name, "fine");
  EXPECT_EQ(report.layers[Fine].op, "conv1d");
  EXPECT_EQ(report.layers[Fine].weights, 8);
  EXPECT_EQ(report.layers[Fine].macs, 8 * 64);
  EXPECT_EQ(report.samples, 40u);
}

TEST_F(Sensitivity, FindsTheLayerThatNeedsItsBits) {
  SensitivityReport report = run();
  EXPECT_EQ(report.layers[Coarse].effects[Weights2]->sqnr, 200);
  EXPECT_EQ(report.layers[Coarse].effects[Weights2]->lossIncrease, 0);
  // Nothing is left of the signal.
  EXPECT_NEAR(report.layers[Fine].effects[Weights2]->sqnr, 0, 1e-9);
  EXPECT_EQ(report.layers[Last].effects[Weights2]->sqnr, 200);
  EXPECT_GT(report.layers[Fine].effects[Weights8]->sqnr, 30);
  EXPECT_EQ(report.worst(Weights2, 5), (std::vector<size_t>{Fine}));
}

TEST_F(Sensitivity, RoundsResults) {
  for (const LayerSensitivity &layer : run().layers) {
    EXPECT_LT(layer.effects[Output2]->sqnr, layer.effects[Output8]->sqnr);
    EXPECT_GT(layer.effects[Output8]->sqnr, 25);
    EXPECT_LT(layer.effects[Output8]->sqnr, 100);
  }
}

TEST_F(Sensitivity, LayersWithoutWeightsHaveResults) {
  SensitivityReport report = run();
  EXPECT_EQ(report.layers[Pool].op, "global_avg_pool");
  EXPECT_EQ(report.layers[Pool].weights, 0);
  EXPECT_FALSE(report.layers[Pool].fisherTrace);
  EXPECT_FALSE(report.layers[Pool].effects[Weights8]);
  EXPECT_FALSE(report.layers[Pool].effects[Pruned]);
  EXPECT_TRUE(report.layers[Pool].effects[Output8]);
}

// Half of "coarse" is zero anyway; what comes out of the network stays.
TEST_F(Sensitivity, PrunesTheSmallestChannels) {
  SensitivityReport report = run();
  EXPECT_EQ(report.layers[Coarse].effects[Pruned]->sqnr, 200);
  EXPECT_LT(report.layers[Fine].effects[Pruned]->sqnr, 10);
  EXPECT_FALSE(report.layers[Last].effects[Pruned]);
}

// Of a signal of ones the network makes 1.1 + 3; the second channel is a tenth
// of it and the 3, its bias. An autoencoder: the loss is the squared error.
TEST_F(Sensitivity, PrunedChannelsTakeTheirBiasAlong) {
  TestModule biased(R"(
func.func @f(%x: tensor<1x1x64xf32>) -> tensor<1x1x64xf32> {
  %w = ecg.constant dense<[[[1.0]], [[0.1]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %b = ecg.constant dense<[0.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %v = ecg.constant dense<1.0> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %a = ecg.conv1d %x, %w, %b : (tensor<1x1x64xf32>, tensor<2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x64xf32>
  %y = ecg.conv1d %a, %v : (tensor<1x2x64xf32>, tensor<1x2x1xf32>) -> tensor<1x1x64xf32>
  return %y : tensor<1x1x64xf32>
})");
  replaceSignals([](size_t, size_t) { return 1.0f; }, [](size_t) { return 0; });
  SensitivityReport report =
      llvm::cantFail(analyzeSensitivity(biased.function(), *data, options));
  EXPECT_NEAR(*report.loss, 3.1 * 3.1, 1e-5);
  const Effect &effect = *report.layers[0].effects[Pruned];
  EXPECT_NEAR(*effect.lossIncrease, -3.1 * 3.1, 1e-5);
  EXPECT_NEAR(effect.sqnr, 20 * std::log10(4.1 / 3.1), 1e-5);
}

// A signal of ones: what enters the last layer is f = (0.2, 0), the logits are
// (0.2, 0), and the gradient by its weights is (p - q) f^T, whose squares sum
// to 2 (p_l - 1)^2 0.2^2 for label l. Labels take turns.
TEST_F(Sensitivity, FisherTraceIsTheMeanOfSquaredGradients) {
  options.samples = 0; // all
  replaceSignals([](size_t, size_t) { return 1.0f; },
                 [](size_t sample) { return int32_t(sample % 2); });
  SensitivityReport report = run();
  double p = 1 / (1 + std::exp(-0.2));
  EXPECT_NEAR(*report.loss, -(std::log(p) + std::log(1 - p)) / 2, 1e-6);
  double trace = 0.04 * ((1 - p) * (1 - p) + p * p);
  EXPECT_NEAR(*report.layers[Last].fisherTrace, trace, 1e-6);
}

TEST_F(Sensitivity, FiguresDoNotDependOnThreads) {
  options.threads = 1;
  SensitivityReport one = run();
  options.threads = 3;
  SensitivityReport three = run();
  EXPECT_EQ(one.loss, three.loss);
  for (auto [a, b] : llvm::zip_equal(one.layers, three.layers)) {
    EXPECT_EQ(a.fisherTrace, b.fisherTrace);
    EXPECT_EQ(a.effects[Output2]->sqnr, b.effects[Output2]->sqnr);
    EXPECT_EQ(a.effects[Output2]->lossIncrease,
              b.effects[Output2]->lossIncrease);
  }
}

TEST_F(Sensitivity, LeavesTheNetworkAsItWas) {
  std::string before, after;
  llvm::raw_string_ostream(before) << *module;
  run();
  llvm::raw_string_ostream(after) << *module;
  EXPECT_EQ(before, after);
}

TEST_F(Sensitivity, WithoutLabelsThereIsNoLoss) {
  replaceSignals([](size_t sample,
                    size_t i) { return float(i % 7) - 3 + float(sample % 5); },
                 [](size_t) { return -1; });
  SensitivityReport report = run();
  EXPECT_FALSE(report.loss);
  EXPECT_EQ(report.noLoss, "the samples have no labels");
  EXPECT_FALSE(report.layers[Coarse].fisherTrace);
  EXPECT_FALSE(report.layers[Fine].effects[Weights2]->lossIncrease);
  EXPECT_NEAR(report.layers[Fine].effects[Weights2]->sqnr, 0, 1e-9);
}

TEST_F(Sensitivity, RefusesWhatTellsNothing) {
  options.bits = {1};
  expectFailure(module, "cannot round to 1 bits");
  options.bits = {8};
  options.prune = {1.5};
  expectFailure(module, "cannot prune a share of 1.5");
  options.prune = {};
  TestModule quantized(R"(
func.func @f(%x: tensor<1x1x64xf32>) -> tensor<1x1x64xf32> {
  %q = ecg.quantize %x : tensor<1x1x64xf32> -> tensor<1x1x64x!quant.uniform<i8:f32, 0.1:3>>
  %y = ecg.dequantize %q : tensor<1x1x64x!quant.uniform<i8:f32, 0.1:3>> -> tensor<1x1x64xf32>
  return %y : tensor<1x1x64xf32>
})");
  expectFailure(quantized, "quantized already");
  TestModule empty(R"(
func.func @f(%x: tensor<1x1x64xf32>) -> tensor<1x1x64xf32> {
  %y = ecg.relu %x : tensor<1x1x64xf32> -> tensor<1x1x64xf32>
  return %y : tensor<1x1x64xf32>
})");
  expectFailure(empty, "no layer with weights");
}

} // namespace
