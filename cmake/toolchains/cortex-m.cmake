# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# What the toolchain files of Cortex-M boards share. They set ECG_CORE, the
# compiler's ECG_CORE_FLAGS, and ECG_PORT, the board of QEMU and runtime/ports
# that tests run on; ECG_KERNEL_SETS, the sets that are tested there; and where
# that is `scalar`, ECG_NAIVE_PERCENT, its limit in naive_bench.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR ${ECG_CORE})
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # nothing to link with yet

set(CMAKE_C_FLAGS_INIT
    "${ECG_CORE_FLAGS} -ffunction-sections -fdata-sections")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-nostartfiles --specs=nano.specs --specs=nosys.specs -Wl,--gc-sections")

set(CMAKE_CROSSCOMPILING_EMULATOR
    qemu-system-arm;-M;${ECG_PORT};-nographic;-monitor;none;-serial;none;-semihosting-config;enable=on,target=native;-icount;shift=0;-kernel)
