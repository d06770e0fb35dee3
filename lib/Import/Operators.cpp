// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of operators, in alphabetical order, those of other domains last.

#include "Operators.h"
#include "Ops/Ops.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ecg {

namespace {

constexpr unsigned any = anyInputs;

// name, opsets, inputs, function on tensors, function on constants, layer's
// function
const OperatorRow table[] = {
    {"Abs", 6, 22, 1, 1, importUnary, nullptr, "abs"},
    {"Acos", 7, 22, 1, 1, importUnary, nullptr, "acos"},
    {"Acosh", 9, 22, 1, 1, importUnary, nullptr, "acosh"},
    {"Add", 6, 22, 2, 2, importAdd},
    {"And", 7, 22, 2, 2, importBinary, nullptr, "and"},
    {"ArgMax", 1, 22, 1, 1, importArgMax},
    {"ArgMin", 1, 22, 1, 1, importArgMin},
    {"Asin", 7, 22, 1, 1, importUnary, nullptr, "asin"},
    {"Asinh", 9, 22, 1, 1, importUnary, nullptr, "asinh"},
    {"Atan", 7, 22, 1, 1, importUnary, nullptr, "atan"},
    {"Atanh", 9, 22, 1, 1, importUnary, nullptr, "atanh"},
    {"AveragePool", 1, 22, 1, 1, importAveragePool},
    {"BatchNormalization", 6, 22, 5, 5, importBatchNormalization},
    {"BitShift", 11, 22, 2, 2, importBitShift},
    {"BitwiseAnd", 18, 22, 2, 2, importBinary, nullptr, "bitwise_and"},
    {"BitwiseNot", 18, 22, 1, 1, importUnary, nullptr, "bitwise_not"},
    {"BitwiseOr", 18, 22, 2, 2, importBinary, nullptr, "bitwise_or"},
    {"BitwiseXor", 18, 22, 2, 2, importBinary, nullptr, "bitwise_xor"},
    {"BlackmanWindow", 17, 22, 1, 1, nullptr, foldWindow, "blackman"},
    {"Cast", 6, 22, 1, 1, importCast},
    {"CastLike", 15, 22, 2, 2, importCastLike},
    {"Ceil", 6, 22, 1, 1, importUnary, nullptr, "ceil"},
    {"Celu", 12, 22, 1, 1, importUnaryAlpha, nullptr, "celu"},
    {"Clip", 6, 10, 1, 1, importClip},
    {"Clip", 11, 22, 1, 3, importClip},
    {"Concat", 4, 22, 1, any, importConcat, foldConcat},
    {"Constant", 1, 22, 0, 0, importConstant, importConstant},
    {"ConstantOfShape", 9, 22, 1, 1, nullptr, foldConstantOfShape},
    {"Conv", 1, 22, 2, 3, importConv},
    {"ConvInteger", 10, 22, 2, 4, importConvInteger},
    {"ConvTranspose", 1, 22, 2, 3, importConvTranspose},
    {"Cos", 7, 22, 1, 1, importUnary, nullptr, "cos"},
    {"Cosh", 9, 22, 1, 1, importUnary, nullptr, "cosh"},
    {"CumSum", 11, 22, 2, 2, importCumSum},
    {"DepthToSpace", 1, 22, 1, 1, importDepthToSpace},
    {"DequantizeLinear", 10, 22, 2, 3, importDequantizeLinear,
     importDequantizeLinear},
    {"DFT", 17, 19, 1, 2, importDft},
    {"DFT", 20, 22, 1, 3, importDft},
    {"Div", 6, 22, 2, 2, importDiv},
    {"Dropout", 6, 11, 1, 1, importDropout},
    {"Dropout", 12, 22, 1, 3, importDropout},
    {"DynamicQuantizeLinear", 11, 22, 1, 1, importDynamicQuantizeLinear},
    {"Einsum", 12, 22, 1, any, importEinsum},
    {"Elu", 6, 22, 1, 1, importUnaryAlpha, nullptr, "elu"},
    {"Equal", 7, 22, 2, 2, importCompare, nullptr, "equal"},
    {"Erf", 9, 22, 1, 1, importUnary, nullptr, "erf"},
    {"Exp", 6, 22, 1, 1, importUnary, nullptr, "exp"},
    {"Expand", 8, 22, 2, 2, importExpand, importExpand},
    {"Flatten", 1, 22, 1, 1, importFlatten, importFlatten},
    {"Floor", 6, 22, 1, 1, importUnary, nullptr, "floor"},
    {"Gather", 1, 22, 2, 2, importGather, foldGather},
    {"GatherElements", 11, 22, 2, 2, importGatherElements},
    {"GatherND", 11, 22, 2, 2, importGatherNd},
    {"Gelu", 20, 22, 1, 1, importGelu},
    {"Gemm", 6, 22, 2, 3, importGemm},
    {"GlobalAveragePool", 1, 22, 1, 1, importGlobalAveragePool},
    {"GlobalLpPool", 2, 22, 1, 1, importGlobalLpPool},
    {"GlobalMaxPool", 1, 22, 1, 1, importGlobalMaxPool},
    {"Greater", 7, 22, 2, 2, importCompare, nullptr, "greater"},
    {"GreaterOrEqual", 12, 22, 2, 2, importCompare, nullptr, "greater_equal"},
    {"GroupNormalization", 18, 22, 3, 3, importGroupNormalization},
    {"GRU", 6, 22, 3, 6, importGru},
    {"HammingWindow", 17, 22, 1, 1, nullptr, foldWindow, "hamming"},
    {"HannWindow", 17, 22, 1, 1, nullptr, foldWindow, "hann"},
    {"Hardmax", 6, 22, 1, 1, importHardmax},
    {"HardSigmoid", 6, 22, 1, 1, importHardSigmoid},
    {"HardSwish", 14, 22, 1, 1, importHardSwish},
    {"Identity", 1, 22, 1, 1, importIdentity, importIdentity},
    {"InstanceNormalization", 6, 22, 3, 3, importInstanceNormalization},
    {"IsInf", 10, 22, 1, 1, importIsInf},
    {"IsNaN", 9, 22, 1, 1, importIsNaN},
    {"LayerNormalization", 17, 22, 2, 3, importLayerNormalization},
    {"LeakyRelu", 6, 22, 1, 1, importLeakyRelu},
    {"Less", 7, 22, 2, 2, importCompare, nullptr, "less"},
    {"LessOrEqual", 12, 22, 2, 2, importCompare, nullptr, "less_equal"},
    {"Log", 6, 22, 1, 1, importUnary, nullptr, "log"},
    {"LogSoftmax", 1, 22, 1, 1, importLogSoftmax},
    {"LpNormalization", 1, 22, 1, 1, importLpNormalization},
    {"LpPool", 2, 22, 1, 1, importLpPool},
    {"LRN", 1, 22, 1, 1, importLrn},
    {"LSTM", 6, 22, 3, 8, importLstm},
    {"MatMul", 1, 22, 2, 2, importMatMul},
    {"MatMulInteger", 10, 22, 2, 4, importMatMulInteger},
    {"Max", 6, 22, 1, any, importMinMax, nullptr, "max"},
    {"MaxPool", 1, 22, 1, 1, importMaxPool},
    {"MaxUnpool", 9, 22, 2, 3, importMaxUnpool},
    {"Mean", 6, 22, 1, any, importMean},
    {"MeanVarianceNormalization", 9, 22, 1, 1, importMeanVarianceNormalization},
    {"MelWeightMatrix", 17, 22, 5, 5, nullptr, foldMelWeightMatrix},
    {"Min", 6, 22, 1, any, importMinMax, nullptr, "min"},
    {"Mish", 18, 22, 1, 1, importUnary, nullptr, "mish"},
    {"Mod", 10, 22, 2, 2, importMod},
    {"Mul", 6, 22, 2, 2, importMul},
    {"Neg", 6, 22, 1, 1, importNeg, nullptr, "neg"},
    {"NegativeLogLikelihoodLoss", 12, 22, 2, 3,
     importNegativeLogLikelihoodLoss},
    {"Not", 1, 22, 1, 1, importUnary, nullptr, "not"},
    {"OneHot", 9, 22, 3, 3, importOneHot},
    {"Or", 7, 22, 2, 2, importBinary, nullptr, "or"},
    {"Pad", 2, 10, 1, 1, importPad},
    {"Pad", 11, 17, 2, 3, importPad},
    {"Pad", 18, 22, 2, 4, importPad},
    {"Pow", 6, 22, 2, 2, importPow},
    {"PRelu", 6, 22, 2, 2, importPRelu},
    {"QLinearConv", 10, 22, 8, 9, importQLinearConv},
    {"QLinearMatMul", 10, 22, 8, 8, importQLinearMatMul},
    {"QuantizeLinear", 10, 22, 2, 3, importQuantizeLinear, foldQuantizeLinear},
    {"Range", 11, 22, 3, 3, nullptr, foldRange},
    {"Reciprocal", 6, 22, 1, 1, importUnary, nullptr, "reciprocal"},
    {"ReduceL1", 1, 17, 1, 1, importReduceL1},
    {"ReduceL1", 18, 22, 1, 2, importReduceL1},
    {"ReduceL2", 1, 17, 1, 1, importReduceL2},
    {"ReduceL2", 18, 22, 1, 2, importReduceL2},
    {"ReduceLogSum", 1, 17, 1, 1, importReduceLogSum},
    {"ReduceLogSum", 18, 22, 1, 2, importReduceLogSum},
    {"ReduceLogSumExp", 1, 17, 1, 1, importReduceLogSumExp},
    {"ReduceLogSumExp", 18, 22, 1, 2, importReduceLogSumExp},
    {"ReduceMax", 1, 17, 1, 1, importReduceMax, foldReduceMax},
    {"ReduceMax", 18, 22, 1, 2, importReduceMax, foldReduceMax},
    {"ReduceMean", 1, 17, 1, 1, importReduceMean},
    {"ReduceMean", 18, 22, 1, 2, importReduceMean},
    {"ReduceMin", 1, 17, 1, 1, importReduceMin, foldReduceMin},
    {"ReduceMin", 18, 22, 1, 2, importReduceMin, foldReduceMin},
    {"ReduceProd", 1, 17, 1, 1, importReduceProd, foldReduceProd},
    {"ReduceProd", 18, 22, 1, 2, importReduceProd, foldReduceProd},
    {"ReduceSum", 1, 12, 1, 1, importReduceSum, foldReduceSum},
    {"ReduceSum", 13, 22, 1, 2, importReduceSum, foldReduceSum},
    {"ReduceSumSquare", 1, 17, 1, 1, importReduceSumSquare},
    {"ReduceSumSquare", 18, 22, 1, 2, importReduceSumSquare},
    {"Relu", 6, 22, 1, 1, importRelu, nullptr, "relu"},
    {"Reshape", 5, 22, 2, 2, importReshape, importReshape},
    {"Resize", 10, 10, 2, 2, importResize},
    {"Resize", 11, 22, 1, 4, importResize},
    {"RNN", 6, 22, 3, 6, importRnn},
    {"Round", 11, 22, 1, 1, importUnary, nullptr, "round"},
    {"Selu", 6, 22, 1, 1, importSelu},
    {"Shape", 1, 22, 1, 1, importShape, importShape},
    {"Sigmoid", 6, 22, 1, 1, importSigmoid, nullptr, "sigmoid"},
    {"Sign", 9, 22, 1, 1, importUnary, nullptr, "sign"},
    {"Sin", 7, 22, 1, 1, importUnary, nullptr, "sin"},
    {"Sinh", 9, 22, 1, 1, importUnary, nullptr, "sinh"},
    {"Size", 1, 22, 1, 1, importSize, importSize},
    {"Slice", 1, 9, 1, 1, importSlice, foldSlice},
    {"Slice", 10, 22, 3, 5, importSlice, foldSlice},
    {"Softmax", 1, 22, 1, 1, importSoftmax},
    {"SoftmaxCrossEntropyLoss", 12, 22, 2, 3, importSoftmaxCrossEntropyLoss},
    {"Softplus", 1, 22, 1, 1, importUnary, nullptr, "softplus"},
    {"Softsign", 1, 22, 1, 1, importUnary, nullptr, "softsign"},
    {"SpaceToDepth", 1, 22, 1, 1, importSpaceToDepth},
    {"Split", 2, 12, 1, 1, importSplit},
    {"Split", 13, 22, 1, 2, importSplit},
    {"Sqrt", 6, 22, 1, 1, importUnary, nullptr, "sqrt"},
    {"Squeeze", 1, 12, 1, 1, importSqueeze, importSqueeze},
    {"Squeeze", 13, 22, 1, 2, importSqueeze, importSqueeze},
    {"STFT", 17, 22, 2, 4, importStft},
    {"Sub", 6, 22, 2, 2, importSub},
    {"Sum", 6, 22, 1, any, importSum},
    {"Tan", 7, 22, 1, 1, importUnary, nullptr, "tan"},
    {"Tanh", 6, 22, 1, 1, importTanh, nullptr, "tanh"},
    {"ThresholdedRelu", 10, 22, 1, 1, importUnaryAlpha, nullptr,
     "thresholded_relu"},
    {"Tile", 6, 22, 2, 2, importTile, foldTile},
    {"TopK", 1, 9, 1, 1, importTopK},
    {"TopK", 10, 22, 2, 2, importTopK},
    {"Transpose", 1, 22, 1, 1, importTranspose, importTranspose},
    {"Unsqueeze", 1, 12, 1, 1, importUnsqueeze, importUnsqueeze},
    {"Unsqueeze", 13, 22, 2, 2, importUnsqueeze, importUnsqueeze},
    {"Upsample", 7, 8, 1, 1, importUpsample},
    {"Upsample", 9, 22, 2, 2, importUpsample},
    {"Where", 9, 22, 3, 3, importWhere},
    {"Xor", 7, 22, 2, 2, importBinary, nullptr, "xor"},

    {"com.microsoft.DynamicQuantizeLSTM", 1, 1, 3, 12,
     importDynamicQuantizeLstm},
    {"com.microsoft.DynamicQuantizeMatMul", 1, 1, 3, 5,
     importDynamicQuantizeMatMul},
    {"com.microsoft.FusedConv", 1, 1, 2, 3, importFusedConv},
    {"com.microsoft.Gelu", 1, 1, 1, 1, importGelu},
    {"com.microsoft.MatMulIntegerToFloat", 1, 1, 4, 7,
     importMatMulIntegerToFloat},
    {"com.microsoft.QGemm", 1, 1, 6, 9, importQGemm},
    {"com.microsoft.QLinearAdd", 1, 1, 7, 8, importQLinearAdd},
    {"com.microsoft.QLinearAveragePool", 1, 1, 4, 5, importQLinearAveragePool},
    {"com.microsoft.QLinearConcat", 1, 1, 5, any, importQLinearConcat},
    {"com.microsoft.QLinearGlobalAveragePool", 1, 1, 5, 5,
     importQLinearGlobalAveragePool},
    {"com.microsoft.QLinearLeakyRelu", 1, 1, 4, 5, importQLinearLeakyRelu},
    {"com.microsoft.QLinearMul", 1, 1, 7, 8, importQLinearMul},
    {"com.microsoft.QLinearSigmoid", 1, 1, 4, 5, importQLinearSigmoid},
    {"com.microsoft.QLinearSoftmax", 1, 1, 4, 5, importQLinearSoftmax},
};

} // namespace

llvm::ArrayRef<OperatorRow> allOperators() { return table; }

const OperatorRow *findOperator(llvm::StringRef name, int64_t opset) {
  for (const OperatorRow &row : table)
    if (row.name == name && row.firstOpset <= opset && opset <= row.lastOpset)
      return &row;
  return nullptr;
}

std::string acceptedOpsets(llvm::StringRef name) {
  int64_t first = maxOpset + 1, last = 0;
  for (const OperatorRow &row : table)
    if (row.name == name) {
      first = std::min(first, std::max(row.firstOpset, minOpset));
      last = std::max(last, row.lastOpset);
    }
  if (last == 0)
    return {};
  if (first == last)
    return std::to_string(first);
  return std::to_string(first) + " to " + std::to_string(last);
}

std::string acceptedOperators() {
  std::set<llvm::StringRef> names;
  for (const OperatorRow &row : table)
    if (row.onTensors)
      names.insert(row.name);
  return llvm::join(names, ", ");
}

} // namespace ecg
