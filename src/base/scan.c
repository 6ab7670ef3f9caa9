/* Reading text forms: see scan.h. */
#include "base/scan.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void scan_fail(struct scan *s, const char *format, ...)
{
    char what[128];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(s->error, s->error_size, "line %u: %s", s->line, what);
    longjmp(s->failed, 1);
}

static void skip_blanks(struct scan *s)
{
    while (*s->at == ' ' || *s->at == '\t' || *s->at == '\r')
        s->at++;
    if (*s->at == '#')
        s->at += strcspn(s->at, "\n");
}

char scan_peek(struct scan *s)
{
    skip_blanks(s);
    return *s->at;
}

bool scan_accept(struct scan *s, char c)
{
    if (scan_peek(s) != c)
        return false;
    s->at++;
    return true;
}

void scan_expect(struct scan *s, char c)
{
    if (!scan_accept(s, c))
        scan_fail(s, "'%c' expected", c);
}

static bool is_word_char(char c, const char *also)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c && strchr(also, c));
}

static size_t word_size(const char *at, const char *also)
{
    size_t n = 0;
    while (is_word_char(at[n], also))
        n++;
    return n;
}

bool scan_accept_word(struct scan *s, const char *word)
{
    skip_blanks(s);
    size_t size = word_size(s->at, ".");
    if (size != strlen(word) || memcmp(s->at, word, size) != 0)
        return false;
    s->at += size;
    return true;
}

void scan_word(struct scan *s, const char *also, char word[SCAN_WORD])
{
    skip_blanks(s);
    size_t n = word_size(s->at, also);
    if (n == 0 || n >= SCAN_WORD)
        scan_fail(s, "a word expected");
    memcpy(word, s->at, n);
    word[n] = 0;
    s->at += n;
}

static unsigned digit(char c)
{
    return c >= '0' && c <= '9'   ? (unsigned)(c - '0')
           : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                  : 16;
}

unsigned __int128 scan_number(struct scan *s)
{
    unsigned __int128 n = 0;
    skip_blanks(s);
    unsigned base = s->at[0] == '0' && s->at[1] == 'x' ? 16 : 10;
    s->at += base == 16 ? 2 : 0;
    if (digit(*s->at) >= base)
        scan_fail(s, "a number expected");
    for (; digit(*s->at) < base; s->at++) {
        if (n > (~(unsigned __int128)0 - digit(*s->at)) / base)
            scan_fail(s, "the number is too large");
        n = n * base + digit(*s->at);
    }
    return n;
}

uint64_t scan_up_to(struct scan *s, uint64_t most)
{
    unsigned __int128 n = scan_number(s);
    if (n > most)
        scan_fail(s, "the number is too large");
    return (uint64_t)n;
}

int32_t scan_signed(struct scan *s)
{
    if (scan_accept(s, '-'))
        return (int32_t)-(int64_t)scan_up_to(s, UINT32_C(1) << 31);
    return (int32_t)scan_up_to(s, INT32_MAX);
}

bool scan_at_end(struct scan *s)
{
    skip_blanks(s);
    return *s->at == '\n' || *s->at == 0;
}

bool scan_next_line(struct scan *s)
{
    for (;;) {
        if (!scan_at_end(s))
            return true;
        if (*s->at == 0)
            return false;
        s->at++;
        s->line++;
    }
}

void scan_end_line(struct scan *s)
{
    if (!scan_at_end(s))
        scan_fail(s, "the line goes on: %.*s", (int)strcspn(s->at, "\n"), s->at);
}
