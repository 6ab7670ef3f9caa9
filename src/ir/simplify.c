/* Simplification while building: constants are evaluated (ir_eval). */
#include "ir/internal.h"

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
    if (!info->values || i->op == IR_call_pure)
        return 0;
    if ((info->values & 1 && !ir_constant(f, i->a, &a)) || (info->values & 2 && !ir_constant(f, i->b, &b)) ||
        (info->values & 4 && !ir_constant(f, i->c, &c)))
        return 0;
    if (i->op == IR_shuffle)
        memcpy(&c, &f->pool[i->c], sizeof c);
    ir_eval(i->op, i->type, ir_operand_type(f, i), i->aux, &result, &a, &b, &c, NULL);
    return ir_constant_of(f, i->type, &result);
}

ir_ref ir_simplify(struct ir_func *f, struct ir_ins *i)
{
    return evaluate(f, i);
}

void ir_simplify_effect(struct ir_func *f, struct ir_ins *i)
{
    (void)f;
    (void)i;
}
