// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A float network whose activations are rounded as integer ones would be, by
// `ecg.fake_quantize`. What becomes of weights differs between the passes that
// need one.

#ifndef ECG_PASSES_FAKEQUANTIZEDLAYERS_H
#define ECG_PASSES_FAKEQUANTIZEDLAYERS_H

#include "QuantizedLayers.h"

namespace ecg {

class FakeQuantizedLayers : public QuantizedLayers {
public:
  using QuantizedLayers::QuantizedLayers;

protected:
  mlir::Value roundActivation(mlir::Value value, ActivationType type) override;
  mlir::Value roundMoved(mlir::Value value, ActivationType) override {
    return value;
  }
  mlir::Value roundConstant(mlir::Value value, llvm::ArrayRef<float>,
                            ActivationType type) override {
    return round(value, type);
  }

  mlir::Value createScales(mlir::Location loc, llvm::ArrayRef<float> scales);
  mlir::Value round(mlir::Value value, llvm::ArrayRef<float> scales,
                    llvm::ArrayRef<int64_t> range, int64_t zeroPoint);

private:
  mlir::Value round(mlir::Value value, ActivationType type);
};

/// Whether the network knows roundings of any kind already.
bool hasRoundings(mlir::func::FuncOp func);

} // namespace ecg

#endif // ECG_PASSES_FAKEQUANTIZEDLAYERS_H
