// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// A convolution without a pool has a pool of one; without bias it has zeros.
// CHECK-LABEL: @plain
// CHECK: %[[B:.*]] = ecgrt.constant "bias" dense<0.000000e+00> : tensor<4xf32>
// CHECK: ecgrt.conv1d_f32(%arg0, %{{.*}}, %[[B]] -> %arg1)
// CHECK-SAME: {cin = 2, lin = 9, cout = 4, lout = 4, kernel = 3, stride = 2, dilation = 2, groups = 2, pad_left = 1,
// CHECK-SAME: pool_kernel = 1, pool_stride = 1, lpool = 4, act_min = minus_inf, act_max = inf}
func.func @plain(%x: tensor<1x2x9xf32>) -> tensor<1x4x4xf32> {
  %w = ecg.constant dense<1.0> : tensor<4x1x3xf32> -> tensor<4x1x3xf32>
  %y = ecg.conv1d %x, %w stride 2 pads [1, 1] dilation 2 groups 2 : (tensor<1x2x9xf32>, tensor<4x1x3xf32>) -> tensor<1x4x4xf32>
  return %y : tensor<1x4x4xf32>
}

// -----

// @pool_on_accumulators: the pool is the convolution's, nothing lies between.
// CHECK-LABEL: @pooled
// CHECK-NOT: ecgrt.alloc
// CHECK: ecgrt.conv1d_f32({{.*}} -> %arg1)
// CHECK-SAME: lout = 7, {{.*}} pool_kernel = 3, pool_stride = 2, lpool = 3
// CHECK-NOT: max_pool
func.func @pooled(%x: tensor<1x1x9xf32>) -> tensor<1x1x3xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x1x3xf32> -> tensor<1x1x3xf32>
  %y = ecg.conv1d %x, %w : (tensor<1x1x9xf32>, tensor<1x1x3xf32>) -> tensor<1x1x7xf32>
  %p = ecg.max_pool %y kernel [3] strides [2] : tensor<1x1x7xf32> -> tensor<1x1x3xf32>
  return %p : tensor<1x1x3xf32>
}

// -----

// A padded pool, one over the end, and one beside another user stay pools.
// CHECK-LABEL: @not_pooled
// CHECK-COUNT-3: pool_kernel = 1, pool_stride = 1
// CHECK-NOT: ecgrt.conv1d
func.func @not_pooled(%x: tensor<1x1x9xf32>) -> (tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x3xf32>, tensor<1x1x7xf32>) {
  %w = ecg.constant dense<1.0> : tensor<1x1x3xf32> -> tensor<1x1x3xf32>
  %a = ecg.conv1d %x, %w : (tensor<1x1x9xf32>, tensor<1x1x3xf32>) -> tensor<1x1x7xf32>
  %pa = ecg.max_pool %a kernel [3] strides [2] pads [1, 1] : tensor<1x1x7xf32> -> tensor<1x1x4xf32>
  %b = ecg.conv1d %x, %w : (tensor<1x1x9xf32>, tensor<1x1x3xf32>) -> tensor<1x1x7xf32>
  %pb = ecg.max_pool %b kernel [2] strides [2] ceil_mode : tensor<1x1x7xf32> -> tensor<1x1x4xf32>
  %c = ecg.conv1d %x, %w : (tensor<1x1x9xf32>, tensor<1x1x3xf32>) -> tensor<1x1x7xf32>
  %pc = ecg.max_pool %c kernel [3] strides [2] : tensor<1x1x7xf32> -> tensor<1x1x3xf32>
  return %pa, %pb, %pc, %c : tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x3xf32>, tensor<1x1x7xf32>
}

// -----

// @multiplier: 0.5 * {0.25, 0.1} / 1.0 in fixed point; @quantize_f32 of the
// limits 0 and 6.
!x = !quant.uniform<i8:f32, 0.5:-1>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.25, 0.1}>
!b = !quant.uniform<i32:f32:0, {0.125, 0.05}>
!y = !quant.uniform<i8:f32, 1.0:2>
// CHECK-LABEL: @quantized
// CHECK: %[[B:.*]] = ecgrt.constant "bias" dense<[7, -7]> : tensor<2xi32> -> memref<2xi32>
// CHECK: %[[M:.*]] = ecgrt.constant "mult" dense<[1073741824, 1717986918]> : tensor<2xi32> -> memref<2xi32>
// CHECK: %[[H:.*]] = ecgrt.constant "shift" dense<[33, 35]> : tensor<2xi8> -> memref<2xi8>
// CHECK: %[[S:.*]] = ecgrt.alloc : memref<0xi8>
// CHECK: ecgrt.conv1d_s8(%arg0, %{{.*}}, %[[B]], %[[M]], %[[H]] -> %arg1, %[[S]])
// CHECK-SAME: in_zp = -1, out_zp = 2, act_min = 2, act_max = 8, in_last = 0, out_last = 0}
func.func @quantized(%x: tensor<1x1x4x!x>) -> tensor<1x2x3x!y> {
  %w = ecg.constant dense<[[[1, -2]], [[3, 127]]]> : tensor<2x1x2xi8> -> tensor<2x1x2x!w>
  %b = ecg.constant dense<[7, -7]> : tensor<2xi32> -> tensor<2x!b>
  %y = ecg.conv1d %x, %w, %b clamp <0.0, 6.0> : (tensor<1x1x4x!x>, tensor<2x1x2x!w>, tensor<2x!b>) -> tensor<1x2x3x!y>
  return %y : tensor<1x2x3x!y>
}

// -----

// A bias on another scale than the accumulator's is brought to it.
!x = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
!b = !quant.uniform<i32:f32, 0.25>
// CHECK-LABEL: @other_bias_scale
// CHECK: ecgrt.constant "bias" dense<14> : tensor<1xi32>
func.func @other_bias_scale(%x: tensor<1x1x4x!x>) -> tensor<1x1x3x!x> {
  %w = ecg.constant dense<1> : tensor<1x1x2xi8> -> tensor<1x1x2x!w>
  %b = ecg.constant dense<7> : tensor<1xi32> -> tensor<1x!b>
  %y = ecg.conv1d %x, %w, %b : (tensor<1x1x4x!x>, tensor<1x1x2x!w>, tensor<1x!b>) -> tensor<1x1x3x!x>
  return %y : tensor<1x1x3x!x>
}
