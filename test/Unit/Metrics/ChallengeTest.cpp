// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The challenge metric by hand, and its table.

#include "ecg/Metrics/Challenge.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

/// A table in a file that is gone with it.
class TableFile {
public:
  explicit TableFile(llvm::StringRef text) {
    int file;
    std::error_code error =
        llvm::sys::fs::createTemporaryFile("weights", "csv", file, path);
    EXPECT_FALSE(error) << error.message();
    llvm::raw_fd_ostream(file, /*shouldClose=*/true) << text;
  }
  ~TableFile() { llvm::sys::fs::remove(path); }

  llvm::SmallString<64> path;
};

ChallengeWeights read(llvm::StringRef text) {
  TableFile file(text);
  auto weights = ChallengeWeights::read(file.path);
  EXPECT_TRUE(bool(weights));
  return weights
             ? *weights
             : (llvm::consumeError(weights.takeError()), ChallengeWeights());
}

std::string failure(llvm::StringRef text) {
  TableFile file(text);
  auto weights = ChallengeWeights::read(file.path);
  std::string message = weights ? "" : llvm::toString(weights.takeError());
  size_t at = message.find(file.path.c_str());
  return at == 0 ? message.substr(file.path.size()) : message;
}

const char *const threeClasses = ",N,AF,PVC\nN,1,0.5,0.25\nAF,0.5,1,0.25\n"
                                 "PVC,0.25,0.25,1\n";

const std::vector<std::string> names = {"N", "AF", "other", "PVC"};

ScoredSamples decided(std::vector<int8_t> truth, std::vector<float> said) {
  return scoreTargets(truth, said, {1, 1, 1, 1});
}

// Sample 1: AF, said AF and PVC: (1 + 0.25) / 2. Sample 2: N and PVC, said N:
// (1 + 0.25) / 2. What is not in the table does not count.
//   observed 0.625 + 0.625 = 1.25
//   correct  1 + (1 + 0.25 + 0.25 + 1) / 2 = 2.25
//   inactive 0.5 / 2 + (1 + 0.25) / 2 = 0.875
TEST(Challenge, ByHand) {
  ChallengeWeights weights = read(threeClasses);
  ScoredSamples samples =
      decided({0, 1, 1, 0, 1, 0, 0, 1}, {0, 1, 0, 1, 1, 0, 1, 0});
  EXPECT_NEAR(challengeScore(samples, names, weights, 0),
              (1.25 - 0.875) / (2.25 - 0.875), 1e-15);
}

TEST(Challenge, TruthIsOneAndTheInactiveModelZero) {
  ChallengeWeights weights = read(threeClasses);
  std::vector<int8_t> truth = {0, 1, 0, 0, 0, 0, 0, 1};
  EXPECT_EQ(challengeScore(decided(truth, {0, 1, 0, 0, 0, 0, 0, 1}), names,
                           weights, 0),
            1);
  EXPECT_EQ(challengeScore(decided(truth, {1, 0, 0, 0, 1, 0, 0, 0}), names,
                           weights, 0),
            0);
}

TEST(Challenge, NothingToWinIsZero) {
  ChallengeWeights weights = read(threeClasses);
  EXPECT_EQ(
      challengeScore(decided({1, 0, 0, 0}, {1, 0, 0, 0}), names, weights, 0),
      0);
}

TEST(Challenge, UnknownTargetsLeaveOutTheSample) {
  ChallengeWeights weights = read(threeClasses);
  ScoredSamples samples =
      decided({0, 1, -1, 0, -1, 0, 0, 1}, {0, 1, 0, 0, 1, 1, 1, 0});
  EXPECT_EQ(challengeScore(samples, names, weights, 0), 1);
}

// The table of 2020 in small: 713427006 and 59118001 are one class. The value
// is that of the published evaluator (evaluation-2020) with its own table, of
// which these are the rows and columns that occur.
TEST(Challenge, EquivalentClassesAreOne) {
  ChallengeWeights weights =
      read(",426783006,164889003,713427006,59118001,284470004,427084000\n"
           "426783006,1.0,0.25,0.35,0.35,0.4125,0.375\n"
           "164889003,0.25,1.0,0.4,0.4,0.3375,0.375\n"
           "713427006,0.35,0.4,1.0,1.0,0.4375,0.475\n"
           "59118001,0.35,0.4,1.0,1.0,0.4375,0.475\n"
           "284470004,0.4125,0.3375,0.4375,0.4375,1.0,0.4625\n"
           "427084000,0.375,0.375,0.475,0.475,0.4625,1.0\n");
  EXPECT_EQ(weights.size(), 5u);
  ScoredSamples samples =
      scoreTargets({1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0,
                    0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0},
                   {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
                    1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0},
                   {1, 1, 1, 1, 1, 1});
  EXPECT_NEAR(challengeScore(samples, weights.names(), weights,
                             *weights.find("426783006")),
              0.21341463414634143, 1e-14);
}

TEST(Challenge, NamesJoinedByABarAreOneClass) {
  ChallengeWeights weights = read(",a|b,c\na|b,1,0\nc,0,1\n");
  EXPECT_EQ(weights.find("b"), 0u);
  EXPECT_EQ(weights.find("x|c"), 1u);
  EXPECT_EQ(weights.find("d"), std::nullopt);
}

TEST(Challenge, MistakesNameTheLine) {
  EXPECT_EQ(failure(""), ": has 0 rows for 0 columns of weights");
  EXPECT_EQ(failure("a\n"), ":1: no classes; expected ',class,class,...'");
  EXPECT_EQ(failure(",a,a\n"), ":1: class 'a' stands there twice");
  EXPECT_EQ(failure(",a,b\na,1,0\n"), ": has 1 rows for 2 columns of weights");
  EXPECT_EQ(failure(",a,b\na,1\n"), ":2: has 1 weights for 2 classes");
  EXPECT_EQ(failure(",a,b\na,1,0\nb,0,one\n"), ":3: 'one' is no weight");
  EXPECT_EQ(failure(",a,b\nb,1,0\n"), ":2: is of class 'b'; rows and columns "
                                      "must have the same order");
}

} // namespace
