/* RISC-V for insntest: names of registers, and where the guest state has them. */
#include "insntest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/riscv64/guest.h"

static const char *const assembler[] = { "riscv64-linux-gnu-as",
                                         "-march=rv64gc_zba_zbb_zbc_zbs_zawrs_zicbom_zicboz",
                                         NULL };

static const char *const x_names[32] = { "zero", "ra", "sp",  "gp",  "tp", "t0", "t1", "t2",
                                         "s0",   "s1", "a0",  "a1",  "a2", "a3", "a4", "a5",
                                         "a6",   "a7", "s2",  "s3",  "s4", "s5", "s6", "s7",
                                         "s8",   "s9", "s10", "s11", "t3", "t4", "t5", "t6" };
static const char *const f_names[32] = {
    "ft0", "ft1", "ft2", "ft3", "ft4",  "ft5",  "ft6", "ft7", "fs0",  "fs1", "fa0",
    "fa1", "fa2", "fa3", "fa4", "fa5",  "fa6",  "fa7", "fs2", "fs3",  "fs4", "fs5",
    "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11"
};

static const struct {
    const char *name;
    struct place place;
} singles[] = {
    { "pc", { .reg = IMAGE_PC, .bits = 64, .lane = 64 } },
    { "fcsr", { .reg = RISCV64_FCSR, .bits = 8, .lane = 8 } },
    { "fflags", { .reg = RISCV64_FCSR, .bits = 5, .lane = 5 } },
    { "frm", { .reg = RISCV64_FCSR, .shift = 5, .bits = 3, .lane = 3 } },
};

/* The ABI's names, x10 and f10. */
static int number_of(const char *name, const char *const names[32], char letter)
{
    for (int i = 0; i < 32; i++) {
        char plain[16];
        snprintf(plain, sizeof plain, "%c%d", letter, i);
        if (!strcmp(name, names[i]) || !strcmp(name, plain))
            return i;
    }
    return -1;
}

static bool find(const char *name, struct place *p)
{
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
        if (strcmp(singles[i].name, name) != 0)
            continue;
        *p = singles[i].place;
        return true;
    }
    int x = number_of(name, x_names, 'x'), f = number_of(name, f_names, 'f');
    *p = (struct place){
        .reg = f >= 0 ? RISCV64_F0 + f : x, .bits = 64, .lane = 64, .boxed = f >= 0
    };
    return x > 0 || f >= 0;
}

static void describe(int reg, char *name, size_t size)
{
    const char *text = "";
    if (reg > 0 && reg < 32)
        text = x_names[reg];
    else if (reg == IMAGE_PC)
        text = "pc";
    else if (reg == RISCV64_FCSR)
        text = "fcsr";
    else if (reg >= RISCV64_F0 && reg < RISCV64_F0 + 32)
        text = f_names[reg - RISCV64_F0];
    snprintf(name, size, "%s", text);
}

static void put(struct ir_state *s, const struct image *i)
{
    struct riscv64_state *r = (struct riscv64_state *)s;
    for (int n = 0; n < 32; n++) {
        r->x[n] = n ? i->reg[n][0] : 0;
        r->f[n] = i->reg[RISCV64_F0 + n][0];
    }
    s->pc = i->reg[IMAGE_PC][0];
    riscv64_set_fcsr(r, (uint32_t)i->reg[RISCV64_FCSR][0]);
}

static void get(const struct ir_state *s, struct image *i)
{
    const struct riscv64_state *r = (const struct riscv64_state *)s;
    for (int n = 0; n < 32; n++) {
        i->reg[n][0] = r->x[n];
        i->reg[RISCV64_F0 + n][0] = r->f[n];
    }
    i->reg[IMAGE_PC][0] = s->pc;
    i->reg[RISCV64_FCSR][0] = riscv64_get_fcsr(r);
}

const struct rules riscv64_rules = {
    .guest = &guest_riscv64,
    .assembler = assembler,
    .prologue = ".option norelax",
    .filler = 0x90029002, /* c.ebreak twice */
    .oracle_cpu = "rv64",
    .find = find,
    .describe = describe,
    .put = put,
    .get = get,
};
