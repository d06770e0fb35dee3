// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Windows, RR intervals and features of beats, and the classes of annotations,
// by value.
#include "TestData.h"
#include "ecg/Data/Beats.h"
#include "ecg/Data/Wfdb.h"
#include <cmath>

using namespace ecg;
using namespace ecg::test;

namespace {

void expectRr(const RrIntervals &rr, float pre, float post, float local,
              float run) {
  EXPECT_FLOAT_EQ(rr.pre, pre);
  EXPECT_FLOAT_EQ(rr.post, post);
  EXPECT_FLOAT_EQ(rr.local, local);
  EXPECT_FLOAT_EQ(rr.run, run);
}

void expectFeatures(std::array<float, 4> actual,
                    std::array<float, 4> expected) {
  for (size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(actual[i], expected[i], 1e-6) << "feature " << i;
}

} // namespace

// @beat_rr: intervals of 1, 0.8 and 1.2 s; the ends take the interval they have
// for the one they have not.
TEST(BeatRr, Intervals) {
  std::vector<RrIntervals> rr = measureRr({0, 100, 180, 300}, 100);
  ASSERT_EQ(rr.size(), 4u);
  expectRr(rr[0], 1, 1, 1, 1);
  expectRr(rr[1], 1, 0.8, 1, 1);
  expectRr(rr[2], 0.8, 1.2, 2.8 / 3, 2.8 / 3);
  expectRr(rr[3], 1.2, 1.2, 1, 1);
}

TEST(BeatRr, IntervalsAreLimited) {
  std::vector<RrIntervals> rr = measureRr({0, 10, 510}, 100);
  expectRr(rr[1], 0.2, 2, 0.2, 0.2);
}

// Twelve pre: eleven of 1 s, with the first beat's, and one of 0.5 s.
TEST(BeatRr, LocalMeanIsOfTenAndRunningMeanOfAll) {
  std::vector<int64_t> beats;
  for (int i = 0; i <= 10; ++i)
    beats.push_back(i * 100);
  beats.push_back(1050);
  expectRr(measureRr(beats, 100).back(), 0.5, 0.5, 0.95, 11.5 / 12);
}

TEST(BeatRr, Features) {
  RrIntervals rr{0.6, 1.2, 1.0, 0.8};
  expectFeatures(rrFeatures(rr, RrKind::Relative), {-0.5, 1, -0.8, 0.4});
  expectFeatures(rrFeatures(rr, RrKind::Causal), {-0.4, 0.5, -0.8, -0.5});
  expectFeatures(rrFeatures(rr, RrKind::Raw), {-0.4, 0.8, -0.8, -0.5});
}

TEST(BeatRr, FeaturesAreClipped) {
  RrIntervals rr{2, 0.2, 0.2, 0.5};
  expectFeatures(rrFeatures(rr, RrKind::Relative), {4, -1.2, 4, 0});
}

TEST(BeatWindow, PlaceIsAShareOfTheLength) {
  EXPECT_EQ(samplesBefore(0.375, 256), 96);
  EXPECT_EQ(samplesBefore(0.375, 200), 75);
  EXPECT_EQ(samplesBefore(0, 7), 0);
  EXPECT_EQ(samplesBefore(0.5, 7), 4);
}

// Beyond the ends of the record the end sample is repeated.
TEST(BeatWindow, EndsAreRepeated) {
  std::vector<double> out(6);
  cutBeat({10, 20, 30}, -2, /*zero=*/10, /*gain=*/10, out);
  EXPECT_EQ(out, std::vector<double>({0, 0, 0, 1, 2, 2}));
  cutBeat({10, kWfdbInvalid, 30}, 0, 0, 1, out);
  EXPECT_TRUE(std::isnan(out[1]));
  EXPECT_EQ(out[5], 30);
}

TEST(BeatWindow, DeviationIsOfThePopulation) {
  EXPECT_DOUBLE_EQ(deviation({1, 3}), 1);
  EXPECT_DOUBLE_EQ(deviation({5}), 0);
}

// @beat_rec
TEST(BeatScale, IsTheMedianOfTheLast64) {
  EXPECT_EQ(runningScale({1, 4, 2}), std::vector<float>({1, 2.5, 2}));
  std::vector<double> rising;
  for (int i = 0; i <= 64; ++i)
    rising.push_back(i);
  EXPECT_EQ(runningScale(rising)[63], 31.5f);
  EXPECT_EQ(runningScale(rising)[64], 32.5f);
}

TEST(BeatScale, WindowsWithLostSamplesArePassedOver) {
  std::vector<float> scale = runningScale({NAN, 1, NAN, 3});
  EXPECT_TRUE(std::isnan(scale[0]));
  EXPECT_EQ(scale[2], 1);
  EXPECT_EQ(scale[3], 2);
}

// Median 3, divisor 0.999 + 0.001.
TEST(BeatScale, NormalizesByMedianAndScale) {
  std::vector<float> beat = {1, 2, 4, 100};
  normalizeBeat(beat, 0.999f, Normalization::perRecord());
  EXPECT_FLOAT_EQ(beat[0], -2);
  EXPECT_FLOAT_EQ(beat[2], 1);
  EXPECT_EQ(beat[3], 8);
  std::vector<float> odd = {5, 1, 3};
  normalizeBeat(odd, 1.999f, Normalization::perRecord());
  EXPECT_FLOAT_EQ(odd[0], 1);
}

TEST(BeatClasses, AamiHasFiveOfFifteenSymbols) {
  BeatClasses aami = valueOf(BeatClasses::parse("aami"));
  EXPECT_EQ(aami.names(),
            llvm::ArrayRef<std::string>({"N", "S", "V", "F", "Q"}));
  std::string found;
  for (unsigned code = 0; code < 64; ++code)
    if (std::optional<int> index = aami.find(code))
      found += wfdbSymbol(code).str() + std::to_string(*index) + " ";
  EXPECT_EQ(found, "N0 L0 R0 a1 V2 F3 J1 A1 S1 E2 j0 /4 Q4 e0 f4 ");
}

TEST(BeatClasses, OwnMapsMayLeaveBeatsOut) {
  BeatClasses own = valueOf(BeatClasses::parse("normal:N+-:AF+ectopic:VE"));
  EXPECT_EQ(own.names(), llvm::ArrayRef<std::string>({"normal", "ectopic"}));
  EXPECT_EQ(own.find(5), 1);                     // V
  EXPECT_EQ(own.find(8), BeatClasses::kLeftOut); // A
  EXPECT_EQ(own.find(2), std::nullopt);          // L
}

TEST(BeatClasses, BadMapsAreNamed) {
  auto refusal = [](llvm::StringRef text) {
    return messageOf(BeatClasses::parse(text));
  };
  EXPECT_TRUE(says(refusal("N:Nx"), "map=N:Nx: 'x' is no beat annotation"));
  EXPECT_TRUE(says(refusal("N:N+S:NA"), "beat 'N' is there twice"));
  EXPECT_TRUE(says(refusal("N:N+N:A"), "class 'N' is there twice"));
  EXPECT_TRUE(says(refusal("NV"), "expected aami or CLASS:BEATS+..."));
  EXPECT_TRUE(says(refusal("N:"), "expected aami"));
  EXPECT_TRUE(says(refusal(":N"), "expected aami"));
  EXPECT_TRUE(says(refusal(""), "expected aami"));
  EXPECT_TRUE(says(refusal("-:N"), "leaves every beat out"));
}

// "!" is a flutter wave, "+" a change of rhythm.
TEST(BeatClasses, BeatsAreNineteenSymbols) {
  std::string beats;
  for (unsigned code = 0; code < 64; ++code)
    if (isWfdbBeat(code))
      beats += wfdbSymbol(code);
  EXPECT_EQ(beats, "NLRaVFJASEj/QB?enfr");
}
