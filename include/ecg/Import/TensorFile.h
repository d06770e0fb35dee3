// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Single tensors in files of their own, as in ONNX test data sets
// (`test_data_set_0/input_0.pb`). Models are Import.h's business.

#ifndef ECG_IMPORT_TENSORFILE_H
#define ECG_IMPORT_TENSORFILE_H

#include "ecg/IR/ElementTable.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ecg {

/// One tensor, row-major, its numbers as they lie in memory
/// (docs/numerics.md @elements).
struct TensorFile {
  std::string name;
  llvm::SmallVector<int64_t> shape;
  const ElementInfo *element = nullptr;
  std::vector<char> bytes;

  /// The numbers as float, rounded where they are none.
  std::vector<float> toFloats() const;
};

/// Reads the TensorProto at `path` without loss: bits of doubles, 64-bit
/// integers and NaN stay. Fails with one line that names the file.
llvm::Expected<TensorFile> readTensorFile(llvm::StringRef path);

/// The test data sets of a folder, sorted: itself where it holds input_0.pb,
/// else its folders test_data_set_*. Fails when there are none.
llvm::Expected<std::vector<std::string>>
findTestDataSets(llvm::StringRef folder);

/// The tensor `<kind>_<index>.pb` ("input", "output") of a test data set, which
/// must have the shape of `name`.
llvm::Expected<TensorFile> readTestData(llvm::StringRef set,
                                        llvm::StringRef kind, size_t index,
                                        llvm::StringRef name,
                                        llvm::ArrayRef<int64_t> shape);

} // namespace ecg

#endif // ECG_IMPORT_TENSORFILE_H
