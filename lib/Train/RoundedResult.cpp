// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Puts a fake_quantize behind a layer and takes it away again.

#include "RoundedResult.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/Builders.h"

using namespace mlir;

namespace ecg {

RoundedResult::RoundedResult(Value result, ecg::Range range, unsigned bits) {
  AffineParams params = chooseAffineParams(range, bits);
  int64_t half = int64_t(1) << (bits - 1);
  OpBuilder builder(result.getContext());
  builder.setInsertionPointAfterValue(result);
  Location loc = result.getLoc();
  scale = builder.create<ConstantOp>(
      loc, makeElements<float>(RankedTensorType::get({1}, builder.getF32Type()),
                               float(params.scale)));
  rounded = builder.create<FakeQuantizeOp>(
      loc, result.getType(), result, scale->getResult(0),
      builder.getDenseI64ArrayAttr({-half, half - 1}),
      builder.getI64IntegerAttr(params.zeroPoint), IntegerAttr());
  result.replaceAllUsesExcept(rounded->getResult(0), rounded);
}

RoundedResult::~RoundedResult() {
  rounded->getResult(0).replaceAllUsesWith(rounded->getOperand(0));
  rounded->erase();
  scale->erase();
}

} // namespace ecg
