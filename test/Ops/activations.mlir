// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @relu
// CHECK-NEXT: ecg.constant dense<[0.000000e+00, 0.000000e+00, 0.000000e+00, 5.000000e-01, 7.000000e+00]> : tensor<5xf32>
func.func @relu() -> tensor<5xf32> {
  %x = ecg.constant dense<[-4.0, -1.0, 0.0, 0.5, 7.0]> : tensor<5xf32> -> tensor<5xf32>
  %y = ecg.relu %x : tensor<5xf32> -> tensor<5xf32>
  return %y : tensor<5xf32>
}

// CHECK-LABEL: @leaky_relu
// CHECK-NEXT: ecg.constant dense<[-1.000000e+00, -2.500000e-01, 0.000000e+00, 5.000000e-01, 7.000000e+00]> : tensor<5xf32>
func.func @leaky_relu() -> tensor<5xf32> {
  %x = ecg.constant dense<[-4.0, -1.0, 0.0, 0.5, 7.0]> : tensor<5xf32> -> tensor<5xf32>
  %y = ecg.leaky_relu %x alpha 0.25 : tensor<5xf32> -> tensor<5xf32>
  return %y : tensor<5xf32>
}

// CHECK-LABEL: @clip
// CHECK-NEXT: ecg.constant dense<[-2.000000e+00, -1.000000e+00, 0.000000e+00, 5.000000e-01, 6.000000e+00]> : tensor<5xf32>
func.func @clip() -> tensor<5xf32> {
  %x = ecg.constant dense<[-4.0, -1.0, 0.0, 0.5, 7.0]> : tensor<5xf32> -> tensor<5xf32>
  %y = ecg.clip %x to <-2.0, 6.0> : tensor<5xf32> -> tensor<5xf32>
  return %y : tensor<5xf32>
}

// No upper limit.
// CHECK-LABEL: @clip_below
// CHECK-NEXT: ecg.constant dense<[-2.000000e+00, -1.000000e+00, 0.000000e+00, 5.000000e-01, 7.000000e+00]> : tensor<5xf32>
func.func @clip_below() -> tensor<5xf32> {
  %x = ecg.constant dense<[-4.0, -1.0, 0.0, 0.5, 7.0]> : tensor<5xf32> -> tensor<5xf32>
  %y = ecg.clip %x to <-2.0, inf> : tensor<5xf32> -> tensor<5xf32>
  return %y : tensor<5xf32>
}

// x * clip(x / 6 + 0.5, 0, 1)
// CHECK-LABEL: @hard_swish
// CHECK-NEXT: ecg.constant dense<[-0.000000e+00, -0.000000e+00, -3.750000e-01, 0.000000e+00, 3.000000e+00, 7.000000e+00]> : tensor<6xf32>
func.func @hard_swish() -> tensor<6xf32> {
  %x = ecg.constant dense<[-4.0, -3.0, -1.5, 0.0, 3.0, 7.0]> : tensor<6xf32> -> tensor<6xf32>
  %y = ecg.hard_swish %x : tensor<6xf32> -> tensor<6xf32>
  return %y : tensor<6xf32>
}

// CHECK-LABEL: @sigmoid
// CHECK-NEXT: ecg.constant dense<[0.11920{{[0-9]*}}, 0.62245{{[0-9]*}}, 0.73105{{[0-9]*}}, 0.95257{{[0-9]*}}]> : tensor<4xf32>
func.func @sigmoid() -> tensor<4xf32> {
  %x = ecg.constant dense<[-2.0, 0.5, 1.0, 3.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.sigmoid %x : tensor<4xf32> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @tanh
// CHECK-NEXT: ecg.constant dense<[-0.9640{{[0-9]*}}, 0.46211{{[0-9]*}}, 0.76159{{[0-9]*}}, 0.99505{{[0-9]*}}]> : tensor<4xf32>
func.func @tanh() -> tensor<4xf32> {
  %x = ecg.constant dense<[-2.0, 0.5, 1.0, 3.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.tanh %x : tensor<4xf32> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// CHECK-LABEL: @swish
// CHECK-NEXT: ecg.constant dense<[-0.2384{{[0-9]*}}, 0.31122{{[0-9]*}}, 0.73105{{[0-9]*}}, 2.85772{{[0-9]*}}]> : tensor<4xf32>
func.func @swish() -> tensor<4xf32> {
  %x = ecg.constant dense<[-2.0, 0.5, 1.0, 3.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.swish %x : tensor<4xf32> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// Nothing overflows far from zero.
// CHECK-LABEL: @saturated
// CHECK-NEXT: ecg.constant dense<[0.000000e+00, 1.000000e+00]> : tensor<2xf32>
func.func @saturated() -> tensor<2xf32> {
  %x = ecg.constant dense<[-200.0, 200.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.sigmoid %x : tensor<2xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}
