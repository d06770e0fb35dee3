// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The proof that fields of packed products hold their sums (dot_pairs.h):
// inputs made to overflow them, at the last weight that is proved to fit and at
// the first that is not; and that the same inputs do overflow where the proof
// is overruled, so that the test can fail.
#include "check.h"
#include "conv1d_s8.h"
#include <string.h>

enum { CIN = 32, TAPS = 7, LENGTH = 24, COUT = 2, SIZE = CIN * TAPS };
static int8_t x[CIN * LENGTH], w[COUT * SIZE], packed[COUT * (SIZE + 1)];
static int8_t y[COUT * LENGTH], wanted[COUT * LENGTH];
static int32_t scratch[4000];
static const int32_t bias[COUT] = {0, 0};
static const int32_t mult[COUT] = {1 << 30, 1 << 30};
static int8_t shift[COUT];

static ecg_conv1d_s8_params_t params(int32_t zp) {
  const ecg_conv1d_s8_params_t p = {CIN, LENGTH, COUT,     LENGTH, TAPS, 1,
                                    1,   1,      TAPS / 2, 1,      1,    LENGTH,
                                    zp,  0,      -128,     127,    0,    0};
  return p;
}

/// The layer by its definition.
static void convolve(const ecg_conv1d_s8_params_t *p) {
  for (int32_t c = 0; c < p->cout; ++c)
    for (int32_t q = 0; q < p->lout; ++q) {
      int32_t acc = 0;
      for (int32_t i = 0; i < p->cin; ++i)
        for (int32_t k = 0; k < p->kernel; ++k) {
          const int32_t at = q - p->pad_left + k;
          if (at >= 0 && at < p->lin)
            acc += w[(c * p->cin + i) * p->kernel + k] *
                   (x[i * p->lin + at] - p->in_zp);
        }
      wanted[c * p->lpool + q] = ecg_clamp_s8(
          p->out_zp + ecg_requant(acc, mult[c], shift[c]), -128, 127);
    }
}

/// Outputs that differ, with sums taken apart after `rows` channels where that
/// is not 0. A shift of 44 shows bits from the 14th on: those of a lost carry.
static int32_t differences(const ecg_conv1d_s8_params_t *p, int32_t rows) {
  memset(shift, 44, sizeof(shift));
  ecg_conv1d_s8_pack(p, w, packed);
  if (rows)
    memset(packed, rows, (size_t)p->cout);
  ecg_conv1d_s8(p, x, packed, bias, mult, shift, y, scratch);
  convolve(p);
  int32_t differ = 0;
  for (int32_t i = 0; i < p->cout * p->lpool; ++i)
    differ += y[i] != wanted[i];
  return differ;
}

/// Weights of magnitude up to 127 and of `sum` together in the taps of `field`
/// of channel 0: taps 0, 2, 4, 6 are in f0, taps 1, 3, 5 in f2. They are
/// `sign`; those of the other field are `other`.
static void fill_weights(int32_t field, int32_t sum, int32_t sign,
                         int32_t other) {
  memset(w, 0, sizeof(w));
  for (int32_t e = 0; e < SIZE; ++e) {
    const int32_t is_f0 = e % TAPS % 2 == 0;
    if (is_f0 != (field == 0)) {
      w[e] = (int8_t)other;
      continue;
    }
    const int32_t v = sum < 127 ? sum : 127;
    w[e] = (int8_t)(sign * v);
    sum -= v;
  }
}

/// Inputs as large as they can be where weights are positive and as small where
/// they are negative, in the window of every position in turn; elsewhere zero.
static int32_t worst(const ecg_conv1d_s8_params_t *p, int32_t rows) {
  int32_t differ = 0;
  for (int32_t q = 0; q + TAPS <= LENGTH; ++q)
    for (int32_t sign = -1; sign <= 1; sign += 2) {
      memset(x, p->in_zp, sizeof(x));
      for (int32_t e = 0; e < SIZE; ++e)
        if (w[e] != 0)
          x[e / TAPS * LENGTH + q + e % TAPS] =
              (int8_t)(w[e] * sign > 0 ? 127 : -128);
      differ += differences(p, rows);
    }
  return differ;
}

/// 255 * 2056 is the last multiple of 255 below 2^19 - 1.
static void fields_hold_what_is_proved(void) {
  const ecg_conv1d_s8_params_t p = params(-128), n = params(127);
  const ecg_conv1d_pairs_plan_t plan =
      ecg_conv1d_pairs_plan(&p, ECG_PAIRS_EACH);
  CHECK(ecg_conv1d_s8_in_pairs(&p));
  for (int32_t sign = -1; sign <= 1; sign += 2) {
    fill_weights(2, 2056, sign, 0);
    CHECK_EQ(ecg_conv1d_pairs_chunk(&p, &plan, w), CIN);
    CHECK_EQ(worst(&p, 0), 0);
    CHECK_EQ(worst(&n, 0), 0);
    fill_weights(2, 2057, sign, 0);
    CHECK(ecg_conv1d_pairs_chunk(&p, &plan, w) < CIN);
    CHECK_EQ(worst(&p, 0), 0);
    CHECK(worst(&p, CIN) > 0); // the control
    fill_weights(0, 8224, sign, 0);
    CHECK_EQ(ecg_conv1d_pairs_chunk(&p, &plan, w), CIN);
    CHECK_EQ(worst(&p, 0), 0);
    fill_weights(0, 8225, sign, 0);
    CHECK(ecg_conv1d_pairs_chunk(&p, &plan, w) < CIN);
    CHECK_EQ(worst(&p, 0), 0);
    CHECK(worst(&p, CIN) > 0);
    // f1 sees all taps: 21 of f2 for each channel.
    fill_weights(0, 6880, sign, sign * 14);
    CHECK_EQ(ecg_conv1d_pairs_chunk(&p, &plan, w), CIN);
    CHECK_EQ(worst(&p, 0), 0);
    fill_weights(0, 6881, sign, sign * 14);
    CHECK(ecg_conv1d_pairs_chunk(&p, &plan, w) < CIN);
    CHECK_EQ(worst(&p, 0), 0);
    CHECK(worst(&p, CIN) > 0);
  }
}

/// Any weights and zero points, the worst inputs of each.
static void random_weights_hold(void) {
  rng_t rng = {31};
  int32_t overruled = 0;
  for (int32_t round = 0; round < 40; ++round) {
    const ecg_conv1d_s8_params_t p = params(rng_int(&rng, -128, 127));
    const int32_t most = rng_int(&rng, 1, 127);
    for (int32_t e = 0; e < COUT * SIZE; ++e)
      w[e] = (int8_t)rng_int(&rng, -most, most);
    CHECK_EQ(worst(&p, 0), 0);
    overruled += worst(&p, CIN);
  }
  CHECK(overruled > 0);
}

int main(void) {
  fields_hold_what_is_proved();
  random_weights_hold();
  return check_result();
}
