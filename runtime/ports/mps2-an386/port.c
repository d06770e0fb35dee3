// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of the Arm MPS2 board with a Cortex-M4F (AN386) under QEMU:
// semihosting for console and exit, SysTick as instruction counter. Start-up is
// in startup.c.
#include "port.h"
#include <stddef.h>
#include <string.h>

// Semihosting operations (Arm semihosting specification).
enum {
  SYS_OPEN = 0x01,
  SYS_CLOSE = 0x02,
  SYS_WRITE0 = 0x04,
  SYS_WRITE = 0x05,
  SYS_READ = 0x06,
  SYS_EXIT_EXTENDED = 0x20
};
enum { ADP_STOPPED_APPLICATION_EXIT = 0x20026 };

static uint32_t semihost(uint32_t operation, const void *argument) {
  register uint32_t r0 __asm__("r0") = operation;
  register const void *r1 __asm__("r1") = argument;
  __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

void port_puts(const char *text) { semihost(SYS_WRITE0, text); }

void port_put_int(int32_t value) {
  char digits[12]; // sign, ten digits, NUL
  char *at = digits + sizeof(digits);
  uint32_t rest = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
  *--at = 0;
  do
    *--at = (char)('0' + rest % 10u);
  while ((rest /= 10u) != 0);
  if (value < 0)
    *--at = '-';
  port_puts(at);
}

int port_open(const char *path, int create) {
  const size_t length = strlen(path);
  const uint32_t mode = create ? 5 : 1; // "wb", "rb"
  const uint32_t block[3] = {(uint32_t)path, mode, length};
  return (int)semihost(SYS_OPEN, block);
}

// SYS_READ and SYS_WRITE return how many bytes they did not do.
size_t port_read(int file, void *data, size_t bytes) {
  const uint32_t block[3] = {(uint32_t)file, (uint32_t)data, bytes};
  return bytes - semihost(SYS_READ, block);
}

size_t port_write(int file, const void *data, size_t bytes) {
  const uint32_t block[3] = {(uint32_t)file, (uint32_t)data, bytes};
  return bytes - semihost(SYS_WRITE, block);
}

void port_close(int file) {
  const uint32_t block[1] = {(uint32_t)file};
  semihost(SYS_CLOSE, block);
}

void port_exit(int code) {
  const uint32_t block[2] = {ADP_STOPPED_APPLICATION_EXIT, (uint32_t)code};
  semihost(SYS_EXIT_EXTENDED, block);
  for (;;) {
  }
}

// Timer 0 of the board (CMSDK APB timer) counts 32 bits down at 25 MHz. With
// `-icount shift=0` an instruction takes 1 ns, so a tick is 40 instructions.
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

// The stack reaches down from the end of RAM to the end of the data; both ends
// come from link.ld.
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
