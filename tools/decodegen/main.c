/* decodegen: makes a decoder, argument structs and a disassembler out of a guest's decode table.
       decodegen --name ISA --header OUT.h --source OUT.c TABLE
   Writes nothing and exits with 1 when the table has an error. Next: decodegen.h, parse.c. */
#define _GNU_SOURCE
#include "decodegen.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void complain(struct table *t, int line, const char *what, ...)
{
    va_list args;
    va_start(args, what);
    fprintf(stderr, "%s:%d: ", t->file, line);
    vfprintf(stderr, what, args);
    fputc('\n', stderr);
    va_end(args);
    t->errors++;
}

static void die(const char *what, const char *name)
{
    fprintf(stderr, "decodegen: %s %s\n", what, name);
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

void push(void *array, int *count, void *item)
{
    void ***a = array;
    if ((*count & (*count - 1)) == 0) { /* full at each power of two */
        *a = realloc(*a, (size_t)(*count ? *count * 2 : 1) * sizeof **a);
        if (!*a)
            die("out of", "memory");
    }
    (*a)[(*count)++] = item;
}

uint32_t bits_of(int pos, int len)
{
    return len >= 32 ? ~0u : ((1u << len) - 1) << pos;
}

static char *read_file(const char *name)
{
    FILE *in = fopen(name, "r");
    size_t size = 0, room = 1 << 16;
    char *text = allocate(room);
    if (!in)
        die("cannot read", name);
    for (size_t n; (n = fread(text + size, 1, room - size - 1, in)) > 0;) {
        size += n;
        if (size == room - 1) {
            text = realloc(text, room *= 2);
            if (!text)
                die("out of", "memory");
        }
    }
    if (ferror(in) || memchr(text, 0, size))
        die("not a text file:", name);
    fclose(in);
    text[size] = 0;
    return text;
}

static void write_file(const struct table *t, const char *name,
                       void (*emit)(const struct table *, FILE *))
{
    FILE *out = fopen(name, "w");
    if (!out)
        die("cannot write", name);
    emit(t, out);
    if (ferror(out) | fclose(out))
        die("cannot write", name);
}

int main(int argc, char **argv)
{
    struct table t = {0};
    const char *header = NULL, *source = NULL;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--name") && i + 1 < argc)
            t.isa = argv[++i];
        else if (!strcmp(argv[i], "--header") && i + 1 < argc)
            header = argv[++i];
        else if (!strcmp(argv[i], "--source") && i + 1 < argc)
            source = argv[++i];
        else
            t.file = argv[i];
    }
    if (!t.isa || !header || !source || !t.file)
        die("usage: decodegen --name ISA --header OUT.h --source OUT.c", "TABLE");
    parse(&t, read_file(t.file));
    resolve(&t);
    check_groups(&t);
    if (t.errors)
        return 1;
    write_file(&t, header, emit_header);
    write_file(&t, source, emit_source);
    return 0;
}
