/* For the programs of this folder, which run natively and translated and must print the same. */
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints what was tried and what came of it: 0 or more, or the name of errno. */
static inline long show(const char *what, long result)
{
    if (result == -1)
        printf("%s: %s\n", what, strerrorname_np(errno));
    else
        printf("%s: %s\n", what, result ? "positive" : "0");
    fflush(stdout);
    return result;
}

static inline void say(const char *what, long value)
{
    printf("%s: %ld\n", what, value);
    fflush(stdout);
}

#endif
