// RUN: ecg-opt %s --ecg-fuse-layer-norm --split-input-file | FileCheck %s --enable-var-scope

// As PyTorch writes it before opset 17, with scale and shift behind.
// CHECK-LABEL: @decomposed
// CHECK-DAG: %[[G:.*]] = ecg.constant dense<[2.000000e+00, 3.000000e+00]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[4.000000e+00, 5.000000e+00]>
// CHECK: %[[Y:.*]] = ecg.layer_norm %arg0, %[[G]], %[[B]] axes [2] epsilon 9.99999974E-6
// CHECK-NEXT: return %[[Y]]
func.func @decomposed(%x: tensor<1x3x2xf32>) -> tensor<1x3x2xf32> {
  %two = ecg.constant dense<2.0> : tensor<f32> -> tensor<f32>
  %epsilon = ecg.constant dense<1.0e-05> : tensor<f32> -> tensor<f32>
  %scale = ecg.constant dense<[2.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %shift = ecg.constant dense<[4.0, 5.0]> : tensor<2xf32> -> tensor<2xf32>
  %mean = ecg.global_avg_pool %x : tensor<1x3x2xf32> -> tensor<1x3x1xf32>
  %centred = ecg.binary "sub" %x, %mean : (tensor<1x3x2xf32>, tensor<1x3x1xf32>) -> tensor<1x3x2xf32>
  %square = ecg.binary "pow" %centred, %two : (tensor<1x3x2xf32>, tensor<f32>) -> tensor<1x3x2xf32>
  %variance = ecg.global_avg_pool %square : tensor<1x3x2xf32> -> tensor<1x3x1xf32>
  %0 = ecg.add %variance, %epsilon : (tensor<1x3x1xf32>, tensor<f32>) -> tensor<1x3x1xf32>
  %1 = ecg.unary "sqrt" %0 : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %2 = ecg.binary "div" %centred, %1 : (tensor<1x3x2xf32>, tensor<1x3x1xf32>) -> tensor<1x3x2xf32>
  %3 = ecg.mul %2, %scale : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  %4 = ecg.add %3, %shift : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  return %4 : tensor<1x3x2xf32>
}

// -----

// The difference as a sum, the square as a product.
// CHECK-LABEL: @other_spelling
// CHECK: ecg.layer_norm %arg0, %{{.*}}, %{{.*}} axes [2]
func.func @other_spelling(%x: tensor<1x3x2xf32>) -> tensor<1x3x2xf32> {
  %minus = ecg.constant dense<-1.0> : tensor<f32> -> tensor<f32>
  %epsilon = ecg.constant dense<1.0e-05> : tensor<f32> -> tensor<f32>
  %mean = ecg.global_avg_pool %x : tensor<1x3x2xf32> -> tensor<1x3x1xf32>
  %negative = ecg.mul %mean, %minus : (tensor<1x3x1xf32>, tensor<f32>) -> tensor<1x3x1xf32>
  %centred = ecg.add %x, %negative : (tensor<1x3x2xf32>, tensor<1x3x1xf32>) -> tensor<1x3x2xf32>
  %square = ecg.mul %centred, %centred : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %variance = ecg.global_avg_pool %square : tensor<1x3x2xf32> -> tensor<1x3x1xf32>
  %0 = ecg.add %variance, %epsilon : (tensor<1x3x1xf32>, tensor<f32>) -> tensor<1x3x1xf32>
  %1 = ecg.unary "sqrt" %0 : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %2 = ecg.binary "div" %centred, %1 : (tensor<1x3x2xf32>, tensor<1x3x1xf32>) -> tensor<1x3x2xf32>
  return %2 : tensor<1x3x2xf32>
}

// -----

// Stays: the variance of something else; a scale that varies by row.
// CHECK-LABEL: @stays
// CHECK-NOT: ecg.layer_norm
// CHECK: ecg.layer_norm %arg0
// CHECK-NEXT: ecg.mul
func.func @stays(%x: tensor<1x3x2xf32>, %z: tensor<1x3x2xf32>) -> (tensor<1x3x2xf32>, tensor<1x3x2xf32>) {
  %epsilon = ecg.constant dense<1.0e-05> : tensor<f32> -> tensor<f32>
  %ones = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %rows = ecg.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32> -> tensor<3x1xf32>
  %mean = ecg.global_avg_pool %x : tensor<1x3x2xf32> -> tensor<1x3x1xf32>
  %centred = ecg.binary "sub" %x, %mean : (tensor<1x3x2xf32>, tensor<1x3x1xf32>) -> tensor<1x3x2xf32>
  %square = ecg.mul %z, %z : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %variance = ecg.global_avg_pool %square : tensor<1x3x2xf32> -> tensor<1x3x1xf32>
  %0 = ecg.add %variance, %epsilon : (tensor<1x3x1xf32>, tensor<f32>) -> tensor<1x3x1xf32>
  %1 = ecg.unary "sqrt" %0 : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %2 = ecg.binary "div" %centred, %1 : (tensor<1x3x2xf32>, tensor<1x3x1xf32>) -> tensor<1x3x2xf32>
  %3 = ecg.layer_norm %x, %ones, %ones axes [2] epsilon 0.0 : (tensor<1x3x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  %4 = ecg.mul %3, %rows : (tensor<1x3x2xf32>, tensor<3x1xf32>) -> tensor<1x3x2xf32>
  return %2, %4 : tensor<1x3x2xf32>, tensor<1x3x2xf32>
}
