// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declares the function of every operator, by family. A function gets a node
// whose number of inputs fits its row, and says whether it could be done;
// import... makes layers, fold... computes with constants, and those that do
// both (they only rename or rearrange) are called import..., too.

#ifndef ECG_LIB_IMPORT_OPS_OPS_H
#define ECG_LIB_IMPORT_OPS_OPS_H

#include "../Node.h"

namespace ecg {

using mlir::LogicalResult;

// Activation.cpp
LogicalResult importClip(Node &node);
LogicalResult importHardSigmoid(Node &node);
LogicalResult importHardSwish(Node &node);
LogicalResult importLeakyRelu(Node &node);
LogicalResult importPRelu(Node &node);
LogicalResult importRelu(Node &node);
LogicalResult importSigmoid(Node &node);
LogicalResult importSoftmax(Node &node);
LogicalResult importTanh(Node &node);

// Arithmetic.cpp
LogicalResult importAdd(Node &node);
LogicalResult importDiv(Node &node);
LogicalResult importMul(Node &node);
LogicalResult importNeg(Node &node);
LogicalResult importSub(Node &node);
LogicalResult importSum(Node &node);

// Constant.cpp
LogicalResult importConstant(Node &node);
LogicalResult importShape(Node &node);
LogicalResult importSize(Node &node);
LogicalResult foldConstantOfShape(Node &node);
LogicalResult foldRange(Node &node);

// Conv.cpp
LogicalResult importConv(Node &node);
LogicalResult importQLinearConv(Node &node);

// Einsum.cpp
LogicalResult importEinsum(Node &node);
// ConvTranspose.cpp
LogicalResult importConvTranspose(Node &node);

// FoldArithmetic.cpp
LogicalResult foldAdd(Node &node);
LogicalResult foldAnd(Node &node);
LogicalResult foldDiv(Node &node);
LogicalResult foldEqual(Node &node);
LogicalResult foldGreater(Node &node);
LogicalResult foldLess(Node &node);
LogicalResult foldMax(Node &node);
LogicalResult foldMin(Node &node);
LogicalResult foldMod(Node &node);
LogicalResult foldMul(Node &node);
LogicalResult foldNeg(Node &node);
LogicalResult foldNot(Node &node);
LogicalResult foldOr(Node &node);
LogicalResult foldSqrt(Node &node);
LogicalResult foldSub(Node &node);
LogicalResult foldWhere(Node &node);

// FoldIndexing.cpp
LogicalResult foldConcat(Node &node);
LogicalResult foldTile(Node &node);

// Fourier.cpp
LogicalResult importDft(Node &node);
LogicalResult importStft(Node &node);

// Gather.cpp
LogicalResult importGather(Node &node);
LogicalResult importGatherElements(Node &node);
LogicalResult importGatherNd(Node &node);
LogicalResult foldGather(Node &node);

// Layout.cpp
LogicalResult importCast(Node &node);
LogicalResult importConcat(Node &node);
LogicalResult importDropout(Node &node);
LogicalResult importIdentity(Node &node);
LogicalResult importTranspose(Node &node);

// Linear.cpp
LogicalResult importGemm(Node &node);
LogicalResult importMatMul(Node &node);
LogicalResult importQLinearMatMul(Node &node);

// MeanVariance.cpp
LogicalResult importMeanVarianceNormalization(Node &node);

// Normalization.cpp
// Lrn.cpp
LogicalResult importLrn(Node &node);

// BatchNormalization.cpp
LogicalResult importBatchNormalization(Node &node);

// Pad.cpp
LogicalResult importPad(Node &node);

// Pool.cpp
LogicalResult importAveragePool(Node &node);
LogicalResult importGlobalAveragePool(Node &node);
LogicalResult importGlobalMaxPool(Node &node);
LogicalResult importMaxPool(Node &node);

// Quantize.cpp
LogicalResult importDequantizeLinear(Node &node);
LogicalResult importQuantizeLinear(Node &node);
LogicalResult foldQuantizeLinear(Node &node);

// Recurrent.cpp
LogicalResult importGru(Node &node);
LogicalResult importLstm(Node &node);
LogicalResult importRnn(Node &node);

// Rearrange.cpp
LogicalResult importDepthToSpace(Node &node);
LogicalResult importExpand(Node &node);
LogicalResult importSpaceToDepth(Node &node);
LogicalResult importTile(Node &node);

// Reduce.cpp
LogicalResult importArgMax(Node &node);
LogicalResult importArgMin(Node &node);
LogicalResult importCumSum(Node &node);
LogicalResult importReduceL1(Node &node);
LogicalResult importReduceL2(Node &node);
LogicalResult importReduceLogSum(Node &node);
LogicalResult importReduceLogSumExp(Node &node);
LogicalResult importReduceMax(Node &node);
LogicalResult importReduceMean(Node &node);
LogicalResult importReduceMin(Node &node);
LogicalResult importReduceProd(Node &node);
LogicalResult importReduceSum(Node &node);
LogicalResult importReduceSumSquare(Node &node);
LogicalResult importTopK(Node &node);
LogicalResult foldReduceMax(Node &node);
LogicalResult foldReduceMin(Node &node);
LogicalResult foldReduceProd(Node &node);
LogicalResult foldReduceSum(Node &node);

// Reshape.cpp
LogicalResult importFlatten(Node &node);
LogicalResult importReshape(Node &node);
LogicalResult importSqueeze(Node &node);
LogicalResult importUnsqueeze(Node &node);

// Slice.cpp
LogicalResult importSlice(Node &node);
LogicalResult importSplit(Node &node);
LogicalResult foldSlice(Node &node);
// Resize.cpp
LogicalResult importResize(Node &node);
LogicalResult importUpsample(Node &node);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_OPS_H
