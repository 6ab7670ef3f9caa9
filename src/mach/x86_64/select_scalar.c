/* Selection actions for what few programs do with scalars: reversed bits, counts on old hosts,
   shifts of less than 32 bits, checksums. The common ones: select_integer.c. */
#include "mach/x86_64/select_vector.h"

static bool is_long(const struct select *s, ir_ref i)
{
    return ir_bits(select_ins(s, i)->type) == 64;
}

static struct mach_operand row_i(struct select *s, unsigned row, struct mach_operand a, int64_t n)
{
    return x86_gpr(s, row, a, select_imm(n));
}

/* A register and a constant of 64 bits. */
static struct mach_operand mask(struct select *s, struct mach_operand a, uint64_t bits)
{
    return x86_gpr(s, X86_AND_64, a, x86_number(s, (int64_t)bits));
}

/* ---- bits ---- */

static struct mach_operand exchange(struct select *s, struct mach_operand a, unsigned count,
                                    uint64_t bits)
{
    struct mach_operand lower = row_i(s, X86_SHL_64_I, mask(s, a, bits), count);
    return x86_gpr(s, X86_OR_64, lower, mask(s, row_i(s, X86_SHR_64_I, a, count), bits));
}

ACTION(bitrev)
{
    struct mach_operand a = leaf[0];
    if (s->features & X86_HAS_GFNI) {
        a = x86_gpr(s, X86_MOVQ_R,
                    x86_affine(s, x86_1(s, X86_MOVQ_X, a), UINT64_C(0x8040201008040201)), NONE);
    } else {
        a = exchange(s, a, 1, UINT64_C(0x5555555555555555));
        a = exchange(s, a, 2, UINT64_C(0x3333333333333333));
        a = exchange(s, a, 4, UINT64_C(0x0f0f0f0f0f0f0f0f));
    }
    return x86_gpr(s, is_long(s, i) ? X86_BSWAP_64 : X86_BSWAP_32, a, NONE);
}

/* Sums within pairs of bits, fours, bytes; a product adds the bytes up in the top one. */
ACTION(popcnt)
{
    struct mach_operand a = is_long(s, i) ? leaf[0] : x86_gpr(s, X86_MOV_32, leaf[0], NONE);
    uint64_t fours = UINT64_C(0x3333333333333333);
    a = x86_gpr(s, X86_SUB_64, a,
                mask(s, row_i(s, X86_SHR_64_I, a, 1), UINT64_C(0x5555555555555555)));
    struct mach_operand upper = mask(s, row_i(s, X86_SHR_64_I, a, 2), fours);
    a = x86_gpr(s, X86_ADD_64, mask(s, a, fours), upper);
    a = mask(s, x86_gpr(s, X86_ADD_64, a, row_i(s, X86_SHR_64_I, a, 4)),
             UINT64_C(0x0f0f0f0f0f0f0f0f));
    a = x86_gpr(s, X86_IMUL_64, a, x86_number(s, UINT64_C(0x0101010101010101)));
    return row_i(s, X86_SHR_64_I, a, 56);
}

/* bsr and bsf leave their first operand when there is no bit: here the number of a bit beyond. */
ACTION(clz)
{
    bool wide = is_long(s, i);
    int width = wide ? 64 : 32;
    struct mach_operand none = x86_number(s, 2 * width - 1);
    struct mach_operand top = x86_gpr(s, wide ? X86_BSR_64 : X86_BSR_32, none, leaf[0]);
    return row_i(s, X86_XOR_32_I, top, width - 1);
}

ACTION(ctz)
{
    bool wide = is_long(s, i);
    return x86_gpr(s, wide ? X86_BSF_64 : X86_BSF_32, x86_number(s, wide ? 64 : 32), leaf[0]);
}

ACTION(mulh_32)
{
    bool is_signed = select_ins(s, i)->op == IR_mulh_s;
    unsigned extend = is_signed ? X86_MOVSXD_64 : X86_MOV_32;
    struct mach_operand a = x86_gpr(s, extend, leaf[0], NONE);
    return row_i(s, X86_SHR_64_I, x86_gpr(s, X86_IMUL_64, a, x86_gpr(s, extend, leaf[1], NONE)),
                 32);
}

/* ---- checksums ----
   CRC-32 in its reflected form: the data, added to the register, is divided as a polynomial by
   P = 0x1db710641, lowest bit first. Its 64 bits times 1/P modulo x^64 are the quotient; that times
   P has the remainder above. Fewer bits are moved to the top, where the zeroes below them change
   nothing; what is left of the register beyond them is added at the end. */

ACTION(crc32_ieee)
{
    unsigned bits = ir_bits(ir_typeof(s->ir, select_ins(s, i)->b));
    vec factors = x86_pool(s, UINT64_C(0xb4e5b025f7011641), UINT64_C(0x1db710641));
    struct mach_operand a = x86_gpr(s, X86_XOR_64, leaf[1], leaf[0]);
    if (bits < 64)
        a = row_i(s, X86_SHL_64_I, a, 64 - bits);
    vec quotient = x86_2_imm(s, X86_PCLMULQDQ, x86_1(s, X86_MOVQ_X, a), factors, 0x00);
    vec product = x86_2_imm(s, X86_PCLMULQDQ, quotient, factors, 0x10);
    a = x86_gpr(s, X86_MOVD_R, x86_imm(s, X86_PSHUFD, product, 0xee), NONE);
    return bits < 32 ? x86_gpr(s, X86_XOR_32, a, row_i(s, X86_SHR_32_I, leaf[0], bits)) : a;
}

/* ---- shifts of 8 and 16 bits ----
   As of 32, from clean bits above where they come in; counts modulo the width. */

static struct mach_operand sign_extended(struct select *s, ir_ref i, struct mach_operand a)
{
    return x86_gpr(s, ir_bits(select_ins(s, i)->type) == 8 ? X86_MOVSX_32_8 : X86_MOVSX_32_16, a,
                   NONE);
}

ACTION(shift_small_i)
{
    const struct ir_ins *x = select_ins(s, i);
    int64_t count = leaf[1].imm & (ir_bits(x->type) - 1);
    if (x->op == IR_shl)
        return row_i(s, X86_SHL_32_I, leaf[0], count);
    if (x->op == IR_shr)
        return row_i(s, X86_SHR_32_I, leaf[0], count);
    return row_i(s, X86_SAR_32_I, sign_extended(s, i, leaf[0]), count);
}

ACTION(shift_small)
{
    const struct ir_ins *x = select_ins(s, i);
    struct mach_operand count = row_i(s, X86_AND_32_I, leaf[1], ir_bits(x->type) - 1);
    if (x->op == IR_shl)
        return x86_gpr(s, X86_SHL_32_CL, leaf[0], count);
    if (x->op == IR_shr)
        return x86_gpr(s, X86_SHR_32_CL, leaf[0], count);
    return x86_gpr(s, X86_SAR_32_CL, sign_extended(s, i, leaf[0]), count);
}

/* Two copies, one above the other. */
ACTION(rotate_small)
{
    unsigned width = ir_bits(select_ins(s, i)->type);
    struct mach_operand twice =
        x86_gpr(s, X86_OR_32, row_i(s, X86_SHL_32_I, leaf[0], width), leaf[0]);
    return x86_gpr(s, X86_SHR_32_CL, twice, row_i(s, X86_AND_32_I, leaf[1], width - 1));
}
