// RUN: ecg-opt %s --ecg-simplify --ecg-quantize-int8="data=synthetic:n=20,length=32 split=all samples=4" | FileCheck %s
// RUN: ecg-opt %s --ecg-simplify --ecg-quantize-int8="data=synthetic:n=20,length=32 split=all samples=4 skip=head" | FileCheck %s --check-prefix=SKIP

// One quantize at entry, one dequantize at exit, integers in between.
// CHECK-LABEL: @net
// CHECK-SAME: ecg.calibration = "minmax over 4 samples of all of synthetic:n=20,length=32"
// CHECK: %[[X:.*]] = ecg.quantize %arg0
// CHECK-NEXT: %[[C:.*]] = ecg.conv1d %[[X]], {{.*}} clamp <0.000000e+00, inf> : (tensor<1x1x32x!quant.uniform<i8:f32
// CHECK-NEXT: %[[P:.*]] = ecg.max_pool %[[C]]
// CHECK-NEXT: %[[R:.*]] = ecg.reshape %[[P]]
// CHECK-NEXT: %[[L:.*]] = ecg.linear %[[R]]
// CHECK-NEXT: %[[S:.*]] = ecg.softmax %[[L]]
// CHECK-NEXT: %[[Y:.*]] = ecg.dequantize %[[S]]
// CHECK-NEXT: return %[[Y]]

// SKIP: %[[R:.*]] = ecg.reshape {{.*}}!quant
// SKIP-NEXT: %[[D:.*]] = ecg.dequantize %[[R]]
// SKIP-NEXT: %[[L:.*]] = ecg.linear %[[D]], {{.*}} : (tensor<1x32xf32>, tensor<2x32xf32>) -> tensor<1x2xf32>
// SKIP-NEXT: ecg.quantize %[[L]]
func.func @net(%x: tensor<1x1x32xf32> {ecg.name = "ecg"}) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[[0.5, -0.25, 1.0]], [[0.1, 0.2, 0.3]]]> : tensor<2x1x3xf32> -> tensor<2x1x3xf32>
  %scale = ecg.constant dense<[[2.0], [0.5]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %v = ecg.constant dense<0.125> : tensor<2x32xf32> -> tensor<2x32xf32>
  %0 = ecg.conv1d %x, %w pads [1, 1] : (tensor<1x1x32xf32>, tensor<2x1x3xf32>) -> tensor<1x2x32xf32>
  %1 = ecg.mul %0, %scale : (tensor<1x2x32xf32>, tensor<2x1xf32>) -> tensor<1x2x32xf32>
  %2 = ecg.relu %1 : tensor<1x2x32xf32> -> tensor<1x2x32xf32>
  %3 = ecg.max_pool %2 kernel [2] strides [2] : tensor<1x2x32xf32> -> tensor<1x2x16xf32>
  %4 = ecg.reshape %3 : tensor<1x2x16xf32> -> tensor<1x32xf32>
  %5 = ecg.linear %4, %v : (tensor<1x32xf32>, tensor<2x32xf32>) -> tensor<1x2xf32> loc("head")
  %6 = ecg.softmax %5 axis 1 : tensor<1x2xf32> -> tensor<1x2xf32>
  return %6 : tensor<1x2xf32>
}
