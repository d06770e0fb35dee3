// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a test or benchmark asks of the machine it runs on. Each folder beside
// this file implements it for one board, with what boards share from the other
// files here; `host` for the machine that builds.
// Not part of what a generated model needs.
#ifndef ECG_RT_PORT_H
#define ECG_RT_PORT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes a text to the console, without a newline of its own.
void port_puts(const char *text);

/// Writes a number in decimal.
void port_put_int(int32_t value);

/// Opens a file of the computer that drives the board, to read it or, with
/// `create`, to write it anew. Returns a handle, or -1.
int port_open(const char *path, int create);

/// Reads or writes up to `bytes` bytes; returns how many it did.
size_t port_read(int file, void *data, size_t bytes);
size_t port_write(int file, const void *data, size_t bytes);
void port_close(int file);

/// Ends the program with this exit code.
void port_exit(int code);

/// Instructions executed so far, modulo 2^32, rounded down to a multiple of the
/// port's resolution; 0 where the port cannot count.
uint32_t port_instructions(void);

/// Fills the unused stack with a pattern; port_stack_used() then tells how many
/// bytes below the caller of port_stack_paint() have been written since. 0
/// where the port cannot tell.
void port_stack_paint(void);
uint32_t port_stack_used(void);

#ifdef __cplusplus
}
#endif

#endif // ECG_RT_PORT_H
