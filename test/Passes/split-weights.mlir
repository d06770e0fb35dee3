// RUN: ecg-opt %s --split-input-file --ecg-split-weights=layers=head | FileCheck %s
// RUN: not ecg-opt %s --split-input-file --ecg-split-weights=layers=tail 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: ecg-opt %s --split-input-file --ecg-split-weights=layers=head --ecg-calibrate="data=synthetic:n=20 split=all" --ecg-round-weights="data=synthetic:n=20 split=all activations=int16" --ecg-insert-qdq=activations=int16 | FileCheck %s --check-prefix=QDQ

// NAME: error: no layer is called 'tail', which layers asks for

// Each row has its scale: 1 and 0.5. The bias and what the layer was cut to
// stay, with the first term and the sum.
// CHECK-LABEL: @f
// CHECK-DAG: %[[C:.*]] = ecg.constant dense<{{\[\[}}1.270000e+02, 1.000000e+00], {{\[}}6.350000e+01, -5.000000e-01]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[1.000000e+00, 2.000000e+00]>
// CHECK: %[[X:.*]] = ecg.linear %arg0, %[[C]], %[[B]] {ecg.keep_weights}
// CHECK: %[[R:.*]] = ecg.constant dense<{{\[\[}}0.000000e+00, 2.500000e-01], {{\[}}0.000000e+00, 1.250000e-01]]>
// CHECK: %[[Y:.*]] = ecg.linear %arg0, %[[R]] :
// CHECK: ecg.add %[[X]], %[[Y]] clamp <0.000000e+00, 6.000000e+00> :
func.func @f(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %k = ecg.constant dense<[[127.0, 1.25], [63.5, -0.375]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.linear %x, %k, %b clamp <0.0, 6.0> : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32> loc("head")
  return %0 : tensor<1x2xf32>
}

// -----

// Rounding on data leaves the first term as it is; the second may change.
// QDQ-LABEL: @g
// QDQ: ecg.constant dense<{{\[\[\[}}-127, 50, 0]]]> : tensor<1x1x3xi8>{{.*}}0.0099999997
// QDQ: ecg.constant dense<{{\[\[\[}}0, 11{{[5-9]}}, 127]]]> : tensor<1x1x3xi8>
// QDQ-NOT: ecg.keep_weights
func.func @g(%x: tensor<1x1x128xf32>) -> tensor<1x1x126xf32> {
  %k = ecg.constant dense<[[[-1.27, 0.5045, 0.0049]]]> : tensor<1x1x3xf32> -> tensor<1x1x3xf32>
  %b = ecg.constant dense<0.25> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.conv1d %x, %k, %b : (tensor<1x1x128xf32>, tensor<1x1x3xf32>, tensor<1xf32>) -> tensor<1x1x126xf32> loc("head")
  return %0 : tensor<1x1x126xf32>
}
