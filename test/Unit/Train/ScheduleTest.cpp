// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Learning rates against those of PyTorch 2, and the plateau's memory.

#include "ecg/Train/Schedule.h"
#include "../Data/TestData.h"

using namespace ecg;
using namespace ecg::test;

static std::unique_ptr<Schedule> make(llvm::StringRef text,
                                      uint64_t stepsPerEpoch = 4) {
  return valueOf(
      makeSchedule(valueOf(ScheduleOptions::parse(text)), stepsPerEpoch));
}

/// Rates of some steps of 20.
static void expectRates(const Schedule &schedule,
                        std::vector<std::pair<uint64_t, double>> rates) {
  for (auto [step, rate] : rates)
    EXPECT_NEAR(schedule.rateAt(step, 20), rate, 1e-11) << step;
}

TEST(Schedule, Constant) {
  expectRates(*make("constant,rate=0.5"), {{0, 0.5}, {19, 0.5}});
}

TEST(Schedule, Step) {
  expectRates(*make("step,rate=0.5,step-epochs=2"),
              {{0, 0.5}, {7, 0.5}, {8, 0.05}, {16, 0.005}, {29, 0.0005}});
  expectRates(*make("step,rate=0.5,step-epochs=2,floor=0.02"), {{29, 0.01}});
}

TEST(Schedule, Cosine) {
  auto cosine = make("cosine,rate=0.5,floor=0.1");
  expectRates(*cosine, {{0, 0.5},
                        {1, 0.497229876634},
                        {5, 0.434099025767},
                        {10, 0.275},
                        {19, 0.0527701233661},
                        {20, 0.05},
                        {99, 0.05}});
}

TEST(Schedule, CosineWithRestarts) {
  expectRates(*make("cosine,rate=0.5,floor=0.1,restarts=3"),
              {{0, 0.5},
               {4, 0.0929711762656},
               {5, 0.5},
               {7, 0.344528823734},
               {19, 0.0929711762656}});
}

TEST(Schedule, OneCycle) {
  auto cycle = make("one-cycle,rate=0.5,floor=0.01");
  expectRates(*cycle, {{0, 0.02},
                       {1, 0.06583592135},
                       {4, 0.45416407865},
                       {5, 0.5},
                       {6, 0.493794658265},
                       {12, 0.2525},
                       {19, 0.005},
                       {20, 0.005}});
  // The same rise, said in epochs.
  EXPECT_EQ(make("one-cycle,rate=0.5,warm-up=1.5")->rateAt(4, 20),
            cycle->rateAt(4, 20));
}

TEST(Schedule, WarmUpIsAFactor) {
  // Two and a half epochs of four steps.
  expectRates(*make("constant,rate=0.5,warm-up=2.5"),
              {{0, 0.05}, {4, 0.25}, {9, 0.5}, {10, 0.5}});
  expectRates(*make("cosine,rate=0.5,warm-up=5"), {{9, 0.144554308130}});
}

TEST(Schedule, PlateauWaitsForPatience) {
  auto plateau = make("plateau,rate=0.5,factor=0.5,patience=2,floor=0.2");
  auto after = [&](double metric) {
    plateau->epochEnded(metric);
    return plateau->rateAt(0, 20);
  };
  EXPECT_EQ(after(0.7), 0.5);
  EXPECT_EQ(after(0.7), 0.5);
  EXPECT_EQ(after(0.6), 0.25);
  EXPECT_EQ(after(0.6), 0.25);
  EXPECT_EQ(after(0.8), 0.25); // waits anew
  EXPECT_EQ(after(NAN), 0.25);
  EXPECT_EQ(after(0.8), 0.125);
  after(0);
  EXPECT_EQ(after(0), 0.1); // the floor
}

TEST(Schedule, PlateauResumes) {
  const char *text = "plateau,rate=0.5,factor=0.5,patience=2,warm-up=1";
  auto unbroken = make(text), resumed = make(text);
  for (double metric : {0.7, 0.6, 0.6, 0.5})
    unbroken->epochEnded(metric);
  ASSERT_EQ(messageOf(resumed->setState(unbroken->state())), "");
  for (auto *schedule : {&unbroken, &resumed})
    (*schedule)->epochEnded(0.69);
  EXPECT_EQ(resumed->rateAt(9, 20), 0.125);
  EXPECT_EQ(unbroken->rateAt(9, 20), 0.125);
}

TEST(Schedule, StateOfAnotherIsRefused) {
  EXPECT_TRUE(make("cosine")->state().empty());
  EXPECT_EQ(messageOf(make("cosine")->setState({})), "");
  EXPECT_TRUE(says(messageOf(make("cosine")->setState({1, 2, 3})), "another"));
  EXPECT_TRUE(says(messageOf(make("plateau")->setState({1})), "another"));
}

TEST(Schedule, Refusals) {
  auto refusal = [](llvm::StringRef text) {
    return messageOf(makeSchedule(valueOf(ScheduleOptions::parse(text)), 4));
  };
  EXPECT_TRUE(says(refusal("linear"),
                   "unknown schedule 'linear'; there are constant, step, "
                   "cosine, plateau, one-cycle"));
  EXPECT_TRUE(says(messageOf(ScheduleOptions::parse("cosine,rate=-1")),
                   "expected a number from 0"));
  EXPECT_TRUE(says(refusal("step,factor=0"), "factor 0"));
  EXPECT_TRUE(says(refusal("step,step-epochs=0"), "above 0"));
}
