// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one step of a recurrent layer works on: a matrix with one row a
// sequence. The frames of all steps lie behind each other, so that any of their
// columns, over any number of steps, are a matrix, too.

#ifndef ECG_LIB_EXEC_RECURRENT_FRAME_H
#define ECG_LIB_EXEC_RECURRENT_FRAME_H

#include "../Matrix.h"

namespace ecg {

/// Columns [first, first + count).
struct ColumnRange {
  int64_t first = 0, count = 0;

  int64_t end() const { return first + count; }
  bool contains(ColumnRange other) const {
    return other.count > 0 && first <= other.first && other.end() <= end();
  }
};

/// The columns from those of `first` to those of `last`.
inline ColumnRange spanOf(ColumnRange first, ColumnRange last) {
  return {first.first, last.end() - first.first};
}

template <typename T>
Matrix<T> columnsOf(Matrix<T> matrix, ColumnRange columns) {
  return {matrix.data + columns.first, matrix.rows, columns.count,
          matrix.stride};
}
template <typename T>
ConstMatrix<T> columnsOf(ConstMatrix<T> matrix, ColumnRange columns) {
  return {matrix.data + columns.first, matrix.rows, columns.count,
          matrix.stride};
}

/// The columns of a frame, in this order. Those up to and with the state are
/// there before the step and what its sums are made of.
struct FrameColumns {
  /// What a layer has of each, in units of `hidden` columns.
  struct Widths {
    int64_t reset;  ///< a state weakened by a gate: 1 or 0
    int64_t states; ///< h, and c if there is one
    int64_t gates;  ///< sums, which become the values of the gates
    int64_t extra;  ///< values of other functions
    bool slopes;    ///< whether slopes are kept beside gates and extra
  };

  FrameColumns(int64_t input, int64_t hidden, Widths widths)
      : hidden(hidden), reset{0, widths.reset * hidden},
        input{reset.end(), input}, one{this->input.end(), 1},
        state{one.end(), widths.states * hidden},
        gates{state.end(), widths.gates * hidden},
        extra{gates.end(), widths.extra * hidden},
        slopes{extra.end(),
               widths.slopes ? (widths.gates + widths.extra) * hidden : 0} {}

  int64_t hidden;
  ColumnRange reset, input;
  ColumnRange one; ///< 1, so that biases are weights
  ColumnRange state, gates, extra;
  ColumnRange slopes;

  ColumnRange h() const { return {state.first, hidden}; }
  ColumnRange c() const { return {state.first + hidden, hidden}; }
  ColumnRange gate(int64_t i) const {
    return {gates.first + i * hidden, hidden};
  }
  /// The slopes of columns of gates or extra, empty where none are kept.
  ColumnRange slopesOf(ColumnRange values) const {
    return slopes.count ? ColumnRange{values.first - gates.first + slopes.first,
                                      values.count}
                        : ColumnRange();
  }
  int64_t size() const { return slopes.end(); }
};

} // namespace ecg

#endif // ECG_LIB_EXEC_RECURRENT_FRAME_H
