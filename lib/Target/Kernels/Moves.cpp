// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of layers that move elements: concat, reshape, transpose, pad. A
// result of another scale costs a look-up an element on top.

#include "EmitMove.h"
#include "Models.h"

using namespace mlir;

namespace ecg {

namespace {

/// Inputs that lie side by side in the result are written there by the layers
/// that make them; others are copied into their slices.
struct ConcatModel : KernelOpInterface::ExternalModel<ConcatModel, ConcatOp> {
  void placeOperands(Operation *op, KernelLowering &lowering) const {
    auto concat = cast<ConcatOp>(op);
    if (splitAtAxis(shapeOf(concat), concat.getAxis()).outer != 1)
      return;
    int64_t offset = 0;
    for (Value input : concat.getInputs()) {
      if (elementTypeOf(input) == elementTypeOf(concat))
        lowering.place(input, lowering.partOf(lowering.resultBuffer(concat),
                                              offset, shapeOf(input)));
      offset += sizeOf(input);
    }
  }

  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto concat = cast<ConcatOp>(op);
    AxisSplit split = splitAtAxis(shapeOf(concat), concat.getAxis());
    int64_t row = shapeOf(concat)[concat.getAxis()] * split.inner;
    int64_t offset = 0;
    for (Value input : concat.getInputs()) {
      int64_t inner = shapeOf(input)[concat.getAxis()] * split.inner;
      if (failed(split.outer == 1
                     ? fillPart(concat, lowering, input, offset)
                     : copyRows(concat, lowering, input,
                                {split.outer, inner, row, offset})))
        return failure();
      offset += inner;
    }
    return success();
  }

private:
  /// `count` rows of `size` elements, `stride` apart, from `offset` on.
  struct Rows {
    int64_t count, size, stride, offset;
  };

  static LogicalResult fillPart(ConcatOp concat, KernelLowering &lowering,
                                Value input, int64_t offset) {
    Value to =
        lowering.partOf(lowering.resultBuffer(concat), offset, shapeOf(input));
    Value from = lowering.bufferOf(input);
    auto formats = lowering.movedFormats(concat, input, concat);
    if (failed(formats))
      return failure();
    auto &[format, output] = *formats;
    if (format != output)
      return lowering.rescaleInto(concat, from, *format.quantized,
                                  *output.quantized, to);
    if (rt::getPart(from) == rt::getPart(to))
      return success();
    return lowering.copy(concat, from, to);
  }

  static LogicalResult copyRows(ConcatOp concat, KernelLowering &lowering,
                                Value input, Rows rows) {
    auto formats = lowering.movedFormats(concat, input, concat);
    if (failed(formats))
      return failure();
    auto &[format, output] = *formats;
    auto from =
        lowering.rescale(concat, lowering.bufferOf(input), format, output);
    if (failed(from))
      return failure();
    Value to = lowering.resultBuffer(concat);
    if (!output.isFloat() && !output.isInt8())
      return emitMove(concat, lowering,
                      {{rows.count, rows.size},
                       {rows.size, 1},
                       {rows.stride, 1},
                       0,
                       rows.offset},
                      *from, to);
    rt::CopyF32Op::Params p = {};
    p.outer = lowering.size(rows.count);
    p.inner = p.src_stride = lowering.size(rows.size);
    p.dst_stride = lowering.size(rows.stride);
    p.dst_offset = lowering.size(rows.offset);
    return output.isFloat()
               ? lowering.call<rt::CopyF32Op>(concat, p, {*from, to})
               : lowering.call<rt::CopyS8Op>(concat, p, {*from, to});
  }
};

/// The same bytes; nothing to do for the device.
struct ReshapeModel
    : KernelOpInterface::ExternalModel<ReshapeModel, ReshapeOp> {
  void placeOperands(Operation *op, KernelLowering &lowering) const {
    auto reshape = cast<ReshapeOp>(op);
    Value to = lowering.findBuffer(reshape);
    if (to && elementTypeOf(reshape.getInput()) == elementTypeOf(reshape))
      lowering.place(reshape.getInput(), to);
  }

  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto reshape = cast<ReshapeOp>(op);
    auto formats = lowering.movedFormats(op, reshape.getInput(), reshape);
    if (failed(formats))
      return failure();
    auto &[from, to] = *formats;
    Value buffer = lowering.bufferOf(reshape.getInput());
    if (from != to)
      return lowering.rescaleInto(op, buffer, *from.quantized, *to.quantized,
                                  lowering.resultBuffer(reshape));
    lowering.bind(reshape, buffer);
    return success();
  }
};

struct TransposeModel
    : KernelOpInterface::ExternalModel<TransposeModel, TransposeOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto transpose = cast<TransposeOp>(op);
    Dims dense = denseStrides(shapeOf(transpose.getInput()));
    StridedWalk walk{Dims(shapeOf(transpose)), {Dims()}};
    for (int64_t from : transpose.getPermutation())
      walk.strides[0].push_back(dense[from]);
    Move move{walk.dims, walk.strides[0], denseStrides(walk.dims)};
    walk.collapse();
    bool hasKernel = walk.extendTo(6);
    return lowering.moveElements(
        op, [&](const ElementFormat &format, Value to) {
          Value from = lowering.bufferOf(transpose.getInput());
          return hasKernel && (format.isFloat() || format.isInt8())
                     ? callTranspose(op, lowering, walk, format, from, to)
                     : emitMove(op, lowering, move, from, to);
        });
  }

  static LogicalResult callTranspose(Operation *op, KernelLowering &lowering,
                                     const StridedWalk &walk,
                                     const ElementFormat &format, Value from,
                                     Value to) {
    rt::TransposeF32Op::Params p = {};
    for (size_t i = 0; i < 6; ++i) {
      p.dims[i] = lowering.size(walk.dims[i]);
      p.x_strides[i] = lowering.size(walk.strides[0][i]);
    }
    return format.isFloat()
               ? lowering.call<rt::TransposeF32Op>(op, p, {from, to})
               : lowering.call<rt::TransposeS8Op>(op, p, {from, to});
  }
};

/// Padding with as few dimensions as possible: one without padding joins the
/// one outside it.
struct PadWalk {
  Dims in, out, low;

  explicit PadWalk(PadOp pad) {
    ArrayRef<int64_t> inShape = shapeOf(pad.getInput());
    ArrayRef<int64_t> outShape = shapeOf(pad);
    for (size_t i = 0; i < inShape.size(); ++i) {
      // The dimension before this one takes it over.
      bool isWhole = pad.getLow()[i] == 0 && pad.getHigh()[i] == 0;
      if (isWhole && !in.empty()) {
        in.back() *= inShape[i];
        out.back() *= inShape[i];
        low.back() *= inShape[i];
        continue;
      }
      in.push_back(inShape[i]);
      out.push_back(outShape[i]);
      low.push_back(pad.getLow()[i]);
    }
  }
};

struct PadModel : KernelOpInterface::ExternalModel<PadModel, PadOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto pad = cast<PadOp>(op);
    PadWalk walk(pad);
    if (walk.in.size() > 4)
      return op->emitOpError() << "has no kernel for padding in "
                               << walk.in.size() << " dimensions; four have";
    float value = pad.getValue().convertToFloat();
    return lowering.moveElements(
        op, [&](const ElementFormat &format, Value to) {
          Value from = lowering.bufferOf(pad.getInput());
          if (format.isFloat())
            return callPad<rt::PadF32Op>(op, lowering, walk, value, from, to);
          int32_t q = format.quantized->quantize(value);
          return format.isInt8()
                     ? callPad<rt::PadS8Op>(op, lowering, walk, q, from, to)
                     : callPad<rt::PadS16Op>(op, lowering, walk, q, from, to);
        });
  }

  template <typename OpTy, typename T>
  static LogicalResult callPad(Operation *op, KernelLowering &lowering,
                               const PadWalk &walk, T value, Value from,
                               Value to) {
    typename OpTy::Params p = {};
    p.mode = ECG_PAD_CONSTANT;
    p.value = value;
    size_t lead = 4 - walk.in.size();
    for (size_t i = 0; i < 4; ++i) {
      p.in_dims[i] = i < lead ? 1 : lowering.size(walk.in[i - lead]);
      p.out_dims[i] = i < lead ? 1 : lowering.size(walk.out[i - lead]);
      p.before[i] = i < lead ? 0 : lowering.size(walk.low[i - lead]);
    }
    return lowering.call<OpTy>(op, p, {from, to});
  }
};

} // namespace

void attachMoveKernels(MLIRContext &context) {
  ConcatOp::attachInterface<ConcatModel>(context);
  ReshapeOp::attachInterface<ReshapeModel>(context);
  TransposeOp::attachInterface<TransposeModel>(context);
  PadOp::attachInterface<PadModel>(context);
}

} // namespace ecg
