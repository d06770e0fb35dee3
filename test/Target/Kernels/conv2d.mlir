// RUN: ecg-opt %s -ecg-lower-to-rt | FileCheck %s

// CHECK-LABEL: @asymmetric
// CHECK: ecgrt.conv2d_f32(%arg0, %{{.*}}, %{{.*}} -> %arg1)
// CHECK-SAME: {cin = 3, hin = 6, win = 7, cout = 4, hout = 3, wout = 6, kernel_h = 3, kernel_w = 2, stride_h = 2, stride_w = 1,
// CHECK-SAME: dilation_h = 1, dilation_w = 2, groups = 1, pad_top = 0, pad_left = 1, act_min = 0.000000e+00, act_max = inf}
func.func @asymmetric(%x: tensor<1x3x6x7xf32>) -> tensor<1x4x3x6xf32> {
  %w = ecg.constant dense<1.0> : tensor<4x3x3x2xf32> -> tensor<4x3x3x2xf32>
  %y = ecg.conv2d %x, %w strides [2, 1] pads [0, 1, 1, 0] dilations [1, 2] clamp <0.0, inf> : (tensor<1x3x6x7xf32>, tensor<4x3x3x2xf32>) -> tensor<1x4x3x6xf32>
  return %y : tensor<1x4x3x6xf32>
}

!x = !quant.uniform<i8:f32, 0.5:-1>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
// CHECK-LABEL: @quantized
// CHECK: ecgrt.conv2d_s8(%arg0, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} -> %arg1, %{{.*}})
// CHECK-SAME: in_zp = -1, out_zp = -1, act_min = -128, act_max = 127}
func.func @quantized(%x: tensor<1x1x3x3x!x>) -> tensor<1x1x2x2x!x> {
  %w = ecg.constant dense<1> : tensor<1x1x2x2xi8> -> tensor<1x1x2x2x!w>
  %y = ecg.conv2d %x, %w : (tensor<1x1x3x3x!x>, tensor<1x1x2x2x!w>) -> tensor<1x1x2x2x!x>
  return %y : tensor<1x1x2x2x!x>
}
