// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of a few rows with a matrix that was laid out for them before, as
// recurrent layers need them: thousands of small products with the same
// weights. Part of MatrixEigen.h, once an instruction set.

#ifndef ECG_LIB_EXEC_MATRIXPACKED_H
#define ECG_LIB_EXEC_MATRIXPACKED_H

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

/// `numPanels` panels of all rows.
template <int numPanels, typename T>
void multiplyAddPanels(ConstMatrix<T> a, const T *packed, Matrix<T> c,
                       int64_t missing) {
  constexpr int block = numPanels == 1 ? 4 : 1;
  int64_t row = 0;
  auto at = [&](int64_t row) {
    return Matrix<T>{c.data + row * c.stride, 0, 0, c.stride};
  };
  for (; row + block <= a.rows; row += block)
    multiplyAddBlock<block, numPanels>(a.data + row * a.stride, a.stride,
                                       a.cols, packed, at(row), missing);
  for (; row < a.rows; ++row)
    multiplyAddBlock<1, numPanels>(a.data + row * a.stride, a.stride, a.cols,
                                   packed, at(row), missing);
}

template <typename T>
void multiplyAddPacked(ConstMatrix<T> a, const T *packed, Matrix<T> c) {
  // Of few rows, only several panels at once keep the arithmetic busy.
  constexpr int64_t many = 4;
  int64_t start = 0;
  auto from = [&](int64_t col) {
    return Matrix<T>{c.data + col, c.rows, 0, c.stride};
  };
  if (a.rows < 4)
    for (; start + many * panelWidth <= c.cols; start += many * panelWidth)
      multiplyAddPanels<many>(a, packed + start * a.cols, from(start), 0);
  for (; start < c.cols; start += panelWidth)
    multiplyAddPanels<1>(a, packed + start * a.cols, from(start),
                         std::max<int64_t>(0, start + panelWidth - c.cols));
}

} // namespace

} // namespace ecg

#endif // ECG_LIB_EXEC_MATRIXPACKED_H
