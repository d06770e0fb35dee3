// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packed tables of a layer, made and checked.

#include "Packed.h"
#include "ecg/Compress/ChannelTables.h"

using namespace mlir;

namespace ecg {

/// Below this the code that unpacks is not worth it.
constexpr int64_t leastSaving = 64;
constexpr int64_t largestPercent = 85;

PackedTables packTables(ArrayRef<int8_t> ordered,
                        const QuantizedWeights &data) {
  return {packWeights(ordered, static_cast<int64_t>(data.bias.size())),
          packBias(data.bias), packScale(data.multipliers)};
}

bool isWorthPacking(PackWeights choice, const PackedTables &tables,
                    int64_t plainBytes) {
  if (choice != PackWeights::Auto)
    return choice == PackWeights::Always;
  return 100 * tables.bytes() <= largestPercent * plainBytes &&
         plainBytes - tables.bytes() >= leastSaving;
}

void makePackedTables(KernelLowering &lowering, Location loc,
                      const PackedTables &tables,
                      SmallVectorImpl<Value> &buffers) {
  auto add = [&](StringRef label, ArrayRef<uint8_t> bytes) {
    auto type = RankedTensorType::get(
        bytes.size(), lowering.builder.getIntegerType(8, /*isSigned=*/false));
    buffers.push_back(lowering.makeTable(
        loc, label,
        makeElementsOfBytes(
            type, ArrayRef(reinterpret_cast<const char *>(bytes.data()),
                           bytes.size()))));
  };
  add("packed_weight", tables.rows.weights);
  add("row_codes", tables.rows.codes);
  add("packed_bias", tables.bias);
  add("packed_scale", tables.scale);
}

namespace {

/// The bytes of a table, or nothing when it is no constant.
std::optional<std::vector<uint8_t>> readTable(Value table) {
  auto constant = table.getDefiningOp<rt::ConstantOp>();
  auto data = constant ? ConstantBytes::get(constant.getValue())
                       : std::optional<ConstantBytes>();
  if (!data)
    return std::nullopt;
  return std::vector<uint8_t>(data->bytes().begin(), data->bytes().end());
}

/// Weights, codes, bias and scale of a call that unpacks rows.
std::optional<PackedTables> readTables(rt::RtKernelOpInterface call) {
  std::vector<std::vector<uint8_t>> bytes;
  for (Value table : call.getBuffers(rt::BufferRole::Table)) {
    auto read = readTable(table);
    if (!read)
      return std::nullopt;
    bytes.push_back(std::move(*read));
  }
  return PackedTables{{bytes[0], bytes[1]}, bytes[2], bytes[3]};
}

} // namespace

LogicalResult verifyPackedTables(rt::RtKernelOpInterface call, int64_t rows,
                                 int64_t elements) {
  auto refuse = [&](StringRef what) {
    return call->emitOpError("has packed ") << what;
  };
  std::optional<PackedTables> tables = readTables(call);
  if (!tables)
    return refuse("tables that are no constants");
  if (!unpackWeights(tables->rows, rows, elements / rows))
    return refuse("weights that are not ")
           << rows << " rows of " << elements / rows;
  if (!unpackBias(tables->bias, rows))
    return refuse("biases that are not those of ") << rows << " channels";
  if (!unpackScale(tables->scale, rows))
    return refuse("multipliers that are not those of ") << rows << " channels";
  return success();
}

RowCodes readRowCodes(rt::RtKernelOpInterface call, int64_t rows) {
  std::optional<PackedTables> tables = readTables(call);
  if (!tables)
    return {};
  return {usedCodes(tables->rows, rows), describeCodes(tables->rows, rows)};
}

} // namespace ecg
