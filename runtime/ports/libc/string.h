// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What generated code and ports need of <string.h>, for compilers that come
// without a C library.
#ifndef ECG_RT_PORT_STRING_H
#define ECG_RT_PORT_STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *text);

#endif // ECG_RT_PORT_STRING_H
