// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors in files of their own.

#include "ecg/Import/TensorFile.h"
#include "Error.h"
#include "TensorProto.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace ecg {

std::vector<float> TensorFile::toFloats() const {
  std::vector<float> floats(bytes.size() / element->bytes);
  element->toFloat(bytes.data(), floats.size(), floats.data());
  return floats;
}

llvm::Expected<TensorFile> readTensorFile(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return makeError("{0}: {1}", path, buffer.getError().message());
  onnx::TensorProto proto;
  if ((*buffer)->getBufferSize() == 0 ||
      !proto.ParseFromArray((*buffer)->getBufferStart(),
                            (*buffer)->getBufferSize()))
    return makeError("{0}: is not a tensor", path);
  llvm::Expected<TensorFile> tensor = readTensorBytes(proto);
  if (!tensor)
    return makeError("{0}: {1}", path, llvm::toString(tensor.takeError()));
  return tensor;
}

llvm::Expected<std::vector<std::string>>
findTestDataSets(llvm::StringRef folder) {
  std::vector<std::string> sets;
  std::error_code status;
  for (llvm::sys::fs::directory_iterator it(folder, status), end;
       !status && it != end; it.increment(status)) {
    llvm::StringRef name = llvm::sys::path::filename(it->path());
    if (name == "input_0.pb")
      sets.push_back(folder.str());
    else if (name.starts_with("test_data_set_"))
      sets.push_back(it->path());
  }
  if (status)
    return makeError("{0}: {1}", folder, status.message());
  if (sets.empty())
    return makeError("{0}: holds neither input_0.pb nor test_data_set_0",
                     folder);
  llvm::sort(sets);
  return sets;
}

llvm::Expected<TensorFile> readTestData(llvm::StringRef set,
                                        llvm::StringRef kind, size_t index,
                                        llvm::StringRef name,
                                        llvm::ArrayRef<int64_t> shape) {
  llvm::SmallString<128> path(set);
  llvm::sys::path::append(path, kind + "_" + llvm::Twine(index) + ".pb");
  llvm::Expected<TensorFile> tensor = readTensorFile(path);
  if (tensor && llvm::ArrayRef(tensor->shape) != shape)
    return makeError("{0}: has shape {1}, '{2}' has {3}", path,
                     formatShape(tensor->shape), name, formatShape(shape));
  return tensor;
}

} // namespace ecg
