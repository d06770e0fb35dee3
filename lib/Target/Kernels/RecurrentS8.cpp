// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Int8 kernels of the recurrent layers: weights and biases as integers, and
// states between their fixed point and float.

#include "Recurrent.h"
#include "ecg/Compress/Scales.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// @recurrent_sum: fractional bits of sums, peepholes and c, and of h.
constexpr int32_t sumBits = 16, hiddenBits = 15;

/// Weights of one matrix, [-127, 127], and what makes sums of their products.
struct Rows {
  std::vector<int8_t> weights, shift;
  std::vector<int32_t> mult;
};

/// Quantizes a constant [D][rows][columns] for inputs in units of `scale`, of
/// magnitude up to `largest`.
FailureOr<Rows> makeRows(Operation *layer, Value matrix, double scale,
                         int64_t largest) {
  auto data = ConstantData<float>::get(matrix);
  if (!data)
    return layer->emitOpError("needs weights that are constants");
  int64_t columns = shapeOf(matrix)[2], count = sizeOf(matrix) / columns;
  std::vector<double> scales =
      chooseWeightScales(data->values(), count, {}, scale);
  Rows rows;
  rows.weights = quantizeRows(data->values(), scales);
  for (int64_t row = 0; row < count; ++row) {
    int64_t sum = 0;
    for (int8_t weight : ArrayRef(rows.weights).slice(row * columns, columns))
      sum += std::abs(weight) * largest;
    auto multiplier = makeMultiplier(std::ldexp(scale * scales[row], sumBits));
    if (sum > INT32_MAX || !multiplier)
      return layer->emitOpError()
             << "may overflow the 32-bit accumulator of row " << row
             << ": the sum can reach " << sum;
    rows.mult.push_back(multiplier->mult);
    rows.shift.push_back(static_cast<int8_t>(multiplier->shift));
  }
  return rows;
}

std::vector<int32_t> toFixed(ArrayRef<double> values, int32_t bits) {
  std::vector<int32_t> fixed;
  for (double value : values)
    fixed.push_back(static_cast<int32_t>(quantizeValue(
        value, {std::ldexp(1.0, -bits), 0}, -INT32_MAX, INT32_MAX)));
  return fixed;
}

template <typename Layer> class S8Lowering : public RecurrentLowering<Layer> {
public:
  using RecurrentLowering<Layer>::layer;
  using RecurrentLowering<Layer>::lowering;
  using RecurrentLowering<Layer>::loc;

  S8Lowering(Layer layer, KernelLowering &lowering)
      : RecurrentLowering<Layer>(layer, lowering),
        input(*lowering.formatOf(layer, layer.getInput())->quantized) {}

  /// Shape, zero points, the scale of y, and clip.
  template <typename Params> FailureOr<Params> params() {
    auto p = this->template sharedParams<Params>();
    p.in_zp = input.params.zeroPoint;
    p.clip =
        layer.getClip()
            ? toFixed({layer.getClip()->convertToDouble()}, sumBits).front()
            : INT32_MAX;
    p.y_mult = 0;
    p.y_shift = 31;
    if (layer.getY().use_empty())
      return p;
    AffineParams y = lowering.formatOf(layer, layer.getY())->quantized->params;
    auto multiplier = makeMultiplier(std::ldexp(1.0, -hiddenBits) / y.scale);
    if (!multiplier)
      return layer.emitOpError("cannot requantize its output");
    p.y_zp = y.zeroPoint;
    p.y_mult = multiplier->mult;
    p.y_shift = multiplier->shift;
    return p;
  }

  /// The buffers up to the bias, which is in the order `bias` makes of the two
  /// biases of a unit and gate.
  FailureOr<SmallVector<Value>> weights(ArrayRef<double> bias) {
    int64_t largest = std::max(std::abs(-128 - input.params.zeroPoint),
                               std::abs(127 - input.params.zeroPoint));
    auto w = makeRows(layer, layer.getWeight(), input.params.scale, largest);
    auto r = makeRows(layer, layer.getRecurrence(),
                      std::ldexp(1.0, -hiddenBits), (1 << hiddenBits) - 1);
    if (failed(w) || failed(r))
      return failure();
    auto table = [&](StringRef label, const auto &data) {
      using T = typename std::decay_t<decltype(data)>::value_type;
      return lowering.template makeTable<T>(loc, label, data);
    };
    return SmallVector<Value>{lowering.bufferOf(layer.getInput()),
                              table("weight", w->weights),
                              table("recurrence", r->weights),
                              table("x_mult", w->mult),
                              table("x_shift", w->shift),
                              table("h_mult", r->mult),
                              table("h_shift", r->shift),
                              table("bias", toFixed(bias, sumBits))};
  }

  /// Both biases, [D][2][rows]; zeros where the layer has none.
  FailureOr<std::vector<double>> biases() {
    int64_t count =
        layer.getDirections() * 2 * Layer::numGates * layer.getHidden();
    if (!layer.getBias())
      return std::vector<double>(count);
    auto data = ConstantData<float>::get(layer.getBias());
    if (!data)
      return layer.emitOpError("needs a bias that is a constant");
    return std::vector<double>(data->values().begin(), data->values().end());
  }

  /// The sum of both biases of every row, [D][rows].
  FailureOr<std::vector<double>> summedBias() {
    auto both = biases();
    if (failed(both))
      return failure();
    int64_t rows = Layer::numGates * layer.getHidden();
    std::vector<double> sums;
    for (int64_t d = 0; d < layer.getDirections(); ++d)
      for (int64_t row = 0; row < rows; ++row)
        sums.push_back((*both)[2 * d * rows + row] +
                       (*both)[(2 * d + 1) * rows + row]);
    return sums;
  }

  /// The buffer a state lives in while the layer runs, filled with the first
  /// one where there is any.
  template <typename ToFixed>
  FailureOr<Value> state(Value initial, Value last, int32_t bits) {
    Type element = lowering.builder.getIntegerType(bits == sumBits ? 32 : 16);
    ElementFormat format{std::nullopt, element};
    Value buffer = this->stateBuffer(last, format, [&] {
      return lowering.makeBuffer(loc, shapeOf(last), format);
    });
    if (initial && failed(lowering.template call<ToFixed>(
                       layer, {lowering.size(sizeOf(last)), bits},
                       {lowering.bufferOf(initial), buffer})))
      return failure();
    return buffer;
  }

  template <typename FromFixed>
  LogicalResult store(Value buffer, Value last, int32_t bits) {
    if (last.use_empty())
      return success();
    return lowering.template call<FromFixed>(
        layer, {lowering.size(sizeOf(last)), bits},
        {buffer, lowering.resultBuffer(last)});
  }

  Value output() {
    return RecurrentLowering<Layer>::output(lowering.builder.getI8Type());
  }

  Value scratch(int64_t rows) {
    return RecurrentLowering<Layer>::scratch(
        rows, {std::nullopt, lowering.builder.getI16Type()});
  }

private:
  QuantizedRange input;
};

/// The two biases of each unit as the GRU kernel takes them: those of z and r
/// summed, then those of n apart.
std::vector<double> orderGruBias(ArrayRef<double> both, int64_t directions,
                                 int64_t hidden) {
  std::vector<double> ordered;
  for (int64_t d = 0; d < directions; ++d) {
    ArrayRef<double> w = both.slice(6 * d * hidden, 3 * hidden),
                     r = both.slice((6 * d + 3) * hidden, 3 * hidden);
    for (int64_t row = 0; row < 2 * hidden; ++row)
      ordered.push_back(w[row] + r[row]);
    llvm::append_range(ordered, w.drop_front(2 * hidden));
    llvm::append_range(ordered, r.drop_front(2 * hidden));
  }
  return ordered;
}

/// Layers whose only state is h.
template <typename RtOp, typename Layer>
LogicalResult callHiddenOnly(Layer op, S8Lowering<Layer> &layer,
                             const typename RtOp::Params &p,
                             ArrayRef<double> bias, int64_t scratchRows) {
  auto buffers = layer.weights(bias);
  auto h = layer.template state<rt::ToFixedS16Op>(op.getInitialH(), op.getYH(),
                                                  hiddenBits);
  if (failed(buffers) || failed(h))
    return failure();
  buffers->append(
      {layer.lengths(), layer.output(), *h, layer.scratch(scratchRows)});
  if (failed(layer.template call<RtOp>(p, *buffers)))
    return failure();
  return layer.template store<rt::FromFixedS16Op>(*h, op.getYH(), hiddenBits);
}

} // namespace

LogicalResult lowerRecurrentS8(LstmOp lstm, KernelLowering &lowering) {
  S8Lowering<LstmOp> layer(lstm, lowering);
  auto p = layer.params<rt::LstmS8Op::Params>();
  auto bias = layer.summedBias();
  if (failed(p) || failed(bias))
    return failure();
  p->input_forget = lstm.getInputForget();
  auto buffers = layer.weights(*bias);
  auto h = layer.state<rt::ToFixedS16Op>(lstm.getInitialH(), lstm.getYH(),
                                         hiddenBits);
  auto c =
      layer.state<rt::ToFixedS32Op>(lstm.getInitialC(), lstm.getYC(), sumBits);
  if (failed(buffers) || failed(h) || failed(c))
    return failure();
  Value peephole =
      lowering.noBuffer(lstm.getLoc(), lowering.builder.getI32Type());
  if (lstm.getPeepholes()) {
    auto data = ConstantData<float>::get(lstm.getPeepholes());
    if (!data)
      return lstm.emitOpError("needs peepholes that are constants");
    std::vector<double> values(data->values().begin(), data->values().end());
    peephole = lowering.makeTable<int32_t>(lstm.getLoc(), "peephole",
                                           toFixed(values, sumBits));
  }
  buffers->append(
      {peephole, layer.lengths(), layer.output(), *h, *c, layer.scratch(1)});
  if (failed(layer.call<rt::LstmS8Op>(*p, *buffers)) ||
      failed(layer.store<rt::FromFixedS16Op>(*h, lstm.getYH(), hiddenBits)))
    return failure();
  return layer.store<rt::FromFixedS32Op>(*c, lstm.getYC(), sumBits);
}

LogicalResult lowerRecurrentS8(GruOp gru, KernelLowering &lowering) {
  S8Lowering<GruOp> layer(gru, lowering);
  auto p = layer.params<rt::GruS8Op::Params>();
  auto both = layer.biases();
  if (failed(p) || failed(both))
    return failure();
  p->linear_before_reset = gru.getLinearBeforeReset();
  return callHiddenOnly<rt::GruS8Op>(
      gru, layer, *p, orderGruBias(*both, gru.getDirections(), gru.getHidden()),
      /*scratchRows=*/2);
}

LogicalResult lowerRecurrentS8(RnnOp rnn, KernelLowering &lowering) {
  S8Lowering<RnnOp> layer(rnn, lowering);
  auto p = layer.params<rt::RnnS8Op::Params>();
  auto bias = layer.summedBias();
  if (failed(p) || failed(bias))
    return failure();
  return callHiddenOnly<rt::RnnS8Op>(rnn, layer, *p, *bias, /*scratchRows=*/1);
}

} // namespace ecg
