/* Instruction selection: IR to machine instructions, optimal for trees, in linear time.

   The rules of a target say what patterns of IR ops an instruction implements, at which cost, and what the result is
   good for (its goal: a register, an address, the host's flags ...):

       reg = add.i64(reg, reg)            1       add64
       reg = add.i64(reg, mem64)          1       add64 with a memory operand
       addr = add.i64(reg, shl.i64(reg, 3))   0   part of a memory operand

   Two walks over each block. Forwards, every value gets a label: for each goal the cheapest rule and its cost, which is
   the rule's own plus those of its leaves for their goals (dynamic programming; leaves come first, so one visit
   is enough). Then, again forwards, what must exist by itself is reduced: effects, exits, and values that are used more
   than once, in other blocks, or at a place where they could not be recomputed. Reducing follows the labels down the
   tree and appends instructions; what a tree swallows is never made on its own.

   A value may be swallowed by its user when it has no other use, both are in one block, and nothing between them
   could tell the difference (`epoch`: reads of guest state and of guest memory stay within one).

   Guest state: see docs/mach.md. `get` of a pin or a lazy slot is no code, nor is `put` to one; what is current is
   noted in s->pins and s->current, used up by exits and snapshots.

   This file has the walks and what actions are made of; mach/select_parts.h says where the rest is. */
#include <string.h>

#include "mach/select_parts.h"

/* ---- for actions ---- */

struct mach_operand select_reg(mach_reg r)
{
    return (struct mach_operand){ .kind = MACH_REG, .reg = r };
}

struct mach_operand select_imm(int64_t n)
{
    return (struct mach_operand){ .kind = MACH_IMM, .imm = n };
}

struct mach_operand select_state(struct select *s, unsigned offset)
{
    return (struct mach_operand){ .kind = MACH_MEM, .reg = s->f->convention->state, .disp = (int32_t)offset };
}

struct mach_operand select_pool(struct select *s, const void *bytes16)
{
    return (struct mach_operand){ .kind = MACH_POOL, .disp = (int32_t)mach_pool_add(s->f, bytes16) };
}

mach_reg select_new(struct select *s, enum mach_class klass)
{
    return mach_new_reg(s->f, klass);
}

static unsigned count_operands(const struct mach_operand *o)
{
    unsigned n = 0;
    while (o[n].kind != MACH_NONE)
        n++;
    return n;
}

struct mach_insn *select_append(struct select *s, unsigned row, const struct mach_operand *operands)
{
    return mach_append(s->f, row, count_operands(operands), operands);
}

struct mach_operand select_emit(struct select *s, unsigned row, const struct mach_operand *operands)
{
    select_append(s, row, operands);
    return operands[0];
}

struct mach_operand select_make(struct select *s, enum mach_class klass, unsigned row, const struct mach_operand *uses)
{
    struct mach_operand o[8];
    o[0] = select_reg(select_new(s, klass));
    memcpy(o + 1, uses, (count_operands(uses) + 1) * sizeof *o);
    return select_emit(s, row, o);
}

/* ---- the walks ---- */

/* Makes the value or effect of one instruction, unless its user will. */
static void make(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    const struct select_label *l = &s->label[i];
    struct select_value *v = &s->value[i];
    bool vec = select_class(x->type) == MACH_VEC;
    switch ((int)x->op) {
    case IR_nop:
    case IR_insn_start:
        return;
    case IR_phi:
        select_phi(s, i);
        return;
    case IR_get:
        if (!v->swallowed && v->uses)
            select_get(s, i);
        return;
    case IR_put:
        select_put(s, i);
        return;
    case IR_sync:
        select_sync(s, x);
        return;
    case IR_safepoint:
        select_safepoint(s, i);
        return;
    case IR_jump:
        select_jump(s, x->a);
        return;
    case IR_br:
        select_br(s, x);
        return;
    case IR_exit_direct:
        select_exit(s, i, MACH_EXIT_DIRECT);
        return;
    case IR_exit_indirect:
        select_exit(s, i, MACH_EXIT_INDIRECT);
        return;
    case IR_exit_syscall:
        select_exit(s, i, MACH_EXIT_SYSCALL);
        return;
    case IR_exit_trap:
        select_exit(s, i, MACH_EXIT_TRAP);
        return;
    case IR_call:
        select_flush(s, true);
        v->operand = select_helper(s, i);
        select_reload(s);
        return;
    case IR_call_pure:
        v->operand = select_helper(s, i);
        return;
    }
    if (v->swallowed || v->deferred || select_is_constant(x) || (!v->uses && ir_ops[x->op].flags & IR_PURE))
        return;
    if (ir_ops[x->op].result == '_') {
        if (l->rule[SELECT_stmt])
            select_tree(s, i, l->rule[SELECT_stmt]);
        else
            select_eval(s, i);
        return;
    }
    enum select_goal goal = vec ? SELECT_xmm : SELECT_reg;
    if (!vec && l->rule[SELECT_rz] && l->cost[SELECT_rz] <= l->cost[SELECT_reg])
        goal = SELECT_rz;
    v->operand = select_made(s, i, goal);
    v->zero_above = goal == SELECT_rz;
    v->seen = NULL; /* it may be another leaf now */
}

static void count_uses(struct select *s, ir_ref user)
{
    const struct ir_ins *x = select_ins(s, user);
    const struct ir_op_info *info = &ir_ops[x->op];
    for (unsigned left = info->values; left; left &= left - 1) {
        struct select_value *v = &s->value[ir_operand(x, (unsigned)__builtin_ctz(left))];
        v->uses++;
        v->user = user;
        v->bits_seen |= !(info->flags & IR_FP_ENV);
    }
}

static void survey_phi(struct select *s, const struct ir_ins *x)
{
    const uint32_t *pairs = &s->ir->pool[x->a + 1];
    for (uint32_t k = 0; k < pairs[-1]; k++) {
        s->value[pairs[2 * k + 1]].uses += 2; /* made by itself, for the edge */
        s->value[pairs[2 * k + 1]].bits_seen = true;
    }
}

/* Uses, effects' epochs and guest pcs of all instructions. */
static void survey(struct select *s)
{
    const struct ir_func *f = s->ir;
    uint32_t epoch = 0, order = 0;
    uint64_t pc = f->pc;
    for (ir_label b = 0; b < f->block_count; b++) {
        epoch++;
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++) {
            const struct ir_ins *x = &f->ins[i];
            const struct ir_op_info *info = &ir_ops[x->op];
            if (x->op == IR_insn_start)
                pc = ir_imm(x);
            bool moves_on = info->flags & (IR_MEM | IR_EFFECT) || x->op == IR_put;
            s->value[i].epoch = x->op == IR_insn_start ? epoch : x->op == IR_load ? ++epoch : moves_on ? epoch++ : epoch;
            order += info->flags & IR_EFFECT && x->op != IR_insn_start;
            s->value[i].order = order;
            s->value[i].block = b;
            s->value[i].pc = pc;
            if (x->op == IR_phi) {
                survey_phi(s, x);
                continue;
            }
            count_uses(s, i);
            if (x->op == IR_put && select_is_lazy(s, x->aux))
                s->value[x->a].puts++;
            if (x->op == IR_put && select_pin(s, x->aux) >= 0)
                s->changed_pins |= 1u << select_pin(s, x->aux);
            if (x->op == IR_call)
                s->changed_pins = ~0u;
        }
    }
}

/* Flags are often put and rarely looked at: those that are used for nothing else are made where they are stored, mostly in
   front of cold exits. Their operands exist by themselves until then. */
static void defer_flags(struct select *s)
{
    for (ir_ref i = 1; i < s->ir->count; i++) {
        const struct ir_ins *x = select_ins(s, i);
        struct select_value *v = &s->value[i];
        bool arithmetic = x->op == IR_flags_add || x->op == IR_flags_sub || x->op == IR_flags_adc ||
                          x->op == IR_flags_sbb || x->op == IR_flags_logic;
        if (!arithmetic || v->puts != v->uses)
            continue;
        v->deferred = true;
        for (unsigned k = 0; k < 3; k++)
            if (ir_ops[x->op].values >> k & 1)
                s->value[ir_operand(x, k)].uses += 2;
    }
}

/* Whether a value that is swallowed reads guest state or memory, itself or by what it swallows. */
static bool reads(const struct select *s, ir_ref v)
{
    const struct ir_ins *x = select_ins(s, v);
    if (x->op == IR_get || x->op == IR_load)
        return true;
    for (unsigned left = ir_ops[x->op].values; left; left &= left - 1) {
        const struct select_value *o = &s->value[ir_operand(x, (unsigned)__builtin_ctz(left))];
        if (o->swallowed && o->reads)
            return true;
    }
    return false;
}

/* Whether a value's only user may make it where that stands. */
static bool can_swallow(struct select *s, ir_ref v)
{
    const struct ir_ins *x = select_ins(s, v);
    struct select_value *d = &s->value[v];
    const struct select_value *u = &s->value[d->user];
    if (select_is_vector_constant(x))
        return true;
    if (d->uses != 1 || d->block != u->block || ir_ops[x->op].result == '_' || select_is_constant(x))
        return false;
    d->reads = reads(s, v);
    if (d->reads && d->epoch != u->epoch)
        return false;
    if (x->op == IR_fcmp)
        return d->order == u->order;
    if (x->op == IR_get)
        return select_pin(s, x->aux) < 0 && !select_is_lazy(s, x->aux);
    return x->op == IR_load || (ir_ops[x->op].flags & IR_PURE && x->op != IR_phi && x->op != IR_call_pure);
}

/* A tree that has no rule that uses the value as part of a pattern must not swallow it: then it could only be reduced to a register
   at the user, for nothing but a longer life of its own operands; and what is never reached by a rule must be made. */
static void label_block(struct select *s, ir_label b)
{
    for (ir_ref i = s->ir->blocks[b].first; i < s->ir->blocks[b].end; i++) {
        s->value[i].swallowed = can_swallow(s, i);
        select_label(s, i);
        const struct select_label *l = &s->label[i];
        bool vec = select_class(select_ins(s, i)->type) == MACH_VEC;
        if (!l->rule[vec ? SELECT_xmm : SELECT_reg]) /* only select_eval can make it */
            s->value[i].swallowed = false;
    }
}

static void find_preds(struct select *s)
{
    const struct ir_func *f = s->ir;
    for (ir_label b = 0; b < f->block_count; b++) {
        const struct ir_ins *x = &f->ins[f->blocks[b].end - 1];
        ir_label to[2] = { x->op == IR_br ? x->b : x->a, x->c };
        unsigned n = x->op == IR_jump || (x->op == IR_br && x->b == x->c) ? 1 : x->op == IR_br ? 2 : 0;
        for (unsigned k = 0; k < n; k++) {
            struct select_preds *p = &s->preds[to[k]];
            if (p->count == SELECT_PREDS)
                s->failed = true;
            else
                p->list[p->count++] = b;
        }
    }
}

/* Most blocks change few pins: the others need no allocation, since they can stay where they are. */
static void rest_pins(struct select *s)
{
    const struct mach_convention *c = s->f->convention;
    uint64_t regs = 0;
    for (unsigned k = 0; k < c->pin_count; k++) {
        s->pins[k] = c->pins[k].reg;
        regs |= (uint64_t)!(s->changed_pins >> k & 1) << c->pins[k].reg;
    }
    mach_rest(s->f, regs);
}

static void start_entry(struct select *s, uint32_t block, uint64_t pc)
{
    struct mach_func *f = s->f;
    struct mach_operand o[16];
    f->blocks[block].entry = true;
    f->blocks[block].entry_pc = pc;
    if (f->may_rest && !s->ir->lazy && !s->ir->entry_count)
        rest_pins(s);
    for (unsigned n = 0; n < f->pin_count; n++)
        o[n] = select_reg(s->pins[f->pins[n]] = select_new(s, MACH_GPR));
    mach_append(f, MACH_ENTRY, f->pin_count, o);
}

static void select_block(struct select *s, ir_label b)
{
    struct mach_func *f = s->f;
    s->block = b;
    s->machine_block = s->ir_block[b];
    f->blocks[s->machine_block].first = f->insn_count;
    if (s->ir->lazy)
        select_forget(s);
    else if (s->preds[b].count == 1) /* nothing has been promoted: what was current still is */
        memcpy(s->pins, s->end_pins[s->preds[b].list[0]], sizeof s->pins);
    if (ir_is_entry(s->ir, b))
        start_entry(s, s->machine_block, ir_entry_pc(s->ir, b));
    label_block(s, b);
    for (ir_ref i = s->ir->blocks[b].first; i < s->ir->blocks[b].end && !s->failed; i++)
        make(s, i);
    f->blocks[s->machine_block].end = f->insn_count;
    s->ir_end[b] = s->machine_block;
    memcpy(s->end_pins[b], s->pins, sizeof s->pins);
}

static void fill_phis(struct select *s)
{
    struct mach_func *f = s->f;
    for (uint32_t k = 0; k < s->feed_count; k++) {
        const struct select_feed *x = &s->feeds[k];
        f->operands[f->insns[s->value[x->phi].phi].operand + 1 + x->which].reg = x->reg;
    }
    for (ir_label b = 0; b < s->ir->block_count; b++) {
        struct mach_block *m = &f->blocks[s->ir_block[b]];
        m->pred_count = s->preds[b].count;
        m->preds = arena_alloc(f->arena, m->pred_count * sizeof *m->preds + 4);
        for (uint32_t k = 0; k < m->pred_count; k++)
            m->preds[k] = s->ir_end[s->preds[b].list[k]];
    }
    for (uint32_t b = 0; b < f->block_count; b++) /* blocks that selection has made: one predecessor each */
        for (unsigned k = 0; k < f->blocks[b].succ_count; k++) {
            struct mach_block *to = &f->blocks[f->blocks[b].succs[k]];
            if (!to->preds) {
                to->preds = arena_alloc(f->arena, sizeof *to->preds);
                to->preds[to->pred_count++] = b;
            }
        }
}

static void allocate_slots(struct select *s)
{
    struct arena *a = s->f->arena;
    s->lazy_slots = arena_raw(a, SELECT_STATE_WORDS * sizeof *s->lazy_slots);
    s->current = arena_alloc(a, SELECT_STATE_WORDS * sizeof *s->current);
    s->pending = arena_alloc(a, SELECT_STATE_WORDS * sizeof *s->pending);
    s->dirty = arena_alloc(a, SELECT_STATE_WORDS);
    for (uint32_t k = 0; k < SELECT_STATE_WORDS; k++)
        if (select_is_lazy(s, k * 4))
            s->lazy_slots[s->lazy_count++] = (uint16_t)k;
}

static void allocate(struct select *s)
{
    struct arena *a = s->f->arena;
    const struct ir_func *ir = s->ir;
    if (ir->lazy)
        allocate_slots(s);
    s->label = arena_raw(a, ir->count * sizeof *s->label);
    s->value = arena_alloc(a, ir->count * sizeof *s->value);
    s->ir_block = arena_raw(a, ir->block_count * sizeof *s->ir_block);
    s->ir_end = arena_raw(a, ir->block_count * sizeof *s->ir_end);
    s->preds = arena_raw(a, ir->block_count * sizeof *s->preds);
    s->end_pins = arena_raw(a, ir->block_count * sizeof *s->end_pins);
    s->feeds = arena_raw(a, ir->pool_count * sizeof *s->feeds + sizeof *s->feeds);
    for (ir_label b = 0; b < ir->block_count; b++)
        s->preds[b].count = 0;
}

bool mach_select(struct mach_func *f, const struct ir_func *ir)
{
    struct select s = { .f = f, .ir = ir, .ins = ir->ins, .tables = f->target->rules, .features = f->convention->features };
    s.memo = f->memo ? f->memo : arena_alloc(f->arena, sizeof *s.memo);
    allocate(&s);
    for (ir_label b = 0; b < ir->block_count; b++)
        s.ir_block[b] = mach_block_new(f);
    find_preds(&s);
    survey(&s);
    if (ir->lazy)
        defer_flags(&s);
    for (ir_label b = 0; b < ir->block_count && !s.failed; b++)
        select_block(&s, b);
    if (!s.failed)
        fill_phis(&s);
    return !s.failed;
}
