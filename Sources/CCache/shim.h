#ifndef CHIPCAST_CCACHE_SHIM_H
#define CHIPCAST_CCACHE_SHIM_H

/* Swift has no word for it: brings the line of an address into the first-level cache, to be read soon. Nothing is
   read, so any address will do. */
static inline __attribute__((always_inline)) void chipcast_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 3);
}

#endif
