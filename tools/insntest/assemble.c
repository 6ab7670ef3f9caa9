/* Code of the tests to bytes: all of a file in one run of the guest's assembler. Each case ends
   with a label, end1 say; code and labels are read out of the object file. (A section of lengths
   would not do: RISC-V's assembler leaves differences of labels to the linker.) Next: engine.c. */
#define _GNU_SOURCE
#include "insntest.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_source(const struct tests *all, size_t first, FILE *out)
{
    fprintf(out, "%s\n", all->rules->prologue);
    for (size_t i = first; i < all->count; i++) {
        const struct test *t = &all->test[i];
        fprintf(out, ".line %d\n%s\nend%zu:\n", t->line - 1, t->source, i);
    }
}

static void run_assembler(const struct rules *r, char *source, char *object)
{
    const char *argv[16];
    int n = 0;
    for (; r->assembler[n]; n++)
        argv[n] = r->assembler[n];
    argv[n++] = "-o";
    argv[n++] = object;
    argv[n++] = source;
    argv[n] = NULL;
    pid_t pid = fork();
    if (!pid) {
        execvp(argv[0], (char *const *)argv);
        fprintf(stderr, "insntest: cannot run %s\n", argv[0]);
        _exit(127);
    }
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) < 0 || status)
        die("the assembler failed");
}

static uint8_t *read_whole(const char *name)
{
    FILE *in = fopen(name, "rb");
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    if (!in || !out)
        die("cannot read %s", name);
    for (int c; (c = getc(in)) != EOF;)
        putc(c, out);
    fclose(in);
    fclose(out);
    return (uint8_t *)data;
}

static const Elf64_Shdr *find_section(const uint8_t *object, const char *name)
{
    const Elf64_Ehdr *e = (const Elf64_Ehdr *)object;
    const Elf64_Shdr *s = (const Elf64_Shdr *)(object + e->e_shoff);
    const char *names = (const char *)object + s[e->e_shstrndx].sh_offset;
    for (int i = 0; i < e->e_shnum; i++)
        if (!strcmp(names + s[i].sh_name, name))
            return &s[i];
    die("the object file has no section %s", name);
}

/* Reads where each case ends into an array that the caller frees. */
static uint64_t *find_ends(const struct tests *all, size_t first, const uint8_t *object)
{
    const Elf64_Shdr *symbols = find_section(object, ".symtab");
    const char *names = (const char *)object + find_section(object, ".strtab")->sh_offset;
    const Elf64_Sym *symbol = (const Elf64_Sym *)(object + symbols->sh_offset);
    uint64_t *end = calloc(all->count - first, sizeof *end);
    for (size_t n = symbols->sh_size / sizeof *symbol; n--; symbol++) {
        size_t i;
        if (sscanf(names + symbol->st_name, "end%zu", &i) == 1 && i >= first && i < all->count)
            end[i - first] = symbol->st_value;
    }
    return end;
}

static void distribute(struct tests *all, size_t first, uint8_t *object)
{
    all->test[first].object = object;
    const uint8_t *code = object + find_section(object, ".text")->sh_offset;
    const uint8_t *text = code;
    uint64_t *end = find_ends(all, first, object);
    for (size_t i = first; i < all->count; i++) {
        struct test *t = &all->test[i];
        t->code_size = (uint32_t)(text + end[i - first] - code);
        t->code = code;
        code += t->code_size;
        if (t->code_size > CODE_MAX)
            die_at(t, "the code is too long");
        if (t->pc_given)
            continue;
        bool inside = t->after.signal && t->after.signal != signal_number("SYS");
        t->after.reg[IMAGE_PC][0] = CODE + (inside ? 0 : t->code_size);
    }
    free(end);
}

void assemble(struct tests *all, size_t first)
{
    char source[] = "/tmp/insntest-XXXXXX.s", object[sizeof source];
    if (first == all->count)
        return;
    int fd = mkstemps(source, 2);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out)
        die("cannot write %s", source);
    fprintf(out, "# 1 \"%s\"\n", all->test[first].file);
    write_source(all, first, out);
    fclose(out);
    strcpy(object, source);
    object[strlen(object) - 1] = 'o';
    run_assembler(all->rules, source, object);
    uint8_t *data = read_whole(object);
    unlink(source);
    unlink(object);
    distribute(all, first, data);
}
