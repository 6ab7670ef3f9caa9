/* Operand printers of the decode tables, {kind:argument}. Where a register's size or an immediate's
   scale is not in the argument they look at the instruction's bits. SIMD&FP kinds: b, h, s, d, q
   scalar of that size; vz, vp sizes of loads and stores; vlist structures. Next: guest.c. */
#include "guest/aarch64/guest.h"

static unsigned bits(const struct disas *d, int low, int count)
{
    return d->insn >> low & ((1u << count) - 1);
}

/* ---- general registers ---- */
static void general(struct text *out, bool wide, const char *name31, int n)
{
    if (n == 31)
        text_add(out, "%s", name31);
    else
        text_add(out, "%c%d", wide ? 'x' : 'w', n);
}

void aarch64_print_x(struct text *out, const struct disas *d, int value)
{
    (void)d;
    general(out, true, "xzr", value);
}

void aarch64_print_w(struct text *out, const struct disas *d, int value)
{
    (void)d;
    general(out, false, "wzr", value);
}

void aarch64_print_xsp(struct text *out, const struct disas *d, int value)
{
    (void)d;
    general(out, true, "sp", value);
}

/* Size by bit 31. */
void aarch64_print_r(struct text *out, const struct disas *d, int value)
{
    bool wide = bits(d, 31, 1);
    general(out, wide, wide ? "xzr" : "wzr", value);
}

void aarch64_print_rsp(struct text *out, const struct disas *d, int value)
{
    bool wide = bits(d, 31, 1);
    general(out, wide, wide ? "sp" : "wsp", value);
}

/* Size by bit 30. */
void aarch64_print_r30(struct text *out, const struct disas *d, int value)
{
    bool wide = bits(d, 30, 1);
    general(out, wide, wide ? "xzr" : "wzr", value);
}

void aarch64_print_r30_next(struct text *out, const struct disas *d, int value)
{
    aarch64_print_r30(out, d, value + 1);
}

/* Size by the two size bits of loads and stores. */
void aarch64_print_rz(struct text *out, const struct disas *d, int value)
{
    bool wide = bits(d, 30, 2) == 3;
    general(out, wide, wide ? "xzr" : "wzr", value);
}

/* ---- suffixes of mnemonics ---- */
void aarch64_print_bh(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value == 0 ? "b" : value == 1 ? "h" : "");
}

void aarch64_print_a(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "a" : "");
}

void aarch64_print_l(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "l" : "");
}

void aarch64_print_c(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "c" : "");
}

/* Acquire and release bits together. */
void aarch64_print_ar(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s%s", value & 2 ? "a" : "", value & 1 ? "l" : "");
}

void aarch64_print_ldst(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "ld" : "st");
}

void aarch64_print_cond(struct text *out, const struct disas *d, int value)
{
    static const char names[] = "eqnecsccmiplvsvchilsgeltgtlealnv";
    (void)d;
    text_add(out, "%.2s", names + 2 * (value & 15));
}

/* ---- immediates and addresses ---- */
void aarch64_print_label(struct text *out, const struct disas *d, int value)
{
    text_add(out, "0x%llx", (unsigned long long)(d->pc + (int64_t)value));
}

void aarch64_print_page(struct text *out, const struct disas *d, int value)
{
    text_add(out, "0x%llx",
             (unsigned long long)((d->pc & ~0xfffull) + ((uint64_t)(int64_t)value << 12)));
}

void aarch64_print_lsl12(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? ", lsl #12" : "");
}

void aarch64_print_lsl16(struct text *out, const struct disas *d, int value)
{
    (void)d;
    if (value)
        text_add(out, ", lsl #%d", 16 * value);
}

/* A logical immediate, N:immr:imms. */
void aarch64_print_mask(struct text *out, const struct disas *d, int value)
{
    uint64_t mask;
    unsigned size = bits(d, 31, 1) ? 64 : 32;
    if (aarch64_bit_masks((unsigned)value >> 12, value & 63, value >> 6 & 63, size, &mask, NULL))
        text_add(out, "0x%llx", (unsigned long long)mask);
    else
        text_add(out, "reserved");
}

/* Scaled by the size of one element: pairs, unsigned offsets. */
void aarch64_print_pimm(struct text *out, const struct disas *d, int value)
{
    int shift = bits(d, 26, 1) ? 2 + (int)bits(d, 30, 2) : 2 + (int)bits(d, 31, 1);
    text_add(out, "%d", value * (1 << shift));
}

void aarch64_print_uimm(struct text *out, const struct disas *d, int value)
{
    bool quad = bits(d, 26, 1) && bits(d, 23, 1);
    text_add(out, "%d", value << (quad ? 4 : bits(d, 30, 2)));
}

void aarch64_print_prfop(struct text *out, const struct disas *d, int value)
{
    static const char *const kinds[] = { "pld", "pli", "pst" };
    (void)d;
    if (value >> 3 > 2 || (value >> 1 & 3) == 3)
        text_add(out, "#%d", value);
    else
        text_add(out, "%sl%d%s", kinds[value >> 3], (value >> 1 & 3) + 1,
                 value & 1 ? "strm" : "keep");
}

/* ---- shifted and extended registers ---- */
static const char shifts[] = "lsllsrasrror";
static const char extends[] = "uxtbuxthuxtwuxtxsxtbsxthsxtwsxtx";

/* kind:amount, printed unless it shifts nothing. */
void aarch64_print_shift(struct text *out, const struct disas *d, int value)
{
    (void)d;
    if (value)
        text_add(out, ", %.3s #%d", shifts + 3 * (value >> 6), value & 63);
}

/* rm, option, imm3 of the add and subtract instructions. */
void aarch64_print_ext(struct text *out, const struct disas *d, int value)
{
    unsigned option = bits(d, 13, 3), amount = bits(d, 10, 3);
    bool wide = bits(d, 31, 1) && (option & 3) == 3;
    general(out, wide, wide ? "xzr" : "wzr", value);
    text_add(out, ", %.4s", extends + 4 * option);
    if (amount)
        text_add(out, " #%u", amount);
}

/* rm, option, S of loads and stores. */
void aarch64_print_offset(struct text *out, const struct disas *d, int value)
{
    unsigned option = bits(d, 13, 3), quad = bits(d, 26, 1) & bits(d, 23, 1);
    bool wide = option & 1;
    general(out, wide, wide ? "xzr" : "wzr", value);
    if (option != 3)
        text_add(out, ", %.4s", extends + 4 * option);
    else if (bits(d, 12, 1))
        text_add(out, ", lsl");
    if (bits(d, 12, 1))
        text_add(out, " #%u", quad ? 4 : bits(d, 30, 2));
}

/* ---- SIMD&FP registers ---- */
void aarch64_print_b(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "b%d", value);
}

void aarch64_print_h(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "h%d", value);
}

void aarch64_print_s(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "s%d", value);
}

void aarch64_print_d(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "d%d", value);
}

void aarch64_print_q(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "q%d", value);
}

/* b, h, s, d by the size bits of loads and stores. */
void aarch64_print_vz(struct text *out, const struct disas *d, int value)
{
    text_add(out, "%c%d", "bhsd"[bits(d, 30, 2)], value);
}

/* s, d by bit 30: pairs, literals. */
void aarch64_print_vp(struct text *out, const struct disas *d, int value)
{
    text_add(out, "%c%d", "sd"[bits(d, 30, 1)], value);
}

/* ---- lists of the structure loads and stores ---- */

/* Number of registers, and the arrangement's name; bit 24 is set for single structures. */
static int list_of(const struct disas *d, const char **arrangement)
{
    static const char *const full[] = { "8b", "16b", "4h", "8h", "2s", "4s", "1d", "2d" };
    static const uint8_t registers[16] = {
        [0] = 4, [2] = 4, [4] = 3, [6] = 3, [7] = 1, [8] = 2, [10] = 2
    };
    unsigned opcode = bits(d, 13, 3);
    bool d_lane = opcode >> 1 == 2 && bits(d, 10, 1);
    *arrangement = full[bits(d, 10, 2) << 1 | bits(d, 30, 1)];
    if (!bits(d, 24, 1))
        return registers[bits(d, 12, 4)];
    if (opcode >> 1 != 3)
        *arrangement = d_lane ? "d" : opcode >> 1 == 2 ? "s" : opcode >> 1 == 1 ? "h" : "b";
    return (int)((opcode & 1) << 1 | bits(d, 21, 1)) + 1;
}

void aarch64_print_vlist(struct text *out, const struct disas *d, int value)
{
    const char *arrangement;
    int count = list_of(d, &arrangement);
    for (int i = 0; i < count; i++)
        text_add(out, "%sv%d.%s", i ? ", " : "{", (value + i) & 31, arrangement);
    text_add(out, "}");
}

/* Bytes that a structure load or store transfers. */
static unsigned list_bytes(const struct disas *d)
{
    const char *arrangement;
    unsigned count = (unsigned)list_of(d, &arrangement), opcode = bits(d, 13, 3);
    if (!bits(d, 24, 1))
        return count * (bits(d, 30, 1) ? 16 : 8);
    if (opcode >> 1 == 3)
        return count << bits(d, 10, 2);
    return opcode >> 1 == 2 && bits(d, 10, 1) ? count * 8 : count << (opcode >> 1);
}

/* What post-indexing adds: a register, or the number of bytes for 31. */
void aarch64_print_vpost(struct text *out, const struct disas *d, int value)
{
    if (value == 31)
        text_add(out, "#%u", list_bytes(d));
    else
        text_add(out, "x%d", value);
}
