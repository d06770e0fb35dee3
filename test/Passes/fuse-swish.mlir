// RUN: ecg-opt %s --ecg-fuse-swish --split-input-file | FileCheck %s

// CHECK-LABEL: @swish
// CHECK-NEXT: %[[Y:.*]] = ecg.swish %arg0
// CHECK-NEXT: return %[[Y]]
func.func @swish(%x: tensor<1x5xf32>) -> tensor<1x5xf32> {
  %0 = ecg.sigmoid %x : tensor<1x5xf32> -> tensor<1x5xf32>
  %1 = ecg.mul %0, %x : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  return %1 : tensor<1x5xf32>
}

// -----

// Both spellings of hard swish.
// CHECK-LABEL: @hard_swish
// CHECK: %[[A:.*]] = ecg.hard_swish %arg0
// CHECK: %[[B:.*]] = ecg.hard_swish %[[A]]
// CHECK: return %[[B]]
func.func @hard_swish(%x: tensor<1x5xf32>) -> tensor<1x5xf32> {
  %three = ecg.constant dense<3.0> : tensor<1xf32> -> tensor<1xf32>
  %half = ecg.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  %sixth = ecg.constant dense<0.16666667> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.add %x, %three : (tensor<1x5xf32>, tensor<1xf32>) -> tensor<1x5xf32>
  %1 = ecg.clip %0 to <0.0, 6.0> : tensor<1x5xf32> -> tensor<1x5xf32>
  %2 = ecg.mul %1, %sixth : (tensor<1x5xf32>, tensor<1xf32>) -> tensor<1x5xf32>
  %3 = ecg.mul %x, %2 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %4 = ecg.mul %3, %sixth : (tensor<1x5xf32>, tensor<1xf32>) -> tensor<1x5xf32>
  %5 = ecg.add %4, %half : (tensor<1x5xf32>, tensor<1xf32>) -> tensor<1x5xf32>
  %6 = ecg.clip %5 to <0.0, 1.0> : tensor<1x5xf32> -> tensor<1x5xf32>
  %7 = ecg.mul %6, %3 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  return %7 : tensor<1x5xf32>
}

// -----

// A gate of something else, and a clip to other limits.
// CHECK-LABEL: @others
// CHECK-NOT: swish
func.func @others(%x: tensor<1x5xf32>, %y: tensor<1x5xf32>) -> (tensor<1x5xf32>, tensor<1x5xf32>) {
  %three = ecg.constant dense<3.0> : tensor<1xf32> -> tensor<1xf32>
  %sixth = ecg.constant dense<0.16666667> : tensor<1xf32> -> tensor<1xf32>
  %s = ecg.sigmoid %y : tensor<1x5xf32> -> tensor<1x5xf32>
  %0 = ecg.mul %x, %s : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %1 = ecg.add %x, %three : (tensor<1x5xf32>, tensor<1xf32>) -> tensor<1x5xf32>
  %2 = ecg.clip %1 to <0.0, 5.0> : tensor<1x5xf32> -> tensor<1x5xf32>
  %3 = ecg.mul %2, %sixth : (tensor<1x5xf32>, tensor<1xf32>) -> tensor<1x5xf32>
  %4 = ecg.mul %x, %3 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  return %0, %4 : tensor<1x5xf32>, tensor<1x5xf32>
}
