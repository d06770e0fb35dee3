// RUN: ecg-opt %s --ecg-convert-fake-quantize --split-input-file | FileCheck %s --enable-var-scope

// The integers are those the program computes with: scales of 3 and 1 units
// (the first is nearer to 3 than to 2), each row in its own range. Biases are
// in units of input and weight scale.
// CHECK-LABEL: @linear
// CHECK-SAME: (%[[X:.*]]: tensor<1x2xf32>)
// CHECK: %[[XQ:.*]] = ecg.quantize %[[X]] {{.*}} -> tensor<1x2x!quant.uniform<i8:f32, 1.250000e-01:-128>>
// CHECK: %[[XD:.*]] = ecg.dequantize %[[XQ]]
// CHECK: %[[WQ:.*]] = ecg.constant dense<{{\[\[}}7, -2], [1, -1]]> {{.*}}!quant.uniform<i8<-127:127>:f32:0, {7.500000e-01,2.500000e-01}>
// CHECK: %[[WD:.*]] = ecg.dequantize %[[WQ]]
// CHECK: %[[BQ:.*]] = ecg.constant dense<[11, -16]> {{.*}}!quant.uniform<i32:f32:0, {9.375000e-02,3.125000e-02}>
// CHECK: %[[BD:.*]] = ecg.dequantize %[[BQ]]
// CHECK: ecg.linear %[[XD]], %[[WD]], %[[BD]]
// CHECK-NOT: ecg.fake_quantize
func.func @linear(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %sx = ecg.constant dense<0.125> : tensor<1xf32> -> tensor<1xf32>
  %w = ecg.constant dense<[[9.0, -1.7], [9.0, -0.3]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = ecg.constant dense<[1.0, -0.5]> : tensor<2xf32> -> tensor<2xf32>
  %s = ecg.constant dense<[0.7, 0.1]> : tensor<2xf32> -> tensor<2xf32>
  %unit = ecg.constant dense<0.25> : tensor<1xf32> -> tensor<1xf32>
  %xr = ecg.fake_quantize %x, %sx range [-128, 127] zero_point -128 : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  %sr = ecg.fake_quantize %s, %unit range [1, 255] : (tensor<2xf32>, tensor<1xf32>) -> tensor<2xf32>
  %wr = ecg.fake_quantize %w, %sr range [-7, 7, -1, 1] axis 0 : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %y = ecg.linear %xr, %wr, %b : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Constants that are no weights; scales without a unit.
// CHECK-LABEL: @constant
// CHECK: ecg.constant dense<{{\[\[}}4, -128]]> {{.*}}!quant.uniform<i8:f32, 5.000000e-01:2>
// CHECK: ecg.constant dense<{{\[\[}}2, 7]]> {{.*}}!quant.uniform<i8<-127:127>:f32:0, {5.000000e-01}>
func.func @constant() -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %c = ecg.constant dense<[[1.0, -99.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %w = ecg.constant dense<[[1.1, 99.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %s = ecg.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  %a = ecg.fake_quantize %c, %s range [-128, 127] zero_point 2 : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  %b = ecg.fake_quantize %w, %s range [-7, 7] axis 0 : (tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2xf32>
  return %a, %b : tensor<1x2xf32>, tensor<1x2xf32>
}
