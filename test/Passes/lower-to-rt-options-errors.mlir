// RUN: not ecg-opt %s -ecg-lower-to-rt=target=z80 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not ecg-opt %s -ecg-lower-to-rt=io=int4 2>&1 | FileCheck %s --check-prefix=IO
// RUN: not ecg-opt %s -ecg-lower-to-rt=pack-weights=maybe 2>&1 | FileCheck %s --check-prefix=PACK

// TARGET: error: unknown target 'z80'; known targets: generic, cortex-m4
// IO: error: unknown io 'int4'; float or quantized
// PACK: error: unknown pack-weights 'maybe'; auto, always or never
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %x : tensor<4xf32>
}
