/* decodegen: makes a decoder, argument structs and a disassembler out of a guest's decode table.
       decodegen --name ISA --header OUT.h --source OUT.c [--depend OUT.d] TABLE
   Writes nothing and exits with 1 when the table has an error. Next: decodegen.h, parse.c. */
#define _GNU_SOURCE
#include "decodegen.h"

#include <string.h>

static void write_file(const struct table *t, const char *name,
                       void (*emit)(const struct table *, FILE *))
{
    FILE *out = open_output(name);
    emit(t, out);
    close_output(out, name);
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
        write_dependencies(o.depend, print_string("%s %s", o.header, o.source), t.file, t.files);
    return 0;
}
