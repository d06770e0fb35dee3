// RUN: rm -rf %t && mkdir %t && split-file %s %t
// RUN: not ecg-opt %t/unplanned.mlir --emit=c -o %t/out 2>&1 | FileCheck %t/unplanned.mlir
// RUN: not ecg-opt %t/target.mlir --emit=c -o %t/out 2>&1 | FileCheck %t/target.mlir
// RUN: not ecg-opt %t/target.mlir --target=generic -o %t/out 2>&1 | FileCheck %t/target.mlir --check-prefix=OTHER
// RUN: not ecg-opt %t/two.mlir --emit=c -o %t/out 2>&1 | FileCheck %t/two.mlir
// RUN: not ecg-opt %t/cut.mlir --emit=c -o %t/out 2>&1 | FileCheck %t/cut.mlir
// RUN: not ls %t/out

// Device programs that are not ready for C: one error each, and no folder.

//--- unplanned.mlir
// CHECK: error: {{.*}}has no memory plan, run ecg-plan-memory
func.func @m(%x: memref<4xf32>, %y: memref<4xf32> {ecgrt.output}) attributes {ecgrt.target = "generic"} {
  %0 = ecgrt.alloc : memref<4xf32>
  ecgrt.tanh_f32(%x -> %0) {n = 4} : memref<4xf32>, memref<4xf32>
  ecgrt.tanh_f32(%0 -> %y) {n = 4} : memref<4xf32>, memref<4xf32>
  return
}

//--- target.mlir
// CHECK: error: unknown target 'pdp11'
// OTHER: error: the program was lowered for 'pdp11' and cannot become one for 'generic'
func.func @m(%x: memref<4xf32>, %y: memref<4xf32> {ecgrt.output}) attributes {ecgrt.target = "pdp11"} {
  ecgrt.tanh_f32(%x -> %y) {n = 4} : memref<4xf32>, memref<4xf32>
  return
}

//--- two.mlir
// CHECK: error: expected one function with a body, found 2 functions
func.func @a() { return }
func.func @b() { return }

//--- cut.mlir
// CHECK: error: {{.*}}
func.func @m(%x: memref<4xf32>, %y: mem
