// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fills the dynamic dimensions of inputs with what the user gave.

#include "InputShapes.h"
#include "Error.h"
#include "ecg/IR/Shapes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using llvm::StringRef;

namespace ecg {

namespace {

bool isSize(StringRef text, int64_t &size) {
  return !text.getAsInteger(10, size) && size > 0;
}

/// The sizes of `1x12x1000`; nothing where it is something else.
std::optional<llvm::SmallVector<int64_t>> parseShape(StringRef text) {
  llvm::SmallVector<StringRef> parts;
  text.split(parts, 'x');
  llvm::SmallVector<int64_t> shape;
  for (StringRef part : parts)
    if (!isSize(part, shape.emplace_back()))
      return std::nullopt;
  return shape;
}

using Dim = onnx::TensorShapeProto::Dimension;

bool isNamed(const Dim &dim) {
  return dim.has_dim_param() && !dim.dim_param().empty();
}

/// Shapes as far as they are known: -1 stands for open.
class ShapeFixer {
public:
  ShapeFixer(llvm::ArrayRef<const onnx::ValueInfoProto *> inputs,
             const InputShapes &given)
      : inputs(inputs), given(given) {}

  llvm::Expected<std::vector<Shape>> run() {
    for (const onnx::ValueInfoProto *input : inputs)
      if (llvm::Error error = readDeclared(*input))
        return std::move(error);
    for (const InputShapes::Input &input : given.inputs)
      if (llvm::Error error = setInput(input))
        return std::move(error);
    for (const InputShapes::Dimension &dimension : given.dimensions)
      if (llvm::Error error = setDimension(dimension))
        return std::move(error);
    if (llvm::Error error = fillRest())
      return std::move(error);
    return std::move(shapes);
  }

private:
  const onnx::TensorShapeProto &declaredShape(size_t index) const {
    return inputs[index]->type().tensor_type().shape();
  }

  /// `1x?x1000`
  std::string format(size_t index) const {
    std::string text;
    for (int64_t size : shapes[index])
      text +=
          (text.empty() ? "" : "x") + (size == -1 ? "?" : std::to_string(size));
    return text;
  }

  llvm::Error readDeclared(const onnx::ValueInfoProto &input) {
    if (!input.type().has_tensor_type())
      return makeError("input '{0}' is not a tensor", input.name());
    bool isGiven = llvm::any_of(given.inputs, [&](const auto &candidate) {
      return candidate.name == input.name();
    });
    if (!input.type().tensor_type().has_shape() && !isGiven)
      return makeError("input '{0}' has no shape; give it with "
                       "--shape={0}:SIZExSIZE...",
                       input.name());
    Shape &shape = shapes.emplace_back();
    for (const Dim &dim : input.type().tensor_type().shape().dim()) {
      if (dim.has_dim_value() && dim.dim_value() < 0)
        return makeError("input '{0}' has the negative dimension {1}",
                         input.name(), dim.dim_value());
      shape.push_back(dim.has_dim_value() ? dim.dim_value() : -1);
    }
    return llvm::Error::success();
  }

  llvm::Error setInput(const InputShapes::Input &wanted) {
    auto found = llvm::find_if(inputs, [&](const onnx::ValueInfoProto *input) {
      return input->name() == wanted.name;
    });
    if (found == inputs.end())
      return makeError("there is no input '{0}' to give a shape to; there "
                       "are {1}",
                       wanted.name, inputNames());
    size_t index = found - inputs.begin();
    const onnx::TensorShapeProto &declared = declaredShape(index);
    Shape &shape = shapes[index];
    bool agrees = !(*found)->type().tensor_type().has_shape() ||
                  shape.size() == wanted.shape.size();
    for (size_t d = 0; agrees && d < shape.size(); ++d)
      agrees = shape[d] == -1 || shape[d] == wanted.shape[d];
    if (!agrees)
      return makeError("input '{0}' has shape [{1}], which --shape={0}:{2} "
                       "contradicts",
                       wanted.name, format(index), formatShape(wanted.shape));
    shape.assign(wanted.shape.begin(), wanted.shape.end());
    for (auto [dim, size] : llvm::zip(declared.dim(), shape))
      if (isNamed(dim))
        if (llvm::Error error = bindName(dim.dim_param(), size))
          return error;
    return llvm::Error::success();
  }

  llvm::Error setDimension(const InputShapes::Dimension &dimension) {
    llvm::SmallVector<StringRef> names;
    for (size_t i = 0; i < inputs.size(); ++i)
      for (const Dim &dim : declaredShape(i).dim())
        if (isNamed(dim) && !llvm::is_contained(names, dim.dim_param()))
          names.push_back(dim.dim_param());
    if (!llvm::is_contained(names, dimension.name))
      return makeError("no input has a dimension '{0}'; {1}", dimension.name,
                       names.empty() ? "none has a name"
                                     : "there are " + llvm::join(names, ", "));
    return bindName(dimension.name, dimension.size);
  }

  llvm::Error bindName(StringRef name, int64_t size) {
    int64_t known = sizes.try_emplace(name, size).first->second;
    if (known == size)
      return llvm::Error::success();
    return makeError("dimension '{0}' cannot be {1} and {2}", name, known,
                     size);
  }

  llvm::Error fillRest() {
    for (size_t i = 0; i < inputs.size(); ++i)
      for (auto [d, dim] : llvm::enumerate(declaredShape(i).dim())) {
        int64_t &size = shapes[i][d];
        if (size == -1 && isNamed(dim) && sizes.count(dim.dim_param()))
          size = sizes.lookup(dim.dim_param());
        if (size == -1 && d == 0)
          size = given.batch.value_or(1);
      }
    for (size_t i = 0; i < inputs.size(); ++i)
      if (llvm::is_contained(shapes[i], -1))
        return refuseOpen(i);
    return checkBatch();
  }

  llvm::Error refuseOpen(size_t index) const {
    size_t d = llvm::find(shapes[index], -1) - shapes[index].begin();
    const Dim &dim = declaredShape(index).dim(d);
    std::string quoted, byName;
    if (isNamed(dim)) {
      quoted = " ('" + dim.dim_param() + "')";
      byName = " or --shape=" + dim.dim_param() + "=SIZE";
    }
    return makeError("input '{0}' has a dynamic dimension {1}{2}; give it a "
                     "size with --shape={0}:{3}{4}",
                     inputs[index]->name(), d, quoted, format(index), byName);
  }

  /// A batch that no input takes is a mistake.
  llvm::Error checkBatch() const {
    if (!given.batch || llvm::any_of(shapes, [&](const Shape &shape) {
          return !shape.empty() && shape.front() == *given.batch;
        }))
      return llvm::Error::success();
    return makeError("--batch={0} does nothing: no input has a dynamic "
                     "dimension 0",
                     *given.batch);
  }

  std::string inputNames() const {
    return llvm::join(
        llvm::map_range(
            inputs, [](const onnx::ValueInfoProto *i) { return i->name(); }),
        ", ");
  }

  llvm::ArrayRef<const onnx::ValueInfoProto *> inputs;
  const InputShapes &given;
  std::vector<Shape> shapes;
  llvm::StringMap<int64_t> sizes; ///< of named dimensions
};

} // namespace

llvm::Error InputShapes::add(StringRef text) {
  auto [input, sizes] = text.rsplit(':');
  if (auto shape = parseShape(sizes); shape && !input.empty()) {
    for (const Input &known : inputs)
      if (known.name == input)
        return makeError("--shape gives input '{0}' two shapes", input);
    inputs.push_back({input.str(), std::move(*shape)});
    return llvm::Error::success();
  }
  auto [name, number] = text.rsplit('=');
  int64_t size = 0;
  if (name.empty() || !isSize(number, size))
    return makeError("--shape={0} is neither INPUT:SIZExSIZE... nor "
                     "DIMENSION=SIZE with positive sizes",
                     text);
  dimensions.push_back({name.str(), size});
  return llvm::Error::success();
}

llvm::Expected<std::vector<Shape>>
fixInputShapes(llvm::ArrayRef<const onnx::ValueInfoProto *> inputs,
               const InputShapes &given) {
  return ShapeFixer(inputs, given).run();
}

} // namespace ecg
