// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which layers of a calibrated network become integer ones, and with which
// types: the walk that InsertQdq and InsertFakeQuantize share. They differ in
// what stands for a rounded value.

#ifndef ECG_PASSES_QUANTIZEDLAYERS_H
#define ECG_PASSES_QUANTIZEDLAYERS_H

#include "QuantizedConstants.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringSet.h"

namespace ecg {

/// The layers called `names`, which a pass option asks for. Fails with a
/// diagnostic when one of them is not there.
mlir::FailureOr<llvm::StringSet<>>
findNamedLayers(mlir::func::FuncOp func, llvm::StringRef option,
                llvm::ArrayRef<std::string> names);

/// Scales of rows that ecg-round-weights gave the weights of a layer: an array
/// of f64.
constexpr llvm::StringLiteral weightScalesAttrName = "ecg.weight_scales";

/// A layer whose weights are multiples of the scales of their rows already, and
/// which another one relies on: no pass may round them otherwise.
constexpr llvm::StringLiteral keepWeightsAttrName = "ecg.keep_weights";

/// Bits of the type of activations that the pass option `activations` names.
/// Fails with a diagnostic when it is neither int8 nor int16.
mlir::FailureOr<unsigned> parseActivations(mlir::func::FuncOp func,
                                           llvm::StringRef name);

/// No scale represents a constant that is not finite.
mlir::LogicalResult verifyFinite(mlir::Value constant,
                                 llvm::ArrayRef<float> values);

class QuantizedLayers {
public:
  using ActivationType = mlir::quant::UniformQuantizedType;

  QuantizedLayers(mlir::func::FuncOp func, const llvm::StringSet<> &skipped,
                  unsigned activationBits)
      : builder(func.getContext()), activationBits(activationBits), func(func),
        skipped(skipped) {}
  virtual ~QuantizedLayers();

  /// Gives every layer of known arithmetic on float tensors, whose weights are
  /// known and which has kernels for the type of activations, rounded
  /// activations and weights, and takes the ranges off.
  mlir::LogicalResult run();

  /// Of the integers that activations become.
  unsigned bits() const { return activationBits; }

protected:
  /// What stands for `value` rounded to `type`, made right behind it; or
  /// `value` itself.
  virtual mlir::Value roundActivation(mlir::Value value,
                                      ActivationType type) = 0;
  /// The same for the result of a layer that only moves values of `type`.
  virtual mlir::Value roundMoved(mlir::Value value, ActivationType type) {
    return roundActivation(value, type);
  }
  virtual mlir::Value roundConstant(mlir::Value value,
                                    llvm::ArrayRef<float> values,
                                    ActivationType type) = 0;
  /// Replaces weight and bias of a layer; all their values are finite.
  virtual mlir::LogicalResult roundWeights(QuantOpInterface layer,
                                           double inputScale) = 0;

  mlir::OpBuilder builder;
  const unsigned activationBits;

private:
  bool takesPart(mlir::Operation *op) const;
  mlir::LogicalResult quantizeLayer(QuantOpInterface layer);
  mlir::LogicalResult quantizeResult(QuantOpInterface layer);
  ActivationType resultType(QuantOpInterface layer);
  ActivationType calibratedType(mlir::Value value);
  ActivationType typeFor(ecg::Range range);
  mlir::Value standIn(mlir::Value value);
  mlir::Value standInForConstant(mlir::Value value,
                                 llvm::ArrayRef<float> values);
  void removeRanges();

  mlir::func::FuncOp func;
  const llvm::StringSet<> &skipped;
  /// Rounded stand-ins of values that float layers and arguments produce.
  llvm::DenseMap<mlir::Value, mlir::Value> standIns;
  /// Rounded values and their types.
  llvm::DenseMap<mlir::Value, ActivationType> types;
};

} // namespace ecg

#endif // ECG_PASSES_QUANTIZEDLAYERS_H
