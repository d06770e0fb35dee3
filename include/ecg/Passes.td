// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every pass of the compiler, in pipeline order. A pass is declared here and
// nowhere else; passes/<Name>.cpp implements it.

#ifndef ECG_PASSES_TD
#define ECG_PASSES_TD

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Simplify
//===----------------------------------------------------------------------===//

def FoldConstants : Pass<"ecg-fold-constants", "::mlir::func::FuncOp"> {
  let summary = "compute float layers whose inputs are all constants";
  let description = [{
    Runs every layer that can be run on the host (ExecOpInterface) and reads
    only float constants, and puts a constant in its place.

    ```mlir
    %a = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
    %b = ecg.mul %a, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    // becomes
    %b = ecg.constant dense<[1.0, 4.0]> : tensor<2xf32> -> tensor<2xf32>
    ```
  }];
  let options = [
    Option<"maxElements", "max-elements", "int64_t", /*default=*/"1 << 20",
           "Keep layers whose result is larger: they would cost four bytes of "
           "the device's flash an element">
  ];
}

def FuseActivation
    : Pass<"ecg-fuse-activation", "::mlir::func::FuncOp"> {
  let summary = "fuse relu and clip into the layer before them";
  let description = [{
    A ReLU or clip that is the only user of a convolution, linear layer, add
    or mul becomes its `clamp`.

    ```mlir
    %0 = ecg.conv1d %x, %w : (...) -> tensor<1x2x4xf32>
    %1 = ecg.relu %0 : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
    // becomes
    %1 = ecg.conv1d %x, %w clamp <0.0, inf> : (...) -> tensor<1x2x4xf32>
    ```
  }];
}

#endif // ECG_PASSES_TD
