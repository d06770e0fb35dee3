// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of operators, from which docs/generated/operators.md is made, says
// what the importer does: ONNX's own tests of single nodes are imported and the
// layers they become compared with the list.

#include "ecg/IR/EcgOps.h"
#include "ecg/Import/Import.h"
#include "ecg/Import/OperatorList.h"
#include "mlir/IR/Diagnostics.h"
#include "onnx/onnx_pb.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <gtest/gtest.h>

using namespace mlir;

namespace ecg {
namespace {

constexpr const char *nodeTests = "/usr/share/libonnx-testdata/data/node";

const OperatorInfo *find(ArrayRef<OperatorInfo> infos, StringRef name) {
  const OperatorInfo *found = llvm::find_if(
      infos, [&](const OperatorInfo &info) { return info.name == name; });
  return found == infos.end() ? nullptr : found;
}

/// The operator of a model with one node; empty for other models.
std::string onlyOperator(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  onnx::ModelProto model;
  if (!buffer || !model.ParseFromString((*buffer)->getBuffer().str()) ||
      model.graph().node_size() != 1)
    return "";
  return model.graph().node(0).op_type();
}

TEST(OperatorList, NamesLayersOfTheDialect) {
  MLIRContext context;
  context.loadDialect<EcgDialect>();
  for (const OperatorInfo &info : listOperators())
    for (StringRef layer : info.layers)
      EXPECT_TRUE(RegisteredOperationName::lookup(("ecg." + layer).str(),
                                                  &context))
          << info.name.str() << ": " << layer.str();
}

TEST(OperatorList, SaysWhatOperatorsBecome) {
  if (!llvm::sys::fs::exists(nodeTests))
    GTEST_SKIP() << "no ONNX test data";
  std::vector<OperatorInfo> infos = listOperators();
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(nodeTests, error), end;
       it != end && !error; it.increment(error)) {
    std::string path = it->path() + "/model.onnx";
    const OperatorInfo *info = find(infos, onlyOperator(path));
    if (!info)
      continue;
    MLIRContext context(MLIRContext::Threading::DISABLED);
    ScopedDiagnosticHandler quiet(&context,
                                  [](Diagnostic &) { return success(); });
    OwningOpRef<ModuleOp> module = importOnnx(path, {}, &context);
    if (!module)
      continue;
    module->walk([&](Operation *op) {
      if (isa<EcgDialect>(op->getDialect()) && !isa<ConstantOp>(op))
        EXPECT_TRUE(
            llvm::is_contained(info->layers, op->getName().stripDialect()))
            << info->name.str() << " becomes "
            << op->getName().getStringRef().str() << " in " << path;
    });
  }
}

} // namespace
} // namespace ecg
