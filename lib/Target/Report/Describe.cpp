// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the rows of a report off the IR.

#include "ecg/Analysis/Lifetimes.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Target/CText.h"
#include "ecg/Target/Report.h"
#include "mlir/Dialect/Quant/QuantTypes.h"

using namespace mlir;

namespace ecg {

static int bitsOf(Type type) {
  Type element = cast<ShapedType>(type).getElementType();
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    return quantized.getStorageTypeIntegralWidth();
  return element.getIntOrFloatBitWidth();
}

namespace {

/// What one element of a value sees of the input, and how far apart the windows
/// of neighbours lie, both in samples of the model's input.
struct Field {
  int64_t span = 1, step = 1;
};

class LayerReader {
public:
  std::vector<LayerRow> read(func::FuncOp func) {
    std::vector<LayerRow> rows;
    for (BlockArgument argument : func.getArguments())
      fields[argument] = Field();
    for (Operation &op : func.front().without_terminator())
      if (!isa<ConstantOp>(op))
        rows.push_back(describe(op));
    return rows;
  }

private:
  LayerRow describe(Operation &op) {
    LayerRow row;
    auto type = cast<ShapedType>(op.getResult(0).getType());
    row.name = getLayerName(op.getLoc());
    row.op = op.getName().stripDialect().str();
    row.shape.assign(type.getShape().begin(), type.getShape().end());
    row.activationBits = bitsOf(type);
    if (auto cost = dyn_cast<CostOpInterface>(op))
      row.macs = cost.getMacs();
    for (Value operand : op.getOperands())
      if (operand.getDefiningOp<ConstantOp>())
        row.paramBytes +=
            (cast<ShapedType>(operand.getType()).getNumElements() *
                 bitsOf(operand.getType()) +
             7) /
            8;
    auto quantizable = dyn_cast<QuantOpInterface>(op);
    if (quantizable && quantizable.getWeightIndex() >= 0)
      row.weightBits =
          bitsOf(op.getOperand(quantizable.getWeightIndex()).getType());
    follow(op, row);
    return row;
  }

  /// Through layers that say how they see time; the field is unknown behind
  /// others.
  void follow(Operation &op, LayerRow &row) {
    auto stream = dyn_cast<StreamOpInterface>(op);
    auto input = fields.find(op.getOperand(0));
    bool converts = isa<QuantizeOp, DequantizeOp>(op);
    if (input == fields.end() || !(stream || converts))
      return;
    Field field = input->second;
    for (Value operand : op.getOperands().drop_front())
      if (auto other = fields.find(operand); other != fields.end())
        field.span = std::max(field.span, other->second.span);
    StreamWindow window =
        converts ? StreamWindow{1, 1, 0} : stream.getStreamWindow();
    field.span += (window.span - 1) * field.step;
    field.step *= window.stride;
    row.receptiveField = field.span;
    fields[op.getResult(0)] = field;
  }

  llvm::DenseMap<Value, Field> fields;
};

} // namespace

std::vector<LayerRow> describeLayers(func::FuncOp func) {
  return LayerReader().read(func);
}

std::vector<BufferRow> describeBuffers(func::FuncOp func) {
  SmallVector<std::string> layers; // of the calls
  func.walk([&](rt::RtKernelOpInterface call) {
    layers.push_back(getLayerName(call.getLoc()));
  });
  Lifetimes lifetimes(func);
  SmallVector<std::optional<int64_t>> starts(lifetimes.buffers().size());
  auto setStart = [&](Value root, int64_t offset) {
    if (auto place = lifetimes.placeOf(root))
      starts[place->buffer] = offset - place->offset;
  };
  for (auto alloc : func.getOps<rt::AllocOp>())
    setStart(alloc, alloc.getOffset().value_or(0));
  for (BlockArgument argument : func.getArguments())
    if (auto offset = func.getArgAttrOfType<IntegerAttr>(
            argument.getArgNumber(), rt::offsetAttrName))
      setStart(argument, offset.getInt());

  std::vector<BufferRow> rows;
  for (auto [start, buffer] : llvm::zip_equal(starts, lifetimes.buffers()))
    for (const LiveRange &range : buffer.ranges) {
      BufferRow row;
      row.name = layers.empty() ? "" : layers[range.first];
      row.offset = *start + range.begin;
      row.bytes = range.end - range.begin;
      row.first = range.first;
      row.last = range.last;
      rows.push_back(row);
    }
  llvm::sort(rows, [](const BufferRow &a, const BufferRow &b) {
    return std::pair(a.offset, a.first) < std::pair(b.offset, b.first);
  });
  return rows;
}

/// The integers among ".cin = 1", ".scale = 0.5f".
static CallParams integersOf(llvm::ArrayRef<std::string> params) {
  CallParams integers;
  for (llvm::StringRef param : params) {
    auto [name, value] = param.drop_front().split(" = ");
    if (int64_t number; !value.getAsInteger(10, number))
      integers[name.str()] = number;
  }
  return integers;
}

std::vector<CallRow> describeCalls(const CModel &model) {
  std::vector<CallRow> rows;
  for (const CCall &call : model.calls) {
    CallParams params = integersOf(call.params);
    auto predicted = predictCosts(*model.target, call.kernel, params);
    rows.push_back({call.comment, call.kernel, std::move(params), predicted});
  }
  return rows;
}

} // namespace ecg
