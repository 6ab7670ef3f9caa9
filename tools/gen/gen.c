/* See gen.h. */
#define _GNU_SOURCE
#include "gen.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void complain(int *errors, struct place at, const char *what, ...)
{
    va_list args;
    va_start(args, what);
    fprintf(stderr, "%s:%d: ", at.file, at.line);
    vfprintf(stderr, what, args);
    fputc('\n', stderr);
    va_end(args);
    ++*errors;
}

void die(const char *what, const char *name)
{
    fprintf(stderr, "%s: %s %s\n", program_invocation_short_name, what, name);
    exit(2);
}

void *allocate(size_t size)
{
    void *p = calloc(1, size);
    if (!p)
        die("out of", "memory");
    return p;
}

char *print_string(const char *format, ...)
{
    va_list args;
    char *s;
    va_start(args, format);
    if (vasprintf(&s, format, args) < 0)
        die("out of", "memory");
    va_end(args);
    return s;
}

void *grow(void *array, int count)
{
    if ((count & (count - 1)) != 0) /* full at each power of two */
        return array;
    array = realloc(array, (size_t)(count ? count * 2 : 1) * sizeof(void *));
    if (!array)
        die("out of", "memory");
    return array;
}

char *upper(const char *s)
{
    char *copy = print_string("%s", s);
    for (char *p = copy; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return copy;
}

char *read_file(const char *name)
{
    FILE *in = fopen(name, "r");
    size_t size = 0, room = 1 << 16;
    if (!in)
        return NULL;
    char *text = allocate(room);
    for (size_t n; (n = fread(text + size, 1, room - size - 1, in)) > 0;) {
        size += n;
        if (size == room - 1) {
            text = realloc(text, room *= 2);
            if (!text)
                die("out of", "memory");
        }
    }
    bool bad = ferror(in) || memchr(text, 0, size);
    fclose(in);
    text[size] = 0;
    return bad ? NULL : text;
}

FILE *open_output(const char *name)
{
    FILE *out = fopen(name, "w");
    if (!out)
        die("cannot write", name);
    return out;
}

void close_output(FILE *out, const char *name)
{
    if (ferror(out) | fclose(out))
        die("cannot write", name);
}

void write_dependencies(const char *name, const char *outputs, const char *const *file, int files)
{
    FILE *out = open_output(name);
    fprintf(out, "%s:", outputs);
    for (int i = 0; i < files; i++)
        fprintf(out, " %s", file[i]);
    fputc('\n', out);
    for (int i = 0; i < files; i++)
        fprintf(out, "%s:\n", file[i]);
    close_output(out, name);
}

/* ---- text ---- */

char *cut_line(char *text, int *lines)
{
    bool quoted = false, comment = false;
    char *out = text;
    for (;; text++) {
        if (*text == '\\' && text[1] == '\n') {
            text++;
            ++*lines;
            *out++ = ' ';
            continue;
        }
        if (!*text || *text == '\n')
            break;
        if (*text == '"')
            quoted = !quoted;
        if (*text == '#' && !quoted)
            comment = true;
        if (!comment)
            *out++ = *text;
    }
    char *next = *text ? text + 1 : text;
    *lines += *text == '\n';
    *out = 0;
    return next;
}

void skip_space(struct line *l)
{
    while (isspace((unsigned char)*l->at))
        l->at++;
}

bool at_end(struct line *l)
{
    skip_space(l);
    return l->bad || !*l->at;
}

bool take(struct line *l, char c)
{
    if (*l->at != c)
        return false;
    l->at++;
    return true;
}

bool take_word(struct line *l, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(l->at, word, n) != 0 || (l->at[n] && !isspace((unsigned char)l->at[n])))
        return false;
    l->at += n;
    skip_space(l);
    return true;
}

char *take_token(struct line *l, const char *also, const char *what)
{
    const char *start = l->at;
    while (*l->at && (isalnum((unsigned char)*l->at) || strchr(also, *l->at)))
        l->at++;
    if (l->at == start)
        FAIL(l, "expected %s at '%s'", what, start);
    return strndup(start, (size_t)(l->at - start));
}

long take_integer(struct line *l)
{
    char *end;
    long value = strtol(l->at, &end, 0);
    if (end == l->at)
        FAIL(l, "expected a number at '%s'", l->at);
    l->at = end;
    return value;
}
