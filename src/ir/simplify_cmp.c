/* Rules for comparisons, selections and flags. Abstract flags exist so that guests' flag registers
   cost nothing: a condition of a comparison's flags is that comparison. See simplify.h. */
#include "ir/simplify.h"

/* ---- comparisons ---- */

static bool is_signed(enum ir_cmp cc)
{
    return cc >= IR_LT_S && cc <= IR_GE_S;
}

/* The comparison with its operands exchanged. */
static enum ir_cmp exchanged(enum ir_cmp cc)
{
    static const uint8_t to[] = {
        [IR_EQ] = IR_EQ,     [IR_NE] = IR_NE,     [IR_LT_S] = IR_GT_S, [IR_LE_S] = IR_GE_S,
        [IR_GT_S] = IR_LT_S, [IR_GE_S] = IR_LE_S, [IR_LT_U] = IR_GT_U, [IR_LE_U] = IR_GE_U,
        [IR_GT_U] = IR_LT_U, [IR_GE_U] = IR_LE_U,
    };
    return to[cc];
}

/* Of something with itself. */
static bool holds_for_equals(enum ir_cmp cc)
{
    return cc == IR_EQ || cc == IR_LE_S || cc == IR_GE_S || cc == IR_LE_U || cc == IR_GE_U;
}

static ir_ref truth(struct ir_func *f, bool holds)
{
    return ir_const(f, IR_I1, holds);
}

static ir_ref compare(struct ir_ins *i, enum ir_cmp cc, ir_ref a, ir_ref b)
{
    *i = (struct ir_ins){ IR_cmp, IR_I1, (uint16_t)cc, a, b, 0 };
    return SIMPLER;
}

/* Unsigned with 0 or 1: always so, never so, or a test for zero. */
static ir_ref compare_with_zero(struct ir_func *f, struct ir_ins *i, uint64_t k)
{
    switch (i->aux) {
    case IR_LT_U:
        if (k == 1)
            return compare(i, IR_EQ, i->a, ir_zero(f, ir_typeof(f, i->a)));
        return k == 0 ? truth(f, false) : 0;
    case IR_GE_U:
        if (k == 1)
            return compare(i, IR_NE, i->a, ir_zero(f, ir_typeof(f, i->a)));
        return k == 0 ? truth(f, true) : 0;
    case IR_GT_U:
        return k == 0 ? compare(i, IR_NE, i->a, i->b) : 0;
    case IR_LE_U:
        return k == 0 ? compare(i, IR_EQ, i->a, i->b) : 0;
    }
    return 0;
}

/* x - y = 0 and x ^ y = 0 are x = y. (x + k = 0 stays: that is how loops count down, and the sum is
   needed anyway.) */
static ir_ref equals_zero(const struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    return n->op == IR_sub || n->op == IR_xor ? compare(i, i->aux, n->a, n->b) : 0;
}

/* An i1 compared with a constant for equality is itself or its opposite. */
static ir_ref equals_bool(struct ir_func *f, const struct ir_ins *i, uint64_t k)
{
    bool itself = (i->aux == IR_EQ) == (k == 1);
    return itself ? i->a : ir_not(f, i->a);
}

/* Both operands extended in the same way (or b constant): compares what was extended. Extension
   by zeroes makes signed comparison unsigned; extension by sign keeps both orders. Engines
   compare 32 bits at least; of truth values only equality is worth it, which becomes less than a
   comparison. */
static ir_ref compare_narrow(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *a = ir_at(f, i->a), *b = ir_at(f, i->b);
    bool sign = a->op == IR_sext, equality = i->aux == IR_EQ || i->aux == IR_NE;
    if ((a->op != IR_zext && !sign) || a->type == IR_I128)
        return 0;
    ir_type t = ir_typeof(f, a->a);
    if (t != IR_I32 && !(t == IR_I1 && equality))
        return 0;
    enum ir_cmp cc = !sign && is_signed(i->aux) ? i->aux - IR_LT_S + IR_LT_U : i->aux;
    if (b->op == a->op && ir_typeof(f, b->a) == t)
        return compare(i, cc, a->a, b->a);
    if (b->op != IR_const)
        return 0;
    uint64_t k = ir_imm(b), low = k & ir_mask(t), top = (ir_mask(t) >> 1) + 1;
    uint64_t extended = (sign ? (low ^ top) - top : low) & ir_mask(a->type);
    return extended == k ? compare(i, cc, a->a, ir_const(f, t, low)) : 0;
}

ir_ref ir_simplify_cmp(struct ir_func *f, struct ir_ins *i)
{
    uint64_t k;
    ir_ref v = 0;
    if (ir_is_constant(f, i->a))
        return compare(i, exchanged(i->aux), i->b, i->a);
    if (i->a == i->b)
        return truth(f, holds_for_equals(i->aux));
    if (ir_is_imm(f, i->b, &k)) {
        bool equality = i->aux == IR_EQ || i->aux == IR_NE;
        if (equality && ir_typeof(f, i->a) == IR_I1)
            return equals_bool(f, i, k);
        v = !equality ? compare_with_zero(f, i, k) : k == 0 ? equals_zero(f, i) : 0;
    }
    return v ? v : compare_narrow(f, i);
}

/* ---- selections ---- */

static bool is_imm(const struct ir_func *f, ir_ref v, uint64_t k)
{
    uint64_t n;
    return ir_is_imm(f, v, &n) && n == k;
}

/* Of truth values, one of them constant: that is and, or. */
static ir_ref select_bool(struct ir_func *f, const struct ir_ins *i)
{
    if (is_imm(f, i->b, 1)) /* a ? 1 : c */
        return ir_or(f, i->a, i->c);
    if (is_imm(f, i->c, 0)) /* a ? b : 0 */
        return ir_and(f, i->a, i->b);
    if (is_imm(f, i->b, 0)) /* a ? 0 : c */
        return ir_andn(f, i->c, i->a);
    if (is_imm(f, i->c, 1)) { /* a ? b : 1 */
        ir_ref opposite = ir_not(f, i->a);
        return ir_or(f, opposite, i->b);
    }
    return 0;
}

/* Of 0 and 1, or of 0 and -1: the condition, extended. */
static ir_ref select_number(struct ir_func *f, const struct ir_ins *i)
{
    bool zero_right = is_imm(f, i->c, 0);
    ir_ref other = zero_right ? i->b : i->c;
    uint64_t k;
    if ((!zero_right && !is_imm(f, i->b, 0)) || !ir_is_imm(f, other, &k) ||
        (k != 1 && k != ir_mask(i->type)))
        return 0;
    ir_ref cond = zero_right ? i->a : ir_not(f, i->a);
    return k == 1 ? ir_zext(f, i->type, cond) : ir_sext(f, i->type, cond);
}

/* What select and flags_select have in common. */
static ir_ref choose(const struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n;
    uint64_t k;
    if (i->b == i->c)
        return i->b;
    if (ir_is_imm(f, i->a, &k))
        return k & 1 ? i->b : i->c;
    if (!(n = ir_is(f, i->a, IR_not)))
        return 0;
    *i = (struct ir_ins){ i->op, i->type, 0, n->a, i->c, i->b };
    return SIMPLER;
}

ir_ref ir_simplify_select(struct ir_func *f, struct ir_ins *i)
{
    ir_ref v = choose(f, i);
    if (v)
        return v;
    if (i->type == IR_I1)
        return select_bool(f, i);
    return i->type >= IR_I8 && i->type <= IR_I64 ? select_number(f, i) : 0;
}

ir_ref ir_simplify_flags_select(struct ir_func *f, struct ir_ins *i)
{
    return choose(f, i);
}

/* ---- flags ---- */

static ir_ref without_carry(struct ir_ins *i, enum ir_op op)
{
    i->op = (uint8_t)op;
    i->c = 0;
    return SIMPLER;
}

ir_ref ir_simplify_flags_adc(struct ir_func *f, struct ir_ins *i)
{
    return is_imm(f, i->c, 0) ? without_carry(i, IR_flags_add) : 0;
}

ir_ref ir_simplify_flags_sbb(struct ir_func *f, struct ir_ins *i)
{
    return is_imm(f, i->c, 1) ? without_carry(i, IR_flags_sub) : 0;
}

enum { NZCV = 0xf0000000 };

ir_ref ir_simplify_flags_pack(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_at(f, i->a);
    uint64_t k;
    if (n->op == IR_flags_unpack)
        return n->a;
    if (n->op == IR_and && ir_is_imm(f, n->b, &k) &&
        !(~k & (uint32_t)NZCV)) { /* the mask keeps what is looked at */
        i->a = n->a;
        return SIMPLER;
    }
    return 0;
}

ir_ref ir_simplify_flags_unpack(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *n = ir_is(f, i->a, IR_flags_pack);
    return n ? ir_and_i(f, n->a, (uint32_t)NZCV) : 0;
}

/* ---- conditions ---- */

/* Of a - b; -1: no single comparison. */
static int comparison_of_sub(enum ir_cond cc)
{
    switch ((int)cc) {
    case IR_C_EQ:
        return IR_EQ;
    case IR_C_NE:
        return IR_NE;
    case IR_C_CS:
        return IR_GE_U;
    case IR_C_CC:
        return IR_LT_U;
    case IR_C_HI:
        return IR_GT_U;
    case IR_C_LS:
        return IR_LE_U;
    case IR_C_GE:
        return IR_GE_S;
    case IR_C_LT:
        return IR_LT_S;
    case IR_C_GT:
        return IR_GT_S;
    case IR_C_LE:
        return IR_LE_S;
    }
    return -1;
}

/* N or Z of v. */
static ir_ref compare_result(struct ir_func *f, struct ir_ins *i, ir_ref v)
{
    ir_ref zero = ir_zero(f, ir_typeof(f, v));
    enum ir_cmp cc = i->aux == IR_C_EQ   ? IR_EQ
                     : i->aux == IR_C_NE ? IR_NE
                     : i->aux == IR_C_MI ? IR_LT_S
                                         : IR_GE_S;
    return compare(i, cc, v, zero);
}

static bool looks_at_result(enum ir_cond cc)
{
    return cc == IR_C_EQ || cc == IR_C_NE || cc == IR_C_MI || cc == IR_C_PL;
}

static ir_ref condition_of_sub(struct ir_func *f, struct ir_ins *i, const struct ir_ins *flags)
{
    int cc = comparison_of_sub(i->aux);
    if (cc >= 0)
        return compare(i, (enum ir_cmp)cc, flags->a, flags->b);
    return looks_at_result(i->aux) ? compare_result(f, i, ir_sub(f, flags->a, flags->b)) : 0;
}

static ir_ref condition_of_add(struct ir_func *f, struct ir_ins *i, const struct ir_ins *flags)
{
    ir_ref a = flags->a, b = flags->b;
    if (looks_at_result(i->aux))
        return compare_result(f, i, ir_add(f, a, b));
    if (i->aux == IR_C_CS) /* the sum wrapped */
        return compare(i, IR_LT_U, ir_add(f, a, b), a);
    if (i->aux == IR_C_CC)
        return compare(i, IR_GE_U, ir_add(f, a, b), a);
    return 0;
}

/* C and V are zero. */
static ir_ref condition_of_logic(struct ir_func *f, struct ir_ins *i, const struct ir_ins *flags)
{
    ir_ref zero = ir_zero(f, ir_typeof(f, flags->a));
    switch ((int)i->aux) {
    case IR_C_CS:
    case IR_C_VS:
    case IR_C_HI:
        return truth(f, false);
    case IR_C_CC:
    case IR_C_VC:
    case IR_C_LS:
        return truth(f, true);
    case IR_C_GE:
        return compare(i, IR_GE_S, flags->a, zero);
    case IR_C_LT:
        return compare(i, IR_LT_S, flags->a, zero);
    case IR_C_GT:
        return compare(i, IR_GT_S, flags->a, zero);
    case IR_C_LE:
        return compare(i, IR_LE_S, flags->a, zero);
    }
    return compare_result(f, i, flags->a);
}

/* A choice of flags is a choice of conditions: so conditional comparisons become and, or. */
static ir_ref condition_of_select(struct ir_func *f, const struct ir_ins *i,
                                  const struct ir_ins *flags)
{
    ir_ref chosen = flags->a, otherwise = flags->c;
    ir_ref one = ir_cond(f, i->aux, flags->b);
    ir_ref other = ir_cond(f, i->aux, otherwise);
    return ir_select(f, chosen, one, other);
}

ir_ref ir_simplify_cond(struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *flags = ir_at(f, i->a);
    if (i->aux == IR_C_AL)
        return truth(f, true);
    switch ((int)flags->op) {
    case IR_flags_sub:
        return condition_of_sub(f, i, flags);
    case IR_flags_add:
        return condition_of_add(f, i, flags);
    case IR_flags_logic:
        return condition_of_logic(f, i, flags);
    case IR_flags_select:
        return condition_of_select(f, i, flags);
    }
    return 0;
}
