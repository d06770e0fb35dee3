// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of a few rows with a matrix that was laid out for them before, as
// recurrent layers need them: thousands of small products with the same
// weights. Part of MatrixEigen.h, once an instruction set.

#ifndef ECG_LIB_EXEC_MATRIXPACKED_H
#define ECG_LIB_EXEC_MATRIXPACKED_H

#include <algorithm>
#include <type_traits>

namespace ecg {

namespace {

/// Panels of panelWidth columns one after the other, each row by row; what is
/// missing in the last panel is 0.
template <typename T> void pack(ConstMatrix<T> b, T *packed) {
  int64_t depth = b.transposed ? b.cols : b.rows;
  int64_t cols = b.transposed ? b.rows : b.cols;
  int64_t byRow = b.transposed ? 1 : b.stride;
  int64_t byCol = b.transposed ? b.stride : 1;
  for (int64_t start = 0; start < cols; start += panelWidth)
    for (int64_t k = 0; k < depth; ++k)
      for (int64_t j = start; j < start + panelWidth; ++j)
        *packed++ = j < cols ? b.data[k * byRow + j * byCol] : T(0);
}

/// c += a * b for `numRows` rows and `numPanels` panels, all sums in registers.
/// The last `missing` columns of c are not there.
template <int numRows, int numPanels, typename T>
void multiplyAddBlock(const T *a, int64_t stride, int64_t depth,
                      const T *packed, Matrix<T> c, int64_t missing) {
  using Packet = typename Eigen::internal::packet_traits<T>::type;
  namespace packets = Eigen::internal;
  constexpr int size = packets::unpacket_traits<Packet>::size;
  constexpr int numPackets = numPanels * panelWidth / size;
  constexpr int aPanel = panelWidth / size;
  Packet sums[numRows][numPackets];
  for (auto &row : sums)
    for (Packet &sum : row)
      sum = packets::pset1<Packet>(T(0));
  for (int64_t k = 0; k < depth; ++k) {
    Packet factors[numPackets];
    for (int p = 0; p < numPackets; ++p)
      factors[p] = packets::ploadu<Packet>(
          packed + (p / aPanel * depth + k) * panelWidth + p % aPanel * size);
    for (int r = 0; r < numRows; ++r) {
      Packet x = packets::pset1<Packet>(a[r * stride + k]);
      for (int p = 0; p < numPackets; ++p)
        sums[r][p] = packets::pmadd(x, factors[p], sums[r][p]);
    }
  }
  for (int r = 0; r < numRows; ++r) {
    T *to = c.data + r * c.stride;
    T row[numPanels * panelWidth];
    for (int p = 0; p < numPackets; ++p)
      packets::pstoreu(row + p * size, sums[r][p]);
    for (int64_t j = 0; j < numPanels * panelWidth - missing; ++j)
      to[j] += row[j];
  }
}

/// As many panels at once as there are, `numPanels` at a time, of all rows,
/// `block` at a time. Returns the first column that is left.
template <int block, int numPanels, typename T>
int64_t multiplyAddPanels(ConstMatrix<T> a, const T *packed, Matrix<T> c,
                          int64_t start) {
  constexpr int64_t width = numPanels * panelWidth;
  int64_t end = numPanels == 1 ? c.cols : c.cols - width + 1;
  for (; start < end; start += width) {
    int64_t missing = std::max<int64_t>(0, start + width - c.cols);
    auto run = [&](auto numRows, int64_t row) {
      multiplyAddBlock<numRows, numPanels>(
          a.data + row * a.stride, a.stride, a.cols, packed + start * a.cols,
          {c.row(row) + start, 0, 0, c.stride}, missing);
    };
    int64_t row = 0;
    for (; row + block <= a.rows; row += block)
      run(std::integral_constant<int, block>(), row);
    for (; row < a.rows; ++row)
      run(std::integral_constant<int, 1>(), row);
  }
  return start;
}

/// Eight sums at once keep the arithmetic busy: of four rows two packets each,
/// of fewer rows more panels.
template <typename T>
void multiplyAddPacked(ConstMatrix<T> a, const T *packed, Matrix<T> c) {
  using Packet = typename Eigen::internal::packet_traits<T>::type;
  constexpr int size = Eigen::internal::unpacket_traits<Packet>::size;
  constexpr int wide = std::max<int>(1, 2 * size / panelWidth);
  int64_t start = a.rows < 4 ? multiplyAddPanels<1, 4>(a, packed, c, 0)
                             : multiplyAddPanels<4, wide>(a, packed, c, 0);
  multiplyAddPanels<4, 1>(a, packed, c, start);
}

} // namespace

} // namespace ecg

#endif // ECG_LIB_EXEC_MATRIXPACKED_H
