// RUN: ecg-opt %s | ecg-opt - | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: ecg-opt %s --emit-bytecode | ecg-opt - | FileCheck %s --check-prefixes=CHECK,KEPT
// RUN: ecg-opt %s --canonicalize | FileCheck %s --check-prefix=FOLDED

// Two rows of four weights: two bits, 40 and 13, and one of 90, in hundredths.
// CHECK-LABEL: @rows
// KEPT: ecg.multi_bit <tensor<2x4xf32>, groups 4, bits [1 of 2, 1 of 1], alphas dense<[40, 13, 90]> : tensor<3xi8>, scale 0.00999999977, planes dense<[5, 12, 3]> : tensor<3xi8>> -> tensor<2x4xf32>
// FOLDED-LABEL: @rows
// FOLDED: ecg.constant dense<{{\[\[}}0.269999981, -5.300000e-01, 5.300000e-01, -0.269999981], [0.899999976, 0.899999976, -0.899999976, -0.899999976]]>
func.func @rows() -> tensor<2x4xf32> {
  %w = ecg.multi_bit #ecg.multi_bit<tensor<2x4xf32>, groups 4, bits [1 of 2, 1 of 1], alphas dense<[40, 13, 90]> : tensor<3xi8>, scale 0.01, planes dense<[5, 12, 3]> : tensor<3xi8>> -> tensor<2x4xf32>
  return %w : tensor<2x4xf32>
}

// A group of no bits, and one for the two input channels at each of two taps.
// CHECK-LABEL: @pixels
// KEPT: groups 2 pixel, bits [1 of 0, 1 of 1]
// FOLDED-LABEL: @pixels
// FOLDED: ecg.constant dense<{{\[\[\[}}0.000000e+00, 3.000000e+00], [0.000000e+00, -3.000000e+00]]]>
func.func @pixels() -> tensor<1x2x2xf32> {
  %w = ecg.multi_bit #ecg.multi_bit<tensor<1x2x2xf32>, groups 2 pixel, bits [1 of 0, 1 of 1], alphas dense<300> : tensor<1xi16>, scale 0.01, planes dense<1> : tensor<1xi8>> -> tensor<1x2x2xf32>
  return %w : tensor<1x2x2xf32>
}

// CHECK-LABEL: @learning
// CHECK: ecg.fake_multi_bit %{{.*}}, %{{.*}} codes [4, 1] groups 6 : (tensor<2x6xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
// CHECK: ecg.fake_multi_bit %{{.*}}, %{{.*}} codes [1, 1, 1, 1, 1, 1] groups 2 pixel : (tensor<2x2x3xf32>, tensor<6x1xf32>) -> tensor<2x2x3xf32>
func.func @learning(%w: tensor<2x6xf32>, %a: tensor<2x2xf32>, %k: tensor<2x2x3xf32>, %b: tensor<6x1xf32>) -> (tensor<2x6xf32>, tensor<2x2x3xf32>) {
  %y = ecg.fake_multi_bit %w, %a codes [4, 1] groups 6 : (tensor<2x6xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
  %z = ecg.fake_multi_bit %k, %b codes [1, 1, 1, 1, 1, 1] groups 2 pixel : (tensor<2x2x3xf32>, tensor<6x1xf32>) -> tensor<2x2x3xf32>
  return %y, %z : tensor<2x6xf32>, tensor<2x2x3xf32>
}
