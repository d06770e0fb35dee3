// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The steps of a recurrent layer, last to first, with the gradients.

#include "../Ops/Ops.h"
#include "Recurrence.h"

namespace ecg {

namespace {

/// As many values of gradients as shall become one product for the weights:
/// enough for it to be quick, and still in the cache.
constexpr int64_t cachedValues = 1 << 17;

template <typename T> class BackwardPass {
public:
  BackwardPass(Cell<T> &cell, const SequenceWalk &walk, const T *saved)
      : cell(cell), columns(cell.columns), walk(walk),
        frames(framesOf(saved, columns, walk)),
        buffers(2 * walk.rows() * columns.state.end()),
        after{buffers.data(), walk.rows(), columns.state.end(),
              columns.state.end()},
        before(after) {
    before.data += buffers.size() / 2;
  }

  /// The state after the last step has its gradient from here.
  void addState(BatchView<const T> last, size_t index) {
    for (int64_t row = 0; last && row < walk.rows(); ++row)
      addTo(stateOf(index, row), walk.stateAt(last, row), columns.hidden);
  }
  void storeState(size_t index, BatchView<T> initial) {
    for (int64_t row = 0; initial && row < walk.rows(); ++row)
      addTo(walk.stateAt(initial, row), stateOf(index, row), columns.hidden);
  }

  void run(const RecurrentBackward<T> &call) {
    int64_t stepValues = walk.rows() * columns.gates.count;
    int64_t chunk = std::max<int64_t>(1, cachedValues / stepValues);
    sumGrads.resize(std::min(chunk, walk.steps) * stepValues);
    for (int64_t end = walk.steps; end > 0;) {
      int64_t begin = std::max<int64_t>(0, end - chunk);
      for (int64_t step = end; step-- > begin;)
        runStep(call, step, sumGradsOf(step - begin, 1));
      if (call.wantsWeights)
        for (Projection<T> &projection : cell.projections)
          projection.addWeightGrads(sumGradsOf(0, end - begin),
                                    framesFrom(begin, end - begin));
      end = begin;
    }
  }

private:
  void runStep(const RecurrentBackward<T> &call, int64_t step, Matrix<T> sums) {
    for (int64_t row = 0; call.y && row < walk.rows(); ++row)
      if (!walk.isEnded(row, step))
        addTo(stateOf(0, row), walk.outputAt(call.y, row, step),
              columns.hidden);
    std::fill_n(before.data, before.rows * before.stride, T(0));
    passEnded(step);
    cell.stepBack(framesFrom(step, 1), framesFrom(step + 1, 1),
                  {after, sums, before});
    for (int64_t row = 0; call.input && row < walk.rows(); ++row)
      if (!walk.isEnded(row, step))
        addTo(walk.inputAt(call.input, row, step),
              before.row(row) + columns.input.first, columns.input.count);
    std::swap(after, before);
  }

  /// The gradient of a state that stayed passes by the step.
  void passEnded(int64_t step) {
    for (int64_t row = 0; row < walk.rows(); ++row)
      if (walk.isEnded(row, step))
        std::swap_ranges(stateOf(0, row), stateOf(0, row) + columns.state.count,
                         before.row(row) + columns.state.first);
  }

  T *stateOf(size_t index, int64_t row) {
    return after.row(row) + stateColumns(columns, index).first;
  }
  ConstMatrix<T> framesFrom(int64_t step, int64_t steps) const {
    return {frames + step * walk.rows() * columns.size(), steps * walk.rows(),
            columns.size(), columns.size()};
  }
  Matrix<T> sumGradsOf(int64_t step, int64_t steps) {
    int64_t cols = columns.gates.count;
    return {sumGrads.data() + step * walk.rows() * cols, steps * walk.rows(),
            cols, cols};
  }

  Cell<T> &cell;
  const FrameColumns &columns;
  const SequenceWalk &walk;
  const T *frames;
  std::vector<T> buffers, sumGrads;
  Matrix<T> after, before; ///< of the frames around the step
};

} // namespace

template <typename T>
void runBackward(Cell<T> &cell, const SequenceWalk &walk,
                 const RecurrentBackward<T> &call) {
  for (Projection<T> &projection : cell.projections)
    projection.prepareBackward(bool(call.input));
  BackwardPass<T> pass(cell, walk, call.saved);
  for (size_t i = 0; i < call.last.size(); ++i)
    pass.addState(call.last[i], i);
  pass.run(call);
  for (size_t i = 0; i < call.initial.size(); ++i)
    pass.storeState(i, call.initial[i]);
}

template void runBackward(Cell<float> &, const SequenceWalk &,
                          const RecurrentBackward<float> &);
template void runBackward(Cell<double> &, const SequenceWalk &,
                          const RecurrentBackward<double> &);

} // namespace ecg
