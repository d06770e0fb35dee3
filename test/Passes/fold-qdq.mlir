// RUN: ecg-opt %s --ecg-fold-qdq --split-input-file | FileCheck %s

!x = !quant.uniform<i8:f32, 0.1:3>
!y = !quant.uniform<i8:f32, 0.5:-128>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.01, 0.02}>

// A float bias becomes int32, a ReLU in between a clamp.
// CHECK-LABEL: @linear
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x!quant
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{.*}}> : tensor<2x2xi8>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[1000, -250]> : tensor<2xi32> -> tensor<2x!quant.uniform<i32:f32:0, {1.000000e-03,2.000000e-03}>>
// CHECK-NOT: ecg.quantize
// CHECK: %[[Y:.*]] = ecg.linear %[[X]], %[[W]], %[[B]] clamp <0.000000e+00, inf>
// CHECK-SAME: -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-128>>
// CHECK-NEXT: return %[[Y]]
func.func @linear(%x: tensor<1x2x!x>) -> tensor<1x2x!y> {
  %xd = ecg.dequantize %x : tensor<1x2x!x> -> tensor<1x2xf32>
  %w = ecg.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> -> tensor<2x2x!w>
  %wd = ecg.dequantize %w : tensor<2x2x!w> -> tensor<2x2xf32>
  %b = ecg.constant dense<[1.0, -0.5]> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.linear %xd, %wd, %b : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %1 = ecg.relu %0 : tensor<1x2xf32> -> tensor<1x2xf32>
  %y = ecg.quantize %1 : tensor<1x2xf32> -> tensor<1x2x!y>
  return %y : tensor<1x2x!y>
}

// -----

!x = !quant.uniform<i8:f32, 0.1:3>
!y = !quant.uniform<i8:f32, 0.5:-128>
!b = !quant.uniform<i32:f32, 0.001>
!w = !quant.uniform<i8:f32, 0.01>

// One weight scale for the whole tensor becomes one a row. An int32 bias stays
// as it is, although the scale in the file is only nearly the product.
// CHECK-LABEL: @per_tensor_weights
// CHECK-DAG: ecg.constant dense<[{{.*}}]> : tensor<2x1x1xi8> -> tensor<2x1x1x!quant.uniform<i8:f32:0, {1.000000e-02,1.000000e-02}>>
// CHECK-DAG: ecg.constant dense<[7, -9]> : tensor<2xi32> -> tensor<2x!quant.uniform<i32:f32:0, {1.000000e-03,1.000000e-03}>>
// CHECK: ecg.conv1d {{.*}} -> tensor<1x2x4x!quant
func.func @per_tensor_weights(%x: tensor<1x1x4x!x>) -> tensor<1x2x4x!y> {
  %xd = ecg.dequantize %x : tensor<1x1x4x!x> -> tensor<1x1x4xf32>
  %w = ecg.constant dense<[[[1]], [[-127]]]> : tensor<2x1x1xi8> -> tensor<2x1x1x!w>
  %wd = ecg.dequantize %w : tensor<2x1x1x!w> -> tensor<2x1x1xf32>
  %b = ecg.constant dense<[7, -9]> : tensor<2xi32> -> tensor<2x!b>
  %bd = ecg.dequantize %b : tensor<2x!b> -> tensor<2xf32>
  %0 = ecg.conv1d %xd, %wd, %bd : (tensor<1x1x4xf32>, tensor<2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  %y = ecg.quantize %0 : tensor<1x2x4xf32> -> tensor<1x2x4x!y>
  return %y : tensor<1x2x4x!y>
}

// -----

!x = !quant.uniform<i8:f32, 0.1:3>

// Pairs pass layers that only move values, in both directions.
// CHECK-LABEL: @movers
// CHECK-SAME: (%[[X:.*]]: tensor<1x2x4x!quant{{.*}}, %[[F:.*]]: tensor<1x2x4xf32>)
// CHECK-DAG: %[[P:.*]] = ecg.max_pool %[[X]]
// CHECK-DAG: %[[D:.*]] = ecg.dequantize %[[P]]
// CHECK-DAG: %[[Q:.*]] = ecg.quantize %[[F]]
// CHECK-DAG: %[[R:.*]] = ecg.reshape %[[Q]]
// CHECK: return %[[D]], %[[R]]
func.func @movers(%x: tensor<1x2x4x!x>, %f: tensor<1x2x4xf32>) -> (tensor<1x2x2xf32>, tensor<1x8x!x>) {
  %d = ecg.dequantize %x : tensor<1x2x4x!x> -> tensor<1x2x4xf32>
  %p = ecg.max_pool %d kernel [2] strides [2] : tensor<1x2x4xf32> -> tensor<1x2x2xf32>
  %r = ecg.reshape %f : tensor<1x2x4xf32> -> tensor<1x8xf32>
  %q = ecg.quantize %r : tensor<1x8xf32> -> tensor<1x8x!x>
  return %p, %q : tensor<1x2x2xf32>, tensor<1x8x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.1:3>
!y = !quant.uniform<i8:f32, 0.2:-5>

// A dequantize with several users, operands of different scales, and a change
// of scale without any layer.
// CHECK-LABEL: @shared
// CHECK-SAME: (%[[A:.*]]: tensor<1x4x!quant{{.*}}, %[[B:.*]]: tensor<1x4x!quant
// CHECK-DAG: %[[S:.*]] = ecg.add %[[A]], %[[B]]
// CHECK-DAG: %[[C:.*]] = ecg.concat %[[A]], %[[B]] axis 1
// CHECK-DAG: %[[R:.*]] = ecg.quantize %[[A]]
// CHECK-NOT: ecg.dequantize
// CHECK: return %[[S]], %[[C]], %[[R]]
func.func @shared(%a: tensor<1x4x!x>, %b: tensor<1x4x!y>) -> (tensor<1x4x!y>, tensor<1x8x!y>, tensor<1x4x!y>) {
  %ad = ecg.dequantize %a : tensor<1x4x!x> -> tensor<1x4xf32>
  %bd = ecg.dequantize %b : tensor<1x4x!y> -> tensor<1x4xf32>
  %s = ecg.add %ad, %bd : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %c = ecg.concat %ad, %bd axis 1 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x8xf32>
  %sq = ecg.quantize %s : tensor<1x4xf32> -> tensor<1x4x!y>
  %cq = ecg.quantize %c : tensor<1x8xf32> -> tensor<1x8x!y>
  %rq = ecg.quantize %ad : tensor<1x4xf32> -> tensor<1x4x!y>
  return %sq, %cq, %rq : tensor<1x4x!y>, tensor<1x8x!y>, tensor<1x4x!y>
}

// -----

!w = !quant.uniform<i8:f32:0, {0.5, 0.25}>

// Weight-only quantization: the layer is float, so are its weights.
// CHECK-LABEL: @weight_only
// CHECK: %[[W:.*]] = ecg.constant dense<{{\[\[}}5.000000e-01, 1.000000e+00], [7.500000e-01, 1.000000e+00]]>
// CHECK: ecg.linear %{{.*}}, %[[W]]
func.func @weight_only(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> -> tensor<2x2x!w>
  %wd = ecg.dequantize %w : tensor<2x2x!w> -> tensor<2x2xf32>
  %y = ecg.linear %x, %wd : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

!x = !quant.uniform<i8:f32, 0.1:3>
!w = !quant.uniform<i8:f32, 0.5:1>
!v = !quant.uniform<i8:f32, 0.5>

// Asymmetric weights, a weight of -128, and a result somebody reads in float:
// no integers.
// CHECK-LABEL: @stays_float
// CHECK: ecg.linear {{.*}} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
// CHECK: %[[T:.*]] = ecg.tanh {{.*}} -> tensor<1x2xf32>
// CHECK: ecg.linear {{.*}} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
// CHECK: return %{{.*}}, %[[T]]
func.func @stays_float(%x: tensor<1x2x!x>) -> (tensor<1x2x!x>, tensor<1x2xf32>, tensor<1x2x!x>, tensor<1x2x!x>) {
  %xd = ecg.dequantize %x : tensor<1x2x!x> -> tensor<1x2xf32>
  %w = ecg.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> -> tensor<2x2x!w>
  %wd = ecg.dequantize %w : tensor<2x2x!w> -> tensor<2x2xf32>
  %y = ecg.linear %xd, %wd : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %yq = ecg.quantize %y : tensor<1x2xf32> -> tensor<1x2x!x>
  %t = ecg.tanh %xd : tensor<1x2xf32> -> tensor<1x2xf32>
  %tq = ecg.quantize %t : tensor<1x2xf32> -> tensor<1x2x!x>
  %v = ecg.constant dense<[[1, 2], [3, -128]]> : tensor<2x2xi8> -> tensor<2x2x!v>
  %vd = ecg.dequantize %v : tensor<2x2x!v> -> tensor<2x2xf32>
  %z = ecg.linear %xd, %vd : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %zq = ecg.quantize %z : tensor<1x2xf32> -> tensor<1x2x!x>
  return %yq, %t, %tq, %zq : tensor<1x2x!x>, tensor<1x2xf32>, tensor<1x2x!x>, tensor<1x2x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.1:3>
!w = !quant.uniform<i8:f32, 1.0e-9>

// A bias too large for int32 in the units of the accumulator.
// CHECK-LABEL: @bias_overflow
// CHECK: ecg.linear {{.*}} : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
func.func @bias_overflow(%x: tensor<1x2x!x>) -> tensor<1x1x!x> {
  %xd = ecg.dequantize %x : tensor<1x2x!x> -> tensor<1x2xf32>
  %w = ecg.constant dense<[[1, 2]]> : tensor<1x2xi8> -> tensor<1x2x!w>
  %wd = ecg.dequantize %w : tensor<1x2x!w> -> tensor<1x2xf32>
  %b = ecg.constant dense<[1.0]> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.linear %xd, %wd, %b : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  %yq = ecg.quantize %y : tensor<1x1xf32> -> tensor<1x1x!x>
  return %yq : tensor<1x1x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.1:3>
!u = !quant.uniform<i8:f32, 3.906250e-03:-128>

// Softmax in integers has one output scale; for any other it stays in float.
// CHECK-LABEL: @softmax
// CHECK: ecg.softmax {{.*}} -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
// CHECK: ecg.softmax {{.*}} : tensor<1x4xf32> -> tensor<1x4xf32>
func.func @softmax(%x: tensor<1x4x!x>) -> (tensor<1x4x!u>, tensor<1x4x!x>) {
  %xd = ecg.dequantize %x : tensor<1x4x!x> -> tensor<1x4xf32>
  %s = ecg.softmax %xd axis 1 : tensor<1x4xf32> -> tensor<1x4xf32>
  %t = ecg.softmax %xd axis 1 : tensor<1x4xf32> -> tensor<1x4xf32>
  %sq = ecg.quantize %s : tensor<1x4xf32> -> tensor<1x4x!u>
  %tq = ecg.quantize %t : tensor<1x4xf32> -> tensor<1x4x!x>
  return %sq, %tq : tensor<1x4x!u>, tensor<1x4x!x>
}

// -----

!w = !quant.uniform<i8:f32:1, {0.5, 0.25}>

// Weights that the file quantizes from float are quantized now; halves go to
// the even side, and the scale follows its axis.
// CHECK-LABEL: @quantize_f32_of_constants
// CHECK: ecg.constant dense<{{\[\[}}0, 2], [2, 127]]> : tensor<2x2xi8>
func.func @quantize_f32_of_constants() -> tensor<2x2x!w> {
  %c = ecg.constant dense<[[0.25, 0.5], [0.75, 99.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %q = ecg.quantize %c : tensor<2x2xf32> -> tensor<2x2x!w>
  return %q : tensor<2x2x!w>
}
