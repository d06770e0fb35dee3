// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The `ecgrt` dialect: registration, parameters as attributes and as structs,
// and the verifiers of buffers.

#include "ecg/IR/EcgRtOps.h"
#include "EcgRtKernels.h"
#include "ecg/IR/Shapes.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/Support/CheckedArithmetic.h"
#include <cstring>
#include <limits>

using namespace mlir;
using namespace ecg::rt;

#include "ecg/IR/EcgRtDialect.cpp.inc"

#include "ecg/IR/EcgRtInterfaces.cpp.inc"

#define GET_OP_CLASSES
#include "ecg/IR/EcgRtOps.cpp.inc"

void EcgRtDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "ecg/IR/EcgRtOps.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

void ecg::rt::readParams(RtKernelOpInterface call, void *params) {
  auto write = [&](const ParamField &field, const void *words) {
    std::memcpy(static_cast<char *>(params) + field.offset, words,
                4 * field.count);
  };
  for (const ParamField &field : call.getParamFields()) {
    Attribute value = call->getAttr(field.name);
    if (field.count > 1) {
      write(field, cast<DenseI32ArrayAttr>(value).asArrayRef().data());
    } else if (field.isFloat) {
      float word = cast<FloatAttr>(value).getValue().convertToFloat();
      write(field, &word);
    } else {
      auto word = static_cast<int32_t>(cast<IntegerAttr>(value).getInt());
      write(field, &word);
    }
  }
}

SmallVector<NamedAttribute> ecg::rt::makeParams(MLIRContext *context,
                                                ArrayRef<ParamField> fields,
                                                const void *params) {
  Builder builder(context);
  SmallVector<NamedAttribute> attributes;
  for (const ParamField &field : fields) {
    const char *words = static_cast<const char *>(params) + field.offset;
    float real;
    SmallVector<int32_t> integers(field.count);
    std::memcpy(&real, words, sizeof(real));
    std::memcpy(integers.data(), words, 4 * field.count);
    Attribute value = builder.getI32IntegerAttr(integers[0]);
    if (field.isFloat)
      value = builder.getF32FloatAttr(real);
    else if (field.count > 1)
      value = builder.getDenseI32ArrayAttr(integers);
    attributes.push_back(builder.getNamedAttr(field.name, value));
  }
  return attributes;
}

SmallVector<NamedAttribute> RtKernelOpInterface::getParams() {
  SmallVector<NamedAttribute> params;
  for (const ParamField &field : getParamFields())
    params.emplace_back(StringAttr::get(getContext(), field.name),
                        getOperation()->getAttr(field.name));
  return params;
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

int64_t ecg::rt::getByteSize(MemRefType type) {
  return type.getNumElements() *
         llvm::divideCeil(type.getElementTypeBitWidth(), 8);
}

BufferPart ecg::rt::getPart(Value buffer) {
  BufferPart part{buffer, 0, getByteSize(cast<MemRefType>(buffer.getType()))};
  while (auto view = part.root.getDefiningOp<ViewOp>()) {
    part.root = view.getSource();
    part.offset += static_cast<int64_t>(view.getOffset());
  }
  return part;
}

bool ecg::rt::isInArena(BlockArgument argument) {
  auto function =
      dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
  return function &&
         function.getArgAttr(argument.getArgNumber(), inArenaAttrName);
}

SmallVector<Value> RtKernelOpInterface::getBuffers(BufferRole role) {
  SmallVector<Value> buffers;
  for (auto [value, itsRole] :
       llvm::zip_equal(getOperation()->getOperands(), getBufferRoles()))
    if (itsRole == role)
      buffers.push_back(value);
  return buffers;
}

bool RtKernelOpInterface::canRunInPlace(unsigned input) {
  auto bytes = [](Value buffer) {
    return getByteSize(cast<MemRefType>(buffer.getType()));
  };
  return llvm::is_contained(getInPlaceInputs(), input) &&
         bytes(getOperation()->getOperand(input)) ==
             bytes(getBuffers(BufferRole::Output).front());
}

Extent ecg::rt::exactly(ArrayRef<int64_t> factors) {
  int64_t product = 1;
  for (int64_t factor : factors)
    product = llvm::checkedMul(product, factor)
                  .value_or(std::numeric_limits<int64_t>::max());
  return {product};
}

Extent ecg::rt::atLeast(ArrayRef<int64_t> factors) {
  return {exactly(factors).elements, /*isMinimum=*/true};
}

Extent ecg::rt::optional(ArrayRef<int64_t> factors) {
  return {exactly(factors).elements, /*isMinimum=*/false, /*isOptional=*/true};
}

int64_t ecg::rt::reach(ArrayRef<int32_t> dims, ArrayRef<int32_t> strides) {
  int64_t last = 0;
  for (auto [dim, stride] : llvm::zip_equal(dims, strides))
    last = std::min<int64_t>(last + int64_t(dim - 1) * stride, 1ll << 32);
  return last + 1;
}

int64_t ecg::rt::reachFrom(int64_t offset, ArrayRef<int32_t> dims,
                           ArrayRef<int32_t> strides) {
  // Beyond 32 bits nothing is exact any more, and nothing has to be.
  constexpr int64_t limit = 1ll << 32;
  int64_t first = offset, last = offset;
  for (auto [dim, stride] : llvm::zip_equal(dims, strides)) {
    int64_t way = std::clamp(int64_t(dim - 1) * stride, -limit, limit);
    (way < 0 ? first : last) += way;
  }
  return first < 0 ? std::numeric_limits<int64_t>::max() : last + 1;
}

static bool arePositive(ArrayRef<int32_t> dims) {
  return llvm::all_of(dims, [](int32_t dim) { return dim > 0; });
}

bool ecg::rt::areDims(ArrayRef<int32_t> dims) { return arePositive(dims); }

bool ecg::rt::areStrides(ArrayRef<int32_t> dims, ArrayRef<int32_t> strides) {
  return arePositive(dims) &&
         llvm::all_of(strides, [](int32_t stride) { return stride >= 0; });
}

bool ecg::rt::isStack(ArrayRef<int32_t> batch, ArrayRef<int32_t> strides) {
  return arePositive(batch) &&
         llvm::all_of(strides, [](int32_t stride) { return stride >= 0; });
}

int64_t ecg::rt::stackReach(ArrayRef<int32_t> batch, int64_t rows,
                            int64_t columns, ArrayRef<int32_t> strides) {
  SmallVector<int32_t, 6> dims(batch);
  dims.push_back(static_cast<int32_t>(rows));
  dims.push_back(static_cast<int32_t>(columns));
  return reach(dims, strides);
}

bool ecg::rt::isPadding(ArrayRef<int32_t> in, ArrayRef<int32_t> out,
                        ArrayRef<int32_t> before) {
  constexpr int32_t limit = 1 << 30;
  return arePositive(in) && arePositive(out) &&
         llvm::all_of(llvm::concat<const int32_t>(in, out),
                      [](int32_t dim) { return dim < limit; }) &&
         llvm::all_of(before, [](int32_t count) {
           return -limit < count && count < limit;
         });
}

bool ecg::rt::fitsPositions(int64_t in, int64_t out, int64_t kernel,
                            int64_t stride, int64_t dilation, int64_t pad) {
  constexpr int64_t limit = std::numeric_limits<int32_t>::max();
  return in + pad <= limit && kernel * dilation + in + pad <= limit &&
         out * stride + kernel * dilation <= limit;
}

bool ecg::rt::fitsTransposed(int64_t out, int64_t kernel, int64_t stride,
                             int64_t dilation, int64_t pad) {
  constexpr int64_t limit = std::numeric_limits<int32_t>::max();
  return out + pad <= limit && kernel * dilation <= limit &&
         (stride + 1) * dilation <= limit;
}

bool ecg::rt::fitsTile(int64_t channels, int64_t kernel, int64_t stride,
                       int64_t dilation, int64_t poolKernel) {
  // Kernels round positions up to blocks of four. In double: the factors alone
  // may have 31 bits each.
  double rows = (double(poolKernel) + 3) * double(stride) +
                double(kernel - 1) * double(dilation) + 1;
  return rows * double(channels) * 2 + 8 * (double(poolKernel) + 7) < 1 << 30;
}

LogicalResult ecg::rt::verifyBuffers(RtKernelOpInterface call,
                                     ArrayRef<Extent> extents) {
  for (auto [index, extent] : llvm::enumerate(extents)) {
    auto type = cast<MemRefType>(call->getOperand(index).getType());
    int64_t elements = type.getNumElements();
    if (extent.elements > std::numeric_limits<int32_t>::max())
      return call->emitOpError()
             << "operand #" << index << " would have 2^31 elements or more";
    if (extent.isOptional && elements == 0)
      continue;
    if (elements < extent.elements ||
        (!extent.isMinimum && elements != extent.elements))
      return call->emitOpError()
             << "operand #" << index << " must have "
             << (extent.isMinimum ? "at least " : "") << extent.elements
             << " elements, got " << type;
  }
  return success();
}

LogicalResult ViewOp::verify() {
  int64_t offset = getOffset();
  if (getSource().getType().getElementType() != getType().getElementType() ||
      offset % getByteSize(MemRefType::get({}, getType().getElementType())))
    return emitOpError() << "cannot show " << getSource().getType() << " as "
                         << getType() << " from byte " << offset;
  int64_t bytes = getByteSize(getType());
  int64_t available = getByteSize(getSource().getType());
  if (bytes > available || offset > available - bytes)
    return emitOpError() << "shows " << bytes << " bytes from byte " << offset
                         << " of " << available;
  return success();
}

LogicalResult ConstantOp::verify() {
  auto type = cast<ShapedType>(getValue().getType());
  if (type.getShape() == getType().getShape() &&
      type.getElementType() == getType().getElementType())
    return success();
  return emitOpError() << "value of type " << type
                       << " does not hold the numbers of " << getType();
}
