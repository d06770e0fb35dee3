// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One product for the samples of a call: sample s has the columns
// [s * outputs, (s + 1) * outputs) of every matrix.

#include "ConvolutionTogether.h"
#include "Columns.h"

namespace ecg {

namespace {

/// From so many columns on a product is quick by itself.
constexpr int64_t enoughColumns = 64;

/// The matrices of one call.
struct Sizes {
  int64_t depth, rows, outputs, columns;

  Sizes(const ConvGeometry &geometry, int64_t samples)
      : depth(geometry.inChannels * geometry.spatial.taps()),
        rows(geometry.outChannels), outputs(geometry.spatial.outPlane()),
        columns(samples * outputs) {}
};

/// The windows of all samples.
template <typename T, typename Call>
const T *unfoldAll(const ConvGeometry &geometry, const Columns &windows,
                   const Sizes &sizes, const Call &call) {
  T *columns = scratch<T, 0>(sizes.depth * sizes.columns);
  for (int64_t s = 0; s < call.samples; ++s)
    windows.unfold(call.inputs[0].of(s), geometry.inChannels,
                   {0, sizes.outputs}, columns + s * sizes.outputs,
                   sizes.columns);
  return columns;
}

/// fn(row of sample s, the same row among those of all) for every row.
template <typename T, typename Fn>
void forEachRow(const Sizes &sizes, int64_t samples, BatchView<T> own, Fn fn) {
  for (int64_t s = 0; s < samples; ++s)
    for (int64_t row = 0; row < sizes.rows; ++row)
      fn(own.of(s) + row * sizes.outputs,
         row * sizes.columns + s * sizes.outputs, row);
}

} // namespace

bool isTogether(const ConvGeometry &geometry, int64_t samples) {
  return samples > 1 && geometry.batch == 1 && geometry.groups == 1 &&
         geometry.outChannels > 1 &&
         geometry.spatial.outPlane() < enoughColumns;
}

template <typename T>
void convolveTogether(const ConvGeometry &geometry,
                      const ForwardCall<T> &call) {
  Columns windows(geometry.spatial);
  Sizes sizes(geometry, call.samples);
  const T *columns = unfoldAll<T>(geometry, windows, sizes, call);
  T *products = scratch<T, 1>(sizes.rows * sizes.columns);
  matrixKernels<T>().multiply(
      {call.inputs[1].data, sizes.rows, sizes.depth, sizes.depth},
      {columns, sizes.depth, sizes.columns, sizes.columns},
      {products, sizes.rows, sizes.columns, sizes.columns});
  const T *bias = call.inputs.size() > 2 ? call.inputs[2].data : nullptr;
  forEachRow(sizes, call.samples, call.outputs[0],
             [&](T *y, int64_t at, int64_t row) {
               for (int64_t i = 0; i < sizes.outputs; ++i)
                 y[i] = products[at + i] + (bias ? bias[row] : T(0));
             });
}

template <typename T>
void backwardTogether(const ConvGeometry &geometry, const BackwardCall<T> &call,
                      BatchView<const T> grad) {
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  Columns windows(geometry.spatial);
  Sizes sizes(geometry, call.samples);
  T *grads = scratch<T, 1>(sizes.rows * sizes.columns);
  T *dbias = call.inputs.size() > 2 ? call.inputGrads[2].data : nullptr;
  forEachRow(sizes, call.samples, grad,
             [&](const T *dy, int64_t at, int64_t row) {
               std::copy_n(dy, sizes.outputs, grads + at);
               if (dbias)
                 dbias[row] += kernels.sum(sizes.outputs, dy);
             });
  ConstMatrix<T> all{grads, sizes.rows, sizes.columns, sizes.columns};
  if (T *dw = call.inputGrads[1].data)
    kernels.multiplyAdd(all,
                        {unfoldAll<T>(geometry, windows, sizes, call),
                         sizes.depth, sizes.columns, sizes.columns, true},
                        {dw, sizes.rows, sizes.depth, sizes.depth});
  if (!call.inputGrads[0])
    return;
  T *columns = scratch<T, 0>(sizes.depth * sizes.columns);
  kernels.multiply(
      {call.inputs[1].data, sizes.rows, sizes.depth, sizes.depth, true}, all,
      {columns, sizes.depth, sizes.columns, sizes.columns});
  for (int64_t s = 0; s < call.samples; ++s)
    windows.fold(columns + s * sizes.outputs, geometry.inChannels,
                 {0, sizes.outputs}, call.inputGrads[0].of(s), sizes.columns);
}

template void convolveTogether(const ConvGeometry &,
                               const ForwardCall<float> &);
template void convolveTogether(const ConvGeometry &,
                               const ForwardCall<double> &);
template void backwardTogether(const ConvGeometry &,
                               const BackwardCall<float> &,
                               BatchView<const float>);
template void backwardTogether(const ConvGeometry &,
                               const BackwardCall<double> &,
                               BatchView<const double>);

} // namespace ecg
