// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The activation functions a recurrent node names.

#ifndef ECG_LIB_IMPORT_OPS_RECURRENTACTIVATIONS_H
#define ECG_LIB_IMPORT_OPS_RECURRENTACTIVATIONS_H

#include "../Node.h"

namespace ecg {

/// The attributes `activations`, `activation_alpha` and `activation_beta`, one
/// entry a function and direction. Empty where the defaults of ONNX hold.
struct Activations {
  llvm::SmallVector<llvm::StringRef> names;
  llvm::SmallVector<float> alphas, betas;
};

/// Reads them; `count` functions are expected where there are any.
Activations readActivations(Node &node, size_t count);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_RECURRENTACTIVATIONS_H
