/* The loops of CShocks and CWalk over numbers that look random, and a checksum of every bit of what comes out.
   `Scripts/same-lanes.sh` compiles it for machines of three kinds and compares. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../../Sources/CShocks/shim.h"
#include "../../Sources/CWalk/shim.h"

enum { words = 4096, sessions = 240 };

static uint64_t state = 715;
static uint64_t next(void) {
  state += 0x9E3779B97F4A7C15u;
  uint64_t x = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}
static double number(void) { return (double)(int64_t)next() * 0x1p-63; }

static uint64_t sum = 0xcbf29ce484222325u;
static void add(const void *bytes, size_t count) {
  for (size_t k = 0; k < count; k++) sum = (sum ^ ((const unsigned char *)bytes)[k]) * 0x100000001b3u;
}

#define ROOM(type, name, count) static type name[count] __attribute__((aligned(64)))
ROOM(uint64_t, bits, 8 * words);
ROOM(float, centre, 160);
ROOM(double, tail, 47 * 8);
ROOM(float, z, 16 * words);
ROOM(float, cubics, 128);
ROOM(double, rows, 192 * 4);
ROOM(double, t, 16 * words);
ROOM(double, share, 88);
ROOM(double, columns, 8 * 8 * sessions);

int main(void) {
  for (int k = 0; k < 8 * words; k++) bits[k] = next();
  /* The ends, and the lowest octaves, that chance would hardly meet. */
  for (int k = 0; k < 512; k++) bits[k] = k % 3 ? (uint64_t)(k * 131) << (k % 2 * 32) : ~(uint64_t)(k * 7) >> (k % 9);
  for (int k = 0; k < 160; k++) centre[k] = (float)number();
  for (int k = 0; k < 47 * 8; k++) tail[k] = number();
  chipcast_normals(bits, words, centre, tail, z);
  add(z, sizeof z);
  for (int k = 0; k < 16 * words; k++) z[k] = (float)(10 * number());
  for (int k = 0; k < 128; k++) cubics[k] = (float)number();
  for (int k = 0; k < 192 * 4; k++) rows[k] = number();
  chipcast_students(z, words, cubics, rows, 192, t);
  add(t, sizeof t);
  chipcast_widen(z, words, t);
  add(t, sizeof t);
  for (int fades = 0; fades < 2; fades++) {
    for (int k = 0; k < 88; k++) share[k] = number();
    for (int k = 0; k < 8 * 8 * sessions; k++) columns[k] = 0.1 * number();
    double fade[16];
    for (int k = 0; k < 16; k++) fade[k] = fabs(number());
    double *c = columns;
    const int n = 8 * sessions;
    chipcast_walk(share, c, c + n, c + 2 * n, fades ? c + 3 * n : 0, fade, fade + 8, sessions, 0.18, fades ? -INFINITY : -0.2,
                  c + 4 * n, c + 5 * n, 0.3, c + 6 * n, c + 7 * n);
    add(share, sizeof share);
    add(columns, sizeof columns);
  }
  printf("%016llx\n", (unsigned long long)sum);
  return 0;
}
