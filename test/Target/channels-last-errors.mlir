// RUN: rm -rf %t && not ecg-opt %s --emit=c -o %t 2>&1 | FileCheck %s

// The reference kernels know channels first only.
// CHECK: 'ecgrt.conv1d_s8' op has no kernel with channels last in this set
module {
  func.func @conv(%x: memref<1x2x9xi8>, %y: memref<1x4x3xi8> {ecgrt.output}) attributes {ecgrt.arena_bytes = 0 : i64, ecgrt.kernels = "ref", ecgrt.target = "generic"} {
    %s = ecgrt.alloc at 0 : memref<0xi8>
    %w = ecgrt.constant "weight" dense<1> : tensor<4x2x3xi8> -> memref<4x2x3xi8>
    %b = ecgrt.constant "bias" dense<[1, 2, 3, 4]> : tensor<4xi32> -> memref<4xi32>
    %m = ecgrt.constant "mult" dense<1073741824> : tensor<4xi32> -> memref<4xi32>
    %h = ecgrt.constant "shift" dense<33> : tensor<4xi8> -> memref<4xi8>
    ecgrt.conv1d_s8(%x, %w, %b, %m, %h -> %y, %s) {cin = 2, lin = 9, cout = 4, lout = 7, kernel = 3, stride = 1, dilation = 1, groups = 1, pad_left = 0, pool_kernel = 2, pool_stride = 2, lpool = 3, in_zp = -1, out_zp = 3, act_min = -128, act_max = 127, in_last = 1, out_last = 0} : memref<1x2x9xi8>, memref<4x2x3xi8>, memref<4xi32>, memref<4xi32>, memref<4xi8>, memref<1x4x3xi8>, memref<0xi8>
    return
  }
}
