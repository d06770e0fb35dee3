// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Least squares of a few unknowns, in turn with nearest levels.

#include "ecg/Compress/BitFit.h"
#include "llvm/ADT/STLExtras.h"
#include <Eigen/Dense>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr int kTurns = 12;
constexpr int kStarts = 12;
/// Of the mean of the diagonal: keeps dependent bases apart from division by 0.
constexpr double kRidge = 1e-6;
constexpr double kEnoughSketched = 1e-6;

double weigh(ArrayRef<float> importance, size_t i) {
  return importance.empty() ? 1 : importance[i];
}

/// A tiny symmetric system, positive semidefinite.
std::vector<double> solve(Eigen::MatrixXd normal,
                          const Eigen::VectorXd &right) {
  double ridge = kRidge * normal.trace() / double(normal.rows());
  if (!(ridge > 0)) // nothing weighs anything
    return std::vector<double>(normal.rows(), 0);
  normal.diagonal().array() += ridge;
  Eigen::VectorXd found = normal.ldlt().solve(right);
  return {found.data(), found.data() + found.size()};
}

double lossOf(ArrayRef<float> weights, ArrayRef<float> importance,
              const BitLevels<double> &levels) {
  double sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    double rest = weights[i] - levels.value(levels.nearest(weights[i]));
    sum += weigh(importance, i) * rest * rest;
  }
  return sum;
}

/// ALQ-6 and ALQ-7 until nothing changes.
std::vector<double> improve(ArrayRef<float> weights, ArrayRef<float> importance,
                            const BitCode &code, std::vector<double> alphas) {
  std::vector<size_t> before;
  for (int turn = 0; turn < kTurns; ++turn) {
    BitLevels<double> levels(code, alphas);
    std::vector<size_t> chosen = chooseLevels(weights, levels);
    if (chosen == before)
      break;
    alphas = solveCoordinates(weights, importance, code, levels, chosen);
    before = std::move(chosen);
  }
  return alphas;
}

/// Signs belong to bases, not to coordinates; order means nothing.
void normalize(std::vector<double> &alphas) {
  for (double &alpha : alphas)
    alpha = std::fabs(alpha);
  llvm::sort(alphas, std::greater<>());
}

/// Where to begin: several steps for one coordinate, the sketch for sums.
std::vector<std::vector<double>> startsOf(ArrayRef<float> weights,
                                          const BitCode &code,
                                          ArrayRef<float> importance) {
  if (code.levels == BitCode::Levels::Sums) {
    std::vector<double> start = sketch(weights, code.alphas, importance);
    start.resize(code.alphas, 0);
    return {start};
  }
  double largest = 0;
  for (float weight : weights)
    largest = std::max(largest, std::fabs(double(weight)));
  std::vector<std::vector<double>> starts;
  for (int i = 1; i <= kStarts; ++i)
    starts.push_back({largest / double(code.high) * i / kStarts});
  return starts;
}

} // namespace

std::vector<size_t> chooseLevels(ArrayRef<float> weights,
                                 const BitLevels<double> &levels) {
  std::vector<size_t> chosen;
  for (float weight : weights)
    chosen.push_back(levels.nearest(weight));
  return chosen;
}

std::vector<double> solveCoordinates(ArrayRef<float> weights,
                                     ArrayRef<float> importance,
                                     const BitCode &code,
                                     const BitLevels<double> &levels,
                                     ArrayRef<size_t> chosen) {
  unsigned k = code.alphas;
  Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(k, k);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(k);
  for (size_t i = 0; i < weights.size(); ++i) {
    double h = weigh(importance, i);
    for (unsigned a = 0; a < k; ++a) {
      double b = h * double(levels.factor(chosen[i], a));
      right(a) += b * weights[i];
      for (unsigned c = 0; c <= a; ++c)
        normal(a, c) += b * double(levels.factor(chosen[i], c));
    }
  }
  return solve(normal.selfadjointView<Eigen::Lower>(), right);
}

std::vector<double> sketch(ArrayRef<float> weights, unsigned bits,
                           ArrayRef<float> importance) {
  size_t n = weights.size();
  Eigen::VectorXd w(n), h(n);
  for (size_t i = 0; i < n; ++i) {
    w(i) = weights[i];
    h(i) = weigh(importance, i);
  }
  double total = (h.array() * w.array().square()).sum();
  Eigen::MatrixXd bases(n, 0);
  Eigen::VectorXd rest = w;
  std::vector<double> alphas;
  while (bases.cols() < bits &&
         (h.array() * rest.array().square()).sum() > kEnoughSketched * total) {
    bases.conservativeResize(n, bases.cols() + 1);
    bases.rightCols(1) =
        (rest.array() >= 0)
            .select(Eigen::VectorXd::Ones(n), -Eigen::VectorXd::Ones(n));
    alphas = solve(bases.transpose() * h.asDiagonal() * bases,
                   bases.transpose() * (h.array() * w.array()).matrix());
    rest = w - bases * Eigen::Map<Eigen::VectorXd>(alphas.data(), bases.cols());
  }
  normalize(alphas);
  return alphas;
}

std::vector<float> fitCoordinates(ArrayRef<float> weights, const BitCode &code,
                                  ArrayRef<float> importance) {
  if (code.alphas == 0)
    return {};
  std::vector<double> best;
  double least = 0;
  for (std::vector<double> &start : startsOf(weights, code, importance)) {
    std::vector<double> alphas =
        improve(weights, importance, code, std::move(start));
    normalize(alphas);
    double loss = lossOf(weights, importance, BitLevels<double>(code, alphas));
    if (best.empty() || loss < least) {
      best = std::move(alphas);
      least = loss;
    }
  }
  return {best.begin(), best.end()};
}

std::vector<float> roundToLevels(ArrayRef<float> weights, const BitCode &code,
                                 ArrayRef<float> alphas) {
  BitLevels<float> levels(code, alphas);
  std::vector<float> rounded;
  for (float weight : weights)
    rounded.push_back(levels.value(levels.nearest(weight)));
  return rounded;
}

} // namespace ecg
