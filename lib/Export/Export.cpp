// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The entry points: attach the models, write a graph, serialize it.

#include "ecg/Export/Export.h"
#include "OnnxGraph.h"
#include "Ops/Ops.h"
#include "mlir/IR/DialectRegistry.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ecg {

/// The last that most tools of today know.
static constexpr int64_t defaultOpset = 17;

void registerExportModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, EcgDialect *) {
    attachActivationWriters(*context);
    attachArithmeticWriters(*context);
    attachConvTransposeWriters(*context);
    attachConvWriters(*context);
    attachElementwiseWriters(*context);
    attachLayoutWriters(*context);
    attachLinearWriters(*context);
    attachMoveWriters(*context);
    attachNormalizationWriters(*context);
    attachPoolWriters(*context);
    attachQuantizeWriters(*context);
    attachRecurrentWriters(*context);
    attachReductionWriters(*context);
    attachResizeWriters(*context);
    attachTransformerWriters(*context);
    attachUnaryWriters(*context);
  });
}

FailureOr<std::string> exportOnnx(func::FuncOp function) {
  // Operators differ by opset, so the one that some node needs is that of all.
  for (int64_t opset = defaultOpset;;) {
    OnnxGraph graph(function, opset);
    if (failed(graph.write()))
      return failure();
    if (graph.getNeededOpset() == opset)
      return graph.getModel().SerializeAsString();
    opset = graph.getNeededOpset();
  }
}

LogicalResult exportOnnxFile(func::FuncOp function, llvm::StringRef path) {
  FailureOr<std::string> bytes = exportOnnx(function);
  if (failed(bytes))
    return failure();
  llvm::Error error = llvm::writeToOutput(path, [&](llvm::raw_ostream &os) {
    os << *bytes;
    return llvm::Error::success();
  });
  if (!error)
    return success();
  return emitError(UnknownLoc::get(function.getContext()))
         << "cannot write '" << path
         << "': " << llvm::toString(std::move(error));
}

} // namespace ecg
