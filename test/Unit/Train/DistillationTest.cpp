// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What teachers say: literal values of PyTorch 2 (kl_div) in double.

#include "LossCase.h"

using namespace ecg;
using namespace ecg::test;

TEST(Distillation, Softmax) {
  expectLoss(
      Case("auto").label(2).teacher(kTeacher, 1, 4), 0.544174257971,
      {0.310049911, 0.122962533, -0.356210658, -0.0887190063, 0.0119172204});
  expectLoss(
      Case("auto").label(2).teacher(kTeacher, 0.7, 4), 0.952306875938,
      {0.372927358, 0.107171518, -0.504683534, -0.0573957612, 0.0819804195});
}

TEST(Distillation, SeveralTeachers) {
  Case test =
      Case("auto").label(-1).teacher(kTeacher, 1, 7).teacher(kOther, 1, 7);
  test.options.teacherWeights = {0.4, 0.6};
  expectLoss(
      test, 1.54914472138,
      {0.337126799, -0.0379063888, -0.201973605, -0.418563168, 0.321316363});
  test.options.teacherWeights = {};
  Case equal = test;
  equal.options.teacherWeights = {0.5, 0.5};
  EXPECT_EQ(test.make()->compute(test.batch, 0, kLogits, {}),
            equal.make()->compute(equal.batch, 0, kLogits, {}));
}

TEST(Distillation, Sigmoid) {
  Case test = Case("auto").targets({1, 0, 1, 0, 1}).teacher(kTeacher, 1, 1);
  expectLoss(
      test, 0.460609552024,
      {0.195115145, 0.108599247, -0.318620577, -0.149738499, -0.0518798795});
  test.options.distillWeight = 0.6;
  test.options.temperature = 2;
  expectLoss(
      test, 1.06883454166,
      {0.0674324284, 0.223355664, -0.414948446, -0.0826379281, -0.164079798});
  // Softmax is there for multi-label data as well (LRH-Net).
  test.options.distillForm = "softmax";
  test.options.distillWeight = 1;
  test.options.temperature = 4;
  expectLoss(
      test, 0.544174257971,
      {0.310049911, 0.122962533, -0.356210658, -0.0887190063, 0.0119172204});
}

// One logit z is a softmax of (0, z).
TEST(Distillation, OneLogit) {
  for (const char *form : {"auto", "softmax", "sigmoid"}) {
    Case test = Case("auto").label(1).teacher({1.25}, 1, 3);
    test.shape.outputSize = 1;
    test.options.distillForm = form;
    expectLoss(test, 0.492326392609, {-0.494585517}, {-0.75});
  }
}

// Teachers tell of samples without labels, too.
TEST(Distillation, WithoutLabels) {
  expectLoss(
      Case("auto").teacher(kTeacher, 1, 4), 0.544174257971,
      {0.310049911, 0.122962533, -0.356210658, -0.0887190063, 0.0119172204});
}
