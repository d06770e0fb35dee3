// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// <string.h> byte by byte. Words for memcpy and memset, which compilers call
// for buffers.
#include <stdint.h>
#include <string.h>

// A loop that copies must not become a call of what it defines.
#pragma GCC optimize("no-tree-loop-distribute-patterns")

void *memcpy(void *restrict to, const void *restrict from, size_t bytes) {
  unsigned char *t = to;
  const unsigned char *f = from;
  if ((((uintptr_t)t | (uintptr_t)f) & 3) == 0)
    for (; bytes >= 4; bytes -= 4, t += 4, f += 4)
      *(uint32_t *)(void *)t = *(const uint32_t *)(const void *)f;
  while (bytes--)
    *t++ = *f++;
  return to;
}

void *memmove(void *to, const void *from, size_t bytes) {
  unsigned char *t = to;
  const unsigned char *f = from;
  if (t <= f)
    return memcpy(to, from, bytes);
  while (bytes--)
    t[bytes] = f[bytes];
  return to;
}

void *memset(void *to, int value, size_t bytes) {
  unsigned char *t = to;
  const uint32_t word = (unsigned char)value * 0x01010101u;
  if (((uintptr_t)t & 3) == 0)
    for (; bytes >= 4; bytes -= 4, t += 4)
      *(uint32_t *)(void *)t = word;
  while (bytes--)
    *t++ = (unsigned char)value;
  return to;
}

int memcmp(const void *a, const void *b, size_t bytes) {
  const unsigned char *x = a, *y = b;
  for (; bytes--; ++x, ++y)
    if (*x != *y)
      return *x - *y;
  return 0;
}

size_t strlen(const char *text) {
  const char *at = text;
  while (*at)
    ++at;
  return (size_t)(at - text);
}
