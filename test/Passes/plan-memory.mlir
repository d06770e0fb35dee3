// RUN: ecg-opt %s -ecg-plan-memory -split-input-file | FileCheck %s

// Buffers that are never alive together share bytes: %0 and %2. The unused
// buffer goes.
// CHECK-LABEL: func.func @chain
// CHECK-SAME: ecgrt.arena_bytes = 48 : i64, ecgrt.arena_lower_bound = 48 : i64
// CHECK: ecgrt.alloc at [[FIRST:[0-9]+]] : memref<32xi8>
// CHECK: ecgrt.alloc at [[SECOND:[0-9]+]] : memref<16xi8>
// CHECK: ecgrt.alloc at [[FIRST]] : memref<8xi8>
// CHECK-NOT: ecgrt.alloc
func.func @chain(%in: memref<32xi8>, %out: memref<8xi8> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<32xi8>
  %1 = ecgrt.alloc : memref<16xi8>
  %2 = ecgrt.alloc : memref<8xi8>
  %unused = ecgrt.alloc : memref<64xi8>
  ecgrt.copy_s8(%in -> %0) {outer = 1, inner = 32, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<32xi8>
  ecgrt.copy_s8(%0 -> %1) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<16xi8>
  ecgrt.copy_s8(%1 -> %2) {outer = 1, inner = 8, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<16xi8>, memref<8xi8>
  ecgrt.copy_s8(%2 -> %out) {outer = 1, inner = 8, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<8xi8>, memref<8xi8>
  return
}

// -----

// A call that may run in place writes over an input that dies there, also when
// it is seen through a view.
// CHECK-LABEL: func.func @in_place
// CHECK-SAME: ecgrt.arena_bytes = 32 : i64
// CHECK: ecgrt.alloc at 0 : memref<8xf32>
// CHECK: ecgrt.alloc at 0 : memref<2x4xf32>
func.func @in_place(%in: memref<8xf32>, %out: memref<8xf32> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<8xf32>
  %1 = ecgrt.alloc : memref<2x4xf32>
  ecgrt.tanh_f32(%in -> %0) {n = 8} : memref<8xf32>, memref<8xf32>
  %2 = ecgrt.view %1 : memref<2x4xf32> -> memref<8xf32>
  ecgrt.tanh_f32(%0 -> %2) {n = 8} : memref<8xf32>, memref<8xf32>
  ecgrt.tanh_f32(%1 -> %out) {n = 8} : memref<2x4xf32>, memref<8xf32>
  return
}

// -----

// An input that is read again later is not written over.
// CHECK-LABEL: func.func @still_needed
// CHECK-SAME: ecgrt.arena_bytes = 64 : i64
func.func @still_needed(%in: memref<8xf32>, %out: memref<8xf32> {ecgrt.output}) {
  %dims = ecgrt.alloc : memref<8xf32>
  %1 = ecgrt.alloc : memref<8xf32>
  ecgrt.tanh_f32(%in -> %dims) {n = 8} : memref<8xf32>, memref<8xf32>
  ecgrt.tanh_f32(%dims -> %1) {n = 8} : memref<8xf32>, memref<8xf32>
  ecgrt.add_f32(%dims, %1 -> %out) {dims = [1, 1, 1, 8], a_strides = [0, 0, 0, 1], b_strides = [0, 0, 0, 1], act_min = minus_inf, act_max = inf} : memref<8xf32>, memref<8xf32>, memref<8xf32>
  return
}

// -----

// A buffer written in parts keeps its bytes from the first part on.
// CHECK-LABEL: func.func @parts
// CHECK-SAME: ecgrt.arena_bytes = 48 : i64
func.func @parts(%in: memref<16xi8>, %out: memref<32xi8> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<32xi8>
  %1 = ecgrt.alloc : memref<16xi8>
  ecgrt.copy_s8(%in -> %0) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<16xi8>, memref<32xi8>
  ecgrt.copy_s8(%in -> %1) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<16xi8>, memref<16xi8>
  ecgrt.copy_s8(%1 -> %0) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 16} : memref<16xi8>, memref<32xi8>
  ecgrt.copy_s8(%0 -> %out) {outer = 1, inner = 32, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<32xi8>
  return
}
