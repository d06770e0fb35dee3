// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights that stand in a file beside the model.

#ifndef ECG_LIB_IMPORT_EXTERNALDATA_H
#define ECG_LIB_IMPORT_EXTERNALDATA_H

#include "onnx/onnx_pb.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ecg {

/// The bytes of one tensor in an external file, mapped while this lives.
class ExternalData {
public:
  /// Finds the bytes `proto` speaks of (location, offset, length) in a file
  /// below `folder`. Paths that leave the folder are refused, symbolic links
  /// included: a model must not read other files of its user.
  llvm::Error open(const onnx::TensorProto &proto, llvm::StringRef folder);

  llvm::StringRef bytes() const { return buffer->getBuffer(); }

private:
  std::unique_ptr<llvm::MemoryBuffer> buffer;
};

} // namespace ecg

#endif // ECG_LIB_IMPORT_EXTERNALDATA_H
