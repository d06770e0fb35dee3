# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-builds for a Cortex-M3 with arm-none-eabi-gcc; tests run under QEMU.
set(ECG_CORE cortex-m3)
set(ECG_CORE_FLAGS "-mcpu=cortex-m3 -mthumb")
set(ECG_PORT mps2-an385)
set(ECG_KERNEL_SETS scalar)
set(ECG_NAIVE_PERCENT 39)
include(${CMAKE_CURRENT_LIST_DIR}/cortex-m.cmake)
