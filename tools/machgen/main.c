/* machgen: makes a host's instruction rows and pattern matcher out of its table.
       machgen --name HOST --header OUT.h --source OUT.c
           [--rules OUT.c] [--assembly OUT.def] [--depend OUT.d] TABLE
   Writes nothing and exits with 1 when the table has an error. Next: machgen.h, parse.c. */
#define _GNU_SOURCE
#include "machgen.h"

#include <string.h>

struct options {
    const char *name, *header, *source, *rules, *assembly, *depend, *table;
};

static struct options read_options(int argc, char **argv)
{
    struct options o = { 0 };
    const struct {
        const char *name;
        const char **value;
    } known[] = {
        { "--name", &o.name },   { "--header", &o.header },     { "--source", &o.source },
        { "--rules", &o.rules }, { "--assembly", &o.assembly }, { "--depend", &o.depend },
    };
    for (int i = 1; i < argc; i++) {
        const char **value = &o.table;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (!strcmp(argv[i], known[k].name) && i + 1 < argc) {
                value = known[k].value;
                i++;
                break;
            }
        *value = argv[i];
    }
    if (!o.name || !o.header || !o.source || !o.table)
        die("usage: machgen --name HOST --header OUT.h --source OUT.c [--rules OUT.c] [--assembly "
            "OUT.def] "
            "[--depend OUT.d]",
            "TABLE");
    return o;
}

static void write_file(const struct table *t, const char *name,
                       void (*emit)(const struct table *, FILE *))
{
    if (!name)
        return;
    FILE *out = open_output(name);
    fprintf(out, "/* Generated from %s by machgen; see docs/mach.md. */\n", t->file[0]);
    emit(t, out);
    close_output(out, name);
}

int main(int argc, char **argv)
{
    struct options o = read_options(argc, argv);
    struct table t = { .host = o.name };
    char *prefix = upper(o.name);
    *strchrnul(prefix, '_') = 0;
    t.prefix = prefix;
    parse(&t, o.table);
    rules_parse(&t);
    if (t.errors)
        return 1;
    write_file(&t, o.header, emit_header);
    write_file(&t, o.source, emit_source);
    write_file(&t, o.rules, rules_emit);
    write_file(&t, o.assembly, emit_assembly);
    if (o.depend)
        write_dependencies(o.depend,
                           print_string("%s %s %s %s", o.header, o.source, o.rules ? o.rules : "",
                                        o.assembly ? o.assembly : ""),
                           t.file, t.files);
    return 0;
}
