// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options as text: what is read, and what refusals say.

#include "../Data/TestData.h"
#include "ecg/Train/Augment.h"
#include "ecg/Train/Loss.h"
#include "ecg/Train/Optimizer.h"
#include "ecg/Train/Sampler.h"
#include "ecg/Train/Schedule.h"

using namespace ecg;
using namespace ecg::test;

TEST(Settings, Augmentation) {
  EXPECT_FALSE(valueOf(AugmentOptions::parse("none")).any());
  EXPECT_FALSE(valueOf(AugmentOptions::parse("")).any());
  AugmentOptions light = valueOf(AugmentOptions::parse("light, noise = 0.1"));
  EXPECT_EQ(light.shift, 1);
  EXPECT_EQ(light.stretch, 0.05);
  EXPECT_EQ(light.noise, 0.1);
  EXPECT_EQ(light.wander, 0.1);
  AugmentOptions beats =
      valueOf(AugmentOptions::parse("shift-samples=8,features=0.05"));
  EXPECT_EQ(beats.shiftSamples, 8);
  EXPECT_EQ(beats.features, 0.05);
  EXPECT_EQ(beats.probability, 0.9);
}

TEST(Settings, Words) {
  LossOptions loss = valueOf(LossOptions::parse(
      "bce,class-weights=1+2.5+0,temperature=7,distill-form=softmax"));
  EXPECT_EQ(loss.name, "bce");
  EXPECT_EQ(loss.classWeights, (std::vector<double>{1, 2.5, 0}));
  EXPECT_EQ(loss.temperature, 7);
  EXPECT_EQ(loss.distillForm, "softmax");
  EXPECT_EQ(loss.distillWeight, 0.7);
  EXPECT_TRUE(valueOf(OptimizerOptions::parse("sgd,nesterov=true")).nesterov);
  EXPECT_EQ(valueOf(ScheduleOptions::parse("cosine,restarts=3")).restarts, 3u);
  EXPECT_EQ(valueOf(SamplerOptions::parse("epoch-size=10")).epochSize, 10u);
}

TEST(Settings, Refusals) {
  EXPECT_TRUE(says(messageOf(AugmentOptions::parse("light,speed=2")),
                   "unknown augmentation option 'speed'; there are "
                   "probability, shift, shift-samples, stretch, amplitude, "
                   "noise, wander, lead-dropout, cut, features"));
  EXPECT_TRUE(says(messageOf(AugmentOptions::parse("heavy")),
                   "augmentation option 'heavy': expected none, light or"));
  EXPECT_TRUE(says(messageOf(AugmentOptions::parse("noise=0.1,light")),
                   "unknown augmentation option 'light'"));
  EXPECT_TRUE(says(messageOf(AugmentOptions::parse("shift=2")),
                   "'shift=2': expected a number from 0 to 1"));
  EXPECT_TRUE(
      says(messageOf(AugmentOptions::parse("noise=nan")), "'noise=nan'"));
  EXPECT_TRUE(says(messageOf(AugmentOptions::parse("light,shift-samples=3")),
                   "exclude one another"));
  EXPECT_TRUE(says(messageOf(LossOptions::parse("class-weights=1+x")),
                   "numbers joined by '+', each from 0"));
  EXPECT_TRUE(says(messageOf(OptimizerOptions::parse("nesterov=yes")),
                   "expected true or false"));
  EXPECT_TRUE(says(messageOf(ScheduleOptions::parse("patience=0")),
                   "expected a whole number from 1"));
  EXPECT_TRUE(
      says(messageOf(ScheduleOptions::parse("rate=inf")), "'rate=inf'"));
  EXPECT_TRUE(says(messageOf(SamplerOptions::parse("=3")),
                   "unknown sampler option ''"));
}
