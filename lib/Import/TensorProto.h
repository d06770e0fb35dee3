// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the numbers of an ONNX TensorProto in all its forms of storage.

#ifndef ECG_LIB_IMPORT_TENSORPROTO_H
#define ECG_LIB_IMPORT_TENSORPROTO_H

#include "HostTensor.h"
#include "ecg/Import/TensorFile.h"
#include "onnx/onnx_pb.h"
#include "llvm/Support/Error.h"

namespace ecg {

/// The numbers of `proto`; float16, bfloat16 and double become float.
/// External data is read from below `folder` only; an empty `folder` refuses
/// it. Fails on sizes that do not match the shape, NaN, double values beyond
/// float, unsupported types; the message does not repeat the tensor's name.
llvm::Expected<HostTensor> readTensor(const onnx::TensorProto &proto,
                                      llvm::StringRef folder);

/// The same without loss, as the bytes lie in memory; only of types that
/// tensors of a program can hold, and never from external data.
llvm::Expected<TensorFile> readTensorBytes(const onnx::TensorProto &proto);

/// The element type of an ONNX data type, or nothing when it is not supported.
std::optional<Element> elementOf(int32_t dataType);

/// What lies in memory for an ONNX data type, or null where tensors of a
/// program cannot hold it.
const ElementInfo *elementInfoOf(int32_t dataType);

/// Name of an ONNX data type for messages, e.g. `COMPLEX64`.
std::string dataTypeName(int32_t dataType);

} // namespace ecg

#endif // ECG_LIB_IMPORT_TENSORPROTO_H
