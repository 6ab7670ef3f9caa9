/* AArch64 for insntest: names of registers, and where the guest state has them. */
#include "insntest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/aarch64/guest.h"

static const char *const assembler[] = { "aarch64-linux-gnu-as", "-march=armv8.6-a+crypto+sha3+memtag",
                                         NULL };

static const struct {
    const char *name;
    int reg;
    unsigned bits;
} singles[] = {
    { "sp", AARCH64_SP, 64 },     { "pc", IMAGE_PC, 64 },       { "nzcv", AARCH64_NZCV, 32 },
    { "fpcr", AARCH64_FPCR, 32 }, { "fpsr", AARCH64_FPSR, 32 },
};
enum { SINGLES = sizeof singles / sizeof *singles };

static unsigned lane_bits(char letter)
{
    switch (letter) {
    case 'b':
        return 8;
    case 'h':
        return 16;
    case 's':
        return 32;
    case 'd':
        return 64;
    case 'q':
        return 128;
    }
    return 0;
}

/* v3, v3.s: lanes; s3: the lowest lane. */
static bool find_vector(const char *name, int n, const char *rest, struct place *p)
{
    unsigned lane = *name == 'v' ? 128 : lane_bits(*name);
    if (*name == 'v' && *rest == '.' && rest[1] && !rest[2])
        lane = lane_bits(rest[1]);
    else if (*rest)
        return false;
    *p = (struct place){ .reg = AARCH64_V0 + n, .bits = *name == 'v' ? 128 : lane, .lane = lane };
    return lane && n < 32;
}

static bool find(const char *name, struct place *p)
{
    for (int i = 0; i < SINGLES; i++) {
        if (strcmp(singles[i].name, name) != 0)
            continue;
        *p = (struct place){ .reg = singles[i].reg,
                             .bits = singles[i].bits,
                             .lane = singles[i].bits };
        return true;
    }
    char *rest;
    if (!name[0] || name[1] < '0' || name[1] > '9')
        return false;
    int n = (int)strtol(name + 1, &rest, 10);
    if (*name != 'x')
        return find_vector(name, n, rest, p);
    *p = (struct place){ .reg = n, .bits = 64, .lane = 64 };
    return n < 31 && !*rest;
}

static void describe(int reg, char *name, size_t size)
{
    *name = 0;
    for (int i = 0; i < SINGLES; i++)
        if (singles[i].reg == reg)
            snprintf(name, size, "%s", singles[i].name);
    if (reg < AARCH64_SP)
        snprintf(name, size, "x%d", reg);
    else if (reg >= AARCH64_V0 && reg < AARCH64_V0 + 32)
        snprintf(name, size, "v%d", reg - AARCH64_V0);
}

static void put(struct ir_state *s, const struct image *i)
{
    struct aarch64_state *a = (struct aarch64_state *)s;
    for (int n = 0; n < 32; n++) {
        a->x[n] = i->reg[n][0];
        memcpy(&a->v[n], i->reg[AARCH64_V0 + n], 16);
    }
    s->pc = i->reg[IMAGE_PC][0];
    a->ir.flags = (uint32_t)i->reg[AARCH64_NZCV][0];
    aarch64_set_fpcr(a, (uint32_t)i->reg[AARCH64_FPCR][0]);
    aarch64_set_fpsr(a, (uint32_t)i->reg[AARCH64_FPSR][0]);
}

static void get(const struct ir_state *s, struct image *i)
{
    const struct aarch64_state *a = (const struct aarch64_state *)s;
    for (int n = 0; n < 32; n++) {
        i->reg[n][0] = a->x[n];
        memcpy(i->reg[AARCH64_V0 + n], &a->v[n], 16);
    }
    i->reg[IMAGE_PC][0] = s->pc;
    i->reg[AARCH64_NZCV][0] = a->ir.flags;
    i->reg[AARCH64_FPCR][0] = a->fpcr;
    i->reg[AARCH64_FPSR][0] = aarch64_get_fpsr(a);
}

const struct rules aarch64_rules = {
    .guest = &guest_aarch64,
    .assembler = assembler,
    .prologue = "",
    .filler = 0xd4200000, /* brk #0 */
    .oracle_cpu =
        "max,sve=off,sme=off", /* with SVE, signal frames have its registers instead of v0 .. v31 */
    .find = find,
    .describe = describe,
    .put = put,
    .get = get,
};
