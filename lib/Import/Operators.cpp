// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of operators, in alphabetical order.

#include "Operators.h"
#include "Ops/Ops.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ecg {

namespace {

constexpr unsigned any = ~0u; // as many inputs as there are

// name, opsets, inputs, function on tensors, function on constants
const OperatorRow table[] = {
    {"Add", 6, 22, 2, 2, importAdd, foldAdd},
    {"And", 7, 22, 2, 2, nullptr, foldAnd},
    {"ArgMax", 1, 22, 1, 1, importArgMax, nullptr},
    {"ArgMin", 1, 22, 1, 1, importArgMin, nullptr},
    {"AveragePool", 1, 22, 1, 1, importAveragePool, nullptr},
    {"BatchNormalization", 6, 22, 5, 5, importBatchNormalization, nullptr},
    {"Cast", 6, 22, 1, 1, importCast, importCast},
    {"Clip", 6, 10, 1, 1, importClip, nullptr},
    {"Clip", 11, 22, 1, 3, importClip, nullptr},
    {"Concat", 4, 22, 1, any, importConcat, foldConcat},
    {"Constant", 1, 22, 0, 0, importConstant, importConstant},
    {"ConstantOfShape", 9, 22, 1, 1, nullptr, foldConstantOfShape},
    {"Conv", 1, 22, 2, 3, importConv, nullptr},
    {"CumSum", 11, 22, 2, 2, importCumSum, nullptr},
    {"DepthToSpace", 1, 22, 1, 1, importDepthToSpace, nullptr},
    {"ConvTranspose", 1, 22, 2, 3, importConvTranspose, nullptr},
    {"DequantizeLinear", 10, 22, 2, 3, importDequantizeLinear,
     importDequantizeLinear},
    {"DFT", 17, 19, 1, 2, importDft, nullptr},
    {"DFT", 20, 22, 1, 3, importDft, nullptr},
    {"Div", 6, 22, 2, 2, importDiv, foldDiv},
    {"Dropout", 6, 11, 1, 1, importDropout, importDropout},
    {"Dropout", 12, 22, 1, 3, importDropout, importDropout},
    {"Einsum", 12, 22, 1, any, importEinsum, nullptr},
    {"Equal", 6, 22, 2, 2, nullptr, foldEqual},
    {"Expand", 8, 22, 2, 2, importExpand, importExpand},
    {"Flatten", 1, 22, 1, 1, importFlatten, importFlatten},
    {"Gather", 1, 22, 2, 2, importGather, foldGather},
    {"GatherElements", 11, 22, 2, 2, importGatherElements, nullptr},
    {"GatherND", 11, 22, 2, 2, importGatherNd, nullptr},
    {"Gemm", 6, 22, 2, 3, importGemm, nullptr},
    {"GlobalAveragePool", 1, 22, 1, 1, importGlobalAveragePool, nullptr},
    {"GlobalMaxPool", 1, 22, 1, 1, importGlobalMaxPool, nullptr},
    {"Greater", 7, 22, 2, 2, nullptr, foldGreater},
    {"GRU", 6, 22, 3, 6, importGru, nullptr},
    {"HardSigmoid", 6, 22, 1, 1, importHardSigmoid, nullptr},
    {"HardSwish", 14, 22, 1, 1, importHardSwish, nullptr},
    {"Identity", 1, 22, 1, 1, importIdentity, importIdentity},
    {"LeakyRelu", 6, 22, 1, 1, importLeakyRelu, nullptr},
    {"Less", 7, 22, 2, 2, nullptr, foldLess},
    {"LRN", 1, 22, 1, 1, importLrn, nullptr},
    {"LSTM", 6, 22, 3, 8, importLstm, nullptr},
    {"MatMul", 1, 22, 2, 2, importMatMul, nullptr},
    {"Max", 8, 22, 2, 2, nullptr, foldMax},
    {"MaxPool", 1, 22, 1, 1, importMaxPool, nullptr},
    {"MeanVarianceNormalization", 9, 22, 1, 1, importMeanVarianceNormalization,
     nullptr},
    {"Min", 8, 22, 2, 2, nullptr, foldMin},
    {"Mod", 10, 22, 2, 2, nullptr, foldMod},
    {"Mul", 6, 22, 2, 2, importMul, foldMul},
    {"Neg", 6, 22, 1, 1, importNeg, foldNeg},
    {"Not", 1, 22, 1, 1, nullptr, foldNot},
    {"Or", 7, 22, 2, 2, nullptr, foldOr},
    {"Pad", 2, 10, 1, 1, importPad, nullptr},
    {"Pad", 11, 17, 2, 3, importPad, nullptr},
    {"Pad", 18, 22, 2, 4, importPad, nullptr},
    {"PRelu", 6, 22, 2, 2, importPRelu, nullptr},
    {"QLinearConv", 10, 22, 8, 9, importQLinearConv, nullptr},
    {"QLinearMatMul", 10, 22, 8, 8, importQLinearMatMul, nullptr},
    {"QuantizeLinear", 10, 22, 2, 3, importQuantizeLinear, foldQuantizeLinear},
    {"Range", 11, 22, 3, 3, nullptr, foldRange},
    {"ReduceL1", 1, 17, 1, 1, importReduceL1, nullptr},
    {"ReduceL1", 18, 22, 1, 2, importReduceL1, nullptr},
    {"ReduceL2", 1, 17, 1, 1, importReduceL2, nullptr},
    {"ReduceL2", 18, 22, 1, 2, importReduceL2, nullptr},
    {"ReduceLogSum", 1, 17, 1, 1, importReduceLogSum, nullptr},
    {"ReduceLogSum", 18, 22, 1, 2, importReduceLogSum, nullptr},
    {"ReduceLogSumExp", 1, 17, 1, 1, importReduceLogSumExp, nullptr},
    {"ReduceLogSumExp", 18, 22, 1, 2, importReduceLogSumExp, nullptr},
    {"ReduceMax", 1, 17, 1, 1, importReduceMax, foldReduceMax},
    {"ReduceMax", 18, 22, 1, 2, importReduceMax, foldReduceMax},
    {"ReduceMean", 1, 17, 1, 1, importReduceMean, nullptr},
    {"ReduceMean", 18, 22, 1, 2, importReduceMean, nullptr},
    {"ReduceMin", 1, 17, 1, 1, importReduceMin, foldReduceMin},
    {"ReduceMin", 18, 22, 1, 2, importReduceMin, foldReduceMin},
    {"ReduceProd", 1, 17, 1, 1, importReduceProd, foldReduceProd},
    {"ReduceProd", 18, 22, 1, 2, importReduceProd, foldReduceProd},
    {"ReduceSum", 1, 12, 1, 1, importReduceSum, foldReduceSum},
    {"ReduceSum", 13, 22, 1, 2, importReduceSum, foldReduceSum},
    {"ReduceSumSquare", 1, 17, 1, 1, importReduceSumSquare, nullptr},
    {"ReduceSumSquare", 18, 22, 1, 2, importReduceSumSquare, nullptr},
    {"Relu", 6, 22, 1, 1, importRelu, nullptr},
    {"Reshape", 5, 22, 2, 2, importReshape, importReshape},
    {"RNN", 6, 22, 3, 6, importRnn, nullptr},
    {"Resize", 10, 10, 2, 2, importResize, nullptr},
    {"Resize", 11, 22, 1, 4, importResize, nullptr},
    {"Shape", 1, 22, 1, 1, importShape, importShape},
    {"Sigmoid", 6, 22, 1, 1, importSigmoid, nullptr},
    {"Size", 1, 22, 1, 1, importSize, importSize},
    {"Slice", 1, 9, 1, 1, importSlice, foldSlice},
    {"Slice", 10, 22, 3, 5, importSlice, foldSlice},
    {"Softmax", 1, 22, 1, 1, importSoftmax, nullptr},
    {"SpaceToDepth", 1, 22, 1, 1, importSpaceToDepth, nullptr},
    {"Split", 2, 12, 1, 1, importSplit, nullptr},
    {"Split", 13, 22, 1, 2, importSplit, nullptr},
    {"Sqrt", 6, 22, 1, 1, nullptr, foldSqrt},
    {"Squeeze", 1, 12, 1, 1, importSqueeze, importSqueeze},
    {"Squeeze", 13, 22, 1, 2, importSqueeze, importSqueeze},
    {"STFT", 17, 22, 2, 4, importStft, nullptr},
    {"Sub", 6, 22, 2, 2, importSub, foldSub},
    {"Sum", 6, 22, 1, any, importSum, nullptr},
    {"Tanh", 6, 22, 1, 1, importTanh, nullptr},
    {"Tile", 6, 22, 2, 2, importTile, foldTile},
    {"TopK", 1, 9, 1, 1, importTopK, nullptr},
    {"TopK", 10, 22, 2, 2, importTopK, nullptr},
    {"Transpose", 1, 22, 1, 1, importTranspose, importTranspose},
    {"Unsqueeze", 1, 12, 1, 1, importUnsqueeze, importUnsqueeze},
    {"Unsqueeze", 13, 22, 2, 2, importUnsqueeze, importUnsqueeze},
    {"Upsample", 7, 8, 1, 1, importUpsample, nullptr},
    {"Upsample", 9, 22, 2, 2, importUpsample, nullptr},
    {"Where", 9, 22, 3, 3, nullptr, foldWhere},
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
