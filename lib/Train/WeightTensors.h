// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The constants that layers multiply their inputs with: what becomes sparse or
// clustered. Biases, tables and what normalizes stay as they are.

#ifndef ECG_LIB_TRAIN_WEIGHTTENSORS_H
#define ECG_LIB_TRAIN_WEIGHTTENSORS_H

#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <string>
#include <vector>

namespace ecg {

struct WeightTensor {
  ConstantOp constant;
  std::string layer; ///< of the ONNX file; the operation's name without one
  int64_t rows;      ///< one an output (of recurrent layers, a gate's unit)

  std::vector<float> values() const;
  void setValues(llvm::ArrayRef<float> values);
};

/// Those of `function` in the order of their layers, each once, but for the
/// layers called `protect` and those with fewer than `minRow` weights a row.
/// Fails where there is no layer of such a name, or no weights.
llvm::Expected<std::vector<WeightTensor>>
findWeightTensors(mlir::func::FuncOp function,
                  llvm::ArrayRef<std::string> protect, unsigned minRow = 0);

} // namespace ecg

#endif // ECG_LIB_TRAIN_WEIGHTTENSORS_H
