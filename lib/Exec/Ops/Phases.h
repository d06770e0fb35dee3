// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows taken apart by a stride: phase r of a row has its elements r, r +
// stride, r + 2 stride, ... one after the other, so that what a tap reads for
// one output after the other is one run of memory.

#ifndef ECG_LIB_EXEC_OPS_PHASES_H
#define ECG_LIB_EXEC_OPS_PHASES_H

#include <cstdint>
#include <vector>

namespace ecg {

/// A plane of rows x width elements in phases.
template <typename T> class Phases {
public:
  Phases(int64_t rows, int64_t width, int64_t stride)
      : rows(rows), width(width), stride(stride),
        length((width + stride - 1) / stride), values(rows * stride * length) {}

  T *data() { return values.data(); }

  /// Where element `index` of the plane is.
  int64_t placeOf(int64_t index) const {
    int64_t row = index / width, col = index % width;
    return (row * stride + col % stride) * length + col / stride;
  }

  void read(const T *plane) {
    forEachPhase([&](int64_t first, int64_t count, T *phase) {
      for (int64_t i = 0; i < count; ++i)
        phase[i] = plane[first + i * stride];
    });
  }

  void addTo(T *plane) {
    forEachPhase([&](int64_t first, int64_t count, const T *phase) {
      for (int64_t i = 0; i < count; ++i)
        plane[first + i * stride] += phase[i];
    });
  }

  void clear() { std::fill(values.begin(), values.end(), T(0)); }

private:
  template <typename Fn> void forEachPhase(Fn fn) {
    T *phase = values.data();
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t r = 0; r < stride; ++r, phase += length)
        fn(row * width + r, (width - r + stride - 1) / stride, phase);
  }

  int64_t rows, width, stride, length;
  std::vector<T> values;
};

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_PHASES_H
