// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt=stateful | FileCheck %s

// The state lies in the state of the program, from where an output is copied.
// CHECK-LABEL: @kept
// CHECK-SAME: ecgrt.state_bytes = 16 : i64
// CHECK: %[[H:.*]] = ecgrt.state at 0 : memref<1x1x2xf32>
// CHECK: %[[C:.*]] = ecgrt.state at 8 : memref<1x1x2xf32>
// CHECK: ecgrt.lstm_f32({{.*}}, %[[H]], %[[C]], %{{.*}}) {{.*}}from_zero = 0,
// CHECK: (%[[H]] -> %arg1)
func.func @kept(%x: tensor<4x1x3xf32>) -> tensor<1x1x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x8x3xf32> -> tensor<1x8x3xf32>
  %r = ecg.constant dense<1.0> : tensor<1x8x2xf32> -> tensor<1x8x2xf32>
  %y, %h, %c = ecg.lstm %x, %w, %r : (tensor<4x1x3xf32>, tensor<1x8x3xf32>, tensor<1x8x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>)
  return %h : tensor<1x1x2xf32>
}
