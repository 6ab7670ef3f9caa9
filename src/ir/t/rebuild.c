/* A function built again, instruction by instruction, through the builder. Phis get their values at
   the end, when all are there. */
#include "ir/t/test.h"

#include <string.h>

struct rebuild {
    const struct ir_func *from;
    struct ir_func *to;
    ir_ref *value;
    ir_label *label;
};

static uint32_t operand(const struct rebuild *r, char letter, uint32_t x)
{
    return strchr("TEBGAVO", letter) ? r->value[x] : letter == 'L' ? r->label[x] : x;
}

/* As many pairs as the phi has, for the present without values. */
static ir_ref emit_phi(const struct rebuild *r, const struct ir_ins *i)
{
    const uint32_t *pairs = &r->from->pool[i->a];
    ir_label from[64];
    ir_ref none[64] = { 0 };
    bug_on(pairs[0] > 64, "%u pairs are too many", pairs[0]);
    for (uint32_t k = 0; k < pairs[0]; k++)
        from[k] = r->label[pairs[1 + 2 * k]];
    return ir_phi(r->to, i->type, pairs[0], from, none);
}

static void fill_phi(const struct rebuild *r, ir_ref phi)
{
    const uint32_t *pairs = &r->from->pool[r->from->ins[phi].a];
    uint32_t *to = &r->to->pool[r->to->ins[r->value[phi]].a];
    for (uint32_t k = 0; k < pairs[0]; k++)
        to[2 + 2 * k] = r->value[pairs[2 + 2 * k]];
}

static ir_ref emit(const struct rebuild *r, const struct ir_ins *i)
{
    const struct ir_op_info *info = &ir_ops[i->op];
    uint64_t wide[2] = { 0 };
    if (i->op == IR_const)
        return ir_const(r->to, i->type, ir_imm(i));
    if (i->op == IR_const_wide) {
        memcpy(wide, &r->from->pool[i->a], sizeof wide);
        return ir_const_wide(r->to, i->type, wide[0], wide[1]);
    }
    ir_ref a = operand(r, info->a, i->a), b = info->b == 'Q' ? i->b : operand(r, info->b, i->b);
    if (i->op == IR_shuffle) {
        uint8_t mask[16];
        memcpy(mask, &r->from->pool[i->c], sizeof mask);
        return ir_shuffle(r->to, i->type, a, b, mask);
    }
    ir_ref c = info->b == 'Q' ? i->c : operand(r, info->c, i->c);
    return ir_emit(r->to, i->op, i->op == IR_store ? ir_typeof(r->to, b) : i->type, i->aux, a, b,
                   c);
}

struct ir_func *test_rebuild(struct arena *arena, const struct ir_func *f)
{
    struct rebuild r = {
        .from = f,
        .to = ir_func_new(arena, f->pc),
        .value = arena_alloc(arena, f->count * sizeof(ir_ref)),
        .label = arena_alloc(arena, f->block_count * sizeof(ir_label)),
    };
    for (ir_label b = 1; b < f->block_count; b++)
        r.label[b] = ir_block_new(r.to);
    for (ir_label b = 0; b < f->block_count; b++) {
        if (b)
            ir_block_start(r.to, r.label[b]);
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++) {
            if (f->ins[i].op != IR_nop)
                r.value[i] =
                    f->ins[i].op == IR_phi ? emit_phi(&r, &f->ins[i]) : emit(&r, &f->ins[i]);
        }
    }
    for (ir_ref i = 1; i < f->count; i++)
        if (f->ins[i].op == IR_phi)
            fill_phi(&r, i);
    ir_func_finish(r.to);
    return r.to;
}
