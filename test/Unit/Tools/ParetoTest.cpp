// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who is on the front, what is read from reports, and the picture.

#include "Pareto.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

ParetoPoint point(const char *name, double accuracy, int64_t bytes,
                  int64_t macs) {
  ParetoPoint point;
  point.name = name;
  point.accuracy = accuracy;
  point.bytes = bytes;
  point.macs = macs;
  return point;
}

TEST(Pareto, KeepsWhatNothingDominates) {
  std::vector<ParetoPoint> points = {
      point("float", 96, 324000, 100),    point("int8", 96, 84000, 100),
      point("int4", 95, 41000, 100),      point("worse", 94, 42000, 100),
      point("fewer MACs", 94, 42000, 50), point("failed", 99, 10, 1)};
  points.back().failure = "too small";
  markFront(points);
  std::vector<bool> front;
  for (const ParetoPoint &each : points)
    front.push_back(each.onFront);
  EXPECT_EQ(front, (std::vector<bool>{false, true, true, false, true, false}));
}

TEST(Pareto, EqualsAreBothKept) {
  std::vector<ParetoPoint> points = {point("a", 90, 10, 1),
                                     point("b", 90, 10, 1)};
  markFront(points);
  EXPECT_TRUE(points[0].onFront && points[1].onFront);
}

constexpr llvm::StringLiteral report = R"({
  "layers": [{"macs": 30}, {"macs": 12}],
  "parameters": {"total": 8000},
  "sizes": {"flash": {"total": 15000}, "ram": {"total": 9000}},
  "validation": {"split": "val", "before": 97, "after": 96.5},
  "evaluation": {"accuracy": [{"accuracy": 0.96}, {"accuracy": 0.955}]},
  "proof": {"runs": [{"machine": "host"}, {"instructions": 777}]}})";

TEST(Pareto, ReadsReports) {
  ParetoPoint read = llvm::cantFail(readPoint(report));
  EXPECT_EQ(read.accuracy, 96.5);
  EXPECT_EQ(read.testAccuracy, 95.5);
  EXPECT_EQ(read.bytes, 8000);
  EXPECT_EQ(read.flash, 15000);
  EXPECT_EQ(read.ram, 9000);
  EXPECT_EQ(read.macs, 42);
  EXPECT_EQ(read.instructions, 777);
}

TEST(Pareto, RefusesReportsWithoutFigures) {
  auto read = readPoint(R"({"validation": {"after": 90}})");
  EXPECT_EQ(llvm::toString(read.takeError()), "the report has no 'total'");
  auto broken = readPoint("{");
  EXPECT_FALSE(!!broken);
  llvm::consumeError(broken.takeError());
}

TEST(Pareto, JsonSaysWhatFailed) {
  std::vector<ParetoPoint> points = {point("int8", 96, 84000, 100),
                                     point("9", 0, 0, 0)};
  points[1].failure = "too small";
  markFront(points);
  std::string text;
  llvm::raw_string_ostream(text) << toJson(points);
  EXPECT_NE(text.find(R"("front":true)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("failure":"too small")"), std::string::npos);
  EXPECT_EQ(text.find("instructions"), std::string::npos) << "not measured";
}

TEST(Pareto, DrawsPointsOverBytes) {
  std::vector<ParetoPoint> points = {
      point("small", 90, 2048, 1), point("large <&>", 96, 8192, 1),
      point("bad", 80, 8192, 1), point("failed", 0, 0, 0)};
  points.back().failure = "too small";
  markFront(points);
  std::string svg;
  llvm::raw_string_ostream os(svg);
  printPlot(os, points, "ecgnet");
  os.flush();
  auto count = [&](llvm::StringRef what) {
    return llvm::StringRef(svg).count(what);
  };
  EXPECT_EQ(count("<circle"), 3u);
  EXPECT_EQ(count("fill=\"#1769aa\""), 2u) << "two on the front";
  EXPECT_EQ(count("large &lt;&amp;&gt;"), 1u);
  EXPECT_EQ(count("failed"), 0u);
  // 2 KiB stands at the left end of the axis, 90 % above 80 %.
  EXPECT_EQ(count("<circle cx=\"64.0\""), 1u) << svg;
  EXPECT_EQ(count(">2 KiB<"), 1u);
  EXPECT_EQ(count("</svg>"), 1u);
}

TEST(Pareto, DrawsNothingToo) {
  std::string svg;
  llvm::raw_string_ostream os(svg);
  printPlot(os, {}, "none");
  EXPECT_NE(os.str().find("</svg>"), std::string::npos);
}

} // namespace
