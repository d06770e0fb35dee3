// RUN: ecg-opt %s --ecg-print-channel-groups -o /dev/null | FileCheck %s

// Channels of a concatenation stay with those who made them; who needs a whole
// dimension is named.
// CHECK: into a (ecg.conv1d): 1 channel, kept: input 'x'
// CHECK-NEXT: a (ecg.conv1d): 2 channels, read by head
// CHECK-NEXT: b (ecg.conv1d): 3 channels, read by head
// CHECK-NEXT: head (ecg.conv1d): 4 channels, kept: all of 'ecg.softmax' (probs)
// CHECK-NOT: channel
func.func @net(%x: tensor<1x1x8xf32> {ecg.name = "x"}) -> tensor<1x4x8xf32> {
  %wa = ecg.constant dense<1.0> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %wb = ecg.constant dense<1.0> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %wc = ecg.constant dense<1.0> : tensor<4x5x1xf32> -> tensor<4x5x1xf32>
  %a = ecg.conv1d %x, %wa : (tensor<1x1x8xf32>, tensor<2x1x1xf32>) -> tensor<1x2x8xf32> loc("a")
  %b = ecg.conv1d %x, %wb : (tensor<1x1x8xf32>, tensor<3x1x1xf32>) -> tensor<1x3x8xf32> loc("b")
  %c = ecg.concat %a, %b axis 1 : (tensor<1x2x8xf32>, tensor<1x3x8xf32>) -> tensor<1x5x8xf32>
  %d = ecg.conv1d %c, %wc : (tensor<1x5x8xf32>, tensor<4x5x1xf32>) -> tensor<1x4x8xf32> loc("head")
  %p = ecg.softmax %d axis 1 : tensor<1x4x8xf32> -> tensor<1x4x8xf32> loc("probs")
  return %p : tensor<1x4x8xf32>
}
