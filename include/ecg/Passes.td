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
