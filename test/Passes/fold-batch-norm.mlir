// RUN: ecg-opt %s --ecg-fold-batch-norm --split-input-file | FileCheck %s

// Backward: rows are scaled by scale / sqrt(variance + epsilon), and a bias
// appears where there was none.
// CHECK-LABEL: @backward
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[\[}}2.000000e+00, 4.000000e+00]], {{\[\[}}-1.500000e+00, -2.000000e+00]]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[-1.000000e+00, 2.500000e+00]>
// CHECK: %[[Y:.*]] = ecg.conv1d %{{.*}}, %[[W]], %[[B]] pads [1, 0]
// CHECK-NEXT: return %[[Y]]
func.func @backward(%x: tensor<1x1x4xf32>) -> tensor<1x2x4xf32> {
  %w = ecg.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %scale = ecg.constant dense<[4.0, -1.0]> : tensor<2xf32> -> tensor<2xf32>
  %shift = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %mean = ecg.constant dense<[1.0, 1.0]> : tensor<2xf32> -> tensor<2xf32>
  %var = ecg.constant dense<3.75> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.conv1d %x, %w pads [1, 0] : (tensor<1x1x4xf32>, tensor<2x1x2xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.batch_norm %0, %scale, %shift, %mean, %var epsilon 0.25 : (tensor<1x2x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  return %1 : tensor<1x2x4xf32>
}

// -----

// Mul and add of constants are batch norms too: after a linear layer they vary
// along its last dimension. The add alone needs no float weights.
// CHECK-LABEL: @mul_add
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[}}2.000000e+00], [6.000000e+00]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[1.100000e+01, 2.300000e+01]>
// CHECK-DAG: %[[C:.*]] = ecg.constant dense<[1.000000e+01, 2.000000e+01]>
// CHECK: ecg.linear %{{.*}}, %[[W]], %[[B]]
// CHECK: ecg.linear %{{.*}}, %{{.*}}, %[[C]]
func.func @mul_add(%x: tensor<1x3x1xf32>, %v: tensor<2x1xf32>) -> (tensor<1x3x2xf32>, tensor<1x3x2xf32>) {
  %w = ecg.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %b = ecg.constant dense<[0.5, 1.0]> : tensor<2xf32> -> tensor<2xf32>
  %s = ecg.constant dense<[[2.0, 3.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %t = ecg.constant dense<[10.0, 20.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.linear %x, %w, %b : (tensor<1x3x1xf32>, tensor<2x1xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  %1 = ecg.mul %s, %0 : (tensor<1x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %2 = ecg.add %1, %t : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  %3 = ecg.linear %x, %v : (tensor<1x3x1xf32>, tensor<2x1xf32>) -> tensor<1x3x2xf32>
  %4 = ecg.add %3, %t : (tensor<1x3x2xf32>, tensor<2xf32>) -> tensor<1x3x2xf32>
  return %2, %4 : tensor<1x3x2xf32>, tensor<1x3x2xf32>
}

// -----

// Backward past layers that commute: a reshape that keeps the channels apart,
// a transpose, a mean; a maximum because the scales are positive.
// CHECK-LABEL: @backward_through
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}3.000000e+00]]]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[5.000000e+00, 6.000000e+00]>
// CHECK: ecg.conv2d %{{.*}}, %[[W]], %[[B]]
// CHECK-NEXT: ecg.max_pool
// CHECK-NEXT: ecg.reshape
// CHECK-NEXT: %[[Y:.*]] = ecg.transpose
// CHECK-NEXT: return %[[Y]]
func.func @backward_through(%x: tensor<1x1x1x8xf32>) -> tensor<1x4x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %s = ecg.constant dense<[2.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %t = ecg.constant dense<[5.0, 6.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.conv2d %x, %w : (tensor<1x1x1x8xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x1x8xf32>
  %1 = ecg.max_pool %0 kernel [1, 2] strides [1, 2] : tensor<1x2x1x8xf32> -> tensor<1x2x1x4xf32>
  %2 = ecg.reshape %1 : tensor<1x2x1x4xf32> -> tensor<1x2x4xf32>
  %3 = ecg.transpose %2 permutation [0, 2, 1] : tensor<1x2x4xf32> -> tensor<1x4x2xf32>
  %4 = ecg.mul %3, %s : (tensor<1x4x2xf32>, tensor<2xf32>) -> tensor<1x4x2xf32>
  %5 = ecg.add %4, %t : (tensor<1x4x2xf32>, tensor<2xf32>) -> tensor<1x4x2xf32>
  return %5 : tensor<1x4x2xf32>
}

// -----

// Forward without padding: columns are scaled, shifts go into the bias. Each
// group sees its own channels.
// CHECK-LABEL: @forward_grouped
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[\[}}2.000000e+00, 4.000000e+00]], {{\[\[}}1.500000e+01, 2.000000e+01]]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[3.000000e+00, 7.000000e+00]>
// CHECK: %[[R:.*]] = ecg.relu
// CHECK-NEXT: ecg.conv1d %[[R]], %[[W]], %[[B]] groups 2
func.func @forward_grouped(%x: tensor<1x2x4xf32>) -> tensor<1x2x3xf32> {
  %w = ecg.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %scale = ecg.constant dense<[2.0, 5.0]> : tensor<2xf32> -> tensor<2xf32>
  %one = ecg.constant dense<1.0> : tensor<2xf32> -> tensor<2xf32>
  %zero = ecg.constant dense<0.0> : tensor<2xf32> -> tensor<2xf32>
  %r = ecg.relu %x : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
  %0 = ecg.batch_norm %r, %scale, %one, %zero, %one epsilon 0.0 : (tensor<1x2x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.conv1d %0, %w groups 2 : (tensor<1x2x4xf32>, tensor<2x1x2xf32>) -> tensor<1x2x3xf32>
  return %1 : tensor<1x2x3xf32>
}

// -----

// Forward through a flatten: all elements of a channel share its parameters.
// CHECK-LABEL: @forward_flatten
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[}}2.000000e+00, 4.000000e+00, 9.000000e+00, 1.200000e+01]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<1.000000e+01>
// CHECK: ecg.linear %{{.*}}, %[[W]], %[[B]]
func.func @forward_flatten(%x: tensor<1x2x2xf32>) -> tensor<1x1xf32> {
  %w = ecg.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32> -> tensor<1x4xf32>
  %scale = ecg.constant dense<[2.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %one = ecg.constant dense<1.0> : tensor<2xf32> -> tensor<2xf32>
  %zero = ecg.constant dense<0.0> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.batch_norm %x, %scale, %one, %zero, %one epsilon 0.0 : (tensor<1x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x2xf32>
  %1 = ecg.reshape %0 : tensor<1x2x2xf32> -> tensor<1x4xf32>
  %2 = ecg.linear %1, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
  return %2 : tensor<1x1xf32>
}

// -----

// A scale passes zero padding, a shift does not.
// CHECK-LABEL: @padding
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<2.000000e+00> : tensor<1x1x2xf32>
// CHECK: %[[N:.*]] = ecg.batch_norm
// CHECK: ecg.conv1d %[[N]], %{{.*}} pads [1, 0]
// CHECK: ecg.conv1d %{{.*}}, %[[W]], %{{.*}} pads [1, 0]
// CHECK-NOT: ecg.mul
func.func @padding(%x: tensor<1x1x4xf32>) -> (tensor<1x1x4xf32>, tensor<1x1x4xf32>) {
  %w = ecg.constant dense<1.0> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %one = ecg.constant dense<1.0> : tensor<1xf32> -> tensor<1xf32>
  %two = ecg.constant dense<2.0> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.batch_norm %x, %one, %one, %two, %one epsilon 0.0 : (tensor<1x1x4xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %1 = ecg.conv1d %0, %w pads [1, 0] : (tensor<1x1x4xf32>, tensor<1x1x2xf32>) -> tensor<1x1x4xf32>
  %2 = ecg.mul %x, %two : (tensor<1x1x4xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %3 = ecg.conv1d %2, %w pads [1, 0] : (tensor<1x1x4xf32>, tensor<1x1x2xf32>) -> tensor<1x1x4xf32>
  return %1, %3 : tensor<1x1x4xf32>, tensor<1x1x4xf32>
}

// -----

// What fits nowhere: behind a clamp, a value with other readers, a maximum
// under a negative scale, parameters that are not constant, a variance of
// which no root can be taken.
// CHECK-LABEL: @stays
// CHECK: ecg.conv1d {{.*}} clamp
// CHECK-NEXT: ecg.mul
// CHECK: %[[C:.*]] = ecg.conv1d
// CHECK-NEXT: ecg.mul %[[C]]
// CHECK: ecg.max_pool
// CHECK-NEXT: ecg.mul
// CHECK: ecg.batch_norm
// CHECK: ecg.batch_norm
func.func @stays(%x: tensor<1x1x4xf32>, %p: tensor<1xf32>) -> (tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x2xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>) {
  %w = ecg.constant dense<1.0> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %s = ecg.constant dense<-2.0> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.conv1d %x, %w clamp <0.0, inf> : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %1 = ecg.mul %0, %s : (tensor<1x1x4xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %2 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %3 = ecg.mul %2, %s : (tensor<1x1x4xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %4 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %5 = ecg.max_pool %4 kernel [2] strides [2] : tensor<1x1x4xf32> -> tensor<1x1x2xf32>
  %6 = ecg.mul %5, %s : (tensor<1x1x2xf32>, tensor<1xf32>) -> tensor<1x1x2xf32>
  %7 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %8 = ecg.batch_norm %7, %p, %p, %p, %p epsilon 0.0 : (tensor<1x1x4xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %9 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %10 = ecg.batch_norm %9, %s, %s, %s, %s epsilon 0.0 : (tensor<1x1x4xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  return %1, %2, %3, %6, %8, %10 : tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x2xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>
}

// -----

// Mul and add behind an activation are one batch norm; a lone one stays as it
// is, as does one that varies along time.
// CHECK-LABEL: @merge
// CHECK-DAG: %[[S:.*]] = ecg.constant dense<[2.000000e+00, 3.000000e+00]>
// CHECK-DAG: %[[T:.*]] = ecg.constant dense<5.000000e-01>
// CHECK: %[[R:.*]] = ecg.relu
// CHECK-NEXT: ecg.batch_norm %[[R]], %[[S]], %[[T]], %{{.*}}, %{{.*}} epsilon 0.000000e+00
// CHECK-NEXT: ecg.mul
func.func @merge(%x: tensor<1x2x2xf32>) -> tensor<1x2x2xf32> {
  %s = ecg.constant dense<[[2.0], [3.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %t = ecg.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  %time = ecg.constant dense<[1.5, 2.5]> : tensor<2xf32> -> tensor<2xf32>
  %r = ecg.relu %x : tensor<1x2x2xf32> -> tensor<1x2x2xf32>
  %0 = ecg.mul %r, %s : (tensor<1x2x2xf32>, tensor<2x1xf32>) -> tensor<1x2x2xf32>
  %1 = ecg.add %0, %t : (tensor<1x2x2xf32>, tensor<1xf32>) -> tensor<1x2x2xf32>
  %2 = ecg.mul %1, %time : (tensor<1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2xf32>
  return %2 : tensor<1x2x2xf32>
}

// -----

// Weights of a transposed convolution have output channels first, too. A shift
// before it would reach positions by different numbers of taps: it stays.
// CHECK-LABEL: @conv_transpose
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[\[}}2.000000e+00, 4.000000e+00]], {{\[\[}}-3.000000e+00, -4.000000e+00]]]>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<[1.000000e+00, 2.000000e+00]>
// CHECK: %[[X:.*]] = ecg.batch_norm
// CHECK: ecg.conv_transpose %[[X]], %[[W]], %[[B]]
// CHECK-NEXT: return
func.func @conv_transpose(%x: tensor<1x1x4xf32>) -> tensor<1x2x8xf32> {
  %w = ecg.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %one = ecg.constant dense<1.0> : tensor<1xf32> -> tensor<1xf32>
  %scale = ecg.constant dense<[2.0, -1.0]> : tensor<2xf32> -> tensor<2xf32>
  %shift = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %mean = ecg.constant dense<0.0> : tensor<2xf32> -> tensor<2xf32>
  %var = ecg.constant dense<1.0> : tensor<2xf32> -> tensor<2xf32>
  %three = ecg.constant dense<3.0> : tensor<1xf32> -> tensor<1xf32>
  %2 = ecg.batch_norm %x, %one, %three, %one, %one epsilon 0.0 : (tensor<1x1x4xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %3 = ecg.conv_transpose %2, %w strides [2] pads [0, 0] dilations [1] output_padding [0] : (tensor<1x1x4xf32>, tensor<2x1x2xf32>) -> tensor<1x2x8xf32>
  %4 = ecg.batch_norm %3, %scale, %shift, %mean, %var epsilon 0.0 : (tensor<1x2x8xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x8xf32>
  return %4 : tensor<1x2x8xf32>
}
