// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The entry points: read the file, choose the name of the function, import.

#include "ecg/Import/Import.h"
#include "Importer.h"
#include "ModelFile.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace ecg {

namespace {

/// The stem of a file name as C identifier.
std::string makeIdentifier(llvm::StringRef file) {
  std::string name;
  for (char c : llvm::sys::path::stem(file))
    name += llvm::isAlnum(c) ? c : '_';
  if (name.empty() || llvm::isDigit(name.front()))
    name = "model_" + name;
  return name;
}

/// Runs `import`. What it has to say becomes one diagnostic on one line,
/// whatever control characters the names in a file hold.
OwningOpRef<ModuleOp>
reportOnce(MLIRContext *context,
           llvm::function_ref<OwningOpRef<ModuleOp>()> import) {
  std::string message;
  OwningOpRef<ModuleOp> module;
  {
    ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
      if (message.empty())
        message = diagnostic.str();
      return success();
    });
    module = import();
  }
  if (module)
    return module;
  for (char &c : message)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      c = '?';
  emitError(UnknownLoc::get(context)) << message;
  return {};
}

OwningOpRef<ModuleOp> importModel(llvm::MemoryBufferRef buffer,
                                  llvm::StringRef folder, ImportOptions options,
                                  MLIRContext *context) {
  // What a node makes of constants is run (FoldNode.cpp).
  DialectRegistry registry;
  registerExecModels(registry);
  registerKernelModels(registry);
  context->appendDialectRegistry(registry);
  context->loadDialect<EcgDialect, rt::EcgRtDialect, func::FuncDialect>();
  llvm::StringRef file = buffer.getBufferIdentifier();
  if (options.functionName.empty())
    options.functionName = makeIdentifier(file);
  onnx::ModelProto model;
  return reportOnce(context, [&]() -> OwningOpRef<ModuleOp> {
    if (llvm::Error error = parseModel(buffer, model)) {
      emitError(UnknownLoc::get(context))
          << file << ": " << llvm::toString(std::move(error));
      return {};
    }
    return Importer(model, file, folder, options, context).run();
  });
}

} // namespace

OwningOpRef<ModuleOp> importOnnx(llvm::StringRef path,
                                 const ImportOptions &options,
                                 MLIRContext *context) {
  llvm::sys::fs::file_status status;
  if (!llvm::sys::fs::status(path, status) &&
      status.type() == llvm::sys::fs::file_type::character_file) {
    emitError(UnknownLoc::get(context)) // it may never end
        << path << ": is a device, a file was expected";
    return {};
  }
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer) {
    emitError(UnknownLoc::get(context))
        << path << ": " << buffer.getError().message();
    return {};
  }
  llvm::StringRef folder = llvm::sys::path::parent_path(path);
  return importModel(**buffer, folder.empty() ? "." : folder, options, context);
}

OwningOpRef<ModuleOp> importOnnxBuffer(llvm::MemoryBufferRef buffer,
                                       const ImportOptions &options,
                                       MLIRContext *context) {
  return importModel(buffer, /*folder=*/"", options, context);
}

} // namespace ecg
