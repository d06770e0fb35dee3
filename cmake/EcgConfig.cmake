# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The package other builds use:
#
#   find_package(Ecg REQUIRED)
#   ecg_add_model(rhythms MODEL rhythmnet.onnx
#                 OPTIONS --target=cortex-m4 --int8 --data=beats.npz)
#   target_link_libraries(firmware PRIVATE rhythms)
#
# ecg-opt runs when the project is configured, and again when the model, the
# options or the compiler changed. It runs on the development machine, also
# where the project itself is cross-compiled.

find_program(ECG_OPT ecg-opt
             HINTS ${CMAKE_CURRENT_LIST_DIR}/../../../bin
                   ${CMAKE_CURRENT_LIST_DIR}/../build/bin
             NO_CMAKE_FIND_ROOT_PATH
             DOC "The ECG network compiler")
if(NOT ECG_OPT)
  set(Ecg_FOUND FALSE)
  set(Ecg_NOT_FOUND_MESSAGE "ecg-opt was not found; set ECG_OPT to its path")
endif()

# ecg_add_model(<name> MODEL <file> [OPTIONS <ecg-opt options>...])
# Adds the static library <name> with the header <name>.h and the functions
# <name>_run and <name>_self_test.
function(ecg_add_model name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "MODEL" "OPTIONS")
  if(NOT ARG_MODEL OR ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR
            "usage: ecg_add_model(<name> MODEL <file> [OPTIONS <options>...])")
  endif()
  cmake_path(ABSOLUTE_PATH ARG_MODEL NORMALIZE)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name}.ecg)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARG_MODEL}
                                                                 ${ECG_OPT})

  file(SHA256 ${ARG_MODEL} model_hash)
  file(SHA256 ${ECG_OPT} compiler_hash)
  string(SHA256 key "${model_hash} ${compiler_hash} ${ARG_OPTIONS}")
  set(key_file ${folder}.key)
  set(old_key "")
  if(EXISTS ${key_file} AND EXISTS ${folder}/CMakeLists.txt)
    file(READ ${key_file} old_key)
  endif()
  if(NOT key STREQUAL old_key)
    message(STATUS "Compiling ${ARG_MODEL} with ecg-opt")
    execute_process(
      COMMAND ${ECG_OPT} ${ARG_MODEL} --name=${name} ${ARG_OPTIONS} -o ${folder}
      WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
      RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE errors)
    if(NOT status EQUAL 0)
      message(FATAL_ERROR "ecg-opt could not compile ${ARG_MODEL}:\n${errors}")
    endif()
    file(WRITE ${key_file} ${key})
  endif()
  add_subdirectory(${folder} ${folder}-build)
endfunction()
