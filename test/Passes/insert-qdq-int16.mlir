// RUN: ecg-opt %s --ecg-insert-qdq=activations=int16 | FileCheck %s
// RUN: ecg-opt %s --ecg-insert-qdq=activations=int16 --ecg-fold-qdq | FileCheck %s --check-prefix=FOLDED
// RUN: not ecg-opt %s --ecg-insert-qdq=activations=int4 2>&1 | FileCheck %s --check-prefix=ERROR

// ERROR: error: activations of type 'int4' are not known; there are int8 and int16

// Activations have 16 bits around a zero point of 0 and reach twice as far as
// calibration saw, weights 8; the bias is
// int32 in units of both (@q_int16). Softmax has no kernel and stays float.
// CHECK-LABEL: @linear
// CHECK: ecg.quantize %{{.*}} -> tensor<1x2x!quant.uniform<i16:f32, 0.001953125>>
// CHECK-DAG: ecg.constant dense<{{\[\[}}127, 64], [-32, -127]]> {{.*}} tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {1.562500e-02,3.125000e-02}>>
// CHECK-DAG: ecg.constant dense<[32768, -8192]> {{.*}}!quant.uniform<i32:f32:0
// CHECK: ecg.linear
// CHECK-NEXT: ecg.quantize {{.*}}!quant.uniform<i16:f32, 9.765625E-4>
// CHECK-NEXT: %[[Y:.*]] = ecg.dequantize
// CHECK-NEXT: %[[P:.*]] = ecg.softmax %[[Y]]
// CHECK-NEXT: return %[[P]]
// FOLDED-LABEL: @linear
// FOLDED: %[[Y:.*]] = ecg.linear {{.*}} -> tensor<1x2x!quant.uniform<i16:f32, 9.765625E-4>>
// FOLDED-NEXT: %[[R:.*]] = ecg.dequantize %[[Y]]
// FOLDED-NEXT: ecg.softmax %[[R]]
func.func @linear(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 31.9990234375>}) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[1.984375, 1.0], [-1.0, -3.96875]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = ecg.constant dense<[1.0, -0.5]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.linear %x, %w, %b {ecg.ranges = [array<f32: -15.99951171875, 2.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %p = ecg.softmax %y axis 1 {ecg.ranges = [array<f32: 0.0, 1.0>]} : tensor<1x2xf32> -> tensor<1x2xf32>
  return %p : tensor<1x2xf32>
}
