// What the Swift runtime asks of glibc 2.36, for systems that have 2.35 (Ubuntu 22.04): a seed for its hash tables.
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void *to, size_t count) {
  for (char *at = to, *end = at + count; at < end;) {
    ssize_t got = getrandom(at, end - at, 0);
    if (got > 0) at += got;
    else if (errno != EINTR) abort();
  }
}

uint32_t arc4random(void) {
  uint32_t bits;
  arc4random_buf(&bits, sizeof bits);
  return bits;
}

// Without bias: draws below 2^32 mod `bound` are drawn anew.
uint32_t arc4random_uniform(uint32_t bound) {
  uint32_t bits, least = bound ? -bound % bound : 0;
  do bits = arc4random();
  while (bits < least);
  return bound ? bits % bound : 0;
}
