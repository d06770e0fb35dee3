// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing element by element.

#include "Compare.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

namespace ecg {

namespace {

template <typename... Args>
llvm::Error makeError(const char *format, const Args &...args) {
  return llvm::createStringError(llvm::formatv(format, args...).str());
}

/// Reals as double, which loses nothing of any of the types.
std::vector<double> toDoubles(const ElementInfo &element,
                              llvm::StringRef bytes) {
  size_t count = bytes.size() / element.bytes;
  std::vector<double> numbers(count);
  if (element.suffix == "f64") {
    std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
  }
  std::vector<float> floats(count);
  element.toFloat(bytes.data(), count, floats.data());
  numbers.assign(floats.begin(), floats.end());
  return numbers;
}

bool isReal(const ElementInfo &element) { return element.suffix[0] == 'f'; }

bool agree(double actual, double expected) {
  constexpr double relative = 1e-3, absolute = 1e-7;
  if (std::isnan(actual) || std::isnan(expected))
    return std::isnan(actual) && std::isnan(expected);
  return actual == expected || std::abs(actual - expected) <=
                                   absolute + relative * std::abs(expected);
}

} // namespace

llvm::Error compareType(llvm::StringRef kind, const CPort &port,
                        const TensorFile &tensor) {
  if (llvm::ArrayRef(port.shape) != llvm::ArrayRef(tensor.shape))
    return makeError("{0} '{1}' has shape [{2}], expected [{3}]", kind,
                     port.onnxName, formatShape(port.shape),
                     formatShape(tensor.shape));
  if (port.element->suffix != tensor.element->suffix)
    return makeError("{0} '{1}' has elements {2}, expected {3}", kind,
                     port.onnxName, port.element->suffix,
                     tensor.element->suffix);
  return llvm::Error::success();
}

llvm::Error compareValues(const CPort &port, llvm::StringRef bytes,
                          const TensorFile &expected) {
  const ElementInfo &element = *port.element;
  llvm::StringRef wanted(expected.bytes.data(), expected.bytes.size());
  std::vector<double> actual = toDoubles(element, bytes),
                      right = toDoubles(element, wanted);
  for (size_t i = 0; i < right.size(); ++i) {
    size_t at = i * element.bytes;
    bool same = isReal(element) ? agree(actual[i], right[i])
                                : bytes.substr(at, element.bytes) ==
                                      wanted.substr(at, element.bytes);
    if (!same)
      return makeError("output '{0}' is {1:e6} at {2}, expected {3:e6}",
                       port.onnxName, actual[i], i, right[i]);
  }
  return llvm::Error::success();
}

} // namespace ecg
