// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of the machine that builds: stdio, and no measurements.
#include "port.h"
#include <stdio.h>
#include <stdlib.h>

void port_puts(const char *text) { fputs(text, stdout); }
void port_put_int(int32_t value) { printf("%ld", (long)value); }
void port_exit(int code) { exit(code); }
uint32_t port_instructions(void) { return 0; }
void port_stack_paint(void) {}
uint32_t port_stack_used(void) { return 0; }
