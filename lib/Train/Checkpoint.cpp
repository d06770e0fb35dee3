// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The state as a dictionary attribute: vectors of floats are resources, so that
// bytecode holds them as they are.

#include "Checkpoint.h"
#include "ecg/IR/Constants.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/Builders.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

namespace ecg {

namespace {

constexpr llvm::StringLiteral attributeName = "ecg.checkpoint";

/// Numbers of an epoch, in this order.
std::vector<double> toNumbers(const EpochRecord &record) {
  return {double(record.epoch), record.rate,   record.trainLoss,
          record.valLoss,       record.metric, record.seconds,
          double(record.isBest)};
}
constexpr size_t recordSize = 7;

EpochRecord toRecord(ArrayRef<double> n) {
  return {unsigned(n[0]), n[1], n[2], n[3], n[4], n[5], n[6] != 0};
}

class Writer {
public:
  explicit Writer(MLIRContext *context) : builder(context) {}

  void add(StringRef name, Attribute value) {
    entries.push_back(builder.getNamedAttr(name, value));
  }
  void add(StringRef name, uint64_t value) {
    add(name, builder.getI64IntegerAttr(value));
  }
  void add(StringRef name, const std::vector<float> &values) {
    auto type = RankedTensorType::get(values.size(), builder.getF32Type());
    add(name, makeElements<float>(type, values));
  }
  void add(StringRef name, const std::vector<double> &values) {
    auto type = RankedTensorType::get(values.size(), builder.getF64Type());
    add(name, DenseElementsAttr::get(type, ArrayRef(values)));
  }
  DictionaryAttr get() { return builder.getDictionaryAttr(entries); }

private:
  Builder builder;
  SmallVector<NamedAttribute> entries;
};

/// Reads entries; remembers whether one was missing or of the wrong kind.
class Reader {
public:
  explicit Reader(DictionaryAttr entries) : entries(entries) {}

  uint64_t integer(StringRef name) {
    auto value = find<IntegerAttr>(name);
    return value ? value.getInt() : 0;
  }
  std::vector<float> floats(StringRef name) {
    auto value = find<ElementsAttr>(name);
    if (!value || value.getNumElements() == 0)
      return {};
    auto data = ConstantData<float>::get(value);
    if (!data) {
      good = false;
      return {};
    }
    return data->values().vec();
  }
  std::vector<double> doubles(StringRef name) {
    auto value = find<DenseElementsAttr>(name);
    if (!value || !value.getElementType().isF64()) {
      good = false;
      return {};
    }
    auto values = value.getValues<double>();
    return {values.begin(), values.end()};
  }
  bool isGood() const { return good; }

private:
  template <typename T> T find(StringRef name) {
    auto value = entries.getAs<T>(name);
    good &= bool(value);
    return value;
  }
  DictionaryAttr entries;
  bool good = true;
};

DictionaryAttr toAttribute(MLIRContext *context, const TrainState &state,
                           StringRef settings) {
  Writer writer(context);
  writer.add("settings", StringAttr::get(context, settings));
  writer.add("step", state.step);
  writer.add("values", state.values);
  writer.add("average", state.average);
  writer.add("average_steps", state.averageSteps);
  writer.add("best", state.best);
  writer.add("best_epoch", uint64_t(state.bestEpoch));
  writer.add("best_score",
             std::vector<double>{state.bestMetric, state.bestLoss});
  writer.add("optimizer", state.optimizer);
  writer.add("schedule", state.schedule);
  std::vector<double> history;
  for (const EpochRecord &record : state.history)
    llvm::append_range(history, toNumbers(record));
  writer.add("history", history);
  return writer.get();
}

std::optional<TrainState> toState(DictionaryAttr entries) {
  Reader reader(entries);
  TrainState state;
  state.step = reader.integer("step");
  state.values = reader.floats("values");
  state.average = reader.floats("average");
  state.averageSteps = reader.integer("average_steps");
  state.best = reader.floats("best");
  state.bestEpoch = reader.integer("best_epoch");
  std::vector<double> score = reader.doubles("best_score");
  state.optimizer = reader.floats("optimizer");
  state.schedule = reader.doubles("schedule");
  std::vector<double> history = reader.doubles("history");
  if (!reader.isGood() || score.size() != 2 || history.size() % recordSize)
    return std::nullopt;
  state.bestMetric = score[0];
  state.bestLoss = score[1];
  for (size_t i = 0; i < history.size(); i += recordSize)
    state.history.push_back(toRecord(ArrayRef(history).slice(i, recordSize)));
  return state;
}

} // namespace

llvm::Error writeWithState(ModuleOp module, StringRef name, Attribute state,
                           StringRef path) {
  // A rename would put a file in the place of a device.
  if (llvm::sys::fs::exists(path) && !llvm::sys::fs::is_regular_file(path))
    return llvm::createStringError("cannot write checkpoint '" + path +
                                   "': it is no regular file");
  std::string part = (path + ".part").str();
  std::error_code error;
  llvm::ToolOutputFile file(part, error, llvm::sys::fs::OF_None);
  if (!error) {
    module->setAttr(name, state);
    bool written = succeeded(writeBytecodeToFile(module, file.os()));
    module->removeAttr(name);
    file.os().close();
    error = file.os().error();
    file.os().clear_error();
    if (!error && !written)
      error = std::make_error_code(std::errc::io_error);
  }
  if (!error)
    error = llvm::sys::fs::rename(part, path);
  if (error)
    return llvm::createStringError("cannot write checkpoint '" + path +
                                   "': " + error.message());
  file.keep();
  return llvm::Error::success();
}

llvm::Error writeCheckpoint(ModuleOp module, const TrainState &state,
                            StringRef settings, StringRef path) {
  return writeWithState(module, attributeName,
                        toAttribute(module.getContext(), state, settings),
                        path);
}

llvm::Expected<TrainState> readCheckpoint(MLIRContext &context,
                                          StringRef settings, StringRef path) {
  auto fail = [&](const llvm::Twine &cause) {
    return llvm::createStringError("cannot resume from '" + path +
                                   "': " + cause);
  };
  if (!llvm::sys::fs::exists(path))
    return fail("there is no such file");
  auto module = parseSourceFile<ModuleOp>(path, &context);
  auto entries = module
                     ? (*module)->getAttrOfType<DictionaryAttr>(attributeName)
                     : DictionaryAttr();
  std::optional<TrainState> state;
  if (entries)
    state = toState(entries);
  if (!state)
    return fail("it is no checkpoint");
  auto made = entries.getAs<StringAttr>("settings");
  if (!made || made != settings)
    return fail("it was made with other settings (" +
                (made ? made.getValue() : "none") + "), not " + settings);
  return std::move(*state);
}

} // namespace ecg
