// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks are read, simplified, written as ONNX and read again: ONNX's checker
// accepts them, names are kept, and outputs on random inputs are the same.

#include "OnnxChecker.h"
#include "ecg/Exec/Program.h"
#include "ecg/Exec/Register.h"
#include "ecg/Export/Export.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Import/Import.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <set>

using namespace ecg;
using namespace mlir;

namespace {

namespace fs = llvm::sys::fs;

class RoundTrip {
public:
  explicit RoundTrip(const std::string &path) : context(makeRegistry()) {
    context.disableMultithreading();
    // Models that are refused say so; here they are of no interest.
    context.getDiagEngine().registerHandler([this](Diagnostic &diagnostic) {
      messages += diagnostic.str() + "\n";
      return success();
    });
    before = importOnnx(path, {}, &context);
  }

  bool isImported() const { return bool(before); }

  /// Calibrates on made-up ECG before the test.
  void quantize() {
    CalibrateOptions options;
    options.data = "synthetic:n=80";
    transform(*before, buildSimplifyPipeline);
    transform(*before,
              [&](OpPassManager &pm) { buildCalibratePipeline(pm, options); });
  }

  /// False where a layer has no form in ONNX, and is refused so, or where the
  /// importer does not know, at run time or for its type, an operator that a
  /// layer was decomposed into.
  bool test() {
    transform(*before, buildSimplifyPipeline);
    transform(*before, buildQuantizePipeline);
    FailureOr<std::string> bytes = exportOnnx(function(*before));
    if (failed(bytes)) {
      EXPECT_NE(messages.find("no form in ONNX"), std::string::npos)
          << messages;
      return false;
    }
    EXPECT_EQ(findOnnxFault(*bytes), "");
    after = importOnnxBuffer(llvm::MemoryBufferRef(*bytes, "again.onnx"), {},
                             &context);
    if (!after)
      return false;
    compareNames();
    transform(*after, buildQuantizePipeline);
    compareOutputs();
    return true;
  }

private:
  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registerExecModels(registry);
    registerKernelModels(registry);
    registerExportModels(registry);
    return registry;
  }

  void transform(ModuleOp module,
                 llvm::function_ref<void(OpPassManager &)> build) {
    PassManager manager(&context);
    build(manager);
    ASSERT_TRUE(succeeded(manager.run(module))) << messages;
  }

  static func::FuncOp function(ModuleOp module) {
    return *module.getOps<func::FuncOp>().begin();
  }

  static std::set<std::string> layerNames(ModuleOp module) {
    std::set<std::string> names;
    for (Operation &op : function(module).front().without_terminator())
      if (!isa<ConstantOp, QuantizeOp, DequantizeOp>(op))
        names.insert(getLayerName(op.getLoc()));
    return names;
  }

  void compareNames() {
    std::set<std::string> names = layerNames(*after);
    for (const std::string &name : layerNames(*before))
      EXPECT_TRUE(names.count(name)) << "no layer '" << name << "'";
    for (unsigned i = 0; i < function(*before).getNumArguments(); ++i)
      EXPECT_EQ(function(*before).getArgAttr(i, "ecg.name"),
                function(*after).getArgAttr(i, "ecg.name"));
    for (unsigned i = 0; i < function(*before).getNumResults(); ++i)
      EXPECT_EQ(function(*before).getResultAttr(i, "ecg.name"),
                function(*after).getResultAttr(i, "ecg.name"));
  }

  static std::vector<std::vector<float>>
  run(const Program &program, ArrayRef<std::vector<float>> inputs) {
    std::vector<const float *> in;
    for (const std::vector<float> &input : inputs)
      in.push_back(input.data());
    std::vector<std::vector<float>> outputs;
    std::vector<float *> out;
    for (const PortSpec &port : program.outputs())
      out.push_back(outputs.emplace_back(port.numElements()).data());
    program.run(*program.makeWorkspace(), in, out);
    return outputs;
  }

  void compareOutputs() {
    std::unique_ptr<Program> first = createProgram(*before);
    std::unique_ptr<Program> second = createProgram(*after);
    if (!first)
      return; // has layers the host cannot run yet
    ASSERT_TRUE(second) << messages;
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<std::vector<float>> inputs;
    for (const PortSpec &port : first->inputs())
      for (float &x : inputs.emplace_back(port.numElements()))
        x = normal(random);
    auto expected = run(*first, inputs), actual = run(*second, inputs);
    for (auto [port, a, b] :
         llvm::zip_equal(first->outputs(), expected, actual))
      compareValues(port.name, a, b);
  }

  static void compareValues(StringRef name, ArrayRef<float> expected,
                            ArrayRef<float> actual) {
    ASSERT_EQ(expected.size(), actual.size());
    float largest = 1e-30f;
    for (float x : expected)
      if (std::isfinite(x))
        largest = std::max(largest, std::fabs(x));
    for (auto [i, a, b] : llvm::enumerate(expected, actual)) {
      if (a == b || (std::isnan(a) && std::isnan(b)))
        continue;
      ASSERT_NEAR(a, b, 1e-5f * largest) << name.str() << " at " << i;
    }
  }

  MLIRContext context;
  std::string messages;
  OwningOpRef<ModuleOp> before, after;
};

TEST(Export, Float) {
  RoundTrip trip(ECG_SOURCE_DIR "/examples/synthetic/rhythmnet.onnx");
  ASSERT_TRUE(trip.isImported());
  EXPECT_TRUE(trip.test());
}

// An int8 network is the same integers when it comes back.
TEST(Export, Int8) {
  RoundTrip trip(ECG_SOURCE_DIR "/examples/synthetic/rhythmnet.onnx");
  ASSERT_TRUE(trip.isImported());
  trip.quantize();
  EXPECT_TRUE(trip.test());
}

/// Where models lie, and how many of them must make the round trip.
struct Collection {
  const char *name, *root;
  int count;
};

/// What ctest lists instead of the bytes of the struct.
void PrintTo(const Collection &collection, std::ostream *os) {
  *os << collection.name;
}

class ExportCollection : public testing::TestWithParam<Collection> {};

TEST_P(ExportCollection, ComesBack) {
  if (!fs::exists(GetParam().root))
    GTEST_SKIP() << "no models in " << GetParam().root;
  int count = 0;
  std::error_code error;
  for (fs::directory_iterator it(GetParam().root, error), end;
       it != end && !error; it.increment(error)) {
    std::string path = it->path() + "/model.onnx";
    if (!fs::exists(path))
      continue;
    SCOPED_TRACE(path);
    RoundTrip trip(path);
    if (!trip.isImported())
      continue;
    count += trip.test();
  }
  EXPECT_GE(count, GetParam().count);
}

#define ONNX_DATA "/usr/share/libonnx-testdata/data/"

INSTANTIATE_TEST_SUITE_P(
    Onnx, ExportCollection,
    testing::Values(Collection{"Ecg", ECG_SHARED_DIR "/models", 15},
                    Collection{"Node", ONNX_DATA "node", 115},
                    Collection{"Converted", ONNX_DATA "pytorch-converted", 53},
                    Collection{"Operator", ONNX_DATA "pytorch-operator", 12}),
    [](const auto &info) { return info.param.name; });

} // namespace
