// RUN: rm -rf %t && ecg-opt %s --emit=c -o %t > %t.txt 2>&1
// RUN: FileCheck --input-file=%t/tiny.h --check-prefix=HEADER %s
// RUN: FileCheck --input-file=%t/tiny.c --check-prefix=SOURCE %s
// RUN: FileCheck --input-file=%t/tiny_weights.h --check-prefix=TABLES %s
// RUN: FileCheck --input-file=%t/tiny_self_test.c --check-prefix=TEST %s

// What a planned device program looks like in C: one op is one call.

// The API has the ONNX order, one macro a fact, and works from C++.
// HEADER: #ifdef __cplusplus
// HEADER-NEXT: extern "C" {
// HEADER: #define TINY_ARENA_BYTES 32
// HEADER: #define TINY_ARENA_ALIGN ECG_RT_ALIGN
// HEADER: /* Input 'input.1': int8_t, 1 x 2 x 9. */
// HEADER: #define TINY_INPUT_1_LEN 18
// HEADER: #define TINY_INPUT_1_SHAPE {1, 2, 9}
// HEADER: #define TINY_INPUT_1_SCALE 0.5f
// HEADER: #define TINY_INPUT_1_ZERO_POINT (-1)
// HEADER: #define TINY_Y_LEN 12
// HEADER: int tiny_run(void *arena, const int8_t *input_1, float *y);
// HEADER: int tiny_self_test(void *arena, float *y);

// SOURCE: #include "conv1d_s8.h"
// SOURCE: #include "dequantize_s8.h"
// A function a call, with the parameters it uses.
// SOURCE: /* /conv1/Conv */
// SOURCE-NEXT: ECG_RT_NOINLINE void call_0(void *arena, const int8_t *input_1) {
// SOURCE-NEXT: static const ecg_conv1d_s8_params_t p = {
// SOURCE-NEXT: .cin = 2, .lin = 9,
// SOURCE: .act_max = 127, .in_last = 0, .out_last = 0};
// SOURCE-NEXT: ecg_conv1d_s8(
// SOURCE-NEXT: &p, input_1, conv1_Conv_weight, conv1_Conv_bias,
// SOURCE-SAME: conv1_Conv_mult,
// Scratch of no bytes is NULL.
// SOURCE: AT(16), NULL);
// SOURCE: ecg_dequantize_s8(
// SOURCE-NEXT: &p, AT(16), y);
// A part of a buffer: bytes in the arena, elements of an array.
// SOURCE: ecg_dequantize_s8(
// SOURCE-NEXT: &p, AT(20), y + 8);
// SOURCE: int tiny_run(void *arena, const int8_t *input_1, float *y) {
// SOURCE: if (arena == NULL ||
// SOURCE-NEXT: input_1 == NULL ||
// SOURCE-NEXT: y == NULL)
// SOURCE-NEXT: return ECG_RT_ERR_NULL;
// SOURCE: % TINY_ARENA_ALIGN != 0
// SOURCE-NEXT: return ECG_RT_ERR_ARENA;
// SOURCE-NEXT: call_0(arena, input_1);
// SOURCE-NEXT: ECG_RT_AFTER_CALL(0);
// SOURCE-NEXT: call_1(arena, y);
// SOURCE: return ECG_RT_OK;

// Tables say whose they are and how large, sixteen numbers a line.
// TABLES: /* /conv1/Conv: weight, 24 bytes */
// TABLES-NEXT: static const int8_t conv1_Conv_weight[24] ECG_RT_ALIGNED(ECG_RT_ALIGN) = {
// TABLES-NEXT: {{^}}    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,{{$}}
// TABLES-NEXT: {{^}}    1, 1, 1, 1, 1, 1, 1, 1};
// TABLES: static const int32_t conv1_Conv_bias[4]

// TEST: static const int8_t stored_input_1[18]
// TEST: static const float expected_y[12]
// TEST: tiny_run(arena,
// TEST-NEXT: stored_input_1,
// TEST-NEXT: y);
// TEST: fabsf(y[i] - expected_y[i]) <= 0.0f

func.func @tiny(%x: memref<1x2x9xi8> {ecg.name = "input.1", ecg.scale = 0.5 : f32, ecg.zero_point = -1 : i32},
                %y: memref<1x4x3xf32> {ecg.name = "y", ecgrt.output})
    attributes {ecgrt.target = "generic", ecgrt.arena_bytes = 32 : i64} {
  %s = ecgrt.alloc at 0 : memref<0xi8>
  %q = ecgrt.alloc at 16 : memref<1x4x3xi8>
  %w = ecgrt.constant "weight" dense<1> : tensor<4x2x3xi8> -> memref<4x2x3xi8> loc("/conv1/Conv")
  %b = ecgrt.constant "bias" dense<[1, 2, 3, 4]> : tensor<4xi32> -> memref<4xi32> loc("/conv1/Conv")
  %m = ecgrt.constant "mult" dense<1073741824> : tensor<4xi32> -> memref<4xi32> loc("/conv1/Conv")
  %h = ecgrt.constant "shift" dense<33> : tensor<4xi8> -> memref<4xi8> loc("/conv1/Conv")
  ecgrt.conv1d_s8(%x, %w, %b, %m, %h -> %q, %s) {cin = 2, lin = 9, cout = 4, lout = 7, kernel = 3, stride = 1, dilation = 1, groups = 1, pad_left = 0, pool_kernel = 2, pool_stride = 2, lpool = 3, in_zp = -1, out_zp = 3, act_min = -128, act_max = 127, in_last = 0, out_last = 0} : memref<1x2x9xi8>, memref<4x2x3xi8>, memref<4xi32>, memref<4xi32>, memref<4xi8>, memref<1x4x3xi8>, memref<0xi8> loc("/conv1/Conv")
  ecgrt.dequantize_s8(%q -> %y) {n = 12, scale = 0.25, zp = 3} : memref<1x4x3xi8>, memref<1x4x3xf32>
  %q1 = ecgrt.view %q at 4 : memref<1x4x3xi8> -> memref<4xi8>
  %y1 = ecgrt.view %y at 32 : memref<1x4x3xf32> -> memref<4xf32>
  ecgrt.dequantize_s8(%q1 -> %y1) {n = 4, scale = 0.25, zp = 3} : memref<4xi8>, memref<4xf32>
  return
}
