/* Selection actions that move lanes: constants, splats, insertion and extraction, other widths;
   and the short functions that all vector actions use. Next: select_vector.c. */
#include "mach/x86_64/select_vector.h"

#include <string.h>

/* ---- rows ---- */

vec x86_1(struct select *s, unsigned row, vec a)
{
    return x86_vec(s, row, a, NONE);
}

vec x86_imm(struct select *s, unsigned row, vec a, unsigned imm)
{
    return x86_vec(s, row, a, select_imm(imm));
}

vec x86_2_imm(struct select *s, unsigned row, vec a, vec b, unsigned imm)
{
    return x86_vec3(s, row, a, b, select_imm(imm));
}

/* ---- constants ---- */

bool x86_wide_constant(const struct select *s, ir_ref v, union ir_value *value)
{
    const struct ir_ins *x = select_ins(s, v);
    if (x->op == IR_const)
        *value = (union ir_value){ .u64 = { ir_imm(x), 0 } };
    else if (x->op == IR_const_wide)
        memcpy(value, &s->ir->pool[x->a], sizeof *value);
    else
        return false;
    return true;
}

vec x86_pool(struct select *s, uint64_t low, uint64_t high)
{
    const uint64_t words[2] = { low, high };
    return select_pool(s, words);
}

uint64_t x86_lane_mask(unsigned lane)
{
    return UINT64_MAX >> (64 - (8u << lane));
}

vec x86_lanes(struct select *s, unsigned lane, uint64_t value)
{
    uint64_t word = (value & x86_lane_mask(lane)) * (UINT64_MAX / x86_lane_mask(lane));
    return x86_pool(s, word, word);
}

vec x86_vector_load(struct select *s, vec memory)
{
    return x86_1(s, X86_MOVUPS, memory);
}

vec x86_vector_zero(struct select *s)
{
    return x86_1(s, X86_PXOR_ZERO, NONE);
}

vec x86_vector_ones(struct select *s)
{
    return x86_1(s, X86_PCMPEQD_ONES, NONE);
}

TEST(zero_constant)
{
    union ir_value v;
    return x86_wide_constant(s, i, &v) && !v.u64[0] && !v.u64[1];
}

TEST(ones_constant)
{
    union ir_value v;
    return x86_wide_constant(s, i, &v) && !~v.u64[0] &&
           (!~v.u64[1] || ir_bits(select_ins(s, i)->type) == 64);
}

ACTION(zero)
{
    UNUSED(i), UNUSED(leaf);
    return x86_vector_zero(s);
}

ACTION(ones)
{
    UNUSED(i), UNUSED(leaf);
    return x86_vector_ones(s);
}

ACTION(constant)
{
    UNUSED(leaf);
    union ir_value v = { .u64 = { 0 } };
    x86_wide_constant(s, i, &v);
    return select_pool(s, &v);
}

/* ---- types ---- */

unsigned x86_lane(const struct select *s, ir_ref i)
{
    return (unsigned)__builtin_ctz(ir_bits(ir_lane(select_ins(s, i)->type)) / 8);
}

bool x86_is_wide(const struct select *s, ir_ref i)
{
    return ir_bits(select_ins(s, i)->type) == 128;
}

/* ---- halves ---- */

static vec upper_half(struct select *s, vec a)
{
    return x86_imm(s, X86_PSHUFD, a, 0xee);
}

ACTION(high)
{
    UNUSED(i);
    return upper_half(s, leaf[0]);
}

ACTION(high_reg)
{
    UNUSED(i);
    return x86_gpr(s, X86_PEXTRQ, leaf[0], select_imm(1));
}

ACTION(high_32)
{
    UNUSED(i);
    return x86_gpr(s, X86_SHR_64_I, leaf[0], select_imm(32));
}

ACTION(concat_64)
{
    UNUSED(i);
    return x86_gpr(s, X86_OR_64, x86_gpr(s, X86_SHL_64_I, leaf[1], select_imm(32)), leaf[0]);
}

/* ---- a choice by the host's flags ----
   Through general-purpose registers: of the values, or of a mask. */

static struct mach_operand choose(struct select *s, const struct mach_operand *cc,
                                  struct mach_operand then, struct mach_operand otherwise)
{
    struct mach_operand r = x86_gpr(s, X86_CMOV_64, otherwise, then);
    s->f->insns[s->f->insn_count - 1].cc = (uint8_t)cc->imm;
    return r;
}

ACTION(select_narrow)
{
    UNUSED(i);
    struct mach_operand then = x86_gpr(s, X86_MOVQ_R, leaf[1], NONE);
    struct mach_operand otherwise = x86_gpr(s, X86_MOVQ_R, leaf[2], NONE);
    return x86_1(s, X86_MOVQ_X, choose(s, &leaf[0], then, otherwise));
}

ACTION(select_wide)
{
    UNUSED(i);
    struct mach_operand ones = x86_number(s, -1);
    vec mask = x86_1(s, X86_MOVQ_X, choose(s, &leaf[0], ones, x86_number(s, 0)));
    return x86_blend(s, x86_imm(s, X86_PSHUFD, mask, 0x44), leaf[1], leaf[2]);
}

/* ---- splats ---- */

static vec splat_byte(struct select *s, vec a)
{
    if (s->features & X86_HAS_SSSE3)
        return x86_vec(s, X86_PSHUFB, a, x86_vector_zero(s));
    a = x86_vec(s, X86_PUNPCKLBW, a, a);
    return x86_imm(s, X86_PSHUFD, x86_imm(s, X86_PSHUFLW, a, 0), 0);
}

vec x86_splat(struct select *s, unsigned lane, vec a)
{
    switch (lane) {
    case 0:
        return splat_byte(s, a);
    case 1:
        return x86_imm(s, X86_PSHUFD, x86_imm(s, X86_PSHUFLW, a, 0), 0);
    case 2:
        return x86_imm(s, X86_PSHUFD, a, 0);
    default:
        return x86_imm(s, X86_PSHUFD, a, 0x44);
    }
}

ACTION(splat_lanes)
{
    return x86_splat(s, x86_lane(s, i), leaf[0]);
}

/* A lane of a vector in all lanes of another one; bytes want pshufb. */
TEST(simple_duplicate)
{
    return x86_lane(s, i) > 0 || s->features & X86_HAS_SSSE3;
}

ACTION(duplicate)
{
    unsigned lane = x86_lane(s, i), n = select_ins(s, select_ins(s, i)->a)->aux;
    switch (lane) {
    case 0:
        return x86_vec(s, X86_PSHUFB, leaf[0], n ? x86_lanes(s, 0, n) : x86_vector_zero(s));
    case 1:
        if (n < 4)
            return x86_imm(s, X86_PSHUFD, x86_imm(s, X86_PSHUFLW, leaf[0], n * 0x55), 0);
        return x86_imm(s, X86_PSHUFD, x86_imm(s, X86_PSHUFHW, leaf[0], (n - 4) * 0x55), 0xff);
    case 2:
        return x86_imm(s, X86_PSHUFD, leaf[0], n * 0x55);
    default:
        return x86_imm(s, X86_PSHUFD, leaf[0], n ? 0xee : 0x44);
    }
}

/* ---- a lane out of a vector ---- */

ACTION(extract_vector)
{
    unsigned lane = x86_lane(s, i), n = select_ins(s, i)->aux;
    switch (lane) {
    case 2:
        return x86_imm(s, X86_PSHUFD, leaf[0], n * 0x55);
    case 3:
        return upper_half(s, leaf[0]);
    default:
        return x86_imm(s, X86_PSRLDQ_I, leaf[0], n << lane);
    }
}

ACTION(extract_small)
{
    unsigned lane = x86_lane(s, i), n = select_ins(s, i)->aux;
    if (lane == 1)
        return x86_gpr(s, X86_PEXTRW, leaf[0], select_imm(n));
    if (s->features & X86_HAS_SSE41)
        return x86_gpr(s, X86_PEXTRB, leaf[0], select_imm(n));
    struct mach_operand pair = x86_gpr(s, X86_PEXTRW, leaf[0], select_imm(n / 2));
    return n & 1 ? x86_gpr(s, X86_SHR_32_I, pair, select_imm(8))
                 : x86_gpr(s, X86_MOVZX_32_8, pair, NONE);
}

ACTION(extract_large)
{
    return x86_gpr(s, x86_lane(s, i) == 2 ? X86_PEXTRD : X86_PEXTRQ, leaf[0],
                   select_imm(select_ins(s, i)->aux));
}

/* A plain store of all of a value that is part of a vector. */
TEST(stores_lane)
{
    const struct ir_ins *x = select_ins(s, i);
    return 8u << (x->aux & IR_MEM_SIZE) == ir_bits(x->type) && x86_plain_store(s, i);
}

ACTION(store_lane)
{
    static const uint16_t row[4] = { X86_PEXTRB_ST, X86_PEXTRW_ST, X86_PEXTRD_ST, X86_MOVHPS_ST };
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = x->aux & IR_MEM_SIZE;
    struct mach_operand o[4] = { x86_displaced(s, leaf[0], x->c), leaf[1] };
    if (size < 3)
        o[2] = select_imm(select_ins(s, x->b)->aux);
    select_emit_fault(s, i, row[size], o);
    return NONE;
}

/* ---- a lane into a vector ---- */

ACTION(vzext_part)
{
    ir_type t = ir_typeof(s->ir, select_ins(s, i)->a);
    if (ir_bits(t) == 32 && s->features & X86_HAS_SSE41)
        return x86_2_imm(s, X86_INSERTPS, leaf[0], leaf[0], 0x0e);
    return x86_vec(s, X86_PAND, leaf[0], x86_pool(s, UINT64_MAX >> (64 - ir_bits(t)), 0));
}

static unsigned lane_number(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    return x->aux % ir_lanes(x->type);
}

ACTION(insert_gpr)
{
    static const uint16_t row[3] = { X86_PINSRB, X86_PINSRW, X86_PINSRD };
    return x86_2_imm(s, row[x86_lane(s, i)], leaf[0], leaf[1], lane_number(s, i));
}

/* The host has 16 bits at a time only. */
ACTION(insert_byte)
{
    unsigned n = lane_number(s, i);
    struct mach_operand pair = x86_gpr(s, X86_PEXTRW, leaf[0], select_imm(n / 2));
    struct mach_operand byte = x86_gpr(s, X86_MOVZX_32_8, leaf[1], NONE);
    if (n & 1)
        byte = x86_gpr(s, X86_SHL_32_I, byte, select_imm(8));
    pair = x86_gpr(s, X86_AND_32_I, pair, select_imm(n & 1 ? 0xff : 0xff00));
    return x86_2_imm(s, X86_PINSRW, leaf[0], x86_gpr(s, X86_OR_32, pair, byte), n / 2);
}

/* From memory; what reads guest memory may fault as the load does. */
ACTION(insert_memory)
{
    static const uint16_t small[3] = { X86_PINSRB_M, X86_PINSRW_M, X86_PINSRD };
    unsigned lane = x86_lane(s, i), n = lane_number(s, i);
    unsigned row = lane < 3 ? small[lane] : n ? X86_MOVHPS : X86_MOVLPS;
    ir_ref from = select_ins(s, i)->b;
    struct mach_operand o[5] = { select_reg(select_new(s, MACH_VEC)), leaf[0], leaf[1] };
    if (lane < 3)
        o[3] = select_imm(n);
    if (select_ins(s, from)->op == IR_load)
        return select_emit_fault(s, from, row, o);
    return select_emit(s, row, o);
}

ACTION(insert_half)
{
    struct mach_operand half = x86_gpr(s, X86_MOVD_R, leaf[1], NONE);
    return x86_2_imm(s, X86_PINSRW, leaf[0], half, lane_number(s, i));
}

ACTION(insert_single)
{
    return x86_2_imm(s, X86_INSERTPS, leaf[0], leaf[1], lane_number(s, i) << 4);
}

ACTION(insert_extracted)
{
    unsigned from = select_ins(s, select_ins(s, i)->b)->aux;
    return x86_2_imm(s, X86_INSERTPS, leaf[0], leaf[1], from << 6 | lane_number(s, i) << 4);
}

ACTION(insert_blended)
{
    unsigned n = lane_number(s, i);
    if (n == 0)
        return x86_vec(s, X86_MOVSS, leaf[0], leaf[1]);
    uint64_t ones = UINT64_C(0xffffffff) << (n & 1 ? 32 : 0);
    vec mask = x86_vector_load(s, x86_pool(s, n < 2 ? ones : 0, n < 2 ? 0 : ones));
    return x86_blend(s, mask, x86_splat(s, 2, leaf[1]), leaf[0]);
}

ACTION(insert_double)
{
    return x86_vec(s, lane_number(s, i) ? X86_PUNPCKLQDQ : X86_MOVSD, leaf[0], leaf[1]);
}

/* ---- wider ---- */

static unsigned interleave(unsigned lane, bool high) /* lanes of half the width */
{
    static const uint16_t row[3][2] = { { X86_PUNPCKLBW, X86_PUNPCKHBW },
                                        { X86_PUNPCKLWD, X86_PUNPCKHWD },
                                        { X86_PUNPCKLDQ, X86_PUNPCKHDQ } };
    return row[lane - 1][high];
}

ACTION(widen_u)
{
    return x86_vec(s, interleave(x86_lane(s, i), false), leaf[0], x86_vector_zero(s));
}

ACTION(widen_high_u)
{
    return x86_vec(s, interleave(x86_lane(s, i), true), leaf[0], x86_vector_zero(s));
}

ACTION(widen_s)
{
    unsigned lane = x86_lane(s, i);
    if (lane == 3)
        return x86_vec(s, X86_PUNPCKLDQ, leaf[0], x86_signs(s, 2, leaf[0]));
    vec twice = x86_vec(s, interleave(lane, false), leaf[0], leaf[0]);
    return x86_imm(s, lane == 1 ? X86_PSRAW_I : X86_PSRAD_I, twice, 4u << lane);
}

/* ---- narrower ---- */

ACTION(narrow_bytes)
{
    bool words = x86_lane(s, i) == 1; /* of 32-bit lanes */
    uint64_t low = words ? UINT64_C(0x0d0c090805040100) : UINT64_C(0x0e0c0a0806040200);
    return x86_vec(s, X86_PSHUFB, leaf[0], x86_pool(s, low, UINT64_MAX));
}

static vec clear_upper_bytes(struct select *s, vec a)
{
    return x86_vec(s, X86_PAND, a, x86_lanes(s, 1, 0xff));
}

ACTION(narrow)
{
    vec a = leaf[0];
    switch (x86_lane(s, i)) {
    case 0:
        a = clear_upper_bytes(s, a);
        return x86_vec(s, X86_PACKUSWB, a, a);
    case 1:
        a = x86_imm(s, X86_PSRAD_I, x86_imm(s, X86_PSLLD_I, a, 16), 16);
        return x86_vec(s, X86_PACKSSDW, a, a);
    default:
        return x86_imm(s, X86_PSHUFD, a, 0x08);
    }
}

/* Two at once. */
ACTION(narrow_pair)
{
    if (x86_lane(s, select_ins(s, i)->a) == 2)
        return x86_2_imm(s, X86_SHUFPS, leaf[0], leaf[1], 0x88);
    vec low = clear_upper_bytes(s, leaf[0]);
    return x86_vec(s, X86_PACKUSWB, low, clear_upper_bytes(s, leaf[1]));
}

ACTION(narrow_ss)
{
    return x86_vec(s, x86_lane(s, i) ? X86_PACKSSDW : X86_PACKSSWB, leaf[0], leaf[0]);
}

ACTION(narrow_su)
{
    return x86_vec(s, x86_lane(s, i) ? X86_PACKUSDW : X86_PACKUSWB, leaf[0], leaf[0]);
}

/* Low halves of lanes that are in range. 32-bit lanes without packusdw: as signed numbers, moved
   by half the range. */
static vec pack(struct select *s, unsigned lane, vec a)
{
    if (lane == 2)
        return x86_imm(s, X86_PSHUFD, a, 0x08);
    if (lane == 0)
        return x86_vec(s, X86_PACKUSWB, a, a);
    if (s->features & X86_HAS_SSE41)
        return x86_vec(s, X86_PACKUSDW, a, a);
    a = x86_imm(s, X86_PSRAD_I, x86_imm(s, X86_PSLLD_I, a, 16), 16);
    return x86_vec(s, X86_PACKSSDW, a, a);
}

/* Limits first, then packs: what no pack instruction saturates as wanted. */
ACTION(narrow_clamped)
{
    const struct ir_ins *x = select_ins(s, i);
    unsigned lane = x86_lane(s, i), wide = lane + 1;
    uint64_t most = x86_lane_mask(lane);
    vec a = leaf[0];
    if (x->op == IR_narrow_ss) {
        a = x86_extreme_of(s, wide, true, false, a,
                           x86_vector_load(s, x86_lanes(s, wide, most >> 1)));
        a = x86_extreme_of(s, wide, true, true, a,
                           x86_vector_load(s, x86_lanes(s, wide, ~(most >> 1))));
        return pack(s, lane, a);
    }
    if (x->op == IR_narrow_su)
        a = x86_vec(s, X86_PANDN, x86_signs(s, wide, a), a);
    bool is_signed =
        x->op == IR_narrow_su; /* signed comparison is the cheaper one and now means the same */
    a = x86_extreme_of(s, wide, is_signed, false, a, x86_vector_load(s, x86_lanes(s, wide, most)));
    return pack(s, lane, a);
}
