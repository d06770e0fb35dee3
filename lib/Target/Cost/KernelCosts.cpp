// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Costs are linear in products, results and weights: inner loops, what follows
// a sum (requantization, pool, start of a loop), and unpacking of weights.
// Coefficients are least squares of relative errors over the layers of ECGNet
// and rhythmnet (docs/benchmarks.md).

#include "ecg/Target/KernelCosts.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace ecg {

namespace {

/// What costs are linear in, and their coefficients.
struct Terms {
  double macs, results, weights;

  int64_t times(const Terms &other) const {
    return std::llround(macs * other.macs + results * other.results +
                        weights * other.weights);
  }
};

struct KernelRow {
  llvm::StringLiteral kernelSet, kernel;
  Terms instructions;
  llvm::StringLiteral
      cyclesOf; ///< the target whose table `cycles` is fitted to
  Terms cycles;
};

const KernelRow rows[] = {
    {"cortex-m",
     "ecg_conv1d_s8",
     {.561, 12.04, 5.20},
     "cortex-m4",
     {.860, 15.06, 6.29}},
    {"cortex-m",
     "ecg_conv1d_f32",
     {1.715, 25.35, 7.15},
     "cortex-m4",
     {3.933, 38.86, 12.77}},
    {"cortex-m",
     "ecg_linear_s8",
     {1.716, 100.1, 0},
     "cortex-m4",
     {2.438, 128.4, 0}},
    {"cortex-m",
     "ecg_linear_f32",
     {5.996, 14.94, 0},
     "cortex-m4",
     {7.820, 81.66, 0}},
    {"cortex-m55",
     "ecg_conv1d_s8",
     {.167, 2.236, -.058},
     "cortex-m55",
     {.307, 3.419, -.170}},
    {"cortex-m55",
     "ecg_conv1d_f32",
     {.364, 8.268, 1.644},
     "cortex-m55",
     {.854, 11.54, 2.709}},
    {"cortex-m55",
     "ecg_linear_s8",
     {.166, 49.39, 0},
     "cortex-m55",
     {.296, 63.26, 0}},
    {"cortex-m55",
     "ecg_linear_f32",
     {1.007, 4.387, 0},
     "cortex-m55",
     {1.511, 5.882, 0}},
};

/// Of a convolution or linear layer.
Terms termsOf(const CallParams &params) {
  auto at = [&](const char *name) {
    auto found = params.find(name);
    return found == params.end() ? 0.0 : static_cast<double>(found->second);
  };
  if (params.count("out_features")) {
    double weights = at("in_features") * at("out_features");
    return {weights * at("rows"), at("rows") * at("out_features"), weights};
  }
  double weights = at("cout") * at("kernel") * at("cin") / at("groups");
  return {weights * at("lout"), at("cout") * at("lout"), weights};
}

} // namespace

std::optional<PredictedCosts> predictCosts(const Target &target,
                                           llvm::StringRef kernel,
                                           const CallParams &params) {
  const KernelRow *row = llvm::find_if(rows, [&](const KernelRow &row) {
    return row.kernelSet == target.kernelSet && row.kernel == kernel;
  });
  if (row == std::end(rows))
    return std::nullopt;
  Terms terms = termsOf(params);
  PredictedCosts costs{row->instructions.times(terms), std::nullopt};
  if (row->cyclesOf == target.name)
    costs.cycles = row->cycles.times(terms);
  return costs;
}

} // namespace ecg
