/* Simplification while building. A pure instruction is put into canonical order, evaluated when its
   operands are constant (ir_eval), else given to the rule of its op (simplify_*.c), until nothing
   changes. Instructions with effects have a few rules of their own, here. */
#include "ir/simplify.h"

#include <string.h>

/* ---- constants ---- */

bool ir_constant(const struct ir_func *f, ir_ref v, union ir_value *value)
{
    const struct ir_ins *i = ir_at(f, v);
    if (i->op == IR_const) {
        *value = (union ir_value){ .u64 = { ir_imm(i), 0 } };
        return true;
    }
    if (i->op != IR_const_wide)
        return false;
    memcpy(value, &f->pool[i->a], sizeof *value);
    return true;
}

ir_ref ir_constant_of(struct ir_func *f, ir_type t, const union ir_value *value)
{
    return ir_const_wide(f, t, value->u64[0], value->u64[1]);
}

static ir_ref evaluate(struct ir_func *f, const struct ir_ins *i)
{
    const struct ir_op_info *info = &ir_ops[i->op];
    union ir_value a, b, c, result;
    if (!info->values || i->op == IR_call_pure || (info->values & 1 && !ir_is_constant(f, i->a)))
        return 0;
    if ((info->values & 1 && !ir_constant(f, i->a, &a)) ||
        (info->values & 2 && !ir_constant(f, i->b, &b)) ||
        (info->values & 4 && !ir_constant(f, i->c, &c)))
        return 0;
    if (i->op == IR_shuffle)
        memcpy(&c, &f->pool[i->c], sizeof c);
    ir_eval(i->op, i->type, ir_operand_type(f, i), i->aux, &result, &a, &b, &c, NULL);
    return ir_constant_of(f, i->type, &result);
}

/* ---- the order of operands: constants to the right, else the older one to the left ---- */

static bool is_commutative(const struct ir_ins *i)
{
    static const bool commutes[IR_OPS] = {
        [IR_add] = true,       [IR_mul] = true,       [IR_mulh_s] = true, [IR_mulh_u] = true, [IR_smin] = true,
        [IR_smax] = true,      [IR_umin] = true,      [IR_umax] = true,   [IR_and] = true,    [IR_or] = true,
        [IR_xor] = true,       [IR_add_sat_s] = true, [IR_avg_s] = true,  [IR_avg_u] = true,  [IR_add_sat_u] = true,
        [IR_qdmulh] = true,    [IR_pmul] = true,      [IR_pmul_wide] = true,
        [IR_flags_add] = true, [IR_flags_adc] = true,
    };
    if (i->op == IR_cmp || i->op == IR_vcmp)
        return i->aux == IR_EQ || i->aux == IR_NE;
    return commutes[i->op];
}

static void order_operands(const struct ir_func *f, struct ir_ins *i)
{
    if (!is_commutative(i))
        return;
    bool left = ir_is_constant(f, i->a), right = ir_is_constant(f, i->b);
    if (left == right ? i->a > i->b : left) {
        ir_ref a = i->a;
        i->a = i->b;
        i->b = a;
    }
}

ir_ref ir_simplify(struct ir_func *f, struct ir_ins *i)
{
    static ir_rule *const rules[IR_OPS] = {
#define RULE(name) [IR_##name] = ir_simplify_##name,
        RULES(RULE)
#undef RULE
    };
    for (;;) {
        order_operands(f, i);
        ir_ref v = evaluate(f, i);
        if (!v && rules[i->op])
            v = rules[i->op](f, i);
        if (v != SIMPLER)
            return v;
    }
}

/* ---- instructions with effects ---- */

/* [(x + constant) + displacement] is [x + their sum] while that has 32 bits. */
static void simplify_address(const struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins *sum;
    uint64_t n;
    while ((sum = ir_is(f, i->a, IR_add)) && ir_is_imm(f, sum->b, &n)) {
        int64_t displacement = (int64_t)(n + (uint64_t)(int32_t)i->c);
        if (displacement != (int32_t)displacement)
            return;
        i->a = sum->a;
        i->c = (uint32_t)displacement;
    }
}

/* A store looks only at low bits: extensions, and truncations to no less than what is stored, do
   not matter. */
static void simplify_stored(const struct ir_func *f, struct ir_ins *i)
{
    for (;;) {
        const struct ir_ins *v = ir_at(f, i->b);
        if (v->op != IR_zext && v->op != IR_sext && v->op != IR_trunc)
            return;
        ir_type t = ir_typeof(f, v->a);
        if (ir_bits(t) < 8u << (i->aux & IR_MEM_SIZE) || t == IR_I128)
            return;
        i->b = v->a;
        i->type = t;
    }
}

static void simplify_br(const struct ir_func *f, struct ir_ins *i)
{
    const struct ir_ins * not ;
    uint64_t n;
    while ((not = ir_is(f, i->a, IR_not))) {
        ir_label then = i->b;
        i->a = not ->a;
        i->b = i->c;
        i->c = then;
    }
    if (ir_is_imm(f, i->a, &n))
        *i = (struct ir_ins){ .op = IR_jump, .a = n & 1 ? i->b : i->c };
    else if (i->b == i->c)
        *i = (struct ir_ins){ .op = IR_jump, .a = i->b };
}

static void simplify_exit_indirect(const struct ir_func *f, struct ir_ins *i)
{
    uint64_t pc;
    if (ir_is_imm(f, i->a, &pc)) {
        i->op = IR_exit_direct;
        i->a = i->b;
        i->b = (uint32_t)pc;
        i->c = (uint32_t)(pc >> 32);
    }
}

void ir_simplify_effect(struct ir_func *f, struct ir_ins *i)
{
    switch ((int)i->op) {
    case IR_load:
        simplify_address(f, i);
        break;
    case IR_store:
        simplify_address(f, i);
        simplify_stored(f, i);
        break;
    case IR_br:
        simplify_br(f, i);
        break;
    case IR_exit_indirect:
        simplify_exit_indirect(f, i);
        break;
    }
}
