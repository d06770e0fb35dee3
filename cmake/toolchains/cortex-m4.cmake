# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-builds for a Cortex-M4F with arm-none-eabi-gcc; tests run under QEMU.
set(ECG_CORE cortex-m4)
set(ECG_CORE_FLAGS "-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard")
set(ECG_PORT mps2-an386)
set(ECG_KERNEL_SETS cortex_m cortex_m55)
include(${CMAKE_CURRENT_LIST_DIR}/cortex-m.cmake)
