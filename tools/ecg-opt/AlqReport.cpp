// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stages and layers of ALQ, told and drawn.

#include "AlqReport.h"
#include "Pareto.h"
#include "Svg.h"
#include "ecg/Compress/BitCodes.h"
#include "llvm/ADT/STLExtras.h"

using llvm::formatv;

namespace ecg {

namespace json = llvm::json;

void AlqReport::add(mlir::func::FuncOp function, const AlqStage &stage) {
  stages.push_back({stage.name, stage.result.metric, storedBytes(function),
                    stage.channelsRemoved, averageBits(function),
                    stage.result.bestMetric});
  layers = describeMultiBitLayers(function, &stage.result.secondMoments);
}

static json::Object toJson(const MultiBitLayer &layer) {
  json::Array groups;
  for (auto [g, number] : llvm::enumerate(layer.codes)) {
    const BitCode &code = bitCodes()[number];
    groups.push_back(json::Object{{"code", code.name},
                                  {"bits", code.bitsPerWeight()},
                                  {"bytes", code.bytes(layer.groupSize)},
                                  {"sensitivity", layer.sensitivity[g]}});
  }
  return json::Object{{"name", json::fixUTF8(layer.name)},
                      {"group_size", layer.groupSize},
                      {"bytes", layer.bytes},
                      {"average_bits", layer.averageBits()},
                      {"groups", std::move(groups)}};
}

json::Object AlqReport::toJson() const {
  json::Array told, rows;
  for (const Stage &stage : stages) {
    json::Object row{{"stage", stage.name},
                     {"bytes", stage.bytes},
                     {"average_bits", stage.bits},
                     {"channels_removed", stage.channelsRemoved}};
    if (std::isfinite(stage.value))
      row[stage.metric] = stage.value;
    told.push_back(std::move(row));
  }
  for (const MultiBitLayer &layer : layers)
    rows.push_back(ecg::toJson(layer));
  return json::Object{{"stages", std::move(told)}, {"layers", std::move(rows)}};
}

/// From white, no bits, to dark blue, eight.
static std::string colorOf(double bits) {
  auto part = static_cast<int>(235 - std::min(bits, 5.0) / 5 * 215);
  return formatv("#{0:x-2}{1:x-2}{2:x-2}", part, part + 10, 255 - part / 8)
      .str();
}

std::string AlqReport::drawBits() const {
  constexpr double kLeft = 250, kBar = 420, kRow = 26, kTop = 44;
  std::string text;
  llvm::raw_string_ostream os(text);
  {
    Svg svg(os, 860, static_cast<int>(kTop + kRow * (layers.size() + 2)));
    svg.text(12, 22, "start",
             formatv("Bits of each group of weights; {0:N} bytes, {1:f2} bits "
                     "a weight on average",
                     stages.back().bytes, stages.back().bits)
                 .str());
    double y = kTop;
    for (const MultiBitLayer &layer : layers) {
      std::vector<double> bits;
      for (int64_t number : layer.codes)
        bits.push_back(bitCodes()[number].bitsPerWeight());
      llvm::sort(bits, std::greater<>());
      double width = kBar / static_cast<double>(bits.size());
      for (auto [i, each] : llvm::enumerate(bits))
        svg.box(kLeft + width * static_cast<double>(i), y, width + 0.3,
                kRow - 6, colorOf(each));
      svg.text(kLeft - 8, y + 14, "end", layer.name);
      svg.text(
          kLeft + kBar + 8, y + 14, "start",
          formatv("{0:f2} bits, {1:N} bytes", layer.averageBits(), layer.bytes)
              .str());
      y += kRow;
    }
    for (int bits = 0; bits <= 5; ++bits) {
      svg.box(kLeft + 60 * bits, y + 10, 14, 14, colorOf(bits));
      svg.text(kLeft + 60 * bits + 18, y + 22, "start",
               formatv("{0} bits", bits).str());
    }
  }
  return text;
}

std::string AlqReport::drawCurve() const {
  std::vector<ParetoPoint> points;
  for (const Stage &stage : stages) {
    ParetoPoint &point = points.emplace_back();
    point.name = stage.name;
    point.bytes = stage.bytes;
    point.accuracy = 100 * stage.value;
    point.onFront = true;
  }
  std::string text;
  llvm::raw_string_ostream os(text);
  printPlot(os, points,
            stages.back().metric + " on the validation split, stage by stage");
  return text;
}

} // namespace ecg
