/* decodegen: makes a decoder, argument structs and a disassembler out of a guest's decode table.
       decodegen --name ISA --header OUT.h --source OUT.c [--depend OUT.d] TABLE
   Writes nothing and exits with 1 when the table has an error. Next: decodegen.h, parse.c. */
#define _GNU_SOURCE
#include "decodegen.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void complain(struct table *t, struct place at, const char *what, ...)
{
    va_list args;
    va_start(args, what);
    fprintf(stderr, "%s:%d: ", at.file, at.line);
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

void *grow(void *array, int count)
{
    if ((count & (count - 1)) != 0) /* full at each power of two */
        return array;
    array = realloc(array, (size_t)(count ? count * 2 : 1) * sizeof(void *));
    if (!array)
        die("out of", "memory");
    return array;
}

uint32_t bits_of(int pos, int len)
{
    return len >= 32 ? ~0u : ((1u << len) - 1) << pos;
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

/* For make: the outputs are to be made again when any of the files read changes. */
static void write_dependencies(const struct table *t, const char *name, const char *header,
                               const char *source)
{
    FILE *out = fopen(name, "w");
    if (!out)
        die("cannot write", name);
    fprintf(out, "%s %s:", header, source);
    for (int i = 0; i < t->files; i++)
        fprintf(out, " %s", t->file[i]);
    fputc('\n', out);
    for (int i = 0; i < t->files; i++)
        fprintf(out, "%s:\n", t->file[i]);
    if (fclose(out))
        die("cannot write", name);
}

struct options {
    const char *name, *header, *source, *depend, *table;
};

static struct options read_options(int argc, char **argv)
{
    struct options o = { 0 };
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--name") && i + 1 < argc)
            o.name = argv[++i];
        else if (!strcmp(argv[i], "--header") && i + 1 < argc)
            o.header = argv[++i];
        else if (!strcmp(argv[i], "--source") && i + 1 < argc)
            o.source = argv[++i];
        else if (!strcmp(argv[i], "--depend") && i + 1 < argc)
            o.depend = argv[++i];
        else
            o.table = argv[i];
    }
    if (!o.name || !o.header || !o.source || !o.table)
        die("usage: decodegen --name ISA --header OUT.h --source OUT.c [--depend OUT.d]", "TABLE");
    return o;
}

int main(int argc, char **argv)
{
    struct options o = read_options(argc, argv);
    struct table t = { .isa = o.name };
    parse(&t, o.table);
    resolve(&t);
    if (!t.errors)
        check_groups(&t);
    if (t.errors)
        return 1;
    write_file(&t, o.header, emit_header);
    write_file(&t, o.source, emit_source);
    if (o.depend)
        write_dependencies(&t, o.depend, o.header, o.source);
    return 0;
}
