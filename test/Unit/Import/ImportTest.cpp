// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What text files cannot show: models in memory, cut off and damaged files,
// and fields newer than the installed libonnx.

#include "ecg/Import/Import.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/MLIRContext.h"
#include "onnx/onnx_pb.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir;

namespace ecg {
namespace {

/// One float input `x` of shape 1x2x4 and one output `y`.
onnx::ModelProto makeModel() {
  onnx::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(17);
  onnx::GraphProto *graph = model.mutable_graph();
  graph->add_output()->set_name("y");
  onnx::ValueInfoProto *input = graph->add_input();
  input->set_name("x");
  auto *type = input->mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  for (int64_t dim : {1, 2, 4})
    type->mutable_shape()->add_dim()->set_dim_value(dim);
  return model;
}

onnx::NodeProto *
addNode(google::protobuf::RepeatedPtrField<onnx::NodeProto> *nodes,
        const char *op, std::vector<const char *> inputs, const char *output) {
  onnx::NodeProto *node = nodes->Add();
  node->set_op_type(op);
  for (const char *input : inputs)
    node->add_input(input);
  node->add_output(output);
  return node;
}

/// Conv with initializers in several forms, then Relu.
onnx::ModelProto makeConvModel() {
  onnx::ModelProto model = makeModel();
  onnx::GraphProto *graph = model.mutable_graph();
  onnx::TensorProto *weight = graph->add_initializer();
  weight->set_name("w");
  weight->set_data_type(onnx::TensorProto::FLOAT);
  for (int64_t dim : {3, 2, 2})
    weight->add_dims(dim);
  for (int i = 0; i < 12; ++i)
    weight->add_float_data(i);
  onnx::TensorProto *bias = graph->add_initializer();
  bias->set_name("b");
  bias->set_data_type(onnx::TensorProto::FLOAT);
  bias->add_dims(3);
  bias->set_raw_data(std::string(12, '\0'));
  onnx::NodeProto *conv =
      addNode(graph->mutable_node(), "Conv", {"x", "w", "b"}, "c");
  onnx::AttributeProto *pads = conv->add_attribute();
  pads->set_name("pads");
  pads->set_type(onnx::AttributeProto::INTS);
  pads->add_ints(1);
  pads->add_ints(0);
  addNode(graph->mutable_node(), "Relu", {"c"}, "y");
  return model;
}

/// What importing some bytes led to.
struct Outcome {
  bool imported;
  std::vector<std::string> messages;
};

Outcome importBytes(const std::string &bytes, const char *name = "m.onnx",
                    llvm::function_ref<void(ModuleOp)> look = nullptr) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  Outcome outcome;
  context.getDiagEngine().registerHandler([&](Diagnostic &diagnostic) {
    outcome.messages.push_back(diagnostic.str());
    return success();
  });
  OwningOpRef<ModuleOp> module =
      importOnnxBuffer(llvm::MemoryBufferRef(bytes, name), {}, &context);
  outcome.imported = static_cast<bool>(module);
  if (module && look)
    look(*module);
  return outcome;
}

/// Either a module without a message, or no module and one message.
void expectClear(const Outcome &outcome) {
  EXPECT_EQ(outcome.messages.size(), outcome.imported ? 0u : 1u);
}

TEST(Import, FromMemory) {
  Outcome outcome = importBytes(
      makeConvModel().SerializeAsString(), "3 leads.onnx", [](ModuleOp module) {
        auto function = *module.getOps<func::FuncOp>().begin();
        EXPECT_EQ(function.getName(), "model_3_leads");
        EXPECT_EQ(function.getArgAttrOfType<StringAttr>(0, "ecg.name"), "x");
        EXPECT_EQ(function.getResultAttrOfType<StringAttr>(0, "ecg.name"), "y");
      });
  EXPECT_TRUE(outcome.imported);
  expectClear(outcome);
}

TEST(Import, EveryOpset) {
  for (int64_t opset = 5; opset <= 23; ++opset) {
    SCOPED_TRACE(opset);
    onnx::ModelProto model = makeConvModel();
    model.mutable_opset_import(0)->set_version(opset);
    Outcome outcome = importBytes(model.SerializeAsString());
    EXPECT_EQ(outcome.imported, opset >= 6 && opset <= 22);
    expectClear(outcome);
  }
}

TEST(Import, DynamicBatchIsAnOption) {
  onnx::ModelProto model = makeConvModel();
  model.mutable_graph()
      ->mutable_input(0)
      ->mutable_type()
      ->mutable_tensor_type()
      ->mutable_shape()
      ->mutable_dim(0)
      ->set_dim_param("N");
  std::string bytes = model.SerializeAsString();
  MLIRContext context(MLIRContext::Threading::DISABLED);
  ImportOptions options;
  options.functionName = "net";
  options.shapes.batch = 3;
  OwningOpRef<ModuleOp> module = importOnnxBuffer(
      llvm::MemoryBufferRef(bytes, "m.onnx"), options, &context);
  ASSERT_TRUE(module);
  auto function = *module->getOps<func::FuncOp>().begin();
  EXPECT_EQ(function.getName(), "net");
  EXPECT_EQ(
      cast<RankedTensorType>(function.getResultTypes().front()).getShape(),
      llvm::ArrayRef<int64_t>({3, 3, 4}));
}

TEST(Import, EveryTruncationIsOneMessage) {
  std::string bytes = makeConvModel().SerializeAsString();
  for (size_t length = 0; length < bytes.size(); ++length) {
    SCOPED_TRACE(length);
    expectClear(importBytes(bytes.substr(0, length)));
  }
}

TEST(Import, DamagedBytesAreOneMessageOrAModel) {
  std::string intact = makeConvModel().SerializeAsString();
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    SCOPED_TRACE(round);
    std::string bytes = intact;
    for (int change = 0; change < 1 + round % 3; ++change)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    expectClear(importBytes(bytes));
  }
}

TEST(Import, ExternalDataNeedsAFile) {
  onnx::ModelProto model = makeConvModel();
  model.mutable_graph()->mutable_initializer(1)->set_data_location(
      onnx::TensorProto::EXTERNAL);
  Outcome outcome = importBytes(model.SerializeAsString());
  ASSERT_EQ(outcome.messages.size(), 1u);
  EXPECT_EQ(outcome.messages.front(),
            "m.onnx: initializer 'b' has external data, but the model was not "
            "read from a file; store weights inside the model");
}

// Field 11 of FunctionProto, attribute_proto, appeared after libonnx 1.12.
TEST(Import, FunctionAttributesHaveDefaults) {
  onnx::ModelProto model = makeModel();
  model.add_opset_import()->set_domain("local");
  onnx::FunctionProto *function = model.add_functions();
  function->set_domain("local");
  function->set_name("Leaky");
  function->add_opset_import()->set_version(17);
  function->add_input("a");
  function->add_output("b");
  onnx::NodeProto *body =
      addNode(function->mutable_node(), "LeakyRelu", {"a"}, "b");
  onnx::AttributeProto *alpha = body->add_attribute();
  alpha->set_name("alpha");
  alpha->set_type(onnx::AttributeProto::FLOAT);
  alpha->set_ref_attr_name("slope");
  onnx::AttributeProto byDefault;
  byDefault.set_name("slope");
  byDefault.set_type(onnx::AttributeProto::FLOAT);
  byDefault.set_f(0.25f);
  function->mutable_unknown_fields()->AddLengthDelimited(
      11, byDefault.SerializeAsString());
  addNode(model.mutable_graph()->mutable_node(), "Leaky", {"x"}, "y")
      ->set_domain("local");

  float found = 0;
  Outcome outcome =
      importBytes(model.SerializeAsString(), "m.onnx", [&](ModuleOp module) {
        module.walk(
            [&](LeakyReluOp op) { found = op.getAlpha().convertToFloat(); });
      });
  EXPECT_TRUE(outcome.imported);
  EXPECT_EQ(found, 0.25f);
}

} // namespace
} // namespace ecg
