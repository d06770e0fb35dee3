// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transposed convolution: the way back of a convolution from the result to the
// input, whose weights have the input's channels first. Forward is therefore
// that convolution's gradient by its input, and its own gradient by the input
// that convolution.

#include "../Volume.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

/// Values of all samples, whose shape is known by itself.
template <typename T, typename Values> BatchView<T> sharedView(Values &values) {
  return {values.data(), {}, 0};
}

/// The convolution that leads back.
struct WayBack {
  VolumeGeometry geometry;
  int64_t groups, in, out, taps; ///< channels a group, of the layer

  template <typename Call>
  WayBack(ConvTransposeOp layer, const Call &call)
      : geometry(VolumeGeometry::get(getWindows(layer), layer.getGroups(),
                                     call.outputs[0].shape,
                                     call.inputs[0].shape)),
        groups(layer.getGroups()), in(call.inputs[0].shape[1] / groups),
        out(call.outputs[0].shape[1] / groups),
        taps(call.inputs[1].size() / (groups * in * out)) {}

  /// fn(offset in the layer's weights, offset in those of the convolution) for
  /// the taps of each pair of channels.
  template <typename Fn> void forEachPair(Fn fn) const {
    for (int64_t g = 0; g < groups; ++g)
      for (int64_t o = 0; o < out; ++o)
        for (int64_t i = 0; i < in; ++i)
          fn(((g * out + o) * in + i) * taps, ((g * in + i) * out + o) * taps);
  }

  template <typename T> std::vector<T> weightsOf(const T *w) const {
    std::vector<T> swapped(groups * in * out * taps);
    forEachPair([&](int64_t from, int64_t to) {
      std::copy_n(w + from, taps, swapped.data() + to);
    });
    return swapped;
  }
};

struct ConvTransposeMath : WeightedMath<ConvTransposeOp> {
  template <typename T>
  static void forward(ConvTransposeOp layer, const ForwardCall<T> &call) {
    WayBack back(layer, call);
    std::vector<T> weights = back.weightsOf(call.inputs[1].data);
    BatchView<T> y = call.outputs[0];
    std::fill_n(y.data, call.samples * y.size(), T(0));
    BatchView<const T> inputs[] = {{y.data, y.shape, y.step},
                                   sharedView<const T>(weights)};
    BatchView<T> grads[] = {y, {}};
    convolveVolumeBackward(back.geometry,
                           BackwardCall<T>{call.samples, inputs, {}, {}, grads},
                           call.inputs[0]);
    if (layer.getBias())
      addBias(call.inputs[2].data, y, call.samples);
    applyClamp(layer.getClamp(), y, call.samples);
  }

  template <typename T>
  static void backward(ConvTransposeOp layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    WayBack back(layer, call);
    std::vector<T> weights = back.weightsOf(call.inputs[1].data);
    BatchView<const T> inputs[] = {grad.get(), sharedView<const T>(weights)};
    if (call.inputGrads[0])
      addInputGrad<T>(back, call, inputs);
    if (call.inputGrads[1])
      addWeightGrad<T>(back, call, inputs);
    if (layer.getBias())
      addBiasGrad(grad.get(), call.samples, call.inputGrads[2].data);
  }

private:
  template <typename T>
  static void addInputGrad(const WayBack &back, const BackwardCall<T> &call,
                           ArrayRef<BatchView<const T>> inputs) {
    BatchView<T> dx = call.inputGrads[0];
    std::vector<T> sum(call.samples * dx.size());
    BatchView<T> result{sum.data(), dx.shape, dx.size()};
    convolveVolume(back.geometry, ForwardCall<T>{call.samples, inputs, result});
    addTo(dx.data, sum.data(), sum.size());
  }

  template <typename T>
  static void addWeightGrad(const WayBack &back, const BackwardCall<T> &call,
                            ArrayRef<BatchView<const T>> inputs) {
    T *dw = call.inputGrads[1].data;
    std::vector<T> sum(call.inputs[1].size());
    BatchView<T> grads[] = {{}, sharedView<T>(sum)};
    convolveVolumeBackward(back.geometry,
                           BackwardCall<T>{call.samples, inputs, {}, {}, grads},
                           call.inputs[0]);
    back.forEachPair([&](int64_t to, int64_t from) {
      addTo(dw + to, sum.data() + from, back.taps);
    });
  }
};

} // namespace

void ecg::attachConvTranspose(MLIRContext &context) {
  attachMath<ConvTransposeMath, ConvTransposeOp>(context);
}
