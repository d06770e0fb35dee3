// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which input of the data fills which of a program, and whether it fits.

#include "ecg/Exec/Evaluate.h"
#include "ecg/IR/Shapes.h"

using namespace llvm;

namespace ecg {

/// The classes that output `output` tells apart.
static Expected<int64_t> countClasses(const Program &program, size_t output) {
  if (output >= program.outputs().size())
    return createStringError(
        inconvertibleErrorCode(),
        "the program has %zu outputs, there is no output %zu",
        program.outputs().size(), output);
  const PortSpec &out = program.outputs()[output];
  if (count_if(out.shape, [](int64_t dim) { return dim != 1; }) > 1)
    return createStringError(
        inconvertibleErrorCode(),
        "output '%s' has shape %s; evaluation needs one value a class",
        out.name.c_str(), formatShape(out.shape).c_str());
  return std::max<int64_t>(out.numElements(), 2);
}

Expected<ModelInputShape> describeInput(const Program &program, size_t input,
                                        std::optional<size_t> output) {
  Expected<int64_t> classes = output ? countClasses(program, *output) : 0;
  if (!classes)
    return classes.takeError();
  const PortSpec &in = program.inputs()[input];
  Expected<ModelInputShape> shape = ModelInputShape::get(in.name, in.shape);
  if (shape)
    shape->numClasses = *classes;
  return shape;
}

/// Whether input `match` of the data is what input `i` of the program takes.
static Error checkInput(const Program &program, size_t i, const Dataset &data,
                        size_t match, std::optional<size_t> output) {
  const PortSpec &port = program.inputs()[i];
  const DatasetInfo::Input &input = data.inputs()[match];
  if (input.isTensor()) {
    if (output) {
      Expected<int64_t> classes = countClasses(program, *output);
      if (Error error =
              classes ? data.checkClasses(*classes) : classes.takeError())
        return error;
    }
    if (data.sampleSize(match) == size_t(port.numElements()))
      return Error::success();
    return createStringError(
        inconvertibleErrorCode(),
        "%s: '%s' has %zu values a sample, model input '%s' %zu",
        data.name().str().c_str(), input.name.c_str(), data.sampleSize(match),
        port.name.c_str(), size_t(port.numElements()));
  }
  Expected<ModelInputShape> shape = describeInput(program, i, output);
  return shape ? data.checkCompatible(*shape, match) : shape.takeError();
}

/// The input of `data` that input `i` of the program is about: by name, by
/// position, or, where its size differs there, by size among those not `taken`.
/// May lie behind the last.
static size_t findInput(const PortSpec &port, size_t i, const Dataset &data,
                        ArrayRef<size_t> taken) {
  size_t size = port.numElements(), count = data.inputs().size();
  auto named = find_if(data.inputs(), [&](const DatasetInfo::Input &input) {
    return input.name == port.name;
  });
  if (named != data.inputs().end())
    return named - data.inputs().begin();
  if (i < count && data.sampleSize(i) == size)
    return i;
  for (size_t other = 0; other < count; ++other)
    if (!is_contained(taken, other) && data.sampleSize(other) == size)
      return other;
  return i;
}

Expected<SmallVector<size_t>> matchInputs(const Program &program,
                                          const Dataset &data,
                                          std::optional<size_t> output) {
  SmallVector<size_t> matches;
  for (auto [i, port] : enumerate(program.inputs())) {
    size_t match = findInput(port, i, data, matches);
    if (match >= data.inputs().size())
      return createStringError(inconvertibleErrorCode(),
                               "%s: nothing in the data fills model input '%s'",
                               data.name().str().c_str(), port.name.c_str());
    if (Error error = checkInput(program, i, data, match, output))
      return std::move(error);
    matches.push_back(match);
  }
  return matches;
}

std::vector<std::string> describeInputs(const Dataset &data,
                                        ArrayRef<size_t> inputs) {
  std::vector<std::string> lines;
  for (size_t i : inputs) {
    const DatasetInfo::Input &input = data.inputs()[i];
    lines.push_back((inputs.size() > 1 ? input.name + " = " : "") +
                    input.describe());
  }
  return lines;
}

} // namespace ecg
