// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights as sums of signed coordinates while they learn (docs/numerics.md
// `@fake_multi_bit`).

#include "Ops.h"
#include "ecg/Compress/BitLevels.h"

using namespace mlir;
using namespace ecg;

namespace {

/// The coordinates and groups of a layer.
template <typename T> struct MultiBitCall {
  MultiBitCall(FakeMultiBitOp layer, const BatchView<const T> &input,
               const BatchView<const T> &alphas)
      : groups(WeightGroups::get(input.shape, layer.getGroupSize(),
                                 layer.getPixel())),
        table{ArrayRef(alphas.data, alphas.size()),
              alphas.size() / int64_t(layer.getCodes().size()),
              layer.getCodes(), groups.areRows()},
        units(table.chooseUnits()) {}

  /// body(group, its levels)
  template <typename Body> void forGroups(Body body) const {
    for (int64_t g = 0; g < table.size(); ++g)
      body(g, storedLevels(table, g, units));
  }

  WeightGroups groups;
  AlphaTable<T> table;
  AlphaUnits units;
};

struct FakeMultiBitMath : WeightedMath<FakeMultiBitOp> {
  template <typename T>
  static void forward(FakeMultiBitOp layer, const ForwardCall<T> &call) {
    MultiBitCall<T> made(layer, call.inputs[0], call.inputs[1]);
    for (int64_t s = 0; s < call.samples; ++s) {
      const T *w = call.inputs[0].data + s * call.inputs[0].size();
      T *y = call.outputs[0].data + s * call.outputs[0].size();
      made.forGroups([&](int64_t g, const BitLevels<T> &levels) {
        for (int64_t i = 0; i < made.groups.size; ++i) {
          int64_t at = made.groups.at(g, i);
          y[at] = levels.value(levels.nearest(w[at]));
        }
      });
    }
  }

  /// dw = dy; da = B^T dy (ALQ-5). Groups without coordinates learn nothing.
  template <typename T>
  static void backward(FakeMultiBitOp layer, const BackwardCall<T> &call) {
    MultiBitCall<T> made(layer, call.inputs[0], call.inputs[1]);
    for (int64_t s = 0; s < call.samples; ++s) {
      int64_t begin = s * call.inputs[0].size();
      const T *w = call.inputs[0].data + begin;
      const T *dy = call.outputGrads[0].data + begin;
      T *dw = call.inputGrads[0].data;
      T *da = call.inputGrads[1].data;
      made.forGroups([&](int64_t g, const BitLevels<T> &levels) {
        if (levels.size() == 1)
          return;
        if (dw)
          passThrough(made.groups, g, dy, dw + begin);
        if (da)
          byCoordinates(made, g, levels, w, dy, da + g * made.table.width);
      });
    }
  }

private:
  template <typename T>
  static void passThrough(const WeightGroups &groups, int64_t g, const T *dy,
                          T *dw) {
    for (int64_t i = 0; i < groups.size; ++i)
      dw[groups.at(g, i)] += dy[groups.at(g, i)];
  }

  template <typename T>
  static void byCoordinates(const MultiBitCall<T> &made, int64_t g,
                            const BitLevels<T> &levels, const T *w, const T *dy,
                            T *da) {
    unsigned alphas = made.table.codeOf(g).alphas;
    for (int64_t i = 0; i < made.groups.size; ++i) {
      int64_t at = made.groups.at(g, i);
      size_t level = levels.nearest(w[at]);
      for (unsigned a = 0; a < alphas; ++a)
        da[a] += dy[at] * static_cast<T>(levels.factor(level, a));
    }
  }
};

} // namespace

void ecg::attachFakeMultiBit(MLIRContext &context) {
  attachMath<FakeMultiBitMath, FakeMultiBitOp>(context);
}
