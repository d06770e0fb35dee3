// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every function of the runtime's lists of functions of one and two elements
// has a gradient, which agrees with central differences in double.

#include "GradientCheck.h"
#include "ecg_rt/binary_list.h"
#include "ecg_rt/unary_list.h"
#include <gtest/gtest.h>

using namespace ecg;
using llvm::StringRef;

namespace {

#define ECG_NAME(function, suffix, type, value) #function,
const char *const unaryFunctions[] = {
    ECG_RT_UNARY_REAL(ECG_NAME, real, float, ECG_RT_MATH_F32)};
const char *const binaryFunctions[] = {
    ECG_RT_BINARY_REAL(ECG_NAME, real, float, ECG_RT_MATH_F32)};

/// Where a function is defined, away from its poles.
GradientCheck::Options domainOf(StringRef function) {
  GradientCheck::Options options;
  auto isOneOf = [&](std::initializer_list<StringRef> names) {
    return llvm::is_contained(names, function);
  };
  if (isOneOf({"asin", "acos", "atanh"}))
    options.low = -0.9, options.high = 0.9;
  else if (isOneOf({"sqrt", "log", "power", "reciprocal", "pow", "div"}))
    options.low = 0.2;
  else if (isOneOf({"acosh"}))
    options.low = 1.1;
  else if (isOneOf({"tan"}))
    options.low = -1, options.high = 1;
  return options;
}

TEST(Gradient, EveryUnaryFunction) {
  for (StringRef function : unaryFunctions)
    for (StringRef parameters : {" alpha 1.5 beta 0.5", " alpha 0.7 beta 1.5"})
      expectGradients(("ecg.unary \"" + function + "\" %a0" + parameters).str(),
                      {"1x5x7"}, "1x5x7", domainOf(function));
}

TEST(Gradient, EveryBinaryFunction) {
  for (StringRef function : binaryFunctions) {
    std::string layer = ("ecg.binary \"" + function + "\" %a0, %a1").str();
    GradientCheck::Options options = domainOf(function);
    expectGradients(layer, {"2x3x5", "2x3x5"}, "2x3x5", options);
    expectGradients(layer, {"2x3x5", "3x1"}, "2x3x5", options);
    expectGradients(layer, {"5", "2x3x1"}, "2x3x5", options);
    expectGradients(layer, {"f32", "2x3x5"}, "2x3x5", options);
  }
}

// @gradient_ties: of equal elements the first takes the gradient.
TEST(Gradient, EqualElementsOfMinAndMaxGiveItToTheFirst) {
  for (StringRef function : {"min", "max"}) {
    GradientCheck check(
        layerFunction(("ecg.binary \"" + function + "\" %a0, %a1").str(),
                      {"2", "2"}, "2"),
        {1, true});
    check.set(0, {1, -1});
    check.set(1, {1, -1});
    check.setLossWeights(0, {3, 4});
    auto gradients = check.gradients<double>();
    EXPECT_EQ(gradients[0], (std::vector<double>{3, 4}));
    EXPECT_EQ(gradients[1], (std::vector<double>{0, 0}));
  }
}

} // namespace
