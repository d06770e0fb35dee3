// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The windows of a convolution as the columns of a matrix, and back.

#ifndef ECG_LIB_EXEC_COLUMNS_H
#define ECG_LIB_EXEC_COLUMNS_H

#include "Matrix.h"
#include "Phases.h"
#include <algorithm>
#include <vector>

namespace ecg {

/// What one tap reads along each dimension; the same for every channel.
struct Tap {
  int64_t row, col; ///< of the input, read by output 0; may lie outside
  OutputRange rows, cols;
};

inline std::vector<Tap> tapsOf(const SpatialGeometry &spatial) {
  const SpatialDim &height = spatial.height, &width = spatial.width;
  std::vector<Tap> taps;
  for (int64_t kh = 0; kh < height.window.kernel; ++kh)
    for (int64_t kw = 0; kw < width.window.kernel; ++kw)
      taps.push_back({height.inputOf(0, kh), width.inputOf(0, kw),
                      height.outputsOf(kh), width.outputsOf(kw)});
  return taps;
}

/// Columns of a matrix of windows: a row for each channel and tap, the order of
/// the weights.
class Columns {
public:
  explicit Columns(const SpatialGeometry &spatial)
      : spatial(spatial), taps(tapsOf(spatial)) {}

  /// Writes the windows of outputs `tile`; rows are `stride` apart, by default
  /// as long as they are.
  template <typename T>
  void unfold(const T *x, int64_t channels, OutputRange tile, T *to,
              int64_t stride = 0) const {
    Phases<T> plane(spatial);
    stride = stride ? stride : tile.size();
    std::vector<Piece> pieces = piecesOf(tile, stride, plane);
    for (int64_t c = 0; c < channels; ++c, x += spatial.inPlane()) {
      plane.read(x);
      const T *from = plane.data();
      for (const Piece &piece : pieces)
        if (piece.isPadding())
          std::fill_n(to + piece.column, piece.count, T(0));
        else
          std::copy_n(from + piece.place, piece.count, to + piece.column);
      to += stride * static_cast<int64_t>(taps.size());
    }
  }

  /// Adds columns back to where they were read.
  template <typename T>
  void fold(const T *columns, int64_t channels, OutputRange tile, T *x,
            int64_t stride = 0) const {
    Phases<T> plane(spatial);
    stride = stride ? stride : tile.size();
    std::vector<Piece> pieces = piecesOf(tile, stride, plane);
    for (int64_t c = 0; c < channels; ++c, x += spatial.inPlane()) {
      plane.clear(x);
      T *to = plane.data();
      for (const Piece &piece : pieces)
        if (!piece.isPadding())
          matrixKernels<T>().addScaled(
              piece.count, T(1), columns + piece.column, 1, to + piece.place);
      columns += stride * static_cast<int64_t>(taps.size());
      plane.addTo(x);
    }
  }

private:
  /// A run within the columns of one channel, and where in its plane it is.
  struct Piece {
    int64_t column, place, count;
    bool isPadding() const { return place < 0; }
  };

  /// All of them, padding included, in ascending order; the same for every
  /// channel.
  template <typename T>
  std::vector<Piece> piecesOf(OutputRange tile, int64_t stride,
                              const Phases<T> &plane) const {
    std::vector<Piece> pieces;
    int64_t row = 0, written = 0;
    auto padTo = [&](int64_t end) {
      if (written < end)
        pieces.push_back({row + written, -1, end - written});
    };
    for (const Tap &tap : taps) {
      written = 0;
      forEachRun(tap, tile, [&](int64_t from, int64_t place, int64_t count) {
        padTo(place);
        pieces.push_back({row + place, plane.placeOf(from), count});
        written = place + count;
      });
      padTo(tile.size());
      row += stride;
    }
    return pieces;
  }

  /// fn(input offset, place in the tile, count) for the runs of what `tap`
  /// reads for the outputs `tile`, in ascending order.
  template <typename Fn>
  void forEachRun(const Tap &tap, OutputRange tile, Fn fn) const {
    const SpatialDim &height = spatial.height, &width = spatial.width;
    int64_t firstRow = std::max(tap.rows.begin, tile.begin / width.out);
    int64_t lastRow = std::min(tap.rows.end - 1, (tile.end - 1) / width.out);
    for (int64_t row = firstRow; row <= lastRow; ++row) {
      int64_t start = row * width.out; // output index of the row's first column
      int64_t begin = std::max(tap.cols.begin, tile.begin - start);
      int64_t end = std::min(tap.cols.end, tile.end - start);
      if (begin < end)
        fn((tap.row + row * height.window.stride) * width.in + tap.col +
               begin * width.window.stride,
           start - tile.begin + begin, end - begin);
    }
  }

  const SpatialGeometry &spatial;
  std::vector<Tap> taps;
};

/// Scratch that a thread keeps, as every convolution of every run needs it;
/// `which` keeps several apart.
template <typename T, int which> T *scratch(int64_t size) {
  static thread_local std::vector<T> values;
  values.resize(std::max<size_t>(values.size(), size));
  return values.data();
}

} // namespace ecg

#endif // ECG_LIB_EXEC_COLUMNS_H
