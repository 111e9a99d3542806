#ifndef CHIPCAST_CSHOCKS_SHIM_H
#define CHIPCAST_CSHOCKS_SHIM_H

/* Normal and Student-t numbers in single precision, sixteen at a time.

   In C for one operation that Swift has no word for: to look up sixteen numbers in a table of 32 that lies in two
   registers. Everything else is plain multiplication and addition in one order, never fused, so that machines with
   and without the operation give the same bits. Tables come from `SingleNormals` and `StudentScores`. */

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

#endif
