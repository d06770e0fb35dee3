// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The comparison. Values are encoded with the runtime's own quantize kernel, so
// that a quantized boundary means the same here and on the device.

#include "ecg/Target/Verify.h"
#include "dequantize_s16.h"
#include "dequantize_s8.h"
#include "ecg/Metrics/Difference.h"
#include "quantize_f32.h"
#include "quantize_f32_s16.h"
#include <cmath>

namespace ecg {

/// Floats as the function's caller would hand them over.
static std::string encode(const CPort &port, llvm::ArrayRef<float> values) {
  std::string bytes(port.element->bytes * values.size(), 0);
  if (port.isQuantized) {
    ecg_quantize_f32_params_t params = {int32_t(values.size()), port.scale,
                                        port.zeroPoint};
    if (port.element->bytes == 1)
      ecg_quantize_f32(&params, values.data(),
                       reinterpret_cast<int8_t *>(bytes.data()));
    else
      ecg_quantize_f32_s16(&params, values.data(),
                           reinterpret_cast<int16_t *>(bytes.data()));
  } else {
    port.element->fromFloat(values.data(), values.size(), bytes.data());
  }
  return bytes;
}

/// The outputs of one sample as floats.
static std::vector<float> decode(const CModel &model, const char *bytes) {
  std::vector<float> values;
  for (const CPort *port : model.outputs()) {
    size_t at = values.size();
    int32_t n = port->numElements();
    values.resize(at + n);
    if (port->isQuantized) {
      ecg_dequantize_s8_params_t params = {n, port->scale, port->zeroPoint};
      if (port->element->bytes == 1)
        ecg_dequantize_s8(&params, reinterpret_cast<const int8_t *>(bytes),
                          &values[at]);
      else
        ecg_dequantize_s16(&params, reinterpret_cast<const int16_t *>(bytes),
                           &values[at]);
    } else {
      port->element->toFloat(bytes, n, &values[at]);
    }
    bytes += port->numBytes();
  }
  return values;
}

/// The largest finite magnitude.
static double largestOf(llvm::ArrayRef<float> values) {
  double largest = 0;
  for (float value : values)
    if (std::isfinite(value))
      largest = std::max(largest, std::abs(double(value)));
  return largest;
}

llvm::Expected<ProofRow> prove(const EmittedProgram &program,
                               llvm::StringRef machine, const CModel &model,
                               const Samples &samples,
                               llvm::ArrayRef<std::vector<float>> expected,
                               double allowedError) {
  std::string bytes;
  for (const Samples::Values &values : samples.inputs)
    for (auto [port, input] : llvm::zip_equal(model.inputs(), values))
      bytes += encode(*port, input);
  auto run = program.run(bytes, samples.size());
  if (!run)
    return run.takeError();

  ProofRow row;
  row.machine = machine.str();
  row.samples = samples.size();
  row.allowedError = allowedError;
  row.instructions = run->instructions;
  row.stackBytes = run->stackBytes;
  row.selfTest = run->selfTest;
  size_t stride = run->outputs.size() / std::max<size_t>(samples.size(), 1);
  for (size_t i = 0; i < samples.size(); ++i) {
    std::vector<float> actual = decode(model, &run->outputs[i * stride]);
    double error = relativeError(actual, expected[i]);
    row.identical += error == 0;
    row.largestError = std::max(row.largestError, error);
  }
  return row;
}

SelfTestVector makeSelfTest(const CModel &model, const Samples::Values &inputs,
                            llvm::ArrayRef<float> outputs,
                            double allowedError) {
  SelfTestVector vector;
  size_t input = 0;
  for (const CPort &port : model.ports) {
    llvm::ArrayRef<float> values = port.isOutput
                                       ? outputs.take_front(port.numElements())
                                       : llvm::ArrayRef<float>(inputs[input++]);
    if (port.isOutput)
      outputs = outputs.drop_front(port.numElements());
    if (port.isOutput)
      vector.tolerance =
          std::max<float>(vector.tolerance, allowedError * largestOf(values));
    vector.bytes.push_back(encode(port, values));
  }
  return vector;
}

} // namespace ecg
