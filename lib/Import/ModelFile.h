// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From bytes to a ModelProto that is safe to walk.

#ifndef ECG_LIB_IMPORT_MODELFILE_H
#define ECG_LIB_IMPORT_MODELFILE_H

#include "onnx/onnx_pb.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace ecg {

/// Parses the binary or, by the name of the buffer, the text form, and checks
/// that it is a model at all.
llvm::Error parseModel(llvm::MemoryBufferRef buffer, onnx::ModelProto &model);

} // namespace ecg

#endif // ECG_LIB_IMPORT_MODELFILE_H
