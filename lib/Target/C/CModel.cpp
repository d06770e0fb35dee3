// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads a planned `ecgrt` function into what the printers need: names become
// identifiers, buffers become addresses, attributes become initializers.

#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Target/CText.h"
#include "ecg/Target/EmitC.h"
#include "ecg/Target/Identifiers.h"
#include "ecg/Target/KernelSet.h"
#include "ecg/Target/RuntimeFiles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace ecg {

int64_t CPort::numElements() const { return ShapedType::getNumElements(shape); }

int64_t CTable::numBytes() const {
  return elements.getNumElements() *
         findElement(elements.getElementType())->bytes;
}

static std::vector<const CPort *> select(llvm::ArrayRef<CPort> ports,
                                         bool isOutput) {
  std::vector<const CPort *> found;
  for (const CPort &port : ports)
    if (port.isOutput == isOutput)
      found.push_back(&port);
  return found;
}

std::vector<const CPort *> CModel::inputs() const {
  return select(ports, /*isOutput=*/false);
}

std::vector<const CPort *> CModel::outputs() const {
  return select(ports, /*isOutput=*/true);
}

bool CModel::hasInputInArena() const {
  return llvm::any_of(ports,
                      [](const CPort &port) { return !port.isParameter(); });
}

namespace {

/// Where a buffer lies: so many bytes into a C array, or into arena or state
/// where no array is named.
struct Address {
  std::string array;
  int64_t offset = 0;
  const char *memory = "AT"; ///< the macro where there is no array

  std::string print(Type element) const {
    if (array.empty())
      return memory + ("(" + std::to_string(offset) + ")");
    if (offset == 0)
      return array;
    int64_t bytes = rt::getByteSize(MemRefType::get({}, element));
    return array + " + " + std::to_string(offset / bytes);
  }
};

/// The model's name as an identifier, whose files and functions collide with
/// none of the runtime's.
std::string modelName(llvm::StringRef name) {
  std::string id = toIdentifier(name, "model");
  for (const RuntimeFile &file : embeddedRuntime()) {
    std::string stem = llvm::sys::path::stem(file.name()).str();
    if (id == stem ||
        llvm::StringRef("ecg_" + stem + "_").starts_with(id + "_"))
      return "model_" + id;
  }
  return id;
}

class Reader {
public:
  Reader(func::FuncOp func, const Target &target) : func(func) {
    model.target = &target;
  }

  FailureOr<CModel> read() {
    model.name = modelName(func.getName());
    model.macro = StringRef(model.name).upper();
    auto bytes = func->getAttrOfType<IntegerAttr>(rt::arenaBytesAttrName);
    if (!bytes)
      return func.emitOpError("has no memory plan, run ecg-plan-memory");
    model.arenaBytes = bytes.getInt();
    if (auto state = func->getAttrOfType<IntegerAttr>(rt::stateBytesAttrName))
      model.stateBytes = state.getInt();
    for (Type type : func.getArgumentTypes())
      if (!isa<MemRefType>(type))
        return func.emitOpError("takes ") << type << ", expected a memref";
    reserveNames();
    for (BlockArgument argument : func.getArguments())
      readPort(argument);
    for (Operation &op : func.front().without_terminator())
      if (failed(readOp(op)))
        return failure();
    return std::move(model);
  }

private:
  /// Names the printed functions use themselves. A parameter that hides one of
  /// them would change the meaning of the code below it.
  void reserveNames() {
    for (const char *local : {"arena", "state", "p", "i", "at", "status"})
      ids.reserve(local);
    for (int64_t call = 0, end = countCalls(); call < end; ++call)
      ids.reserve("call_" + std::to_string(call));
    for (const char *suffix : {"run", "self_test", "normalize"})
      ids.reserve(model.name + "_" + suffix);
    for (const RuntimeFile &file : embeddedRuntime())
      ids.reserve("ecg_" + llvm::sys::path::stem(file.name()).str());
  }

  int64_t countCalls() {
    return llvm::count_if(func.front(), [](Operation &op) {
      return isa<rt::RtKernelOpInterface>(op);
    });
  }

  void readPort(BlockArgument argument) {
    unsigned index = argument.getArgNumber();
    CPort port;
    port.isOutput = func.getArgAttr(index, rt::outputAttrName) != nullptr;
    if (auto name = func.getArgAttrOfType<StringAttr>(index, "ecg.name"))
      port.onnxName = name.str();
    port.id = ids.unique(port.onnxName, port.isOutput ? "output" : "input");
    auto type = cast<MemRefType>(argument.getType());
    port.shape.assign(type.getShape().begin(), type.getShape().end());
    port.element = findElement(type.getElementType());
    if (auto scale = func.getArgAttrOfType<FloatAttr>(index, "ecg.scale"))
      std::tie(port.isQuantized, port.scale) =
          std::pair(true, float(scale.getValue().convertToDouble()));
    if (auto zp = func.getArgAttrOfType<IntegerAttr>(index, "ecg.zero_point"))
      port.zeroPoint = zp.getInt();
    addresses[argument] = {port.id};
    if (auto offset =
            func.getArgAttrOfType<IntegerAttr>(index, rt::offsetAttrName)) {
      port.arenaOffset = offset.getInt();
      ids.reserve(port.accessor(model.name));
      addresses[argument] = {"", offset.getInt()};
    }
    model.ports.push_back(std::move(port));
  }

  LogicalResult readOp(Operation &op) {
    if (auto alloc = dyn_cast<rt::AllocOp>(op))
      return readAlloc(alloc);
    if (auto state = dyn_cast<rt::StateOp>(op)) {
      addresses[state.getResult()] = {"", int64_t(state.getOffset()), "STATE"};
      return success();
    }
    if (auto view = dyn_cast<rt::ViewOp>(op)) {
      Address address = addresses.lookup(view.getSource());
      address.offset += view.getOffset();
      addresses[view.getResult()] = std::move(address);
      return success();
    }
    if (auto constant = dyn_cast<rt::ConstantOp>(op))
      return readConstant(constant);
    return readCall(op);
  }

  LogicalResult readAlloc(rt::AllocOp alloc) {
    std::optional<int64_t> offset = alloc.getOffset();
    if (!offset)
      return alloc.emitOpError("has no offset, run ecg-plan-memory");
    // Scratch that a kernel turns out not to need; an address would look as if
    // it shared bytes with a buffer that really lies there.
    bool empty = rt::getByteSize(alloc.getType()) == 0;
    addresses[alloc.getResult()] = {empty ? "NULL" : "", empty ? 0 : *offset};
    return success();
  }

  LogicalResult readConstant(rt::ConstantOp constant) {
    CTable table;
    table.layer = getLayerName(constant.getLoc());
    table.label = constant.getLabel().str();
    // The layer is cut before the label is, so that tables stay readable.
    std::string stem = toIdentifier(table.layer, "layer").substr(0, 24);
    table.id = ids.unique(stem + "_" + table.label, "table");
    table.elements = constant.getValue();
    addresses[constant.getResult()] = {table.id};
    model.tables.push_back(std::move(table));
    return success();
  }

  LogicalResult readCall(Operation &op) {
    auto kernel = dyn_cast<rt::RtKernelOpInterface>(op);
    if (!kernel)
      return op.emitOpError("is no kernel call, run ecg-lower-to-rt");
    RowCodes codes = readRowCodes(kernel);
    model.rowCodes |= codes.used;
    CCall call;
    call.rows = std::move(codes.description);
    call.kernel = kernel.getKernelName();
    call.stem = kernel.getStem().str();
    call.comment = getLayerName(op.getLoc());
    for (NamedAttribute param : kernel.getParams())
      call.params.push_back("." + param.getName().str() + " = " +
                            cInitializer(param.getValue()));
    for (Value operand : op.getOperands())
      call.args.push_back(addresses.lookup(operand).print(
          cast<MemRefType>(operand.getType()).getElementType()));
    model.calls.push_back(std::move(call));
    return success();
  }

  func::FuncOp func;
  CModel model;
  Identifiers ids;
  llvm::DenseMap<Value, Address> addresses;
};

} // namespace

FailureOr<CModel> CModel::get(func::FuncOp func, const Target &target) {
  return Reader(func, target).read();
}

} // namespace ecg
