/* A failing block for people: its instructions, what the registers they name held before, and all
   that came out differently. */
#define _GNU_SOURCE
#include "risu.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static bool is_nop(const struct arch *arch, const struct insn *i)
{
    return i->bits == arch->nop[i->length / 4];
}

static void disassemble(const struct arch *arch, const struct insn *i, uint64_t pc, char *line,
                        size_t size)
{
    struct text text;
    text_init(&text, line, size);
    arch->guest->disas(&text, pc, i->bits, i->length * 8);
}

static void print_insns(const struct arch *arch, const struct block *b)
{
    unsigned offset = 0;
    for (unsigned n = 0; n < b->count; offset += b->insn[n++].length) {
        const struct insn *i = &b->insn[n];
        char line[128];
        disassemble(arch, i, offset, line, sizeof line);
        if (!is_nop(arch, i))
            printf("    +%-3u %0*x%*s%s\n", offset, (int)i->length * 2, i->bits,
                   10 - (int)i->length * 2, "", line);
    }
}

static bool has_word(const char *line, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = line; (at = strstr(at, word)); at += length) {
        bool starts = at == line || !isalnum((unsigned char)at[-1]);
        if (starts && !isalnum((unsigned char)at[length]))
            return true;
    }
    return false;
}

/* Whether an instruction of the block names the register. AArch64's are known by number: w3, s3 are
   parts. */
static bool mentioned(const struct arch *arch, const struct block *b, const char *name)
{
    for (unsigned n = 0; n < b->count; n++) {
        char line[128], part[40];
        disassemble(arch, &b->insn[n], 0, line, sizeof line);
        if (is_nop(arch, &b->insn[n]))
            continue;
        if (has_word(line, name))
            return true;
        for (const char *letter = "wxbhsdqv"; *letter && (*name == 'x' || *name == 'v'); letter++) {
            snprintf(part, sizeof part, "%c%s", *letter, name + 1);
            if (has_word(line, part))
                return true;
        }
    }
    return false;
}

static bool is_status(const char *name)
{
    return !strcmp(name, "nzcv") || !strcmp(name, "fpcr") || !strcmp(name, "fpsr") ||
           !strcmp(name, "fcsr");
}

static void print_value(const uint64_t v[2])
{
    if (v[1])
        printf("0x%lx_%016lx", (unsigned long)v[1], (unsigned long)v[0]);
    else
        printf("0x%lx", (unsigned long)v[0]);
}

static void print_before(const struct arch *arch, const struct block *b, const struct image *before)
{
    for (int n = 0; n < IMAGE_REGISTERS; n++) {
        char name[32];
        arch->describe(n, name, sizeof name);
        if (!*name || (!is_status(name) && !mentioned(arch, b, name)))
            continue;
        printf("    %-6s before ", name);
        print_value(before->reg[n]);
        printf("\n");
    }
}

static void print_registers(const struct arch *arch, const struct risu_dump dumps[RUNS])
{
    const struct image *qemu = &dumps[RUN_QEMU].after, *ours = &dumps[RUN_DRAGOMAN].after;
    for (int n = 0; n < IMAGE_REGISTERS; n++) {
        char name[32];
        if (!memcmp(qemu->reg[n], ours->reg[n], sizeof *qemu->reg))
            continue;
        arch->describe(n, name, sizeof name);
        printf("    %-6s should be ", name);
        print_value(qemu->reg[n]);
        printf(", is ");
        print_value(ours->reg[n]);
        printf("\n");
    }
}

static void print_memory(const struct risu_dump dumps[RUNS])
{
    for (int at = 0; at < PAGE; at += 8) {
        uint64_t qemu, ours;
        memcpy(&qemu, dumps[RUN_QEMU].after.memory + at, 8);
        memcpy(&ours, dumps[RUN_DRAGOMAN].after.memory + at, 8);
        if (qemu != ours)
            printf("    [0x%lx] should be 0x%016lx, is 0x%016lx\n", (unsigned long)(SCRATCH + at),
                   (unsigned long)qemu, (unsigned long)ours);
    }
}

static void print_faults(const char *who, const struct risu_dump *d)
{
    for (uint64_t i = 0; i < d->faults && i < RISU_FAULTS; i++)
        printf("    %s: SIG%s at +%u, address 0x%lx\n", who, sigabbrev_np((int)d->fault[i].signal),
               d->fault[i].offset, (unsigned long)d->fault[i].address);
}

void report(struct run_setup *s, const struct block *b)
{
    static struct risu_dump dumps[RUNS];
    print_insns(s->arch, b);
    memset(dumps, 0, sizeof dumps);
    if (!run_dump(s, b, dumps))
        printf("    a run gave no result\n");
    print_before(s->arch, b, &dumps[RUN_QEMU].before);
    print_registers(s->arch, dumps);
    if (b->memory)
        print_memory(dumps);
    if (memcmp(dumps[RUN_QEMU].fault, dumps[RUN_DRAGOMAN].fault, sizeof dumps[0].fault) != 0) {
        print_faults("should be", &dumps[RUN_QEMU]);
        print_faults("is", &dumps[RUN_DRAGOMAN]);
    }
}
