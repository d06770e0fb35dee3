// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of QEMU's RISC-V board `virt`: with `-icount shift=0` the counter of
// cycles counts instructions. Start-up is in startup.c.
#include "semihosting.h"
#include "stack.h"

uint32_t port_instructions(void) {
  uint32_t count;
  __asm__ volatile(".option push\n\t.option arch, +zicsr\n\t"
                   "csrr %0, mcycle\n\t.option pop"
                   : "=r"(count));
  return count;
}
