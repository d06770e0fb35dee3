// RUN: ecg-opt %s -ecg-lower-to-rt="target=cortex-m4 input=arena" -ecg-plan-memory | FileCheck %s
// RUN: ecg-opt %s -ecg-lower-to-rt="input=arena" -ecg-plan-memory | FileCheck %s --check-prefix=REF

// The second convolution takes its input tile by tile, so channels of the value
// between them are last, and each lies over what it is made from. `ref` computes
// channel after channel and can do neither.
!x = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
// CHECK-LABEL: @chain
// CHECK-SAME: %[[X:.*]]: memref<1x1x4000xi8> {{.*}}ecgrt.offset = [[X_AT:[0-9]+]]
// CHECK: ecgrt.alloc at 0 : memref<1x2x2000xi8>
// CHECK: ecgrt.conv1d_s8(%[[X]], {{.*}} in_last = 0, out_last = 1}
// CHECK: ecgrt.conv1d_s8({{.*}} in_last = 1, out_last = 0}
// REF-LABEL: @chain
// REF-SAME: ecgrt.arena_bytes = 8000
// REF-NOT: _last = 1
func.func @chain(%x: tensor<1x1x4000x!x>) -> tensor<1x1x1000x!x> {
  %w = ecg.constant dense<3> : tensor<2x1x4xi8> -> tensor<2x1x4x!w>
  %v = ecg.constant dense<3> : tensor<1x2x4xi8> -> tensor<1x2x4x!w>
  %y = ecg.conv1d %x, %w stride 2 pads [1, 1] : (tensor<1x1x4000x!x>, tensor<2x1x4x!w>) -> tensor<1x2x2000x!x>
  %z = ecg.conv1d %y, %v stride 2 pads [1, 1] : (tensor<1x2x2000x!x>, tensor<1x2x4x!w>) -> tensor<1x1x1000x!x>
  return %z : tensor<1x1x1000x!x>
}
