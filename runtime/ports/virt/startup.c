// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Start-up of a RISC-V core: stack, data and bss, main, exit code. Any
// trap ends the run with exit code 70.
#include "port.h"

extern uint32_t port_data_load[], port_data_start[], port_data_end[];
extern uint32_t port_bss_start[], port_bss_end[];

int main(void);

__attribute__((used, aligned(4))) static void fault(void) {
  port_puts("fault\n");
  port_exit(70);
}

__attribute__((used)) static void start(void) {
  const uint32_t *from = port_data_load;
  for (uint32_t *to = port_data_start; to < port_data_end; ++to)
    *to = *from++;
  for (uint32_t *to = port_bss_start; to < port_bss_end; ++to)
    *to = 0;
  port_exit(main());
}

__attribute__((naked, section(".vectors"))) void port_reset(void) {
  __asm__ volatile(".option arch, +zicsr\n\t"
                   "la sp, port_stack_top\n\t"
                   "la t0, fault\n\t"
                   "csrw mtvec, t0\n\t"
                   "j start");
}
