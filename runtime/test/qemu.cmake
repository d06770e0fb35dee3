# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Cross-builds the runtime for a core of cmake/toolchains and runs its tests
# under QEMU, as preset runtime-m4 does.
# cmake -DCORE=cortex-m4 -DSOURCE=<project> -DOUT=<folder> -P qemu.cmake
set(programs arm-none-eabi-gcc qemu-system-arm)
if(CORE MATCHES "^riscv")
  set(programs riscv64-unknown-elf-gcc qemu-system-riscv32)
endif()
foreach(program ${programs})
  find_program(found_${program} ${program})
  if(NOT found_${program})
    message("SKIPPED: no ${program} on this machine")
    return()
  endif()
endforeach()

foreach(step
    "-S;${SOURCE};-B;${OUT};-G;Ninja;-DECG_RUNTIME_ONLY=ON;-DCMAKE_TOOLCHAIN_FILE=${SOURCE}/cmake/toolchains/${CORE}.cmake"
    "--build;${OUT}")
  execute_process(COMMAND ${CMAKE_COMMAND} ${step} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "the runtime does not build for ${CORE}")
  endif()
endforeach()
execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${OUT}
                        --no-tests=error --output-on-failure
                RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "the runtime's tests fail on a ${CORE}")
endif()
