// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing a program with recorded outputs: ONNX test data sets and .npz.

#include "Check.h"
#include "ecg/Data/Npz.h"
#include "ecg/IR/Shapes.h"
#include "ecg/Import/TensorFile.h"
#include "ecg/Metrics/Difference.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ecg {

namespace {

template <typename... Args>
Error checkError(const char *format, const Args &...args) {
  return createStringError(formatv(format, args...).str());
}

/// Prints one comparison of reals.
Error compare(StringRef what, ArrayRef<float> actual, ArrayRef<float> expected,
              double tolerance, raw_ostream &os) {
  double error = relativeError(actual, expected);
  os << formatv("{0}: relative error {1:e2}, tolerance {2:e2}\n", what, error,
                tolerance);
  if (error <= tolerance)
    return Error::success();
  return checkError("{0} differs by {1:e2}, tolerance {2:e2}", what, error,
                    tolerance);
}

/// The same of integers, which are equal or wrong.
Error compareIntegers(StringRef what, ArrayRef<float> actual,
                      ArrayRef<float> expected, raw_ostream &os) {
  for (size_t i = 0; i < expected.size(); ++i)
    if (actual[i] != expected[i])
      return checkError("{0} is {1} at index {2}, expected {3}", what,
                        int64_t(actual[i]), i, int64_t(expected[i]));
  os << formatv("{0}: equal\n", what);
  return Error::success();
}

Error checkSet(const Program &program, StringRef folder, double tolerance,
               raw_ostream &os) {
  std::vector<std::vector<float>> in, out;
  SmallVector<const float *> from;
  SmallVector<float *> to;
  for (auto [i, port] : enumerate(program.inputs())) {
    auto tensor = readTestData(folder, "input", i, port.name, port.shape);
    if (!tensor)
      return tensor.takeError();
    in.push_back(tensor->toFloats());
    from.push_back(in.back().data());
  }
  for (const PortSpec &port : program.outputs()) {
    out.emplace_back(port.numElements());
    to.push_back(out.back().data());
  }
  program.run(*program.makeWorkspace(), from, to);
  for (auto [i, port] : enumerate(program.outputs())) {
    auto expected = readTestData(folder, "output", i, port.name, port.shape);
    if (!expected)
      return expected.takeError();
    std::string what =
        formatv("{0}: {1}", sys::path::filename(folder), port.name);
    std::vector<float> floats = expected->toFloats();
    if (Error error = port.integers
                          ? compareIntegers(what, out[i], floats, os)
                          : compare(what, out[i], floats, tolerance, os))
      return error;
  }
  return Error::success();
}

/// The samples a golden file is about.
Expected<std::vector<uint32_t>> readIndices(const NpzFile &file,
                                            const Dataset &data) {
  Expected<NpyArray> index = file.get("test_index");
  if (!index)
    return index.takeError();
  if (!index->isInteger())
    return checkError("{0}: test_index must be integers", file.getPath());
  std::vector<uint32_t> samples;
  for (int64_t i = 0; i < index->size(); ++i) {
    int64_t sample = index->integer(i);
    if (sample < 0 || sample >= static_cast<int64_t>(data.size()))
      return checkError("{0}: there is no sample {1} in {2}", file.getPath(),
                        sample, data.name());
    samples.push_back(sample);
  }
  return samples;
}

} // namespace

Error checkTestData(const Program &program, StringRef folder, double tolerance,
                    raw_ostream &os) {
  Expected<std::vector<std::string>> sets = findTestDataSets(folder);
  if (!sets)
    return sets.takeError();
  for (const std::string &set : *sets)
    if (Error error = checkSet(program, set, tolerance, os))
      return error;
  return Error::success();
}

Error checkGolden(const Program &program, const Dataset &data, StringRef golden,
                  double tolerance, const EvaluateOptions &options,
                  raw_ostream &os) {
  Expected<NpzFile> file = readNpz(golden);
  if (!file)
    return file.takeError();
  Expected<std::vector<uint32_t>> samples = readIndices(*file, data);
  if (!samples)
    return samples.takeError();
  Expected<NpyArray> logits = file->get("logits");
  if (!logits)
    return logits.takeError();
  Expected<Evaluation> result = evaluate(program, data, *samples, options);
  if (!result)
    return result.takeError();
  if (!logits->isNumeric() ||
      static_cast<size_t>(logits->size()) != result->outputs.size())
    return checkError("{0}: logits are {1} of {2}, expected {3}x{4} numbers",
                      golden, formatShape(logits->shape), logits->dtype(),
                      samples->size(), result->outputSize);
  return compare(sys::path::filename(golden), result->outputs,
                 logits->toFloats(), tolerance, os);
}

} // namespace ecg
