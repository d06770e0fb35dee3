// RUN: ecg-opt %s -split-input-file -verify-diagnostics

func.func @too_small(%x: memref<7xi8>, %t: memref<256xi8>, %y: memref<8xi8>) {
  // expected-error@+1 {{operand #0 must have 8 elements, got 'memref<7xi8>'}}
  ecgrt.lut_s8(%x, %t -> %y) {n = 8} : memref<7xi8>, memref<256xi8>, memref<8xi8>
  return
}

// -----

func.func @negative_size(%x: memref<8xf32>) {
  // expected-error@+1 {{attribute 'n' failed to satisfy constraint: 32-bit signless integer attribute whose value is positive}}
  ecgrt.tanh_f32(%x -> %x) {n = -8} : memref<8xf32>, memref<8xf32>
  return
}

// -----

func.func @unknown_parameter(%x: memref<8xf32>) {
  // expected-error@+1 {{the kernel has no parameter 'size'}}
  ecgrt.tanh_f32(%x -> %x) {size = 8} : memref<8xf32>, memref<8xf32>
  return
}

// -----

func.func @missing_parameter(%x: memref<8xf32>) {
  // expected-error@+1 {{requires attribute 'n'}}
  ecgrt.tanh_f32(%x -> %x) {} : memref<8xf32>, memref<8xf32>
  return
}

// -----

func.func @twice(%x: memref<8xf32>) {
  // expected-error@+1 {{parameter 'n' is set twice}}
  ecgrt.tanh_f32(%x -> %x) {n = 8, n = 8} : memref<8xf32>, memref<8xf32>
  return
}

// -----

// Strides that reach beyond the operand would read foreign memory.
func.func @reach(%a: memref<6xf32>, %y: memref<8xf32>) {
  // expected-error@+1 {{operand #0 must have 8 elements, got 'memref<6xf32>'}}
  ecgrt.add_f32(%a, %a -> %y) {dims = [1, 1, 2, 4], a_strides = [0, 0, 4, 1], b_strides = [0, 0, 4, 1], act_min = minus_inf, act_max = inf} : memref<6xf32>, memref<6xf32>, memref<8xf32>
  return
}

// -----

func.func @negative_stride(%a: memref<8xf32>) {
  // expected-error@+1 {{needs positive dims and strides that are not negative}}
  ecgrt.add_f32(%a, %a -> %a) {dims = [1, 1, 1, 8], a_strides = [0, 0, 0, -1], b_strides = [0, 0, 0, 1], act_min = minus_inf, act_max = inf} : memref<8xf32>, memref<8xf32>, memref<8xf32>
  return
}

// -----

func.func @huge(%x: memref<8xf32>) {
  // expected-error@+1 {{operand #0 would have 2^31 elements or more}}
  ecgrt.softmax_f32(%x -> %x) {outer = 65536, n = 65536, inner = 65536} : memref<8xf32>, memref<8xf32>
  return
}

// -----

func.func @copy_beyond(%x: memref<6xi8>, %y: memref<8xi8>) {
  // expected-error@+1 {{operand #1 must have at least 9 elements}}
  ecgrt.copy_s8(%x -> %y) {outer = 2, inner = 3, src_stride = 3, dst_stride = 4, src_offset = 0, dst_offset = 2} : memref<6xi8>, memref<8xi8>
  return
}

// -----

func.func @view(%x: memref<6xi8>) {
  // expected-error@+1 {{shows 7 bytes from byte 0 of 6}}
  %0 = ecgrt.view %x : memref<6xi8> -> memref<7xi8>
  return
}

// -----

func.func @view_over_the_end(%x: memref<6xi8>) {
  // expected-error@+1 {{shows 2 bytes from byte 5 of 6}}
  %0 = ecgrt.view %x at 5 : memref<6xi8> -> memref<2xi8>
  return
}

// -----

func.func @view_inside_an_element(%x: memref<6xf32>) {
  // expected-error@+1 {{cannot show 'memref<6xf32>' as 'memref<2xf32>' from byte 6}}
  %0 = ecgrt.view %x at 6 : memref<6xf32> -> memref<2xf32>
  return
}

// -----

func.func @strided(%x: memref<6xi8, strided<[2]>>) {
  // expected-error@+1 {{must be dense statically shaped memref}}
  %0 = ecgrt.view %x : memref<6xi8, strided<[2]>> -> memref<6xi8>
  return
}

// -----

func.func @constant() {
  // expected-error@+1 {{does not hold the numbers of 'memref<3xi8>'}}
  %0 = ecgrt.constant "w" dense<1> : tensor<2xi8> -> memref<3xi8>
  return
}
