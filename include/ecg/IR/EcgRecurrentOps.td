// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The recurrent layers, as ONNX LSTM, GRU and RNN of layout 0 (time first).
// Part of EcgOps.td, whose classes they use.

#ifndef ECG_IR_ECGRECURRENTOPS_TD
#define ECG_IR_ECGRECURRENTOPS_TD

def Ecg_LengthsTensor : StaticShapeTensorOf<[I32]>;

// Operands and attributes that all have in common stand first and last.
// `activations` names one function a gate and direction, forward first, from
// the table in ecg/IR/Recurrent.h, with the parameters of those that have any
// in `alphas` and `betas`; absent, they are ONNX's defaults. `clip` limits what
// the activations of the gates see. `lengths` are the steps of each sequence of
// the batch, where not all. Results nobody uses cost nothing. Of a quantized
// layer input and `y` are int8; all else stays float, and weights have to be
// constants (docs/numerics.md `@recurrent_sum`).
class Ecg_RecurrentOp<string mnemonic, list<Trait> traits = []>
    : Ecg_LayerOp<mnemonic, !listconcat([
          AttrSizedOperandSegments,
          DeclareOpInterfaceMethods<ChannelOpInterface>,
          DeclareOpInterfaceMethods<QuantOpInterface,
                                    ["getQuantRule", "getNumActivations",
                                     "takesInt16"]>,
          DeclareOpInterfaceMethods<CostOpInterface>], traits)> {
  dag inputs = (ins Ecg_Tensor:$input, Ecg_Tensor:$weight,
                    Ecg_Tensor:$recurrence, Optional<Ecg_Tensor>:$bias,
                    Optional<Ecg_LengthsTensor>:$lengths,
                    Optional<Ecg_Tensor>:$initial_h);
  dag attributes = (ins UnitAttr:$reverse, OptionalAttr<StrArrayAttr>:$activations,
                        OptionalAttr<DenseF32ArrayAttr>:$alphas,
                        OptionalAttr<DenseF32ArrayAttr>:$betas,
                        OptionalAttr<F32Attr>:$clip);
  let hasVerifier = 1;
  code shapes = [{
    int64_t getDirections() {
      return getWeight().getType().getDimSize(0);
    }
    int64_t getHidden() {
      return getRecurrence().getType().getDimSize(2);
    }
  }];
}

def LstmOp : Ecg_RecurrentOp<"lstm"> {
  let summary = "long short-term memory over a sequence (ONNX LSTM)";
  let description = [{
    Input `T x N x I`, weight `D x 4H x I` and recurrence `D x 4H x H` with the
    gates in the order input, output, forget, cell, bias `D x 8H` (first those
    of the weight), states `D x N x H`, peepholes `D x 3H`. D is 2 for a
    bidirectional layer: forward, then reverse. Results: all hidden states
    `T x D x N x H`, the last hidden and the last cell state. docs/numerics.md
    `@lstm_f32`.

    ```mlir
    %y, %h, %c = ecg.lstm %x, %w, %r bias %b
        : (tensor<20x1x2xf32>, tensor<1x32x2xf32>, tensor<1x32x8xf32>,
           tensor<1x64xf32>)
        -> (tensor<20x1x1x8xf32>, tensor<1x1x8xf32>, tensor<1x1x8xf32>)
    ```
  }];
  let arguments = !con(inputs,
      (ins Optional<Ecg_Tensor>:$initial_c, Optional<Ecg_Tensor>:$peepholes,
           UnitAttr:$input_forget), attributes);
  let results = (outs Ecg_Tensor:$y, Ecg_Tensor:$y_h, Ecg_Tensor:$y_c);
  let assemblyFormat = [{
    $input `,` $weight `,` $recurrence (`bias` $bias^)?
    (`lengths` $lengths^)? (`initial_h` $initial_h^)? (`initial_c` $initial_c^)?
    (`peepholes` $peepholes^)? (`reverse` $reverse^)?
    (`input_forget` $input_forget^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = sameShapes # shapes # [{
    static constexpr int64_t numGates = 4;
    static constexpr int64_t numFunctions = 3;
  }];
}

def GruOp : Ecg_RecurrentOp<"gru"> {
  let summary = "gated recurrent units over a sequence (ONNX GRU)";
  let description = [{
    As `ecg.lstm`, with the gates in the order update, reset, hidden, and no
    cell state. With `linear_before_reset` the reset gate multiplies the sum of
    the hidden state instead of the state (docs/numerics.md `@gru_f32`).

    ```mlir
    %y, %h = ecg.gru %x, %w, %r linear_before_reset
        : (tensor<20x1x2xf32>, tensor<1x24x2xf32>, tensor<1x24x8xf32>)
        -> (tensor<20x1x1x8xf32>, tensor<1x1x8xf32>)
    ```
  }];
  let arguments = !con(inputs, (ins UnitAttr:$linear_before_reset), attributes);
  let results = (outs Ecg_Tensor:$y, Ecg_Tensor:$y_h);
  let assemblyFormat = [{
    $input `,` $weight `,` $recurrence (`bias` $bias^)?
    (`lengths` $lengths^)? (`initial_h` $initial_h^)? (`reverse` $reverse^)?
    (`linear_before_reset` $linear_before_reset^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = sameShapes # shapes # [{
    static constexpr int64_t numGates = 3;
    static constexpr int64_t numFunctions = 2;
  }];
}

def RnnOp : Ecg_RecurrentOp<"rnn"> {
  let summary = "simple recurrent units over a sequence (ONNX RNN)";
  let description = [{
    As `ecg.lstm`, with one gate and no cell state.

    ```mlir
    %y, %h = ecg.rnn %x, %w, %r reverse {activations = ["relu"]}
        : (tensor<20x1x2xf32>, tensor<1x8x2xf32>, tensor<1x8x8xf32>)
        -> (tensor<20x1x1x8xf32>, tensor<1x1x8xf32>)
    ```
  }];
  let arguments = !con(inputs, attributes);
  let results = (outs Ecg_Tensor:$y, Ecg_Tensor:$y_h);
  let assemblyFormat = [{
    $input `,` $weight `,` $recurrence (`bias` $bias^)?
    (`lengths` $lengths^)? (`initial_h` $initial_h^)? (`reverse` $reverse^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = sameShapes # shapes # [{
    static constexpr int64_t numGates = 1;
    static constexpr int64_t numFunctions = 1;
  }];
}

#endif // ECG_IR_ECGRECURRENTOPS_TD
