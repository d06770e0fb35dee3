// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers as calls. Time is the width of a picture of height 1; CMSIS-NN keeps
// channels innermost, which is a matter of the order of weights.

#include "CmsisNnSource.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using llvm::formatv;

namespace ecg {

std::string CmsisNnSource::turn(int64_t inputBytes, int64_t outputBytes) {
  int from = calls++ % 2, to = 1 - from;
  bufferBytes[from] = std::max(bufferBytes[from], inputBytes);
  bufferBytes[to] = std::max(bufferBytes[to], outputBytes);
  return formatv("const int8_t *x = buffer{0};\n    int8_t *y = buffer{1};",
                 from, to);
}

void CmsisNnSource::needContext(int64_t columns) {
  // Four columns of int8 for Helium, two of int16 without it.
  contextBytes =
      std::max(contextBytes, 4 * int64_t(llvm::alignTo(columns, 16)));
}

void CmsisNnSource::addTables(int64_t weights, int64_t channels) {
  tables += formatv("static const int8_t w{0}[{1}] = {{1};\n"
                    "static const int32_t b{0}[{2}] = {{1};\n"
                    "static const int32_t m{0}[{2}] = {{1 << 30};\n"
                    "static const int32_t s{0}[{2}] = {{-1};\n",
                    layers, weights, channels);
}

void CmsisNnSource::addConv1d(const ModelCall &call) {
  addTables(call["cout"] * call["kernel"] * call["cin"], call["cout"]);
  needContext(call["kernel"] * call["cin"]);
  body += formatv(
      "  {{\n    {0}\n"
      "    const cmsis_nn_conv_params p = {{{1}, {2}, {{{3}, 1}, {{{4}, 0}, "
      "{{{5}, 1}, {{{6}, {7}}};\n"
      "    const cmsis_nn_dims in = {{1, 1, {8}, {9}}, "
      "filter = {{{10}, 1, {11}, {9}}, bias = {{0, 0, 0, {10}}, "
      "out = {{1, 1, {12}, {10}};\n",
      turn(call["cin"] * call["lin"], call["cout"] * call["lout"]),
      -call["in_zp"], call["out_zp"], call["stride"], call["pad_left"],
      call["dilation"], call["act_min"], call["act_max"], call["lin"],
      call["cin"], call["cout"], call["kernel"], call["lout"]);
  // Its fast way for Helium refuses padding that is not used to the end; the
  // general one takes it.
  body += formatv(
      "    const cmsis_nn_per_channel_quant_params q = {{(int32_t *)m{0}, "
      "(int32_t *)s{0}};\n"
      "    if (arm_convolve_wrapper_s8_get_buffer_size(&p, &in, &filter, &out) "
      "> (int32_t)sizeof(space) ||\n"
      "        (arm_convolve_wrapper_s8(&context, &p, &q, &in, x, &filter, "
      "w{0}, &bias, b{0}, &out, y) &&\n"
      "         arm_convolve_s8(&context, &p, &q, &in, x, &filter, w{0}, "
      "&bias, b{0}, NULL, &out, y)))\n      return;\n  }\n",
      layers);
  if (call["pool_kernel"] > 1)
    addPool(call);
}

void CmsisNnSource::addPool(const ModelCall &call) {
  body += formatv(
      "  {{\n    {0}\n"
      "    const cmsis_nn_pool_params p = {{{{{1}, 1}, {{0, 0}, {{{2}, {3}}};\n"
      "    const cmsis_nn_dims in = {{1, 1, {4}, {5}}, filter = {{1, 1, {6}, "
      "1}, out = {{1, 1, {7}, {5}};\n"
      "    if (arm_max_pool_s8(&context, &p, &in, x, &filter, &out, y))\n"
      "      return;\n  }\n",
      turn(call["cout"] * call["lout"], call["cout"] * call["lpool"]),
      call["pool_stride"], call["act_min"], call["act_max"], call["lout"],
      call["cout"], call["pool_kernel"], call["lpool"]);
}

void CmsisNnSource::addLinear(const ModelCall &call) {
  addTables(call["out_features"] * call["in_features"], call["out_features"]);
  // Helium wants the sums of the weights, which belong to the model.
  tables += formatv("#if defined(ARM_MATH_MVEI)\n"
                    "static const int32_t sums{0}[{1}] = {{1};\n"
                    "#define SUMS{0} sums{0}\n#else\n#define SUMS{0} space\n"
                    "#endif\n",
                    layers, call["out_features"]);
  body += formatv(
      "  {{\n    {0}\n"
      "    const cmsis_nn_fc_params p = {{{1}, 0, {2}, {{{3}, {4}}};\n"
      "    const cmsis_nn_per_tensor_quant_params q = {{1 << 30, -1};\n"
      "    const cmsis_nn_dims in = {{{5}, 1, 1, {6}}, filter = {{{6}, 1, 1, "
      "{7}}, bias = {{0, 0, 0, {7}}, out = {{{5}, 1, 1, {7}};\n",
      turn(call["rows"] * call["in_features"],
           call["rows"] * call["out_features"]),
      -call["in_zp"], call["out_zp"], call["act_min"], call["act_max"],
      call["rows"], call["in_features"], call["out_features"]);
  body += formatv(
      "    const cmsis_nn_context sums = {{(void *)SUMS{0}, sizeof(SUMS{0})};\n"
      "    if (arm_fully_connected_s8(&sums, &p, &q, &in, x, &filter, w{0}, "
      "&bias, b{0}, &out, y))\n      return;\n  }\n",
      layers);
}

llvm::Expected<bool> CmsisNnSource::add(const ModelCall &call) {
  llvm::StringRef kernel = call.kernel;
  if (kernel.starts_with("ecg_quantize") ||
      kernel.starts_with("ecg_dequantize"))
    return false;
  if (kernel == "ecg_conv1d_s8" && call["groups"] == 1)
    addConv1d(call);
  else if (kernel == "ecg_linear_s8")
    addLinear(call);
  else
    return llvm::createStringError(
        "layer '" + call.layer + "' (" + kernel +
        (call["groups"] > 1 ? ", in groups" : "") +
        ") cannot be compared with CMSIS-NN: int8 conv1d, max-pool behind it "
        "and linear can");
  body += "  MARK;\n";
  ++layers;
  return true;
}

std::string CmsisNnSource::print(llvm::StringRef mark) const {
  return formatv(
      "#include \"arm_nnfunctions.h\"\n#define MARK {0}\n"
      "static int8_t buffer0[{1}] __attribute__((aligned(8))), buffer1[{2}] "
      "__attribute__((aligned(8)));\n"
      "static int32_t space[{3}];\n"
      "static const cmsis_nn_context context = {{space, sizeof(space)};\n{4}"
      "void peer_run(void) {{\n{5}}\n"
      "int main(void) {{\n  MARK;\n  peer_run();\n  return 0;\n}\n",
      mark, std::max<int64_t>(bufferBytes[0], 1),
      std::max<int64_t>(bufferBytes[1], 1), (contextBytes + 3) / 4, tables,
      body);
}

} // namespace ecg
