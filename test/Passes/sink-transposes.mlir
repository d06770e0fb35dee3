// RUN: ecg-opt %s --ecg-sink-transposes --split-input-file | FileCheck %s

// Two transposes meet behind an activation and cancel.
// CHECK-LABEL: @cancel
// CHECK-NEXT: %[[A:.*]] = ecg.tanh %arg0 : tensor<1x3x4xf32>
// CHECK-NEXT: return %[[A]]
func.func @cancel(%x: tensor<1x3x4xf32>) -> tensor<1x3x4xf32> {
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x3x4xf32> -> tensor<1x4x3xf32>
  %1 = ecg.tanh %0 : tensor<1x4x3xf32> -> tensor<1x4x3xf32>
  %2 = ecg.transpose %1 permutation [0, 2, 1] : tensor<1x4x3xf32> -> tensor<1x3x4xf32>
  return %2 : tensor<1x3x4xf32>
}

// -----

// Past layers with several operands, and those whose attributes name
// dimensions. The permutation is no involution, so its direction matters.
// CHECK-LABEL: @past
// CHECK-NEXT: %[[A:.*]] = ecg.add %arg0, %arg1 clamp <0.000000e+00, inf> : {{.*}} -> tensor<1x2x3x4xf32>
// CHECK-NEXT: %[[C:.*]] = ecg.concat %[[A]], %arg0 axis 2 : {{.*}} -> tensor<1x2x6x4xf32>
// CHECK-NEXT: %[[P:.*]] = ecg.pad %[[C]] low [0, 0, 5, 7] high [0, 0, 6, 8]
// CHECK-NEXT: %[[S:.*]] = ecg.softmax %[[P]] axis 2
// CHECK-NEXT: %[[T:.*]] = ecg.transpose %[[S]] permutation [0, 2, 3, 1] : tensor<1x2x17x19xf32> -> tensor<1x17x19x2xf32>
// CHECK-NEXT: return %[[T]]
func.func @past(%x: tensor<1x2x3x4xf32>, %y: tensor<1x2x3x4xf32>) -> tensor<1x17x19x2xf32> {
  %0 = ecg.transpose %x permutation [0, 2, 3, 1] : tensor<1x2x3x4xf32> -> tensor<1x3x4x2xf32>
  %1 = ecg.transpose %y permutation [0, 2, 3, 1] : tensor<1x2x3x4xf32> -> tensor<1x3x4x2xf32>
  %2 = ecg.add %0, %1 clamp <0.0, inf> : (tensor<1x3x4x2xf32>, tensor<1x3x4x2xf32>) -> tensor<1x3x4x2xf32>
  %3 = ecg.concat %2, %0 axis 1 : (tensor<1x3x4x2xf32>, tensor<1x3x4x2xf32>) -> tensor<1x6x4x2xf32>
  %4 = ecg.pad %3 low [0, 5, 7, 0] high [0, 6, 8, 0] value 0.0 : tensor<1x6x4x2xf32> -> tensor<1x17x19x2xf32>
  %5 = ecg.softmax %4 axis 1 : tensor<1x17x19x2xf32> -> tensor<1x17x19x2xf32>
  return %5 : tensor<1x17x19x2xf32>
}

// -----

// A constant operand is transposed now, also one of lower rank.
// CHECK-LABEL: @constant_operand
// CHECK-DAG: %[[C:.*]] = ecg.constant dense<{{\[\[\[}}1.000000e+00], [2.000000e+00], [3.000000e+00]]]> : tensor<1x3x1xf32>
// CHECK: %[[M:.*]] = ecg.mul %arg0, %[[C]]
// CHECK-NEXT: %[[T:.*]] = ecg.transpose %[[M]]
// CHECK-NEXT: return %[[T]]
func.func @constant_operand(%x: tensor<1x3x4xf32>) -> tensor<1x4x3xf32> {
  %c = ecg.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x3x4xf32> -> tensor<1x4x3xf32>
  %1 = ecg.mul %0, %c : (tensor<1x4x3xf32>, tensor<3xf32>) -> tensor<1x4x3xf32>
  return %1 : tensor<1x4x3xf32>
}

// -----

// Flatten in another order is another order of the weights' columns.
// CHECK-LABEL: @into_linear
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[}}1.000000e+00, 3.000000e+00, 5.000000e+00, 2.000000e+00, 4.000000e+00, 6.000000e+00]]>
// CHECK-DAG: %[[F:.*]] = ecg.reshape %arg0 : tensor<1x2x3xf32> -> tensor<1x6xf32>
// CHECK: ecg.linear %[[F]], %[[W]]
// CHECK-NOT: ecg.transpose
func.func @into_linear(%x: tensor<1x2x3xf32>) -> tensor<1x1xf32> {
  %w = ecg.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]> : tensor<1x6xf32> -> tensor<1x6xf32>
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x2x3xf32> -> tensor<1x3x2xf32>
  %1 = ecg.reshape %0 : tensor<1x3x2xf32> -> tensor<1x6xf32>
  %2 = ecg.linear %1, %w : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

!w = !quant.uniform<i8:f32:0, {0.5}>

// The same for int8 weights of an imported model.
// CHECK-LABEL: @into_int8_linear
// CHECK: ecg.constant dense<{{\[\[}}1, 3, 5, 2, 4, 6]]> : tensor<1x6xi8>
// CHECK-NOT: ecg.transpose
func.func @into_int8_linear(%x: tensor<1x2x3xf32>) -> tensor<1x1xf32> {
  %q = ecg.constant dense<[[1, 2, 3, 4, 5, 6]]> : tensor<1x6xi8> -> tensor<1x6x!w>
  %w = ecg.dequantize %q : tensor<1x6x!w> -> tensor<1x6xf32>
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x2x3xf32> -> tensor<1x3x2xf32>
  %1 = ecg.reshape %0 : tensor<1x3x2xf32> -> tensor<1x6xf32>
  %2 = ecg.linear %1, %w : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

// Reshapes pass activations.
// CHECK-LABEL: @reshape
// CHECK-NEXT: %[[R:.*]] = ecg.relu %arg0
// CHECK-NEXT: ecg.reshape %[[R]]
func.func @reshape(%x: tensor<1x2x1x3xf32>) -> tensor<1x2x3xf32> {
  %0 = ecg.reshape %x : tensor<1x2x1x3xf32> -> tensor<1x2x3xf32>
  %1 = ecg.relu %0 : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  return %1 : tensor<1x2x3xf32>
}

// -----

// Past reshapes whose dimensions stay side by side: the heads of attention.
// CHECK-LABEL: @heads
// CHECK-NEXT: %[[R:.*]] = ecg.reshape %arg0 : tensor<1x6x5xf32> -> tensor<1x2x3x5xf32>
// CHECK-NEXT: %[[T:.*]] = ecg.transpose %[[R]] permutation [0, 3, 1, 2]
// CHECK-NEXT: return %[[T]]
func.func @heads(%x: tensor<1x6x5xf32>) -> tensor<1x5x2x3xf32> {
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x6x5xf32> -> tensor<1x5x6xf32>
  %1 = ecg.reshape %0 : tensor<1x5x6xf32> -> tensor<1x5x2x3xf32>
  return %1 : tensor<1x5x2x3xf32>
}

// -----

// A linear layer over channels is a convolution with a kernel of one; a
// normalization follows its axis.
// CHECK-LABEL: @channels_last
// CHECK-DAG: %[[W:.*]] = ecg.constant {{.*}} -> tensor<1x2x1xf32>
// CHECK: %[[N:.*]] = ecg.layer_norm %arg0, %{{.*}}, %{{.*}} axes [1]
// CHECK-NEXT: %[[C:.*]] = ecg.conv1d %[[N]], %[[W]] clamp <0.000000e+00, inf> : {{.*}} -> tensor<1x1x5xf32>
// CHECK-NOT: ecg.transpose
func.func @channels_last(%x: tensor<1x2x5xf32>) -> tensor<1x5x1xf32> {
  %v = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %w = ecg.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x2x5xf32> -> tensor<1x5x2xf32>
  %1 = ecg.layer_norm %0, %v, %v axes [2] epsilon 0.0 : (tensor<1x5x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x5x2xf32>
  %2 = ecg.linear %1, %w clamp <0.0, inf> : (tensor<1x5x2xf32>, tensor<1x2xf32>) -> tensor<1x5x1xf32>
  return %2 : tensor<1x5x1xf32>
}

// -----

// A product takes in what is around it.
// CHECK-LABEL: @product
// CHECK-NEXT: %[[P:.*]] = ecg.matmul %arg0, %arg1 lhs [0, 1, 3, 2] rhs [0, 2, 1, 3] result [0, 2, 1, 3] alpha 5.000000e-01 : (tensor<1x2x3x4xf32>, tensor<1x3x2x5xf32>) -> tensor<1x4x2x5xf32>
// CHECK-NEXT: return %[[P]]
func.func @product(%a: tensor<1x2x3x4xf32>, %b: tensor<1x3x2x5xf32>) -> tensor<1x4x2x5xf32> {
  %0 = ecg.transpose %a permutation [0, 1, 3, 2] : tensor<1x2x3x4xf32> -> tensor<1x2x4x3xf32>
  %1 = ecg.transpose %b permutation [0, 2, 1, 3] : tensor<1x3x2x5xf32> -> tensor<1x2x3x5xf32>
  %2 = ecg.matmul %0, %1 alpha 5.000000e-01 : (tensor<1x2x4x3xf32>, tensor<1x2x3x5xf32>) -> tensor<1x2x4x5xf32>
  %3 = ecg.transpose %2 permutation [0, 2, 1, 3] : tensor<1x2x4x5xf32> -> tensor<1x4x2x5xf32>
  return %3 : tensor<1x4x2x5xf32>
}

// -----

// The other operand follows: through layers nobody else reads to a product,
// and to a value that is transposed anyway.
// CHECK-LABEL: @follows
// CHECK-DAG: %[[M:.*]] = ecg.matmul %arg1, %arg1 result [0, 2, 1]
// CHECK-DAG: %[[X:.*]] = ecg.transpose %arg2
// CHECK-DAG: %[[R:.*]] = ecg.relu %[[M]]
// CHECK-DAG: %[[A:.*]] = ecg.add %arg0, %[[R]]
// CHECK: %[[B:.*]] = ecg.add %[[A]], %[[X]]
// CHECK: ecg.transpose %[[B]]
func.func @follows(%x: tensor<1x3x3xf32>, %a: tensor<1x3x3xf32>, %y: tensor<1x3x3xf32>) -> (tensor<1x3x3xf32>, tensor<1x3x3xf32>) {
  %w = ecg.constant dense<1.0> : tensor<3x3x1xf32> -> tensor<3x3x1xf32>
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x3x3xf32> -> tensor<1x3x3xf32>
  %1 = ecg.matmul %a, %a : (tensor<1x3x3xf32>, tensor<1x3x3xf32>) -> tensor<1x3x3xf32>
  %2 = ecg.relu %1 : tensor<1x3x3xf32> -> tensor<1x3x3xf32>
  %3 = ecg.add %0, %2 : (tensor<1x3x3xf32>, tensor<1x3x3xf32>) -> tensor<1x3x3xf32>
  %4 = ecg.transpose %y permutation [0, 2, 1] : tensor<1x3x3xf32> -> tensor<1x3x3xf32>
  %5 = ecg.conv1d %4, %w : (tensor<1x3x3xf32>, tensor<3x3x1xf32>) -> tensor<1x3x3xf32>
  %6 = ecg.add %3, %y : (tensor<1x3x3xf32>, tensor<1x3x3xf32>) -> tensor<1x3x3xf32>
  return %5, %6 : tensor<1x3x3xf32>, tensor<1x3x3xf32>
}

// -----

// Stays: a reshape that would merge dimensions that are not side by side.
// CHECK-LABEL: @torn
// CHECK-NEXT: %[[T:.*]] = ecg.transpose %arg0
// CHECK-NEXT: ecg.reshape %[[T]]
func.func @torn(%x: tensor<1x2x3xf32>) -> tensor<1x6xf32> {
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x2x3xf32> -> tensor<1x3x2xf32>
  %1 = ecg.reshape %0 : tensor<1x3x2xf32> -> tensor<1x6xf32>
  return %1 : tensor<1x6xf32>
}

// -----

// Stays: operands of different order, one that is not transposed, and a
// transpose somebody else needs.
// CHECK-LABEL: @stays
// CHECK: %[[A:.*]] = ecg.transpose %arg0
// CHECK: ecg.add %[[A]], %arg1
// CHECK: %[[B:.*]] = ecg.transpose %arg0
// CHECK: ecg.relu %[[B]]
// CHECK: return %{{.*}}, %{{.*}}, %[[B]]
func.func @stays(%x: tensor<1x3x3xf32>, %y: tensor<1x3x3xf32>) -> (tensor<1x3x3xf32>, tensor<3x3x1xf32>, tensor<3x3x1xf32>) {
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x3x3xf32> -> tensor<1x3x3xf32>
  %1 = ecg.add %0, %y : (tensor<1x3x3xf32>, tensor<1x3x3xf32>) -> tensor<1x3x3xf32>
  %2 = ecg.transpose %x permutation [2, 1, 0] : tensor<1x3x3xf32> -> tensor<3x3x1xf32>
  %3 = ecg.relu %2 : tensor<3x3x1xf32> -> tensor<3x3x1xf32>
  return %1, %3, %2 : tensor<1x3x3xf32>, tensor<3x3x1xf32>, tensor<3x3x1xf32>
}
