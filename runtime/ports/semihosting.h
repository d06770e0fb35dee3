// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Console, files and exit code of a board through the debugger or emulator that
// drives it (Arm semihosting specification). Defines functions of port.h: one
// file of a board includes this.
#ifndef ECG_RT_PORT_SEMIHOSTING_H
#define ECG_RT_PORT_SEMIHOSTING_H

#include "port.h"
#include <string.h>

enum {
  SYS_OPEN = 0x01,
  SYS_CLOSE = 0x02,
  SYS_WRITE0 = 0x04,
  SYS_WRITE = 0x05,
  SYS_READ = 0x06,
  SYS_EXIT_EXTENDED = 0x20
};
enum { ADP_STOPPED_APPLICATION_EXIT = 0x20026 };

#ifdef __riscv
#define SEMIHOST_RESULT "a0"
#define SEMIHOST_ARGUMENT "a1"
// These three, uncompressed and in one page (RISC-V semihosting specification).
#define SEMIHOST_CALL                                                          \
  ".balign 16\n\t.option push\n\t.option norvc\n\t"                            \
  "slli x0, x0, 0x1f\n\tebreak\n\tsrai x0, x0, 7\n\t.option pop"
#else
#define SEMIHOST_RESULT "r0"
#define SEMIHOST_ARGUMENT "r1"
#define SEMIHOST_CALL "bkpt 0xAB"
#endif

static uint32_t semihost(uint32_t operation, const void *argument) {
  register uint32_t result __asm__(SEMIHOST_RESULT) = operation;
  register const void *block __asm__(SEMIHOST_ARGUMENT) = argument;
  __asm__ volatile(SEMIHOST_CALL : "+r"(result) : "r"(block) : "memory");
  return result;
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

#endif // ECG_RT_PORT_SEMIHOSTING_H
