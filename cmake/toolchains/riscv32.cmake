# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-builds for RV32IMC with Debian's riscv64-unknown-elf-gcc, which has no C
# library: what programs need of one is runtime/ports/libc. Tests run under QEMU.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # nothing to link with yet

set(ECG_PORT virt)
set(ECG_PORT_LIBRARY libc)
set(ECG_KERNEL_SETS scalar)
set(ECG_NAIVE_PERCENT 37)
set(CMAKE_C_FLAGS_INIT
    "-march=rv32imc -mabi=ilp32 -ffunction-sections -fdata-sections -isystem ${CMAKE_CURRENT_LIST_DIR}/../../runtime/ports/libc")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostdlib -Wl,--gc-sections")
set(CMAKE_C_STANDARD_LIBRARIES "-lgcc")

set(CMAKE_CROSSCOMPILING_EMULATOR
    qemu-system-riscv32;-M;${ECG_PORT};-bios;none;-nographic;-monitor;none;-serial;none;-semihosting-config;enable=on,target=native;-icount;shift=0;-kernel)
