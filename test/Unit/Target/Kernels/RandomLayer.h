// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of one or two random layers, as float or as integers, both with
// the same numbers, so that the two can be compared.

#ifndef ECG_TEST_UNIT_TARGET_KERNELS_RANDOMLAYER_H
#define ECG_TEST_UNIT_TARGET_KERNELS_RANDOMLAYER_H

#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include <cmath>
#include <random>
#include <vector>

namespace ecg {

struct Affine {
  double scale = 1;
  int32_t zeroPoint = 0;

  float dequantize(int64_t q) const {
    return static_cast<float>(scale) * static_cast<float>(q - zeroPoint);
  }
};

/// Writes one function. The same seed gives the same layer with the same
/// numbers, in float or in integers of `bits` bits.
class RandomLayer {
public:
  RandomLayer(mlir::MLIRContext &context, uint32_t seed, unsigned bits,
              bool isQuantized, Affine output);

  /// Uniform in [low, high].
  int64_t pick(int64_t low, int64_t high);
  bool flip() { return pick(0, 1) == 1; }
  Affine pickAffine();

  /// An argument whose values are scale * (q - zeroPoint), q random integers.
  mlir::Value input(llvm::ArrayRef<int64_t> shape);
  /// The same with given parameters.
  mlir::Value input(llvm::ArrayRef<int64_t> shape, Affine affine);
  /// A constant with int8 values, symmetric, one scale an output channel, half
  /// of the time with a factor in common. Some rows have few values only.
  mlir::Value weight(llvm::ArrayRef<int64_t> shape);
  /// The bias that goes with the last weight and the last input; null
  /// sometimes.
  mlir::Value bias();
  /// A constant that is float in both functions.
  mlir::Value vector(int64_t size, float low, float high);
  ClampAttr clamp();

  /// Makes a layer whose result has the parameters `affine` when quantized.
  template <typename Layer, typename... Arguments>
  Layer layer(Affine affine, Arguments &&...arguments) {
    auto op = builder.create<Layer>(builder.getUnknownLoc(),
                                    std::forward<Arguments>(arguments)...);
    op->getResult(0).setType(tensorType(
        mlir::cast<mlir::RankedTensorType>(op->getResult(0).getType())
            .getShape(),
        affine));
    return op;
  }

  mlir::RankedTensorType tensorType(llvm::ArrayRef<int64_t> shape,
                                    Affine affine);
  mlir::OwningOpRef<mlir::ModuleOp> finish(mlir::Value result);

  /// Parameters asked for the result; those of the first input.
  const Affine output;
  Affine firstInput() const { return affines.front(); }

  mlir::OpBuilder builder;
  /// Values of the arguments, the same for both functions.
  std::vector<std::vector<float>> inputs;

private:
  /// A row of weights: all of int8, of fewer bits, sparse, or 0.
  void addRow(size_t size, std::vector<int8_t> &integers);

  std::mt19937 random;
  const unsigned bits;
  const bool isQuantized;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
  std::vector<Affine> affines;
  std::vector<double> weightScales;
};

} // namespace ecg

#endif // ECG_TEST_UNIT_TARGET_KERNELS_RANDOMLAYER_H
