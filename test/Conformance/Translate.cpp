// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The compilation of one test.

#include "Translate.h"
#include "ModelFile.h"
#include "ShapeInputs.h"
#include "ecg/Passes.h"
#include "ecg/Pipelines.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Pass/PassManager.h"

using namespace mlir;

namespace ecg {

namespace {

/// Shapes where the model leaves them open, and constants.
ImportOptions makeOptions(const CaseData &data, const std::string &name,
                          const std::set<std::string> &constants) {
  ImportOptions options;
  options.functionName = name;
  for (auto [inputName, tensor] :
       llvm::zip_equal(data.inputNames, data.sets.front().inputs)) {
    if (constants.count(inputName))
      options.constants.bind(inputName, tensor);
    else
      options.shapes.inputs.push_back({inputName, tensor.shape});
  }
  return options;
}

LogicalResult lower(ModuleOp module, const Target &target) {
  PassManager passes(module.getContext());
  buildSimplifyPipeline(passes);
  buildQuantizePipeline(passes);
  LowerToRtOptions options;
  options.target = target.name.str();
  buildLowerPipeline(passes, options);
  return passes.run(module);
}

llvm::Expected<Translation> emit(func::FuncOp function, const Target &target,
                                 llvm::StringRef source) {
  FailureOr<CModel> model = CModel::get(function, target);
  if (failed(model))
    return llvm::createStringError("is no device program");
  EmitOptions options;
  options.source = source.str();
  auto files = emitC(*model, options);
  if (!files)
    return files.takeError();
  return Translation{model->name,       model->macro,      model->ports,
                     model->arenaBytes, std::move(*files), {}};
}

llvm::Expected<Translation> translateOnce(const Case &test,
                                          const ImportOptions &options) {
  DialectRegistry registry;
  registerEcgDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  std::string message;
  context.getDiagEngine().registerHandler([&](Diagnostic &diagnostic) {
    if (message.empty() &&
        diagnostic.getSeverity() == DiagnosticSeverity::Error)
      message = diagnostic.str();
    return success();
  });
  const Target &target = allTargets().front();
  std::string path = test.folder + "/model.onnx";
  auto module = importOnnx(path, options, &context);
  if (!module || failed(lower(*module, target))) {
    llvm::StringRef cause = message; // the test's name says the file
    cause.consume_front(path + ": ");
    // Nor is the list of all operators of use here.
    return llvm::createStringError(cause.split("; accepted are ").first);
  }
  auto translation = emit(functionOf(*module), target, test.id());
  if (!translation && !message.empty()) {
    llvm::consumeError(translation.takeError());
    return llvm::createStringError(message);
  }
  return translation;
}

} // namespace

llvm::Expected<Translation> translate(const Case &test, const CaseData &data,
                                      const std::string &name) {
  auto atRunTime = translateOnce(test, makeOptions(data, name, {}));
  if (atRunTime)
    return atRunTime;
  std::set<std::string> constants = findShapeInputs(data.model.graph());
  if (constants.empty())
    return atRunTime;
  auto bound = translateOnce(test, makeOptions(data, name, constants));
  llvm::consumeError(atRunTime.takeError());
  if (bound)
    bound->constants.assign(constants.begin(), constants.end());
  return bound;
}

} // namespace ecg
