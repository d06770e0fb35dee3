// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Five steps down a quadratic against those of PyTorch 2; states, clipping and
// the moving average.

#include "ecg/Train/Optimizer.h"
#include "../Data/TestData.h"

using namespace ecg;
using namespace ecg::test;

namespace {
using Floats = std::vector<float>;

/// sum_i a_i (w_i - b_i)^2 / 2, its start and its slope.
const Floats kStart = {0.5, 1, -3, 2};
Floats slopeAt(const Floats &w) {
  const Floats a = {1, 4, 0.25, 10}, b = {1, -2, 0.5, 0};
  Floats slope;
  for (size_t i = 0; i < w.size(); ++i)
    slope.push_back(a[i] * (w[i] - b[i]));
  return slope;
}

Floats descend(Optimizer &optimizer, Floats weights, int steps = 5,
               double rate = 0.1, const Floats &rates = {}) {
  for (int step = 0; step < steps; ++step)
    optimizer.step(weights, slopeAt(weights), rate, rates);
  return weights;
}

std::unique_ptr<Optimizer> make(llvm::StringRef text) {
  return valueOf(makeOptimizer(valueOf(OptimizerOptions::parse(text)), 4));
}

void expectNear(const Floats &actual, const Floats &expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i],
                1e-6 * std::max(1.0f, std::abs(expected[i])))
        << i;
}
} // namespace

TEST(Optimizer, FiveStepsAsPyTorch) {
  struct {
    const char *options;
    Floats weights;
  } cases[] = {
      {"sgd", {0.704755068, -1.76671994, -2.58383465, 0}},
      {"sgd,weight-decay=0.05", {0.69259268, -1.75342929, -2.51734114, 0}},
      {"sgd,momentum=0.9,weight-decay=0.05",
       {0.982672989, -4.12264347, -1.74573004, 1.61645985}},
      {"sgd,momentum=0.9,weight-decay=0.05,nesterov=true",
       {1.01338792, -2.4394474, -1.47526109, -3.98435513e-05}},
      {"adam", {0.972185493, 0.501779437, -2.50148082, 1.50295579}},
      {"adam,weight-decay=0.05,beta1=0.8,beta2=0.95,epsilon=1e-6",
       {0.956695199, 0.502752066, -2.50234962, 1.50441813}},
      {"adamw,weight-decay=0.05",
       {0.956640005, 0.482091576, -2.43245244, 1.4587878}},
      {"amsgrad,weight-decay=0.05,beta2=0.5",
       {0.944798172, 0.474326789, -2.42509055, 1.45037282}},
  };
  for (const auto &test : cases) {
    SCOPED_TRACE(test.options);
    expectNear(descend(*make(test.options), kStart), test.weights);
  }
}

TEST(Optimizer, RatesOfWeights) {
  for (const char *name : {"sgd", "sgd,momentum=0.9", "adam",
                           "adamw,weight-decay=0.1", "amsgrad"}) {
    SCOPED_TRACE(name);
    Floats slow = descend(*make(name), kStart, 5, 0.05);
    Floats fast = descend(*make(name), kStart, 5, 0.1);
    Floats mixed = descend(*make(name), kStart, 5, 0.1, {0.5, 1, 0.5, 0});
    expectNear(mixed, {slow[0], fast[1], slow[2], kStart[3]});
  }
}

TEST(Optimizer, ResumedIsUnbroken) {
  for (const char *name : {"sgd", "sgd,momentum=0.9", "adam", "amsgrad"}) {
    SCOPED_TRACE(name);
    auto whole = make(name), first = make(name), second = make(name);
    Floats half = descend(*first, kStart, 3);
    ASSERT_EQ(messageOf(second->setState(first->state())), "");
    EXPECT_EQ(descend(*second, half, 4), descend(*whole, kStart, 7));
    EXPECT_EQ(second->state(), whole->state());
  }
}

TEST(Optimizer, StateOfAnotherIsRefused) {
  EXPECT_TRUE(says(messageOf(make("adam")->setState(make("sgd")->state())),
                   "state of 2 values, expected 10"));
}

TEST(Optimizer, SecondMoment) {
  auto adam = make("adam,beta2=0.75");
  Floats weights = {0, 0, 0, 0};
  adam->step(weights, Floats{1, -2, 0, 4}, 0.1);
  EXPECT_EQ(adam->secondMoment().vec(), (Floats{0.25, 1, 0, 4}));
  EXPECT_TRUE(make("sgd")->secondMoment().empty());
}

TEST(Optimizer, Refusals) {
  auto refusal = [](llvm::StringRef text) {
    return messageOf(makeOptimizer(valueOf(OptimizerOptions::parse(text)), 4));
  };
  EXPECT_TRUE(says(refusal("adagrad"), "unknown optimizer 'adagrad'; there are "
                                       "sgd, adam, adamw, amsgrad"));
  EXPECT_TRUE(says(refusal("adam,beta2=1"), "beta2 1: expected a share"));
  EXPECT_TRUE(says(refusal("sgd,nesterov=true"), "nesterov needs momentum"));
}

TEST(ClipGradients, KeepsTheDirection) {
  Floats gradients = {3, -4, 0, 0, 0, 0, 0, 0, 0, 12};
  EXPECT_EQ(clipGradients(gradients, 13), 13);
  EXPECT_EQ(gradients[1], -4);
  EXPECT_EQ(clipGradients(gradients, 6.5), 13);
  EXPECT_EQ(gradients, (Floats{1.5, -2, 0, 0, 0, 0, 0, 0, 0, 6}));
}

TEST(ClipGradients, TellsOfNaN) {
  Floats gradients = {1, NAN};
  EXPECT_TRUE(std::isnan(clipGradients(gradients, 0.5)));
  EXPECT_EQ(gradients[0], 1);
}

TEST(MovingAverage, ForgetsTheStart) {
  MovingAverage average(Floats{0, 8}, 0.2);
  average.update(Floats{11, 8}); // d = 2/11
  EXPECT_FLOAT_EQ(average.values()[0], 9);
  EXPECT_FLOAT_EQ(average.values()[1], 8);
  average.update(Floats{19, 8}); // d = 0.2, for 3/12 is above
  EXPECT_FLOAT_EQ(average.values()[0], 17);

  MovingAverage resumed(Floats{0, 0}, 0.98), unbroken(Floats{1, 2}, 0.98);
  unbroken.update(Floats{3, 3});
  resumed.restore(unbroken.values().vec(), unbroken.steps());
  resumed.update(Floats{5, 5});
  unbroken.update(Floats{5, 5});
  EXPECT_EQ(resumed.values().vec(), unbroken.values().vec());
}
