// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// <stdint.h> by the file that GCC has for the case that there is no C library.
#include <stdint-gcc.h>
