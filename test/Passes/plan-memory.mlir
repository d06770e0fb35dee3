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

// -----

// Parts of a buffer live each for itself: %early lies where the second part of
// %0 will be, which is written when %early is dead.
// CHECK-LABEL: func.func @views
// CHECK-SAME: ecgrt.arena_bytes = 32 : i64, ecgrt.arena_lower_bound = 32 : i64
// CHECK: ecgrt.alloc at 0 : memref<32xi8>
// CHECK: ecgrt.alloc at 16 : memref<16xi8>
func.func @views(%in: memref<16xi8>, %out: memref<32xi8> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<32xi8>
  %early = ecgrt.alloc : memref<16xi8>
  %low = ecgrt.view %0 : memref<32xi8> -> memref<16xi8>
  %high = ecgrt.view %0 at 16 : memref<32xi8> -> memref<16xi8>
  ecgrt.copy_s8(%in -> %early) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<16xi8>, memref<16xi8>
  ecgrt.copy_s8(%early -> %low) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<16xi8>, memref<16xi8>
  ecgrt.copy_s8(%in -> %high) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<16xi8>, memref<16xi8>
  ecgrt.copy_s8(%0 -> %out) {outer = 1, inner = 32, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<32xi8>
  return
}

// -----

// In place over a part of another buffer: %1 lies where the second half of %0
// was, but not where the first half is still needed.
// CHECK-LABEL: func.func @in_place_over_part
// CHECK-SAME: ecgrt.arena_bytes = 64 : i64
// CHECK: ecgrt.alloc at 0 : memref<16xf32>
// CHECK: ecgrt.alloc at 32 : memref<8xf32>
func.func @in_place_over_part(%in: memref<16xf32>, %a: memref<8xf32> {ecgrt.output}, %b: memref<8xf32> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<16xf32>
  %1 = ecgrt.alloc : memref<8xf32>
  %low = ecgrt.view %0 : memref<16xf32> -> memref<8xf32>
  %high = ecgrt.view %0 at 32 : memref<16xf32> -> memref<8xf32>
  ecgrt.tanh_f32(%in -> %0) {n = 16} : memref<16xf32>, memref<16xf32>
  ecgrt.tanh_f32(%high -> %1) {n = 8} : memref<8xf32>, memref<8xf32>
  ecgrt.tanh_f32(%1 -> %a) {n = 8} : memref<8xf32>, memref<8xf32>
  ecgrt.tanh_f32(%low -> %b) {n = 8} : memref<8xf32>, memref<8xf32>
  return
}

// -----

// Where the other operand shows the same bytes shifted, the first elements
// would be overwritten before the last are computed.
// CHECK-LABEL: func.func @shifted
// CHECK-SAME: ecgrt.arena_bytes = 80 : i64
func.func @shifted(%in: memref<12xf32>, %out: memref<8xf32> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<12xf32>
  %1 = ecgrt.alloc : memref<8xf32>
  %a = ecgrt.view %0 at 16 : memref<12xf32> -> memref<8xf32>
  %b = ecgrt.view %0 : memref<12xf32> -> memref<8xf32>
  ecgrt.tanh_f32(%in -> %0) {n = 12} : memref<12xf32>, memref<12xf32>
  ecgrt.add_f32(%a, %b -> %1) {dims = [1, 1, 1, 8], a_strides = [0, 0, 0, 1], b_strides = [0, 0, 0, 1], act_min = minus_inf, act_max = inf} : memref<8xf32>, memref<8xf32>, memref<8xf32>
  ecgrt.tanh_f32(%1 -> %out) {n = 8} : memref<8xf32>, memref<8xf32>
  return
}

// -----

// An input that lies in the arena is alive from the first call to its last, so
// %1 may lie over it and %0 may not.
// CHECK-LABEL: func.func @input_in_arena
// CHECK-SAME: ecgrt.in_arena, ecgrt.offset = [[AT:[0-9]+]] : i64
// CHECK-SAME: ecgrt.arena_bytes = 64 : i64
// CHECK: ecgrt.alloc at {{[0-9]+}} : memref<16xi8>
// CHECK: ecgrt.alloc at [[AT]] : memref<32xi8>
func.func @input_in_arena(%in: memref<32xi8> {ecgrt.in_arena}, %out: memref<32xi8> {ecgrt.output}) {
  %0 = ecgrt.alloc : memref<16xi8>
  %1 = ecgrt.alloc : memref<32xi8>
  %2 = ecgrt.alloc : memref<32xi8>
  ecgrt.copy_s8(%in -> %0) {outer = 1, inner = 16, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<16xi8>
  ecgrt.copy_s8(%in -> %2) {outer = 1, inner = 32, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<32xi8>
  ecgrt.copy_s8(%2 -> %1) {outer = 1, inner = 32, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<32xi8>
  ecgrt.copy_s8(%1 -> %out) {outer = 1, inner = 32, src_stride = 0, dst_stride = 0, src_offset = 0, dst_offset = 0} : memref<32xi8>, memref<32xi8>
  return
}
