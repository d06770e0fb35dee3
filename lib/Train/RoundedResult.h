// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A layer as if its result were held in few bits.

#ifndef ECG_LIB_TRAIN_ROUNDEDRESULT_H
#define ECG_LIB_TRAIN_ROUNDEDRESULT_H

#include "ecg/Compress/Scales.h"
#include "mlir/IR/Operation.h"

namespace ecg {

/// While it lives, everybody who reads `result` reads an ecg.fake_quantize of
/// it, with the integers of `bits` bits spread over `range`.
class RoundedResult {
public:
  RoundedResult(mlir::Value result, Range range, unsigned bits);
  ~RoundedResult();
  RoundedResult(const RoundedResult &) = delete;
  RoundedResult &operator=(const RoundedResult &) = delete;

private:
  mlir::Operation *scale, *rounded;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_ROUNDEDRESULT_H
