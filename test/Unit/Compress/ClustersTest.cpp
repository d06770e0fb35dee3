// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ecg/Compress/Clusters.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ecg;

namespace {

std::vector<float> normalValues(size_t count, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float &value : values)
    value = normal(engine);
  return values;
}

TEST(Clusters, FewKindsStayAsTheyAre) {
  const float values[] = {3, -1, 3, 0, -1};
  Clusters clusters = clusterValues(values, 3, false);
  EXPECT_EQ(clusters.centroids, (std::vector<float>{-1, 0, 3}));
  EXPECT_EQ(clusters.indices, (std::vector<uint32_t>{2, 0, 2, 1, 0}));
  EXPECT_EQ(clusters.error(values), 0);
}

TEST(Clusters, EveryValueIsNearestToItsOwn) {
  std::vector<float> values = normalValues(5000, 1);
  Clusters clusters = clusterValues(values, 16, false);
  ASSERT_EQ(clusters.centroids.size(), 16u);
  EXPECT_TRUE(llvm::is_sorted(clusters.centroids));
  std::vector<double> sums(16);
  std::vector<int> counts(16);
  for (auto [value, index] : llvm::zip_equal(values, clusters.indices)) {
    for (float centroid : clusters.centroids)
      ASSERT_LE(std::fabs(value - clusters.centroids[index]),
                std::fabs(value - centroid) + 1e-6);
    sums[index] += value;
    ++counts[index];
  }
  for (int i = 0; i < 16; ++i)
    EXPECT_NEAR(sums[i] / counts[i], clusters.centroids[i], 1e-5) << i;
  // Lloyd and Max: 16 levels of a normal distribution err by 0.009497.
  EXPECT_NEAR(clusters.error(values) / values.size(), 0.009497, 0.0015);
}

TEST(Clusters, FarApartClustersAreAllFound) {
  std::vector<float> values;
  for (float centre : {-100.0f, 0.0f, 1.0f, 2.0f})
    for (int i = 0; i < 50; ++i)
      values.push_back(centre + 0.001f * i);
  Clusters clusters = clusterValues(values, 4, false);
  EXPECT_LT(clusters.error(values), 0.1);
}

TEST(Clusters, ZerosOfPrunedWeightsStayZero) {
  std::vector<float> values = normalValues(1000, 2);
  for (size_t i = 0; i < values.size(); i += 2)
    values[i] = 0;
  Clusters clusters = clusterValues(values, 8, true);
  EXPECT_LE(clusters.centroids.size(), 8u);
  for (size_t i = 0; i < values.size(); i += 2)
    ASSERT_EQ(clusters.centroids[clusters.indices[i]], 0.0f);
}

TEST(Clusters, IsClusteredCountsKinds) {
  std::vector<float> values;
  for (int i = 0; i < 640; ++i)
    values.push_back(i % 16);
  EXPECT_TRUE(isClustered(values));
  EXPECT_FALSE(isClustered(values, 15));
  EXPECT_FALSE(isClustered({1, 2, 1, 2})) << "too few to tell";
}

} // namespace
