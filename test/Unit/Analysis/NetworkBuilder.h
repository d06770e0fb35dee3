// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers with random weights, the words in which RandomNetwork.cpp speaks.
// Activations are [1, channels, time] where nothing else is said.

#ifndef ECG_TEST_UNIT_ANALYSIS_NETWORKBUILDER_H
#define ECG_TEST_UNIT_ANALYSIS_NETWORKBUILDER_H

#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <random>

namespace ecg {

class NetworkBuilder {
public:
  using Shape = llvm::ArrayRef<int64_t>;

  /// Builds at the end of `function`.
  NetworkBuilder(mlir::func::FuncOp function, unsigned seed);

  /// A number of [low, high].
  int64_t pick(int64_t low, int64_t high);
  bool flip() { return pick(0, 1) == 1; }

  static Shape shapeOf(mlir::Value value);
  static int64_t channelsOf(mlir::Value x) { return shapeOf(x)[1]; }
  static int64_t timeOf(mlir::Value x) { return shapeOf(x)[2]; }

  mlir::Value constant(Shape shape, float low, float high);
  /// Weights that keep the size of what they sum up.
  mlir::Value weight(Shape shape);
  mlir::Value indices(llvm::ArrayRef<int64_t> values);

  mlir::Value conv(mlir::Value x, int64_t outputs, int64_t kernel = 1,
                   int64_t stride = 1, int64_t groups = 1);
  mlir::Value conv2d(mlir::Value x, int64_t outputs, int64_t kernel);
  mlir::Value convTranspose(mlir::Value x, int64_t outputs, int64_t stride,
                            int64_t groups);
  mlir::Value linear(mlir::Value x, int64_t outputs);
  mlir::Value batchNorm(mlir::Value x);
  mlir::Value layerNorm(mlir::Value x, llvm::ArrayRef<int64_t> axes);
  mlir::Value activate(mlir::Value x);
  mlir::Value prelu(mlir::Value x);

  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value mul(mlir::Value a, mlir::Value b);
  mlir::Value concat(mlir::ValueRange values, int64_t axis = 1);
  mlir::Value slice(mlir::Value x, int64_t dim, int64_t start, int64_t size);
  mlir::Value reshape(mlir::Value x, Shape shape);
  mlir::Value transpose(mlir::Value x, llvm::ArrayRef<int64_t> order);
  mlir::Value matmul(mlir::Value a, mlir::Value b, float alpha);

  template <typename Op, typename... Args> Op create(Args &&...args) {
    return builder.create<Op>(builder.getUnknownLoc(),
                              std::forward<Args>(args)...);
  }

  mlir::OpBuilder builder;

private:
  std::mt19937 random;
};

} // namespace ecg

#endif // ECG_TEST_UNIT_ANALYSIS_NETWORKBUILDER_H
