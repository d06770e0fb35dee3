// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Float kernels of the recurrent layers. The buffers of the last states are
// what the kernels work in.

#include "Recurrent.h"
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

template <typename Layer>
class FloatLowering : public RecurrentLowering<Layer> {
public:
  using RecurrentLowering<Layer>::RecurrentLowering;
  using RecurrentLowering<Layer>::layer;
  using RecurrentLowering<Layer>::lowering;

  template <typename Params> Params params() {
    auto p = this->template sharedParams<Params>();
    p.clip = layer.getClip() ? layer.getClip()->convertToFloat()
                             : std::numeric_limits<float>::infinity();
    return p;
  }

  /// Input, weights and bias.
  SmallVector<Value> weights() {
    return {lowering.bufferOf(layer.getInput()),
            lowering.bufferOf(layer.getWeight()),
            lowering.bufferOf(layer.getRecurrence()),
            optional(layer.getBias())};
  }

  Value output() {
    return RecurrentLowering<Layer>::output(lowering.builder.getF32Type());
  }

  Value optional(Value operand) {
    return RecurrentLowering<Layer>::optional(operand,
                                              lowering.builder.getF32Type());
  }

  /// The buffer of a last state, which holds the first one before the call.
  FailureOr<Value> state(Value last, Value initial) {
    Value buffer = this->stateBuffer(
        last, ElementFormat(), [&] { return lowering.resultBuffer(last); });
    if (initial &&
        failed(lowering.copy(layer, lowering.bufferOf(initial), buffer)))
      return failure();
    return buffer;
  }

  /// A state that is kept is not yet where others read it.
  LogicalResult store(Value buffer, Value last) {
    if (last.use_empty() || !buffer.getDefiningOp<rt::StateOp>())
      return success();
    return lowering.copy(layer, buffer, lowering.resultBuffer(last));
  }

  template <typename RtOp>
  LogicalResult call(const typename RtOp::Params &p, ValueRange buffers) {
    return RecurrentLowering<Layer>::template call<RtOp>(
        p, buffers, [&](typename RtOp::Params &p, int64_t direction) {
          setActivations(p, getRecurrentActivations(layer, direction));
        });
  }

private:
  template <typename Params>
  static void setActivations(Params &p, ArrayRef<RecurrentActivation> given) {
    p.act_f = given[0].function;
    p.alpha_f = given[0].alpha;
    p.beta_f = given[0].beta;
    if constexpr (Layer::numFunctions > 1) {
      p.act_g = given[1].function;
      p.alpha_g = given[1].alpha;
      p.beta_g = given[1].beta;
    }
    if constexpr (Layer::numFunctions > 2) {
      p.act_h = given[2].function;
      p.alpha_h = given[2].alpha;
      p.beta_h = given[2].beta;
    }
  }
};

LogicalResult lowerFloat(LstmOp lstm, KernelLowering &lowering) {
  FloatLowering<LstmOp> layer(lstm, lowering);
  auto p = layer.params<rt::LstmF32Op::Params>();
  p.input_forget = lstm.getInputForget();
  SmallVector<Value> buffers = layer.weights();
  buffers.push_back(layer.optional(lstm.getPeepholes()));
  buffers.push_back(layer.lengths());
  buffers.push_back(layer.output());
  FailureOr<Value> h = layer.state(lstm.getYH(), lstm.getInitialH());
  FailureOr<Value> c = layer.state(lstm.getYC(), lstm.getInitialC());
  if (failed(h) || failed(c))
    return failure();
  buffers.append({*h, *c, layer.scratch(1, ElementFormat())});
  if (failed(layer.call<rt::LstmF32Op>(p, buffers)) ||
      failed(layer.store(*h, lstm.getYH())))
    return failure();
  return layer.store(*c, lstm.getYC());
}

/// Layers whose only state is h.
template <typename RtOp, typename Layer>
LogicalResult callHiddenOnly(Layer op, FloatLowering<Layer> &layer,
                             const typename RtOp::Params &p,
                             int64_t scratchRows) {
  SmallVector<Value> buffers = layer.weights();
  buffers.push_back(layer.lengths());
  buffers.push_back(layer.output());
  FailureOr<Value> h = layer.state(op.getYH(), op.getInitialH());
  if (failed(h))
    return failure();
  buffers.append({*h, layer.scratch(scratchRows, ElementFormat())});
  if (failed(layer.template call<RtOp>(p, buffers)))
    return failure();
  return layer.store(*h, op.getYH());
}

LogicalResult lowerFloat(GruOp gru, KernelLowering &lowering) {
  FloatLowering<GruOp> layer(gru, lowering);
  auto p = layer.params<rt::GruF32Op::Params>();
  p.linear_before_reset = gru.getLinearBeforeReset();
  return callHiddenOnly<rt::GruF32Op>(gru, layer, p, /*scratchRows=*/2);
}

LogicalResult lowerFloat(RnnOp rnn, KernelLowering &lowering) {
  FloatLowering<RnnOp> layer(rnn, lowering);
  return callHiddenOnly<rt::RnnF32Op>(rnn, layer,
                                      layer.params<rt::RnnF32Op::Params>(),
                                      /*scratchRows=*/1);
}

template <typename Layer>
struct RecurrentModel
    : KernelOpInterface::ExternalModel<RecurrentModel<Layer>, Layer> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<Layer>(op);
    FailureOr<ElementFormat> input = lowering.formatOf(op, layer.getInput()),
                             output = lowering.formatOf(op, layer.getY());
    if (failed(input) || failed(output))
      return failure();
    if (!layer.getY().use_empty() && input->isFloat() != output->isFloat())
      return op->emitOpError("has no kernel that mixes float and int8");
    if (failed(RecurrentLowering<Layer>(layer, lowering).checkState()))
      return failure();
    return input->isFloat() ? lowerFloat(layer, lowering)
                            : lowerRecurrentS8(layer, lowering);
  }
};

} // namespace

void attachRecurrentKernels(MLIRContext &context) {
  LstmOp::attachInterface<RecurrentModel<LstmOp>>(context);
  GruOp::attachInterface<RecurrentModel<GruOp>>(context);
  RnnOp::attachInterface<RecurrentModel<RnnOp>>(context);
}

} // namespace ecg
