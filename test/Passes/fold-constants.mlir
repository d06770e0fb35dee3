// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// A chain of layers over constants leaves one constant, and nothing of what it
// was computed from.
// CHECK-LABEL: @chain
// CHECK-NEXT: %[[R:.*]] = ecg.constant dense<[2.000000e+00, 1.000000e+01]> : tensor<2xf32> -> tensor<2xf32>
// CHECK-NEXT: return %[[R]]
func.func @chain() -> tensor<2xf32> {
  %a = ecg.constant dense<[1.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %square = ecg.mul %a, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %one = ecg.constant dense<1.0> : tensor<1xf32> -> tensor<1xf32>
  %sum = ecg.add %square, %one : (tensor<2xf32>, tensor<1xf32>) -> tensor<2xf32>
  return %sum : tensor<2xf32>
}

// A constant that something else still reads stays; what depends on an
// argument stays.
// CHECK-LABEL: @partly
// CHECK-SAME: (%[[X:.*]]: tensor<2xf32>)
// CHECK-DAG: %[[A:.*]] = ecg.constant dense<[-1.000000e+00, 3.000000e+00]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[0.000000e+00, 3.000000e+00]>
// CHECK: %[[Y:.*]] = ecg.add %[[X]], %[[A]]
// CHECK: %[[Z:.*]] = ecg.mul %[[Y]], %[[B]]
// CHECK: return %[[Z]]
func.func @partly(%x: tensor<2xf32>) -> tensor<2xf32> {
  %a = ecg.constant dense<[-1.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.relu %a : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.add %x, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %z = ecg.mul %y, %b : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %z : tensor<2xf32>
}

// A value in the middle of a chain that is read from outside becomes a constant
// as well.
// CHECK-LABEL: @middle
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[0.000000e+00, 3.000000e+00]>
// CHECK-DAG: %[[C:.*]] = ecg.constant dense<[0.000000e+00, 9.000000e+00]>
// CHECK: return %[[B]], %[[C]]
func.func @middle() -> (tensor<2xf32>, tensor<2xf32>) {
  %a = ecg.constant dense<[-1.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.relu %a : tensor<2xf32> -> tensor<2xf32>
  %c = ecg.mul %b, %b : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %b, %c : tensor<2xf32>, tensor<2xf32>
}

// Quantized constants are left to the passes that know about scales.
// CHECK-LABEL: @quantized
// CHECK: ecg.relu
func.func @quantized() -> tensor<2x!quant.uniform<i8:f32, 0.5>> {
  %a = ecg.constant dense<[-1, 3]> : tensor<2xi8> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  %b = ecg.relu %a : tensor<2x!quant.uniform<i8:f32, 0.5>> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return %b : tensor<2x!quant.uniform<i8:f32, 0.5>>
}
