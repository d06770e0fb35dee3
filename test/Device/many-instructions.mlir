// REQUIRES: arm-none-eabi-gcc, qemu-system-arm, gcc
// RUN: rm -rf %t && ecg-opt %s --target=cortex-m4 --verify=device --verify-samples=1 -o %t 2>&1 | FileCheck %s

// More than 671 million, where the 24 bits of SysTick would begin anew.
// CHECK: mps2-an386 under QEMU: {{.*}}, {{[7-9][0-9][0-9]}},{{[0-9]+,[0-9]+}} instructions
func.func @many(%x: tensor<1x1x6400xf32>) -> tensor<1x64x1xf32> {
  %w = ecg.constant dense<0.1> : tensor<64x1x1xf32> -> tensor<64x1x1xf32>
  %u = ecg.constant dense<0.002> : tensor<64x64x9xf32> -> tensor<64x64x9xf32>
  %v = ecg.constant dense<-0.002> : tensor<64x64x9xf32> -> tensor<64x64x9xf32>
  %0 = ecg.conv1d %x, %w : (tensor<1x1x6400xf32>, tensor<64x1x1xf32>) -> tensor<1x64x6400xf32>
  %1 = ecg.conv1d %0, %u pads [4, 4] : (tensor<1x64x6400xf32>, tensor<64x64x9xf32>) -> tensor<1x64x6400xf32>
  %2 = ecg.conv1d %1, %v pads [4, 4] : (tensor<1x64x6400xf32>, tensor<64x64x9xf32>) -> tensor<1x64x6400xf32>
  %3 = ecg.global_avg_pool %2 : tensor<1x64x6400xf32> -> tensor<1x64x1xf32>
  return %3 : tensor<1x64x1xf32>
}
