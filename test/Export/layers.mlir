// RUN: ecg-opt %s --ecg-export-onnx=file=%t.onnx -o %t.mlir
// RUN: ecg-opt %t.onnx --emit=ecg --name=again --mlir-print-debuginfo | FileCheck %s

// Every layer as ONNX and back. Fused limits come back as layers of their own;
// names of inputs, outputs and layers stay.

// CHECK: func.func @again(%[[X:.*]]: tensor<2x4x20xf32> {ecg.name = "ecg"}
// CHECK-SAME: -> (tensor<2x3xf32> {ecg.name = "probs"}
// CHECK-SAME: tensor<2x4x20xf32> {ecg.name = "ecg:0"}
// CHECK: %[[CONV:.*]] = ecg.conv1d %[[X]], {{.*}} stride 2 pads [1, 2] dilation 2 groups 2 : {{.*}} loc(#[[CONVLOC:.*]])
// CHECK: %[[RELU:.*]] = ecg.relu %[[CONV]]
// CHECK: ecg.max_pool %[[RELU]] kernel [3] strides [2] ceil_mode
// CHECK: ecg.avg_pool {{.*}} kernel [2] strides [1] pads [1, 0] count_include_pad
// CHECK: ecg.batch_norm {{.*}} epsilon 1.000000e-03
// CHECK: ecg.leaky_relu {{.*}} alpha 2.500000e-01
// CHECK: ecg.clip {{.*}} to <-1.000000e+00, inf>
// CHECK: ecg.sigmoid
// CHECK: ecg.tanh
// CHECK: ecg.swish {{.*}} loc(#[[SWISHLOC:.*]])
// CHECK: ecg.hard_swish
// CHECK: ecg.pad {{.*}} low [0, 0, 1] high [0, 0, 0] value 5.000000e-01
// CHECK: ecg.transpose {{.*}} permutation [0, 2, 1]
// CHECK: ecg.linear {{.*}} : (tensor<2x6x6xf32>, tensor<3x6xf32>, tensor<3xf32>)
// CHECK: ecg.concat {{.*}} axis 1
// CHECK: ecg.mul
// CHECK: ecg.clip {{.*}} to <-2.000000e+00, 6.000000e+00>
// CHECK: ecg.add
// CHECK: ecg.global_avg_pool
// CHECK: ecg.reshape
// CHECK: ecg.linear {{.*}} : (tensor<2x6xf32>, tensor<3x6xf32>) -> tensor<2x3xf32>
// CHECK: %[[PROBS:.*]] = ecg.softmax {{.*}} axis 1
// CHECK: return %[[PROBS]], %[[X]]
// CHECK-DAG: #[[CONVLOC]] = loc("/conv1/Conv")
// CHECK-DAG: #[[SWISHLOC]] = loc("activation")

func.func @net(%x: tensor<2x4x20xf32> {ecg.name = "ecg"}) -> (tensor<2x3xf32> {ecg.name = "probs"}, tensor<2x4x20xf32> {ecg.name = "ecg:0"}) {
  %w = ecg.constant dense<0.5> : tensor<6x2x3xf32> -> tensor<6x2x3xf32>
  %b = ecg.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32> -> tensor<6xf32>
  %0 = ecg.conv1d %x, %w, %b stride 2 pads [1, 2] dilation 2 groups 2 clamp <0.0, inf>
      : (tensor<2x4x20xf32>, tensor<6x2x3xf32>, tensor<6xf32>) -> tensor<2x6x10xf32> loc("/conv1/Conv")
  %1 = ecg.max_pool %0 kernel [3] strides [2] ceil_mode : tensor<2x6x10xf32> -> tensor<2x6x5xf32>
  %2 = ecg.avg_pool %1 kernel [2] strides [1] pads [1, 0] count_include_pad : tensor<2x6x5xf32> -> tensor<2x6x5xf32>
  %3 = ecg.batch_norm %2, %b, %b, %b, %b epsilon 1.000000e-03
      : (tensor<2x6x5xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<2x6x5xf32>
  %4 = ecg.leaky_relu %3 alpha 2.500000e-01 : tensor<2x6x5xf32> -> tensor<2x6x5xf32>
  %5 = ecg.clip %4 to <-1.0, inf> : tensor<2x6x5xf32> -> tensor<2x6x5xf32>
  %6 = ecg.sigmoid %5 : tensor<2x6x5xf32> -> tensor<2x6x5xf32>
  %7 = ecg.tanh %6 : tensor<2x6x5xf32> -> tensor<2x6x5xf32>
  %8 = ecg.swish %7 : tensor<2x6x5xf32> -> tensor<2x6x5xf32> loc("activation")
  %9 = ecg.hard_swish %8 : tensor<2x6x5xf32> -> tensor<2x6x5xf32>
  %10 = ecg.pad %9 low [0, 0, 1] high [0, 0, 0] value 0.5 : tensor<2x6x5xf32> -> tensor<2x6x6xf32>
  %11 = ecg.transpose %10 permutation [0, 2, 1] : tensor<2x6x6xf32> -> tensor<2x6x6xf32>
  %lw = ecg.constant dense<0.25> : tensor<3x6xf32> -> tensor<3x6xf32>
  %lb = ecg.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32> -> tensor<3xf32>
  %12 = ecg.linear %11, %lw, %lb : (tensor<2x6x6xf32>, tensor<3x6xf32>, tensor<3xf32>) -> tensor<2x6x3xf32>
  %13 = ecg.concat %12, %12 axis 1 : (tensor<2x6x3xf32>, tensor<2x6x3xf32>) -> tensor<2x12x3xf32>
  %s = ecg.constant dense<3.0> : tensor<f32> -> tensor<f32>
  %14 = ecg.mul %13, %s clamp <-2.0, 6.0> : (tensor<2x12x3xf32>, tensor<f32>) -> tensor<2x12x3xf32>
  %15 = ecg.add %14, %13 : (tensor<2x12x3xf32>, tensor<2x12x3xf32>) -> tensor<2x12x3xf32>
  %16 = ecg.reshape %15 : tensor<2x12x3xf32> -> tensor<2x6x6xf32>
  %17 = ecg.global_avg_pool %16 : tensor<2x6x6xf32> -> tensor<2x6x1xf32>
  %18 = ecg.reshape %17 : tensor<2x6x1xf32> -> tensor<2x6xf32>
  %cw = ecg.constant dense<0.125> : tensor<3x6xf32> -> tensor<3x6xf32>
  %19 = ecg.linear %18, %cw : (tensor<2x6xf32>, tensor<3x6xf32>) -> tensor<2x3xf32>
  %20 = ecg.softmax %19 axis 1 : tensor<2x3xf32> -> tensor<2x3xf32>
  return %20, %x : tensor<2x3xf32>, tensor<2x4x20xf32>
}
