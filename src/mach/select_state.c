/* Guest state in selected code: what is current (pins, lazy slots), where it is stored and loaded again, and the snapshots that tell it
   of an instruction that may fault or trap. See docs/mach.md. */
#include <stddef.h>

#include "ir/state.h"
#include "mach/select_parts.h"

/* ---- snapshots ---- */

/* Deferred flags: what the engine is to evaluate when it recovers, as pieces of state->scratch. */
static uint32_t deferred_slots(const struct select *s, uint32_t k, struct mach_slot *slots)
{
    const struct ir_ins *x = select_ins(s, s->pending[k]);
    const ir_ref operand[3] = { x->a, x->b, x->c };
    uint16_t at = offsetof(struct ir_state, scratch);
    uint32_t n = 0;
    uint64_t code = mach_recover_code(mach_eval_code(x->op, x->type, ir_operand_type(s->ir, x), x->aux), k * 4);
    slots[n++] = (struct mach_slot){ at, 8, select_imm((int64_t)code) };
    for (unsigned m = 0; m < 3; m++) {
        if (!(ir_ops[x->op].values >> m & 1))
            continue;
        const struct ir_ins *o = select_ins(s, operand[m]);
        struct mach_operand value = select_is_constant(o) ? select_imm((int64_t)ir_imm(o)) : s->value[operand[m]].operand;
        slots[n++] = (struct mach_slot){ (uint16_t)(at + 16 * (m + 1)), 8, value };
    }
    return n;
}

static uint32_t snapshot(struct select *s, uint64_t pc)
{
    const struct mach_convention *c = s->f->convention;
    struct mach_slot slots[MACH_SLOTS];
    uint32_t n = 0;
    for (; n < s->f->pin_count; n++)
        slots[n] = (struct mach_slot){ c->pins[s->f->pins[n]].offset, 8, select_reg(s->pins[s->f->pins[n]]) };
    for (uint32_t i = 0; i < s->lazy_count && n + 4 <= MACH_SLOTS; i++) {
        uint32_t k = s->lazy_slots[i];
        if (s->dirty[k] && s->pending[k])
            n += deferred_slots(s, k, slots + n);
        else if (s->dirty[k])
            slots[n++] = (struct mach_slot){ (uint16_t)(k * 4), s->dirty[k], select_reg(s->current[k]) };
    }
    return mach_snapshot_add(s->f, pc, slots, n);
}

struct mach_operand select_emit_fault(struct select *s, ir_ref i, unsigned row, const struct mach_operand *operands)
{
    uint32_t shot = snapshot(s, s->value[i].pc);
    select_append(s, row, operands)->snapshot = shot;
    return operands[0];
}

/* The snapshot of an FP instruction says what the engine is to evaluate, in the form of pieces of
   state->scratch: [0] is the op, [1] to [3] its operands. */
static uint32_t trap_snapshot(struct select *s, uint64_t pc, uint64_t code,
                              const struct mach_operand args[3])
{
    unsigned at = offsetof(struct ir_state, scratch), count = 1;
    struct mach_slot slots[4] = { { (uint16_t)at, 8, select_imm((int64_t)code) } };
    for (unsigned k = 0; k < 3; k++) {
        if (args[k].kind == MACH_NONE)
            continue;
        bool vec = args[k].kind == MACH_REG && mach_class_of(s->f, args[k].reg) == MACH_VEC;
        slots[count++] = (struct mach_slot){ (uint16_t)(at + 16 * (k + 1)), vec ? 16 : 8, args[k] };
    }
    return mach_snapshot_add(s->f, pc, slots, count);
}

struct mach_operand select_emit_trap(struct select *s, ir_ref i, unsigned row,
                                     const struct mach_operand *operands, uint64_t code,
                                     const struct mach_operand args[3])
{
    uint32_t shot = trap_snapshot(s, s->value[i].pc, code, args);
    select_append(s, row, operands)->snapshot = shot;
    return operands[0];
}

struct mach_operand select_emit_fp(struct select *s, ir_ref i, unsigned row,
                                   const struct mach_operand *operands,
                                   const struct mach_operand args[3])
{
    const struct ir_ins *x = select_ins(s, i);
    uint64_t code = mach_eval_code(x->op, x->type, ir_typeof(s->ir, x->a), x->aux);
    return select_emit_trap(s, i, row, operands, code, args);
}

/* ---- guest state ---- */

/* The register of a lazy slot; a deferred value is made, for here only. */
static mach_reg current_slot(struct select *s, uint32_t k)
{
    return s->pending[k] ? select_made(s, s->pending[k], SELECT_reg).reg : s->current[k];
}

void select_get(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = (ir_bits(x->type) + 7) / 8;
    enum mach_class klass = select_class(x->type);
    int pin = select_pin(s, x->aux);
    struct mach_operand *to = &s->value[i].operand;
    if (pin >= 0)
        *to = select_pin_part(s, s->pins[pin], x->aux - s->f->convention->pins[pin].offset, x->type);
    else if (select_is_lazy(s, x->aux) && s->dirty[x->aux / 4])
        *to = select_reg(current_slot(s, x->aux / 4u));
    else
        *to = select_reg(select_load_state(s, x->aux, size, klass));
}

void select_put(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    ir_type t = ir_typeof(s->ir, x->a);
    unsigned size = (ir_bits(t) + 7) / 8;
    int pin = select_pin(s, x->aux);
    if (pin >= 0) {
        unsigned at = x->aux - s->f->convention->pins[pin].offset;
        s->pins[pin] = select_pin_insert(s, s->pins[pin], at, size, x->a);
    } else if (select_is_lazy(s, x->aux)) {
        bool deferred = s->value[x->a].deferred;
        s->current[x->aux / 4] = deferred ? 0 : select_value(s, x->a);
        s->pending[x->aux / 4] = deferred ? x->a : 0;
        s->dirty[x->aux / 4] = (uint8_t)size;
    } else if (s->label[i].rule[SELECT_stmt]) {
        select_tree(s, i, s->label[i].rule[SELECT_stmt]);
    } else {
        select_store_state(s, x->aux, size, select_value(s, x->a), select_class(t));
    }
}

static void store_slot(struct select *s, uint32_t k)
{
    mach_reg r = current_slot(s, k);
    select_store_state(s, k * 4, s->dirty[k], r, mach_class_of(s->f, r));
}

void select_forget(struct select *s)
{
    for (uint32_t n = 0; n < s->lazy_count; n++)
        s->dirty[s->lazy_slots[n]] = 0;
}

void select_flush(struct select *s, bool pins)
{
    const struct mach_convention *c = s->f->convention;
    for (uint32_t n = 0; n < s->lazy_count; n++)
        if (s->dirty[s->lazy_slots[n]])
            store_slot(s, s->lazy_slots[n]);
    for (unsigned k = 0; pins && k < c->pin_count; k++)
        select_store_state(s, c->pins[k].offset, 8, s->pins[k], MACH_GPR);
}

void select_sync(struct select *s, const struct ir_ins *x)
{
    if (!s->dirty)
        return;
    if (s->dirty[x->aux / 4])
        store_slot(s, x->aux / 4u);
    s->dirty[x->aux / 4] = 0;
}

void select_reload(struct select *s)
{
    const struct mach_convention *c = s->f->convention;
    select_forget(s);
    for (unsigned k = 0; k < c->pin_count; k++)
        s->pins[k] = select_load_state(s, c->pins[k].offset, 8, MACH_GPR);
}
