// RUN: ecg-opt %s --ecg-fold-constants=max-elements=3 | FileCheck %s

// Only results within the limit are folded; a folded layer before a kept one
// becomes the constant it reads.
// CHECK-LABEL: @limit
// CHECK-NEXT: %[[A:.*]] = ecg.constant dense<[0.000000e+00, 3.000000e+00]>
// CHECK-NEXT: %[[R:.*]] = ecg.pad %[[A]]
// CHECK-NEXT: return %[[R]]
func.func @limit() -> tensor<4xf32> {
  %a = ecg.constant dense<[-1.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.relu %a : tensor<2xf32> -> tensor<2xf32>
  %c = ecg.pad %b low [1] high [1] value 0.0 : tensor<2xf32> -> tensor<4xf32>
  return %c : tensor<4xf32>
}
