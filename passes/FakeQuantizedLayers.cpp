// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ecg.fake_quantize in place of integers.

#include "FakeQuantizedLayers.h"

using namespace mlir;

namespace ecg {

Value FakeQuantizedLayers::roundActivation(Value value, ActivationType type) {
  builder.setInsertionPointAfterValue(value);
  return round(value, type);
}

Value FakeQuantizedLayers::round(Value value, ActivationType type) {
  return round(value, {float(type.getScale())},
               {type.getStorageTypeMin(), type.getStorageTypeMax()},
               type.getZeroPoint());
}

Value FakeQuantizedLayers::createScales(Location loc, ArrayRef<float> scales) {
  auto type = RankedTensorType::get({static_cast<int64_t>(scales.size())},
                                    builder.getF32Type());
  return builder.create<ConstantOp>(loc, makeElements<float>(type, scales));
}

Value FakeQuantizedLayers::round(Value value, ArrayRef<float> scales,
                                 ArrayRef<int64_t> range, int64_t zeroPoint) {
  return builder.create<FakeQuantizeOp>(
      value.getLoc(), value.getType(), value,
      createScales(value.getLoc(), scales), builder.getDenseI64ArrayAttr(range),
      builder.getI64IntegerAttr(zeroPoint), IntegerAttr());
}

bool hasRoundings(func::FuncOp func) {
  return !func.getOps<QuantizeOp>().empty() ||
         !func.getOps<DequantizeOp>().empty() ||
         !func.getOps<FakeQuantizeOp>().empty() ||
         !func.getOps<FakeMultiBitOp>().empty();
}

} // namespace ecg
