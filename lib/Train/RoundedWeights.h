// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of a layer behind fake quantization, as ecg-insert-fake-quantize
// makes them: rows with types, whose scales are multiples of a unit. Private to
// the room.

#ifndef ECG_LIB_TRAIN_ROUNDEDWEIGHTS_H
#define ECG_LIB_TRAIN_ROUNDEDWEIGHTS_H

#include "ecg/Compress/TypeBudget.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

class RoundedWeights {
public:
  /// All of a function whose integers are those of known types, in order.
  static std::vector<RoundedWeights> find(mlir::func::FuncOp function);

  FakeQuantizeOp op() const { return layer; }
  ConstantOp weights() const { return values; }
  /// The constant that scales are read from and learned in.
  ConstantOp learnedScales() const { return scales; }
  const LayerTypes &types() const { return rows; }

  /// Weights before rounding, and the scales of rows as they are used.
  std::vector<float> readWeights() const;
  std::vector<double> readScales() const;

  /// Gives a row another type and scale, once write() is called.
  void setRow(size_t row, const WeightType &type, double scale);
  void write();

private:
  RoundedWeights(FakeQuantizeOp layer, ConstantOp values, ConstantOp scales,
                 ConstantOp unit, LayerTypes rows)
      : layer(layer), values(values), scales(scales), unit(unit),
        rows(std::move(rows)) {}

  static std::optional<RoundedWeights> match(FakeQuantizeOp op);
  float largestFactor() const;

  FakeQuantizeOp layer;
  ConstantOp values, scales;
  ConstantOp unit; ///< null: scales are used as they are
  LayerTypes rows;
  llvm::DenseMap<size_t, float> changed;
};

/// The types of each of them.
std::vector<LayerTypes> typesOf(llvm::ArrayRef<RoundedWeights> weights);

} // namespace ecg

#endif // ECG_LIB_TRAIN_ROUNDEDWEIGHTS_H
