// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of a model's inputs, with nothing left open.

#ifndef ECG_LIB_IMPORT_INPUTSHAPES_H
#define ECG_LIB_IMPORT_INPUTSHAPES_H

#include "HostTensor.h"
#include "ecg/Import/InputShapes.h"
#include "onnx/onnx_pb.h"

namespace ecg {

/// One shape an input, in their order. A dimension named in one input has the
/// same size in all. Fails, with a message that names input and dimension, on
/// what `given` neither says nor may say: dimensions left open, contradictions,
/// names that are not there.
llvm::Expected<std::vector<Shape>>
fixInputShapes(llvm::ArrayRef<const onnx::ValueInfoProto *> inputs,
               const InputShapes &given);

} // namespace ecg

#endif // ECG_LIB_IMPORT_INPUTSHAPES_H
