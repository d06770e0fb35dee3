// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of the Arm MPS2 board with a Cortex-M3 (AN385) under QEMU, which
// also runs code for Cortex-M0+: its instructions are some of a Cortex-M3's.
// Start-up is in startup.c.
#include "cmsdk_timer.h"
#include "semihosting.h"
#include "stack.h"
