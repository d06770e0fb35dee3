// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Inputs of a model that become constants of the program. Where the shape of a
// result depends on an input's value, as with Reshape, there is no other way:
// a compiled program has fixed shapes.

#ifndef ECG_IMPORT_INPUTCONSTANTS_H
#define ECG_IMPORT_INPUTCONSTANTS_H

#include "ecg/Import/TensorFile.h"

namespace ecg {

struct InputConstants {
  /// One input, named by its tensor.
  struct Input {
    TensorFile tensor;
    /// Written as text: the model's element type and shape hold, as far as the
    /// number of values allows.
    bool isText = false;
  };

  std::vector<Input> inputs;

  bool isGiven() const { return !inputs.empty(); }

  /// Makes the input `name` the constant `tensor`.
  void bind(llvm::StringRef name, TensorFile tensor);

  /// Adds what `text` says: `shape=1,12,-1`, values in row-major order, or
  /// `shape=input_1.pb`, a tensor file. Fails on anything else and on an input
  /// that was named before.
  llvm::Error add(llvm::StringRef text);
};

} // namespace ecg

#endif // ECG_IMPORT_INPUTCONSTANTS_H
