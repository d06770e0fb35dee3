// RUN: not ecg-opt %s -split-input-file 2>&1 | FileCheck %s

func.func @f(%x: tensor<4xf32>) -> tensor<2xf32> {
  // CHECK: error: {{.*}}slice of 2 elements from 3 by 1 is not within dimension 0 of 4
  %y = ecg.slice %x starts [3] sizes [2] : tensor<4xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

func.func @f(%x: tensor<4xf32>) -> tensor<2x8xf32> {
  // CHECK: error: {{.*}}cannot expand 4 to 2x8
  %y = ecg.expand %x : tensor<4xf32> -> tensor<2x8xf32>
  return %y : tensor<2x8xf32>
}

// -----

func.func @f(%x: tensor<4xf32>, %i: tensor<2xf32>) -> tensor<2xf32> {
  // CHECK: error: {{.*}}needs indices of type i32 or i64, got 'f32'
  %y = ecg.gather %x, %i axis 0 : (tensor<4xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

func.func @f(%x: tensor<2x4xf32>, %i: tensor<3x1xi64>) -> tensor<3xf32> {
  // CHECK: error: {{.*}}input 2x4 and indices 3x1 do not share 1 dimensions
  %y = ecg.gather_nd %x, %i batch_dims 1 : (tensor<2x4xf32>, tensor<3x1xi64>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// -----

func.func @f(%x: tensor<2x4xf32>, %i: tensor<3x4xi64>) -> tensor<3x4xf32> {
  // CHECK: error: {{.*}}indices 3x4 differ from 2x4 not only on axis 1
  %y = ecg.gather_elements %x, %i axis 1 : (tensor<2x4xf32>, tensor<3x4xi64>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

// -----

func.func @f(%x: tensor<2x4xf32>) -> tensor<f32> {
  // CHECK: error: {{.*}}axes must rise, got 0 after 1
  %y = ecg.reduce "sum" %x axes [1, 0] : tensor<2x4xf32> -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @f(%x: tensor<2x4xi64>) -> tensor<2xi64> {
  // CHECK: error: {{.*}}has no function 'reduce_l2' for elements of type 'i64'
  %y = ecg.reduce "l2" %x axes [1] : tensor<2x4xi64> -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// -----

!q = !quant.uniform<i8:f32, 0.1:3>
func.func @f(%x: tensor<4x!q>) -> tensor<!q> {
  // CHECK: error: {{.*}}'prod' has no int8 form
  %y = ecg.reduce "prod" %x axes [0] : tensor<4x!q> -> tensor<!q>
  return %y : tensor<!q>
}

// -----

func.func @f(%x: tensor<4xf32>) -> (tensor<5xf32>, tensor<5xi64>) {
  // CHECK: error: {{.*}}k is 5, expected 1 to 4
  %y, %i = ecg.top_k %x axis 0 k 5 : tensor<4xf32> -> tensor<5xf32>, tensor<5xi64>
  return %y, %i : tensor<5xf32>, tensor<5xi64>
}

// -----

func.func @f(%x: memref<4xf32>, %i: memref<2xi64>, %y: memref<2xf32>) {
  // CHECK: error: {{.*}}needs indices of index_bytes bytes
  ecgrt.gather(%x, %i -> %y) {batches = 1, rows = 2, inner = 1, depth = 1, sizes = [4, 1, 1, 1, 1, 1], strides = [1, 0, 0, 0, 0, 0], x_stride = 0, index_stride = 0, index_bytes = 4} : memref<4xf32>, memref<2xi64>, memref<2xf32>
  return
}
