// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of the Arm MPS3 board with a Cortex-M55 (AN547, SSE-300) under QEMU:
// its system counter counts instructions. Start-up is in startup.c.
#include "semihosting.h"
#include "stack.h"

// The control frame of the system counter, 64 bits at 32 MHz. With `-icount
// shift=0` an instruction takes 1 ns, so four ticks are 125 instructions.
static volatile uint32_t *counter(uint32_t offset) {
  return (volatile uint32_t *)(0x58100000u + offset);
}
enum { COUNTER_CTRL = 0, COUNTER_LOW = 8, COUNTER_HIGH = 12 };

uint32_t port_instructions(void) {
  *counter(COUNTER_CTRL) = 1; // enable
  uint32_t low, high = *counter(COUNTER_HIGH), before;
  do { // the low half may wrap between two reads
    before = high;
    low = *counter(COUNTER_LOW);
    high = *counter(COUNTER_HIGH);
  } while (high != before);
  return (uint32_t)(((uint64_t)high << 32 | low) * 125 / 4);
}
