// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A row of weights times a window is an output of the layer.

#include "LayerWindows.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace ecg;
using namespace mlir;

namespace {

/// A function of one layer, from its types and attributes; weights are small
/// numbers that all differ.
std::string layerText(StringRef op, StringRef x, int64_t weights,
                      StringRef weightShape, StringRef attributes,
                      StringRef y) {
  std::string values;
  for (int64_t i = 0; i < weights; ++i)
    values += (i ? "," : "") + std::to_string((i * 37 % 101) - 50) + ".0";
  std::string w = ("tensor<" + weightShape + "xf32>").str();
  std::string flat = "tensor<" + std::to_string(weights) + "xf32>";
  std::string xt = ("tensor<" + x + "xf32>").str();
  std::string yt = ("tensor<" + y + "xf32>").str();
  return "func.func @f(%x: " + xt + ") -> " + yt + " {\n" +
         "  %c = ecg.constant dense<[" + values + "]> : " + flat + " -> " +
         flat + "\n  %w = ecg.reshape %c : " + flat + " -> " + w +
         "\n  %y = ecg." + op.str() + " %x, %w " + attributes.str() + " : (" +
         xt + ", " + w + ") -> " + yt + "\n  return %y : " + yt + "\n}\n";
}

class LayerWindowsTest : public ::testing::Test {
protected:
  LayerWindowsTest() {
    DialectRegistry registry;
    registry.insert<EcgDialect, rt::EcgRtDialect, func::FuncDialect>();
    registerExecModels(registry);
    registerKernelModels(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
  }

  void check(const std::string &text) {
    auto module = parseSourceString<ModuleOp>(text, &context);
    ASSERT_TRUE(module) << text;
    func::FuncOp func = *module->getOps<func::FuncOp>().begin();
    auto program = FloatProgram::create(func);
    ASSERT_TRUE(program);
    std::vector<float> x(program->inputs()[0].numElements());
    for (size_t i = 0; i < x.size(); ++i)
      x[i] = static_cast<float>(i * 29 % 53) - 20;
    std::vector<float> y(program->outputs()[0].numElements());
    program->run(*program->makeWorkspace(), {x.data()}, {y.data()});

    Operation *layer =
        func.front().getTerminator()->getOperand(0).getDefiningOp();
    auto weights = ConstantData<float>::get(
        layer->getOperand(1).getDefiningOp()->getOperand(0));
    compare(LayerWindows(layer), weights->values(), x, y, isa<LinearOp>(layer));
  }

private:
  static void compare(const LayerWindows &windows, ArrayRef<float> weights,
                      const std::vector<float> &x, const std::vector<float> &y,
                      bool isLinear) {
    size_t rows = weights.size() / windows.size();
    ASSERT_EQ(y.size(), rows * windows.count());
    std::vector<float> window(windows.size());
    for (size_t row = 0; row < rows; ++row)
      for (int64_t i = 0; i < windows.count(); ++i) {
        windows.read(x.data(), row / (rows / windows.groups()), i,
                     window.data());
        float sum = 0;
        for (size_t j = 0; j < window.size(); ++j)
          sum += window[j] * weights[row * window.size() + j];
        // Features are the last dimension of a linear layer's result.
        size_t at = isLinear ? i * rows + row : row * windows.count() + i;
        ASSERT_EQ(sum, y[at]) << "row " << row << ", output " << i;
      }
  }

  MLIRContext context;
};

TEST_F(LayerWindowsTest, Conv1dWithGroupsStridesAndPads) {
  check(layerText("conv1d", "1x4x9", 36, "6x2x3",
                  "stride 2 pads [1, 2] dilation 2 groups 2", "1x6x4"));
}

TEST_F(LayerWindowsTest, DepthwiseConv2d) {
  check(layerText("conv2d", "1x3x5x6", 18, "3x1x2x3",
                  "strides [2, 1] pads [0, 1, 1, 0] groups 3", "1x3x3x5"));
}

TEST_F(LayerWindowsTest, ConvTranspose) {
  check(layerText("conv_transpose", "1x2x5", 24, "3x2x4",
                  "strides [2] pads [1, 1] dilations [1] output_padding [0]",
                  "1x3x10"));
}

TEST_F(LayerWindowsTest, LinearRows) {
  check(layerText("linear", "3x5", 20, "4x5", "", "3x4"));
}

} // namespace
