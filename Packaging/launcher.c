// Starts the build of chipcast for the instruction set of this processor: ../lib/chipcast/chipcast-v4, -v3 or -v1, seen
// from the folder in which this program lies (links to it and PATH do not matter). All give the same bytes; CHIPCAST_ISA
// asks for one of them by name.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Exit codes are those of the program: 64 wrong command line, 1 cannot run.
int main(int count, char **arguments) {
  (void)count;
  static const char *const names[] = {"v4", "v3", "v1"};
  const int has[] = {__builtin_cpu_supports("x86-64-v4"), __builtin_cpu_supports("x86-64-v3"), 1};
  const char *asked = getenv("CHIPCAST_ISA");
  char self[PATH_MAX], program[PATH_MAX + 32] = "";
  if (asked && !*asked) asked = NULL;
  int isKnown = !asked;

  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length < 0) return fprintf(stderr, "chipcast: /proc/self/exe: %s\n", strerror(errno)), 1;
  self[length] = 0;
  *strrchr(self, '/') = 0;
  for (int i = 0; i < 3; i++) {
    if (asked && strcmp(asked, names[i]) != 0) continue;
    isKnown = 1;
    if (!has[i]) continue;
    snprintf(program, sizeof program, "%s/../lib/chipcast/chipcast-%s", self, names[i]);
    execv(program, arguments);
    // A package may leave out the larger builds.
    if (errno != ENOENT) break;
  }
  if (!isKnown) return fprintf(stderr, "chipcast: CHIPCAST_ISA: must be v1, v3 or v4, got %s\n", asked), 64;
  if (!*program) return fprintf(stderr, "chipcast: CHIPCAST_ISA: this processor has no x86-64-%s\n", asked), 64;
  return fprintf(stderr, "chipcast: %s: %s; install chipcast anew\n", program, strerror(errno)), 1;
}
