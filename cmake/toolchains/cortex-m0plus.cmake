# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-builds for a Cortex-M0+ with arm-none-eabi-gcc; tests run under QEMU on
# a Cortex-M3, which executes the same instructions.
set(ECG_CORE cortex-m0plus)
set(ECG_CORE_FLAGS "-mcpu=cortex-m0plus -mthumb")
set(ECG_PORT mps2-an385)
set(ECG_KERNEL_SETS scalar)
set(ECG_NAIVE_PERCENT 46)
include(${CMAKE_CURRENT_LIST_DIR}/cortex-m.cmake)
