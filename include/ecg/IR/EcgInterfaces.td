// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The interfaces through which every analysis and pass sees an op; there is no
// switch over all ops anywhere. ExecOpInterface, KernelOpInterface and
// OnnxOpInterface are attached as external models by the rooms that implement
// them (lib/Exec/Ops, lib/Target/Kernels, lib/Export/Ops); the others are facts
// about a layer and live in lib/IR.

#ifndef ECG_IR_ECGINTERFACES_TD
#define ECG_IR_ECGINTERFACES_TD

include "mlir/IR/OpBase.td"

def ExecOpInterface : OpInterface<"ExecOpInterface"> {
  let cppNamespace = "::ecg";
  let description = [{
    Runs a layer on the host, forward and backward (lib/Exec/Ops): in float32
    for use, in double to check gradients. Called from several threads at once
    with different buffers; must not keep state. Quantized programs do not come
    here, they run as `ecgrt` (docs/design.md).
  }];
  let methods = [
    InterfaceMethod<"Computes the results from the operands.",
      "void", "forward", (ins "const ::ecg::ForwardCall<float> &":$call)>,
    InterfaceMethod<"The same in double.",
      "void", "forwardDouble", (ins "const ::ecg::ForwardCall<double> &":$call)>,
    InterfaceMethod<[{
      Adds to the gradients of the operands what those of the results bring.
    }], "void", "backward", (ins "const ::ecg::BackwardCall<float> &":$call)>,
    InterfaceMethod<"The same in double.",
      "void", "backwardDouble",
      (ins "const ::ecg::BackwardCall<double> &":$call)>,
    InterfaceMethod<[{
      How many values a sample `forward` keeps for `backward`.
    }], "int64_t", "getSavedSize", (ins)>,
    InterfaceMethod<[{
      Whether the layer, while it learns, looks at all samples of a batch
      together. It then is called once a batch and its saved values are shared.
    }], "bool", "couplesSamples", (ins)>,
    InterfaceMethod<[{
      What this operand is to the layer. Calls have activations a sample each
      and share the other operands; where a network has it otherwise, it comes
      sample by sample.
    }], "::ecg::OperandRole", "getOperandRole", (ins "unsigned":$operand)>,
    InterfaceMethod<[{
      Called once a batch after `forward` with what it saved: moves operands
      that are running statistics. `operands[i]` is null where operand i is
      not a constant.
    }], "void", "updateStatistics",
      (ins "const float *":$saved, "int64_t":$samples,
           "::llvm::ArrayRef<float *>":$operands)>
  ];
}

def KernelOpInterface : OpInterface<"KernelOpInterface"> {
  let cppNamespace = "::ecg";
  let description = [{
    Turns a layer into calls of runtime kernels (lib/Target/Kernels).
  }];
  let methods = [
    InterfaceMethod<[{
      Emits the `ecgrt` ops of this layer through `lowering`, which maps values
      to buffers. Fails with a diagnostic on the op when no kernel can do it.
    }], "::mlir::LogicalResult", "lowerToKernels",
      (ins "::ecg::KernelLowering &":$lowering)>,
    InterfaceMethod<[{
      Says where operands should be written (KernelLowering::place) so that
      `lowerToKernels` need not copy them. Called before any layer is lowered,
      last layer first: a result that has a place itself has it by then.
    }], "void", "placeOperands", (ins "::ecg::KernelLowering &":$lowering), "",
      "(void)lowering;">
  ];
}

def OnnxOpInterface : OpInterface<"OnnxOpInterface"> {
  let cppNamespace = "::ecg";
  let description = "Writes a layer as ONNX operators (lib/Export/Ops).";
  let methods = [
    InterfaceMethod<[{
      Adds the nodes of this layer to `graph`, which names the tensors of its
      operands and is told those of its results. Fails with a diagnostic on the
      op when ONNX cannot say it.
    }], "::mlir::LogicalResult", "exportToOnnx", (ins "::ecg::OnnxGraph &":$graph)>
  ];
}

def ChannelOpInterface : OpInterface<"ChannelOpInterface"> {
  let cppNamespace = "::ecg";
  let description = [{
    Says which dimensions of operands and results are the same channels, so
    that removing one channel can be followed through the graph.
  }];
  let methods = [
    InterfaceMethod<[{
      One entry a set of tied dimensions. Indices of operands and results that
      no tie names are needed by the layer; nobody may remove them.
    }], "::llvm::SmallVector<::ecg::ChannelTie>", "getChannelTies", (ins)>,
    InterfaceMethod<[{
      Adapts attributes and operands that name indices or count channels.
      Called after channels have gone from operands or results, whose types
      have shrunk already.
    }], "void", "followRemoval", (ins "::ecg::RemovedIndices":$removed), "",
      "(void)removed;">
  ];
}

def QuantOpInterface : OpInterface<"QuantOpInterface"> {
  let cppNamespace = "::ecg";
  let description = [{
    How a layer takes part in integer arithmetic. An op without this interface
    stays in float between a dequantize and a quantize.
  }];
  let methods = [
    InterfaceMethod<[{
      How scale and zero point of the result come about.
    }], "::ecg::QuantRule", "getQuantRule", (ins), "",
      "return ::ecg::QuantRule::Calibrated;">,
    InterfaceMethod<[{
      Whether there are kernels for int16 activations (@q_int16), too.
    }], "bool", "takesInt16", (ins), "", "return true;">,
    InterfaceMethod<[{
      Index of the weight operand (int8, symmetric, per output channel on
      dimension 0), or -1. The operand after it, if any, is the int32 bias.
    }], "int", "getWeightIndex", (ins), "", "return -1;">,
    InterfaceMethod<[{
      How many leading operands are activations: int8 or int16, per-tensor
      scale and zero point. What follows is weight and bias, or parameters that stay in
      float.
    }], "unsigned", "getNumActivations", (ins), "",
      "return $_op.getWeightIndex() < 0 ? $_op->getNumOperands() : 1;">
  ];
}

def LayoutOpInterface : OpInterface<"LayoutOpInterface"> {
  let cppNamespace = "::ecg";
  let description = [{
    A layer that computes the same when the dimensions of its activations are in
    another order, so that transposes can move past it. Its activations and its
    result have the same rank, except operands that broadcast.
  }];
  let methods = [
    InterfaceMethod<[{
      Changes the attributes to those of the layer on dimensions in another
      order: dimension d becomes dimension `to[d]`. False, with nothing changed,
      when there is no such layer.
    }], "bool", "reorderDims", (ins "::llvm::ArrayRef<int64_t>":$to), "",
      "(void)to; return true;">,
    InterfaceMethod<[{
      How many leading operands are activations; the others stay as they are.
    }], "unsigned", "getNumReordered", (ins), "",
      "return $_op->getNumOperands();">
  ];
}

def StreamOpInterface : OpInterface<"StreamOpInterface"> {
  let cppNamespace = "::ecg";
  let description = [{
    What a layer sees along time, for receptive fields and streaming.
  }];
  let methods = [
    InterfaceMethod<[{
      Span, stride and left padding along the last dimension, in samples of
      the layer's input.
    }], "::ecg::StreamWindow", "getStreamWindow", (ins), "",
      "return ::ecg::StreamWindow{1, 1, 0};">
  ];
}

def CostOpInterface : OpInterface<"CostOpInterface"> {
  let cppNamespace = "::ecg";
  let description = "Arithmetic work of a layer.";
  let methods = [
    InterfaceMethod<"Multiply-accumulates of one inference.",
                    "int64_t", "getMacs", (ins)>
  ];
}

#endif // ECG_IR_ECGINTERFACES_TD
