// RUN: ecg-opt %s --ecg-calibrate="data=synthetic:n=40,length=32 data-options=norm=minmax split=all samples=8 method=minmax" | FileCheck %s
// RUN: ecg-opt %s --ecg-calibrate="data=synthetic:n=40,length=32 data-options=norm=minmax split=all samples=8 method=mse threads=1" > %t.1
// RUN: ecg-opt %s --ecg-calibrate="data=synthetic:n=40,length=32 data-options=norm=minmax split=all samples=8 method=mse threads=3" > %t.3
// RUN: cmp %t.1 %t.3

// Samples scaled to [0, 1] give the argument that range; every layer gets one,
// constants none. The function says what was done.
// CHECK-LABEL: @ranges
// CHECK-SAME: ecg.range = array<f32: 0.000000e+00, {{1.000000e\+00|0.99999.*}}>
// CHECK-SAME: ecg.calibration = "minmax over 8 samples of all of synthetic:n=40,length=32"
// CHECK-NEXT: ecg.constant dense<-2.000000e+00> : tensor<1xf32> ->
// CHECK-NEXT: ecg.mul {{.*}} {ecg.ranges = [array<f32: {{-2.000000e\+00|-1.9999.*}}, {{-?}}0.000000e+00>]}
// CHECK-NEXT: ecg.relu {{.*}} {ecg.ranges = [array<f32: 0.000000e+00, 0.000000e+00>]}
func.func @ranges(%x: tensor<1x1x32xf32> {ecg.name = "ecg"}) -> tensor<1x1x32xf32> {
  %c = ecg.constant dense<-2.0> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.mul %x, %c : (tensor<1x1x32xf32>, tensor<1xf32>) -> tensor<1x1x32xf32>
  %1 = ecg.relu %0 : tensor<1x1x32xf32> -> tensor<1x1x32xf32>
  return %1 : tensor<1x1x32xf32>
}
