// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From values on a command line or in a file to constants of the importer.

#include "InputConstants.h"
#include "Error.h"
#include "TensorProto.h"
#include "ecg/IR/Shapes.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using llvm::StringRef;

namespace ecg {

namespace {

template <typename T>
TensorFile makeText(StringRef suffix, llvm::ArrayRef<T> values) {
  TensorFile tensor;
  tensor.shape = {int64_t(values.size())};
  tensor.element = findElement(suffix);
  const char *begin = reinterpret_cast<const char *>(values.data());
  tensor.bytes.assign(begin, begin + values.size() * sizeof(T));
  return tensor;
}

/// `1,12,-1` as int64, `0.5,2` as double; nothing where it is neither.
std::optional<TensorFile> parseValues(StringRef text) {
  std::vector<int64_t> integers;
  std::vector<double> reals;
  size_t count = 0;
  for (StringRef part : llvm::split(text, ',')) {
    part = part.trim();
    int64_t integer;
    double real;
    if (!part.getAsInteger(10, integer))
      integers.push_back(integer);
    if (part.getAsDouble(real))
      return std::nullopt;
    reals.push_back(real);
    ++count;
  }
  return integers.size() == count ? makeText<int64_t>("i64", integers)
                                  : makeText<double>("f64", reals);
}

template <typename T> std::vector<int64_t> readAs(llvm::ArrayRef<char> bytes) {
  std::vector<int64_t> integers;
  for (size_t at = 0; at < bytes.size(); at += sizeof(T)) {
    T integer;
    std::memcpy(&integer, &bytes[at], sizeof(T));
    integers.push_back(static_cast<int64_t>(integer));
  }
  return integers;
}

std::vector<int64_t> toIntegers(const TensorFile &tensor) {
  StringRef kind = tensor.element->suffix;
  bool isUnsigned = kind.front() != 'i';
  switch (tensor.element->bytes) {
  case 1:
    return isUnsigned ? readAs<uint8_t>(tensor.bytes)
                      : readAs<int8_t>(tensor.bytes);
  case 2:
    return isUnsigned ? readAs<uint16_t>(tensor.bytes)
                      : readAs<int16_t>(tensor.bytes);
  case 4:
    return isUnsigned ? readAs<uint32_t>(tensor.bytes)
                      : readAs<int32_t>(tensor.bytes);
  default:
    return readAs<int64_t>(tensor.bytes);
  }
}

bool isReal(const TensorFile &tensor) {
  return StringRef(tensor.element->suffix).front() == 'f';
}

/// The shape of a text's values: the declared one if it has as many.
Shape textShape(const onnx::TypeProto::Tensor &declared, int64_t count) {
  Shape shape;
  int64_t elements = 1;
  for (const auto &dim : declared.shape().dim()) {
    shape.push_back(dim.dim_value());
    elements *= dim.dim_value();
  }
  return declared.has_shape() && elements == count ? shape : Shape{count};
}

bool contradicts(const onnx::TensorShapeProto &declared,
                 llvm::ArrayRef<int64_t> shape) {
  if (size_t(declared.dim_size()) != shape.size())
    return true;
  for (auto [dim, size] : llvm::zip_equal(declared.dim(), shape))
    if (dim.has_dim_value() && dim.dim_value() != size)
      return true;
  return false;
}

/// Real numbers take integers, integers nothing else.
llvm::Expected<HostTensor> convert(const TensorFile &tensor, Element element) {
  Shape shape(tensor.shape);
  if (element == Element::F32) {
    std::vector<float> reals = tensor.toFloats();
    if (llvm::any_of(reals, [](float real) { return std::isnan(real); }))
      return makeError("holds NaN");
    return HostTensor::ofReals(shape, std::move(reals));
  }
  if (isReal(tensor))
    return makeError("takes integers");
  std::vector<int64_t> integers = toIntegers(tensor);
  IntegerRange range = integerRange(element);
  for (int64_t integer : integers)
    if (integer < range.min || integer > range.max)
      return makeError("cannot hold {0} in {1}", integer, elementName(element));
  return HostTensor::ofIntegers(shape, std::move(integers), element);
}

llvm::Expected<HostTensor> bind(const onnx::TypeProto::Tensor &declared,
                                const InputConstants::Input &given) {
  std::optional<Element> element = elementOf(declared.elem_type());
  if (!element)
    return makeError("has data type {0}", dataTypeName(declared.elem_type()));
  TensorFile tensor = given.tensor;
  if (given.isText)
    tensor.shape = textShape(declared, tensor.shape.front());
  else if (*element != Element::F32 &&
           tensor.element != elementInfoOf(declared.elem_type()))
    return makeError("has data type {0}", dataTypeName(declared.elem_type()));
  if (declared.has_shape() && contradicts(declared.shape(), tensor.shape))
    return makeError("does not have shape [{0}]", formatShape(tensor.shape));
  return convert(tensor, *element);
}

} // namespace

void InputConstants::bind(StringRef name, TensorFile tensor) {
  tensor.name = name.str();
  inputs.push_back({std::move(tensor)});
}

llvm::Error InputConstants::add(StringRef text) {
  auto [name, values] = text.rsplit('=');
  if (name.empty() || values.empty())
    return makeError("--constant={0} is not INPUT=VALUE,VALUE... or "
                     "INPUT=FILE.pb",
                     text);
  for (const Input &known : inputs)
    if (known.tensor.name == name)
      return makeError("--constant gives input '{0}' twice", name);
  if (std::optional<TensorFile> tensor = parseValues(values)) {
    tensor->name = name.str();
    inputs.push_back({std::move(*tensor), /*isText=*/true});
    return llvm::Error::success();
  }
  if (!values.ends_with(".pb"))
    return makeError("--constant={0}: '{1}' is neither numbers nor a .pb file",
                     text, values);
  llvm::Expected<TensorFile> tensor = readTensorFile(values);
  if (!tensor)
    return tensor.takeError();
  bind(name, std::move(*tensor));
  return llvm::Error::success();
}

llvm::Expected<HostTensor> bindConstant(const onnx::ValueInfoProto &input,
                                        const InputConstants::Input &given) {
  llvm::Expected<HostTensor> tensor = bind(input.type().tensor_type(), given);
  if (!tensor)
    return makeError("input '{0}' cannot be the constant given for it: it {1}",
                     input.name(), llvm::toString(tensor.takeError()));
  tensor->name = input.name();
  return tensor;
}

} // namespace ecg
