// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors in files of their own.

#include "ecg/Import/TensorFile.h"
#include "Error.h"
#include "TensorProto.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ecg {

llvm::Expected<TensorFile> readTensorFile(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return makeError("{0}: {1}", path, buffer.getError().message());
  onnx::TensorProto proto;
  if ((*buffer)->getBufferSize() == 0 ||
      !proto.ParseFromArray((*buffer)->getBufferStart(),
                            (*buffer)->getBufferSize()))
    return makeError("{0}: is not a tensor", path);
  llvm::Expected<HostTensor> tensor = readTensor(proto, /*folder=*/"");
  if (!tensor)
    return makeError("{0}: {1}", path, llvm::toString(tensor.takeError()));
  return TensorFile{proto.name(), tensor->shape, tensor->toReals()};
}

} // namespace ecg
