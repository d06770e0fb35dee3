// RUN: not ecg-opt %s -split-input-file 2>&1 | FileCheck %s

// CHECK: error: 'ecg.unary' op has no function 'frobnicate' for elements of type 'f32'
func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %y = ecg.unary "frobnicate" %x : tensor<2xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

// CHECK: error: 'ecg.unary' op has no function 'exp' for elements of type 'i64'
func.func @f(%x: tensor<2xi64>) -> tensor<2xi64> {
  %y = ecg.unary "exp" %x : tensor<2xi64> -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

// CHECK: error: 'ecg.binary' op needs operands and result of the same element type
func.func @f(%x: tensor<2xi64>, %y: tensor<2xf32>) -> tensor<2xi64> {
  %z = ecg.binary "sub" %x, %y : (tensor<2xi64>, tensor<2xf32>) -> tensor<2xi64>
  return %z : tensor<2xi64>
}

// -----

// CHECK: error: 'ecgrt.unary' op has no kernel ecg_exp_i64
func.func @f(%x: memref<2xi64>, %y: memref<2xi64>) {
  ecgrt.unary "exp"(%x -> %y) {n = 2, alpha = 0.0, beta = 0.0} : memref<2xi64>, memref<2xi64>
  return
}

// -----

// CHECK: error: 'ecgrt.move' op leaves a buffer at its front
func.func @f(%x: memref<2xi64>, %y: memref<2xi64>) {
  ecgrt.move(%x -> %y) {dims = [1, 1, 1, 1, 1, 2], x_offset = 0, x_strides = [0, 0, 0, 0, 0, -1], y_offset = 0, y_strides = [0, 0, 0, 0, 0, 1]} : memref<2xi64>, memref<2xi64>
  return
}

// -----

// CHECK: error: 'ecg.compare' op has no function 'less' for elements of type 'i1'
func.func @f(%x: tensor<2xi1>) -> tensor<2xi1> {
  %y = ecg.compare "less" %x, %x : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  return %y : tensor<2xi1>
}

// -----

// CHECK: error: 'ecg.select' op needs operands and result of the same element type
func.func @f(%c: tensor<2xi1>, %x: tensor<2xf32>, %y: tensor<2xi64>) -> tensor<2xf32> {
  %z = ecg.select %c, %x, %y : (tensor<2xi1>, tensor<2xf32>, tensor<2xi64>) -> tensor<2xf32>
  return %z : tensor<2xf32>
}

// -----

// CHECK: error: shapes 2 and 3 do not broadcast
func.func @f(%x: tensor<2xi64>, %y: tensor<3xi64>) -> tensor<3xi1> {
  %z = ecg.compare "less" %x, %y : (tensor<2xi64>, tensor<3xi64>) -> tensor<3xi1>
  return %z : tensor<3xi1>
}
