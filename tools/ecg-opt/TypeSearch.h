// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which type the weights of each layer get, or float, so that all parameters
// fit into bytes, or an inference into instructions, and the outputs suffer
// least.

#ifndef ECG_TOOLS_ECGOPT_TYPESEARCH_H
#define ECG_TOOLS_ECGOPT_TYPESEARCH_H

#include "ecg/Target/Samples.h"
#include "ecg/Train/QuantizeAware.h"
#include "mlir/IR/BuiltinOps.h"

namespace ecg {

/// What a layer got.
struct SearchedLayer {
  std::string name;
  std::string type; ///< a name findWeightType knows, or "float"
  double sqnr;      ///< dB at the worst output, with this layer alone rounded
  int64_t bytes;    ///< @stored_bytes; in float four a number
  double instructions; ///< @type_instructions
};

struct SearchedTypes {
  std::vector<SearchedLayer> layers;
  /// For the options of ecg-insert-fake-quantize.
  std::vector<std::string> types, skip;
};

/// Measures every layer with weights in every type (each alone, weights and
/// result rounded as ecg-insert-fake-quantize does, on `samples`) and chooses
/// by
/// @type_choice with the noise that reaches the worst output as what is lost.
/// Layers that `options` skip stay in float. Fails with a diagnostic where
/// layers have no names, or with one where no types fit.
mlir::FailureOr<SearchedTypes> searchTypes(mlir::ModuleOp calibrated,
                                           const Samples &samples,
                                           const QuantizeAwareOptions &options);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_TYPESEARCH_H
