/* The code generators of a dragoman-opt without LLVM. */
#include "service/service.h"

const struct service_engine *const service_engines[] = { &service_mach, NULL };
