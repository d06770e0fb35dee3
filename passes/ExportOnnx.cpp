// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The network as a file for other tools. How a layer is written is said in
// lib/Export.

#include "ecg/Export/Export.h"
#include "ecg/Passes.h"
#include "mlir/IR/BuiltinOps.h"

namespace ecg {
#define GEN_PASS_DEF_EXPORTONNX
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;

namespace {

struct ExportOnnx : ecg::impl::ExportOnnxBase<ExportOnnx> {
  using ExportOnnxBase::ExportOnnxBase;

  void runOnOperation() override {
    auto functions = llvm::to_vector(getOperation().getOps<func::FuncOp>());
    if (functions.size() != 1 || file.empty()) {
      getOperation().emitError()
          << "needs one function and a file to write, has " << functions.size()
          << " functions and the file '" << file << "'";
      return signalPassFailure();
    }
    if (failed(ecg::exportOnnxFile(functions.front(), file)))
      signalPassFailure();
  }
};

} // namespace
