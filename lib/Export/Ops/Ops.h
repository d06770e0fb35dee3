// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How layers become ONNX operators, one file a family as in lib/Import/Ops,
// and what the files share.

#ifndef ECG_LIB_EXPORT_OPS_OPS_H
#define ECG_LIB_EXPORT_OPS_OPS_H

#include "../OnnxGraph.h"

namespace ecg {

void attachActivationWriters(mlir::MLIRContext &context);
void attachArithmeticWriters(mlir::MLIRContext &context);
void attachConvTransposeWriters(mlir::MLIRContext &context);
void attachConvWriters(mlir::MLIRContext &context);
void attachElementwiseWriters(mlir::MLIRContext &context);
void attachLayoutWriters(mlir::MLIRContext &context);
void attachLinearWriters(mlir::MLIRContext &context);
void attachMoveWriters(mlir::MLIRContext &context);
void attachNormalizationWriters(mlir::MLIRContext &context);
void attachPoolWriters(mlir::MLIRContext &context);
void attachQuantizeWriters(mlir::MLIRContext &context);
void attachRecurrentWriters(mlir::MLIRContext &context);
void attachReductionWriters(mlir::MLIRContext &context);
void attachResizeWriters(mlir::MLIRContext &context);
void attachTransformerWriters(mlir::MLIRContext &context);
void attachUnaryWriters(mlir::MLIRContext &context);

/// The model of a layer: `write` adds its nodes and returns the tensor that
/// holds the numbers of the result, or those of all results.
template <auto write, typename Op, typename Names>
struct Writer : OnnxOpInterface::ExternalModel<Writer<write, Op, Names>, Op> {
  mlir::LogicalResult exportToOnnx(mlir::Operation *op,
                                   OnnxGraph &graph) const {
    Names names = write(mlir::cast<Op>(op), graph);
    if constexpr (std::is_same_v<Names, std::string>)
      graph.setResult(op->getResult(0), names);
    else
      for (auto [result, name] : llvm::zip_equal(op->getResults(), names))
        graph.setResult(result, name);
    return mlir::success();
  }
};

template <typename Op, auto write>
void attachWriter(mlir::MLIRContext &context) {
  using Names =
      decltype(write(std::declval<Op>(), std::declval<OnnxGraph &>()));
  Op::template attachInterface<Writer<write, Op, Names>>(context);
}

/// `name` limited to a fused activation: Relu where that is all, else Clip.
std::string limited(OnnxGraph &graph, std::string name,
                    std::optional<ClampAttr> clamp);

inline std::vector<int64_t> listOf(llvm::ArrayRef<int64_t> values) {
  return values.vec();
}

inline mlir::Type elementOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getElementType();
}

/// The type of the numbers `value` stands for: f32 where it is quantized.
inline mlir::Type realElementOf(mlir::Value value) {
  mlir::Type element = elementOf(value);
  return mlir::isa<mlir::quant::QuantizedType>(element)
             ? mlir::Float32Type::get(value.getContext())
             : element;
}

inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
}

} // namespace ecg

#endif // ECG_LIB_EXPORT_OPS_OPS_H
