// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Data for a program: signals, or recorded inputs of any number and rank.

#include "ecg/Exec/Evaluate.h"
#include "ecg/Import/TensorFile.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace ecg {

static std::vector<ModelTensor> inputsOf(const Program &program) {
  std::vector<ModelTensor> tensors;
  for (const PortSpec &port : program.inputs())
    tensors.push_back(
        {port.name, std::vector(port.shape.begin(), port.shape.end())});
  return tensors;
}

/// One sample a test data set of the folder.
static Expected<Dataset> openTestData(const Program &program, StringRef folder,
                                      ArrayRef<std::string> sets) {
  std::vector<std::vector<std::vector<float>>> samples;
  for (const std::string &set : sets) {
    auto &sample = samples.emplace_back();
    for (auto [i, port] : enumerate(program.inputs())) {
      auto tensor = readTestData(set, "input", i, port.name, port.shape);
      if (!tensor)
        return tensor.takeError();
      sample.push_back(tensor->toFloats());
    }
  }
  return makeTensorDataset(folder, inputsOf(program), std::move(samples));
}

Expected<Dataset> openData(const Program &program, StringRef spec,
                           DataOptions options, std::optional<size_t> output) {
  if (spec.size() > 1)
    spec.consume_back("/"); // a folder is called by its last name
  if (sys::fs::is_directory(spec)) {
    auto sets = findTestDataSets(spec);
    if (sets)
      return openTestData(program, spec, *sets);
    consumeError(sets.takeError()); // a folder of records then
  }
  options.tensors = inputsOf(program);
  Expected<ModelInputShape> shape = describeInput(program, 0, output);
  if (shape)
    options.model = *shape;
  Expected<Dataset> data = openDataset(spec, options);
  bool isSignal = data && !data->inputs().front().isTensor();
  if (!shape && isSignal)
    return shape.takeError();
  if (!shape)
    consumeError(shape.takeError());
  return data;
}

} // namespace ecg
