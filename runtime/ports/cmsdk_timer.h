// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Instructions by timer 0 of the MPS2 boards (CMSDK APB timer), which counts 32
// bits down at 25 MHz. With `-icount shift=0` an instruction takes 1 ns, so a
// tick is 40 instructions. Defines a function of port.h: one file of a board
// includes this.
#ifndef ECG_RT_PORT_CMSDK_TIMER_H
#define ECG_RT_PORT_CMSDK_TIMER_H

#include "port.h"

enum { TIMER_CTRL = 0, TIMER_VALUE = 4, TIMER_RELOAD = 8 };
enum { INSTRUCTIONS_PER_TICK = 40 };

static volatile uint32_t *timer(uint32_t offset) {
  return (volatile uint32_t *)(0x40000000u + offset);
}

uint32_t port_instructions(void) {
  if (*timer(TIMER_CTRL) == 0) {
    *timer(TIMER_RELOAD) = UINT32_MAX;
    *timer(TIMER_VALUE) = UINT32_MAX;
    *timer(TIMER_CTRL) = 1; // enable, no interrupt
  }
  return (UINT32_MAX - *timer(TIMER_VALUE)) * INSTRUCTIONS_PER_TICK;
}

#endif // ECG_RT_PORT_CMSDK_TIMER_H
