#ifndef CHIPCAST_CWALK_SHIM_H
#define CHIPCAST_CWALK_SHIM_H

/* The walk of a share over sessions, eight trials at a time.

   In C because today's Swift compiler takes the vectors of this loop apart and puts them together again, at three times
   the instructions. Plain multiplication and addition in one order, never fused, so that all machines give the same
   bits. */

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF

/* Swift promises no more than 16 bytes of its vectors' places. */
typedef double chipcast_pack __attribute__((vector_size(64), may_alias, aligned(16)));
typedef int64_t chipcast_bits __attribute__((vector_size(64), may_alias, aligned(16)));

static inline __attribute__((always_inline)) chipcast_pack chipcast_select(chipcast_bits mask, chipcast_pack a, chipcast_pack b) {
  return (chipcast_pack)((mask & (chipcast_bits)a) | (~mask & (chipcast_bits)b));
}
static inline __attribute__((always_inline)) chipcast_pack chipcast_smaller(chipcast_pack a, chipcast_pack b) {
  return chipcast_select(a < b, a, b);
}
static inline __attribute__((always_inline)) chipcast_pack chipcast_larger(chipcast_pack a, chipcast_pack b) {
  return chipcast_select(a > b, a, b);
}

/* exp(x) for prices: relative error below 1e-15; x is taken as at least -708 and at most 709. */
static inline __attribute__((always_inline)) chipcast_pack chipcast_price(chipcast_pack x) {
  const double shifter = 0x1.8p52;
  const chipcast_pack zero = {0, 0, 0, 0, 0, 0, 0, 0};
  x = chipcast_smaller(chipcast_larger(x, zero - 708), zero + 709);
  chipcast_pack shifted = x * 1.4426950408889634 + shifter;
  chipcast_pack r = x - (shifted - shifter) * 0.6931471805599453;
  /* The polynomial of the tenth degree through eleven Chebyshev points of |r| <= ln 2 / 2. */
  chipcast_pack sum = r * 2.7626357241447223e-07 + 2.764018079620985e-06;
  sum = sum * r + 2.4801504346997686e-05;
  sum = sum * r + 0.00019841170270440067;
  sum = sum * r + 0.0013888888932488599;
  sum = sum * r + 0.008333333385667782;
  sum = sum * r + 0.04166666666657314;
  sum = sum * r + 0.16666666666554406;
  sum = sum * r + 0.5000000000000006;
  sum = sum * r + 1.0000000000000067;
  sum = sum * r + 1.0;
  /* 2^k through the exponent field, read off the low bits of k + 1.5 * 2^52. */
  return sum * (chipcast_pack)(((chipcast_bits)shifted + 1023) << 52);
}

/* A share on some sessions, eight trials at a time; `EquityPaths.walk` has the names.

   want = beta * market + sigma * residual + move + carry. The session's limit cuts it to r and carries the rest on; the
   abnormal return is the sum of r - beta * market. The policy part is the sum of moves and knows no limit.

   state: packs, in the order of `ShareState`.
   moves, market, residual: a pack a session.
   displaced: of the sessions, where reactions fade; NULL where they last. What is lost of sales does not fade.
   permanent, decay: how reactions fade.
   up, down: largest and smallest r.
   prices, abnormals: room for the price over that before session 0 and the abnormal return after each session.
   weight: of the share in the basket, whose value and weighted abnormal return are added to. */
static inline __attribute__((always_inline)) void chipcast_walk(
    double *__restrict state, const double *__restrict moves, const double *__restrict market,
    const double *__restrict residual, const double *displaced, const double *permanent, const double *decay,
    long count, double up, double down, double *__restrict prices, double *__restrict abnormals, double weight,
    double *__restrict basket, double *__restrict basketAbnormal) {
  chipcast_pack *s = (chipcast_pack *)state;
  chipcast_pack beta = s[0], sigma = s[1], slope = s[2], fading = s[3], policy = s[4];
  chipcast_pack carry = s[6], total = s[7], abnormal = s[8], peak = s[9], worst = s[10];
  const chipcast_pack zero = {0, 0, 0, 0, 0, 0, 0, 0};
  const chipcast_pack most = zero + up, least = zero + down;
  for (long k = 0; k < count; k++) {
    chipcast_pack move = ((const chipcast_pack *)moves)[k];
    if (displaced) {
      /* A new reaction comes in full, what is fading of earlier ones goes on fading. */
      chipcast_pack faded = fading * *(const chipcast_pack *)decay;
      chipcast_pack reaction = move + slope * ((const chipcast_pack *)displaced)[k];
      move += faded - fading;
      fading = faded + (1 - *(const chipcast_pack *)permanent) * reaction;
    }
    policy += move;
    chipcast_pack expected = beta * ((const chipcast_pack *)market)[k];
    chipcast_pack want = move + carry + (expected + sigma * ((const chipcast_pack *)residual)[k]);
    chipcast_pack r = chipcast_larger(chipcast_smaller(want, most), least);
    carry = want - r;
    total += r;
    abnormal += r - expected;
    peak = chipcast_larger(peak, total);
    worst = chipcast_larger(worst, peak - total);
    chipcast_pack price = chipcast_price(total);
    ((chipcast_pack *)prices)[k] = price;
    ((chipcast_pack *)abnormals)[k] = abnormal;
    ((chipcast_pack *)basket)[k] += weight * price;
    ((chipcast_pack *)basketAbnormal)[k] += weight * abnormal;
  }
  s[3] = fading, s[4] = policy, s[6] = carry, s[7] = total, s[8] = abnormal, s[9] = peak, s[10] = worst;
}

#endif
