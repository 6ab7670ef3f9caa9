/* A function built again, instruction by instruction, through the builder. */
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
            if (f->ins[i].op == IR_phi)
                return NULL;
            if (f->ins[i].op != IR_nop)
                r.value[i] = emit(&r, &f->ins[i]);
        }
    }
    ir_func_finish(r.to);
    return r.to;
}
