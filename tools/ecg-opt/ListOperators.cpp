// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators and layers as tables.

#include "ListOperators.h"
#include "ModelFile.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Import/OperatorList.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace ecg {

namespace {

const char *intro =
    "# Operators\n\n"
    "Written by `ecg-opt --list-operators` (`ninja -C build docs`).\n\n"
    "**float**: runs on the host and as C. **int8**: has an integer form; an "
    "operator without one\nstays in float between dequantize and quantize, "
    "*partly* where only some of the layers it becomes\nhave one. "
    "**training**: gradients pass through the layers it becomes, *partly* "
    "through\nsome of them. **constants**: computed at import, inputs must be "
    "known then.\n\n";

const char *operatorHead =
    "## ONNX operators\n\n"
    "| operator | opsets | becomes | float | int8 | training | restrictions "
    "|\n|---|---|---|---|---|---|---|\n";

const char *layerHead =
    "\n## Layers\n\n"
    "**host**: has its own fast form on the host, with gradients; others run "
    "their reference kernel there.\n**ONNX**: can be written back "
    "(`--emit=onnx`). **time**: "
    "says what it sees along time.\n**channels**: says which dimensions are "
    "the same channels, so that some can be removed.\n\n"
    "| layer | C | host | int8 | ONNX | time | channels |\n"
    "|---|---|---|---|---|---|---|\n";

const char *mark(bool is) { return is ? "yes" : "-"; }

class Lister {
public:
  Lister(MLIRContext &context, llvm::raw_ostream &os)
      : context(context), os(os) {}

  void print() {
    os << intro << operatorHead;
    for (const OperatorInfo &info : ecg::listOperators())
      printOperator(info);
    os << layerHead;
    std::vector<RegisteredOperationName> layers;
    for (RegisteredOperationName op : context.getRegisteredOperations())
      if (op.getDialectNamespace() == EcgDialect::getDialectNamespace() &&
          !op.hasTrait<OpTrait::ConstantLike>())
        layers.push_back(op);
    llvm::sort(layers, [](auto a, auto b) {
      return a.getStringRef() < b.getStringRef();
    });
    for (RegisteredOperationName layer : layers)
      printLayer(layer);
  }

private:
  void printOperator(const OperatorInfo &info) {
    std::string layers =
        llvm::join(llvm::map_range(info.layers,
                                   [](StringRef layer) {
                                     return ("`" + layer + "`").str();
                                   }),
                   ", ");
    os << "| " << info.name << " | " << info.opsets << " | "
       << (!info.atRunTime  ? "constants"
           : layers.empty() ? "nothing"
                            : layers)
       << " | " << mark(info.atRunTime) << " | " << int8Support(info) << " | "
       << trainingSupport(info) << " | " << info.restriction << " |\n";
  }

  StringRef int8Support(const OperatorInfo &info) {
    return supportOf(info, isInteger);
  }

  StringRef trainingSupport(const OperatorInfo &info) {
    return supportOf(info, [](RegisteredOperationName layer) {
      return layer.hasInterface<ExecOpInterface>();
    });
  }

  /// Of how many layers of the operator `supports` holds, in a word.
  StringRef supportOf(const OperatorInfo &info,
                      function_ref<bool(RegisteredOperationName)> supports) {
    if (!info.atRunTime)
      return "-";
    size_t count = llvm::count_if(info.layers, [&](StringRef layer) {
      auto name =
          RegisteredOperationName::lookup(("ecg." + layer).str(), &context);
      return name && supports(*name);
    });
    return count == info.layers.size() ? "yes" : count ? "partly" : "-";
  }

  /// The ends of integer parts are integers by nature.
  static bool isInteger(RegisteredOperationName layer) {
    return layer.hasInterface<QuantOpInterface>() ||
           layer.getStringRef() == QuantizeOp::getOperationName() ||
           layer.getStringRef() == DequantizeOp::getOperationName();
  }

  void printLayer(RegisteredOperationName layer) {
    os << "| `" << layer.stripDialect() << "` | "
       << mark(layer.hasInterface<KernelOpInterface>()) << " | "
       << mark(layer.hasInterface<ExecOpInterface>()) << " | "
       << mark(isInteger(layer)) << " | "
       << mark(layer.hasInterface<OnnxOpInterface>()) << " | "
       << mark(layer.hasInterface<StreamOpInterface>()) << " | "
       << mark(layer.hasInterface<ChannelOpInterface>()) << " |\n";
  }

  MLIRContext &context;
  llvm::raw_ostream &os;
};

} // namespace

void listOperators(llvm::raw_ostream &os) {
  DialectRegistry registry;
  registerEcgDialects(registry);
  MLIRContext context(registry);
  context.loadDialect<EcgDialect>();
  Lister(context, os).print();
}

} // namespace ecg
