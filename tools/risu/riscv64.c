/* RISC-V for risu: how its loads, stores, branches and CSR instructions fit into a block, and where
   the oracle is not to be trusted. */
#include "risu.h"

#include "../insntest/insntest.h"

static uint32_t field(uint32_t bits, int at, int length)
{
    return bits >> at & ((1u << length) - 1);
}

static void set_field(struct insn *i, int at, int length, uint32_t value)
{
    uint32_t mask = ((1u << length) - 1) << at;
    i->bits = (i->bits & ~mask) | (value << at & mask);
}

/* ---- what is written: the field that may be rd, in whichever place the format has it ---- */

static void note(struct maker *m, uint32_t reg)
{
    m->written |= reg ? UINT64_C(1) << reg : 0;
}

static void writes_compressed(struct maker *m, uint32_t bits)
{
    uint32_t quadrant = bits & 3, funct = field(bits, 13, 3);
    if (quadrant == 0 && funct < 4)
        note(m, 8 + field(bits, 2, 3));
    else if (quadrant == 1 && funct == 4)
        note(m, 8 + field(bits, 7, 3));
    else if (quadrant && funct < 5)
        note(m, field(bits, 7, 5));
    if (quadrant == 2 && funct == 4)
        note(m, 1); /* c.jalr */
}

static void writes(struct maker *m, const struct insn *i)
{
    uint32_t opcode = i->bits & 0x7f;
    if (i->length == 2)
        writes_compressed(m, i->bits);
    else if (opcode != 0x23 && opcode != 0x27 && opcode != 0x63)
        note(m, field(i->bits, 7, 5));
}

/* ---- memory ---- */

static bool base(struct maker *m, uint32_t reg, bool aligned)
{
    return reg && maker_base(m, (int)reg, aligned);
}

/* Displacements of 12 bits become ones of 11. */
static bool fit_load(struct maker *m, struct insn *i)
{
    set_field(i, 31, 1, field(i->bits, 30, 1));
    return base(m, field(i->bits, 15, 5), false);
}

static bool fit_atomic(struct maker *m, struct insn *i)
{
    return base(m, field(i->bits, 15, 5), true);
}

/* Whether the block has an LR of another size than the SC: the manual lets an SC after it fail or
   not. */
static bool has_other_lr(const struct block *b, uint32_t sc)
{
    for (unsigned n = 0; n < b->count; n++)
        if ((b->insn[n].bits & 0xf800607f) == 0x1000202f && (b->insn[n].bits ^ sc) & 0x1000)
            return true;
    return false;
}

/* Half of them come with an LR just before. */
static bool fit_sc(struct maker *m, struct insn *i)
{
    if (has_other_lr(m->block, i->bits) || !base(m, field(i->bits, 15, 5), true))
        return false;
    if (maker_below(m, 2)) {
        struct insn lr = { .bits = (i->bits & 0x060ff07f) | 0x10000000, .length = 4 };
        maker_append(m, &lr); /* rd is x0 */
    }
    return true;
}

static bool fit_c(struct maker *m, struct insn *i)
{
    return base(m, 8 + field(i->bits, 7, 3), false);
}

static bool fit_c_sp(struct maker *m, struct insn *i)
{
    (void)i;
    return base(m, 2, false);
}

/* ---- branches: over the filler ---- */

static unsigned skip(struct maker *m, const struct insn *i)
{
    return maker_skip(m, i) - m->offset;
}

static bool fit_branch(struct maker *m, struct insn *i)
{
    set_field(i, 25, 7, 0);
    set_field(i, 7, 5, skip(m, i));
    return true;
}

static bool fit_jal(struct maker *m, struct insn *i)
{
    set_field(i, 12, 20, 0);
    set_field(i, 21, 10, skip(m, i) / 2);
    return true;
}

/* Bit 0 of the sum does not count. */
static bool fit_jalr(struct maker *m, struct insn *i)
{
    uint32_t reg = field(i->bits, 15, 5);
    int64_t displacement = (int32_t)i->bits >> 20;
    unsigned target = maker_skip(m, i) + (unsigned)maker_below(m, 2);
    return reg && maker_target(m, (int)reg, target, displacement);
}

/* An offset of six is bits 2 and 1: 4:3 and 5 of the instruction among others. */
static bool fit_c_branch(struct maker *m, struct insn *i)
{
    set_field(i, 2, 5, 0);
    set_field(i, 10, 3, 0);
    set_field(i, 3, 2, skip(m, i) / 2);
    return true;
}

static bool fit_c_j(struct maker *m, struct insn *i)
{
    set_field(i, 2, 11, 0);
    set_field(i, 3, 3, skip(m, i) / 2);
    return true;
}

static bool fit_c_jr(struct maker *m, struct insn *i)
{
    uint32_t reg = field(i->bits, 7, 5);
    unsigned target = maker_skip(m, i);
    return reg && maker_target(m, (int)reg, target, 0);
}

/* ---- CSRs: the FP ones, for the others mostly fault ---- */

static bool fit_csr(struct maker *m, struct insn *i)
{
    set_field(i, 20, 12, 1 + (uint32_t)maker_below(m, 3));
    return true;
}

static const struct rule rules[] = {
    { 32, 0x0000005f, 0x00000003, fit_load }, /* opcodes LOAD, STORE; next LOAD-FP, STORE-FP */
    { 32, 0x0000005f, 0x00000007, fit_load },
    { 32, 0xf800007f, 0x1800002f, fit_sc },
    { 32, 0x0000007f, 0x0000002f, fit_atomic },
    { 32, 0x0000007f, 0x00000063, fit_branch },
    { 32, 0x0000007f, 0x0000006f, fit_jal },
    { 32, 0x0000707f, 0x00000067, fit_jalr },
    { 32, 0x0000107f, 0x00001073, fit_csr },
    { 32, 0x0000207f, 0x00002073, fit_csr },
    { 16, 0xe003, 0x2000, fit_c }, /* c.fld, c.lw, c.ld; c.fsd, c.sw, c.sd */
    { 16, 0xc003, 0x4000, fit_c },
    { 16, 0xe003, 0xa000, fit_c },
    { 16, 0xc003, 0xc000, fit_c },
    { 16, 0xe003, 0x2002, fit_c_sp },
    { 16, 0xc003, 0x4002, fit_c_sp },
    { 16, 0xe003, 0xa002, fit_c_sp },
    { 16, 0xc003, 0xc002, fit_c_sp },
    { 16, 0xe003, 0xa001, fit_c_j },
    { 16, 0xc003, 0xc001, fit_c_branch },
    { 16, 0xe07f, 0x8002, fit_c_jr },
    { 0, 0, 0, NULL },
};

static const struct exception exceptions[] = {
    { "illegal*", 0, 0, "always faults" },
    { "ebreak*", 0, 0, "ends a block" },
    { "ecall", 0, 0, "a system call" },
    { "ctzw", 0, 0,
      "QEMU 7.2 counts on into the upper half when the lower is zero; the manual says 32" },
    { "czero_eqz", 0, 0, "QEMU 7.2 has no Zicond" },
    { "czero_nez", 0, 0, "QEMU 7.2 has no Zicond" },
    { "wrs_nto", 0, 0, "QEMU 7.2 has no Zawrs" },
    { "wrs_sto", 0, 0, "QEMU 7.2 has no Zawrs" },
    { "cbo_clean", 0, 0, "QEMU 7.2 has no Zicbom" },
    { "cbo_flush", 0, 0, "QEMU 7.2 has no Zicbom" },
    { "cbo_zero", 0, 0, "QEMU 7.2 has no Zicboz" },
    { NULL, 0, 0, NULL },
};

static void describe(int reg, char *name, size_t size)
{
    riscv64_rules.describe(reg, name, size);
}

const struct arch arch_riscv64 = {
    .guest = &guest_riscv64,
    .qemu = "qemu-riscv64",
    .cpu = "rv64",
    .rules = rules,
    .exceptions = exceptions,
    .writes = writes,
    .filler = 0x00148493, /* addi s1, s1, 1 */
    .nop = { 0x0001, 0x00000013 },
    .breakpoint = 0x00100073,
    .describe = describe,
};
