/* What pure and FP ops mean, in C. Lane by lane arithmetic is in eval_lanes.c, ops across lanes are
   in eval_vector.c, floating point in eval_fp.c; here: comparison, selection, conversion between
   scalar types, flags, CRC. Nothing is undefined: arithmetic is unsigned, and an operand out of
   range gives some result. */
#include "ir/eval.h"
#include "ir/fp.h"

/* ---- scalars ---- */

static ir_u128 mask(unsigned bits)
{
    return bits >= 128 ? ~(ir_u128)0 : ((ir_u128)1 << bits) - 1;
}

static ir_u128 zero_extended(const union ir_value *v, unsigned bits)
{
    return v->u128 & mask(bits);
}

static ir_u128 sign_extended(const union ir_value *v, unsigned bits)
{
    ir_u128 sign = (ir_u128)1 << (bits - 1);
    return (zero_extended(v, bits) ^ sign) - sign;
}

static bool compare(enum ir_cmp cc, ir_type t, const union ir_value *a, const union ir_value *b)
{
    unsigned bits = ir_bits(t);
    ir_u128 sign = cc >= IR_LT_S && cc <= IR_GE_S ? (ir_u128)1 << (bits - 1) : 0;
    ir_u128 x = zero_extended(a, bits) ^ sign, y = zero_extended(b, bits) ^ sign;
    switch (cc) {
    case IR_EQ:
        return x == y;
    case IR_NE:
        return x != y;
    case IR_LT_S:
    case IR_LT_U:
        return x < y;
    case IR_LE_S:
    case IR_LE_U:
        return x <= y;
    case IR_GT_S:
    case IR_GT_U:
        return x > y;
    case IR_GE_S:
    case IR_GE_U:
        return x >= y;
    }
    return false;
}

/* Bits of the reflected polynomial's remainder, without inversion before or after. */
static uint32_t crc32(uint32_t crc, uint64_t data, unsigned bits, bool castagnoli)
{
    uint32_t polynomial = castagnoli ? UINT32_C(0x82f63b78) : UINT32_C(0xedb88320);
    for (unsigned i = 0; i < bits; i++) {
        bool one = (crc ^ data >> i) & 1;
        crc = crc >> 1 ^ (one ? polynomial : 0);
    }
    return crc;
}

/* ---- flags ---- */

enum { FLAG_N = 8, FLAG_Z = 4, FLAG_C = 2, FLAG_V = 1 };

/* Of x + y + carry, as numbers of so many bits. */
static uint32_t flags_of_sum(ir_u128 x, ir_u128 y, bool carry, unsigned bits)
{
    ir_u128 sum = x + y + carry, r = sum & mask(bits);
    bool n = r >> (bits - 1), z = r == 0, c = sum >> bits,
         v = (~(x ^ y) & (x ^ r)) >> (bits - 1) & 1;
    return (uint32_t)(n * FLAG_N | z * FLAG_Z | c * FLAG_C | v * FLAG_V) << 28;
}

static uint32_t flags_of(const struct ir_operation *o, bool subtract, bool carry)
{
    unsigned bits = ir_bits(o->operand);
    ir_u128 x = zero_extended(o->a, bits), y = zero_extended(o->b, bits);
    return flags_of_sum(x, subtract ? y ^ mask(bits) : y, carry, bits);
}

static uint32_t flags_of_logic(const struct ir_operation *o)
{
    unsigned bits = ir_bits(o->operand);
    ir_u128 x = zero_extended(o->a, bits);
    bool n = x >> (bits - 1), z = x == 0;
    return (uint32_t)(n * FLAG_N | z * FLAG_Z) << 28;
}

static bool condition(enum ir_cond cc, uint32_t flags)
{
    bool n = flags >> 31 & 1, z = flags >> 30 & 1, c = flags >> 29 & 1, v = flags >> 28 & 1;
    switch (cc) {
    case IR_C_EQ:
        return z;
    case IR_C_NE:
        return !z;
    case IR_C_CS:
        return c;
    case IR_C_CC:
        return !c;
    case IR_C_MI:
        return n;
    case IR_C_PL:
        return !n;
    case IR_C_VS:
        return v;
    case IR_C_VC:
        return !v;
    case IR_C_HI:
        return c && !z;
    case IR_C_LS:
        return !c || z;
    case IR_C_GE:
        return n == v;
    case IR_C_LT:
        return n != v;
    case IR_C_GT:
        return !z && n == v;
    case IR_C_LE:
        return z || n != v;
    case IR_C_AL:
        return true;
    }
    return true;
}

/* ---- dispatch ---- */

/* Ops whose result is computed as one number of up to 128 bits. */
static bool evaluate_scalar(const struct ir_operation *o, ir_u128 *r)
{
    unsigned bits = ir_bits(o->type), from = ir_bits(o->operand);
    switch ((int)o->op) {
    case IR_cmp:
        *r = compare(o->aux, o->operand, o->a, o->b);
        return true;
    case IR_select:
    case IR_flags_select:
        *r = o->a->u8[0] & 1 ? o->b->u128 : o->c->u128;
        return true;
    case IR_zext:
    case IR_trunc:
    case IR_low:
    case IR_bitcast:
    case IR_vzext:
        *r = zero_extended(o->a, from);
        return true;
    case IR_sext:
        *r = sign_extended(o->a, from);
        return true;
    case IR_concat:
        *r = zero_extended(o->a, bits / 2) | o->b->u128 << (bits / 2);
        return true;
    case IR_high:
        *r = o->a->u128 >> bits;
        return true;
    case IR_crc32:
        *r = crc32(o->a->u32[0], o->b->u64[0], ir_bits(o->operand), o->aux);
        return true;
    case IR_flags_add:
        *r = flags_of(o, false, false);
        return true;
    case IR_flags_adc:
        *r = flags_of(o, false, o->c->u8[0] & 1);
        return true;
    case IR_flags_sub:
        *r = flags_of(o, true, true);
        return true;
    case IR_flags_sbb:
        *r = flags_of(o, true, o->c->u8[0] & 1);
        return true;
    case IR_flags_logic:
        *r = flags_of_logic(o);
        return true;
    case IR_flags_pack:
    case IR_flags_unpack:
        *r = o->a->u32[0] & UINT32_C(0xf0000000);
        return true;
    case IR_cond:
        *r = condition(o->aux, o->a->u32[0]);
        return true;
    }
    return false;
}

/* Lanes of a vector operand may be called anything: what they are follows from the op. */
static ir_type fp_operand(enum ir_op op, ir_type t, ir_type operand)
{
    if (!ir_is_vector(operand))
        return operand;
    unsigned bits = ir_bits(operand) / ir_lanes(t);
    bool is_int = op == IR_fcvt_from_s || op == IR_fcvt_from_u || bits == 8;
    return (operand & 0xf0) | (is_int ? ir_int_type(bits) : ir_float_type(bits));
}

void ir_eval(enum ir_op op, ir_type t, ir_type operand, unsigned aux, union ir_value *result,
             const union ir_value *a, const union ir_value *b, const union ir_value *c,
             struct ir_fpenv *env)
{
    struct ir_operation o = { op, t, operand, aux, a, b, c };
    ir_u128 r;
    if (evaluate_scalar(&o, &r))
        result->u128 = r;
    else if (!ir_eval_lanes(&o, result) && !ir_eval_vector(&o, result) &&
             !ir_eval_aes(&o, result) && !ir_eval_sha(&o, result) &&
             !ir_eval_fp(op, t, fp_operand(op, t, operand), aux, result, a, b, c, env))
        bug_on(true, "%s has no value", ir_ops[op].name);
    if (ir_bits(t) < 128)
        result->u128 &= mask(ir_bits(t));
}
