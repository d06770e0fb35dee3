// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Second-order rounding: the error of a layer is a quadratic form of what its
// weights are off by. A weight is rounded, and those that are still free move
// to where the form is least again (Optimal Brain Quantization, Frantar and
// Alistarh, NeurIPS 2022); with one order for all rows that is one Cholesky
// factor (GPTQ, Frantar et al., ICLR 2023).

#include "ecg/Compress/Rounding.h"
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

using llvm::ArrayRef;

namespace ecg {

namespace {

using Matrix =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Floats =
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

/// Share of the mean square of an input that every weight is held by, so that
/// inputs that hardly vary on the samples leave their weights alone. Weights a
/// window come on top: few windows tell little about many weights.
constexpr double kDamping = 0.03;
constexpr double kWeightMax = 127;

Eigen::Map<Matrix> square(std::vector<double> &values, size_t size) {
  return {values.data(), Eigen::Index(size), Eigen::Index(size)};
}
Eigen::Map<const Matrix> square(const std::vector<double> &values,
                                size_t size) {
  return {values.data(), Eigen::Index(size), Eigen::Index(size)};
}
Eigen::Map<const Vector> vectorOf(const std::vector<double> &values) {
  return {values.data(), Eigen::Index(values.size())};
}

std::vector<double> divided(std::vector<double> values, double by) {
  for (double &value : values)
    value /= by;
  return values;
}

} // namespace

InputMoments::InputMoments(size_t weights)
    : exactSum(weights), roundedSum(weights), gram(weights * weights),
      cross(weights * weights) {}

void InputMoments::add(const float *exact, const float *rounded, size_t count) {
  using View = Eigen::Map<const Floats>;
  Matrix x = View(exact, Eigen::Index(count), Eigen::Index(size()))
                 .cast<double>(),
         r = View(rounded, Eigen::Index(count), Eigen::Index(size()))
                 .cast<double>();
  inputs += count;
  for (size_t j = 0; j < size(); ++j) {
    exactSum[j] += x.col(Eigen::Index(j)).sum();
    roundedSum[j] += r.col(Eigen::Index(j)).sum();
  }
  square(gram, size()).noalias() += r.transpose() * r;
  square(cross, size()).noalias() += r.transpose() * x;
}

RowRounding::RowRounding(const InputMoments &moments, bool hasBias)
    : size(moments.size()) {
  assert(moments.count() > 0 && "nothing has been seen");
  double count = static_cast<double>(moments.count());
  exactMean = divided(moments.exactSum, count);
  roundedMean = divided(moments.roundedSum, count);
  Matrix gram = square(moments.gram, size) / count;
  Matrix cross = square(moments.cross, size) / count;
  if (hasBias) {
    gram -= vectorOf(roundedMean) * vectorOf(roundedMean).transpose();
    cross -= vectorOf(roundedMean) * vectorOf(exactMean).transpose();
  }
  double share = kDamping + static_cast<double>(size) / count;
  double damping = std::max(share * gram.trace() / double(size), 1e-30);
  gram.diagonal().array() += damping;
  cross.diagonal().array() += damping;
  target.resize(size * size);
  square(target, size) = gram.llt().solve(cross);

  order.resize(size);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    double left = gram(Eigen::Index(a), Eigen::Index(a)),
           right = gram(Eigen::Index(b), Eigen::Index(b));
    return left != right ? left > right : a < b;
  });
  Matrix ordered(size, size);
  for (size_t i = 0; i < size; ++i)
    for (size_t j = 0; j < size; ++j)
      ordered(Eigen::Index(i), Eigen::Index(j)) =
          gram(Eigen::Index(order[i]), Eigen::Index(order[j]));
  Matrix inverse = ordered.llt().solve(
      Matrix::Identity(Eigen::Index(size), Eigen::Index(size)));
  upper.resize(size * size);
  square(upper, size) = Matrix(inverse.llt().matrixU());
}

std::vector<double> RowRounding::adapt(ArrayRef<float> row) const {
  assert(row.size() == size);
  Vector exact =
      Eigen::Map<const Eigen::VectorXf>(row.data(), Eigen::Index(size))
          .cast<double>();
  Vector adapted = square(target, size) * exact;
  return {adapted.begin(), adapted.end()};
}

double RowRounding::chooseScale(ArrayRef<double> adapted,
                                double largest) const {
  constexpr int steps = 20;
  double best = largest, least = std::numeric_limits<double>::infinity();
  for (int step = 0; step <= steps; ++step) {
    double scale = static_cast<float>(largest * (1 - 0.3 * step / steps));
    double loss = round(adapted, scale).loss;
    if (loss < least) {
      least = loss;
      best = scale;
    }
  }
  return best;
}

RowRounding::Rounded RowRounding::round(ArrayRef<double> adapted,
                                        double scale) const {
  std::vector<double> free(size);
  for (size_t i = 0; i < size; ++i)
    free[i] = adapted[order[i]];
  Rounded result;
  result.integers.resize(size);
  for (size_t i = 0; i < size; ++i) {
    double q =
        std::clamp(std::nearbyint(free[i] / scale), -kWeightMax, kWeightMax);
    result.integers[order[i]] = static_cast<int8_t>(q);
    const double *factors = upper.data() + i * size;
    double error = (free[i] - scale * q) / factors[i];
    result.loss += error * error;
    for (size_t j = i + 1; j < size; ++j)
      free[j] -= error * factors[j];
  }
  return result;
}

double RowRounding::biasCorrection(ArrayRef<float> row,
                                   ArrayRef<int8_t> integers,
                                   double scale) const {
  double correction = 0;
  for (size_t i = 0; i < size; ++i)
    correction += row[i] * exactMean[i] - scale * integers[i] * roundedMean[i];
  return correction;
}

} // namespace ecg
