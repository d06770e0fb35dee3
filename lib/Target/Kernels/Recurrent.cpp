// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the recurrent layers: one call a direction, both on the same
// tensors. The buffers of the last states are what the kernels work in.

#include "ecg/IR/Recurrent.h"
#include "Models.h"

using namespace mlir;

namespace ecg {

namespace {

/// One layer on its way to calls.
template <typename Layer> class RecurrentLowering {
public:
  RecurrentLowering(Layer layer, KernelLowering &lowering)
      : layer(layer), lowering(lowering), loc(layer.getLoc()) {}

  /// The fields that all parameter structs have.
  template <typename Params> Params sharedParams() {
    ArrayRef<int64_t> x = shapeOf(layer.getInput());
    Params p = {};
    p.steps = lowering.size(x[0]);
    p.batch = lowering.size(x[1]);
    p.input = lowering.size(x[2]);
    p.hidden = lowering.size(layer.getHidden());
    p.directions = static_cast<int32_t>(layer.getDirections());
    p.from_zero = !layer.getInitialH();
    p.clip = layer.getClip() ? layer.getClip()->convertToFloat()
                             : std::numeric_limits<float>::infinity();
    return p;
  }

  /// An operand, or no buffer where there is none.
  Value optional(Value operand) {
    return operand ? lowering.bufferOf(operand)
                   : lowering.noBuffer(loc, lowering.builder.getF32Type());
  }

  Value lengths() {
    Builder &builder = lowering.builder;
    std::optional<ArrayRef<int64_t>> lengths = layer.getLengths();
    if (!lengths)
      return lowering.noBuffer(loc, builder.getI32Type());
    std::vector<int32_t> steps;
    for (int64_t length : *lengths)
      steps.push_back(lowering.size(length));
    return lowering.makeTable<int32_t>(loc, "lengths", steps);
  }

  Value output() {
    Value y = layer.getY();
    return y.use_empty() ? optional({}) : lowering.resultBuffer(y);
  }

  /// The buffer of a last state, which holds the first one before the call.
  FailureOr<Value> state(Value last, Value initial) {
    Value buffer = lowering.resultBuffer(last);
    int32_t n = lowering.size(sizeOf(last));
    Value from = initial ? lowering.bufferOf(initial) : Value();
    if (from && failed(lowering.call<rt::CopyF32Op>(layer, {1, n, n, n, 0, 0},
                                                    {from, buffer})))
      return failure();
    return buffer;
  }

  Value scratch(int64_t rows) {
    return lowering.makeBuffer(loc, rows * layer.getHidden(), ElementFormat());
  }

  /// A call a direction.
  template <typename RtOp>
  LogicalResult call(typename RtOp::Params p, ValueRange buffers) {
    for (int64_t d = 0; d < layer.getDirections(); ++d) {
      p.direction = static_cast<int32_t>(d);
      p.reverse = d == 1 || layer.getReverse();
      setActivations(p, getRecurrentActivations(layer, d));
      if (failed(lowering.call<RtOp>(layer, p, buffers)))
        return failure();
    }
    return success();
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

  Layer layer;
  KernelLowering &lowering;
  Location loc;
};

/// Nothing but float tensors.
LogicalResult checkFloat(Operation *op, KernelLowering &lowering) {
  SmallVector<Value> values(op->getOperands());
  llvm::append_range(values, op->getResults());
  for (Value value : values) {
    FailureOr<ElementFormat> format = lowering.formatOf(op, value);
    if (failed(format))
      return failure();
    if (!format->isFloat())
      return op->emitOpError("has no kernel that mixes float and int8");
  }
  return success();
}

struct LstmModel : KernelOpInterface::ExternalModel<LstmModel, LstmOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto lstm = cast<LstmOp>(op);
    RecurrentLowering<LstmOp> layer(lstm, lowering);
    auto p = layer.sharedParams<rt::LstmF32Op::Params>();
    p.input_forget = lstm.getInputForget();
    if (failed(checkFloat(op, lowering)) || failed(lowering.checkSizes(op)))
      return failure();
    Value x = lowering.bufferOf(lstm.getInput()),
          w = lowering.bufferOf(lstm.getWeight()),
          r = lowering.bufferOf(lstm.getRecurrence()),
          b = layer.optional(lstm.getBias()),
          peephole = layer.optional(lstm.getPeepholes()),
          lengths = layer.lengths(), y = layer.output();
    FailureOr<Value> h = layer.state(lstm.getYH(), lstm.getInitialH());
    FailureOr<Value> c = layer.state(lstm.getYC(), lstm.getInitialC());
    if (failed(h) || failed(c))
      return failure();
    return layer.call<rt::LstmF32Op>(
        p, {x, w, r, b, peephole, lengths, y, *h, *c, layer.scratch(1)});
  }
};

/// Layers whose only state is h.
template <typename Layer, typename RtOp>
LogicalResult lowerHiddenOnly(Layer op, KernelLowering &lowering,
                              typename RtOp::Params p, int64_t scratchRows) {
  RecurrentLowering<Layer> layer(op, lowering);
  if (failed(checkFloat(op, lowering)) || failed(lowering.checkSizes(op)))
    return failure();
  Value x = lowering.bufferOf(op.getInput()),
        w = lowering.bufferOf(op.getWeight()),
        r = lowering.bufferOf(op.getRecurrence()),
        b = layer.optional(op.getBias()), lengths = layer.lengths(),
        y = layer.output();
  FailureOr<Value> h = layer.state(op.getYH(), op.getInitialH());
  if (failed(h))
    return failure();
  return layer.template call<RtOp>(
      p, {x, w, r, b, lengths, y, *h, layer.scratch(scratchRows)});
}

struct GruModel : KernelOpInterface::ExternalModel<GruModel, GruOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto gru = cast<GruOp>(op);
    RecurrentLowering<GruOp> layer(gru, lowering);
    auto p = layer.sharedParams<rt::GruF32Op::Params>();
    p.linear_before_reset = gru.getLinearBeforeReset();
    return lowerHiddenOnly<GruOp, rt::GruF32Op>(gru, lowering, p,
                                                /*scratchRows=*/2);
  }
};

struct RnnModel : KernelOpInterface::ExternalModel<RnnModel, RnnOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto rnn = cast<RnnOp>(op);
    RecurrentLowering<RnnOp> layer(rnn, lowering);
    return lowerHiddenOnly<RnnOp, rt::RnnF32Op>(
        rnn, lowering, layer.sharedParams<rt::RnnF32Op::Params>(),
        /*scratchRows=*/1);
  }
};

} // namespace

void attachRecurrentKernels(MLIRContext &context) {
  LstmOp::attachInterface<LstmModel>(context);
  GruOp::attachInterface<GruModel>(context);
  RnnOp::attachInterface<RnnModel>(context);
}

} // namespace ecg
