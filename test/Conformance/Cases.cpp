// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finding and reading backend tests.

#include "Cases.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;

namespace ecg {

namespace {

std::string join(llvm::StringRef folder, llvm::StringRef name) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  return path.str().str();
}

/// The names in a folder that hold a model, sorted.
std::vector<std::string> listModels(llvm::StringRef folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error))
    if (fs::exists(join(it->path(), "model.onnx")))
      names.push_back(llvm::sys::path::filename(it->path()).str());
  llvm::sort(names);
  return names;
}

/// The tensors `<kind>_0.pb`, `<kind>_1.pb`, ... of a data set.
llvm::Expected<std::vector<TensorFile>> readTensors(llvm::StringRef folder,
                                                    llvm::StringRef kind) {
  std::vector<TensorFile> tensors;
  for (size_t i = 0;; ++i) {
    std::string path =
        join(folder, (kind + "_" + llvm::Twine(i) + ".pb").str());
    if (!fs::exists(path))
      return tensors;
    llvm::Expected<TensorFile> tensor = readTensorFile(path);
    if (!tensor)
      return tensor.takeError();
    tensors.push_back(std::move(*tensor));
  }
}

llvm::Error readModel(const std::string &path, onnx::ModelProto &model) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer || !model.ParseFromArray((*buffer)->getBufferStart(),
                                       (*buffer)->getBufferSize()))
    return llvm::createStringError("cannot read " + path);
  return llvm::Error::success();
}

llvm::Error readSets(const Case &test, CaseData &data) {
  for (size_t i = 0;; ++i) {
    std::string folder =
        join(test.folder, "test_data_set_" + std::to_string(i));
    if (!fs::exists(folder))
      break;
    auto inputs = readTensors(folder, "input");
    if (!inputs)
      return inputs.takeError();
    auto outputs = readTensors(folder, "output");
    if (!outputs)
      return outputs.takeError();
    if (inputs->size() != data.inputNames.size() ||
        outputs->size() != size_t(data.model.graph().output_size()))
      return llvm::createStringError(folder + ": as many tensors as the graph "
                                              "has inputs and outputs wanted");
    data.sets.push_back({std::move(*inputs), std::move(*outputs)});
  }
  return data.sets.empty()
             ? llvm::createStringError(test.folder + ": no test_data_set_0")
             : llvm::Error::success();
}

} // namespace

llvm::Expected<std::vector<std::string>> readLines(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError(path + ": " + buffer.getError().message());
  std::vector<std::string> lines;
  for (llvm::StringRef line : llvm::split((*buffer)->getBuffer(), '\n'))
    if (!line.trim().empty() && !line.starts_with("#"))
      lines.push_back(line.trim().str());
  return lines;
}

llvm::Expected<std::vector<Case>> listCases(llvm::StringRef root,
                                            llvm::StringRef nodeTests) {
  auto nodes = readLines(nodeTests);
  if (!nodes)
    return nodes.takeError();
  std::vector<Case> cases;
  auto add = [&](llvm::StringRef suite, llvm::ArrayRef<std::string> names) {
    for (const std::string &name : names)
      cases.push_back({suite.str(), name, join(join(root, suite), name)});
  };
  add("node", *nodes);
  for (llvm::StringRef suite : {"pytorch-converted", "pytorch-operator"})
    add(suite, listModels(join(root, suite)));
  for (const Case &test : cases)
    if (!fs::exists(join(test.folder, "model.onnx")))
      return llvm::createStringError(test.folder + ": holds no model.onnx");
  return cases;
}

llvm::Expected<CaseData> readCase(const Case &test) {
  CaseData data;
  if (llvm::Error error =
          readModel(join(test.folder, "model.onnx"), data.model))
    return error;
  llvm::StringSet<> initializers;
  for (const onnx::TensorProto &tensor : data.model.graph().initializer())
    initializers.insert(tensor.name());
  for (const onnx::ValueInfoProto &input : data.model.graph().input())
    if (!initializers.contains(input.name()))
      data.inputNames.push_back(input.name());
  if (llvm::Error error = readSets(test, data))
    return error;
  return data;
}

} // namespace ecg
