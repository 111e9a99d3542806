#ifndef CHIPCAST_CGSL_SHIM_H
#define CHIPCAST_CGSL_SHIM_H

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_vector.h>
#include <gsl/gsl_version.h>

/* Swift 6 rejects mutable C globals such as gsl_rng_mt19937; the table of all
   generator types is reached through a call instead. */
static inline const gsl_rng_type *const *chipcast_generator_types(void) {
  return (const gsl_rng_type *const *)gsl_rng_types_setup();
}

static inline const gsl_min_fminimizer_type *chipcast_brent_minimiser(void) {
  return gsl_min_fminimizer_brent;
}

static inline const gsl_root_fsolver_type *chipcast_brent_solver(void) {
  return gsl_root_fsolver_brent;
}

static inline const char *chipcast_gsl_version(void) { return GSL_VERSION; }

#endif
