// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows taken apart by a stride: phase r of a row has its elements r, r +
// stride, r + 2 stride, ... one after the other, so that what a tap reads for
// one output after the other is one run of memory.

#ifndef ECG_LIB_EXEC_PHASES_H
#define ECG_LIB_EXEC_PHASES_H

#include "Spatial.h"
#include <algorithm>
#include <cstdint>
#include <vector>

namespace ecg {

/// A plane in phases. With a stride of 1 it is its own phase and nothing is
/// copied.
template <typename T> class Phases {
public:
  explicit Phases(const SpatialGeometry &spatial)
      : rows(spatial.height.in), width(spatial.width.in),
        stride(spatial.width.window.stride),
        length((width + stride - 1) / stride),
        values(isCopied() ? rows * stride * length : 0) {}

  void read(const T *plane) {
    if (isCopied())
      forEachElement([&](int64_t phase, int64_t element) {
        values[phase] = plane[element];
      });
    else
      itself = const_cast<T *>(plane); // which data() is then read from only
  }

  /// For gradients of a plane: clear, add to data(), then addTo, which has
  /// nothing left to do where the plane was added to itself.
  void clear(T *plane) {
    std::fill(values.begin(), values.end(), T(0));
    itself = plane;
  }
  void addTo(T *plane) {
    if (isCopied())
      forEachElement([&](int64_t phase, int64_t element) {
        plane[element] += values[phase];
      });
  }

  T *data() { return isCopied() ? values.data() : itself; }

  /// Where in data() element `index` of the plane is.
  int64_t placeOf(int64_t index) const {
    if (!isCopied())
      return index;
    int64_t row = index / width, col = index % width;
    return (row * stride + col % stride) * length + col / stride;
  }
  T *at(int64_t index) { return data() + placeOf(index); }

private:
  bool isCopied() const { return stride > 1; }

  /// fn(place in the phases, element of the plane). Common strides have loops
  /// of their own, in which the compiler can shuffle instead of picking.
  template <typename Fn> void forEachElement(Fn fn) {
    switch (stride) {
    case 2:
      return forEachElement<2>(fn);
    case 3:
      return forEachElement<3>(fn);
    case 4:
      return forEachElement<4>(fn);
    default:
      return forEachElement<0>(fn);
    }
  }

  template <int64_t known, typename Fn> void forEachElement(Fn fn) {
    const int64_t step = known ? known : stride;
    for (int64_t row = 0; row < rows; ++row) {
      int64_t place = row * step * length, first = row * width;
      int64_t whole = width / step;
      for (int64_t i = 0; i < whole; ++i)
        for (int64_t r = 0; r < step; ++r)
          fn(place + r * length + i, first + i * step + r);
      for (int64_t r = 0; r < width % step; ++r)
        fn(place + r * length + whole, first + whole * step + r);
    }
  }

  int64_t rows, width, stride, length;
  std::vector<T> values;
  T *itself = nullptr; ///< the plane, where it is not copied
};

} // namespace ecg

#endif // ECG_LIB_EXEC_PHASES_H
