// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a user fixes of the shapes that a model leaves open. Exporters write
// dynamic axes; a compiled program has none.

#ifndef ECG_IMPORT_INPUTSHAPES_H
#define ECG_IMPORT_INPUTSHAPES_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

struct InputShapes {
  struct Input {
    std::string name;
    llvm::SmallVector<int64_t> shape;
  };
  struct Dimension {
    std::string name; ///< `dim_param` in the file
    int64_t size;
  };

  /// What a dynamic dimension 0 becomes where nothing else says it; 1 without.
  std::optional<int64_t> batch;
  std::vector<Input> inputs;
  std::vector<Dimension> dimensions;

  bool isGiven() const {
    return batch || !inputs.empty() || !dimensions.empty();
  }

  /// Adds what `text` says: `ecg:1x12x1000`, the shape of an input, or
  /// `T=1000`, the size of a named dimension wherever it stands. Names may hold
  /// colons, as TensorFlow's do. Fails on anything else, on sizes that are not
  /// positive and on what was said before.
  llvm::Error add(llvm::StringRef text);
};

} // namespace ecg

#endif // ECG_IMPORT_INPUTSHAPES_H
