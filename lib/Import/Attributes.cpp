// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes of a node: typed readers, and the complaint about those that
// nobody read.

#include "Node.h"
#include "TensorProto.h"
#include <cmath>

using namespace mlir;
using onnx::AttributeProto;

namespace ecg {

static std::string typeName(AttributeProto::AttributeType type) {
  return llvm::StringRef(AttributeProto::AttributeType_Name(type)).lower();
}

const AttributeProto *Node::find(llvm::StringRef name,
                                 AttributeProto::AttributeType type) {
  used.insert(name);
  auto it = attributes.find(name);
  if (hasFailed || it == attributes.end())
    return nullptr;
  if (it->second->type() == type)
    return it->second;
  error() << "attribute '" << name << "' is of type "
          << typeName(it->second->type()) << ", expected " << typeName(type);
  return nullptr;
}

int64_t Node::integerAttribute(llvm::StringRef name, int64_t otherwise) {
  const AttributeProto *attribute = find(name, AttributeProto::INT);
  return attribute ? attribute->i() : otherwise;
}

float Node::realAttribute(llvm::StringRef name, float otherwise) {
  const AttributeProto *attribute = find(name, AttributeProto::FLOAT);
  if (!attribute)
    return otherwise;
  if (std::isfinite(attribute->f()))
    return attribute->f();
  error() << "attribute '" << name << "' is " << attribute->f()
          << ", expected a finite number";
  return otherwise;
}

std::string Node::stringAttribute(llvm::StringRef name,
                                  llvm::StringRef otherwise) {
  const AttributeProto *attribute = find(name, AttributeProto::STRING);
  return attribute ? attribute->s() : otherwise.str();
}

Shape Node::integersAttribute(llvm::StringRef name, const Shape &otherwise) {
  const AttributeProto *attribute = find(name, AttributeProto::INTS);
  return attribute ? Shape(attribute->ints().begin(), attribute->ints().end())
                   : otherwise;
}

std::vector<float> Node::realsAttribute(llvm::StringRef name) {
  const AttributeProto *attribute = find(name, AttributeProto::FLOATS);
  if (!attribute)
    return {};
  return {attribute->floats().begin(), attribute->floats().end()};
}

std::vector<std::string> Node::stringsAttribute(llvm::StringRef name) {
  const AttributeProto *attribute = find(name, AttributeProto::STRINGS);
  if (!attribute)
    return {};
  return {attribute->strings().begin(), attribute->strings().end()};
}

HostTensor Node::tensorAttribute(llvm::StringRef name) {
  const AttributeProto *attribute = find(name, AttributeProto::TENSOR);
  if (!attribute)
    return {};
  llvm::Expected<HostTensor> tensor =
      readTensor(attribute->t(), context.folder);
  if (tensor)
    return std::move(*tensor);
  error() << "attribute '" << name << "' "
          << llvm::toString(tensor.takeError());
  return {};
}

int64_t Node::requireInteger(llvm::StringRef name) {
  if (!hasFailed && !hasAttribute(name))
    error() << "attribute '" << name << "' is missing";
  return integerAttribute(name, 0);
}

int64_t Node::normalizeAxis(int64_t axis, int64_t rank) {
  if (axis >= -rank && axis < rank)
    return axis < 0 ? axis + rank : axis;
  if (!hasFailed)
    error() << "axis " << axis << " is not a dimension of a tensor of rank "
            << rank;
  return 0;
}

LogicalResult Node::finish() {
  if (hasFailed)
    return failure();
  llvm::StringSet<> seen;
  // In the order of the file, so that the message does not depend on hashing.
  for (const AttributeProto &attribute : proto.attribute()) {
    if (!seen.insert(attribute.name()).second)
      return error() << "attribute '" << attribute.name() << "' is given twice";
    if (attributes.contains(attribute.name()) &&
        !used.contains(attribute.name()))
      return error() << "attribute '" << attribute.name()
                     << "' is not known for this operator and opset";
  }
  return success();
}

} // namespace ecg
