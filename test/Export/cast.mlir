// RUN: ecg-opt %s --ecg-export-onnx=file=%t.onnx -o /dev/null
// RUN: protoc --decode_raw < %t.onnx | FileCheck %s
// REQUIRES: protoc

// Reals beyond a small integer type are limited here, and are whatever the
// processor makes of them in ONNX Runtime. @cast

// CHECK: "Clip"
// CHECK: "Cast"
// CHECK: "Clip"
// CHECK: "Cast"
// CHECK-NOT: "Clip"
// CHECK: "Cast"
func.func @net(%x: tensor<3xf32>, %i: tensor<3xi32>) -> (tensor<3xui8>, tensor<3xi16>, tensor<3xi8>) {
  %0 = ecg.cast %x : tensor<3xf32> -> tensor<3xui8>
  %1 = ecg.cast %x : tensor<3xf32> -> tensor<3xi16>
  %2 = ecg.cast %i : tensor<3xi32> -> tensor<3xi8>
  return %0, %1, %2 : tensor<3xui8>, tensor<3xi16>, tensor<3xi8>
}
