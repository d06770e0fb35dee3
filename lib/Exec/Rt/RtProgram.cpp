// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The interpreter of device programs: one C call a step.

#include "ecg/Exec/RtProgram.h"
#include "KernelTable.h"
#include "ecg/IR/Constants.h"
#include "ecg/Target/KernelSet.h"
#include "llvm/ADT/StringSwitch.h"
#include <cstring>
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// Buffers start where the device's would.
size_t aligned(size_t bytes) { return llvm::alignTo(bytes, ECG_RT_ALIGN); }

size_t words(size_t bytes) { return llvm::divideCeil(bytes, sizeof(uint64_t)); }

/// What device memory holds before it is written. Not zero, so that a program
/// that reads too early gives itself away.
constexpr unsigned char garbage = 0xA5;

using KernelFinder = ErasedKernel (*)(StringRef);

KernelFinder finderOf(StringRef kernelSet) {
  return llvm::StringSwitch<KernelFinder>(kernelSet)
      .Case("ref", findRefKernel)
      .Case("cortex-m", findCortexMKernel)
      .Case("cortex-m55", findCortexM55Kernel)
      .Case("scalar", findScalarKernel)
      .Default(nullptr);
}

bool isInt8(const RtProgram::PortFormat &format) {
  return format.element->bytes == 1;
}

/// Runs a conversion kernel over a whole port; all take the same parameters.
void convertPort(StringRef kernel, const RtProgram::PortFormat &format,
                 size_t n, const void *from, void *to) {
  ecg_quantize_f32_params_t params = {static_cast<int32_t>(n), format.scale,
                                      format.zeroPoint};
  void *buffers[] = {const_cast<void *>(from), to};
  findRefKernel(kernel)(&params, buffers);
}

} // namespace

void RtProgram::PortFormat::fromFloat(ArrayRef<float> from, void *to) const {
  if (isQuantized())
    convertPort(isInt8(*this) ? "ecg_quantize_f32" : "ecg_quantize_f32_s16",
                *this, from.size(), from.data(), to);
  else
    element->fromFloat(from.data(), from.size(), to);
}

void RtProgram::PortFormat::toFloat(const void *from,
                                    MutableArrayRef<float> to) const {
  if (isQuantized())
    convertPort(isInt8(*this) ? "ecg_dequantize_s8" : "ecg_dequantize_s16",
                *this, to.size(), from, to.data());
  else
    element->toFloat(from, to.size(), to.data());
}

/// The arena of one run, and converted copies of ports that are not float.
class RtProgram::Memory : public Workspace {
public:
  explicit Memory(const RtProgram &program)
      : arena(words(program.arenaBytes)), state(words(program.stateBytes)),
        arguments(program.inputPorts.size() + program.outputPorts.size()) {
    if (!arena.empty()) // memset takes no null pointer
      std::memset(arena.data(), garbage, arena.size() * sizeof(uint64_t));
    addPorts(program.inputPorts, program.inFormats, inputs);
    addPorts(program.outputPorts, program.outFormats, outputs);
  }

  std::vector<uint64_t> arena, state;
  std::vector<void *> arguments; ///< of the function, set each run
  /// Converted copies by port; empty for float ports.
  std::vector<std::vector<uint64_t>> inputs, outputs;

private:
  static void addPorts(ArrayRef<PortSpec> ports, ArrayRef<PortFormat> formats,
                       std::vector<std::vector<uint64_t>> &copies) {
    for (auto [port, format] : llvm::zip_equal(ports, formats))
      copies.emplace_back(
          format.isFloat() ? 0
                           : words(port.numElements() * format.element->bytes));
  }
};

//===----------------------------------------------------------------------===//
// Preparing
//===----------------------------------------------------------------------===//

/// The kernel set whose packing the weights have; ref where nothing is said.
static StringRef kernelSetOf(func::FuncOp func) {
  auto name = func->getAttrOfType<StringAttr>(rt::kernelsAttrName);
  return name ? name.getValue() : "ref";
}

std::unique_ptr<RtProgram> RtProgram::create(func::FuncOp func) {
  StringRef kernelSet = kernelSetOf(func);
  if (!finderOf(kernelSet) || !findKernelSet(kernelSet)) {
    func.emitError() << "there is no kernel set '" << kernelSet << "'";
    return nullptr;
  }
  std::unique_ptr<RtProgram> program(new RtProgram());
  if (auto bytes = func->getAttrOfType<IntegerAttr>(rt::arenaBytesAttrName)) {
    program->planned = true;
    program->arenaBytes = bytes.getInt();
  }
  if (failed(program->addPorts(func)))
    return nullptr;
  for (Operation &op : func.front().without_terminator())
    if (failed(program->add(op, kernelSet)))
      return nullptr;
  // Also what a program without a plan would use: one buffer an alloc.
  if (program->arenaBytes > std::numeric_limits<int32_t>::max()) {
    func.emitError() << "needs an arena of " << program->arenaBytes
                     << " bytes; at most "
                     << std::numeric_limits<int32_t>::max() << " are possible";
    return nullptr;
  }
  program->places.clear(); // points into the function
  return program;
}

LogicalResult RtProgram::addPorts(func::FuncOp func) {
  if (func.isExternal() || func.getNumResults() != 0)
    return func.emitError("is not a device program: it needs a body and no "
                          "results");
  for (unsigned i = 0; i < func.getNumArguments(); ++i)
    if (failed(addPort(func, i)))
      return failure();
  return success();
}

/// Ports that stand for real numbers have a scale and a zero point.
FailureOr<RtProgram::PortFormat> RtProgram::readFormat(func::FuncOp func,
                                                       unsigned argument) {
  auto type = cast<MemRefType>(func.getArgument(argument).getType());
  PortFormat format;
  format.element = findElement(type.getElementType());
  auto scale = func.getArgAttrOfType<FloatAttr>(argument, "ecg.scale");
  auto zero = func.getArgAttrOfType<IntegerAttr>(argument, "ecg.zero_point");
  if (!format.element)
    return func.emitError() << "argument " << argument << " has elements of "
                            << type.getElementType();
  if (!scale && !zero)
    return format;
  Type element = type.getElementType();
  bool fits =
      zero && ((element.isInteger(8) && llvm::isInt<8>(zero.getInt())) ||
               (element.isInteger(16) && zero.getInt() == 0));
  if (!scale || !fits || !(scale.getValueAsDouble() > 0))
    return func.emitError()
           << "quantized argument " << argument
           << " must be int8 with a positive ecg.scale and an ecg.zero_point "
              "in [-128, 127], or int16 with an ecg.zero_point of 0";
  format.scale = static_cast<float>(scale.getValueAsDouble());
  format.zeroPoint = static_cast<int32_t>(zero.getInt());
  return format;
}

LogicalResult RtProgram::addPort(func::FuncOp func, unsigned argument) {
  auto type = dyn_cast<MemRefType>(func.getArgument(argument).getType());
  if (!type)
    return func.emitError() << "is not a device program: argument " << argument
                            << " is no memref";
  bool isOutput = func.getArgAttr(argument, rt::outputAttrName) != nullptr;
  FailureOr<PortFormat> format = readFormat(func, argument);
  if (failed(format))
    return failure();
  auto name = func.getArgAttrOfType<StringAttr>(argument, "ecg.name");
  PortSpec port{name ? name.str() : "port" + std::to_string(argument),
                type.getShape(),
                format->isQuantized() ? nullptr : format->element};
  (isOutput ? outputPorts : inputPorts).push_back(std::move(port));
  (isOutput ? outFormats : inFormats).push_back(*format);
  (isOutput ? outArguments : inArguments).push_back(argument);
  places[func.getArgument(argument)] = {Home::Argument, 0, argument};
  if (!isOutput)
    return placeInput(func, argument);
  return success();
}

/// Inputs of a planned program may lie in the arena, which is then filled with
/// a copy of them.
LogicalResult RtProgram::placeInput(func::FuncOp func, unsigned argument) {
  inOffsets.push_back(std::nullopt);
  if (!planned || !rt::isInArena(func.getArgument(argument)))
    return success();
  auto attribute =
      func.getArgAttrOfType<IntegerAttr>(argument, rt::offsetAttrName);
  if (!attribute || attribute.getInt() < 0)
    return func.emitError()
           << "argument " << argument << " in the arena has no "
           << rt::offsetAttrName << ", run ecg-plan-memory";
  auto offset = static_cast<size_t>(attribute.getInt());
  size_t bytes =
      rt::getByteSize(cast<MemRefType>(func.getArgument(argument).getType()));
  if (offset + bytes > arenaBytes)
    return func.emitError()
           << "argument " << argument << " ends at byte " << offset + bytes
           << " of an arena of " << arenaBytes;
  inOffsets.back() = offset;
  places[func.getArgument(argument)] = {Home::Arena, offset};
  return success();
}

LogicalResult RtProgram::add(Operation &op, StringRef kernelSet) {
  if (auto constant = dyn_cast<rt::ConstantOp>(op))
    return addConstant(constant);
  if (auto alloc = dyn_cast<rt::AllocOp>(op))
    return addAlloc(alloc);
  if (auto state = dyn_cast<rt::StateOp>(op)) {
    size_t end = state.getOffset() + rt::getByteSize(state.getType());
    stateBytes = std::max(stateBytes, end);
    places[state.getResult()] = {Home::State, state.getOffset()};
    return success();
  }
  if (auto view = dyn_cast<rt::ViewOp>(op)) {
    Place place = places.lookup(view.getSource());
    place.offset += view.getOffset();
    places[view.getResult()] = place;
    return success();
  }
  if (auto call = dyn_cast<rt::RtKernelOpInterface>(op))
    return addCall(call, kernelSet);
  return op.emitError("is not part of a device program");
}

LogicalResult RtProgram::addConstant(rt::ConstantOp constant) {
  size_t offset = constants.size() * sizeof(uint64_t);
  size_t bytes = rt::getByteSize(constant.getType());
  constants.resize(constants.size() + words(bytes));
  places[constant.getResult()] = {Home::Constants, offset};
  std::optional<ConstantBytes> data = ConstantBytes::get(constant.getValue());
  if (!data)
    return constant.emitOpError("has values that cannot be read");
  llvm::copy(data->bytes(),
             reinterpret_cast<char *>(constants.data()) + offset);
  return success();
}

LogicalResult RtProgram::addAlloc(rt::AllocOp alloc) {
  size_t bytes = rt::getByteSize(alloc.getType());
  size_t offset = arenaBytes;
  if (bytes == 0) { // as in emitted C
    places[alloc.getResult()] = {Home::None, 0};
    return success();
  }
  if (!planned) {
    arenaBytes += aligned(bytes);
  } else {
    if (!alloc.getOffset())
      return alloc.emitOpError("has no offset, run ecg-plan-memory");
    offset = *alloc.getOffset();
    if (offset + bytes > arenaBytes)
      return alloc.emitOpError() << "ends at byte " << offset + bytes
                                 << " of an arena of " << arenaBytes;
  }
  places[alloc.getResult()] = {Home::Arena, offset};
  return success();
}

LogicalResult RtProgram::addCall(rt::RtKernelOpInterface call,
                                 StringRef kernelSet) {
  Step step;
  step.kernel = finderOf(kernelSet)(call.getKernelName());
  if (!step.kernel)
    return call->emitOpError() << "has no kernel " << call.getKernelName()
                               << " in set " << kernelSet;
  if (failed(verifyCall(*findKernelSet(kernelSet), call)))
    return failure();
  size_t bytes = 0;
  for (const rt::ParamField &field : call.getParamFields())
    bytes = std::max(bytes, field.offset + size_t(4) * field.count);
  step.params.resize(words(bytes));
  rt::readParams(call, step.params.data());
  for (Value operand : call->getOperands())
    step.buffers.push_back(places.lookup(operand));
  steps.push_back(std::move(step));
  return success();
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

std::unique_ptr<Workspace> RtProgram::makeWorkspace() const {
  return std::make_unique<Memory>(*this);
}

void RtProgram::runRaw(Workspace &workspace, ArrayRef<const void *> in,
                       ArrayRef<void *> out) const {
  auto &memory = static_cast<Memory &>(workspace);
  for (auto [argument, data] : llvm::zip_equal(inArguments, in))
    memory.arguments[argument] = const_cast<void *>(data);
  for (auto [argument, data] : llvm::zip_equal(outArguments, out))
    memory.arguments[argument] = data;

  std::fill(memory.state.begin(), memory.state.end(), 0);
  char *arena = reinterpret_cast<char *>(memory.arena.data());
  char *state = reinterpret_cast<char *>(memory.state.data());
  for (auto [i, offset] : llvm::enumerate(inOffsets))
    if (offset)
      std::memcpy(arena + *offset, in[i],
                  inputPorts[i].numElements() * inFormats[i].element->bytes);
  // Kernels take tables as pointers to const; the erased call cannot say so.
  char *tables =
      const_cast<char *>(reinterpret_cast<const char *>(constants.data()));
  auto baseOf = [&](const Place &place) {
    return place.home == Home::Arena   ? arena
           : place.home == Home::State ? state
           : place.home == Home::None  ? nullptr
           : place.home == Home::Constants
               ? tables
               : static_cast<char *>(memory.arguments[place.argument]);
  };
  SmallVector<void *, 8> pointers;
  for (const Step &step : steps) {
    pointers.clear();
    for (const Place &place : step.buffers)
      pointers.push_back(baseOf(place) + place.offset);
    step.kernel(step.params.data(), pointers.data());
  }
}

void RtProgram::run(Workspace &workspace, ArrayRef<const float *> in,
                    ArrayRef<float *> out) const {
  auto &memory = static_cast<Memory &>(workspace);
  SmallVector<const void *, 4> rawIn(in.begin(), in.end());
  SmallVector<void *, 4> rawOut(out.begin(), out.end());
  for (auto [i, format] : llvm::enumerate(inFormats)) {
    if (format.isFloat())
      continue;
    rawIn[i] = memory.inputs[i].data();
    format.fromFloat({in[i], size_t(inputPorts[i].numElements())},
                     memory.inputs[i].data());
  }
  for (auto [i, format] : llvm::enumerate(outFormats))
    if (!format.isFloat())
      rawOut[i] = memory.outputs[i].data();

  runRaw(workspace, rawIn, rawOut);

  for (auto [i, format] : llvm::enumerate(outFormats))
    if (!format.isFloat())
      format.toFloat(memory.outputs[i].data(),
                     {out[i], size_t(outputPorts[i].numElements())});
}

} // namespace ecg
