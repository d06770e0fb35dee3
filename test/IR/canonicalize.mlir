// RUN: ecg-opt %s --canonicalize --split-input-file | FileCheck %s

// Neighbours of a kind become one; permutations compose in the right order.
// CHECK-LABEL: @merge
// CHECK-DAG: %[[R:.*]] = ecg.reshape %arg0 : tensor<1x2x3x4xf32> -> tensor<24xf32>
// CHECK-DAG: %[[T:.*]] = ecg.transpose %arg0 permutation [0, 3, 2, 1] : tensor<1x2x3x4xf32> -> tensor<1x4x3x2xf32>
// CHECK: return %[[R]], %[[T]]
func.func @merge(%x: tensor<1x2x3x4xf32>) -> (tensor<24xf32>, tensor<1x4x3x2xf32>) {
  %0 = ecg.reshape %x : tensor<1x2x3x4xf32> -> tensor<6x4xf32>
  %1 = ecg.reshape %0 : tensor<6x4xf32> -> tensor<24xf32>
  %2 = ecg.transpose %x permutation [0, 2, 3, 1] : tensor<1x2x3x4xf32> -> tensor<1x3x4x2xf32>
  %3 = ecg.transpose %2 permutation [0, 2, 1, 3] : tensor<1x3x4x2xf32> -> tensor<1x4x3x2xf32>
  return %1, %3 : tensor<24xf32>, tensor<1x4x3x2xf32>
}

// -----

// Layers that do nothing.
// CHECK-LABEL: @nothing
// CHECK: %[[R:.*]] = ecg.relu %arg0
// CHECK-NEXT: %[[C:.*]] = ecg.clip %[[R]] to <0.000000e+00, 6.000000e+00>
// CHECK-NEXT: return %[[C]]
func.func @nothing(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %zero = ecg.constant dense<0.0> : tensor<4xf32> -> tensor<4xf32>
  %one = ecg.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  %0 = ecg.add %x, %zero : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  %1 = ecg.mul %one, %0 : (tensor<1x1xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = ecg.reshape %1 : tensor<1x4xf32> -> tensor<1x4xf32>
  %3 = ecg.transpose %2 permutation [0, 1] : tensor<1x4xf32> -> tensor<1x4xf32>
  %4 = ecg.pad %3 low [0, 0] high [0, 0] value 1.0 : tensor<1x4xf32> -> tensor<1x4xf32>
  %5 = ecg.concat %4 axis 1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %6 = ecg.relu %5 : tensor<1x4xf32> -> tensor<1x4xf32>
  %7 = ecg.relu %6 : tensor<1x4xf32> -> tensor<1x4xf32>
  %8 = ecg.clip %7 to <0.0, 6.0> : tensor<1x4xf32> -> tensor<1x4xf32>
  %9 = ecg.clip %8 to <-1.0, 7.0> : tensor<1x4xf32> -> tensor<1x4xf32>
  return %9 : tensor<1x4xf32>
}

// -----

// What looks neutral and is not: a sum that broadcasts, one with a clamp, a
// clip that is the tighter one.
// CHECK-LABEL: @not_neutral
// CHECK: ecg.add
// CHECK: ecg.add
// CHECK: ecg.clip
// CHECK: ecg.clip
func.func @not_neutral(%x: tensor<1x4xf32>) -> (tensor<2x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>) {
  %zero = ecg.constant dense<0.0> : tensor<2x1xf32> -> tensor<2x1xf32>
  %0 = ecg.add %x, %zero : (tensor<1x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  %null = ecg.constant dense<0.0> : tensor<1xf32> -> tensor<1xf32>
  %1 = ecg.add %x, %null clamp <0.0, inf> : (tensor<1x4xf32>, tensor<1xf32>) -> tensor<1x4xf32>
  %2 = ecg.clip %x to <0.0, 6.0> : tensor<1x4xf32> -> tensor<1x4xf32>
  %3 = ecg.clip %2 to <1.0, 7.0> : tensor<1x4xf32> -> tensor<1x4xf32>
  return %0, %1, %3 : tensor<2x4xf32>, tensor<1x4xf32>, tensor<1x4xf32>
}

// -----

// Only dimensions of size 1 move: nothing moves in memory.
// CHECK-LABEL: @transpose_of_one
// CHECK-NEXT: ecg.reshape %arg0 : tensor<1x2000x1xf32> -> tensor<1x1x2000xf32>
func.func @transpose_of_one(%x: tensor<1x2000x1xf32>) -> tensor<1x1x2000xf32> {
  %0 = ecg.transpose %x permutation [0, 2, 1] : tensor<1x2000x1xf32> -> tensor<1x1x2000xf32>
  return %0 : tensor<1x1x2000xf32>
}

// -----

// Zero padding becomes padding of the convolution, in addition to its own.
// CHECK-LABEL: @pad
// CHECK: ecg.conv1d %arg0, %arg1 pads [2, 5]
// CHECK: ecg.conv2d %arg2, %arg3 pads [2, 1, 1, 3]
func.func @pad(%x: tensor<1x2x8xf32>, %w: tensor<3x2x3xf32>, %y: tensor<1x2x8x8xf32>, %v: tensor<3x2x3x3xf32>) -> (tensor<1x3x13xf32>, tensor<1x3x9x10xf32>) {
  %0 = ecg.pad %x low [0, 0, 1] high [0, 0, 4] value 0.0 : tensor<1x2x8xf32> -> tensor<1x2x13xf32>
  %1 = ecg.conv1d %0, %w pads [1, 1] : (tensor<1x2x13xf32>, tensor<3x2x3xf32>) -> tensor<1x3x13xf32>
  %2 = ecg.pad %y low [0, 0, 1, 1] high [0, 0, 1, 3] value 0.0 : tensor<1x2x8x8xf32> -> tensor<1x2x10x12xf32>
  %3 = ecg.conv2d %2, %v pads [1, 0, 0, 0] : (tensor<1x2x10x12xf32>, tensor<3x2x3x3xf32>) -> tensor<1x3x9x10xf32>
  return %1, %3 : tensor<1x3x13xf32>, tensor<1x3x9x10xf32>
}

// -----

// Not so a border of other numbers, or new channels.
// CHECK-LABEL: @pad_stays
// CHECK: ecg.pad
// CHECK: ecg.pad
func.func @pad_stays(%x: tensor<1x2x8xf32>, %w: tensor<3x2x3xf32>, %v: tensor<3x4x3xf32>) -> (tensor<1x3x8xf32>, tensor<1x3x6xf32>) {
  %0 = ecg.pad %x low [0, 0, 1] high [0, 0, 1] value 1.0 : tensor<1x2x8xf32> -> tensor<1x2x10xf32>
  %1 = ecg.conv1d %0, %w : (tensor<1x2x10xf32>, tensor<3x2x3xf32>) -> tensor<1x3x8xf32>
  %2 = ecg.pad %x low [0, 1, 0] high [0, 1, 0] value 0.0 : tensor<1x2x8xf32> -> tensor<1x4x8xf32>
  %3 = ecg.conv1d %2, %v : (tensor<1x4x8xf32>, tensor<3x4x3xf32>) -> tensor<1x3x6xf32>
  return %1, %3 : tensor<1x3x8xf32>, tensor<1x3x6xf32>
}

// -----

!q = !quant.uniform<i8:f32, 0.5:3>
!r = !quant.uniform<i8:f32, 0.25:3>

// quantize(dequantize(x)) is x where the types agree.
// CHECK-LABEL: @quantize
// CHECK: %[[R:.*]] = ecg.quantize
// CHECK: return %arg0, %[[R]]
func.func @quantize(%x: tensor<4x!q>) -> (tensor<4x!q>, tensor<4x!r>) {
  %0 = ecg.dequantize %x : tensor<4x!q> -> tensor<4xf32>
  %1 = ecg.quantize %0 : tensor<4xf32> -> tensor<4x!q>
  %2 = ecg.quantize %0 : tensor<4xf32> -> tensor<4x!r>
  return %1, %2 : tensor<4x!q>, tensor<4x!r>
}

// -----

// Padding that never wins becomes the max-pool's own, in addition to its own.
// CHECK-LABEL: @pool_pad
// CHECK-NOT: ecg.pad
// CHECK: ecg.max_pool %arg0 kernel [4] strides [2] pads [1, 3]
// CHECK: ecg.max_pool %arg0 kernel [2] strides [2] pads [0, 2] dilations [2]
func.func @pool_pad(%x: tensor<1x2x8xf32>) -> (tensor<1x2x5xf32>, tensor<1x2x4xf32>) {
  %0 = ecg.pad %x low [0, 0, 1] high [0, 0, 2] value 0xFF800000 : tensor<1x2x8xf32> -> tensor<1x2x11xf32>
  %1 = ecg.max_pool %0 kernel [4] strides [2] pads [0, 1] : tensor<1x2x11xf32> -> tensor<1x2x5xf32>
  %2 = ecg.pad %x low [0, 0, 0] high [0, 0, 2] value 0xFF7FFFFF : tensor<1x2x8xf32> -> tensor<1x2x10xf32>
  %3 = ecg.max_pool %2 kernel [2] strides [2] dilations [2] : tensor<1x2x10xf32> -> tensor<1x2x4xf32>
  return %1, %3 : tensor<1x2x5xf32>, tensor<1x2x4xf32>
}

// -----

// Zeros may win; with ceil_mode the windows would be others; a window of nothing
// but padding shows the value.
// CHECK-LABEL: @pool_pad_stays
// CHECK-COUNT-3: ecg.pad
func.func @pool_pad_stays(%x: tensor<1x2x8xf32>) -> (tensor<1x2x9xf32>, tensor<1x2x5xf32>, tensor<1x2x6xf32>) {
  %0 = ecg.pad %x low [0, 0, 1] high [0, 0, 1] value 0.0 : tensor<1x2x8xf32> -> tensor<1x2x10xf32>
  %1 = ecg.max_pool %0 kernel [2] strides [1] : tensor<1x2x10xf32> -> tensor<1x2x9xf32>
  %2 = ecg.pad %x low [0, 0, 0] high [0, 0, 1] value 0xFF800000 : tensor<1x2x8xf32> -> tensor<1x2x9xf32>
  %3 = ecg.max_pool %2 kernel [2] strides [2] ceil_mode : tensor<1x2x9xf32> -> tensor<1x2x5xf32>
  %4 = ecg.pad %x low [0, 0, 2] high [0, 0, 2] value 0xFF800000 : tensor<1x2x8xf32> -> tensor<1x2x12xf32>
  %5 = ecg.max_pool %4 kernel [2] strides [2] : tensor<1x2x12xf32> -> tensor<1x2x6xf32>
  return %1, %3, %5 : tensor<1x2x9xf32>, tensor<1x2x5xf32>, tensor<1x2x6xf32>
}
