// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading and making the numbers of constants.

#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/Elements.h"
#include "ecg_rt/ecg_rt.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinDialect.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;

namespace ecg {

namespace {

/// More elements than this become a resource.
constexpr size_t maxLiteralElements = 256;

template <typename T>
using ResourceAttr = mlir::detail::DenseResourceElementsAttrBase<T>;

/// The bytes of a resource as T, if they are what the type promises.
template <typename T>
std::optional<ArrayRef<T>> readResource(ResourceAttr<T> resource) {
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return std::nullopt;
  ArrayRef<char> bytes = blob->getData();
  if (bytes.size() != resource.getNumElements() * sizeof(T) ||
      reinterpret_cast<uintptr_t>(bytes.data()) % alignof(T) != 0)
    return std::nullopt;
  return ArrayRef<T>(reinterpret_cast<const T *>(bytes.data()),
                     resource.getNumElements());
}

} // namespace

template <typename T>
std::optional<ConstantData<T>> ConstantData<T>::get(ElementsAttr elements) {
  ConstantData data;
  if (auto resource = dyn_cast<ResourceAttr<T>>(elements)) {
    std::optional<ArrayRef<T>> values = readResource<T>(resource);
    if (!values)
      return std::nullopt;
    data.view = *values;
    return data;
  }
  auto dense = dyn_cast<DenseElementsAttr>(elements);
  if (!dense)
    return std::nullopt;
  auto range = dense.tryGetValues<T>();
  if (failed(range))
    return std::nullopt;
  if (dense.isSplat())
    data.owned.assign(dense.getNumElements(), dense.getSplatValue<T>());
  else
    data.view =
        ArrayRef<T>(reinterpret_cast<const T *>(dense.getRawData().data()),
                    dense.getNumElements());
  return data;
}

template <typename T>
std::optional<ConstantData<T>> ConstantData<T>::get(Value value) {
  if (auto constant = value.getDefiningOp<ConstantOp>())
    return get(constant.getValue());
  return std::nullopt;
}

/// Resources are called after what they hold: the same weights have the same
/// name, and lie in memory once, whatever was made before them.
static ElementsAttr makeResource(RankedTensorType type, ArrayRef<char> bytes) {
  std::string name =
      "weights_" +
      llvm::utohexstr(llvm::xxh3_64bits(llvm::arrayRefFromStringRef<uint8_t>(
                          StringRef(bytes.data(), bytes.size()))),
                      /*LowerCase=*/true, /*Width=*/16);
  MLIRContext *context = type.getContext();
  auto *entry = DenseResourceElementsHandle::getManagerInterface(context)
                    .getBlobManager()
                    .lookup(name);
  const AsmResourceBlob *known = entry ? entry->getBlob() : nullptr;
  Attribute resource =
      known && known->getData() == bytes
          ? DenseResourceElementsAttr::get(
                type, DenseResourceElementsHandle(
                          entry, context->getLoadedDialect<BuiltinDialect>()))
          : DenseResourceElementsAttr::get(
                type, name,
                HeapAsmResourceBlob::allocateAndCopyWithAlign(bytes,
                                                              ECG_RT_ALIGN));
  return cast<ElementsAttr>(resource);
}

template <typename T>
ElementsAttr makeElements(RankedTensorType type, ArrayRef<T> values) {
  if (values.size() <= maxLiteralElements)
    return DenseElementsAttr::get(type, values);
  return makeResource(type, {reinterpret_cast<const char *>(values.data()),
                             values.size() * sizeof(T)});
}

std::optional<ConstantBytes> ConstantBytes::get(ElementsAttr elements) {
  const ElementInfo *info = findElement(elements.getElementType());
  size_t size = info ? elements.getNumElements() * info->bytes : 0;
  ConstantBytes result;
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(elements)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!info || !blob || blob->getData().size() != size)
      return std::nullopt;
    result.view = blob->getData();
    return result;
  }
  auto dense = dyn_cast<DenseElementsAttr>(elements);
  if (!info || !dense)
    return std::nullopt;
  if (dense.getElementType().isInteger(1)) { // MLIR stores bits
    llvm::append_range(result.owned, dense.getValues<bool>());
    return result;
  }
  result.view = dense.getRawData();
  if (dense.isSplat())
    for (int64_t i = 0; i < dense.getNumElements(); ++i)
      llvm::append_range(result.owned, dense.getRawData());
  return result;
}

ElementsAttr makeElementsOfBytes(RankedTensorType type, ArrayRef<char> bytes) {
  if (type.getNumElements() > static_cast<int64_t>(maxLiteralElements))
    return makeResource(type, bytes);
  if (!type.getElementType().isInteger(1))
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  SmallVector<bool> bits(bytes.begin(), bytes.end());
  return DenseElementsAttr::get(type, bits);
}

template class ConstantData<float>;
template class ConstantData<int8_t>;
template class ConstantData<int16_t>;
template class ConstantData<int32_t>;
template class ConstantData<uint32_t>;
template ElementsAttr makeElements(RankedTensorType, ArrayRef<float>);
template ElementsAttr makeElements(RankedTensorType, ArrayRef<int8_t>);
template ElementsAttr makeElements(RankedTensorType, ArrayRef<int16_t>);
template ElementsAttr makeElements(RankedTensorType, ArrayRef<int32_t>);
template ElementsAttr makeElements(RankedTensorType, ArrayRef<uint32_t>);

} // namespace ecg
