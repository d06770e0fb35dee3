// RUN: ecg-opt %s --ecg-insert-fake-quantize="weights=int3 outer=int4" --split-input-file | FileCheck %s --enable-var-scope
// RUN: ecg-opt %S/Inputs/three-layers.mlir --ecg-insert-fake-quantize="weights=int3 types=a:int8,c:ternary" | FileCheck %s --check-prefix=TYPES
// RUN: not ecg-opt %S/Inputs/three-layers.mlir --ecg-insert-fake-quantize="types=d:int8" 2>&1 | FileCheck %s --check-prefix=NOBODY

// A layer of its own type.
// TYPES: range [-127, 127] axis 0
// TYPES: range [-3, 3] axis 0
// TYPES: range [-1, 1] axis 0
// NOBODY: error: no layer is called 'd', which types asks for

// Activations are rounded by their calibrated ranges, zero point as in int8;
// weights by rows, whose scales are multiples of one unit. The bias stays.
// CHECK-LABEL: @linear
// CHECK-SAME: (%[[X:.*]]: tensor<1x2xf32>)
// CHECK: %[[SX:.*]] = ecg.constant dense<1.250000e-01> : tensor<1xf32>
// CHECK: %[[XR:.*]] = ecg.fake_quantize %[[X]], %[[SX]] range [-128, 127] zero_point -128
// CHECK: %[[B:.*]] = ecg.constant dense<[1.000000e+00, -5.000000e-01]>
// CHECK: %[[S:.*]] = ecg.constant dense<[2.550000e+00, 5.100000e+00]>
// CHECK: %[[U:.*]] = ecg.constant dense<2.000000e-02> : tensor<1xf32>
// CHECK: %[[SR:.*]] = ecg.fake_quantize %[[S]], %[[U]] range [1, 255] :
// CHECK: %[[WR:.*]] = ecg.fake_quantize %{{.*}}, %[[SR]] range [-7, 7] axis 0
// CHECK: %[[Y:.*]] = ecg.linear %[[XR]], %[[WR]], %[[B]] :
// CHECK-NOT: ecg.ranges
// CHECK: %[[YR:.*]] = ecg.fake_quantize %[[Y]], {{.*}} range [-128, 127] :
// CHECK: return %[[YR]]
func.func @linear(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 31.875>}) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[17.85, 2.55], [-5.1, -35.7]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = ecg.constant dense<[1.0, -0.5]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.linear %x, %w, %b {ecg.ranges = [array<f32: -2.0, 1.984375>]} : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// What only moves values needs no rounding of its own. The type of inner
// layers is another one than that of the first and the last.
// CHECK-LABEL: @layers
// CHECK: ecg.fake_quantize {{.*}} range [-7, 7] axis 0
// CHECK: ecg.linear
// CHECK: ecg.fake_quantize
// CHECK-NEXT: ecg.reshape
// CHECK: ecg.fake_quantize {{.*}} range [-3, 3] axis 0
// CHECK-NEXT: ecg.linear
// CHECK: ecg.fake_quantize {{.*}} range [-7, 7] axis 0
// CHECK-NEXT: ecg.linear
func.func @layers(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %a = ecg.linear %x, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %r = ecg.reshape %a : tensor<1x2xf32> -> tensor<1x2x1xf32>
  %f = ecg.reshape %r : tensor<1x2x1xf32> -> tensor<1x2xf32>
  %b = ecg.linear %f, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c = ecg.linear %b, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %c : tensor<1x2xf32>
}
