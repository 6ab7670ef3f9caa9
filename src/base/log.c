/* Dumps: which kinds are on (-d), for which guest pcs (-dfilter), and writing them. */
#include "base/base.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- -d KIND,... ---- */

static const char *const kind_names[LOG_KINDS] = {
#define LOG(name, text) #name,
#include "base/log.def"
#undef LOG
};
static_assert(LOG_KINDS <= 64, "a bit of log.kinds for each");

static bool matches(const char *name, const char *text, size_t length)
{
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

static bool add_kind(struct log *l, const char *name, size_t length)
{
    if (matches("all", name, length)) {
        l->kinds = (UINT64_C(1) << LOG_KINDS) - 1;
        return true;
    }
    for (unsigned k = 0; k < LOG_KINDS; k++) {
        if (matches(kind_names[k], name, length)) {
            l->kinds |= UINT64_C(1) << k;
            return true;
        }
    }
    return false;
}

bool log_parse_kinds(struct log *l, const char *list)
{
    for (;;) {
        size_t length = strcspn(list, ",");
        if (!add_kind(l, list, length))
            return false;
        list += length;
        if (!*list++)
            return true;
    }
}

/* ---- -dfilter RANGE,... ---- */

static bool parse_address(const char **at, uint64_t *value)
{
    if (**at < '0' || **at > '9')
        return false;
    char *end;
    *value = strtoull(*at, &end, 0);
    *at = end;
    return true;
}

/* One of A..B (inclusive), A+N, A-N (the N bytes up to and with A). */
static bool parse_range(const char **at, struct log_range *r)
{
    uint64_t first, second;
    if (!parse_address(at, &first))
        return false;
    char kind = *(*at)++;
    if (kind == '.' && *(*at)++ != '.')
        return false;
    if ((kind != '.' && kind != '+' && kind != '-') || !parse_address(at, &second))
        return false;
    *r = kind == '.'   ? (struct log_range){ first, second }
         : kind == '+' ? (struct log_range){ first, first + second - 1 }
                       : (struct log_range){ first - second + 1, first };
    return r->low <= r->high && (kind == '.' || second != 0);
}

bool log_parse_filter(struct log *l, const char *ranges)
{
    for (;;) {
        if (l->range_count == LOG_RANGES || !parse_range(&ranges, &l->range[l->range_count]))
            return false;
        l->range_count++;
        if (!*ranges)
            return true;
        if (*ranges++ != ',')
            return false;
    }
}

bool log_in_range(const struct log *l, uint64_t pc)
{
    for (unsigned i = 0; i < l->range_count; i++)
        if (pc >= l->range[i].low && pc <= l->range[i].high)
            return true;
    return l->range_count == 0;
}

/* ---- writing ---- */

static void write_all(int fd, const char *text, size_t size)
{
    while (size) {
        ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; /* nobody is left to be told */
        text += n;
        size -= (size_t)n;
    }
}

/* One write for each call, so that threads and processes do not mix within a line. */
void log_write(const struct log *l, const char *format, ...)
{
    char line[512], *text = line;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0)
        return;
    if ((size_t)n >= sizeof line) {
        text = malloc((size_t)n + 1);
        if (!text)
            return;
        va_start(args, format);
        vsnprintf(text, (size_t)n + 1, format, args);
        va_end(args);
    }
    write_all(l->fd, text, (size_t)n);
    if (text != line)
        free(text);
}
