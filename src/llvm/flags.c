/* Abstract flags: what made them, kept while lowering, so that a condition becomes one comparison of the operands. Only
   where they are put into guest state do they become bits: seven, with those conditions that need several bits, so that a
   condition in another block is a comparison as well. What is not used LLVM removes. */
#include "llvm/internal.h"

enum flags_kind { BY_BITS, BY_SUB, BY_ADD, BY_LOGIC, BY_CARRY, BY_COMPARE, BY_SELECT };
struct flags {
    enum flags_kind kind;
    val a, b;       /* SUB, ADD, LOGIC (a only), COMPARE */
    val bit[FLAGS]; /* BITS, CARRY: all of them */
    val choice;     /* SELECT: between x and y */
    const struct flags *x, *y;
    LLVMRealPredicate known; /* COMPARE: what has been asked of the host already, */
    val known_value;         /* and its answer */
};

static struct flags *new_flags(struct unit *u, enum flags_kind kind)
{
    struct flags *f = arena_alloc(u->arena, sizeof *f);
    f->kind = kind;
    return f;
}

static val not(struct unit * u, val v)
{
    return LLVMBuildNot(u->b, v, "");
}

static val both(struct unit *u, val a, val b)
{
    return LLVMBuildAnd(u->b, a, b, "");
}

static val either(struct unit *u, val a, val b)
{
    return LLVMBuildOr(u->b, a, b, "");
}

static val differ(struct unit *u, val a, val b)
{
    return LLVMBuildXor(u->b, a, b, "");
}

static val test(struct unit *u, LLVMIntPredicate p, val a, val b)
{
    return LLVMBuildICmp(u->b, p, a, b, "");
}

static val zero(val like)
{
    return number(LLVMTypeOf(like), 0);
}

static val constant_bit(struct unit *u, bool b)
{
    return number(u->t->scalar[IR_I1], b);
}

/* ---- making ---- */

struct flags *flags_of_bits(struct unit *u, const val *bits)
{
    struct flags *f = new_flags(u, BY_BITS);
    for (unsigned n = 0; n < FLAGS; n++)
        f->bit[n] = bits[n];
    return f;
}

/* The conditions of several bits, from them. */
static void complete(struct unit *u, val *bit)
{
    bit[FLAG_LT] = differ(u, bit[FLAG_N], bit[FLAG_V]);
    bit[FLAG_LS] = either(u, not(u, bit[FLAG_C]), bit[FLAG_Z]);
    bit[FLAG_LE] = either(u, bit[FLAG_Z], bit[FLAG_LT]);
}

struct flags *flags_of_word(struct unit *u, val word)
{
    struct flags *f = new_flags(u, BY_BITS);
    for (unsigned n = 0; n < 4; n++) {
        val bit = both(u, word, number(LLVMTypeOf(word), 1u << (31 - n)));
        f->bit[n] = test(u, LLVMIntNE, bit, zero(bit));
    }
    complete(u, f->bit);
    return f;
}

struct flags *flags_in(struct unit *u, ir_ref v)
{
    return u->flags[v] ? u->flags[v] : flags_of_word(u, in(u, v));
}

static val part_of(struct unit *u, val pair, unsigned n)
{
    return LLVMBuildExtractValue(u->b, pair, n, "");
}

/* Of a + b + carry. */
static struct flags *with_carry(struct unit *u, val a, val b, val carry)
{
    struct flags *f = new_flags(u, BY_CARRY);
    val first = intrinsic2(u, "llvm.uadd.with.overflow", a, b);
    val second = intrinsic2(u, "llvm.uadd.with.overflow", part_of(u, first, 0),
                            LLVMBuildZExt(u->b, carry, LLVMTypeOf(a), ""));
    val sum = part_of(u, second, 0);
    val signs = both(u, not(u, differ(u, a, b)), differ(u, a, sum));
    f->bit[FLAG_N] = test(u, LLVMIntSLT, sum, zero(sum));
    f->bit[FLAG_Z] = test(u, LLVMIntEQ, sum, zero(sum));
    f->bit[FLAG_C] = either(u, part_of(u, first, 1), part_of(u, second, 1));
    f->bit[FLAG_V] = test(u, LLVMIntSLT, signs, zero(signs));
    complete(u, f->bit);
    return f;
}

/* ---- comparisons of FP numbers ----
   The comparison that raises exceptions is made once, as the first condition in the block that looks at it wants it;
   others are made without regard to exceptions, so that they can be dropped. */

static const struct {
    LLVMRealPredicate predicate;
    const char *name;
} comparisons[] = {
    [IR_C_EQ] = { LLVMRealOEQ, "oeq" }, [IR_C_NE] = { LLVMRealUNE, "une" },
    [IR_C_CS] = { LLVMRealUGE, "uge" }, [IR_C_CC] = { LLVMRealOLT, "olt" },
    [IR_C_MI] = { LLVMRealOLT, "olt" }, [IR_C_PL] = { LLVMRealUGE, "uge" },
    [IR_C_VS] = { LLVMRealUNO, "uno" }, [IR_C_VC] = { LLVMRealORD, "ord" },
    [IR_C_HI] = { LLVMRealUGT, "ugt" }, [IR_C_LS] = { LLVMRealOLE, "ole" },
    [IR_C_GE] = { LLVMRealOGE, "oge" }, [IR_C_LT] = { LLVMRealULT, "ult" },
    [IR_C_GT] = { LLVMRealOGT, "ogt" }, [IR_C_LE] = { LLVMRealULE, "ule" },
    [IR_C_AL] = { LLVMRealUNO, "uno" },
};

static enum ir_cond first_condition(const struct unit *u, ir_ref i)
{
    for (ir_ref k = i + 1; k < u->f->blocks[u->now].end; k++)
        if (u->f->ins[k].op == IR_cond && u->f->ins[k].a == i)
            return u->f->ins[k].aux;
    return IR_C_VS;
}

static struct flags *of_comparison(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    if (u->f->ins[x->a].type == IR_F16)
        return flags_of_word(u, call_eval(u, i));
    struct flags *f = new_flags(u, BY_COMPARE);
    enum ir_cond c = first_condition(u, i);
    f->a = in(u, x->a);
    f->b = in(u, x->b);
    f->known = comparisons[c].predicate;
    f->known_value =
        constrained_compare(u, comparisons[c].name, f->a, f->b, IR_FP_EXTRA(x->aux) & IR_FP_SIGNAL);
    return f;
}

static val compare(struct unit *u, const struct flags *f, enum ir_cond c)
{
    LLVMRealPredicate p = comparisons[c].predicate;
    if (c == IR_C_AL)
        return constant_bit(u, true);
    return p == f->known ? f->known_value : LLVMBuildFCmp(u->b, p, f->a, f->b, "");
}

struct flags *flags_make(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    struct flags *f;
    switch ((int)x->op) {
    case IR_flags_adc:
        return with_carry(u, in(u, x->a), in(u, x->b), in(u, x->c));
    case IR_flags_sbb:
        return with_carry(u, in(u, x->a), not(u, in(u, x->b)), in(u, x->c));
    case IR_flags_pack:
        return flags_of_word(u, in(u, x->a));
    case IR_fcmp:
        return of_comparison(u, i);
    case IR_flags_select:
        f = new_flags(u, BY_SELECT);
        f->choice = in(u, x->a);
        f->x = flags_in(u, x->b);
        f->y = flags_in(u, x->c);
        return f;
    }
    bug_on(x->op != IR_flags_sub && x->op != IR_flags_add && x->op != IR_flags_logic, "flags of %s",
           ir_ops[x->op].name);
    f = new_flags(u, x->op == IR_flags_sub ? BY_SUB : x->op == IR_flags_add ? BY_ADD : BY_LOGIC);
    f->a = in(u, x->a);
    f->b = x->b ? in(u, x->b) : NULL;
    return f;
}

/* ---- asking ---- */

static val overflows(struct unit *u, const char *name, val a, val b)
{
    return part_of(u, intrinsic2(u, name, a, b), 1);
}

static val of_difference(struct unit *u, const struct flags *f, enum ir_cond c)
{
    static const LLVMIntPredicate predicates[] = {
        [IR_C_EQ] = LLVMIntEQ,  [IR_C_NE] = LLVMIntNE,  [IR_C_CS] = LLVMIntUGE,
        [IR_C_CC] = LLVMIntULT, [IR_C_HI] = LLVMIntUGT, [IR_C_LS] = LLVMIntULE,
        [IR_C_GE] = LLVMIntSGE, [IR_C_LT] = LLVMIntSLT, [IR_C_GT] = LLVMIntSGT,
        [IR_C_LE] = LLVMIntSLE,
    };
    if (c == IR_C_VS)
        return overflows(u, "llvm.ssub.with.overflow", f->a, f->b);
    if (c == IR_C_MI)
        return test(u, LLVMIntSLT, LLVMBuildSub(u->b, f->a, f->b, ""), zero(f->a));
    return test(u, predicates[c], f->a, f->b);
}

/* Z C N V of a sum; the other conditions are made of them. */
static val of_sum(struct unit *u, const struct flags *f, enum ir_cond c)
{
    val sum = LLVMBuildAdd(u->b, f->a, f->b, "");
    if (c == IR_C_CS)
        return test(u, LLVMIntULT, sum, f->a);
    if (c == IR_C_VS)
        return overflows(u, "llvm.sadd.with.overflow", f->a, f->b);
    return test(u, c == IR_C_EQ ? LLVMIntEQ : LLVMIntSLT, sum, zero(sum));
}

static val of_logic(struct unit *u, const struct flags *f, enum ir_cond c)
{
    switch (c) {
    case IR_C_EQ:
        return test(u, LLVMIntEQ, f->a, zero(f->a));
    case IR_C_MI:
    case IR_C_LT:
        return test(u, LLVMIntSLT, f->a, zero(f->a));
    case IR_C_LE:
        return test(u, LLVMIntSLE, f->a, zero(f->a));
    default:
        return constant_bit(u, c == IR_C_LS);
    }
}

static val from_bits(struct unit *u, const struct flags *f, enum ir_cond c)
{
    static const enum flag bit[] = {
        [IR_C_EQ] = FLAG_Z,  [IR_C_CS] = FLAG_C,  [IR_C_MI] = FLAG_N, [IR_C_VS] = FLAG_V,
        [IR_C_LS] = FLAG_LS, [IR_C_LT] = FLAG_LT, [IR_C_LE] = FLAG_LE
    };
    return flags_bit(u, f, bit[c]);
}

/* Of the conditions EQ CS MI VS LS LT LE. */
static val positive(struct unit *u, const struct flags *f, enum ir_cond c)
{
    bool several = c == IR_C_LS || c == IR_C_LT || c == IR_C_LE;
    switch (f->kind) {
    case BY_SUB:
        return of_difference(u, f, c);
    case BY_LOGIC:
        return of_logic(u, f, c);
    case BY_ADD:
        return several ? from_bits(u, f, c) : of_sum(u, f, c);
    case BY_COMPARE:
        return compare(u, f, c);
    case BY_SELECT:
        return LLVMBuildSelect(u->b, f->choice, flags_condition(u, f->x, c),
                               flags_condition(u, f->y, c), "");
    case BY_BITS:
    case BY_CARRY:
        break;
    }
    return from_bits(u, f, c);
}

val flags_condition(struct unit *u, const struct flags *f, enum ir_cond c)
{
    static const uint8_t positives[IR_C_AL + 1] = {
        /* what the others are the contrary of, and 1 */
        [IR_C_NE] = IR_C_EQ + 1, [IR_C_CC] = IR_C_CS + 1, [IR_C_PL] = IR_C_MI + 1,
        [IR_C_VC] = IR_C_VS + 1, [IR_C_HI] = IR_C_LS + 1, [IR_C_GE] = IR_C_LT + 1,
        [IR_C_GT] = IR_C_LE + 1
    };
    if (c == IR_C_AL)
        return constant_bit(u, true);
    if (f->kind == BY_COMPARE)
        return compare(u, f, c);
    return positives[c] ? not(u, positive(u, f, positives[c] - 1)) : positive(u, f, c);
}

val flags_bit(struct unit *u, const struct flags *f, enum flag bit)
{
    static const enum ir_cond condition[] = {
        [FLAG_N] = IR_C_MI,  [FLAG_Z] = IR_C_EQ,  [FLAG_C] = IR_C_CS, [FLAG_V] = IR_C_VS,
        [FLAG_LT] = IR_C_LT, [FLAG_LS] = IR_C_LS, [FLAG_LE] = IR_C_LE
    };
    if (f->kind == BY_BITS || f->kind == BY_CARRY)
        return f->bit[bit];
    if (f->kind != BY_ADD || bit <= FLAG_V)
        return positive(u, f, condition[bit]);
    val bits[FLAGS];
    for (unsigned n = FLAG_N; n <= FLAG_V; n++)
        bits[n] = flags_bit(u, f, n);
    complete(u, bits);
    return bits[bit];
}

val flags_word(struct unit *u, const struct flags *f)
{
    type word = u->t->scalar[IR_I32];
    val all = NULL;
    for (unsigned n = FLAG_N; n <= FLAG_V; n++) {
        val bit = LLVMBuildZExt(u->b, flags_bit(u, f, n), word, "");
        bit = LLVMBuildShl(u->b, bit, number(word, 31 - n), "");
        all = all ? LLVMBuildOr(u->b, all, bit, "") : bit;
    }
    return all;
}
