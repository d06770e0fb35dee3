// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of the Arm MPS2 board with a Cortex-M7F (AN500) under QEMU. Start-up
// is in startup.c.
#include "cmsdk_timer.h"
#include "semihosting.h"
#include "stack.h"
