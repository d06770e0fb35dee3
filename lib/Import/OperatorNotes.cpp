// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Notes on operators, in alphabetical order, those of other domains last. What
// imports of ONNX's own tests
// make is compared with them in test/Unit/Import/OperatorListTest.cpp.

#include "OperatorNotes.h"
#include "Operators.h"
#include "ecg/Import/OperatorList.h"
#include "llvm/ADT/STLExtras.h"

namespace ecg {

namespace {

const OperatorNote notes[] = {
    {"Abs", "unary", ""},
    {"Acos", "unary", ""},
    {"Acosh", "unary", ""},
    {"Add", "add", ""},
    {"And", "binary", ""},
    {"ArgMax", "arg", ""},
    {"ArgMin", "arg", ""},
    {"Asin", "unary", ""},
    {"Asinh", "unary", ""},
    {"Atan", "unary", ""},
    {"Atanh", "unary", ""},
    {"AveragePool", "avg_pool reshape", "dilations other than 1"},
    {"BatchNormalization",
     "batch_norm reshape add unary binary mul transpose global_avg_pool",
     "training mode without its outputs"},
    {"BitShift", "binary", ""},
    {"Cast", "cast", "bfloat16, strings"},
    {"CastLike", "cast", "bfloat16, strings"},
    {"Ceil", "unary", ""},
    {"Celu", "unary", ""},
    {"Clip", "clip binary", ""},
    {"Concat", "concat", ""},
    {"Conv", "conv1d conv2d conv3d", ""},
    {"ConvInteger", "cast binary conv1d conv2d conv3d reshape", ""},
    {"ConvTranspose", "conv_transpose transpose reshape", ""},
    {"Cos", "unary", ""},
    {"Cosh", "unary", ""},
    {"CumSum", "cum_sum compare select", "an axis computed at run time"},
    {"DFT", "linear reshape transpose slice concat",
     "lengths computed at run time"},
    {"DepthToSpace", "reshape transpose", ""},
    {"DequantizeLinear", "dequantize cast reshape binary mul",
     "4 bits, blocks"},
    {"Div", "mul binary unary", "a constant divisor with 0"},
    {"Dropout", "compare unary binary select",
     "training mode, but for ratio 0"},
    {"DynamicQuantizeLinear",
     "mul reshape max_pool relu add binary unary cast compare select", ""},
    {"Einsum", "mul reduce reshape slice transpose", ""},
    {"Elu", "unary", ""},
    {"Equal", "compare", ""},
    {"Erf", "unary", ""},
    {"Exp", "unary", ""},
    {"Expand", "expand reshape", "a shape computed at run time"},
    {"Flatten", "reshape", ""},
    {"Floor", "unary", ""},
    {"GRU", "gru transpose", "Affine or ScaledTanh without parameters"},
    {"Gather", "gather slice reshape", ""},
    {"GatherElements", "gather_elements", ""},
    {"GatherND", "gather_nd", ""},
    {"Gelu", "unary", ""},
    {"Gemm", "linear transpose mul add matmul", ""},
    {"GlobalAveragePool", "global_avg_pool", ""},
    {"GlobalLpPool", "unary reduce", ""},
    {"GlobalMaxPool", "max_pool reshape", ""},
    {"GroupNormalization", "reshape reduce binary mul unary add", ""},
    {"Greater", "compare", ""},
    {"GreaterOrEqual", "compare", ""},
    {"HardSigmoid", "unary", ""},
    {"HardSwish", "hard_swish", ""},
    {"Hardmax", "arg compare cast reshape", ""},
    {"InstanceNormalization", "reduce binary mul unary add reshape", ""},
    {"IsInf", "unary compare binary", ""},
    {"IsNaN", "compare", ""},
    {"LRN", "mul reshape avg_pool add binary", ""},
    {"LSTM", "lstm transpose", "Affine or ScaledTanh without parameters"},
    {"LayerNormalization", "reshape reduce binary mul add unary layer_norm",
     ""},
    {"LeakyRelu", "leaky_relu", ""},
    {"Less", "compare", ""},
    {"LessOrEqual", "compare", ""},
    {"Log", "unary", ""},
    {"LpNormalization", "unary reduce binary", ""},
    {"LpPool", "unary conv1d conv2d conv3d", ""},
    {"LogSoftmax", "log_softmax reshape", ""},
    {"MatMul", "linear reshape matmul", ""},
    {"MatMulInteger", "cast binary matmul reshape", ""},
    {"Max", "binary clip relu cast", ""},
    {"MaxPool", "max_pool reshape max_pool_indices cast",
     "indices in three dimensions"},
    {"MaxUnpool", "reshape expand compare select reduce",
     "many elements with indices of anything but a MaxPool without overlap"},
    {"Mean", "add mul binary", ""},
    {"MeanVarianceNormalization", "reduce binary mul unary add", ""},
    {"Min", "binary clip cast", ""},
    {"Mod", "binary cast", ""},
    {"Mul", "mul swish", ""},
    {"Neg", "mul unary", ""},
    {"NegativeLogLikelihoodLoss",
     "gather_elements gather reshape mul reduce compare select binary", ""},
    {"Not", "unary", ""},
    {"OneHot", "compare binary cast gather reshape",
     "a depth computed at run time"},
    {"Or", "binary", ""},
    {"PRelu", "leaky_relu mul relu add clip binary", ""},
    {"Pad", "pad slice concat", "pads computed at run time"},
    {"Pow", "unary binary cast", ""},
    {"QLinearConv",
     "quantize dequantize conv1d conv2d cast binary reshape mul unary add", ""},
    {"QLinearMatMul",
     "quantize dequantize linear reshape cast binary matmul mul unary add", ""},
    {"QuantizeLinear", "quantize binary unary cast add reshape",
     "16 and 4 bits, blocks"},
    {"RNN", "rnn transpose", "Affine or ScaledTanh without parameters"},
    {"Reciprocal", "unary", ""},
    {"ReduceL1", "reduce", ""},
    {"ReduceL2", "reduce", ""},
    {"ReduceLogSum", "reduce", ""},
    {"ReduceLogSumExp", "reduce", ""},
    {"ReduceMax", "reduce", ""},
    {"ReduceMean", "reduce global_avg_pool transpose reshape", ""},
    {"ReduceMin", "reduce", ""},
    {"ReduceProd", "reduce", ""},
    {"ReduceSum", "reduce", ""},
    {"ReduceSumSquare", "reduce", ""},
    {"Relu", "relu unary", ""},
    {"Reshape", "reshape", "a shape computed at run time"},
    {"Resize", "resize", "antialias; scales and sizes computed at run time"},
    {"Round", "unary", ""},
    {"STFT", "gather mul linear reshape transpose slice",
     "lengths computed at run time"},
    {"Selu", "unary", ""},
    {"Sigmoid", "sigmoid unary", ""},
    {"Sign", "unary", ""},
    {"Sin", "unary", ""},
    {"Sinh", "unary", ""},
    {"Slice", "slice", "bounds computed at run time"},
    {"Softmax", "softmax reshape", ""},
    {"SoftmaxCrossEntropyLoss",
     "log_softmax gather_elements gather reshape mul reduce compare select "
     "binary",
     ""},
    {"Softplus", "unary", ""},
    {"Softsign", "unary", ""},
    {"SpaceToDepth", "reshape transpose", ""},
    {"Split", "slice", "lengths computed at run time"},
    {"Sqrt", "unary", ""},
    {"Squeeze", "reshape", ""},
    {"Sub", "mul add binary", ""},
    {"Sum", "add", ""},
    {"Tan", "unary", ""},
    {"Tanh", "tanh unary", ""},
    {"ThresholdedRelu", "unary", ""},
    {"Tile", "expand reshape", "repeats computed at run time"},
    {"TopK", "top_k", "k computed at run time"},
    {"Transpose", "transpose", ""},
    {"Unsqueeze", "reshape", ""},
    {"Upsample", "resize", "scales computed at run time"},
    {"Where", "select", ""},
    {"Xor", "binary", ""},

    {"com.microsoft.DynamicQuantizeLSTM", "lstm transpose",
     "input and state are not quantized; weights computed at run time"},
    {"com.microsoft.DynamicQuantizeMatMul",
     "mul reshape max_pool relu add binary unary cast compare select matmul",
     ""},
    {"com.microsoft.FusedConv",
     "conv1d conv2d conv3d relu sigmoid tanh leaky_relu unary clip",
     "a tensor to add"},
    {"com.microsoft.Gelu", "unary", ""},
    {"com.microsoft.MatMulIntegerToFloat", "cast binary matmul reshape mul add",
     ""},
    {"com.microsoft.QGemm", "quantize dequantize linear transpose",
     "parameters computed at run time"},
    {"com.microsoft.QLinearAdd", "quantize dequantize add",
     "parameters computed at run time"},
    {"com.microsoft.QLinearAveragePool", "quantize dequantize avg_pool reshape",
     "parameters computed at run time, channels last"},
    {"com.microsoft.QLinearConcat", "quantize dequantize concat",
     "parameters computed at run time"},
    {"com.microsoft.QLinearGlobalAveragePool",
     "quantize dequantize global_avg_pool",
     "parameters computed at run time, channels last"},
    {"com.microsoft.QLinearLeakyRelu", "quantize dequantize leaky_relu",
     "parameters computed at run time"},
    {"com.microsoft.QLinearMul", "quantize dequantize mul",
     "parameters computed at run time"},
    {"com.microsoft.QLinearSigmoid", "quantize dequantize sigmoid",
     "parameters computed at run time"},
    {"com.microsoft.QLinearSoftmax", "quantize dequantize softmax reshape",
     "parameters computed at run time"},
};

} // namespace

const OperatorNote *findOperatorNote(llvm::StringRef name) {
  const OperatorNote *found = llvm::find_if(
      notes, [&](const OperatorNote &note) { return note.name == name; });
  return found == std::end(notes) ? nullptr : found;
}

std::vector<OperatorInfo> listOperators() {
  std::vector<OperatorInfo> infos;
  for (const OperatorRow &row : allOperators()) {
    if (!infos.empty() && infos.back().name == row.name) {
      infos.back().atRunTime |= row.onTensors != nullptr;
      continue;
    }
    OperatorInfo info = {
        row.name, acceptedOpsets(row.name), row.onTensors != nullptr, {}, ""};
    if (const OperatorNote *note = findOperatorNote(row.name)) {
      llvm::StringRef(note->layers)
          .split(info.layers, ' ', -1,
                 /*KeepEmpty=*/false);
      info.restriction = note->restriction;
    }
    infos.push_back(std::move(info));
  }
  llvm::sort(infos, [](const OperatorInfo &a, const OperatorInfo &b) {
    return a.name.compare_insensitive(b.name) < 0;
  });
  return infos;
}

} // namespace ecg
