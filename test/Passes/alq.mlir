// DEFINE: %{alq} = builtin.module(func.func(ecg-calibrate{data=synthetic:n=60,length=64,rhythms=normal+afib},ecg-insert-multi-bit{code=int4},ecg-alq{data=synthetic:n=60,length=64,rhythms=normal+afib alq=bytes=110,rounds=2,round-epochs=1,epochs=1,min=2
// RUN: ecg-opt %s --pass-pipeline='%{alq}}))' -o %t.one.mlir
// RUN: ecg-opt %s --pass-pipeline='%{alq} threads=1}))' -o %t.two.mlir
// RUN: cmp %t.one.mlir %t.two.mlir
// RUN: FileCheck %s --input-file=%t.one.mlir
// RUN: ecg-opt %t.one.mlir --ecg-convert-fake-quantize --ecg-fold-qdq --canonicalize | FileCheck %s --check-prefix=INT
// RUN: not ecg-opt %s --ecg-alq 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ecg-opt %s --ecg-alq="alq=bits=1 data=synthetic:n=60,length=64,rhythms=normal+afib" 2>&1 | FileCheck %s --check-prefix=NONE

// Channels leave the network until it fits, and take their columns along.
// CHECK: func.func @net
// CHECK: ecg.linear {{.*}} -> tensor<1x[[N:[2-7]]]xf32>
// CHECK: ecg.fake_multi_bit {{.*}} groups [[N]]
// INT: ecg.linear {{.*}} : (tensor<1x64x!quant.uniform<i8
// DATA: error: ALQ: {{.*}}data
// NONE: error: ALQ: no layer has multi-bit weights: run ecg-insert-multi-bit first
func.func @net(%x: tensor<1x64xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<8x64xf32> -> tensor<8x64xf32>
  %b = ecg.constant dense<[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]> : tensor<8xf32> -> tensor<8xf32>
  %v = ecg.constant dense<[[1.0, -1.0, 0.5, -0.5, 0.2, 0.1, 0.7, -0.7], [-1.0, 1.0, 0.5, 0.5, -0.2, 0.1, -0.7, 0.7]]> : tensor<2x8xf32> -> tensor<2x8xf32>
  %h = ecg.linear %x, %w, %b : (tensor<1x64xf32>, tensor<8x64xf32>, tensor<8xf32>) -> tensor<1x8xf32>
  %y = ecg.linear %h, %v : (tensor<1x8xf32>, tensor<2x8xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
