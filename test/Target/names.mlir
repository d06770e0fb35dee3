// REQUIRES: gcc
// RUN: rm -rf %t && ecg-opt %s --emit=c --verify -o %t 2>&1 | FileCheck %s
// RUN: FileCheck --input-file=%t/model_conv1d.h --check-prefix=HEADER %s
// RUN: cd %t && gcc -std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -c *.c

// Names of models, tensors and layers can be anything; the C still compiles and
// computes the same.

// HEADER: int model_conv1d_run(void *arena, const float *input_int, const float *p_2,
// HEADER-NEXT: float *arena_2, float *output);
// CHECK: host: 16 samples, largest relative error 0

func.func @conv1d(%a: memref<1x4xf32> {ecg.name = "int"},
                  %b: memref<1x4xf32> {ecg.name = "p"},
                  %c: memref<1x4xf32> {ecg.name = "arena", ecgrt.output},
                  %d: memref<1x4xf32> {ecg.name = "\E5\BF\83", ecgrt.output})
    attributes {ecgrt.target = "generic", ecgrt.arena_bytes = 0 : i64} {
  %w = ecgrt.constant "p" dense<2.0> : tensor<1x4xf32> -> memref<1x4xf32> loc("*/ int x; /*")
  %v = ecgrt.constant "p" dense<[[0x7F800000, -1.0, 1.0e-45, 3.0]]> : tensor<1x4xf32> -> memref<1x4xf32> loc("*/ int x; /*")
  ecgrt.add_f32(%a, %w -> %c) {dims = [1, 1, 1, 4], a_strides = [4, 4, 4, 1], b_strides = [4, 4, 4, 1], act_min = minus_inf, act_max = inf} : memref<1x4xf32>, memref<1x4xf32>, memref<1x4xf32> loc("end\\")
  ecgrt.add_f32(%b, %v -> %d) {dims = [1, 1, 1, 4], a_strides = [4, 4, 4, 1], b_strides = [4, 4, 4, 1], act_min = minus_inf, act_max = inf} : memref<1x4xf32>, memref<1x4xf32>, memref<1x4xf32> loc("run")
  return
}
