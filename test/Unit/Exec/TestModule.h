// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs written as text in a test.

#ifndef ECG_TEST_UNIT_EXEC_TESTMODULE_H
#define ECG_TEST_UNIT_EXEC_TESTMODULE_H

#include "ecg/Exec/FloatProgram.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"

namespace ecg {

/// A module parsed from text and what was complained about since.
class TestModule {
public:
  explicit TestModule(llvm::StringRef text) : context(makeRegistry()) {
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }

  mlir::ModuleOp operator*() { return *module; }

  mlir::func::FuncOp function() {
    return *module->getOps<mlir::func::FuncOp>().begin();
  }

  /// Says which kernel set the device program is for.
  void setKernels(llvm::StringRef set) {
    function()->setAttr(rt::kernelsAttrName,
                        mlir::StringAttr::get(&context, set));
  }

  std::string diagnostics;

private:
  static mlir::DialectRegistry makeRegistry() {
    mlir::DialectRegistry registry;
    registry.insert<EcgDialect, rt::EcgRtDialect, mlir::func::FuncDialect>();
    registerExecModels(registry);
    registerKernelModels(registry);
    return registry;
  }

  mlir::MLIRContext context;
  mlir::ScopedDiagnosticHandler handler{
      &context, [this](mlir::Diagnostic &diagnostic) {
        diagnostics += diagnostic.str() + "\n";
        return mlir::success();
      }};
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

} // namespace ecg

#endif // ECG_TEST_UNIT_EXEC_TESTMODULE_H
