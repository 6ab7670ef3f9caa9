/* Evaluation of the IR's FP ops over all lanes of a value; the arithmetic is in fp_*.c.
   An immediate operand comes as a value. */
#include "ir/fp.h"

static uint64_t get_lane(const union ir_value *v, unsigned bits, unsigned i)
{
    return bits == 64 ? v->u64[i] : bits == 32 ? v->u32[i] : bits == 16 ? v->u16[i] : v->u8[i];
}

static void set_lane(union ir_value *v, unsigned bits, unsigned i, uint64_t value)
{
    if (bits == 64)
        v->u64[i] = value;
    else if (bits == 32)
        v->u32[i] = (uint32_t)value;
    else if (bits == 16)
        v->u16[i] = (uint16_t)value;
    else
        v->u8[i] = (uint8_t)value;
}

/* One lane of an op. b is the immediate where the op has one. */
struct lane {
    struct ir_fpenv *env;
    ir_type t, from; /* of the result and of a */
    unsigned aux;
    uint64_t a, b, c;
};

static uint64_t to_int(const struct lane *l, bool is_signed)
{
    return ir_fp_to_int(l->env, l->from, l->aux, l->a, is_signed, ir_bits(l->t), (int32_t)l->b);
}

static uint64_t from_int(const struct lane *l, bool is_signed)
{
    unsigned bits = ir_bits(l->from);
    return ir_fp_from_int(l->env, l->t, l->aux, l->a, is_signed, bits, (int32_t)l->b);
}

static bool unary(enum ir_op op, const struct lane *l, uint64_t *r)
{
    switch ((unsigned)op) {
    case IR_fsqrt:       *r = ir_fp_sqrt(l->env, l->t, l->aux, l->a); return true;
    case IR_frecpe:      *r = ir_fp_recpe(l->env, l->t, l->aux, l->a); return true;
    case IR_frsqrte:     *r = ir_fp_rsqrte(l->env, l->t, l->aux, l->a); return true;
    case IR_frecpx:      *r = ir_fp_recpx(l->env, l->t, l->aux, l->a); return true;
    case IR_fround:      *r = ir_fp_round(l->env, l->t, l->aux, l->a); return true;
    case IR_fcvt:        *r = ir_fp_convert(l->env, l->t, l->from, l->aux, l->a); return true;
    case IR_fcvt_to_s:   *r = to_int(l, true); return true;
    case IR_fcvt_to_u:   *r = to_int(l, false); return true;
    case IR_fcvt_from_s: *r = from_int(l, true); return true;
    case IR_fcvt_from_u: *r = from_int(l, false); return true;
    case IR_fclass:      *r = ir_fp_class(l->from, l->a); return true;
    case IR_recpe_u:     *r = ir_fp_recpe_u((uint32_t)l->a); return true;
    case IR_rsqrte_u:    *r = ir_fp_rsqrte_u((uint32_t)l->a); return true;
    }
    return false;
}

static bool binary(enum ir_op op, const struct lane *l, uint64_t *r)
{
    switch ((unsigned)op) {
    case IR_fadd:    *r = ir_fp_add(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fsub:    *r = ir_fp_sub(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fmul:    *r = ir_fp_mul(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fdiv:    *r = ir_fp_div(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fma:     *r = ir_fp_fma(l->env, l->t, l->aux, l->a, l->b, l->c); return true;
    case IR_fmin:    *r = ir_fp_min(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fmax:    *r = ir_fp_max(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fminnm:  *r = ir_fp_minnm(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fmaxnm:  *r = ir_fp_maxnm(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fmulx:   *r = ir_fp_mulx(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_frecps:  *r = ir_fp_recps(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_frsqrts: *r = ir_fp_rsqrts(l->env, l->t, l->aux, l->a, l->b); return true;
    case IR_fcmp:    *r = ir_fp_compare(l->env, l->from, l->aux, l->a, l->b); return true;
    case IR_vfcmp:   *r = -(uint64_t)ir_fp_test(l->env, l->t, l->aux, l->a, l->b); return true;
    }
    return false;
}

static bool has_immediate(enum ir_op op)
{
    return op == IR_fcvt_to_s || op == IR_fcvt_to_u || op == IR_fcvt_from_s || op == IR_fcvt_from_u;
}

bool ir_eval_fp(enum ir_op op, ir_type t, ir_type operand, unsigned aux, union ir_value *result,
                const union ir_value *a, const union ir_value *b, const union ir_value *c,
                struct ir_fpenv *env)
{
    union ir_value all = { .u128 = 0 };
    struct lane l = { .env = env, .t = ir_lane(t), .from = ir_lane(operand), .aux = aux };
    unsigned bits = ir_bits(l.t), from = ir_bits(l.from);
    for (unsigned i = 0; i < ir_lanes(t); i++) {
        uint64_t r;
        l.a = get_lane(a, from, i);
        l.b = has_immediate(op) ? b->u32[0] : b ? get_lane(b, from, i) : 0;
        l.c = c ? get_lane(c, from, i) : 0;
        if (!unary(op, &l, &r) && !binary(op, &l, &r))
            return false;
        set_lane(&all, bits, i, r);
    }
    *result = all; /* which may be an operand */
    return true;
}
