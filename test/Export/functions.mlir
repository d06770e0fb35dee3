// RUN: ecg-opt %s --ecg-export-onnx=file=%t.onnx -o %t.mlir
// RUN: protoc --decode_raw < %t.onnx | FileCheck %s
// REQUIRES: protoc

// Functions are operators of their name, or the formula where ONNX has none in
// opset 17.

// CHECK: "Exp"
// CHECK: "Elu"
// CHECK: "alpha"
// CHECK: "Erf"
// CHECK: "Sub"
// CHECK: "Div"
// CHECK: "Pow"
// CHECK: "Sqrt"
func.func @net(%x: tensor<1x5xf32>, %z: tensor<1x5xf32>) -> tensor<1x5xf32> {
  %0 = ecg.unary "exp" %x : tensor<1x5xf32> -> tensor<1x5xf32>
  %1 = ecg.unary "elu" %0 alpha 0.5 : tensor<1x5xf32> -> tensor<1x5xf32>
  %2 = ecg.unary "gelu" %1 : tensor<1x5xf32> -> tensor<1x5xf32>
  %3 = ecg.binary "sub" %2, %z : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %4 = ecg.binary "div" %3, %z : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %5 = ecg.binary "pow" %4, %z : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %6 = ecg.unary "sqrt" %5 : tensor<1x5xf32> -> tensor<1x5xf32>
  return %6 : tensor<1x5xf32>
}
