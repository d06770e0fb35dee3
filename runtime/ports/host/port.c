// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The port of the machine that builds: stdio, and no measurements.
#include "port.h"
#include <stdio.h>
#include <stdlib.h>

void port_puts(const char *text) { fputs(text, stdout); }
void port_put_int(int32_t value) { printf("%ld", (long)value); }

// Handles are places in this table.
static FILE *files[8];

int port_open(const char *path, int create) {
  for (int i = 0; i < (int)(sizeof(files) / sizeof(files[0])); ++i)
    if (!files[i])
      return (files[i] = fopen(path, create ? "wb" : "rb")) ? i : -1;
  return -1;
}
size_t port_read(int file, void *data, size_t bytes) {
  return fread(data, 1, bytes, files[file]);
}
size_t port_write(int file, const void *data, size_t bytes) {
  return fwrite(data, 1, bytes, files[file]);
}
void port_close(int file) {
  fclose(files[file]);
  files[file] = NULL;
}

void port_exit(int code) { exit(code); }
uint32_t port_instructions(void) { return 0; }
void port_stack_paint(void) {}
uint32_t port_stack_used(void) { return 0; }
