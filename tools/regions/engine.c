/* What is tested: LLVM's code with exact faults. */
#include "regions.h"

#include <string.h>

#include "cli/cli.h"

const struct run_engine *regions_engine(void)
{
    for (unsigned i = 0; cli_engines[i]; i++)
        if (!strcmp(cli_engines[i]->name, "llvm-exact"))
            return cli_engines[i];
    return NULL;
}
