// RUN: ecg-opt %s --ecg-export-onnx=file=%t.onnx -o %t.mlir
// RUN: ecg-opt %t.onnx --emit=ecg | FileCheck %s
// RUN: ecg-opt %t.onnx --emit=network | FileCheck --check-prefix=FOLDED %s

// Layers on integers are float operators between DequantizeLinear and
// QuantizeLinear: weights by channel, sums of 32 bits as bias. Folded again
// they are the layers they were.

!x = !quant.uniform<i8:f32, 0.5:3>
!y = !quant.uniform<i8:f32, 0.25:-128>
!w = !quant.uniform<i8<-127:127>:f32:0, {0.125, 0.0625}>
!b = !quant.uniform<i32:f32:0, {0.0625, 0.03125}>

// CHECK: %[[Q:.*]] = ecg.quantize %arg0
// CHECK: %[[X:.*]] = ecg.dequantize %[[Q]]
// CHECK: %[[W:.*]] = ecg.dequantize {{.*}} : tensor<2x1x3x!quant.uniform<i8<-127:127>:f32:0, {1.250000e-01,6.250000e-02}>>
// CHECK: %[[B:.*]] = ecg.dequantize {{.*}} : tensor<2x!quant.uniform<i32:f32:0, {6.250000e-02,3.125000e-02}>>
// CHECK: %[[CONV:.*]] = ecg.conv1d %[[X]], %[[W]], %[[B]]
// CHECK: %[[RELU:.*]] = ecg.relu %[[CONV]]
// CHECK: ecg.quantize %[[RELU]] : tensor<1x2x6xf32> -> tensor<1x2x6x!quant.uniform<i8:f32, 2.500000e-01:-128>>

// FOLDED: %[[Q:.*]] = ecg.quantize %arg0
// FOLDED: %[[CONV:.*]] = ecg.conv1d %[[Q]], {{.*}} clamp <0.000000e+00, inf>
// FOLDED: %[[POOL:.*]] = ecg.max_pool %[[CONV]]
// FOLDED-SAME: !quant.uniform
// FOLDED: %[[Y:.*]] = ecg.dequantize %[[POOL]]
// FOLDED: return %[[Y]]
func.func @net(%x: tensor<1x1x8xf32> {ecg.name = "x"}) -> (tensor<1x2x3xf32> {ecg.name = "y"}) {
  %w = ecg.constant dense<[[[1, -2, 3]], [[4, 5, -127]]]> : tensor<2x1x3xi8> -> tensor<2x1x3x!w>
  %b = ecg.constant dense<[100, -200]> : tensor<2xi32> -> tensor<2x!b>
  %q = ecg.quantize %x : tensor<1x1x8xf32> -> tensor<1x1x8x!x>
  %0 = ecg.conv1d %q, %w, %b clamp <0.0, inf>
      : (tensor<1x1x8x!x>, tensor<2x1x3x!w>, tensor<2x!b>) -> tensor<1x2x6x!y>
  %1 = ecg.max_pool %0 kernel [2] strides [2] : tensor<1x2x6x!y> -> tensor<1x2x3x!y>
  %y = ecg.dequantize %1 : tensor<1x2x3x!y> -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}
