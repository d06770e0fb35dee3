// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Losses and their gradients: literal values of PyTorch 2 in double, and every
// gradient against central differences.

#include "LossCase.h"

using namespace ecg;
using namespace ecg::test;

TEST(Loss, CrossEntropy) {
  expectLoss(
      Case("cross-entropy").label(2), 1.90461631786,
      {0.519641401, 0.0703258162, -0.851120246, 0.0156918106, 0.245461217});
  expectLoss(
      Case("auto").label(2).smoothing(0.1), 1.92961631786,
      {0.499641401, 0.0503258162, -0.771120246, -0.00430818936, 0.225461217});
  expectLoss(
      Case("auto").label(2).weights({1, 2, 0.5, 3, 1}), 0.95230815893,
      {0.259820701, 0.0351629081, -0.425560123, 0.00784590532, 0.122730609});
}

TEST(Loss, CrossEntropyOfLargeLogits) {
  Case test = Case("auto").label(1);
  std::vector<float> grad(5);
  double loss = test.make()->compute(test.batch, 0, {1e4, -1e4, 0, 0, 0}, grad);
  EXPECT_DOUBLE_EQ(loss, 2e4);
  EXPECT_EQ(grad, (std::vector<float>{1, -1, 0, 0, 0}));
}

TEST(Loss, BceOfTargets) {
  expectLoss(
      Case("bce").targets({1, 0, 1, 0, 1}).weights({1, 2, 0.5, 3, 1}),
      1.47725898926,
      {-0.182425524, 0.377540669, -0.21891175, 0.119202922, -0.320821301});
  expectLoss(
      Case("auto").targets({1, 0, 1, 0, 1}).smoothing(0.1), 2.0152286992,
      {-0.132425524, 0.327540669, -0.387823499, 0.069202922, -0.270821301});
}

TEST(Loss, BceIgnoresUnknownTargets) {
  expectLoss(Case("bce").targets({1, -1, -1, 0, 1}), 0.715212295141,
             {-0.182425524, 0, 0, 0.119202922, -0.320821301});
  expectLoss(Case("bce").targets({-1, -1, -1, -1, -1}), 0, {0, 0, 0, 0, 0});
}

// A label is a target of 1 among targets of 0.
TEST(Loss, BceOfLabels) {
  Case label = Case("bce").label(3);
  Case targets = Case("bce").targets({0, 0, 0, 1, 0});
  EXPECT_EQ(label.make()->compute(label.batch, 0, kLogits, {}),
            targets.make()->compute(targets.batch, 0, kLogits, {}));
  expectLoss(Case("bce").label(-1), 0, {0, 0, 0, 0, 0});
}

TEST(Loss, OneLogit) {
  for (llvm::StringRef name : {"auto", "bce", "cross-entropy"}) {
    Case one = Case(name).label(1);
    one.shape.outputSize = 1;
    expectLoss(one, 1.13687100611, {-0.679178699}, {-0.75});
    one.weights({3, 0.5});
    expectLoss(one, 1.13687100611 / 2, {-0.679178699 / 2}, {-0.75});
    one.label(0);
    expectLoss(one, 3 * (1.13687100611 - 0.75), {3 * (1 - 0.679178699)},
               {-0.75});
    EXPECT_TRUE(says(one.weights({1}).refusal(), "1 class weights for 2"));
  }
}

TEST(Loss, UnknownLabelIsNoLoss) {
  expectLoss(Case("cross-entropy").label(-1), 0, {0, 0, 0, 0, 0});
}

TEST(Loss, Reconstruction) {
  expectLoss(Case("auto").reconstructs().label(1), 0.1625,
             {0.2, 0.2, -0.1, 0, 0.2});
  expectLoss(Case("prd").reconstructs(), 35.8765761030,
             {22.077893, 22.077893, -11.0389465, 0, 22.077893});
  EXPECT_TRUE(Case("l1").reconstructs().make()->needsClean());
  EXPECT_FALSE(Case("bce").label(0).make()->needsClean());
}

// Where output and signal agree L1 has a corner, so no differences there.
TEST(Loss, L1) {
  Case l1 = Case("l1").reconstructs();
  std::vector<float> grad(5);
  EXPECT_NEAR(l1.make()->compute(l1.batch, 0, kLogits, grad), 0.35, 1e-12);
  EXPECT_EQ(grad, (std::vector<float>{0.2f, 0.2f, -0.2f, 0, 0.2f}));
}

TEST(Loss, PrdOfSilenceAndOfPerfection) {
  Case test = Case("prd").reconstructs();
  std::vector<float> grad(5, 99), none(5, 0);
  EXPECT_EQ(test.make()->compute(test.batch, 0, kClean, grad), 0);
  EXPECT_EQ(grad, none);
  test.batch.clean = none;
  EXPECT_EQ(test.make()->compute(test.batch, 0, kLogits, grad), 0);
  EXPECT_EQ(grad, none);
}

TEST(Loss, SamplesLieOneAfterTheOther) {
  Case test = Case("auto").targets({0, 0, 0, 0, 0, 1, 0, 1, 0, 1});
  Case alone = Case("auto").targets({1, 0, 1, 0, 1});
  EXPECT_EQ(test.make()->compute(test.batch, 1, kLogits, {}),
            alone.make()->compute(alone.batch, 0, kLogits, {}));
}

TEST(Loss, Refusals) {
  EXPECT_TRUE(says(Case("hinge").label(0).refusal(),
                   "unknown loss 'hinge'; there are auto, cross-entropy, bce, "
                   "mse, l1, prd"));
  EXPECT_TRUE(says(Case("auto").refusal(), "nothing to train for"));
  EXPECT_TRUE(says(Case("cross-entropy").targets({}).refusal(), "a label"));
  EXPECT_TRUE(says(Case("bce").refusal(), "labels or targets"));
  EXPECT_TRUE(says(Case("mse").label(0).refusal(), "shape of the input"));
  EXPECT_TRUE(says(Case("mse").reconstructs().smoothing(0.1).refusal(),
                   "no classes to smooth"));
  EXPECT_TRUE(says(Case("mse").reconstructs().teacher({}, 1, 1).refusal(),
                   "to follow a teacher"));
  for (const char *name : {"cross-entropy", "bce"})
    EXPECT_TRUE(says(Case(name).label(0).weights({1, 2}).refusal(),
                     "2 class weights for 5 classes"));
  EXPECT_TRUE(
      says(Case("auto").label(0).smoothing(1).refusal(), "smoothing 1"));
  EXPECT_TRUE(
      says(Case("auto").label(0).teacher({}, 1, 0).refusal(), "temperature 0"));
  EXPECT_TRUE(says(Case("auto").label(0).teacher({}, 1.5, 1).refusal(),
                   "distillation weight 1.5"));
  Case teachers = Case("auto").label(0).teacher({}, 1, 1);
  teachers.options.distillForm = "cosine";
  EXPECT_TRUE(says(teachers.refusal(), "auto, softmax, sigmoid"));
  teachers.options.teacherWeights = {1, 2};
  EXPECT_TRUE(says(teachers.refusal(), "2 teacher weights for 1 teachers"));
}
