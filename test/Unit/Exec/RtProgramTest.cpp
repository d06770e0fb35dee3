// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The interpreter of device programs: buffers, ports, plans and refusals. What
// single kernels compute is tested in runtime/test.

#include "ecg/Exec/RtProgram.h"
#include "TestModule.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// y = tanh(tanh(x)) + tanh(x); offsets or none are spliced in.
std::string twoSteps(const char *attributes, const char *first,
                     const char *second) {
  return std::string(R"(
func.func @f(%x: memref<1x4xf32> {ecg.name = "ecg"},
             %y: memref<1x4xf32> {ecgrt.output, ecg.name = "logits"}))") +
         attributes + R"( {
  %a = ecgrt.alloc )" +
         first + R"( : memref<4xf32>
  %b = ecgrt.alloc )" +
         second + R"( : memref<1x4xf32>
  ecgrt.tanh_f32(%x -> %a) {n = 4} : memref<1x4xf32>, memref<4xf32>
  %v = ecgrt.view %b : memref<1x4xf32> -> memref<4xf32>
  ecgrt.tanh_f32(%a -> %v) {n = 4} : memref<4xf32>, memref<4xf32>
  ecgrt.add_f32(%a, %b -> %y) {dims = [1, 1, 1, 4], a_strides = [0, 0, 0, 1],
    b_strides = [0, 0, 0, 1], act_min = minus_inf, act_max = inf}
    : memref<4xf32>, memref<1x4xf32>, memref<1x4xf32>
  return
})";
}

float runFirst(const std::string &text) {
  TestModule module(text);
  auto program = createProgram(*module);
  if (!program)
    return NAN;
  float x[] = {0.5f, 0, 0, 0}, y[4];
  program->run(*program->makeWorkspace(), {x}, {y});
  return y[0];
}

const float expected = std::tanh(std::tanh(0.5f)) + std::tanh(0.5f);

TEST(RtProgram, RunsBeforeAndAfterPlanning) {
  EXPECT_FLOAT_EQ(runFirst(twoSteps("", "", "")), expected);
  EXPECT_FLOAT_EQ(
      runFirst(twoSteps(" attributes {ecgrt.arena_bytes = 32 : i64}", "at 16",
                        "at 0")),
      expected);
}

// A plan that lays two live buffers over each other shows in the result.
TEST(RtProgram, UsesTheOffsetsOfThePlan) {
  EXPECT_NE(runFirst(twoSteps(" attributes {ecgrt.arena_bytes = 16 : i64}",
                              "at 0", "at 0")),
            expected);
}

TEST(RtProgram, PortsCarryNames) {
  TestModule module(twoSteps("", "", ""));
  auto program = createProgram(*module);
  ASSERT_TRUE(program);
  EXPECT_EQ(program->inputs()[0].name, "ecg");
  EXPECT_EQ(program->outputs()[0].name, "logits");
}

const char *const table = R"(
func.func @f(%x: memref<2xi8> {ecg.scale = 0.5 : f32, ecg.zero_point = 1 : i32},
             %y: memref<2xi8> {ecgrt.output, ecg.scale = 2.0 : f32,
                               ecg.zero_point = -1 : i32}) {
  %w = ecgrt.constant "bias" dense<[7, -7]> : tensor<2xi32> -> memref<2xi32>
  %m = ecgrt.constant "mult" dense<1073741824> : tensor<2xi32> -> memref<2xi32>
  ecgrt.scale_shift_s8(%x, %m, %w -> %y) {channels = 2, inner = 1, shift = 30,
    in_zp = 1, out_zp = 0, act_min = -128, act_max = 127}
    : memref<2xi8>, memref<2xi32>, memref<2xi32>, memref<2xi8>
  return
})";

TEST(RtProgram, QuantizedPortsConvertAtTheBoundary) {
  TestModule module(table);
  auto program = RtProgram::create(module.function());
  ASSERT_TRUE(program);
  EXPECT_TRUE(program->inputFormats()[0].isQuantized());
  auto workspace = program->makeWorkspace();

  int8_t rawIn[] = {11, 1}, rawOut[2];
  program->runRaw(*workspace, {rawIn}, {rawOut});
  float in[] = {5.0f, 0.0f}, out[2];
  program->run(*workspace, {in}, {out});
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(out[i], 2.0f * static_cast<float>(rawOut[i] + 1));
}

// Kernel sets differ in speed, never in a bit.
TEST(RtProgram, SetsAgree) {
  TestModule module(table);
  int8_t in[] = {100, -100}, ref[2], fast[2];
  for (auto [set, out] : {std::pair("ref", ref), std::pair("cortex-m", fast)}) {
    module.setKernels(set);
    auto program = RtProgram::create(module.function());
    ASSERT_TRUE(program);
    program->runRaw(*program->makeWorkspace(), {in}, {out});
  }
  EXPECT_EQ(ref[0], fast[0]);
  EXPECT_EQ(ref[1], fast[1]);
}

std::string refusalOf(const std::string &text, const char *set = "ref") {
  TestModule module(text);
  module.setKernels(set);
  EXPECT_FALSE(RtProgram::create(module.function()));
  return module.diagnostics;
}

/// A linear layer of three inputs; weights and scratch of given sizes.
std::string linear(int weights, int scratch) {
  std::string w = std::to_string(weights), s = std::to_string(scratch);
  return R"(
func.func @f(%x: memref<3xi8> {ecg.scale = 0.5 : f32, ecg.zero_point = 0 : i32},
             %y: memref<1xi8> {ecgrt.output, ecg.scale = 0.5 : f32,
                               ecg.zero_point = 0 : i32}) {
  %w = ecgrt.constant "weight" dense<1> : tensor<)" +
         w + "xi8> -> memref<" + w + R"(xi8>
  %b = ecgrt.constant "bias" dense<1> : tensor<1xi32> -> memref<1xi32>
  %m = ecgrt.constant "mult" dense<1073741824> : tensor<1xi32> -> memref<1xi32>
  %h = ecgrt.constant "shift" dense<33> : tensor<1xi8> -> memref<1xi8>
  %s = ecgrt.alloc : memref<)" +
         s + R"(xi8>
  ecgrt.linear_s8(%x, %w, %b, %m, %h -> %y, %s) {rows = 1, in_features = 3,
    out_features = 1, in_zp = 0, out_zp = 0, act_min = -128, act_max = 127}
    : memref<3xi8>, memref<)" +
         w + R"(xi8>, memref<1xi32>, memref<1xi32>, memref<1xi8>, memref<1xi8>,
      memref<)" +
         s + R"(xi8>
  return
})";
}

// What one set packs is too little for another.
TEST(RtProgram, BuffersMustBeEnoughForTheSet) {
  TestModule module(linear(3, 0));
  EXPECT_TRUE(RtProgram::create(module.function()));
  EXPECT_EQ(refusalOf(linear(3, 64), "cortex-m"),
            "'ecgrt.linear_s8' op needs 8 bytes of packed weights\n");
  EXPECT_NE(refusalOf(linear(8, 0), "cortex-m").find("bytes of scratch"),
            std::string::npos);
}

/// A linear layer of three inputs and two rows of four bits, with these tables.
std::string packed(StringRef weights, StringRef codes, StringRef bias,
                   StringRef scale) {
  auto table = [](StringRef name, StringRef bytes) {
    std::string size = std::to_string(bytes.count(',') + 1) + "xui8>";
    return ("%" + name + " = ecgrt.constant \"" + name + "\" dense<[" + bytes +
            "]> : tensor<" + size + " -> memref<" + size + "\n")
        .str();
  };
  auto type = [](StringRef bytes) {
    return "memref<" + std::to_string(bytes.count(',') + 1) + "xui8>, ";
  };
  return R"(
func.func @f(%x: memref<3xi8> {ecg.scale = 0.5 : f32, ecg.zero_point = 0 : i32},
             %y: memref<2xi8> {ecgrt.output, ecg.scale = 0.5 : f32,
                               ecg.zero_point = 0 : i32}) {
  )" + table("w", weights) +
         table("c", codes) + table("b", bias) + table("m", scale) + R"(
  %s = ecgrt.alloc : memref<64xi8>
  ecgrt.linear_packed_s8(%x, %w, %c, %b, %m -> %y, %s) {rows = 1,
    in_features = 3, out_features = 2, in_zp = 0, out_zp = 0, act_min = -128,
    act_max = 127} : memref<3xi8>, )" +
         type(weights) + type(codes) + type(bias) + type(scale) +
         R"(memref<2xi8>, memref<64xi8>
  return
})";
}

// Tables that would lead a kernel astray are refused before it runs.
TEST(RtProgram, packed_weights_MustBeWhatTheCodesSay) {
  StringRef weights = "1, 2, 3, 4, 0, 0", scale = "1, 0, 0, 0, 64, 33";
  TestModule module(packed(weights, "4", "33", scale));
  EXPECT_TRUE(RtProgram::create(module.function()));
  StringRef op = "'ecgrt.linear_packed_s8' op has packed ";
  EXPECT_EQ(refusalOf(packed("1, 2, 3, 0, 0", "4", "33", scale)),
            (op + "weights that are not 2 rows of 3\n").str());
  EXPECT_EQ(refusalOf(packed(weights, "12", "33", scale)),
            (op + "weights that are not 2 rows of 3\n").str());
  EXPECT_EQ(refusalOf(packed(weights, "4", "0, 1, 2", scale)),
            (op + "biases that are not those of 2 channels\n").str());
  EXPECT_EQ(refusalOf(packed(weights, "4", "33", "1, 0, 0, 0, 64, 70")),
            (op + "multipliers that are not those of 2 channels\n").str());
}

TEST(RtProgram, RefusesWhatItCannotRun) {
  EXPECT_EQ(refusalOf(table, "gpu"), "there is no kernel set 'gpu'\n");
  EXPECT_EQ(refusalOf(twoSteps(" attributes {ecgrt.arena_bytes = 24 : i64}",
                               "at 0", "at 16")),
            "'ecgrt.alloc' op ends at byte 32 of an arena of 24\n");
  EXPECT_EQ(refusalOf(twoSteps(
                " attributes {ecgrt.arena_bytes = 4611686018427387904 : i64}",
                "at 0", "at 16")),
            "needs an arena of 4611686018427387904 bytes; at most 2147483647 "
            "are possible\n");
  EXPECT_EQ(refusalOf(twoSteps(" attributes {ecgrt.arena_bytes = 32 : i64}",
                               "at 0", "")),
            "'ecgrt.alloc' op has no offset, run ecg-plan-memory\n");
  EXPECT_EQ(refusalOf("func.func @f(%x: memref<2xi8> {ecg.scale = 1.0 : f32}) "
                      "{ return }"),
            "quantized argument 0 must be int8 with a positive ecg.scale and "
            "an ecg.zero_point in [-128, 127], or int16 with an "
            "ecg.zero_point of 0\n");
  EXPECT_EQ(refusalOf("func.func @f(%x: memref<2xi8> {ecg.scale = -1.0 : f32, "
                      "ecg.zero_point = 0 : i32}) { return }"),
            "quantized argument 0 must be int8 with a positive ecg.scale and "
            "an ecg.zero_point in [-128, 127], or int16 with an "
            "ecg.zero_point of 0\n");
  EXPECT_EQ(refusalOf("func.func @f(%x: memref<2xi16> {ecg.scale = 1.0 : f32, "
                      "ecg.zero_point = 1 : i32}) { return }"),
            "quantized argument 0 must be int8 with a positive ecg.scale and "
            "an ecg.zero_point in [-128, 127], or int16 with an "
            "ecg.zero_point of 0\n");
}

} // namespace
