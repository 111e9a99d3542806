#ifndef CHIPCAST_CXLSXWRITER_SHIM_H
#define CHIPCAST_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
