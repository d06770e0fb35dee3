// RUN: rm -f %t.onnx
// RUN: ecg-opt %s -split-input-file -ecg-export-onnx=file=%t.onnx -verify-diagnostics
// RUN: not ls %t.onnx

// What ONNX cannot say is refused by name, and no file appears.

!half = !quant.uniform<i8<-100:100>:f32, 0.5>
func.func @part_of_the_range(%x: tensor<4xf32>) -> tensor<4x!half> {
  // expected-error@+1 {{QuantizeLinear of ONNX makes all of int8 or uint8}}
  %q = ecg.quantize %x : tensor<4xf32> -> tensor<4x!half>
  return %q : tensor<4x!half>
}

// -----

// expected-error@+1 {{two inputs or outputs are called 'y'}}
func.func @names(%x: tensor<4xf32> {ecg.name = "y"}) -> (tensor<4xf32> {ecg.name = "y"}) {
  %y = ecg.relu %x : tensor<4xf32> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// expected-error@+1 {{only networks of the ecg dialect can}}
func.func @device(%x: memref<8xf32>) {
  ecgrt.tanh_f32(%x -> %x) {n = 8} : memref<8xf32>, memref<8xf32>
  return
}

// -----

func.func @foreign(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error@+1 {{has no form in ONNX}}
  %y = builtin.unrealized_conversion_cast %x : tensor<4xf32> to tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// expected-error@+1 {{needs one function and a file to write, has 2 functions}}
module {
  func.func private @a()
  func.func private @b()
}
