// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Trained ECGNets before and after int8, on data neither training nor
// calibration saw: every calibrator keeps the accuracy. The test split shares
// records with train (docs/quantization.md); this is about the loss by
// rounding, not about new people.

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Metrics/Difference.h"
#include "ecg/Exec/Register.h"
#include "ecg/Import/Import.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/FileSystem.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

constexpr llvm::StringLiteral kData = ECG_SHARED_DIR "/data/mitbih17.npz";

std::string modelPath(llvm::StringRef name) {
  return (ECG_SHARED_DIR "/models/ecgnet/" + name + ".onnx").str();
}

double accuracyOf(const Evaluation &evaluation) {
  return agreement(evaluation.predictions, evaluation.labels);
}

/// Root mean square of the difference of all outputs, as a share of that of the
/// outputs.
double distance(const Evaluation &real, const Evaluation &int8) {
  double error = 0, power = 0;
  for (auto [a, b] : llvm::zip_equal(real.outputs, int8.outputs)) {
    error += (a - b) * (a - b);
    power += a * a;
  }
  return std::sqrt(error / power);
}

class QuantizedAccuracy : public testing::Test {
protected:
  void SetUp() override {
    if (!llvm::sys::fs::exists(kData))
      GTEST_SKIP() << "no data in " ECG_SHARED_DIR;
    DialectRegistry registry;
    registerExecModels(registry);
    registerKernelModels(registry);
    context.appendDialectRegistry(registry);
    llvm::Expected<Dataset> opened = openDataset(kData);
    ASSERT_TRUE(bool(opened)) << toString(opened.takeError());
    data.emplace(std::move(*opened));
  }

  OwningOpRef<ModuleOp> importSimplified(llvm::StringRef name) {
    auto module = importOnnx(modelPath(name), {}, &context);
    PassManager manager(&context);
    buildSimplifyPipeline(manager);
    EXPECT_TRUE(module && succeeded(manager.run(*module)));
    return module;
  }

  OwningOpRef<ModuleOp> quantize(ModuleOp module, llvm::StringRef method) {
    OwningOpRef<ModuleOp> quantized = module.clone();
    CalibrateOptions options;
    options.data = kData.str();
    if (!method.empty())
      options.method = method.str();
    PassManager manager(&context);
    buildCalibratePipeline(manager, options);
    buildQuantizePipeline(manager);
    EXPECT_TRUE(succeeded(manager.run(*quantized)));
    return quantized;
  }

  Evaluation evaluateTest(ModuleOp module) {
    std::unique_ptr<Program> program = createProgram(module);
    if (!program) {
      ADD_FAILURE() << "no program";
      return {};
    }
    llvm::Expected<Evaluation> result = evaluate(*program, *data, "test");
    if (!result)
      ADD_FAILURE() << toString(result.takeError());
    return result ? std::move(*result) : Evaluation();
  }

  MLIRContext context;
  std::optional<Dataset> data;
};

// The figures asked for, with the method users get by default.
TEST_F(QuantizedAccuracy, DefaultKeepsTheAccuracyOfEcgnet) {
  auto module = importSimplified("ecgnet_fp32");
  Evaluation real = evaluateTest(*module);
  Evaluation int8 = evaluateTest(*quantize(*module, ""));
  EXPECT_DOUBLE_EQ(accuracyOf(real), 0.93);
  EXPECT_GE(accuracyOf(int8), 0.92);
  EXPECT_GE(agreement(real.predictions, int8.predictions), 0.98);
}

TEST_F(QuantizedAccuracy, EveryMethodOnEveryModel) {
  for (llvm::StringRef name :
       {"ecgnet_fp32", "ecgnet_aug_seed0", "ecgnet_aug_seed1",
        "ecgnet_aug_seed2", "ecgnet_pruned50_fp32"}) {
    auto module = importSimplified(name);
    Evaluation real = evaluateTest(*module);
    for (llvm::StringRef method : {"minmax", "percentile", "kl", "mse"}) {
      Evaluation int8 = evaluateTest(*quantize(*module, method));
      double same = agreement(real.predictions, int8.predictions);
      std::printf("%-22s float %.3f  %-10s int8 %.3f  agreement %.3f  "
                  "error of logits %.4f\n",
                  name.str().c_str(), accuracyOf(real), method.str().c_str(),
                  accuracyOf(int8), same, distance(real, int8));
      EXPECT_GE(accuracyOf(int8), accuracyOf(real) - 0.02);
      EXPECT_GE(same, 0.96);
    }
  }
}

} // namespace
