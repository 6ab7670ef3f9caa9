/* AArch64 for risu: how its loads, stores and branches fit into a block, and what is not compared.
   The encodings are those of the Arm ARM's table of loads and stores (C4.1.95). */
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

static uint32_t rt(const struct insn *i)
{
    return field(i->bits, 0, 5);
}

static uint32_t rn(const struct insn *i)
{
    return field(i->bits, 5, 5);
}

static uint32_t rt2(const struct insn *i)
{
    return field(i->bits, 10, 5);
}

static uint32_t rm(const struct insn *i)
{
    return field(i->bits, 16, 5);
}

static bool is_vector(const struct insn *i)
{
    return field(i->bits, 26, 1);
}

/* ---- what is written: rd or rt by nearly all; the others by loads and stores. Register 31 is the
   stack pointer: some write it, so all do. ---- */

static bool is_memory(const struct insn *i)
{
    return (i->bits & 0x0a000000) == 0x08000000;
}

static bool is_pair(const struct insn *i)
{
    return (i->bits & 0x3a000000) == 0x28000000;
}

static bool is_exclusive(const struct insn *i)
{
    return (i->bits & 0x3f000000) == 0x08000000;
}

static bool is_structure(const struct insn *i)
{
    return (i->bits & 0xbe000000) == 0x0c000000;
}

/* Pre- or post-indexed. */
static bool writes_back(const struct insn *i)
{
    if (is_pair(i) || is_structure(i))
        return field(i->bits, 23, 1);
    return (i->bits & 0x3b200400) == 0x38000400;
}

/* BL, BLR. */
static bool calls(const struct insn *i)
{
    return (i->bits & 0xfc000000) == 0x94000000 || (i->bits & 0xfffffc1f) == 0xd63f0000;
}

static void note(struct maker *m, uint32_t reg)
{
    m->written |= UINT64_C(1) << reg;
}

static void writes(struct maker *m, const struct insn *i)
{
    if (!is_memory(i) || !is_vector(i))
        note(m, rt(i));
    if (calls(i))
        note(m, 30);
    if (!is_memory(i))
        return;
    if (is_pair(i) || is_exclusive(i))
        note(m, rt2(i));
    if (is_exclusive(i))
        note(m, rm(i)), note(m, (rm(i) + 1) & 31), note(m, (rt(i) + 1) & 31);
    if (writes_back(i))
        note(m, rn(i));
}

/* ---- memory. Constrained unpredictable forms are refused: the base written back over a register
   that is loaded or stored, two loads into one register, a status register that is another operand.
   ---- */

static bool base(struct maker *m, const struct insn *i, bool aligned)
{
    if (rn(i) == 31)
        m->block->memory = true;
    return rn(i) == 31 ? !(m->written >> 31) : maker_base(m, (int)rn(i), aligned);
}

static bool overlaps(const struct insn *i, uint32_t reg)
{
    return writes_back(i) && !is_vector(i) && rn(i) != 31 && rn(i) == reg;
}

/* Of a store-exclusive: half of them come with the load just before; it loads to nowhere, its
   pair's second to a register that is not the base. */
static void load_exclusive(struct maker *m, const struct insn *i)
{
    uint32_t other = rn(i) == 28 ? 29 : 28;
    bool pair = field(i->bits, 21, 1);
    struct insn load = { .bits = (i->bits | 0x005f7c1f), .length = 4 };
    if (pair)
        set_field(&load, 10, 5, other);
    if (maker_below(m, 2))
        maker_append(m, &load);
}

static bool fit_exclusive(struct maker *m, struct insn *i)
{
    bool pair = field(i->bits, 21, 1), load = field(i->bits, 22, 1),
         ordered = field(i->bits, 23, 1);
    bool compare = pair && (ordered || !field(i->bits, 31, 1)); /* CAS, CASP */
    if (compare || ordered)
        return base(m, i, true);
    if (load && pair && rt(i) == rt2(i))
        return false;
    if (!load && (rm(i) == rt(i) || (rm(i) == rn(i) && rn(i) != 31) || (pair && rm(i) == rt2(i))))
        return false;
    if (!base(m, i, true))
        return false;
    if (!load)
        load_exclusive(m, i);
    return true;
}

static bool fit_pair(struct maker *m, struct insn *i)
{
    if (overlaps(i, rt(i)) || overlaps(i, rt2(i)))
        return false;
    if (field(i->bits, 22, 1) && rt(i) == rt2(i))
        return false;
    return base(m, i, false);
}

/* Displacements of 9 bits. */
static bool fit_unscaled(struct maker *m, struct insn *i)
{
    return !overlaps(i, rt(i)) && base(m, i, false);
}

/* Displacements of 12 bits, scaled by up to 16, become ones of 6. */
static bool fit_scaled(struct maker *m, struct insn *i)
{
    set_field(i, 16, 6, 0);
    return base(m, i, false);
}

static bool fit_index(struct maker *m, struct insn *i)
{
    if (rm(i) != 31 && !maker_index(m, (int)rm(i)))
        return false;
    return base(m, i, false);
}

static bool fit_atomic(struct maker *m, struct insn *i)
{
    return base(m, i, true);
}

static bool fit_structure(struct maker *m, struct insn *i)
{
    return base(m, i, false);
}

/* Literals: of the block itself, or of what is next to it in the image. They differ only when the
   code does. */
static bool fit_literal(struct maker *m, struct insn *i)
{
    (void)m;
    set_field(i, 5, 19, 0);
    return true;
}

static bool fit_cache(struct maker *m, struct insn *i)
{
    return rt(i) == 31 || maker_base(m, (int)rt(i), false);
}

/* ---- branches: over the filler ---- */

static bool fit_branch(struct maker *m, struct insn *i)
{
    set_field(i, 0, 26, (maker_skip(m, i) - m->offset) / 4);
    return true;
}

static bool fit_cond(struct maker *m, struct insn *i)
{
    set_field(i, 5, 19, (maker_skip(m, i) - m->offset) / 4);
    return true;
}

static bool fit_test(struct maker *m, struct insn *i)
{
    set_field(i, 5, 14, (maker_skip(m, i) - m->offset) / 4);
    return true;
}

static bool fit_indirect(struct maker *m, struct insn *i)
{
    unsigned target = maker_skip(m, i);
    return rn(i) != 31 && maker_target(m, (int)rn(i), target, 0);
}

static const struct rule rules[] = {
    { 32, 0x3f000000, 0x08000000, fit_exclusive },
    { 32, 0x3b000000, 0x18000000, fit_literal },
    { 32, 0x3a000000, 0x28000000, fit_pair },
    { 32, 0x3b200000, 0x38000000, fit_unscaled },
    { 32, 0x3b200c00, 0x38200800, fit_index },
    { 32, 0x3b200c00, 0x38200000, fit_atomic },
    { 32, 0x3b000000, 0x39000000, fit_scaled },
    { 32, 0xbe000000, 0x0c000000, fit_structure },
    { 32, 0x7c000000, 0x14000000, fit_branch },
    { 32, 0xff000010, 0x54000000, fit_cond },
    { 32, 0x7e000000, 0x34000000, fit_cond },
    { 32, 0x7e000000, 0x36000000, fit_test },
    { 32, 0xff9ffc1f, 0xd61f0000, fit_indirect },
    { 32, 0xffffffe0, 0xd50b7520, fit_cache }, /* ic ivau */
    { 32, 0xfffff000, 0xd50b7000, fit_cache }, /* dc */
    { 0, 0, 0, NULL },
};

static const struct exception exceptions[] = {
    { "svc", 0, 0, "a system call" },
    { "brk", 0, 0, "ends a block" },
    { "hlt", 0, 0, "always faults" },
    { "udf", 0, 0, "always faults" },
    { "hint*", 0, 0, "pointer authentication, which QEMU's max has" },
    { "mrs_cntfrq", 0, 0, "QEMU's is the host's" },
    { "mrs_cntvct", 0, 0, "the time" },
    { "mrs_ctr", 0, 0, "tells of the processor" },
    { "mrs_dczid", 0, 0, "tells of the processor" },
    { "mrs_id", 0, 0, "tells of the processor" },
    { "msr_fpcr", 0, 0,
      "QEMU's max has more of its bits; all modes are in the blocks' first states" },
    { "msr_tpidr", 0, 0, "the harness's thread pointer" },
    { "dc_zva", 0, 0, "QEMU's block has 512 bytes, ours 64" },
    { "mrs_tpidr", 0, 0, "an address of the harness's, another under each emulator" },
    { "fcvtzs_i", 0x00780000, 0, "FMOV of a half-precision immediate: QEMU's max has FEAT_FP16" },
    { "fcvtzu_i", 0x00780000, 0, "undefined; QEMU 7.2 takes it for FMOV" },
    { "msr_fpsr", 0, 0, "QEMU keeps bits 31 to 28, which are zero without AArch32" },
    { "scvtf_i", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "scvtf_i.2", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "ucvtf_i", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "ucvtf_i.2", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "fcvtzs_i", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "fcvtzs_i.2", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "fcvtzu_i", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { "fcvtzu_i.2", 0x00700000, 0x00100000, "half precision: QEMU's max has FEAT_FP16" },
    { NULL, 0, 0, NULL },
};

static void describe(int reg, char *name, size_t size)
{
    aarch64_rules.describe(reg, name, size);
}

const struct arch arch_aarch64 = {
    .guest = &guest_aarch64,
    .qemu = "qemu-aarch64",
    .cpu = "max",
    .rules = rules,
    .exceptions = exceptions,
    .writes = writes,
    .filler = 0x91000529, /* add x9, x9, #1 */
    .nop = { 0, 0xd503201f },
    .breakpoint = 0xd4200000,
    .describe = describe,
};
