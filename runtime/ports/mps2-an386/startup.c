// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vector table and start-up of the AN386: data and bss, FPU, main, exit code.
// Any fault ends the run with exit code 70.
#include "port.h"
#include <stddef.h>

extern uint32_t port_data_load[], port_data_start[], port_data_end[];
extern uint32_t port_bss_start[], port_bss_end[], port_stack_top[];

int main(void);
void port_reset(void);

__attribute__((noreturn)) static void fault(void) {
  port_puts("fault\n");
  port_exit(70);
  for (;;) {
  }
}

void port_reset(void) {
  *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20; // CPACR: enable the FPU
  __asm__ volatile("dsb\n\tisb" ::: "memory");
  const uint32_t *from = port_data_load;
  for (uint32_t *to = port_data_start; to < port_data_end; ++to)
    *to = *from++;
  for (uint32_t *to = port_bss_start; to < port_bss_end; ++to)
    *to = 0;
  port_exit(main());
}

typedef void (*handler_t)(void);

/// Reset, NMI, the faults, ..., SysTick.
typedef struct vectors {
  uint32_t *stack;
  handler_t handlers[15];
} vectors_t;

__attribute__((section(".vectors"), used)) static const vectors_t vectors = {
    port_stack_top,
    {port_reset, fault, fault, fault, fault, fault, fault, fault, fault, fault,
     fault, fault, fault, fault, fault}};
