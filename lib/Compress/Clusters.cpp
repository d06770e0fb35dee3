// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sorted values make clusters ranges, whose means and errors come from running
// sums.

#include "ecg/Compress/Clusters.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <cmath>
#include <set>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr int maxRounds = 300;

/// k-means over sorted values.
class SortedClusters {
public:
  SortedClusters(std::vector<float> sorted, unsigned count)
      : values(std::move(sorted)), sums(1), squares(1), ends(count) {
    for (double value : values) {
      sums.push_back(sums.back() + value);
      squares.push_back(squares.back() + value * value);
    }
    double low = values.front(), high = values.back();
    for (unsigned i = 0; i < count; ++i)
      means.push_back(low + (high - low) * (i + 0.5) / count);
  }

  std::vector<double> run() {
    for (int round = 0; round < maxRounds; ++round) {
      std::vector<size_t> before = ends;
      assign();
      if (before == ends)
        break;
      moveMeans();
    }
    return means;
  }

private:
  size_t beginOf(size_t cluster) const {
    return cluster ? ends[cluster - 1] : 0;
  }
  size_t sizeOf(size_t cluster) const {
    return ends[cluster] - beginOf(cluster);
  }
  double meanOf(size_t begin, size_t end) const {
    return (sums[end] - sums[begin]) / (end - begin);
  }
  double errorOf(size_t cluster) const {
    size_t begin = beginOf(cluster), end = ends[cluster];
    if (begin == end)
      return 0;
    double sum = sums[end] - sums[begin];
    return squares[end] - squares[begin] - sum * sum / (end - begin);
  }

  /// Clusters end halfway between their means.
  void assign() {
    for (size_t i = 0; i + 1 < means.size(); ++i)
      ends[i] = std::upper_bound(values.begin(), values.end(),
                                 (means[i] + means[i + 1]) / 2) -
                values.begin();
    ends.back() = values.size();
  }

  void moveMeans() {
    std::vector<double> moved;
    for (size_t i = 0; i < means.size(); ++i)
      if (sizeOf(i))
        moved.push_back(meanOf(beginOf(i), ends[i]));
    if (moved.size() < means.size())
      splitWorst(moved);
    means = std::move(moved);
    llvm::sort(means);
  }

  /// What has no values takes a part of the cluster that needs it most; one a
  /// round is enough, further ones stay where they are.
  void splitWorst(std::vector<double> &moved) {
    size_t worst = 0;
    for (size_t i = 1; i < means.size(); ++i)
      if (errorOf(i) > errorOf(worst))
        worst = i;
    size_t begin = beginOf(worst), end = ends[worst],
           middle = (begin + end) / 2;
    bool split = false;
    for (size_t i = 0; i < means.size(); ++i)
      if (!sizeOf(i)) {
        moved.push_back(!split && end - begin > 1 ? meanOf(middle, end)
                                                  : means[i]);
        split = true;
      }
  }

  std::vector<float> values;
  std::vector<double> sums, squares; ///< of the values before each
  std::vector<double> means;
  std::vector<size_t> ends; ///< of each cluster's range
};

/// The nearest of rising `centroids`; of two, the smaller.
uint32_t nearest(ArrayRef<float> centroids, float value) {
  auto above = llvm::lower_bound(centroids, value);
  if (above == centroids.begin())
    return 0;
  if (above == centroids.end() ||
      double(value) - above[-1] <= double(*above) - value)
    --above;
  return above - centroids.begin();
}

/// The values there are, rising; no more than `most` + 1 of them.
std::set<float> kindsOf(ArrayRef<float> values, size_t most) {
  std::set<float> kinds;
  for (float value : values) {
    kinds.insert(value);
    if (kinds.size() > most)
      break;
  }
  return kinds;
}

std::vector<float> findCentroids(ArrayRef<float> values, unsigned count,
                                 bool keepZero) {
  std::set<float> kinds = kindsOf(values, count);
  if (kinds.size() <= count)
    return {kinds.begin(), kinds.end()};
  std::vector<float> sorted = values.vec();
  bool hasZero = keepZero && llvm::is_contained(sorted, 0.0f) && count > 1;
  if (hasZero)
    llvm::erase_if(sorted, [](float value) { return value == 0; });
  llvm::sort(sorted);
  std::vector<double> means =
      SortedClusters(std::move(sorted), count - hasZero).run();
  std::set<float> centroids(means.begin(), means.end());
  if (hasZero)
    centroids.insert(0);
  return {centroids.begin(), centroids.end()};
}

} // namespace

double Clusters::error(ArrayRef<float> values) const {
  double sum = 0;
  for (auto [value, index] : llvm::zip_equal(values, indices)) {
    double distance = double(value) - centroids[index];
    sum += distance * distance;
  }
  return sum;
}

Clusters clusterValues(ArrayRef<float> values, unsigned count, bool keepZero) {
  assert(count > 0 && !values.empty());
  Clusters clusters{findCentroids(values, count, keepZero), {}};
  bool hasZero = keepZero && llvm::is_contained(clusters.centroids, 0.0f);
  size_t zero =
      llvm::lower_bound(clusters.centroids, 0.0f) - clusters.centroids.begin();
  for (float value : values)
    clusters.indices.push_back(
        hasZero && value == 0 ? zero : nearest(clusters.centroids, value));
  return clusters;
}

bool isSparse(ArrayRef<float> values) {
  return llvm::count(values, 0.0f) * 10 >= int64_t(values.size());
}

bool isClustered(ArrayRef<float> values, unsigned most) {
  return values.size() >= 4 * size_t(most) &&
         kindsOf(values, most).size() <= most;
}

} // namespace ecg
