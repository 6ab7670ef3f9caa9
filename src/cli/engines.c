/* The engines of the program `dragoman`. */
#include "cli/cli.h"

#include "interp/interp.h"
#include "mach/engine.h"

const struct run_engine *const cli_engines[] = { &mach_engine, &interp_engine, NULL };
