// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The equations of ONNX Resize. Coordinates are float32, as in ONNX Runtime: in
// double, one third as a float would be too large to give x / (1/3) = 3 x.

#include "ecg/IR/ResizeTable.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>
#include <cmath>

namespace ecg {

namespace {

using Coordinate = float (*)(const ResizeAxis &axis, float x);
using Nearest = float (*)(float x);

/// The length that coordinates are made of: that of the output before it was
/// rounded down to a whole number.
float realLength(const ResizeAxis &axis) {
  float length = axis.scale * static_cast<float>(axis.in);
  float whole = std::nearbyint(length);
  return std::fabs(length - whole) < 1e-4f * whole ? whole : length;
}

float halfPixel(const ResizeAxis &axis, float x) {
  return (x + 0.5f) / axis.scale - 0.5f;
}

float alignCorners(const ResizeAxis &axis, float x) {
  float length = realLength(axis);
  return axis.out == 1 ? 0 : x * static_cast<float>(axis.in - 1) / (length - 1);
}

float cropAndResize(const ResizeAxis &axis, float x) {
  float last = static_cast<float>(axis.in - 1), length = realLength(axis);
  if (axis.out == 1)
    return 0.5f * (axis.roiBegin + axis.roiEnd) * last;
  return axis.roiBegin * last +
         x * (axis.roiEnd - axis.roiBegin) * last / (length - 1);
}

float halfPixelSymmetric(const ResizeAxis &axis, float x) {
  float adjustment = static_cast<float>(axis.out) / realLength(axis);
  float center = static_cast<float>(axis.in) / 2;
  return center * (1 - adjustment) + halfPixel(axis, x);
}

Coordinate findCoordinate(llvm::StringRef name) {
  static const llvm::StringMap<Coordinate> coordinates = {
      {"half_pixel", halfPixel},
      {"half_pixel_symmetric", halfPixelSymmetric},
      {"pytorch_half_pixel",
       [](const ResizeAxis &axis, float x) {
         return axis.out == 1 ? 0 : halfPixel(axis, x);
       }},
      {"tf_half_pixel_for_nn",
       [](const ResizeAxis &axis, float x) { return (x + 0.5f) / axis.scale; }},
      {"align_corners", alignCorners},
      {"asymmetric",
       [](const ResizeAxis &axis, float x) { return x / axis.scale; }},
      {"tf_crop_and_resize", cropAndResize},
  };
  return coordinates.lookup(name);
}

Nearest findNearest(llvm::StringRef name) {
  static const llvm::StringMap<Nearest> roundings = {
      {"round_prefer_floor", [](float x) { return std::ceil(x - 0.5f); }},
      {"round_prefer_ceil", [](float x) { return std::floor(x + 0.5f); }},
      {"floor", [](float x) { return std::floor(x); }},
      {"ceil", [](float x) { return std::ceil(x); }},
  };
  return roundings.lookup(name);
}

/// Weights of the cubic convolution (Keys 1981) for the four inputs around a
/// point that lies `ratio` behind the second.
void addCubicWeights(float ratio, float a, std::vector<float> &weights) {
  auto inner = [&](float d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
  auto outer = [&](float d) {
    return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  };
  weights.insert(weights.end(), {outer(ratio + 1), inner(ratio),
                                 inner(1 - ratio), outer(2 - ratio)});
}

int64_t countTaps(llvm::StringRef mode) {
  return mode == "nearest" ? 1 : mode == "linear" ? 2 : 4;
}

/// The weights of one output, and the input its first tap reads.
int64_t addWeights(const ResizeAxis &axis, float at,
                   std::vector<float> &weights) {
  if (axis.mode == "nearest") {
    weights.push_back(1);
    return static_cast<int64_t>(findNearest(axis.nearest)(at));
  }
  float base = std::floor(at), ratio = at - base;
  if (axis.mode == "linear") {
    weights.insert(weights.end(), {1 - ratio, ratio});
    return static_cast<int64_t>(base);
  }
  addCubicWeights(ratio, axis.cubic, weights);
  return static_cast<int64_t>(base) - 1;
}

/// Taps outside the input weigh nothing, the others sum up to 1.
void excludeOutside(float *weights, int64_t taps, int64_t first,
                    int64_t length) {
  float sum = 0;
  for (int64_t t = 0; t < taps; ++t) {
    if (first + t < 0 || first + t >= length)
      weights[t] = 0;
    sum += weights[t];
  }
  for (int64_t t = 0; t < taps && sum != 0; ++t)
    weights[t] /= sum;
}

} // namespace

ResizeTable makeResizeTable(const ResizeAxis &axis) {
  ResizeTable table{countTaps(axis.mode), {}, {}};
  Coordinate coordinate = findCoordinate(axis.coordinates);
  for (int64_t o = 0; o < axis.out; ++o) {
    float at = coordinate(axis, static_cast<float>(o));
    int64_t first = addWeights(axis, at, table.weights);
    if (axis.excludeOutside)
      excludeOutside(&table.weights[o * table.taps], table.taps, first,
                     axis.in);
    bool isOutside = axis.coordinates == "tf_crop_and_resize" &&
                     (at < 0 || at > static_cast<float>(axis.in - 1));
    for (int64_t t = 0; isOutside && t < table.taps; ++t)
      table.weights[o * table.taps + t] = t == 0 ? 1 : 0;
    for (int64_t t = 0; t < table.taps; ++t)
      table.indices.push_back(static_cast<int32_t>(
          isOutside ? -1 : std::clamp<int64_t>(first + t, 0, axis.in - 1)));
  }
  return table;
}

bool isResizeMode(llvm::StringRef name) {
  return name == "nearest" || name == "linear" || name == "cubic";
}
bool isResizeCoordinates(llvm::StringRef name) { return findCoordinate(name); }
bool isResizeNearest(llvm::StringRef name) { return findNearest(name); }

} // namespace ecg
