// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels))' 2>&1 | FileCheck %s --check-prefix=GOAL
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels{prune=taylor,keep=0.5,epochs=0}))' 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels{prune=l1,params=10,epochs=0}))' 2>&1 | FileCheck %s --check-prefix=FAR
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels{prune=l1,keep=0.5,epochs=0,protect=second}))' 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels{prune=l1,keep=0.5,epochs=1+2}))' 2>&1 | FileCheck %s --check-prefix=ROUNDS
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels{prune=l3,keep=0.5}))' 2>&1 | FileCheck %s --check-prefix=SCORE

// GOAL: error: pruning: pruning needs a goal: keep, params, macs, bytes or instructions
// DATA: error: pruning: needs data to learn from
// FAR: error: pruning: pruning to 10 parameters is impossible: with every layer as narrow as it may be 132 of 264 are left
// NAME: error: pruning: no layer 'second' to protect can lose channels; there are first
// ROUNDS: error: pruning: pruning option 'epochs' has 2 entries for 1 rounds
// SCORE: error: pruning: pruning option 'l3': expected one of l1, l2, taylor, random
func.func @net(%x: tensor<1x64xf32>) -> tensor<1x2xf32> {
  %v = ecg.constant dense<0.1> : tensor<4x64xf32> -> tensor<4x64xf32>
  %w = ecg.constant dense<0.1> : tensor<2x4xf32> -> tensor<2x4xf32>
  %0 = ecg.linear %x, %v : (tensor<1x64xf32>, tensor<4x64xf32>) -> tensor<1x4xf32> loc("first")
  %y = ecg.linear %0, %w : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32> loc("second")
  return %y : tensor<1x2xf32>
}
