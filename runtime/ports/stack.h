// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The stack of a board: it reaches down from the end of RAM to the end of the
// data; both ends come from sections.ld. Defines functions of port.h: one file
// of a board includes this.
#ifndef ECG_RT_PORT_STACK_H
#define ECG_RT_PORT_STACK_H

#include "port.h"

extern uint32_t port_stack_limit[], port_stack_top[];
enum { PAINT = 0x5AA55AA5 };

static uint32_t *stack_base;

__attribute__((noinline)) void port_stack_paint(void) {
  stack_base = (uint32_t *)__builtin_frame_address(0);
  // Leave this function's own frame alone.
  for (volatile uint32_t *at = port_stack_limit; at < stack_base - 16; ++at)
    *at = PAINT;
}

uint32_t port_stack_used(void) {
  const volatile uint32_t *at = port_stack_limit;
  while (at < stack_base && *at == PAINT)
    ++at;
  return (uint32_t)((const char *)stack_base - (const char *)at);
}

#endif // ECG_RT_PORT_STACK_H
