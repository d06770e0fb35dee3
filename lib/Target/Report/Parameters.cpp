// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables of a model by layer, as text and as JSON.

#include "ecg/Target/Parameters.h"
#include "ecg/IR/Constants.h"
#include "ecg/Target/TextTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Compression.h"

namespace ecg {

namespace json = llvm::json;

int64_t LayerTables::total() const {
  int64_t sum = 0;
  for (const auto &[label, size] : bytes)
    sum += size;
  return sum;
}

int64_t Parameters::total() const {
  int64_t sum = 0;
  for (const LayerTables &layer : layers)
    sum += layer.total();
  return sum;
}

static int64_t archiveBytes(const CModel &model) {
  if (!llvm::compression::zlib::isAvailable())
    return 0;
  std::vector<uint8_t> all;
  for (const CTable &table : model.tables)
    if (auto data = ConstantBytes::get(table.elements))
      all.insert(all.end(), data->bytes().begin(), data->bytes().end());
  llvm::SmallVector<uint8_t, 0> compressed;
  llvm::compression::zlib::compress(
      all, compressed, llvm::compression::zlib::BestSizeCompression);
  return all.empty() ? 0 : static_cast<int64_t>(compressed.size());
}

Parameters describeParameters(const CModel &model) {
  Parameters parameters;
  std::map<std::string, size_t> places;
  for (const CTable &table : model.tables) {
    auto [place, isNew] =
        places.try_emplace(table.layer, parameters.layers.size());
    if (isNew)
      parameters.layers.push_back({table.layer, {}, {}});
    parameters.layers[place->second].bytes[table.label] += table.numBytes();
  }
  for (const CCall &call : model.calls)
    if (auto place = places.find(call.comment); place != places.end())
      parameters.layers[place->second].rows = call.rows;
  parameters.archiveBytes = archiveBytes(model);
  return parameters;
}

namespace {

/// What labels end in, and the columns of the report that show it.
constexpr llvm::StringLiteral kinds[] = {"weight", "codes", "bias", "mult",
                                         "shift",  "scale", "other"};

llvm::StringRef kindOf(llvm::StringRef label) {
  for (llvm::StringRef kind : kinds)
    if (label.ends_with(kind))
      return kind;
  return kinds[std::size(kinds) - 1];
}

std::map<llvm::StringRef, int64_t> byKind(const LayerTables &layer) {
  std::map<llvm::StringRef, int64_t> sums;
  for (const auto &[label, size] : layer.bytes)
    sums[kindOf(label)] += size;
  return sums;
}

} // namespace

void printParameters(llvm::raw_ostream &os, const Parameters &parameters) {
  if (parameters.layers.empty())
    return;
  os << "\nParameters, all-in: " << grouped(parameters.total())
     << " bytes of tables in flash";
  if (parameters.archiveBytes)
    os << ", " << grouped(parameters.archiveBytes) << " as an archive (zlib)";
  os << "\n";
  LayerTables all{"total", {}, {}};
  for (const LayerTables &layer : parameters.layers)
    for (const auto &[label, size] : layer.bytes)
      all.bytes[label] += size;
  std::vector<std::string> head = {"layer"}, columns;
  for (llvm::StringRef kind : kinds)
    if (byKind(all).count(kind))
      columns.push_back(kind.str());
  head.insert(head.end(), columns.begin(), columns.end());
  head.push_back("bytes");
  bool hasPacked =
      llvm::any_of(parameters.layers, [](const LayerTables &layer) {
        return !layer.rows.empty();
      });
  head.push_back(hasPacked ? "rows of weights" : "");
  TextTable table("l" + std::string(columns.size() + 1, 'r') + "l");
  auto add = [&](const LayerTables &layer) {
    std::vector<std::string> line = {shortened(layer.layer)};
    for (const std::string &column : columns)
      line.push_back(orDash(byKind(layer)[column]));
    line.push_back(grouped(layer.total()));
    line.push_back(layer.rows);
    table.add(line);
  };
  table.add(head);
  llvm::for_each(parameters.layers, add);
  add(all);
  table.print(os);
}

json::Object toJson(const Parameters &parameters) {
  json::Array layers;
  for (const LayerTables &layer : parameters.layers) {
    json::Object tables;
    for (const auto &[label, size] : layer.bytes)
      tables[label] = size;
    json::Object row{{"name", json::fixUTF8(layer.layer)},
                     {"total", layer.total()},
                     {"tables", std::move(tables)}};
    if (!layer.rows.empty())
      row["rows"] = layer.rows;
    layers.push_back(std::move(row));
  }
  json::Object object{{"total", parameters.total()},
                      {"layers", std::move(layers)}};
  if (parameters.archiveBytes)
    object["archive"] = parameters.archiveBytes;
  return object;
}

} // namespace ecg
