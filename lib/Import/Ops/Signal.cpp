// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables of signal processing. Their sizes are values, so they are computed at
// import.

#include "Ops.h"
#include "llvm/ADT/StringSwitch.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

constexpr double pi = 3.14159265358979323846;

/// w[i] = a0 - a1 cos(2 pi i / n) + a2 cos(4 pi i / n)
struct CosineWindow {
  double a0, a1, a2;
};

/// A single integer in [1, 2^24], an error otherwise.
int64_t readSize(Node &node, unsigned index, llvm::StringRef role) {
  llvm::ArrayRef<int64_t> numbers = node.integers(index, role);
  if (node.failed())
    return 1;
  if (numbers.size() == 1 && numbers[0] >= 1 && numbers[0] <= 1 << 24)
    return numbers[0];
  node.error() << role << " (input " << index
               << ") must be one number of 1 to 2^24";
  return 1;
}

double melOf(double hertz) { return 2595 * std::log10(1 + hertz / 700); }
double hertzOf(double mel) { return 700 * (std::pow(10, mel / 2595) - 1); }

/// The weights of one triangle over the bins from `low` over `center` to
/// `high`.
void fillTriangle(int64_t low, int64_t center, int64_t high,
                  llvm::function_ref<float &(int64_t)> weight) {
  if (low == center)
    weight(center) = 1;
  for (int64_t j = low; low < center && j <= center; ++j)
    weight(j) = float(j - low) / float(center - low);
  for (int64_t j = center; j < high; ++j)
    weight(j) = float(high - j) / float(high - center);
}

} // namespace

LogicalResult foldWindow(Node &node) {
  node.ignoreAttribute("output_datatype"); // reals of any size are float here
  bool periodic = node.integerAttribute("periodic", 1);
  int64_t size = readSize(node, 0, "size");
  if (node.failed() || !node.checkSize(size))
    return failure();
  auto window = llvm::StringSwitch<CosineWindow>(node.function())
                    .Case("blackman", {0.42, 0.5, 0.08})
                    .Case("hamming", {25.0 / 46, 21.0 / 46, 0})
                    .Default({0.5, 0.5, 0});
  double period = periodic ? size : std::max<int64_t>(size - 1, 1);
  std::vector<float> reals;
  for (int64_t i = 0; i < size; ++i) {
    double angle = 2 * pi * double(i) / period;
    reals.push_back(window.a0 - window.a1 * std::cos(angle) +
                    window.a2 * std::cos(2 * angle));
  }
  return node.result(HostTensor::ofReals({size}, std::move(reals)));
}

// Triangles of equal width in mel, as the reference implementation of ONNX
// places them.
LogicalResult foldMelWeightMatrix(Node &node) {
  node.ignoreAttribute("output_datatype");
  int64_t mels = readSize(node, 0, "num_mel_bins");
  int64_t length = readSize(node, 1, "dft_length");
  int64_t rate = readSize(node, 2, "sample_rate");
  double low = melOf(node.scalar(3, "lower_edge_hertz"));
  double high = melOf(node.scalar(4, "upper_edge_hertz"));
  int64_t bins = length / 2 + 1;
  if (node.failed() || !node.checkSize({bins, mels}))
    return failure();
  std::vector<int64_t> edges;
  for (int64_t i = 0; i < mels + 2; ++i) {
    double hertz = hertzOf(low + double(i) * (high - low) / double(mels + 2));
    edges.push_back(std::floor(double(length + 1) * hertz / double(rate)));
  }
  if (!(low <= high) || edges.front() < 0 || edges.back() > bins)
    return node.error() << "the edges reach beyond the spectrum of " << bins
                        << " bins";
  std::vector<float> reals(bins * mels, 0);
  for (int64_t i = 0; i < mels; ++i)
    fillTriangle(edges[i], edges[i + 1], edges[i + 2],
                 [&](int64_t bin) -> float & {
                   return reals[std::min(bin, bins - 1) * mels + i];
                 });
  return node.result(HostTensor::ofReals({bins, mels}, std::move(reals)));
}

} // namespace ecg
