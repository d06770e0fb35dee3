// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Vector table and start-up of a Cortex-M: data and bss, coprocessors, main,
// exit code. Any fault ends the run with exit code 70. One file of a board
// includes this.
#ifndef ECG_RT_PORT_CORTEX_M_STARTUP_H
#define ECG_RT_PORT_CORTEX_M_STARTUP_H

#include "port.h"

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
#ifdef __ARM_FP
  // CPACR: full access to CP10 and CP11, the FPU and the vectors of MVE.
  *(volatile uint32_t *)0xE000ED88u |= 0xFu << 20;
  __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
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

#endif // ECG_RT_PORT_CORTEX_M_STARTUP_H
