// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walking windows over planes: what convolutions and pools have in common. One
// spatial dimension is a plane of height 1.

#ifndef ECG_LIB_EXEC_SPATIAL_H
#define ECG_LIB_EXEC_SPATIAL_H

#include "ecg/IR/Shapes.h"
#include "llvm/ADT/ArrayRef.h"

namespace ecg {

/// A run of outputs [begin, end).
struct OutputRange {
  int64_t begin, end;
  int64_t size() const { return end - begin; }
};

/// Windows along one dimension.
struct SpatialDim {
  int64_t in = 1, out = 1;
  Window window{1};

  /// Index of the input that tap `tap` of output `i` reads; may lie outside.
  int64_t inputOf(int64_t i, int64_t tap) const {
    return i * window.stride + tap * window.dilation - window.padLow;
  }

  /// The outputs whose tap `tap` reads inside the input.
  OutputRange outputsOf(int64_t tap) const;

  /// How many taps of output `i` read inside the input, or inside input and
  /// padding. What overhangs the padding in ceil mode never counts.
  int64_t countTaps(int64_t i, bool includePadding) const;
};

/// Windows over planes of in x in floats.
struct SpatialGeometry {
  SpatialDim height, width;

  /// From the spatial dimensions (one or two) of input and output.
  static SpatialGeometry get(llvm::ArrayRef<Window> windows,
                             llvm::ArrayRef<int64_t> in,
                             llvm::ArrayRef<int64_t> out);

  int64_t inPlane() const { return height.in * width.in; }
  int64_t outPlane() const { return height.out * width.out; }
  int64_t taps() const { return height.window.kernel * width.window.kernel; }

  /// Calls fn(tap, input, output, count) for every run of outputs within a row
  /// that one tap contributes to: output[k] takes input[k * width stride] for k
  /// in [0, count). Taps of one output come in ascending order. `input` and
  /// `output` are offsets into the planes.
  template <typename Fn> void forEachRun(Fn fn) const {
    for (int64_t kh = 0; kh < height.window.kernel; ++kh) {
      OutputRange rows = height.outputsOf(kh);
      for (int64_t kw = 0; kw < width.window.kernel; ++kw) {
        OutputRange cols = width.outputsOf(kw);
        if (cols.size() > 0)
          for (int64_t row = rows.begin; row < rows.end; ++row)
            fn(kh * width.window.kernel + kw,
               height.inputOf(row, kh) * width.in +
                   width.inputOf(cols.begin, kw),
               row * width.out + cols.begin, cols.size());
      }
    }
  }
};

} // namespace ecg

#endif // ECG_LIB_EXEC_SPATIAL_H
