// RUN: ecg-opt %s --ecg-calibrate="data=synthetic:n=20 split=all" --ecg-round-weights="data=synthetic:n=20 split=all" > %t.1
// RUN: FileCheck %s < %t.1
// RUN: ecg-opt %s --ecg-calibrate="data=synthetic:n=20 split=all" --ecg-round-weights="data=synthetic:n=20 split=all" | cmp - %t.1
// RUN: ecg-opt %t.1 --ecg-insert-qdq | FileCheck %s --check-prefix=QDQ
// RUN: not ecg-opt %s --ecg-calibrate="data=synthetic:n=20 split=all" --ecg-round-weights 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ecg-opt %s --ecg-round-weights=activations=float 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not ecg-opt %s --ecg-round-weights="data=synthetic:n=20 split=all" 2>&1 | FileCheck %s --check-prefix=RANGE

// DATA: error: rounding: needs data to run the network on
// TYPE: error: activations of type 'float' are not known; there are int8 and int16
// RANGE: error: argument 0 {{.*}} has no calibrated range; run ecg-calibrate first

// A signal that hardly changes from one sample to the next, seen by two taps:
// where both weights would lose 0.45 of a step, one makes up for the other. Weights are multiples of their scale, and ecg-insert-qdq keeps both.
// CHECK-LABEL: @f
// CHECK: ecg.conv1d {{.*}} {ecg.ranges = {{.*}}, ecg.weight_scales = array<f64: {{0.0[01][0-9]+}}>}
// QDQ-LABEL: @f
// QDQ: ecg.constant dense<{{\[\[\[}}-127, {{51, 0|50, 1}}]]]> : tensor<1x1x3xi8>
// QDQ-NOT: ecg.weight_scales
func.func @f(%x: tensor<1x1x128xf32>) -> tensor<1x1x126xf32> {
  %k = ecg.constant dense<[[[-1.27, 0.5045, 0.0045]]]> : tensor<1x1x3xf32> -> tensor<1x1x3xf32>
  %b = ecg.constant dense<0.25> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.conv1d %x, %k, %b : (tensor<1x1x128xf32>, tensor<1x1x3xf32>, tensor<1xf32>) -> tensor<1x1x126xf32>
  return %0 : tensor<1x1x126xf32>
}
