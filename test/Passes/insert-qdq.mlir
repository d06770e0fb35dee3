// RUN: ecg-opt %s --ecg-insert-qdq --split-input-file | FileCheck %s

// Inputs quantize at entry, outputs dequantize at exit; weights get one scale
// a row, the bias the product of input and weight scale.
// CHECK-LABEL: @linear
// CHECK-SAME: (%[[X:.*]]: tensor<1x2xf32>)
// CHECK: %[[XQ:.*]] = ecg.quantize %[[X]] {{.*}} -> tensor<1x2x!quant.uniform<i8:f32, 1.250000e-01:-128>>
// CHECK: %[[XD:.*]] = ecg.dequantize %[[XQ]]
// CHECK: %[[WQ:.*]] = ecg.constant dense<{{\[\[}}127, 64], [-32, -127]]> {{.*}} tensor<2x2x!quant.uniform<i8<-127:127>:f32:0, {1.562500e-02,3.125000e-02}>>
// CHECK: %[[W:.*]] = ecg.dequantize %[[WQ]]
// CHECK: %[[BQ:.*]] = ecg.constant dense<[512, -128]> {{.*}}!quant.uniform<i32:f32:0, {0.001953125,3.906250e-03}>
// CHECK: %[[B:.*]] = ecg.dequantize %[[BQ]]
// CHECK: %[[Y:.*]] = ecg.linear %[[XD]], %[[W]], %[[B]]
// CHECK-NOT: ecg.ranges
// CHECK: %[[YQ:.*]] = ecg.quantize %[[Y]] {{.*}}!quant.uniform<i8:f32, 1.562500e-02>
// CHECK: %[[YD:.*]] = ecg.dequantize %[[YQ]]
// CHECK: return %[[YD]]
func.func @linear(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 31.875>}) -> tensor<1x2xf32> {
  %w = ecg.constant dense<[[1.984375, 1.0], [-1.0, -3.96875]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = ecg.constant dense<[1.0, -0.5]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.linear %x, %w, %b {ecg.ranges = [array<f32: -2.0, 1.984375>]} : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// A fused ReLU cuts the range that was observed before it.
// CHECK-LABEL: @clamped
// CHECK: ecg.add
// CHECK-NEXT: ecg.quantize {{.*}}!quant.uniform<i8:f32, 1.250000e-01:-128>
func.func @clamped(%x: tensor<1x2xf32> {ecg.range = array<f32: -1.0, 1.0>}) -> tensor<1x2xf32> {
  %y = ecg.add %x, %x clamp <0.0, inf> {ecg.ranges = [array<f32: -30.0, 31.875>]} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Layers that move values keep the parameters and need no range; softmax has
// fixed ones. One pair serves all readers of a value.
// CHECK-LABEL: @rules
// CHECK: ecg.quantize {{.*}}x[[T:!quant.uniform<i8:f32, 1.250000e-01:-128>]]>
// CHECK-NOT: ecg.quantize
// CHECK: ecg.max_pool
// CHECK-NEXT: ecg.quantize {{.*}}x[[T]]>
// CHECK: ecg.reshape
// CHECK-NEXT: ecg.quantize {{.*}}x[[T]]>
// CHECK: ecg.softmax
// CHECK-NEXT: ecg.quantize {{.*}}!quant.uniform<i8:f32, 3.906250e-03:-128>
func.func @rules(%x: tensor<1x2x4xf32> {ecg.range = array<f32: 0.0, 31.875>}) -> (tensor<1x2x2xf32>, tensor<1x8xf32>) {
  %p = ecg.max_pool %x kernel [2] strides [2] : tensor<1x2x4xf32> -> tensor<1x2x2xf32>
  %r = ecg.reshape %x : tensor<1x2x4xf32> -> tensor<1x8xf32>
  %s = ecg.softmax %r axis 1 : tensor<1x8xf32> -> tensor<1x8xf32>
  return %p, %s : tensor<1x2x2xf32>, tensor<1x8xf32>
}

// -----

// Constant operands that are no weights are int8 tensors of their own range.
// CHECK-LABEL: @constant_operand
// CHECK: %[[C:.*]] = ecg.constant dense<{{\[\[}}127, -128]]> : tensor<1x2xi8> -> tensor<1x2x!quant.uniform<i8:f32, 1.562500e-02:28>>
// CHECK: ecg.dequantize %[[C]]
func.func @constant_operand(%x: tensor<1x2xf32> {ecg.range = array<f32: -1.0, 1.0>}) -> tensor<1x2xf32> {
  %c = ecg.constant dense<[[1.546875, -2.4375]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %y = ecg.mul %x, %c {ecg.ranges = [array<f32: -1.5, 1.5>]} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Unknown weights and a border that int8 cannot hold exactly stay in float;
// what such layers read is not quantized for their sake.
// CHECK-LABEL: @float_layers
// CHECK-SAME: %[[X:.*]]: tensor<1x1x4xf32> {ecg.name = "x"}, %[[W:.*]]:
// CHECK-NEXT: %[[B:.*]] = ecg.conv1d %[[X]], %[[W]]
// CHECK-NEXT: %[[C:.*]] = ecg.pad %[[B]]
// CHECK-NEXT: return %[[C]]
func.func @float_layers(%x: tensor<1x1x4xf32> {ecg.name = "x", ecg.range = array<f32: -1.0, 1.0>}, %w: tensor<1x1x1xf32>) -> tensor<1x1x5xf32> {
  %b = ecg.conv1d %x, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %c = ecg.pad %b low [0, 0, 1] high [0, 0, 0] value 1.5 {ecg.ranges = [array<f32: -1.0, 1.5>]} : tensor<1x1x4xf32> -> tensor<1x1x5xf32>
  return %c : tensor<1x1x5xf32>
}

// -----

// A batch norm that nothing absorbed keeps float parameters.
// CHECK-LABEL: @batch_norm
// CHECK-DAG: %[[P:.*]] = ecg.constant {{.*}} tensor<1xf32>
// CHECK-DAG: %[[X:.*]] = ecg.dequantize
// CHECK: ecg.batch_norm %[[X]], %[[P]], %[[P]], %[[P]], %[[P]] epsilon
// CHECK-NEXT: ecg.quantize
func.func @batch_norm(%x: tensor<1x1x4xf32> {ecg.range = array<f32: -1.0, 1.0>}) -> tensor<1x1x4xf32> {
  %p = ecg.constant dense<1.0> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.batch_norm %x, %p, %p, %p, %p epsilon 0.0 {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x1x4xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  return %y : tensor<1x1x4xf32>
}

// -----

// Declarations and empty weights are no reason to stumble.
// CHECK-LABEL: @declared
func.func private @declared(tensor<1x1xf32>) -> tensor<1x1xf32>
// CHECK-LABEL: @empty
// CHECK: ecg.linear {{.*}} -> tensor<1x0xf32>
func.func @empty(%x: tensor<1x1xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x0xf32> {
  %w = ecg.constant dense<> : tensor<0x1xf32> -> tensor<0x1xf32>
  %y = ecg.linear %x, %w {ecg.ranges = [array<f32: 0.0, 1.0>]} : (tensor<1x1xf32>, tensor<0x1xf32>) -> tensor<1x0xf32>
  return %y : tensor<1x0xf32>
}
