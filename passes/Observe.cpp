// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Samples in, tensors out.

#include "Observe.h"
#include "ecg/Data/ThinOut.h"
#include "ecg/Exec/Evaluate.h"

namespace ecg {

llvm::Expected<ObservedSamples>
ObservedSamples::open(const FloatProgram &program, llvm::StringRef spec,
                      llvm::StringRef dataOptions, llvm::StringRef split,
                      unsigned count) {
  if (spec.empty())
    return llvm::createStringError("needs data to run the network on");
  DataOptions parsed;
  if (llvm::Error error = parsed.parse(dataOptions))
    return std::move(error);
  auto data =
      openData(program, spec, std::move(parsed), /*output=*/std::nullopt);
  if (!data)
    return data.takeError();
  auto inputs = matchInputs(program, *data, /*output=*/std::nullopt);
  if (!inputs)
    return inputs.takeError();
  auto indices = data->split(split);
  if (!indices)
    return indices.takeError();
  return ObservedSamples{std::move(*data), std::move(*inputs),
                         thinOut(*indices, count)};
}

SampleViewer::SampleViewer(const FloatProgram &program,
                           const ObservedSamples &samples)
    : program(program), samples(samples), workspace(program.makeWorkspace()) {
  for (size_t input : samples.inputs)
    in.emplace_back(samples.data.sampleSize(input));
  for (const PortSpec &port : program.outputs())
    out.emplace_back(port.numElements());
}

llvm::Error SampleViewer::run(uint32_t sample,
                              FloatProgram::Observer observer) {
  llvm::SmallVector<const float *> from;
  llvm::SmallVector<float *> to;
  for (auto [input, buffer] : llvm::zip_equal(samples.inputs, in)) {
    if (llvm::Error error = samples.data.read(sample, input, buffer))
      return error;
    from.push_back(buffer.data());
  }
  for (std::vector<float> &buffer : out)
    to.push_back(buffer.data());
  program.run(*workspace, from, to, observer);
  return llvm::Error::success();
}

} // namespace ecg
