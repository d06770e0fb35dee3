// RUN: ecg-opt %s --ecg-insert-multi-bit="code=bits2 outer=int4" | FileCheck %s --check-prefix=INSERTED
// RUN: ecg-opt %s --ecg-insert-multi-bit="code=bits2 outer=int4" --ecg-convert-multi-bit | FileCheck %s --check-prefix=BITS
// RUN: ecg-opt %s --ecg-insert-multi-bit="code=bits2 outer=int4" --ecg-convert-multi-bit --canonicalize | FileCheck %s --check-prefix=NUMBERS
// RUN: ecg-opt %s --ecg-insert-multi-bit="code=bits2 outer=int4" --ecg-convert-fake-quantize | FileCheck %s --check-prefix=INTEGERS
// RUN: ecg-opt %s --ecg-insert-multi-bit="code=sign groups=2" | FileCheck %s --check-prefix=GROUPS
// RUN: ecg-opt %S/Inputs/odd-coordinates.mlir --ecg-convert-fake-quantize | FileCheck %s --check-prefix=ODD
// RUN: not ecg-opt %s --ecg-insert-multi-bit="code=int9" 2>&1 | FileCheck %s --check-prefix=ERROR

// The middle layer has sums of 3 and 1 in its first row, and one step in its
// second, the outer ones int4. In int8 a row is divided by what it has in
// common: 123 units are for the largest sum.
// INSERTED: %[[A:.*]] = ecg.constant dense<{{\[\[}}2.99{{[0-9]*}}, 0.99{{[0-9]*}}], {{.*}}]> : tensor<2x2xf32> -> tensor<2x2xf32>
// INSERTED: ecg.fake_multi_bit %{{.*}}, %[[A]] codes [4, 4] groups 4 : (tensor<2x4xf32>, tensor<2x2xf32>) -> tensor<2x4xf32>
// INSERTED: ecg.fake_multi_bit {{.*}} codes [8, 8] groups 2
// BITS: ecg.multi_bit <tensor<4x2xf32>, groups 2, bits [4 of 4]
// BITS: ecg.multi_bit <tensor<2x4xf32>, groups 4, bits [2 of 2], alphas dense<[184, 62, {{.*}}]> : tensor<4xi16>
// NUMBERS: ecg.constant dense<{{\[\[}}3.99999571, 1.98373771, -1.98373771, -3.99999571]
// INTEGERS: ecg.constant dense<{{\[\[}}4, 7], [5, 7], [7, -7], [1, 7]]>
// INTEGERS: ecg.constant dense<{{\[\[}}123, 61, -61, -123], [1, 1, -1, 1]]> {{.*}}!quant.uniform<i8<-127:127>:f32:0
// GROUPS: ecg.fake_multi_bit {{.*}} codes [1, 1, 1, 1] groups 2 : (tensor<2x4xf32>, tensor<4x1xf32>)
// Coordinates 3 and 1 make 4 and 2: divided by two they were no sums any more,
// and the row took eight bits. Rows with one magnitude are a step.
// ODD: ecg.constant dense<{{\[\[}}4, 2, -2, -4], [123, 77, -77, -123], [1, 1, -1, 1]]>
// ERROR: error: code 'int9' is not known; there are sign, ternary, odd2, bits2
func.func @net(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x2xf32> {
  %u = ecg.constant dense<[[1.0, 2.0], [3.0, 4.0], [1.0, -1.0], [0.5, 7.0]]> : tensor<4x2xf32> -> tensor<4x2xf32>
  %w = ecg.constant dense<[[4.0, 2.0, -2.0, -4.0], [0.5, 0.5, -0.5, 0.5]]> : tensor<2x4xf32> -> tensor<2x4xf32>
  %v = ecg.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %a = ecg.linear %x, %u {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<4x2xf32>) -> tensor<1x4xf32>
  %b = ecg.linear %a, %w {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32>
  %c = ecg.linear %b, %v {ecg.ranges = [array<f32: -1.0, 1.0>]} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %c : tensor<1x2xf32>
}
