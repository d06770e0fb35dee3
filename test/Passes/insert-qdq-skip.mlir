// RUN: ecg-opt %s --ecg-insert-qdq=skip=middle | FileCheck %s

// A skipped layer reads and writes float between two integer ones.
// CHECK-LABEL: @skip
// CHECK: %[[A:.*]] = ecg.tanh
// CHECK: %[[AQ:.*]] = ecg.quantize %[[A]]
// CHECK: %[[AD:.*]] = ecg.dequantize %[[AQ]]
// CHECK-NEXT: %[[B:.*]] = ecg.sigmoid %[[AD]]
// CHECK-NEXT: %[[BQ:.*]] = ecg.quantize %[[B]]
// CHECK-NEXT: %[[BD:.*]] = ecg.dequantize %[[BQ]]
// CHECK-NEXT: %[[C:.*]] = ecg.tanh %[[BD]]
// CHECK-NEXT: ecg.quantize %[[C]]
func.func @skip(%x: tensor<1x4xf32> {ecg.range = array<f32: -1.0, 1.0>}) -> tensor<1x4xf32> {
  %a = ecg.tanh %x {ecg.ranges = [array<f32: -1.0, 1.0>]} : tensor<1x4xf32> -> tensor<1x4xf32>
  %b = ecg.sigmoid %a {ecg.ranges = [array<f32: 0.0, 1.0>]} : tensor<1x4xf32> -> tensor<1x4xf32> loc("middle")
  %c = ecg.tanh %b {ecg.ranges = [array<f32: -1.0, 1.0>]} : tensor<1x4xf32> -> tensor<1x4xf32>
  return %c : tensor<1x4xf32>
}
