// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradients of layers that reduce, pick and move elements.

#include "GradientCheck.h"
#include "ecg_rt/reduce_list.h"
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

using namespace ecg;
using llvm::StringRef;

namespace {

#define ECG_NAME(function, ...) #function,
const char *const reductions[] = {
    ECG_RT_REDUCE_REAL(ECG_NAME, real, float, , , )};

TEST(Gradient, EveryReduction) {
  for (StringRef name : reductions) {
    std::string layer =
        ("ecg.reduce \"" + name.drop_front(strlen("reduce_")) + "\" %a0").str();
    GradientCheck::Options options;
    if (name == "reduce_log_sum")
      options.low = 0.1;
    expectGradients(layer + " axes [1]", {"2x3x5"}, "2x5", options);
    expectGradients(layer + " axes [0, 2] keep_dims", {"2x3x5"}, "1x3x1",
                    options);
    expectGradients(layer + " axes [0, 1, 2]", {"2x3x5"}, "f32", options);
  }
}

TEST(Gradient, ReductionsWhereQuotientsFail) {
  for (StringRef function : {"prod", "l2"}) {
    GradientCheck check(
        layerFunction(("ecg.reduce \"" + function + "\" %a0 axes [1]").str(),
                      {"3x3"}, "3"),
        {1, true});
    check.set(0, {0, 0, 0, 2, 0, 3, 0, 5, 0});
    check.setLossWeights(0, {1, 1, 1});
    auto gradients = check.gradients<double>();
    EXPECT_EQ(gradients[0],
              function == "prod"
                  ? (std::vector<double>{0, 0, 0, 0, 6, 0, 0, 0, 0})
                  : (std::vector<double>{0, 0, 0, 2 / std::sqrt(13.0), 0,
                                         3 / std::sqrt(13.0), 0, 1, 0}));
  }
}

// @gradient_ties
TEST(Gradient, EqualExtremesGiveItToTheFirst) {
  for (StringRef layer :
       {"ecg.reduce \"max\" %a0 axes [2]", "ecg.reduce \"min\" %a0 axes [2]",
        "ecg.max_pool %a0 kernel [4] strides [4]"}) {
    bool isPool = layer.contains("pool");
    GradientCheck check(
        layerFunction(layer, {"1x1x4"}, isPool ? "1x1x1" : "1x1"), {1, true});
    check.set(0, {7, 7, 7, 7});
    check.setLossWeights(0, {3});
    EXPECT_EQ(check.gradients<double>()[0], (std::vector<double>{3, 0, 0, 0}));
  }
}

TEST(Gradient, CumSum) {
  for (StringRef flags : {"", " exclusive", " reverse", " exclusive reverse"})
    for (StringRef axis : {" axis 0", " axis 1", " axis 2"})
      expectGradients(("ecg.cum_sum %a0" + axis + flags).str(), {"2x3x4"},
                      "2x3x4");
}

TEST(Gradient, TopK) {
  for (StringRef flag : {"", " smallest"})
    for (bool inner : {false, true}) {
      std::string to = inner ? "2x5x3x" : "2x3x4x";
      std::string layer = inner ? "axis 2 k 3" : "axis 1 k 3";
      GradientCheck check("func.func @f(%a0: tensor<2x5x4xf32>) -> tensor<" +
                          to + "f32> {\n  %v, %i = ecg.top_k %a0 " + layer +
                          flag.str() + " : tensor<2x5x4xf32> -> tensor<" + to +
                          "f32>, tensor<" + to + "i64>\n  return %v : tensor<" +
                          to + "f32>\n}");
      expectGradients(check);
    }
}

TEST(Gradient, Slices) {
  expectGradients("ecg.slice %a0 starts [0, 1, 7] sizes [2, 2, 4] "
                  "steps [1, 1, -2]",
                  {"2x3x8"}, "2x2x4");
  expectGradients("ecg.slice %a0 starts [0, 2] sizes [1, 5]", {"1x8"}, "1x5");
  expectGradients("ecg.expand %a0", {"3x1"}, "2x3x4");
  expectGradients("ecg.expand %a0", {"1x1x4"}, "2x3x4");
  expectGradients("ecg.expand %a0", {"f32"}, "2x3");
}

TEST(Gradient, Select) {
  GradientCheck check(layerFunction("ecg.select %a0, %a1, %a2",
                                    {"1x3x1xi1", "1x3x4", "f32"}, "1x3x4"));
  check.set(0, {1, 0, 1, 0, 0, 1});
  expectGradients(check);
  GradientCheck rows(
      layerFunction("ecg.select %a0, %a1, %a2", {"4xi1", "4", "3x1"}, "3x4"));
  rows.set(0, {1, 0, 1, 0, 0, 1, 0, 1});
  expectGradients(rows);
}

// Indices come twice, from the end (-1), and from outside (@gather_index).
TEST(Gradient, Gathers) {
  GradientCheck rows(
      layerFunction("ecg.gather %a0, %a1 axis 1", {"2x4x3", "5xi64"}, "2x5x3"));
  rows.set(1, {3, 0, 3, -1, 9, 1, 1, 2, -4, 0});
  expectGradients(rows);
  GradientCheck tuples(layerFunction("ecg.gather_nd %a0, %a1 batch_dims 1",
                                     {"2x4x3", "2x2x1xi32"}, "2x2x3"));
  tuples.set(1, {3, 3, 0, -1, 1, 2, 2, 1});
  expectGradients(tuples);
  GradientCheck elements(layerFunction("ecg.gather_elements %a0, %a1 axis 1",
                                       {"2x4", "2x3xi64"}, "2x3"));
  elements.set(1, {3, 0, 3, -1, 1, 1, 0, 1, 2, 2, 2, 2});
  expectGradients(elements);
}

TEST(Gradient, Resize) {
  for (StringRef mode : {"nearest", "linear", "cubic"})
    for (StringRef coordinates :
         {"half_pixel", "align_corners", "asymmetric", "pytorch_half_pixel"}) {
      std::string layer =
          ("ecg.resize %a0 mode \"" + mode + "\" coordinates \"" + coordinates)
              .str() +
          "\" scales ";
      expectGradients(layer + "[1.0, 1.0, 2.0]", {"1x2x5"}, "1x2x10");
      expectGradients(layer + "[1.0, 1.0, 2.0, 0.5]", {"1x2x3x6"}, "1x2x6x3");
    }
  expectGradients("ecg.resize %a0 mode \"linear\" coordinates "
                  "\"tf_crop_and_resize\" scales [1.0, 1.0, 1.5] roi "
                  "[0.0, 0.0, -0.2, 1.0, 1.0, 1.1] extrapolation 3.0",
                  {"1x2x6"}, "1x2x9");
}

} // namespace
