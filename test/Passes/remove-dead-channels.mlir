// RUN: ecg-opt %s --ecg-remove-dead-channels --split-input-file | FileCheck %s

// A channel of zeros goes, with its columns in the next layer.
// CHECK-LABEL: @zero
// CHECK-DAG: %[[V:.*]] = ecg.constant dense<[{{\[\[}}5.000000e+00], [7.000000e+00]]]> : tensor<1x2x1xf32>
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<{{\[\[\[}}1.000000e+00]], {{\[\[}}2.000000e+00]]]> : tensor<2x1x1xf32>
// CHECK: %[[A:.*]] = ecg.conv1d %arg0, %[[W]] : {{.*}} -> tensor<1x2x8xf32>
// CHECK-NEXT: %[[B:.*]] = ecg.relu %[[A]]
// CHECK-NEXT: %[[C:.*]] = ecg.max_pool %[[B]] {{.*}} -> tensor<1x2x4xf32>
// CHECK-NEXT: ecg.conv1d %[[C]], %[[V]] pads [1, 1]
func.func @zero(%x: tensor<1x1x8xf32>) -> tensor<1x1x6xf32> {
  %w = ecg.constant dense<[[[1.0]], [[0.0]], [[2.0]]]> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %v = ecg.constant dense<[[[5.0], [6.0], [7.0]]]> : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %0 = ecg.conv1d %x, %w : (tensor<1x1x8xf32>, tensor<3x1x1xf32>) -> tensor<1x3x8xf32>
  %1 = ecg.relu %0 : tensor<1x3x8xf32> -> tensor<1x3x8xf32>
  %2 = ecg.max_pool %1 kernel [2] strides [2] : tensor<1x3x8xf32> -> tensor<1x3x4xf32>
  %3 = ecg.conv1d %2, %v pads [1, 1] : (tensor<1x3x4xf32>, tensor<1x3x1xf32>) -> tensor<1x1x6xf32>
  return %3 : tensor<1x1x6xf32>
}

// -----

// A constant channel moves into the bias of the layer that reads it: 3 behind
// the ReLU, six times through the flatten. A negative bias is 0 there.
// CHECK-LABEL: @constant
// CHECK: ecg.conv1d {{.*}} -> tensor<1x1x2xf32>
// CHECK: %[[F:.*]] = ecg.reshape {{.*}} -> tensor<1x2xf32>
// CHECK-DAG: %[[B:.*]] = ecg.constant dense<1.900000e+01> : tensor<1xf32>
// CHECK-DAG: %[[V:.*]] = ecg.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00]]>
// CHECK: ecg.linear %[[F]], %[[V]], %[[B]]
func.func @constant(%x: tensor<1x1x2xf32>) -> tensor<1x1xf32> {
  %w = ecg.constant dense<[[[1.0]], [[0.0]], [[0.0]]]> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %b = ecg.constant dense<[0.5, 3.0, -2.0]> : tensor<3xf32> -> tensor<3xf32>
  %v = ecg.constant dense<[[1.0, 2.0, 2.0, 4.0, 5.0, 6.0]]> : tensor<1x6xf32> -> tensor<1x6xf32>
  %c = ecg.constant dense<1.0> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.conv1d %x, %w, %b : (tensor<1x1x2xf32>, tensor<3x1x1xf32>, tensor<3xf32>) -> tensor<1x3x2xf32>
  %1 = ecg.relu %0 : tensor<1x3x2xf32> -> tensor<1x3x2xf32>
  %2 = ecg.reshape %1 : tensor<1x3x2xf32> -> tensor<1x6xf32>
  %3 = ecg.linear %2, %v, %c : (tensor<1x6xf32>, tensor<1x6xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// Nobody reads the channel. Depthwise layers in between lose a group.
// CHECK-LABEL: @unread
// CHECK: ecg.conv1d {{.*}} -> tensor<1x2x4xf32>
// CHECK-NEXT: ecg.conv1d {{.*}} groups 2 : {{.*}} -> tensor<1x2x4xf32>
// CHECK-NEXT: ecg.conv1d {{.*}} : (tensor<1x2x4xf32>, tensor<1x2x1xf32>) -> tensor<1x1x4xf32>
func.func @unread(%x: tensor<1x1x4xf32>) -> tensor<1x1x4xf32> {
  %w = ecg.constant dense<1.0> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %d = ecg.constant dense<[[[1.0]], [[2.0]], [[3.0]]]> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %v = ecg.constant dense<[[[5.0], [0.0], [7.0]]]> : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %0 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<3x1x1xf32>) -> tensor<1x3x4xf32>
  %1 = ecg.conv1d %0, %d groups 3 : (tensor<1x3x4xf32>, tensor<3x1x1xf32>) -> tensor<1x3x4xf32>
  %2 = ecg.conv1d %1, %v : (tensor<1x3x4xf32>, tensor<1x3x1xf32>) -> tensor<1x1x4xf32>
  return %2 : tensor<1x1x4xf32>
}

// -----

// A residual branch couples its layers: the channel goes only because it is
// zero in both, and it goes from both dimensions of the weight inside.
// CHECK-LABEL: @residual
// CHECK-DAG: %[[W:.*]] = ecg.constant dense<2.000000e+00> : tensor<1x1x1xf32>
// CHECK: %[[A:.*]] = ecg.conv1d %arg0, {{.*}} -> tensor<1x1x4xf32>
// CHECK-NEXT: %[[B:.*]] = ecg.conv1d %[[A]], %[[W]] : {{.*}} -> tensor<1x1x4xf32>
// CHECK-NEXT: %[[C:.*]] = ecg.add %[[A]], %[[B]] : {{.*}} -> tensor<1x1x4xf32>
// CHECK-NEXT: ecg.conv1d %[[C]]
func.func @residual(%x: tensor<1x1x4xf32>) -> tensor<1x1x4xf32> {
  %u = ecg.constant dense<[[[1.0]], [[0.0]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %w = ecg.constant dense<[[[2.0], [9.0]], [[0.0], [0.0]]]> : tensor<2x2x1xf32> -> tensor<2x2x1xf32>
  %v = ecg.constant dense<[[[5.0], [7.0]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %0 = ecg.conv1d %x, %u : (tensor<1x1x4xf32>, tensor<2x1x1xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.conv1d %0, %w : (tensor<1x2x4xf32>, tensor<2x2x1xf32>) -> tensor<1x2x4xf32>
  %2 = ecg.add %0, %1 : (tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
  %3 = ecg.conv1d %2, %v : (tensor<1x2x4xf32>, tensor<1x2x1xf32>) -> tensor<1x1x4xf32>
  return %3 : tensor<1x1x4xf32>
}

// -----

// One dead channel makes another: the second layer reads only what is dead.
// CHECK-LABEL: @chain
// CHECK: ecg.conv1d {{.*}} -> tensor<1x1x4xf32>
// CHECK-NEXT: ecg.conv1d {{.*}} -> tensor<1x1x4xf32>
// CHECK-NEXT: ecg.conv1d {{.*}} -> tensor<1x1x4xf32>
func.func @chain(%x: tensor<1x1x4xf32>) -> tensor<1x1x4xf32> {
  %u = ecg.constant dense<[[[1.0]], [[0.0]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %w = ecg.constant dense<[[[2.0], [9.0]], [[0.0], [3.0]]]> : tensor<2x2x1xf32> -> tensor<2x2x1xf32>
  %v = ecg.constant dense<[[[5.0], [7.0]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %0 = ecg.conv1d %x, %u : (tensor<1x1x4xf32>, tensor<2x1x1xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.conv1d %0, %w : (tensor<1x2x4xf32>, tensor<2x2x1xf32>) -> tensor<1x2x4xf32>
  %2 = ecg.conv1d %1, %v : (tensor<1x2x4xf32>, tensor<1x2x1xf32>) -> tensor<1x1x4xf32>
  return %2 : tensor<1x1x4xf32>
}

// -----

// Stays: a constant in front of padding, channels of results, channels that
// softmax mixes, and the last channel of a tensor.
// CHECK-LABEL: @stays
// CHECK: %[[A:.*]] = ecg.conv1d %arg0, {{.*}} -> tensor<1x2x4xf32>
// CHECK: ecg.conv1d %[[A]], {{.*}} pads [1, 1]
// CHECK: %[[B:.*]] = ecg.conv1d %arg0, {{.*}} -> tensor<1x2x4xf32>
// CHECK: %[[C:.*]] = ecg.softmax %[[B]]
// CHECK: %[[D:.*]] = ecg.conv1d %[[C]]
// CHECK: %[[Z:.*]] = ecg.conv1d %arg0, {{.*}} -> tensor<1x1x4xf32>
// CHECK: ecg.conv1d %[[Z]], {{.*}} -> tensor<1x1x4xf32>
func.func @stays(%x: tensor<1x1x4xf32>) -> (tensor<1x1x6xf32>, tensor<1x2x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>) {
  %u = ecg.constant dense<[[[1.0]], [[0.0]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %b = ecg.constant dense<[0.0, 1.0]> : tensor<2xf32> -> tensor<2xf32>
  %v = ecg.constant dense<[[[5.0], [7.0]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %z = ecg.constant dense<0.0> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %one = ecg.constant dense<1.0> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %0 = ecg.conv1d %x, %u, %b : (tensor<1x1x4xf32>, tensor<2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.conv1d %0, %v pads [1, 1] : (tensor<1x2x4xf32>, tensor<1x2x1xf32>) -> tensor<1x1x6xf32>
  %2 = ecg.conv1d %x, %u : (tensor<1x1x4xf32>, tensor<2x1x1xf32>) -> tensor<1x2x4xf32>
  %3 = ecg.softmax %2 axis 1 : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
  %4 = ecg.conv1d %3, %v : (tensor<1x2x4xf32>, tensor<1x2x1xf32>) -> tensor<1x1x4xf32>
  %5 = ecg.conv1d %x, %z : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %6 = ecg.conv1d %5, %one : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  return %1, %2, %4, %6 : tensor<1x1x6xf32>, tensor<1x2x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>
}

// -----

// Weights that are not finite neither fold nor keep the pass busy for ever.
// CHECK-LABEL: @not_finite
// CHECK: ecg.conv1d {{.*}} -> tensor<1x2x4xf32>
func.func @not_finite(%x: tensor<1x1x4xf32>) -> tensor<1x1x4xf32> {
  %u = ecg.constant dense<[[[1.0]], [[0.0]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %b = ecg.constant dense<[0.0, 0x7FC00000]> : tensor<2xf32> -> tensor<2xf32>
  %v = ecg.constant dense<[[[5.0], [0x7FC00000]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %c = ecg.constant dense<0x7FC00000> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.conv1d %x, %u, %b : (tensor<1x1x4xf32>, tensor<2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.conv1d %0, %v, %c : (tensor<1x2x4xf32>, tensor<1x2x1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  return %1 : tensor<1x1x4xf32>
}

// -----

// Nothing can be removed from empty tensors.
// CHECK-LABEL: @empty
// CHECK: ecg.linear {{.*}} -> tensor<1x0xf32>
func.func @empty(%x: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = ecg.constant dense<> : tensor<0x1xf32> -> tensor<0x1xf32>
  %v = ecg.constant dense<> : tensor<1x0xf32> -> tensor<1x0xf32>
  %0 = ecg.linear %x, %w : (tensor<1x1xf32>, tensor<0x1xf32>) -> tensor<1x0xf32>
  %1 = ecg.linear %0, %v : (tensor<1x0xf32>, tensor<1x0xf32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// A unit of an LSTM whose result nobody reads still moves the other units.
// CHECK-LABEL: func.func @keeps_units_that_others_read
// CHECK: ecg.lstm {{.*}} -> (tensor<4x1x1x2xf32>
func.func @keeps_units_that_others_read(%x: tensor<4x1x1xf32>) -> tensor<4x1x3xf32> {
  %w = ecg.constant dense<0.5> : tensor<1x8x1xf32> -> tensor<1x8x1xf32>
  %r = ecg.constant dense<0.5> : tensor<1x8x2xf32> -> tensor<1x8x2xf32>
  %y, %h, %c = ecg.lstm %x, %w, %r : (tensor<4x1x1xf32>, tensor<1x8x1xf32>, tensor<1x8x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>)
  %s = ecg.reshape %y : tensor<4x1x1x2xf32> -> tensor<4x1x2xf32>
  %v = ecg.constant dense<[[0.0, 1.0], [0.0, 2.0], [0.0, 3.0]]> : tensor<3x2xf32> -> tensor<3x2xf32>
  %z = ecg.linear %s, %v : (tensor<4x1x2xf32>, tensor<3x2xf32>) -> tensor<4x1x3xf32>
  return %z : tensor<4x1x3xf32>
}

// So does a channel that is normalized with the others.
// CHECK-LABEL: func.func @keeps_what_is_normalized
// CHECK: ecg.layer_norm {{.*}} -> tensor<1x4x2xf32>
func.func @keeps_what_is_normalized(%x: tensor<1x4x1xf32>) -> tensor<1x4x3xf32> {
  %w = ecg.constant dense<[[0.5], [2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %y = ecg.linear %x, %w : (tensor<1x4x1xf32>, tensor<2x1xf32>) -> tensor<1x4x2xf32>
  %one = ecg.constant dense<1.0> : tensor<2xf32> -> tensor<2xf32>
  %n = ecg.layer_norm %y, %one, %one axes [2] epsilon 1.000000e-05 : (tensor<1x4x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x4x2xf32>
  %v = ecg.constant dense<[[0.0, 1.0], [0.0, 2.0], [0.0, 3.0]]> : tensor<3x2xf32> -> tensor<3x2xf32>
  %z = ecg.linear %n, %v : (tensor<1x4x2xf32>, tensor<3x2xf32>) -> tensor<1x4x3xf32>
  return %z : tensor<1x4x3xf32>
}

// Of joined channels those go that are dead, and their columns with them.
// CHECK-LABEL: func.func @concat
// CHECK: ecg.concat {{.*}} : (tensor<1x1x8xf32>, tensor<1x2x8xf32>) -> tensor<1x3x8xf32>
// CHECK: ecg.conv1d {{.*}} (tensor<1x3x8xf32>, tensor<1x3x1xf32>)
func.func @concat(%x: tensor<1x1x8xf32>) -> tensor<1x1x8xf32> {
  %wa = ecg.constant dense<[[[1.0]], [[0.0]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %wb = ecg.constant dense<[[[1.0]], [[2.0]], [[3.0]]]> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %wc = ecg.constant dense<[[[1.0], [2.0], [3.0], [0.0], [5.0]]]> : tensor<1x5x1xf32> -> tensor<1x5x1xf32>
  %a = ecg.conv1d %x, %wa : (tensor<1x1x8xf32>, tensor<2x1x1xf32>) -> tensor<1x2x8xf32>
  %b = ecg.conv1d %x, %wb : (tensor<1x1x8xf32>, tensor<3x1x1xf32>) -> tensor<1x3x8xf32>
  %c = ecg.concat %a, %b axis 1 : (tensor<1x2x8xf32>, tensor<1x3x8xf32>) -> tensor<1x5x8xf32>
  %d = ecg.conv1d %c, %wc : (tensor<1x5x8xf32>, tensor<1x5x1xf32>) -> tensor<1x1x8xf32>
  return %d : tensor<1x1x8xf32>
}
