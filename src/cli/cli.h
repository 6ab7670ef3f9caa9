/* Private to cli/: which engines -accel chooses from. A program with others has a file of its own in place of engines.c. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "run/run.h"

extern const struct run_engine
    *const cli_engines[]; /* ends with NULL; the first one is the default */

#endif
