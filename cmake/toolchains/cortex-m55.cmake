# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-builds for a Cortex-M55 with MVE with arm-none-eabi-gcc; tests run under QEMU.
set(ECG_CORE cortex-m55)
set(ECG_CORE_FLAGS "-mcpu=cortex-m55 -mthumb -mfloat-abi=hard")
set(ECG_PORT mps3-an547)
set(ECG_KERNEL_SETS cortex_m cortex_m55)
include(${CMAKE_CURRENT_LIST_DIR}/cortex-m.cmake)
