// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What augmentation does to a signal, one change at a time, and that it depends
// on its keys alone.

#include "ecg/Train/Augment.h"
#include "../Data/TestData.h"
#include <algorithm>
#include <cmath>

using namespace ecg;
using namespace ecg::test;

namespace {
using Floats = std::vector<float>;
constexpr int64_t kLength = 360;

/// Always on, with the strengths of `text`.
AugmentOptions always(llvm::StringRef text) {
  return valueOf(AugmentOptions::parse((text + ",probability=1").str()));
}

/// One turn of a sine, which has no seam.
Floats sine(int64_t leads = 1) {
  Floats signal;
  for (int64_t i = 0; i < leads * kLength; ++i)
    signal.push_back(std::sin(2 * M_PI * i / kLength));
  return signal;
}

Floats augmented(const AugmentOptions &options, Floats signal,
                 uint64_t variant = 0, int64_t leads = 1,
                 bool timeMajor = false) {
  SignalLayout layout{leads, int64_t(signal.size()) / leads, timeMajor, 360};
  augmentSignal(options, layout, /*seed=*/1, /*sample=*/2, variant, signal);
  return signal;
}

double deviation(const Floats &values) {
  double sum = 0, squares = 0;
  for (float value : values)
    sum += value, squares += value * value;
  return std::sqrt(squares / values.size() - std::pow(sum / values.size(), 2));
}

/// Variants 0 to 199, told one after the other.
template <typename Look> void forVariants(Look look) {
  for (uint64_t variant = 0; variant < 200; ++variant)
    look(variant);
}
} // namespace

TEST(Augment, DependsOnItsKeysAlone) {
  AugmentOptions options = always("strong");
  SignalLayout layout{1, kLength};
  auto draw = [&](uint64_t seed, uint64_t sample, uint64_t variant) {
    Floats signal = sine();
    augmentSignal(options, layout, seed, sample, variant, signal);
    return signal;
  };
  EXPECT_EQ(draw(1, 2, 3), draw(1, 2, 3));
  EXPECT_NE(draw(1, 2, 3), draw(4, 2, 3));
  EXPECT_NE(draw(1, 2, 3), draw(1, 4, 3));
  EXPECT_NE(draw(1, 2, 3), draw(1, 2, 4));
}

TEST(Augment, ProbabilityLeavesSomeAlone) {
  AugmentOptions options = valueOf(AugmentOptions::parse("amplitude=0.5"));
  options.probability = 0.3;
  int changed = 0;
  forVariants(
      [&](uint64_t v) { changed += augmented(options, sine(), v) != sine(); });
  EXPECT_NEAR(changed, 60, 20);
  EXPECT_EQ(augmented(AugmentOptions(), sine()), sine());
}

// A sine moved round the window is the same sine at another phase.
TEST(Augment, ShiftTurnsTheWindow) {
  double farthest = 0;
  forVariants([&](uint64_t variant) {
    Floats moved = augmented(always("shift=0.5"), sine(), variant);
    EXPECT_NEAR(deviation(moved), std::sqrt(0.5), 1e-4);
    double phase = std::atan2(moved[0], moved[kLength / 4]);
    for (int64_t i = 0; i < kLength; i += 7)
      EXPECT_NEAR(moved[i], std::sin(2 * M_PI * i / kLength + phase), 2e-4);
    farthest = std::max(farthest, std::abs(phase));
  });
  // Half of half the window is a quarter turn.
  EXPECT_LE(farthest, M_PI / 2 + 1e-6);
  EXPECT_GE(farthest, 0.95 * M_PI / 2);
}

TEST(Augment, ShiftOfSamplesEndsAtTheEnds) {
  Floats ramp(kLength);
  for (int64_t i = 0; i < kLength; ++i)
    ramp[i] = i;
  double farthest = 0;
  forVariants([&](uint64_t variant) {
    Floats moved = augmented(always("shift-samples=8"), ramp, variant);
    double offset = moved[100] - 100;
    for (int64_t i = 0; i < kLength; ++i)
      EXPECT_NEAR(moved[i], std::clamp<double>(i + offset, 0, kLength - 1),
                  1e-4);
    farthest = std::max(farthest, std::abs(offset));
  });
  EXPECT_LE(farthest, 8);
  EXPECT_GE(farthest, 7.5);
}

TEST(Augment, StretchKeepsTheMiddle) {
  Floats ramp(kLength + 1);
  for (int64_t i = 0; i <= kLength; ++i)
    ramp[i] = i;
  double least = 9, most = 0;
  forVariants([&](uint64_t variant) {
    Floats moved = augmented(always("stretch=0.1"), ramp, variant);
    EXPECT_NEAR(moved[kLength / 2], kLength / 2, 1e-4);
    double pace = (moved[kLength / 2 + 100] - moved[kLength / 2]) / 100;
    EXPECT_NEAR(moved[kLength / 2 - 60], kLength / 2 - 60 * pace, 1e-3);
    least = std::min(least, pace);
    most = std::max(most, pace);
  });
  EXPECT_NEAR(least, 0.9, 0.01);
  EXPECT_NEAR(most, 1.1, 0.01);
}

TEST(Augment, AmplitudeIsOneFactor) {
  double least = 9, most = 0;
  forVariants([&](uint64_t variant) {
    Floats scaled =
        augmented(always("amplitude=0.2"), Floats(4, 2), variant, 2);
    EXPECT_EQ(scaled, Floats(4, scaled[0]));
    least = std::min<double>(least, scaled[0] / 2);
    most = std::max<double>(most, scaled[0] / 2);
  });
  EXPECT_GE(least, 0.8);
  EXPECT_LE(most, 1.2);
  EXPECT_GT(most - least, 0.35);
}

TEST(Augment, NoiseIsWhite) {
  double most = 0;
  forVariants([&](uint64_t variant) {
    Floats noise = augmented(always("noise=0.5"), Floats(4000, 0), variant);
    double size = deviation(noise), product = 0;
    for (size_t i = 1; i < noise.size(); ++i)
      product += noise[i] * noise[i - 1];
    EXPECT_LT(std::abs(product / noise.size()), 0.08 * size * size);
    most = std::max(most, size);
  });
  EXPECT_NEAR(most, 0.5, 0.02);
}

TEST(Augment, WanderIsASlowSine) {
  AugmentOptions options = always("wander=0.3");
  forVariants([&](uint64_t variant) {
    // Ten seconds hold one to five turns: two to ten crossings of zero.
    Floats wander = augmented(options, Floats(3600, 0), variant);
    int crossings = 0;
    float most = 0;
    for (size_t i = 1; i < wander.size(); ++i) {
      crossings += (wander[i] < 0) != (wander[i - 1] < 0);
      most = std::max(most, std::abs(wander[i]));
      EXPECT_LT(std::abs(wander[i] - wander[i - 1]), 0.3 * M_PI / 360 * 1.01);
    }
    EXPECT_GE(crossings, 1);
    EXPECT_LE(crossings, 10);
    EXPECT_LE(most, 0.3);
  });
}

TEST(Augment, LeadDropoutLeavesOneLead) {
  int dropped = 0;
  forVariants([&](uint64_t variant) {
    Floats signal =
        augmented(always("lead-dropout=1"), Floats(12, 1), variant, 3);
    EXPECT_EQ(llvm::count(signal, 1), 4);
    signal = augmented(always("lead-dropout=0.3"), Floats(12, 1), variant, 3);
    dropped += llvm::count(signal, 0) / 4;
  });
  // Two of three leads may go.
  EXPECT_NEAR(dropped, 0.3 * 2 * 200, 30);
}

TEST(Augment, CutIsOnePiece) {
  size_t longest = 0;
  forVariants([&](uint64_t variant) {
    Floats signal = augmented(always("cut=0.25"), Floats(800, 1), variant, 2);
    Floats one(signal.begin(), signal.begin() + 400);
    EXPECT_EQ(one, Floats(signal.begin() + 400, signal.end()));
    size_t zeros = llvm::count(one, 0);
    auto begin = std::find(one.begin(), one.end(), 0);
    EXPECT_EQ(size_t(std::count(begin, begin + zeros, 0)), zeros);
    longest = std::max(longest, zeros);
  });
  EXPECT_LE(longest, 100u);
  EXPECT_GE(longest, 90u);
}

TEST(Augment, LayoutIsOnlyAnOrder) {
  AugmentOptions options = always("strong,lead-dropout=0.4");
  forVariants([&](uint64_t variant) {
    Floats leads = sine(2), times(leads.size());
    auto turn = [&](const Floats &from) {
      Floats to(from.size());
      for (int64_t t = 0; t < kLength; ++t)
        for (int64_t l = 0; l < 2; ++l)
          to[t * 2 + l] = from[l * kLength + t];
      return to;
    };
    EXPECT_EQ(augmented(options, turn(leads), variant, 2, /*timeMajor=*/true),
              turn(augmented(options, leads, variant, 2)));
  });
}

// What a denoiser is shown and what it should answer are one recording.
TEST(Augment, UndisturbedMovesAlike) {
  AugmentOptions moves = always("shift=1,stretch=0.1,amplitude=0.3");
  AugmentOptions all = always("strong,lead-dropout=0.5");
  all.probability = moves.probability = 0.5;
  forVariants([&](uint64_t variant) {
    EXPECT_EQ(augmented(all.undisturbed(), sine(2), variant, 2),
              augmented(moves, sine(2), variant, 2));
  });
}

TEST(Augment, ShortSignals) {
  for (size_t length : {0, 1, 2, 3}) {
    Floats signal(length, 1);
    for (float value : augmented(always("strong,cut=0"), signal))
      EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(Augment, Features) {
  AugmentOptions options = always("features=0.1");
  Floats features(1000, 3), same(1000, 3);
  augmentFeatures(options, 1, 2, 3, features);
  EXPECT_LE(deviation(features), 0.103);
  EXPECT_GT(deviation(features), 0);
  augmentFeatures(always("light"), 1, 2, 3, same);
  EXPECT_EQ(same, Floats(1000, 3));
}

// The bits of a seed are the same on every machine and in every build.
TEST(Augment, IsTheSameEverywhere) {
  Floats ramp(kLength);
  for (int64_t i = 0; i < kLength; ++i)
    ramp[i] = i / 256.0f;
  Floats signal = augmented(always("strong,cut=0"), ramp);
  EXPECT_EQ(signal[0], 0x1.2ba2fep+0f);
  EXPECT_EQ(signal[100], 0x1.199254p-2f);
}
