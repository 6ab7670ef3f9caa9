/* Data processing on general registers: Arm ARM C4.1.93 (immediate) and C4.1.97 (register).
   Next: branch.c. */
#include "guest/aarch64/guest.h"

static unsigned width_of(int sf)
{
    return sf ? 64 : 32;
}

static ir_ref constant(struct lift *l, int sf, uint64_t value)
{
    return ir_const(l->f, sf ? IR_I64 : IR_I32, sf ? value : (uint32_t)value);
}

/* ---- addresses ---- */
bool aarch64_lift_adr(struct lift *l, const struct aarch64_adr *a)
{
    ir_ref v = constant(l, 1, lift_pc(l) + (uint64_t)(int64_t)a->imm);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_adrp(struct lift *l, const struct aarch64_adrp *a)
{
    uint64_t page = lift_pc(l) & ~0xfffull;
    ir_ref v = constant(l, 1, page + ((uint64_t)(int64_t)a->imm << 12));
    aarch64_set_r(l, a->rd, v);
    return true;
}

/* ---- add, subtract. Registers are read by the caller: which may be SP differs. ---- */
enum add { ADD, SUB };

static ir_ref add(struct lift *l, enum add op, ir_ref x, ir_ref y)
{
    return op == ADD ? ir_add(l->f, x, y) : ir_sub(l->f, x, y);
}

static void add_flags(struct lift *l, enum add op, int rd, ir_ref x, ir_ref y)
{
    ir_ref result = add(l, op, x, y);
    ir_ref flags = op == ADD ? ir_flags_add(l->f, x, y) : ir_flags_sub(l->f, x, y);
    aarch64_set_flags(l, flags);
    aarch64_set_r(l, rd, result);
}

static bool add_imm(struct lift *l, const struct aarch64_addsub_imm *a, enum add op, bool flags)
{
    ir_ref x = aarch64_get_r_sp(l, a->sf, a->rn);
    ir_ref y = constant(l, a->sf, (uint64_t)a->imm << (a->sh ? 12 : 0));
    if (flags) {
        add_flags(l, op, a->rd, x, y);
    } else {
        ir_ref result = add(l, op, x, y);
        aarch64_set_r_sp(l, a->rd, result);
    }
    return true;
}

bool aarch64_lift_add_imm(struct lift *l, const struct aarch64_addsub_imm *a)
{
    return add_imm(l, a, ADD, false);
}

bool aarch64_lift_adds_imm(struct lift *l, const struct aarch64_addsub_imm *a)
{
    return add_imm(l, a, ADD, true);
}

bool aarch64_lift_sub_imm(struct lift *l, const struct aarch64_addsub_imm *a)
{
    return add_imm(l, a, SUB, false);
}

bool aarch64_lift_subs_imm(struct lift *l, const struct aarch64_addsub_imm *a)
{
    return add_imm(l, a, SUB, true);
}

/* rm shifted; kind:amount as the table's %shift has them. */
static ir_ref shifted(struct lift *l, int sf, int rm, int shift)
{
    ir_ref v = aarch64_get_r(l, sf, rm);
    unsigned amount = shift & 63;
    if (!amount)
        return v;
    switch (shift >> 6) {
    case 0:
        return ir_lsl_i(l->f, v, amount);
    case 1:
        return ir_lsr_i(l->f, v, amount);
    case 2:
        return ir_asr_i(l->f, v, amount);
    default:
        return ir_ror_i(l->f, v, amount);
    }
}

static bool shift_allocated(const struct aarch64_shifted *a)
{
    return a->sf || (a->shift & 63) < 32;
}

static bool add_reg(struct lift *l, const struct aarch64_shifted *a, enum add op, bool flags)
{
    if (!shift_allocated(a) || a->shift >> 6 == 3)
        return false;
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref y = shifted(l, a->sf, a->rm, a->shift);
    if (flags) {
        add_flags(l, op, a->rd, x, y);
    } else {
        ir_ref result = add(l, op, x, y);
        aarch64_set_r(l, a->rd, result);
    }
    return true;
}

bool aarch64_lift_add_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return add_reg(l, a, ADD, false);
}

bool aarch64_lift_adds_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return add_reg(l, a, ADD, true);
}

bool aarch64_lift_sub_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return add_reg(l, a, SUB, false);
}

bool aarch64_lift_subs_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return add_reg(l, a, SUB, true);
}

ir_ref aarch64_extend(struct lift *l, int sf, int rm, int option, unsigned amount)
{
    static const ir_type types[4] = { IR_I8, IR_I16, IR_I32, IR_I64 };
    ir_type from = types[option & 3], to = sf ? IR_I64 : IR_I32;
    ir_ref v = aarch64_get_r(l, sf, rm);
    if (ir_bits(from) < ir_bits(to)) {
        ir_ref low = ir_trunc(l->f, from, v);
        v = option & 4 ? ir_sext(l->f, to, low) : ir_zext(l->f, to, low);
    }
    return amount ? ir_lsl_i(l->f, v, amount) : v;
}

static bool add_ext(struct lift *l, const struct aarch64_extended *a, enum add op, bool flags)
{
    unsigned amount = a->extend & 7;
    if (amount > 4)
        return false;
    ir_ref x = aarch64_get_r_sp(l, a->sf, a->rn);
    ir_ref y = aarch64_extend(l, a->sf, a->rm, a->extend >> 3, amount);
    if (flags) {
        add_flags(l, op, a->rd, x, y);
    } else {
        ir_ref result = add(l, op, x, y);
        aarch64_set_r_sp(l, a->rd, result);
    }
    return true;
}

bool aarch64_lift_add_ext(struct lift *l, const struct aarch64_extended *a)
{
    return add_ext(l, a, ADD, false);
}

bool aarch64_lift_adds_ext(struct lift *l, const struct aarch64_extended *a)
{
    return add_ext(l, a, ADD, true);
}

bool aarch64_lift_sub_ext(struct lift *l, const struct aarch64_extended *a)
{
    return add_ext(l, a, SUB, false);
}

bool aarch64_lift_subs_ext(struct lift *l, const struct aarch64_extended *a)
{
    return add_ext(l, a, SUB, true);
}

/* With carry. Arm's subtraction borrows when C is clear. */
static bool add_carry(struct lift *l, const struct aarch64_rr *a, enum add op, bool flags)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref y = aarch64_get_r(l, a->sf, a->rm);
    ir_ref carry = aarch64_condition(l, IR_C_CS);
    ir_ref addend = op == ADD ? y : ir_not(l->f, y);
    ir_ref wide = ir_zext(l->f, ir_typeof(l->f, x), carry);
    ir_ref sum = ir_add(l->f, x, addend);
    ir_ref result = ir_add(l->f, sum, wide);
    if (flags) {
        ir_ref nzcv = op == ADD ? ir_flags_adc(l->f, x, y, carry) : ir_flags_sbb(l->f, x, y, carry);
        aarch64_set_flags(l, nzcv);
    }
    aarch64_set_r(l, a->rd, result);
    return true;
}

bool aarch64_lift_adc(struct lift *l, const struct aarch64_rr *a)
{
    return add_carry(l, a, ADD, false);
}

bool aarch64_lift_adcs(struct lift *l, const struct aarch64_rr *a)
{
    return add_carry(l, a, ADD, true);
}

bool aarch64_lift_sbc(struct lift *l, const struct aarch64_rr *a)
{
    return add_carry(l, a, SUB, false);
}

bool aarch64_lift_sbcs(struct lift *l, const struct aarch64_rr *a)
{
    return add_carry(l, a, SUB, true);
}

/* ---- logical ---- */
enum logic { AND, ORR, EOR };

static ir_ref logic(struct lift *l, enum logic op, ir_ref x, ir_ref y)
{
    switch (op) {
    case AND:
        return ir_and(l->f, x, y);
    case ORR:
        return ir_or(l->f, x, y);
    case EOR:
        return ir_xor(l->f, x, y);
    }
    return 0;
}

static void logic_flags(struct lift *l, int rd, ir_ref result)
{
    ir_ref flags = ir_flags_logic(l->f, result);
    aarch64_set_flags(l, flags);
    aarch64_set_r(l, rd, result);
}

static bool logic_imm(struct lift *l, const struct aarch64_logic_imm *a, enum logic op, bool flags)
{
    uint64_t mask;
    if (!aarch64_bit_masks((unsigned)a->mask >> 12, a->mask & 63, a->mask >> 6 & 63,
                           width_of(a->sf), &mask, NULL))
        return false;
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref y = constant(l, a->sf, mask);
    ir_ref result = logic(l, op, x, y);
    if (flags)
        logic_flags(l, a->rd, result);
    else
        aarch64_set_r_sp(l, a->rd, result);
    return true;
}

bool aarch64_lift_and_imm(struct lift *l, const struct aarch64_logic_imm *a)
{
    return logic_imm(l, a, AND, false);
}

bool aarch64_lift_orr_imm(struct lift *l, const struct aarch64_logic_imm *a)
{
    return logic_imm(l, a, ORR, false);
}

bool aarch64_lift_eor_imm(struct lift *l, const struct aarch64_logic_imm *a)
{
    return logic_imm(l, a, EOR, false);
}

bool aarch64_lift_ands_imm(struct lift *l, const struct aarch64_logic_imm *a)
{
    return logic_imm(l, a, AND, true);
}

enum { INVERT = 1, FLAGS = 2 };

static bool logic_reg(struct lift *l, const struct aarch64_shifted *a, enum logic op, unsigned how)
{
    if (!shift_allocated(a))
        return false;
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref y = shifted(l, a->sf, a->rm, a->shift);
    if (how & INVERT)
        y = ir_not(l->f, y);
    ir_ref result = logic(l, op, x, y);
    if (how & FLAGS)
        logic_flags(l, a->rd, result);
    else
        aarch64_set_r(l, a->rd, result);
    return true;
}

bool aarch64_lift_and_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, AND, 0);
}

bool aarch64_lift_bic(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, AND, INVERT);
}

bool aarch64_lift_orr_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, ORR, 0);
}

bool aarch64_lift_orn(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, ORR, INVERT);
}

bool aarch64_lift_eor_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, EOR, 0);
}

bool aarch64_lift_eon(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, EOR, INVERT);
}

bool aarch64_lift_ands_reg(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, AND, FLAGS);
}

bool aarch64_lift_bics(struct lift *l, const struct aarch64_shifted *a)
{
    return logic_reg(l, a, AND, INVERT | FLAGS);
}

/* ---- move wide ---- */
static bool move_wide(struct lift *l, const struct aarch64_movw *a, uint64_t invert)
{
    if (!a->sf && a->hw > 1)
        return false;
    ir_ref v = constant(l, a->sf, ((uint64_t)a->imm << (16 * a->hw)) ^ invert);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_movz(struct lift *l, const struct aarch64_movw *a)
{
    return move_wide(l, a, 0);
}

bool aarch64_lift_movn(struct lift *l, const struct aarch64_movw *a)
{
    return move_wide(l, a, ~0ull);
}

bool aarch64_lift_movk(struct lift *l, const struct aarch64_movw *a)
{
    unsigned at = 16 * (unsigned)a->hw;
    if (!a->sf && a->hw > 1)
        return false;
    ir_ref old = aarch64_get_r(l, a->sf, a->rd);
    ir_ref mask = constant(l, a->sf, ~(0xffffull << at));
    ir_ref kept = ir_and(l->f, old, mask);
    ir_ref field = constant(l, a->sf, (uint64_t)a->imm << at);
    ir_ref v = ir_or(l->f, kept, field);
    aarch64_set_r(l, a->rd, v);
    return true;
}

/* ---- bitfields ----
   With imms >= immr a field is taken from bit immr up, else the low imms + 1 bits are placed at
   width - immr. */
static bool bitfield_allocated(const struct aarch64_bitfield *a)
{
    return a->n == a->sf && (a->sf || (a->immr < 32 && a->imms < 32));
}

static uint64_t low_ones(int n)
{
    return ~0ull >> (64 - n);
}

bool aarch64_lift_sbfm(struct lift *l, const struct aarch64_bitfield *a)
{
    if (!bitfield_allocated(a))
        return false;
    int width = (int)width_of(a->sf), left = width - 1 - a->imms;
    int right = a->imms >= a->immr ? left + a->immr : left + a->immr - width;
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref up = ir_lsl_i(l->f, x, (unsigned)left);
    ir_ref v = ir_asr_i(l->f, up, (unsigned)right);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_ubfm(struct lift *l, const struct aarch64_bitfield *a)
{
    if (!bitfield_allocated(a))
        return false;
    unsigned width = width_of(a->sf);
    ir_ref x = aarch64_get_r(l, a->sf, a->rn), v;
    if (a->imms >= a->immr) {
        ir_ref down = ir_lsr_i(l->f, x, (unsigned)a->immr);
        ir_ref mask = constant(l, a->sf, low_ones(a->imms - a->immr + 1));
        v = a->imms == (int)width - 1 ? down : ir_and(l->f, down, mask);
    } else {
        ir_ref mask = constant(l, a->sf, low_ones(a->imms + 1));
        ir_ref low = a->imms + 1 == a->immr ? x : ir_and(l->f, x, mask);
        v = ir_lsl_i(l->f, low, width - (unsigned)a->immr);
    }
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_bfm(struct lift *l, const struct aarch64_bitfield *a)
{
    if (!bitfield_allocated(a))
        return false;
    bool take = a->imms >= a->immr;
    unsigned at = take ? 0 : width_of(a->sf) - (unsigned)a->immr;
    uint64_t field = low_ones(take ? a->imms - a->immr + 1 : a->imms + 1);
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref old = aarch64_get_r(l, a->sf, a->rd);
    ir_ref down = take ? ir_lsr_i(l->f, x, (unsigned)a->immr) : x;
    ir_ref mask = constant(l, a->sf, field);
    ir_ref low = ir_and(l->f, down, mask);
    ir_ref placed = ir_lsl_i(l->f, low, at);
    ir_ref hole = constant(l, a->sf, ~(field << at));
    ir_ref kept = ir_and(l->f, old, hole);
    ir_ref v = ir_or(l->f, kept, placed);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_extr(struct lift *l, const struct aarch64_extr *a)
{
    unsigned width = width_of(a->sf), shift = (unsigned)a->imms;
    if (a->n != a->sf || shift >= width)
        return false;
    ir_ref low = aarch64_get_r(l, a->sf, a->rm), v = low;
    if (a->rn == a->rm) {
        v = ir_ror_i(l->f, low, shift);
    } else if (shift) {
        ir_ref high = aarch64_get_r(l, a->sf, a->rn);
        ir_ref down = ir_lsr_i(l->f, low, shift);
        ir_ref up = ir_lsl_i(l->f, high, width - shift);
        v = ir_or(l->f, down, up);
    }
    aarch64_set_r(l, a->rd, v);
    return true;
}

/* ---- two sources ---- */
#define LIFT_RR(name, op)                                                                          \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_rr *a)                           \
    {                                                                                              \
        ir_ref x = aarch64_get_r(l, a->sf, a->rn);                                                 \
        ir_ref y = aarch64_get_r(l, a->sf, a->rm);                                                 \
        ir_ref v = ir_##op(l->f, x, y);                                                            \
        aarch64_set_r(l, a->rd, v);                                                                \
        return true;                                                                               \
    }
LIFT_RR(udiv, div_u)
LIFT_RR(sdiv, div_s)
LIFT_RR(lslv, shl)
LIFT_RR(lsrv, shr)
LIFT_RR(asrv, sar)
LIFT_RR(rorv, rotr)

bool aarch64_lift_crc32(struct lift *l, const struct aarch64_crc32 *a)
{
    static const ir_type types[4] = { IR_I8, IR_I16, IR_I32, IR_I64 };
    ir_ref crc = aarch64_get_r(l, 0, a->rn);
    ir_ref wide = aarch64_get_x(l, a->rm);
    ir_ref data = ir_trunc(l->f, types[a->sz], wide);
    ir_ref v = ir_emit(l->f, IR_crc32, IR_I32, (unsigned)a->c, crc, data, 0);
    aarch64_set_r(l, a->rd, v);
    return true;
}

/* ---- one source ---- */
#define LIFT_R(name, op)                                                                           \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_r *a)                            \
    {                                                                                              \
        ir_ref x = aarch64_get_r(l, a->sf, a->rn);                                                 \
        ir_ref v = ir_##op(l->f, x);                                                               \
        aarch64_set_r(l, a->rd, v);                                                                \
        return true;                                                                               \
    }
LIFT_R(rbit, bitrev)
LIFT_R(rev, bswap)
LIFT_R(clz, clz)

bool aarch64_lift_rev16(struct lift *l, const struct aarch64_r *a)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref mask = constant(l, a->sf, 0x00ff00ff00ff00ffull);
    ir_ref odd = ir_lsr_i(l->f, x, 8);
    ir_ref down = ir_and(l->f, odd, mask);
    ir_ref even = ir_and(l->f, x, mask);
    ir_ref up = ir_lsl_i(l->f, even, 8);
    ir_ref v = ir_or(l->f, down, up);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_rev32(struct lift *l, const struct aarch64_r *a)
{
    ir_ref x = aarch64_get_x(l, a->rn);
    ir_ref swapped = ir_bswap(l->f, x);
    ir_ref v = ir_ror_i(l->f, swapped, 32);
    aarch64_set_r(l, a->rd, v);
    return true;
}

/* Bits below the sign that equal it: leading zeroes of x ^ x >> 1, whose top bit is clear. */
bool aarch64_lift_cls(struct lift *l, const struct aarch64_r *a)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref half = ir_asr_i(l->f, x, 1);
    ir_ref changes = ir_xor(l->f, x, half);
    ir_ref zeroes = ir_clz(l->f, changes);
    ir_ref v = ir_add_i(l->f, zeroes, -1);
    aarch64_set_r(l, a->rd, v);
    return true;
}

/* ---- conditional compare, conditional select ---- */
static bool compare_if(struct lift *l, const struct aarch64_ccmp *a, enum add op, ir_ref y)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref holds = aarch64_condition(l, a->cond);
    ir_ref compared = op == ADD ? ir_flags_add(l->f, x, y) : ir_flags_sub(l->f, x, y);
    ir_ref nzcv = constant(l, 0, (uint64_t)a->nzcv << 28);
    ir_ref otherwise = ir_flags_pack(l->f, nzcv);
    ir_ref flags = ir_flags_select(l->f, holds, compared, otherwise);
    aarch64_set_flags(l, flags);
    return true;
}

bool aarch64_lift_ccmn_reg(struct lift *l, const struct aarch64_ccmp *a)
{
    ir_ref y = aarch64_get_r(l, a->sf, a->y);
    return compare_if(l, a, ADD, y);
}

bool aarch64_lift_ccmp_reg(struct lift *l, const struct aarch64_ccmp *a)
{
    ir_ref y = aarch64_get_r(l, a->sf, a->y);
    return compare_if(l, a, SUB, y);
}

bool aarch64_lift_ccmn_imm(struct lift *l, const struct aarch64_ccmp *a)
{
    ir_ref y = constant(l, a->sf, (uint64_t)a->y);
    return compare_if(l, a, ADD, y);
}

bool aarch64_lift_ccmp_imm(struct lift *l, const struct aarch64_ccmp *a)
{
    ir_ref y = constant(l, a->sf, (uint64_t)a->y);
    return compare_if(l, a, SUB, y);
}

static bool select_if(struct lift *l, const struct aarch64_csel *a, ir_ref otherwise)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref holds = aarch64_condition(l, a->cond);
    ir_ref v = ir_select(l->f, holds, x, otherwise);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_csel(struct lift *l, const struct aarch64_csel *a)
{
    ir_ref y = aarch64_get_r(l, a->sf, a->rm);
    return select_if(l, a, y);
}

bool aarch64_lift_csinc(struct lift *l, const struct aarch64_csel *a)
{
    ir_ref y = aarch64_get_r(l, a->sf, a->rm);
    ir_ref next = ir_add_i(l->f, y, 1);
    return select_if(l, a, next);
}

bool aarch64_lift_csinv(struct lift *l, const struct aarch64_csel *a)
{
    ir_ref y = aarch64_get_r(l, a->sf, a->rm);
    ir_ref inverse = ir_not(l->f, y);
    return select_if(l, a, inverse);
}

bool aarch64_lift_csneg(struct lift *l, const struct aarch64_csel *a)
{
    ir_ref y = aarch64_get_r(l, a->sf, a->rm);
    ir_ref negative = ir_neg(l->f, y);
    return select_if(l, a, negative);
}

/* ---- multiply ---- */
static bool accumulate(struct lift *l, const struct aarch64_rrrr *a, enum add op, ir_ref x,
                       ir_ref y)
{
    ir_ref product = ir_mul(l->f, x, y);
    ir_ref sum = aarch64_get_r(l, a->sf, a->ra);
    ir_ref v = add(l, op, sum, product);
    aarch64_set_r(l, a->rd, v);
    return true;
}

static bool multiply(struct lift *l, const struct aarch64_rrrr *a, enum add op)
{
    ir_ref x = aarch64_get_r(l, a->sf, a->rn);
    ir_ref y = aarch64_get_r(l, a->sf, a->rm);
    return accumulate(l, a, op, x, y);
}

bool aarch64_lift_madd(struct lift *l, const struct aarch64_rrrr *a)
{
    return multiply(l, a, ADD);
}

bool aarch64_lift_msub(struct lift *l, const struct aarch64_rrrr *a)
{
    return multiply(l, a, SUB);
}

static bool multiply_words(struct lift *l, const struct aarch64_rrrr *a, enum add op, bool sign)
{
    ir_ref rn = aarch64_get_r(l, 0, a->rn);
    ir_ref rm = aarch64_get_r(l, 0, a->rm);
    ir_ref x = sign ? ir_sext(l->f, IR_I64, rn) : ir_zext(l->f, IR_I64, rn);
    ir_ref y = sign ? ir_sext(l->f, IR_I64, rm) : ir_zext(l->f, IR_I64, rm);
    return accumulate(l, a, op, x, y);
}

bool aarch64_lift_smaddl(struct lift *l, const struct aarch64_rrrr *a)
{
    return multiply_words(l, a, ADD, true);
}

bool aarch64_lift_smsubl(struct lift *l, const struct aarch64_rrrr *a)
{
    return multiply_words(l, a, SUB, true);
}

bool aarch64_lift_umaddl(struct lift *l, const struct aarch64_rrrr *a)
{
    return multiply_words(l, a, ADD, false);
}

bool aarch64_lift_umsubl(struct lift *l, const struct aarch64_rrrr *a)
{
    return multiply_words(l, a, SUB, false);
}

bool aarch64_lift_smulh(struct lift *l, const struct aarch64_smulh *a)
{
    ir_ref x = aarch64_get_x(l, a->rn);
    ir_ref y = aarch64_get_x(l, a->rm);
    ir_ref v = ir_mulh_s(l->f, x, y);
    aarch64_set_r(l, a->rd, v);
    return true;
}

bool aarch64_lift_umulh(struct lift *l, const struct aarch64_umulh *a)
{
    ir_ref x = aarch64_get_x(l, a->rn);
    ir_ref y = aarch64_get_x(l, a->rm);
    ir_ref v = ir_mulh_u(l->f, x, y);
    aarch64_set_r(l, a->rd, v);
    return true;
}
