// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// @packed_weights, @packed_bias and @packed_scale: what was packed comes back,
// weight by weight and by words, at every length and with other rows behind it.
#include "check.h"
#include "unpack_s16.h"
#include "unpack_s8.h"

#define LONGEST 67
#define ROWS 3

/// Fields, the first in the lowest bits; returns their end.
static uint8_t *write_fields(const int32_t *values, int32_t n, int32_t bits,
                             uint8_t *to) {
  const int32_t bytes = ecg_field_bytes(n, bits);
  memset(to, 0, (size_t)bytes);
  for (int32_t i = 0; i < n * bits; ++i)
    to[i / 8] =
        (uint8_t)(to[i / 8] | (values[i / bits] >> i % bits & 1) << i % 8);
  return to + bytes;
}

static uint8_t *write_ternary(const int32_t *row, int32_t n, uint8_t *to) {
  for (int32_t b = 0; b < (n + 4) / 5; ++b) {
    int32_t number = 0;
    for (int32_t d = 0; d < 5; ++d) {
      const int32_t place =
          b / 2 < n / 10 ? b / 2 * 10 + 2 * d + b % 2 : 5 * b + d;
      number = 3 * number + (place < n ? row[place] + 1 : 0);
    }
    *to++ = (uint8_t)((number * 256 + 242) / 243);
  }
  return to;
}

static uint8_t *write_sparse(const int32_t *row, int32_t n, int32_t bits,
                             uint8_t *to) {
  int32_t map[LONGEST], others[LONGEST], count = 0;
  for (int32_t i = 0; i < n; ++i) {
    map[i] = row[i] != 0;
    if (row[i] != 0)
      others[count++] = row[i] > 0 ? row[i] - 1 : row[i];
  }
  *to++ = (uint8_t)bits;
  return write_fields(others, count, bits, write_fields(map, n, 1, to));
}

static const int8_t codebook[16] = {-127, -60, -9, -1, 0,  5,   44,  99,
                                    -120, 11,  12, 13, 14, 100, 101, 127};

/// Bits of an index into so many values.
static int32_t index_bits(int32_t values) {
  int32_t bits = 1;
  while (1 << bits < values)
    ++bits;
  return bits;
}

/// Odd numbers of `bits`, made of random fields.
static uint8_t *write_odd(rng_t *rng, int32_t n, int32_t bits, int32_t *row,
                          uint8_t *to) {
  int32_t fields[LONGEST];
  for (int32_t i = 0; i < n; ++i) {
    fields[i] = rng_int(rng, 0, (1 << bits) - 1);
    row[i] = 2 * fields[i] - (1 << bits) + 1;
  }
  return write_fields(fields, n, bits, to);
}

/// Sums of 2 to 4 random coordinates with random signs.
static uint8_t *write_sums(rng_t *rng, int32_t n, int32_t *row, uint8_t *to) {
  int32_t marks[LONGEST], alphas[4];
  const int32_t bits = rng_int(rng, 2, 4);
  for (int32_t a = 0; a < bits; ++a) {
    alphas[a] = rng_int(rng, 1, 127 / bits);
    *to++ = (uint8_t)(alphas[a] | (a + 1 < bits ? 128 : 0));
  }
  for (int32_t i = 0; i < n; ++i) {
    marks[i] = rng_int(rng, 0, (1 << bits) - 1);
    row[i] = 0;
    for (int32_t a = 0; a < bits; ++a)
      row[i] += marks[i] >> a & 1 ? alphas[a] : -alphas[a];
  }
  return write_fields(marks, n, bits, to);
}

/// A row with a codebook of its own.
static uint8_t *write_book(rng_t *rng, int32_t n, int32_t *row, uint8_t *to) {
  int32_t indices[LONGEST];
  const int32_t count = rng_int(rng, 1, 16);
  *to++ = (uint8_t)(count - 1);
  for (int32_t i = 0; i < count; ++i)
    *to++ = (uint8_t)codebook[i];
  for (int32_t i = 0; i < n; ++i) {
    indices[i] = rng_int(rng, 0, count - 1);
    row[i] = codebook[indices[i]];
  }
  return write_fields(indices, n, index_bits(count), to);
}

/// A row of a code, of random values; `known` of the codebook are there.
static uint8_t *write_row(rng_t *rng, int32_t code, int32_t known, int32_t n,
                          int32_t *row, uint8_t *to) {
  int32_t values[LONGEST];
  if (code == ECG_ROW_BOOK)
    return write_book(rng, n, row, to);
  if (code >= ECG_ROW_SIGN)
    return code == ECG_ROW_SUMS ? write_sums(rng, n, row, to)
                                : write_odd(rng, n, code - 10, row, to);
  const int32_t bits = code == ECG_ROW_SPARSE ? rng_int(rng, 2, 7) : code;
  for (int32_t i = 0; i < n; ++i) {
    const int32_t top = code < 2 ? code : (1 << (bits - 1)) - 1;
    values[i] = row[i] = rng_int(rng, -top, top);
    if (code == ECG_ROW_CODEBOOK) {
      values[i] = rng_int(rng, 0, known - 1);
      row[i] = codebook[values[i]];
    }
    if (code == ECG_ROW_SPARSE && rng_int(rng, 0, 3) != 0)
      row[i] = 0;
  }
  switch (code) {
  case ECG_ROW_ZERO:
    return to;
  case ECG_ROW_TERNARY:
    return write_ternary(row, n, to);
  case ECG_ROW_SPARSE:
    return write_sparse(row, n, bits, to);
  default:
    return write_fields(
        values, n, code == ECG_ROW_CODEBOOK ? index_bits(known) : code, to);
  }
}

/// Rows of random codes, by both ways of unpacking.
static void packed_weights_come_back(rng_t *rng, int32_t n) {
  int32_t rows[ROWS][LONGEST], codes[4] = {0, 0, 0, 0};
  uint8_t bytes[ROWS * (17 + 2 * LONGEST)], table[3 + sizeof(codebook)];
  uint8_t *end = bytes;
  const int32_t known = rng_int(rng, 1, 16);
  for (int32_t r = 0; r < ROWS; ++r) {
    codes[r] = rng_int(rng, 0, ECG_ROW_BOOK);
    end = write_row(rng, codes[r], known, n, rows[r], end);
  }
  table[0] = (uint8_t)((known - 1) << 4 | ECG_ROW_CODE_A_ROW);
  write_fields(codes, 4, 4, table + 1);
  memcpy(table + 3, codebook, sizeof(codebook));
  ecg_packed_rows_t plain = ecg_packed_rows(bytes, table, ROWS), wide = plain;
  for (int32_t r = 0; r < ROWS; ++r) {
    int8_t row[LONGEST + 1];
    int16_t row16[LONGEST + 1];
    row[n] = 77;
    row16[n] = 77;
    ecg_unpack_s8(&plain, n, row);
    ecg_unpack_s16(&wide, n, row16);
    CHECK_ARRAY(row, rows[r], n);
    CHECK_ARRAY(row16, rows[r], n);
    CHECK_EQ(row[n], 77);
    CHECK_EQ(row16[n], 77);
  }
  CHECK(plain.next == end && wide.next == end);
}

/// One code for all rows stands in the first byte alone.
static void packed_weights_of_one_code(void) {
  const uint8_t codes = 4, bytes[] = {0x7D, 0x01, 0x98, 0x0F, 0, 0};
  const int8_t wanted[] = {-3, 7, 1, -8, -7, -1};
  int8_t row[3];
  ecg_packed_rows_t rows = ecg_packed_rows(bytes, &codes, 2);
  ecg_unpack_s8(&rows, 3, row);
  CHECK_ARRAY(row, wanted, 3);
  ecg_unpack_s8(&rows, 3, row);
  CHECK_ARRAY(row, wanted + 3, 3);
}

static void packed_bias_in_every_form(void) {
  const uint8_t none = 33, narrow[] = {3, 0xFF, 0xFF, 0x00, 0x80};
  const uint8_t wide[] = {32, 1, 0, 0, 0, 0, 0, 0, 0x80};
  CHECK_EQ(ecg_packed_bias(&none, 5), 0);
  CHECK_EQ(ecg_packed_bias(narrow, 0), -8);
  CHECK_EQ(ecg_packed_bias(narrow, 1), -32768 * 8);
  CHECK_EQ(ecg_packed_bias(wide, 0), 1);
  CHECK_EQ(ecg_packed_bias(wide, 1), INT32_MIN);
}

static void packed_scale_in_every_form(void) {
  const uint8_t none = 33;
  const uint8_t each[] = {0, 0, 0, 0, 0x40, 33, 1, 0, 0, 0x50, 44};
  const uint8_t same[] = {1, 0, 0, 0, 0x60, 55};
  const uint8_t factors[] = {2, 0, 0, 0x40, 0, 20, 255, 0, 1};
  ecg_channel_t c;
  ecg_packed_channel(&none, each, 1, &c);
  CHECK_EQ(c.mult, 0x50000001);
  CHECK_EQ(c.shift, 44);
  ecg_packed_channel(&none, same, 7, &c);
  CHECK_EQ(c.mult, 0x60000000);
  CHECK_EQ(c.shift, 55);
  ecg_packed_channel(&none, factors, 0, &c);
  CHECK_EQ(c.mult, 255 << 23);
  CHECK_EQ(c.shift, 21);
  ecg_packed_channel(&none, factors, 1, &c);
  CHECK_EQ(c.mult, 0);
  CHECK_EQ(c.shift, 31);
  ecg_packed_channel(&none, factors, 2, &c);
  CHECK_EQ(c.mult, 1 << 30);
  CHECK_EQ(c.shift, 28);
}

int main(void) {
  rng_t rng = {7};
  for (int32_t n = 1; n <= LONGEST; ++n)
    for (int32_t trial = 0; trial < 20; ++trial)
      packed_weights_come_back(&rng, n);
  packed_weights_of_one_code();
  packed_bias_in_every_form();
  packed_scale_in_every_form();
  return check_result();
}
