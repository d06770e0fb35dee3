// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The steps of a recurrent layer, first to last.

#include "Recurrence.h"
#include <algorithm>

namespace ecg {

namespace {

template <typename T> class ForwardPass {
public:
  ForwardPass(Cell<T> &cell, const SequenceWalk &walk, T *saved)
      : cell(cell), columns(cell.columns), walk(walk),
        size(walk.rows() * columns.size()), own(saved ? 0 : 2 * size),
        frames(saved ? framesOf(saved, columns, walk) : own.data()),
        isKept(saved) {}

  /// Where nothing is kept, two frames take turns.
  Matrix<T> frame(int64_t step) {
    return {frames + (isKept ? step : step % 2) * size, walk.rows(),
            columns.size(), columns.size()};
  }

  void loadState(BatchView<const T> initial, size_t index) {
    Matrix<T> state = columnsOf(frame(0), stateColumns(columns, index));
    for (int64_t row = 0; row < state.rows; ++row)
      if (initial)
        std::copy_n(walk.stateAt(initial, row), state.cols, state.row(row));
      else
        std::fill_n(state.row(row), state.cols, T(0));
  }

  void storeState(size_t index, BatchView<T> last) {
    Matrix<T> state =
        columnsOf(frame(walk.steps), stateColumns(columns, index));
    for (int64_t row = 0; last && row < state.rows; ++row)
      std::copy_n(state.row(row), state.cols, walk.stateAt(last, row));
  }

  void run(int64_t step, BatchView<const T> input, BatchView<T> y) {
    Matrix<T> now = frame(step), next = frame(step + 1);
    for (int64_t row = 0; row < now.rows; ++row)
      loadInput(input, step, row, now.row(row));
    cell.step(now, next);
    Matrix<T> before = columnsOf(now, columns.state),
              after = columnsOf(next, columns.state);
    for (int64_t row = 0; row < now.rows; ++row) {
      if (walk.isEnded(row, step)) // its state stays
        std::copy_n(before.row(row), before.cols, after.row(row));
      if (y)
        storeOutput(after.row(row), step, row, y);
    }
  }

private:
  void loadInput(BatchView<const T> input, int64_t step, int64_t row,
                 T *frame) const {
    frame[columns.one.first] = 1;
    T *to = frame + columns.input.first;
    // What stands behind the end may be anything, and 0 * NaN is not 0.
    if (walk.isEnded(row, step))
      std::fill_n(to, columns.input.count, T(0));
    else
      std::copy_n(walk.inputAt(input, row, step), columns.input.count, to);
  }

  void storeOutput(const T *h, int64_t step, int64_t row,
                   BatchView<T> y) const {
    T *to = walk.outputAt(y, row, step);
    if (walk.isEnded(row, step))
      std::fill_n(to, columns.hidden, T(0));
    else
      std::copy_n(h, columns.hidden, to);
  }

  Cell<T> &cell;
  const FrameColumns &columns;
  const SequenceWalk &walk;
  int64_t size; ///< of a frame
  std::vector<T> own;
  T *frames;
  bool isKept;
};

} // namespace

template <typename T>
void runForward(Cell<T> &cell, const SequenceWalk &walk,
                const RecurrentForward<T> &call) {
  for (Projection<T> &projection : cell.projections)
    projection.prepareForward();
  ForwardPass<T> pass(cell, walk, call.saved);
  for (size_t i = 0; i < call.initial.size(); ++i)
    pass.loadState(call.initial[i], i);
  for (int64_t step = 0; step < walk.steps; ++step)
    pass.run(step, call.input, call.y);
  for (size_t i = 0; i < call.last.size(); ++i)
    pass.storeState(i, call.last[i]);
}

template void runForward(Cell<float> &, const SequenceWalk &,
                         const RecurrentForward<float> &);
template void runForward(Cell<double> &, const SequenceWalk &,
                         const RecurrentForward<double> &);

} // namespace ecg
