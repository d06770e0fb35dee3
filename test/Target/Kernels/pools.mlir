// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// 1-D is a height of 1; batch and channels are one dimension.
// CHECK-LABEL: @max_1d
// CHECK: ecgrt.max_pool_f32(%arg0 -> %arg1)
// CHECK-SAME: {channels = 6, hin = 1, win = 8, hout = 1, wout = 4, kernel_h = 1, kernel_w = 3, stride_h = 1, stride_w = 2,
// CHECK-SAME: dilation_h = 1, dilation_w = 1, pad_top = 0, pad_left = 1}
func.func @max_1d(%x: tensor<2x3x8xf32>) -> tensor<2x3x4xf32> {
  %y = ecg.max_pool %x kernel [3] strides [2] pads [1, 0] : tensor<2x3x8xf32> -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

// -----

// The end of the padding counts, so the kernel is told of it.
// CHECK-LABEL: @avg_2d
// CHECK: ecgrt.avg_pool_f32(%arg0 -> %arg1)
// CHECK-SAME: hin = 4, win = 5, hout = 3, wout = 3,
// CHECK-SAME: pad_top = 0, pad_left = 1, pad_bottom = 2, pad_right = 0, count_include_pad = 1}
func.func @avg_2d(%x: tensor<1x1x4x5xf32>) -> tensor<1x1x3x3xf32> {
  %y = ecg.avg_pool %x kernel [2, 2] strides [2, 2] pads [0, 1, 2, 0] count_include_pad : tensor<1x1x4x5xf32> -> tensor<1x1x3x3xf32>
  return %y : tensor<1x1x3x3xf32>
}

// -----

// @avg_pool_s8: windows of one size need one multiplier, 1/4 here.
!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: @avg_uniform
// CHECK: ecgrt.constant "mult" dense<1073741824> : tensor<1xi32>
// CHECK: counts = 1, shift = 32, in_zp = 3, out_zp = 3
func.func @avg_uniform(%x: tensor<1x1x8x!q>) -> tensor<1x1x2x!q> {
  %y = ecg.avg_pool %x kernel [4] strides [4] : tensor<1x1x8x!q> -> tensor<1x1x2x!q>
  return %y : tensor<1x1x2x!q>
}

// -----

// Padding that does not count: a multiplier for each number of elements.
!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: @avg_borders
// CHECK: ecgrt.constant "mult" dense<[1073741824, 536870912, 357913941, 268435456]> : tensor<4xi32>
// CHECK: counts = 4, shift = 30
func.func @avg_borders(%x: tensor<1x1x8x!q>) -> tensor<1x1x5x!q> {
  %y = ecg.avg_pool %x kernel [4] strides [2] pads [2, 2] : tensor<1x1x8x!q> -> tensor<1x1x5x!q>
  return %y : tensor<1x1x5x!q>
}

// -----

// A window over the end in ceil mode has fewer elements, too.
!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: @avg_ceil
// CHECK: counts = 2
func.func @avg_ceil(%x: tensor<1x1x7x!q>) -> tensor<1x1x4x!q> {
  %y = ecg.avg_pool %x kernel [2] strides [2] ceil_mode : tensor<1x1x7x!q> -> tensor<1x1x4x!q>
  return %y : tensor<1x1x4x!q>
}

// -----

// The mean over all positions is a window as large as the input.
// CHECK-LABEL: @global
// CHECK: ecgrt.avg_pool_f32(%arg0 -> %arg1) {channels = 3, hin = 1, win = 20, hout = 1, wout = 1, kernel_h = 1, kernel_w = 20,
func.func @global(%x: tensor<1x3x4x5xf32>) -> tensor<1x3x1x1xf32> {
  %y = ecg.global_avg_pool %x : tensor<1x3x4x5xf32> -> tensor<1x3x1x1xf32>
  return %y : tensor<1x3x1x1xf32>
}

// -----

// A pool into another scale: pool, then one look-up a result.
!a = !quant.uniform<i8:f32, 0.5:3>
!b = !quant.uniform<i8:f32, 0.25:3>
// CHECK-LABEL: @rescaled
// CHECK: ecgrt.max_pool_s8(%arg0 -> %[[P:.*]]) {
// CHECK: ecgrt.lut_s8(%[[P]], %{{.*}} -> %arg1) {n = 4}
func.func @rescaled(%x: tensor<1x1x8x!a>) -> tensor<1x1x4x!b> {
  %y = ecg.max_pool %x kernel [2] strides [2] : tensor<1x1x8x!a> -> tensor<1x1x4x!b>
  return %y : tensor<1x1x4x!b>
}
