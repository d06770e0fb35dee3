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
LogicalResult importHardSwish(Node &node);
LogicalResult importHardmax(Node &node);
LogicalResult importLeakyRelu(Node &node);
LogicalResult importLogSoftmax(Node &node);
LogicalResult importPRelu(Node &node);
LogicalResult importRelu(Node &node);
LogicalResult importSigmoid(Node &node);
LogicalResult importSoftmax(Node &node);
LogicalResult importTanh(Node &node);

// Arithmetic.cpp
LogicalResult importAdd(Node &node);
LogicalResult importBinary(Node &node);
LogicalResult importBitShift(Node &node);
LogicalResult importDiv(Node &node);
LogicalResult importMean(Node &node);
LogicalResult importMod(Node &node);
LogicalResult importMul(Node &node);
LogicalResult importNeg(Node &node);
LogicalResult importSub(Node &node);
LogicalResult importSum(Node &node);

// Compare.cpp
LogicalResult importCast(Node &node);
LogicalResult importCastLike(Node &node);
LogicalResult importCompare(Node &node);
LogicalResult importIsInf(Node &node);
LogicalResult importIsNaN(Node &node);
LogicalResult importWhere(Node &node);

// Constant.cpp
LogicalResult foldConstantOfShape(Node &node);
LogicalResult foldRange(Node &node);
LogicalResult importConstant(Node &node);
LogicalResult importShape(Node &node);
LogicalResult importSize(Node &node);

// Conv.cpp
LogicalResult importConv(Node &node);
LogicalResult importConvInteger(Node &node);
LogicalResult importFusedConv(Node &node);
LogicalResult importQLinearConv(Node &node);

// ConvTranspose.cpp
LogicalResult importConvTranspose(Node &node);

// Dropout.cpp
LogicalResult importDropout(Node &node);

// Einsum.cpp
LogicalResult importEinsum(Node &node);

// Elementwise.cpp
LogicalResult importGelu(Node &node);
LogicalResult importHardSigmoid(Node &node);
LogicalResult importMinMax(Node &node);
LogicalResult importPow(Node &node);
LogicalResult importSelu(Node &node);
LogicalResult importUnary(Node &node);
LogicalResult importUnaryAlpha(Node &node);

// FoldIndexing.cpp
LogicalResult foldConcat(Node &node);
LogicalResult foldTile(Node &node);

// Fourier.cpp
LogicalResult importDft(Node &node);
LogicalResult importStft(Node &node);

// Gather.cpp
LogicalResult foldGather(Node &node);
LogicalResult importGather(Node &node);
LogicalResult importGatherElements(Node &node);
LogicalResult importGatherNd(Node &node);

// InstanceNormalization.cpp
LogicalResult importGroupNormalization(Node &node);
LogicalResult importInstanceNormalization(Node &node);

// IntegerOperators.cpp
LogicalResult importDynamicQuantizeLinear(Node &node);

// Layout.cpp
LogicalResult importConcat(Node &node);
LogicalResult importIdentity(Node &node);
LogicalResult importOneHot(Node &node);
LogicalResult importTranspose(Node &node);

// Linear.cpp
LogicalResult importGemm(Node &node);
LogicalResult importMatMul(Node &node);

// Loss.cpp
LogicalResult importNegativeLogLikelihoodLoss(Node &node);
LogicalResult importSoftmaxCrossEntropyLoss(Node &node);

// LpNorm.cpp
LogicalResult importGlobalLpPool(Node &node);
LogicalResult importLpNormalization(Node &node);
LogicalResult importLpPool(Node &node);

// MaxUnpool.cpp
LogicalResult importMaxUnpool(Node &node);

// MeanVariance.cpp
LogicalResult importMeanVarianceNormalization(Node &node);

// Lrn.cpp
LogicalResult importLrn(Node &node);

// BatchNormalization.cpp
LogicalResult importBatchNormalization(Node &node);
LogicalResult importLayerNormalization(Node &node);

// Pad.cpp
LogicalResult importPad(Node &node);

// Pool.cpp
LogicalResult importAveragePool(Node &node);
LogicalResult importGlobalAveragePool(Node &node);
LogicalResult importGlobalMaxPool(Node &node);
LogicalResult importMaxPool(Node &node);

// QLinear.cpp
LogicalResult importQLinearAdd(Node &node);
LogicalResult importQLinearAveragePool(Node &node);
LogicalResult importQLinearConcat(Node &node);
LogicalResult importQLinearGlobalAveragePool(Node &node);
LogicalResult importQLinearLeakyRelu(Node &node);
LogicalResult importQLinearMul(Node &node);
LogicalResult importQLinearSigmoid(Node &node);
LogicalResult importQLinearSoftmax(Node &node);

// QuantizedLinear.cpp
LogicalResult importDynamicQuantizeMatMul(Node &node);
LogicalResult importMatMulInteger(Node &node);
LogicalResult importMatMulIntegerToFloat(Node &node);
LogicalResult importQGemm(Node &node);
LogicalResult importQLinearMatMul(Node &node);

// Quantize.cpp
LogicalResult foldQuantizeLinear(Node &node);
LogicalResult importDequantizeLinear(Node &node);
LogicalResult importQuantizeLinear(Node &node);

// Rearrange.cpp
LogicalResult importDepthToSpace(Node &node);
LogicalResult importExpand(Node &node);
LogicalResult importSpaceToDepth(Node &node);
LogicalResult importTile(Node &node);

// Recurrent.cpp
LogicalResult importDynamicQuantizeLstm(Node &node);
LogicalResult importGru(Node &node);
LogicalResult importLstm(Node &node);
LogicalResult importRnn(Node &node);

// Reduce.cpp
LogicalResult foldReduceMax(Node &node);
LogicalResult foldReduceMin(Node &node);
LogicalResult foldReduceProd(Node &node);
LogicalResult foldReduceSum(Node &node);
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

// Reshape.cpp
LogicalResult importFlatten(Node &node);
LogicalResult importReshape(Node &node);
LogicalResult importSqueeze(Node &node);
LogicalResult importUnsqueeze(Node &node);

// Resize.cpp
LogicalResult importResize(Node &node);
LogicalResult importUpsample(Node &node);

// Signal.cpp
LogicalResult foldMelWeightMatrix(Node &node);
LogicalResult foldWindow(Node &node);

// Slice.cpp
LogicalResult foldSlice(Node &node);
LogicalResult importSlice(Node &node);
LogicalResult importSplit(Node &node);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_OPS_H
