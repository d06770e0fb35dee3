// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-calibrate{data=synthetic:n=60,length=64,rhythms=normal+afib},ecg-insert-fake-quantize{weights=int4},ecg-quantize-aware-training{data=synthetic:n=60,length=64,rhythms=normal+afib epochs=1 lr=0.01 bytes=200 round-epochs=1}))' -o %t.one.mlir
// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-calibrate{data=synthetic:n=60,length=64,rhythms=normal+afib},ecg-insert-fake-quantize{weights=int4},ecg-quantize-aware-training{data=synthetic:n=60,length=64,rhythms=normal+afib epochs=1 lr=0.01 bytes=200 round-epochs=1 threads=1}))' -o %t.two.mlir
// RUN: cmp %t.one.mlir %t.two.mlir
// RUN: FileCheck %s --input-file=%t.one.mlir
// RUN: ecg-opt %t.one.mlir --ecg-convert-fake-quantize --ecg-fold-qdq --canonicalize | FileCheck %s --check-prefix=INT

// Eight rows of 64 weights at four bits are 256 bytes; for 200 in all, half of
// them become coarser. What is left is an integer layer.
// CHECK: func.func @net
// CHECK-SAME: ecg.training = "epoch 1 of 1, accuracy
// CHECK: ecg.fake_quantize {{.*}} range [-{{[137]}}, {{[137]}}, -{{[137]}}, {{.*}}-3, 3{{.*}}] axis 0
// INT: ecg.linear {{.*}} : (tensor<1x64x!quant.uniform<i8{{.*}}, tensor<8x64x!quant.uniform<i8<-127:127>{{.*}}, tensor<8x!quant.uniform<i32
func.func @net(%x: tensor<1x64xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<8x64xf32> -> tensor<8x64xf32>
  %b = ecg.constant dense<[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]> : tensor<8xf32> -> tensor<8xf32>
  %v = ecg.constant dense<[[1.0, -1.0, 0.5, -0.5, 0.2, 0.1, 0.7, -0.7], [-1.0, 1.0, 0.5, 0.5, -0.2, 0.1, -0.7, 0.7]]> : tensor<2x8xf32> -> tensor<2x8xf32>
  %h = ecg.linear %x, %w, %b : (tensor<1x64xf32>, tensor<8x64xf32>, tensor<8xf32>) -> tensor<1x8xf32>
  %y = ecg.linear %h, %v : (tensor<1x8xf32>, tensor<2x8xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
