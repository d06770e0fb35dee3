// RUN: ecg-opt %s --ecg-insert-fake-quantize --split-input-file --verify-diagnostics
// RUN: not ecg-opt %s --ecg-insert-fake-quantize=weights=int9 --split-input-file 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not ecg-opt %s --ecg-insert-fake-quantize=skip=conv9 --split-input-file 2>&1 | FileCheck %s --check-prefix=SKIP

// TYPE: weights of type 'int9' are not known; there are int8, int6, int5, int4, int3, int2, ternary
// SKIP: no layer is called 'conv9', which skip asks for

// expected-error @+1 {{argument 0 '' has no calibrated range; run ecg-calibrate first}}
func.func @argument(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %y = ecg.relu %x {ecg.ranges = [array<f32: 0.0, 1.0>]} : tensor<1x2xf32> -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

!q = !quant.uniform<i8:f32, 0.5>

// expected-error @+1 {{fake quantization needs a float network, this one is quantized already}}
func.func @quantized(%x: tensor<1x2xf32>) -> tensor<1x2x!q> {
  %y = ecg.quantize %x : tensor<1x2xf32> -> tensor<1x2x!q>
  return %y : tensor<1x2x!q>
}
