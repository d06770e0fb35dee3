// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading, making up and running samples.

#include "ecg/Target/Samples.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/IR/Elements.h"
#include "llvm/Support/Parallel.h"

namespace ecg {

llvm::Expected<Samples> Samples::read(const Dataset &data,
                                      llvm::ArrayRef<uint32_t> indices,
                                      const Program &program) {
  auto sources = matchInputs(program, data, /*output=*/std::nullopt);
  if (!sources)
    return sources.takeError();
  Samples samples;
  for (uint32_t index : indices) {
    Values values;
    for (size_t source : *sources) {
      values.emplace_back(data.sampleSize(source));
      if (llvm::Error error = data.read(index, source, values.back()))
        return error;
    }
    samples.inputs.push_back(std::move(values));
    if (!data.labels().empty())
      samples.labels.push_back(data.labels()[index]);
  }
  return samples;
}

namespace {

/// SplitMix64 (Steele, Lea and Flood 2014): 64 good bits from a counter.
class Random {
public:
  /// Sum of twelve uniform numbers: near enough to normal, and exact.
  float normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i)
      sum += double(next() >> 11) * 0x1p-53;
    return float(sum);
  }

  /// One of `count` integers from `low` on, all but equally often.
  float integer(int low, unsigned count) {
    return float(low + int(next() % count));
  }

private:
  uint64_t next() {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  uint64_t state = 0;
};

/// What could stand at `port`. Integers are those that networks read: small
/// ones are recorded samples, at most of 12 bits, the others indices and
/// lengths.
float makeUp(Random &random, const PortSpec &port) {
  if (!port.integers)
    return random.normal();
  const ElementInfo &element = *port.integers;
  bool isSigned = element.suffix.starts_with("i");
  if (element.suffix.starts_with("b"))
    return random.integer(0, 2);
  if (element.bytes == 1)
    return random.integer(isSigned ? -128 : 0, 256);
  if (element.bytes == 2)
    return random.integer(isSigned ? -2048 : 0, 4096);
  return random.integer(0, 8);
}

} // namespace

Samples Samples::random(const Program &program, size_t count) {
  Samples samples;
  Random random;
  for (size_t i = 0; i < count; ++i) {
    Values values;
    for (const PortSpec &port : program.inputs()) {
      values.emplace_back(port.numElements());
      for (float &value : values.back())
        value = makeUp(random, port);
    }
    samples.inputs.push_back(std::move(values));
  }
  samples.description = std::to_string(count) + " samples of seeded noise";
  return samples;
}

static std::vector<float> runOne(const Program &program, Workspace &workspace,
                                 const Samples::Values &values) {
  std::vector<const float *> in;
  for (const std::vector<float> &value : values)
    in.push_back(value.data());
  size_t total = 0;
  for (const PortSpec &port : program.outputs())
    total += port.numElements();
  std::vector<float> result(total);
  std::vector<float *> out;
  float *at = result.data();
  for (const PortSpec &port : program.outputs()) {
    out.push_back(at);
    at += port.numElements();
  }
  program.run(workspace, in, out);
  return result;
}

std::vector<std::vector<float>> runAll(const Program &program,
                                       const Samples &samples) {
  std::vector<std::vector<float>> results(samples.size());
  constexpr size_t chunk = 16; // one workspace serves this many
  llvm::parallelFor(0, llvm::divideCeil(samples.size(), chunk), [&](size_t c) {
    std::unique_ptr<Workspace> workspace = program.makeWorkspace();
    size_t end = std::min(samples.size(), (c + 1) * chunk);
    for (size_t i = c * chunk; i < end; ++i)
      results[i] = runOne(program, *workspace, samples.inputs[i]);
  });
  return results;
}

} // namespace ecg
