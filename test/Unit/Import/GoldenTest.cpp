// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Imports models that come with inputs and outputs, runs them in float and
// compares. Two collections, both optional: models of this project's family
// and the tests of ONNX itself (Debian package libonnx-testdata). A model that
// is refused must say so in exactly one diagnostic.

#include "TensorProto.h"
#include "ecg/Exec/Program.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Import/Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <cmath>
#include <set>

using namespace mlir;

namespace ecg {
namespace {

namespace fs = llvm::sys::fs;

/// The folders below `root` that hold a model with data, sorted.
std::set<std::string> findModels(const std::string &root) {
  std::set<std::string> folders;
  std::error_code error;
  for (fs::directory_iterator it(root, error), end; it != end && !error;
       it.increment(error))
    if (fs::exists(it->path() + "/model.onnx") &&
        fs::exists(it->path() + "/test_data_set_0"))
      folders.insert(it->path());
  return folders;
}

/// Nothing when the file holds numbers that the importer refuses, too: NaN,
/// or doubles beyond float, which some of ONNX's tests got from memory.
std::optional<HostTensor> readTensorFile(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  onnx::TensorProto proto;
  if (!buffer || !proto.ParseFromString((*buffer)->getBuffer().str())) {
    ADD_FAILURE() << "cannot read " << path;
    return std::nullopt;
  }
  llvm::Expected<HostTensor> tensor = readTensor(proto, "");
  if (tensor && tensor->element == Element::F32)
    return *tensor;
  llvm::consumeError(tensor.takeError());
  return std::nullopt;
}

/// The files `<prefix>_0.pb`, `<prefix>_1.pb`, ... of a data set, or nothing
/// when one of them is of no use.
std::optional<std::vector<HostTensor>> readTensors(const std::string &folder,
                                                   const std::string &prefix) {
  std::vector<HostTensor> tensors;
  for (int i = 0;; ++i) {
    std::string path = folder + "/" + prefix + "_" + std::to_string(i) + ".pb";
    if (!fs::exists(path))
      return tensors;
    std::optional<HostTensor> tensor = readTensorFile(path);
    if (!tensor)
      return std::nullopt;
    tensors.push_back(std::move(*tensor));
  }
}

/// Runs `program` on one data set and compares. ONNX Runtime itself varies by
/// 1.5e-5 of the largest output; where float16 is asked for, this project
/// computes in float.
void compare(const Program &program, const std::string &folder) {
  auto inputs = readTensors(folder, "input");
  auto expected = readTensors(folder, "output");
  if (!inputs || !expected)
    return;
  ASSERT_EQ(program.inputs().size(), inputs->size());
  ASSERT_EQ(program.outputs().size(), expected->size());
  std::vector<const float *> in;
  for (auto [port, tensor] : llvm::zip(program.inputs(), *inputs)) {
    ASSERT_EQ(port.shape, tensor.shape) << port.name;
    in.push_back(tensor.reals.data());
  }
  std::vector<std::vector<float>> results;
  std::vector<float *> out;
  for (const PortSpec &port : program.outputs())
    out.push_back(results.emplace_back(port.numElements()).data());
  program.run(*program.makeWorkspace(), in, out);
  bool isHalf = llvm::StringRef(folder).contains("FLOAT16");
  for (auto [port, result, tensor] :
       llvm::zip(program.outputs(), results, *expected)) {
    ASSERT_EQ(port.shape, tensor.shape) << port.name;
    float largest = 1;
    for (float real : tensor.reals)
      largest = std::max(largest, std::abs(real));
    for (size_t i = 0; i < result.size(); ++i)
      ASSERT_NEAR(result[i], tensor.reals[i],
                  (isHalf ? 4e-3f : 3e-5f) * largest)
          << port.name << " at " << i;
  }
}

bool isFloat(ModuleOp module) {
  return !module.walk([](QuantizeOp) { return WalkResult::interrupt(); })
              .wasInterrupted();
}

/// What became of the models of a collection.
struct Tally {
  int compared = 0, importedOnly = 0, refused = 0;
};

Tally checkAll(const std::string &root) {
  Tally tally;
  for (const std::string &folder : findModels(root)) {
    SCOPED_TRACE(folder);
    DialectRegistry registry;
    registerExecModels(registry);
    MLIRContext context(registry, MLIRContext::Threading::DISABLED);
    std::vector<std::string> messages;
    context.getDiagEngine().registerHandler([&](Diagnostic &diagnostic) {
      messages.push_back(diagnostic.str());
      return success();
    });
    OwningOpRef<ModuleOp> module =
        importOnnx(folder + "/model.onnx", {}, &context);
    if (!module) {
      EXPECT_EQ(messages.size(), 1u);
      ++tally.refused;
      continue;
    }
    EXPECT_TRUE(messages.empty());
    std::unique_ptr<Program> program =
        isFloat(*module) ? createProgram(*module) : nullptr;
    if (!program) {
      ++tally.importedOnly;
      continue;
    }
    for (int set = 0;; ++set) {
      std::string data = folder + "/test_data_set_" + std::to_string(set);
      if (!fs::exists(data))
        break;
      compare(*program, data);
    }
    ++tally.compared;
  }
  return tally;
}

/// Where models lie, and how many of them must run.
struct Collection {
  const char *name, *root;
  int compared;
};

/// What ctest lists instead of the bytes of the struct.
void PrintTo(const Collection &collection, std::ostream *os) {
  *os << collection.name;
}

class Golden : public testing::TestWithParam<Collection> {};

TEST_P(Golden, AgreesOrIsRefused) {
  Tally tally = checkAll(GetParam().root);
  if (tally.compared + tally.refused == 0)
    GTEST_SKIP() << "no models in " << GetParam().root;
  EXPECT_GE(tally.compared, GetParam().compared);
}

#define ONNX_DATA "/usr/share/libonnx-testdata/data/"

INSTANTIATE_TEST_SUITE_P(
    Import, Golden,
    testing::Values(Collection{"Ecg", ECG_SHARED_DIR "/models", 11},
                    Collection{"Node", ONNX_DATA "node", 115},
                    Collection{"Converted", ONNX_DATA "pytorch-converted", 53},
                    Collection{"Operator", ONNX_DATA "pytorch-operator", 12}),
    [](const auto &info) { return info.param.name; });

} // namespace
} // namespace ecg
