// RUN: ecg-opt %s -ecg-lower-to-rt=target=cortex-m4 | FileCheck %s

// Weights lie as the target's kernels read them, and kernels that work on a
// tile get scratch.
!x = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
// CHECK-LABEL: @linear
// CHECK-SAME: ecgrt.kernels = "cortex-m", ecgrt.target = "cortex-m4"
// CHECK: ecgrt.constant "weight" {{.*}} -> memref<8xi8>
// CHECK: %[[S:.*]] = ecgrt.alloc : memref<{{[1-9][0-9]*}}xi8>
// CHECK: ecgrt.linear_s8({{.*}} -> %arg1, %[[S]])
func.func @linear(%x: tensor<1x3x!x>) -> tensor<1x1x!x> {
  %w = ecg.constant dense<[[1, 2, 3]]> : tensor<1x3xi8> -> tensor<1x3x!w>
  %y = ecg.linear %x, %w : (tensor<1x3x!x>, tensor<1x3x!w>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}
