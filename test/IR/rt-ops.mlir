// RUN: ecg-opt %s | ecg-opt - | FileCheck %s

// Parameters print in the order of the kernel's struct, buffers in the order of
// its pointers.
// CHECK-LABEL: @conv
// CHECK: %[[Y:.*]] = ecgrt.alloc : memref<1x4x3xi8>
// CHECK: %[[S:.*]] = ecgrt.alloc at 16 : memref<0xi8>
// CHECK: %[[B:.*]] = ecgrt.constant "bias" dense<[1, 2, 3, 4]> : tensor<4xi32> -> memref<4xi32>
// CHECK: ecgrt.conv1d_s8(%{{.*}}, %{{.*}}, %[[B]], %{{.*}}, %{{.*}} -> %[[Y]], %[[S]])
// CHECK-SAME: {cin = 2, lin = 9, cout = 4, lout = 7, kernel = 3, stride = 1, dilation = 1, groups = 1, pad_left = 0,
// CHECK-SAME: pool_kernel = 2, pool_stride = 2, lpool = 3, in_zp = -1, out_zp = 3, act_min = -128, act_max = 127, in_last = 0, out_last = 0}
// CHECK-SAME: : memref<1x2x9xi8>, memref<4x2x3xi8>,
func.func @conv(%x: memref<1x2x9xi8>) {
  %y = ecgrt.alloc : memref<1x4x3xi8>
  %s = ecgrt.alloc at 16 : memref<0xi8>
  %w = ecgrt.constant "weight" dense<1> : tensor<4x2x3xi8> -> memref<4x2x3xi8>
  %b = ecgrt.constant "bias" dense<[1, 2, 3, 4]> : tensor<4xi32> -> memref<4xi32>
  %m = ecgrt.constant "mult" dense<1073741824> : tensor<4xi32> -> memref<4xi32>
  %h = ecgrt.constant "shift" dense<33> : tensor<4xi8> -> memref<4xi8>
  ecgrt.conv1d_s8(%x, %w, %b, %m, %h -> %y, %s) {act_min = -128, act_max = 127, cin = 2, lin = 9, cout = 4, lout = 7, kernel = 3, stride = 1, dilation = 1, groups = 1, pad_left = 0, pool_kernel = 2, pool_stride = 2, lpool = 3, in_zp = -1, out_zp = 3, in_last = 0, out_last = 0} : memref<1x2x9xi8>, memref<4x2x3xi8>, memref<4xi32>, memref<4xi32>, memref<4xi8>, memref<1x4x3xi8>, memref<0xi8>
  return
}

// Floats keep their bits, infinities have names, arrays stand in brackets.
// CHECK-LABEL: @add
// CHECK: ecgrt.view %{{.*}} : memref<1x2x3xf32> -> memref<1x6xf32>
// CHECK: ecgrt.view %{{.*}} at 12 : memref<1x2x3xf32> -> memref<1x3xf32>
// CHECK: ecgrt.add_f32(%{{.*}}, %{{.*}} -> %{{.*}}) {dims = [1, 1, 1, 6], a_strides = [6, 6, 6, 1], b_strides = [0, 0, 0, 0], act_min = 0.000000e+00, act_max = inf}
func.func @add(%x: memref<1x2x3xf32>, %b: memref<1xf32>, %y: memref<1x6xf32>) {
  %v = ecgrt.view %x : memref<1x2x3xf32> -> memref<1x6xf32>
  %row = ecgrt.view %x at 12 : memref<1x2x3xf32> -> memref<1x3xf32>
  ecgrt.add_f32(%v, %b -> %y) {dims = [1, 1, 1, 6], a_strides = [6, 6, 6, 1], b_strides = [0, 0, 0, 0], act_min = 0.0, act_max = inf} : memref<1x6xf32>, memref<1xf32>, memref<1x6xf32>
  return
}
