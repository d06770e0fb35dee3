// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ecg-opt as a child, so that its line can be run by hand; what it wrote is
// built around its own self test.

#include "CompiledModel.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace ecg {

int64_t ModelCall::operator[](const std::string &name) const {
  auto found = params.find(name);
  return found == params.end() ? 0 : found->second;
}

static std::string pathOfCompiler() {
  llvm::SmallString<128> path(llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&pathOfCompiler)));
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, "ecg-opt");
  return path.str().str();
}

llvm::Expected<CompiledModel>
CompiledModel::compile(const Target &target,
                       llvm::ArrayRef<std::string> arguments) {
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  CompiledModel model(std::move(*folder));
  std::vector<std::string> line = arguments.vec();
  line.insert(line.end(), {"--target=" + target.name.str(), "--measure", "-o",
                           model.folder.file("c")});
  constexpr unsigned hours = 8;
  auto compiled = runTool(pathOfCompiler(), line, hours * 3600);
  if (!compiled)
    return compiled.takeError();
  if (llvm::Error error = model.readReport())
    return std::move(error);
  return model;
}

namespace {

/// Keys of a JSON object that are there because ecg-opt wrote it.
class Row {
public:
  explicit Row(const llvm::json::Value &value) : object(*value.getAsObject()) {}
  std::string text(llvm::StringRef key) const {
    return object.getString(key).value_or("").str();
  }
  int64_t number(llvm::StringRef key) const {
    return object.getInteger(key).value_or(0);
  }
  Row row(llvm::StringRef key) const { return Row(*object.get(key)); }
  const llvm::json::Array &rows(llvm::StringRef key) const {
    return *object.getArray(key);
  }

  const llvm::json::Object &object;
};

ModelPort readPort(const Row &row) {
  ModelPort port{row.text("id"),
                 row.object.getBoolean("output").value_or(false), 1};
  for (const llvm::json::Value &extent : row.rows("shape"))
    port.elements *= *extent.getAsInteger();
  return port;
}

ModelCall readCall(const Row &row) {
  ModelCall call{row.text("layer"), row.text("kernel"), {}};
  for (const auto &[name, value] : row.row("params").object)
    call.params[name.str()] = *value.getAsInteger();
  return call;
}

} // namespace

llvm::Error CompiledModel::readReport() {
  auto text = folder.read("c/report.json");
  if (!text)
    return text.takeError();
  auto json = llvm::json::parse(*text);
  if (!json)
    return json.takeError();
  Row report(*json);
  id = report.text("model");
  numbers = report.text("number");
  for (const llvm::json::Value &port : report.rows("ports"))
    portRows.push_back(readPort(Row(port)));
  for (const llvm::json::Value &call : report.rows("kernels"))
    callRows.push_back(readCall(Row(call)));
  for (const llvm::json::Value &layer : report.rows("layers"))
    macsOfLayers[Row(layer).text("name")] += Row(layer).number("macs");
  Row ram = report.row("sizes").row("ram");
  sizes.program = "ecg-opt";
  sizes.flash = report.row("sizes").row("flash").number("total");
  sizes.ram = ram.number("total");
  sizes.input = ram.number("input");
  sizes.output = ram.number("output");
  sizes.arena = ram.number("arena");
  sizes.stack = ram.object.getInteger("stack");
  hasState = ram.number("state") > 0;
  return llvm::Error::success();
}

int64_t CompiledModel::macs() const {
  int64_t sum = 0;
  for (const auto &[layer, macs] : macsOfLayers)
    sum += macs;
  return sum;
}

/// One unit, so that marks get between the calls, and the self test's inference
/// between marks; not inlined into it.
std::string CompiledModel::harness(const Target &target) const {
  std::string text, macro = llvm::StringRef(id).upper();
  llvm::raw_string_ostream os(text);
  os << "#define MARK " << markStatement(target) << "\n"
     << "#define ECG_RT_AFTER_CALL(n) MARK\n"
     << "#include \"" << id << ".h\"\n"
     << "__typeof__(" << id << "_run) " << id
     << "_run __attribute__((noinline));\n"
     << "#include \"" << id << ".c\"\n"
     << "static void begin(void) { MARK; }\n"
     << "#define " << id << "_run(...) (begin(), (" << id
     << "_run)(__VA_ARGS__))\n"
     << "#include \"" << id << "_self_test.c\"\n"
     << "static uint64_t arena[(" << macro << "_ARENA_BYTES + 7) / 8];\n";
  if (hasState)
    os << "static uint64_t state[(" << macro << "_STATE_BYTES + 7) / 8];\n";
  for (const ModelPort &port : portRows)
    if (port.isOutput)
      os << "static uint64_t io_" << port.id << "[" << port.elements << "];\n";
  os << "int main(void) {\n  int status = " << id << "_self_test(arena"
     << (hasState ? ", state" : "");
  for (const ModelPort &port : portRows)
    if (port.isOutput)
      os << ", (void *)io_" << port.id;
  os << ");\n  MARK;\n  return status ? 1 : 0;\n}\n";
  return text;
}

/// A layer's multiply-accumulates are done by the dearest of its calls; others
/// convert or move.
void CompiledModel::addMacs(std::vector<LayerCosts> &layers) const {
  std::map<std::string, LayerCosts *> dearest;
  for (LayerCosts &layer : layers) {
    LayerCosts *&most = dearest[layer.layer];
    if (!most || layer.instructions > most->instructions)
      most = &layer;
  }
  for (auto &[name, layer] : dearest)
    if (auto macs = macsOfLayers.find(name); macs != macsOfLayers.end())
      layer->macs = macs->second;
}

llvm::Expected<ProgramCosts> CompiledModel::run(const Board &board) const {
  if (llvm::Error error =
          folder.write("c/ecg-harness.c", harness(board.target())))
    return std::move(error);
  auto build = board.startBuild();
  if (!build)
    return build.takeError();
  if (llvm::Error error = build->compile(folder.file("c/ecg-harness.c")))
    return std::move(error);
  auto regions = board.run(*build);
  if (!regions)
    return regions.takeError();
  ProgramCosts costs = sizes;
  for (const ModelCall &call : callRows)
    costs.layers.push_back(
        {call.layer, call.kernel, 0, 0, std::nullopt,
         predictCosts(board.target(), call.kernel, call.params)});
  // Behind the last call there is only the comparison of the self test.
  regions->resize(std::min(regions->size(), callRows.size()));
  if (llvm::Error error = board.count(*regions, costs))
    return std::move(error);
  addMacs(costs.layers);
  return costs;
}

} // namespace ecg
