#ifndef CHIPCAST_CSHOCKS_SHIM_H
#define CHIPCAST_CSHOCKS_SHIM_H

/* The loops over sessions: normal and Student-t numbers in single precision, sixteen at a time, and the walk of a share
   in double precision, eight trials at a time.

   The numbers are in C for one operation that Swift has no word for: to look up sixteen numbers in a table of 32 that
   lies in two registers. The walk is, because today's Swift compiler takes its vectors apart and puts them together
   again: 60 cycles a session where 20 do. Everything is plain multiplication and addition in one order, never fused,
   so that all machines give the same bits. Tables come from `SingleNormals` and `StudentScores`. */

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF

/* Swift promises no more than 16 bytes of its vectors' places. */
#define CHIPCAST_VECTOR(bytes) __attribute__((vector_size(bytes), may_alias, aligned(16)))
typedef float chipcast_floats CHIPCAST_VECTOR(64);
typedef int32_t chipcast_ints CHIPCAST_VECTOR(64);
typedef uint64_t chipcast_words CHIPCAST_VECTOR(64);
typedef float chipcast_half CHIPCAST_VECTOR(32);
typedef double chipcast_doubles CHIPCAST_VECTOR(64);

#define CHIPCAST_INLINE static inline __attribute__((always_inline))

/* The sixteen entries of a table of 32 at places of which the lowest five bits count. */
CHIPCAST_INLINE chipcast_floats chipcast_look_up(const float *table, chipcast_ints place) {
#if defined(__AVX512F__)
  const chipcast_floats *halves = (const chipcast_floats *)table;
  return (chipcast_floats)__builtin_ia32_vpermi2varps512(halves[0], place, halves[1]);
#elif defined(__AVX2__)
  typedef int32_t eight __attribute__((vector_size(32), may_alias));
  const chipcast_half *quarters = (const chipcast_half *)table;
  chipcast_half found[2];
  for (int side = 0; side < 2; side++) {
    eight p = side ? __builtin_shufflevector(place, place, 8, 9, 10, 11, 12, 13, 14, 15)
                   : __builtin_shufflevector(place, place, 0, 1, 2, 3, 4, 5, 6, 7);
    eight a = (eight)__builtin_ia32_permvarsf256(quarters[0], p), b = (eight)__builtin_ia32_permvarsf256(quarters[1], p);
    eight c = (eight)__builtin_ia32_permvarsf256(quarters[2], p), d = (eight)__builtin_ia32_permvarsf256(quarters[3], p);
    eight second = (p & 8) != 0, upper = (p & 16) != 0;
    eight low = (second & b) | (~second & a), high = (second & d) | (~second & c);
    found[side] = (chipcast_half)((upper & high) | (~upper & low));
  }
  return __builtin_shufflevector(found[0], found[1], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
#else
  chipcast_floats found;
  for (int k = 0; k < 16; k++) found[k] = table[place[k] & 31];
  return found;
#endif
}

/* Whether any of sixteen is not 0. */
CHIPCAST_INLINE int chipcast_any(chipcast_ints mask) {
#if defined(__AVX512F__)
  return __builtin_reduce_or(mask) != 0;
#else
  chipcast_words w = (chipcast_words)mask;
  return (w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) != 0;
#endif
}

/* A normal number from the lowest probabilities: `v`, below 2^15, and 32 bits more, of the other words of its octaves.
   `rows`: eight coefficients for each octave of 64 bits. */
static inline float chipcast_far_normal(uint32_t v, uint64_t word, const double *rows) {
  uint64_t hash = (word ^ (uint64_t)((int64_t)word >> 63)) + 0x9E3779B97F4A7C15u;
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
  hash ^= hash >> 31;
  uint64_t probability = (uint64_t)v << 32 | (hash & 0xFFFFFFFFu) | 1;
  int octave = 63 - __builtin_clzll(probability);
  const double *row = rows + 8 * octave;
  double t = (double)probability * (1.0 / (double)((uint64_t)1 << octave)) - 1.5;
  double z = row[0];
  for (int k = 1; k < 8; k++) z = z * t + row[k];
  return (float)z;
}

/* Normal numbers from 64 random bits of each of eight lanes: two a lane, of which the lower 32 bits make the first.

   words: `count` words of eight lanes.
   centre: tables of coefficients, highest power first, by half octaves of v = 2^15 ... 2^31.
   tail: of the octaves below, as `chipcast_far_normal` wants them.
   z: room for 16 · `count` numbers: of each word eight first ones, then eight second ones. */
CHIPCAST_INLINE void chipcast_normals(const uint64_t *__restrict words, long count, const float *__restrict centre,
                                      const double *__restrict tail, float *__restrict z) {
  for (long k = 0; k < count; k++) {
    chipcast_ints pairs = ((const chipcast_ints *)words)[k];
    chipcast_ints x = __builtin_shufflevector(pairs, pairs, 0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15);
    /* v + 1/2 over 2^32 is the probability beyond |z|; the complement of a number gives -z. */
    chipcast_ints sign = x >> 31, v = x ^ sign;
    chipcast_floats f = __builtin_convertvector(v | 1, chipcast_floats);
    /* The last 64 would round up to 2^31, out of the table. */
    const float top = 0x1.fffffep30f;
    chipcast_ints isTop = f > top;
    chipcast_ints bits = (~isTop & (chipcast_ints)f) | (isTop & 0x4EFFFFFF);
    chipcast_ints place = bits >> 22;
    chipcast_floats t = (chipcast_floats)((bits & 0x3FFFFF) | 0x3F800000) - 1.25f;
    chipcast_floats y = chipcast_look_up(centre, place);
    for (int power = 1; power < 5; power++) y = y * t + chipcast_look_up(centre + 32 * power, place);
    ((chipcast_floats *)z)[k] = (chipcast_floats)((chipcast_ints)y ^ (sign & (int32_t)0x80000000));
    if (__builtin_expect(chipcast_any(v < 0x8000), 0)) {
      for (int lane = 0; lane < 16; lane++) {
        if (v[lane] >= 0x8000) continue;
        float far = chipcast_far_normal((uint32_t)v[lane], words[8 * k + lane % 8], tail);
        z[16 * k + lane] = x[lane] < 0 ? -far : far;
      }
    }
  }
}

/* Student-t numbers from normal ones, as doubles.

   y: `count` times sixteen normal numbers.
   cubics: four tables of coefficients, highest power first, of the 32 parts of |y| = 0 ... 6.4.
   tail: cubics, lowest power first, of the parts of |y| from 3.5 on, `parts`, 32 to a unit.
   t: room for as many. */
CHIPCAST_INLINE void chipcast_students(const float *__restrict y, long count, const float *__restrict cubics,
                                       const double *__restrict tail, long parts, double *__restrict t) {
  for (long k = 0; k < count; k++) {
    chipcast_floats number = ((const chipcast_floats *)y)[k];
    chipcast_ints sign = (chipcast_ints)number & (int32_t)0x80000000;
    chipcast_floats magnitude = (chipcast_floats)((chipcast_ints)number ^ sign);
    chipcast_floats s = magnitude * 5.0f;
    chipcast_ints isFar = s >= 32.0f;
    s = (chipcast_floats)(~isFar & (chipcast_ints)s);
    chipcast_ints place = __builtin_convertvector(s, chipcast_ints);
    chipcast_floats w = s - __builtin_convertvector(place, chipcast_floats) - 0.5f;
    chipcast_floats h = chipcast_look_up(cubics, place);
    for (int power = 1; power < 4; power++) h = h * w + chipcast_look_up(cubics + 32 * power, place);
    h = (chipcast_floats)((chipcast_ints)h ^ sign);
    chipcast_half low = __builtin_shufflevector(h, h, 0, 1, 2, 3, 4, 5, 6, 7);
    chipcast_half high = __builtin_shufflevector(h, h, 8, 9, 10, 11, 12, 13, 14, 15);
    ((chipcast_doubles *)t)[2 * k] = __builtin_convertvector(low, chipcast_doubles);
    ((chipcast_doubles *)t)[2 * k + 1] = __builtin_convertvector(high, chipcast_doubles);
    if (__builtin_expect(chipcast_any(isFar), 0)) {
      for (int lane = 0; lane < 16; lane++) {
        if (!isFar[lane]) continue;
        double place = ((double)magnitude[lane] - 3.5) * 32;
        long part = place < (double)(parts - 1) ? (long)place : parts - 1;
        double d = place < (double)parts ? place - (double)part : 1;
        const double *c = tail + 4 * part;
        double value = ((c[3] * d + c[2]) * d + c[1]) * d + c[0];
        t[16 * k + lane] = number[lane] < 0 ? -value : value;
      }
    }
  }
}

/* The same numbers as doubles. */
CHIPCAST_INLINE void chipcast_widen(const float *__restrict y, long count, double *__restrict t) {
  for (long k = 0; k < 2 * count; k++)
    ((chipcast_doubles *)t)[k] = __builtin_convertvector(((const chipcast_half *)y)[k], chipcast_doubles);
}

typedef int64_t chipcast_masks CHIPCAST_VECTOR(64);

CHIPCAST_INLINE chipcast_doubles chipcast_select(chipcast_masks mask, chipcast_doubles a, chipcast_doubles b) {
  return (chipcast_doubles)((mask & (chipcast_masks)a) | (~mask & (chipcast_masks)b));
}
CHIPCAST_INLINE chipcast_doubles chipcast_smaller(chipcast_doubles a, chipcast_doubles b) {
  return chipcast_select(a < b, a, b);
}
CHIPCAST_INLINE chipcast_doubles chipcast_larger(chipcast_doubles a, chipcast_doubles b) {
  return chipcast_select(a > b, a, b);
}

/* exp(x) for prices: relative error below 1e-15; x is taken as at least -708 and at most 709. */
CHIPCAST_INLINE chipcast_doubles chipcast_price(chipcast_doubles x) {
  const double shifter = 0x1.8p52;
  const chipcast_doubles zero = {0, 0, 0, 0, 0, 0, 0, 0};
  x = chipcast_smaller(chipcast_larger(x, zero - 708), zero + 709);
  chipcast_doubles shifted = x * 1.4426950408889634 + shifter;
  chipcast_doubles r = x - (shifted - shifter) * 0.6931471805599453;
  /* The polynomial of the tenth degree through eleven Chebyshev points of |r| <= ln 2 / 2. */
  chipcast_doubles sum = r * 2.7626357241447223e-07 + 2.764018079620985e-06;
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
  return sum * (chipcast_doubles)(((chipcast_masks)shifted + 1023) << 52);
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
CHIPCAST_INLINE void chipcast_walk(double *__restrict state, const double *__restrict moves,
                                   const double *__restrict market, const double *__restrict residual,
                                   const double *displaced, const double *permanent, const double *decay, long count,
                                   double up, double down, double *__restrict prices, double *__restrict abnormals,
                                   double weight, double *__restrict basket, double *__restrict basketAbnormal) {
  chipcast_doubles *s = (chipcast_doubles *)state;
  chipcast_doubles beta = s[0], sigma = s[1], slope = s[2], fading = s[3], policy = s[4];
  chipcast_doubles carry = s[6], total = s[7], abnormal = s[8], peak = s[9], worst = s[10];
  const chipcast_doubles zero = {0, 0, 0, 0, 0, 0, 0, 0};
  const chipcast_doubles most = zero + up, least = zero + down;
  for (long k = 0; k < count; k++) {
    chipcast_doubles move = ((const chipcast_doubles *)moves)[k];
    if (displaced) {
      /* A new reaction comes in full, what is fading of earlier ones goes on fading. */
      chipcast_doubles faded = fading * *(const chipcast_doubles *)decay;
      chipcast_doubles reaction = move + slope * ((const chipcast_doubles *)displaced)[k];
      move += faded - fading;
      fading = faded + (1 - *(const chipcast_doubles *)permanent) * reaction;
    }
    policy += move;
    chipcast_doubles expected = beta * ((const chipcast_doubles *)market)[k];
    chipcast_doubles want = move + carry + (expected + sigma * ((const chipcast_doubles *)residual)[k]);
    chipcast_doubles r = chipcast_larger(chipcast_smaller(want, most), least);
    carry = want - r;
    total += r;
    abnormal += r - expected;
    peak = chipcast_larger(peak, total);
    worst = chipcast_larger(worst, peak - total);
    chipcast_doubles price = chipcast_price(total);
    ((chipcast_doubles *)prices)[k] = price;
    ((chipcast_doubles *)abnormals)[k] = abnormal;
    ((chipcast_doubles *)basket)[k] += weight * price;
    ((chipcast_doubles *)basketAbnormal)[k] += weight * abnormal;
  }
  s[3] = fading, s[4] = policy, s[6] = carry, s[7] = total, s[8] = abnormal, s[9] = peak, s[10] = worst;
}

#endif
