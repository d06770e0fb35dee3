// RUN: ecg-opt %s -ecg-lower-to-rt | FileCheck %s --check-prefixes=CHECK,AUTO --enable-var-scope
// RUN: ecg-opt %s -ecg-lower-to-rt=pack-weights=always | FileCheck %s --check-prefixes=CHECK,ALWAYS
// RUN: ecg-opt %s -ecg-lower-to-rt=pack-weights=never | FileCheck %s --check-prefix=NEVER
// RUN: ecg-opt %s "-ecg-lower-to-rt=target=cortex-m4 pack-weights=always" | FileCheck %s --check-prefix=M4

!x = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.25, 0.75}>

// Two rows of four weights: nothing to win, but for who insists. The row of 4
// bits and the one of zeros have their codes in half a byte each; 0.25 and 0.75
// have a factor in common. There is no bias.
// CHECK-LABEL: @small
// NEVER-LABEL: @small
// AUTO: ecgrt.linear_s8
// NEVER: ecgrt.linear_s8
// ALWAYS: ecgrt.constant "packed_weight" dense<[113, 190, 0, 0]> : tensor<4xui8>
// ALWAYS: ecgrt.constant "row_codes" dense<[15, 4]> : tensor<2xui8>
// ALWAYS: ecgrt.constant "packed_bias" dense<33> : tensor<1xui8>
// ALWAYS: ecgrt.constant "packed_scale" dense<[2, 3, 0, 0, 0, 4, 1, 3]> : tensor<8xui8>
// ALWAYS: ecgrt.linear_packed_s8(%arg0, {{.*}} -> %arg1, %{{.*}}) {rows = 1, in_features = 4, out_features = 2
// M4: ecgrt.linear_packed_s8
func.func @small(%x: tensor<1x4x!x>) -> tensor<1x2x!quant.uniform<i8:f32, 0.6666666865348816>> {
  %w = ecg.constant dense<[[1, 7, -2, -5], [0, 0, 0, 0]]> : tensor<2x4xi8> -> tensor<2x4x!w>
  %y = ecg.linear %x, %w : (tensor<1x4x!x>, tensor<2x4x!w>) -> tensor<1x2x!quant.uniform<i8:f32, 0.6666666865348816>>
  return %y : tensor<1x2x!quant.uniform<i8:f32, 0.6666666865348816>>
}

// Enough weights of a single value pay: a codebook of one, and a bit an index.
// CHECK-LABEL: @same
// NEVER-LABEL: @same
// CHECK: ecgrt.constant "packed_weight" dense<0> : tensor<12xui8>
// CHECK: ecgrt.constant "row_codes" dense<[9, 3]>
// CHECK: ecgrt.conv1d_packed_s8
// NEVER: ecgrt.conv1d_s8
func.func @same(%x: tensor<1x8x16x!x>) -> tensor<1x2x12x!x> {
  %w = ecg.constant dense<3> : tensor<2x8x5xi8> -> tensor<2x8x5x!w>
  %y = ecg.conv1d %x, %w : (tensor<1x8x16x!x>, tensor<2x8x5x!w>) -> tensor<1x2x12x!x>
  return %y : tensor<1x2x12x!x>
}

// 127 needs all bits.
// CHECK-LABEL: @full
// AUTO: ecgrt.conv2d_s8
// ALWAYS: ecgrt.conv2d_packed_s8
func.func @full(%x: tensor<1x8x4x4x!x>) -> tensor<1x2x4x4x!x> {
  %w = ecg.constant dense<127> : tensor<2x8x1x1xi8> -> tensor<2x8x1x1x!w>
  %y = ecg.conv2d %x, %w : (tensor<1x8x4x4x!x>, tensor<2x8x1x1x!w>) -> tensor<1x2x4x4x!x>
  return %y : tensor<1x2x4x4x!x>
}
