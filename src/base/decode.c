/* Text in a caller's buffer, for disassembly. */
#include "base/decode.h"

#include <stdarg.h>
#include <stdio.h>

void text_init(struct text *t, char *buf, size_t size)
{
    t->at = buf;
    t->end = buf + size;
    if (size)
        *buf = 0;
}

void text_add(struct text *t, const char *format, ...)
{
    size_t room = (size_t)(t->end - t->at);
    va_list args;
    if (!room)
        return;
    va_start(args, format);
    int n = vsnprintf(t->at, room, format, args);
    va_end(args);
    if (n > 0)
        t->at += (size_t)n < room ? (size_t)n : room - 1;
}
