# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Compiles one file that includes every header of a kernel set, for each set and
# several optimization levels, as strictly as we promise.
# cmake -DCOMPILER=gcc -DRUNTIME=<runtime> -DOUT=<folder> -P compiles.cmake
find_program(program ${COMPILER})
if(NOT program)
  message("SKIPPED: no ${COMPILER} on this machine")
  return()
endif()

set(flags -Wall -Wextra -Wpedantic -Wconversion -Werror -c)
if(COMPILER MATCHES "\\+\\+")
  list(PREPEND flags -x c++ -std=c++17)
else()
  list(PREPEND flags -std=c99)
endif()
set(m4 -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard)
set(core_ref ${m4})
set(core_scalar -mcpu=cortex-m0plus -mthumb)
set(core_cortex-m ${m4})
set(core_cortex-m55 -mcpu=cortex-m55 -mfloat-abi=hard)

get_filename_component(test ${CMAKE_CURRENT_LIST_FILE} DIRECTORY)
# A file of the same name in the target's set hides those of the sets below.
set(below_cortex-m55 ${RUNTIME}/kernels/cortex-m)
foreach(set ref scalar cortex-m cortex-m55)
  set(core "")
  if(COMPILER MATCHES "^arm")
    set(core ${core_${set}})
  elseif(COMPILER MATCHES "^riscv")
    set(core -march=rv32imc -mabi=ilp32 -isystem ${RUNTIME}/ports/libc)
  endif()
  set(folders ${RUNTIME}/kernels/${set} ${below_${set}}
              ${RUNTIME}/kernels/ref ${RUNTIME}/include/ecg_rt)
  list(REMOVE_DUPLICATES folders)
  set(headers "")
  set(includes "")
  foreach(folder ${folders})
    file(GLOB found RELATIVE ${folder} ${folder}/*.h)
    list(APPEND headers ${found})
    list(APPEND includes -I${folder})
  endforeach()
  list(REMOVE_DUPLICATES headers)
  list(TRANSFORM headers REPLACE "(.+)" "#include \"\\1\"\n" OUTPUT_VARIABLE text)
  string(JOIN "" text ${text})
  file(WRITE ${OUT}/${set}.c "${text}")
  foreach(optimize -O0 -O2 -O3 -Os "-Os -DECG_RT_OPTIMIZE_SIZE=1")
    separate_arguments(optimize)
    execute_process(
      COMMAND ${program} ${flags} ${core} ${optimize} ${includes}
              ${OUT}/${set}.c -o ${OUT}/${set}.o RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "set ${set} does not compile with ${optimize}")
    endif()
  endforeach()
  # Kernels that are called, where flags take registers away.
  if(COMPILER MATCHES "^arm" AND NOT set STREQUAL ref)
    foreach(optimize -O0 "-O2 -fno-omit-frame-pointer" "-O0 -fsanitize=undefined"
                     "-O1 -fno-omit-frame-pointer -DECG_RT_OPTIMIZE_SIZE=1")
      separate_arguments(optimize)
      execute_process(
        COMMAND ${program} ${flags} ${core} ${optimize} ${includes} -I${test}
                -I${RUNTIME}/ports ${test}/ecgnet_bench.c -o ${OUT}/bench.o
        RESULT_VARIABLE failed)
      if(failed)
        message(FATAL_ERROR
                  "ecgnet_bench on ${set} does not compile with ${optimize}")
      endif()
    endforeach()
  endif()
endforeach()
