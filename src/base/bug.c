/* Our own mistakes: what bug_on prints before the program ends. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void base_bug(const char *file, int line, const char *cond, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "dragoman: bug at %s:%d (%s): ", file, line, cond);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}
