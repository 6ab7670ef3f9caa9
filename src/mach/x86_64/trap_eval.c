/* What a trapped FP instruction gives, lane by lane. NaNs as results of arithmetic are the guest's, the
   instruction's operands standing for the guest's in their order; everything else, comparisons, minimum
   and maximum, integers that are out of range, is as the host has it when the exception is masked, since
   the code behind the instruction is made to look at that. All by integer arithmetic; the host's own
   operations are used where ir/fp_arith.c knows that they serve. Next: trap_context.c. */
#define _GNU_SOURCE
#include "mach/x86_64/trap.h"

/* One lane. */
struct lane {
    struct ir_fpenv *env;
    const struct trap_insn *x;
    unsigned aux; /* of the IR's ops */
    unsigned index;
    uint64_t a, b, c; /* b is what may be memory; c the addend */
};

static uint64_t negated(const struct lane *l, uint64_t v)
{
    return v ^ UINT64_C(1) << (ir_bits(l->x->from) - 1);
}

/* ---- comparison ---- */

enum { LESS = 1, EQUAL = 2, GREATER = 4, UNORDERED = 8 };

static unsigned order(const struct lane *l, bool signals)
{
    unsigned extra = signals ? IR_FP_SIGNAL : 0;
    uint32_t nzcv = ir_fp_compare(l->env, l->x->from, extra << 8, l->a, l->b);
    static const uint8_t of[16] = { [8] = LESS, [6] = EQUAL, [2] = GREATER, [3] = UNORDERED };
    return of[nzcv >> 28];
}

/* Predicates in pairs of four: quiet, signalling, signalling, quiet, and the other way round from 16 on.
   The comment has the manual's names. */
static bool compare(const struct lane *l)
{
    static const uint8_t holds[16] = {
        EQUAL,                      /* EQ_OQ */
        LESS,                       /* LT_OS */
        LESS | EQUAL,               /* LE_OS */
        UNORDERED,                  /* UNORD_Q */
        LESS | GREATER | UNORDERED, /* NEQ_UQ */
        EQUAL | GREATER | UNORDERED,
        GREATER | UNORDERED,
        LESS | EQUAL | GREATER, /* ORD_Q */
        EQUAL | UNORDERED,      /* EQ_UQ */
        LESS | UNORDERED,       /* NGE_US */
        LESS | EQUAL | UNORDERED,
        0,              /* FALSE_OQ */
        LESS | GREATER, /* NEQ_OQ */
        EQUAL | GREATER,
        GREATER,
        LESS | EQUAL | GREATER | UNORDERED, /* TRUE_UQ */
    };
    unsigned predicate = l->x->immediate & (l->x->encoding == TRAP_LEGACY ? 7 : 31);
    bool middle = (predicate & 3) == 1 || (predicate & 3) == 2;
    return holds[predicate & 15] & order(l, middle != (predicate >= 16));
}

/* The host's flags after comis. */
static uint64_t flags_of(unsigned order)
{
    enum { CF = 1, PF = 4, ZF = 64 };
    static const uint8_t of[] = { [LESS] = CF, [EQUAL] = ZF, [UNORDERED] = CF | PF | ZF };
    return order == GREATER ? 0 : of[order];
}

/* The second operand unless the first one is really smaller, or larger. */
static uint64_t extreme(const struct lane *l, unsigned wanted)
{
    return order(l, true) == wanted ? l->a : l->b;
}

/* ---- arithmetic ---- */

static uint64_t add(const struct lane *l)
{
    return ir_fp_add(l->env, l->x->to, l->aux, l->a, l->b);
}

static uint64_t subtract(const struct lane *l)
{
    return ir_fp_sub(l->env, l->x->to, l->aux, l->a, l->b);
}

static uint64_t fused(const struct lane *l, bool negate_product, bool negate_addend)
{
    uint64_t a = negate_product ? negated(l, l->a) : l->a;
    uint64_t c = negate_addend ? negated(l, l->c) : l->c;
    return ir_fp_fma(l->env, l->x->to, l->aux, a, l->b, c);
}

/* ---- conversion ---- */

enum { IMM_MODE = 4, IMM_QUIET = 8 };

/* The rounding that bits 2..0 of an immediate ask for. */
static unsigned immediate_aux(const struct lane *l)
{
    static const uint8_t of[] = { IR_ROUND_NEAREST, IR_ROUND_DOWN, IR_ROUND_UP, IR_ROUND_ZERO };
    if (l->x->immediate & IMM_MODE)
        return l->aux;
    return IR_FP(IR_FP_NAN(l->aux), of[l->x->immediate & 3], 0);
}

static uint64_t round_lane(const struct lane *l)
{
    unsigned extra = l->x->immediate & IMM_QUIET ? 0 : IR_FP_EXACT;
    return ir_fp_round(l->env, l->x->to, immediate_aux(l) | extra << 8, l->b);
}

static uint64_t convert(const struct lane *l)
{
    unsigned aux = l->x->to == IR_F16 ? immediate_aux(l) : l->aux;
    return ir_fp_convert(l->env, l->x->to, l->x->from, aux, l->b);
}

/* What is out of range becomes the "integer indefinite". */
static uint64_t to_integer(const struct lane *l, unsigned aux, bool is_signed)
{
    struct ir_fpenv env = { .mode = l->env->mode };
    unsigned bits = ir_bits(l->x->to);
    uint64_t v = ir_fp_to_int(&env, l->x->from, aux, l->b, is_signed, bits, 0);
    l->env->flags |= env.flags;
    if (env.flags & IR_FPX_INVALID)
        return is_signed ? UINT64_C(1) << (bits - 1) : ~UINT64_C(0) >> (64 - bits);
    return v;
}

/* ---- lanes ---- */

static uint64_t eval_lane(const struct lane *l)
{
    bool odd = l->index & 1;
    unsigned truncating = IR_FP(IR_FP_NAN(l->aux), IR_ROUND_ZERO, 0);
    switch (l->x->op) {
    case TRAP_ADD:
        return add(l);
    case TRAP_SUB:
        return subtract(l);
    case TRAP_MUL:
        return ir_fp_mul(l->env, l->x->to, l->aux, l->a, l->b);
    case TRAP_DIV:
        return ir_fp_div(l->env, l->x->to, l->aux, l->a, l->b);
    case TRAP_SQRT:
        return ir_fp_sqrt(l->env, l->x->to, l->aux, l->b);
    case TRAP_MIN:
        return extreme(l, LESS);
    case TRAP_MAX:
        return extreme(l, GREATER);
    case TRAP_COMPARE:
        return -(uint64_t)compare(l);
    case TRAP_UCOMI:
        return flags_of(order(l, false));
    case TRAP_COMI:
        return flags_of(order(l, true));
    case TRAP_ADDSUB:
        return odd ? add(l) : subtract(l);
    case TRAP_HADD:
        return add(l);
    case TRAP_HSUB:
        return subtract(l);
    case TRAP_FMADD:
        return fused(l, false, false);
    case TRAP_FMSUB:
        return fused(l, false, true);
    case TRAP_FNMADD:
        return fused(l, true, false);
    case TRAP_FNMSUB:
        return fused(l, true, true);
    case TRAP_FMADDSUB:
        return fused(l, false, !odd);
    case TRAP_FMSUBADD:
        return fused(l, false, odd);
    case TRAP_CONVERT:
        return convert(l);
    case TRAP_ROUND:
        return round_lane(l);
    case TRAP_TO_SIGNED:
        return to_integer(l, l->aux, true);
    case TRAP_TO_UNSIGNED:
        return to_integer(l, l->aux, false);
    case TRAP_TRUNCATE_SIGNED:
        return to_integer(l, truncating, true);
    case TRAP_TRUNCATE_UNSIGNED:
        return to_integer(l, truncating, false);
    }
    return 0;
}

/* Of hadd: neighbours, those of the first operand in the lower half of each 128 bits of the result. */
static void take_neighbours(struct lane *l, const struct trap_operands *o, unsigned bits)
{
    unsigned half = 64 / bits, piece = l->index / (2 * half), at = l->index % (2 * half);
    const union trap_vector *from = at < half ? &o->first : &o->second;
    unsigned low = piece * 2 * half + at % half * 2;
    l->a = trap_lane(from, bits, low);
    l->b = trap_lane(from, bits, low + 1);
}

/* Of 132, 213, 231: the order in which operands 1, 2, 3 are multiplied and added. */
static void take_fused(struct lane *l, const struct trap_operands *o, unsigned bits)
{
    uint64_t one = trap_lane(&o->destination, bits, l->index);
    uint64_t two = l->a, three = l->b;
    l->a = l->x->form == 1 ? one : two;
    l->b = l->x->form == 2 ? one : three;
    l->c = l->x->form == 1 ? two : l->x->form == 2 ? three : one;
}

static void take_operands(struct lane *l, const struct trap_operands *o)
{
    unsigned bits = ir_bits(l->x->from);
    l->a = trap_lane(&o->first, bits, l->index);
    l->b = trap_lane(&o->second, bits, l->index);
    if (l->x->op == TRAP_HADD || l->x->op == TRAP_HSUB)
        take_neighbours(l, o, bits);
    else if (l->x->form)
        take_fused(l, o, bits);
}

static void put_lane(const struct trap_insn *x, union trap_vector *result, unsigned i, uint64_t v)
{
    if (x->result == TRAP_MASK)
        result->u64[0] |= (v & 1) << i;
    else if (x->result == TRAP_FLAGS)
        result->u64[0] = v;
    else
        trap_set_lane(result, ir_bits(x->to), i, v);
}

void trap_eval(const struct trap_insn *x, const struct trap_operands *o, enum ir_nan rule,
               enum ir_round round, struct ir_fpenv *env, union trap_vector *result)
{
    struct lane l = { .env = env, .x = x, .aux = IR_FP(rule, round, 0) };
    for (l.index = 0; l.index < x->lanes; l.index++) {
        if (!(o->active >> l.index & 1))
            continue;
        take_operands(&l, o);
        put_lane(x, result, l.index, eval_lane(&l));
    }
}
