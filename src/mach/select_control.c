/* Control flow in selected code: exits, jumps and branches between IR blocks with what phis are fed, and the machine blocks that one IR
   block may be split into (cold exits, detours, loops within an instruction). */
#include "mach/select_parts.h"

/* ---- control ---- */

static void append_exit(struct select *s, const struct mach_exit *e, mach_reg pc)
{
    struct mach_operand o[17];
    unsigned n = 0;
    for (; n < s->f->pin_count; n++)
        o[n] = select_reg(s->pins[s->f->pins[n]]);
    if (e->kind == MACH_EXIT_INDIRECT)
        o[n++] = select_reg(pc);
    uint32_t extra = mach_exit_add(s->f, e);
    mach_append(s->f, MACH_EXIT, n, o)->extra = extra;
}

void select_exit(struct select *s, ir_ref i, enum mach_exit_kind kind)
{
    const struct ir_ins *x = select_ins(s, i);
    struct mach_exit e = { .kind = kind, .pc = ir_imm(x) };
    mach_reg pc = 0;
    if (kind == MACH_EXIT_TRAP)
        e.trap = x->aux;
    if (kind == MACH_EXIT_DIRECT || kind == MACH_EXIT_INDIRECT)
        e.hint = x->aux;
    if (kind == MACH_EXIT_INDIRECT) {
        e.pc = 0;
        pc = select_value(s, x->a);
    }
    e.poll = kind == MACH_EXIT_DIRECT && (e.pc <= s->value[i].pc || e.hint == IR_HINT_CALL);
    select_flush(s, false);
    append_exit(s, &e, pc);
}

/* The machine block that follows the current one within the same IR block. */
static uint32_t continue_block(struct select *s)
{
    uint32_t b = mach_block_new(s->f);
    s->f->blocks[b].first = s->f->insn_count;
    return b;
}

static void set_succs(struct mach_func *f, uint32_t b, uint32_t count, uint32_t first, uint32_t second)
{
    f->blocks[b].succs[0] = first;
    f->blocks[b].succs[1] = second;
    f->blocks[b].succ_count = count;
}

/* Ends the machine block with a branch: taken to a new cold block that the caller fills, else to a new one that goes on. */
static uint32_t branch_cold(struct select *s, int cc)
{
    uint32_t here = s->machine_block;
    mach_append(s->f, MACH_BRANCH, 0, NULL)->cc = (uint8_t)cc;
    s->f->blocks[here].end = s->f->insn_count;
    uint32_t cold = continue_block(s);
    s->f->blocks[cold].cold = true;
    return cold;
}

static void exit_unless(struct select *s, int cc, const struct mach_exit *e)
{
    uint32_t here = s->machine_block;
    mach_append(s->f, MACH_BRANCH, 0, NULL)->cc = (uint8_t)cc;
    s->f->blocks[here].end = s->f->insn_count;
    uint32_t cold = continue_block(s);
    s->f->blocks[cold].cold = true;
    select_flush(s, false);
    append_exit(s, e, 0);
    s->f->blocks[cold].end = s->f->insn_count;
    s->machine_block = continue_block(s);
    set_succs(s->f, here, 2, s->machine_block, cold);
}

void select_trap_unless(struct select *s, int cc, enum ir_trap trap, uint64_t pc)
{
    exit_unless(s, cc, &(struct mach_exit){ .kind = MACH_EXIT_TRAP, .trap = trap, .pc = pc });
}

void select_leave_unless(struct select *s, int cc, ir_ref i)
{
    while (select_ins(s, i)->op != IR_insn_start)
        i--;
    uint64_t pc = ir_imm(select_ins(s, i)) + select_ins(s, i)->aux;
    exit_unless(s, cc, &(struct mach_exit){ .kind = MACH_EXIT_SAFEPOINT, .pc = pc });
}

struct mach_operand select_loop_start(struct select *s, mach_reg first)
{
    uint32_t before = s->machine_block;
    mach_append(s->f, MACH_JUMP, 0, NULL);
    s->f->blocks[before].end = s->f->insn_count;
    s->machine_block = s->loop_block = continue_block(s);
    set_succs(s->f, before, 1, s->loop_block, 0);
    struct mach_block *b = &s->f->blocks[s->loop_block];
    b->preds = arena_alloc(s->f->arena, 2 * sizeof *b->preds);
    b->preds[0] = before;
    b->pred_count = 2;
    struct mach_operand o[3] = { select_reg(select_new(s, MACH_GPR)), select_reg(first), select_reg(first) };
    s->loop_phi = s->f->insn_count;
    mach_append(s->f, MACH_PHI, 3, o);
    return o[0];
}

void select_loop_end(struct select *s, int cc, mach_reg next)
{
    struct mach_func *f = s->f;
    uint32_t here = s->machine_block;
    f->operands[f->insns[s->loop_phi].operand + 2].reg = next;
    f->blocks[s->loop_block].preds[1] = here;
    mach_append(f, MACH_BRANCH, 0, NULL)->cc = (uint8_t)cc;
    f->blocks[here].end = f->insn_count;
    s->machine_block = continue_block(s);
    set_succs(f, here, 2, s->loop_block, s->machine_block);
}

struct select_detour select_detour(struct select *s, int cc)
{
    struct select_detour d = { .here = s->machine_block };
    d.first = s->machine_block = branch_cold(s, cc);
    return d;
}

void select_detour_back(struct select *s, struct select_detour *d, struct mach_operand value)
{
    d->value = value;
    d->last = s->machine_block;
    mach_append(s->f, MACH_JUMP, 0, NULL);
    s->f->blocks[d->last].end = s->f->insn_count;
    s->machine_block = continue_block(s);
    set_succs(s->f, d->here, 2, d->first, s->machine_block);
}

struct mach_operand select_detour_join(struct select *s, const struct select_detour *d,
                                       struct mach_operand value)
{
    struct mach_func *f = s->f;
    uint32_t direct = s->machine_block;
    mach_append(f, MACH_JUMP, 0, NULL);
    f->blocks[direct].end = f->insn_count;
    uint32_t join = s->machine_block = continue_block(s);
    set_succs(f, direct, 1, join, 0);
    set_succs(f, d->last, 1, join, 0);
    struct mach_block *b = &f->blocks[join];
    b->preds = arena_alloc(f->arena, 2 * sizeof *b->preds);
    b->preds[0] = direct;
    b->preds[1] = d->last;
    b->pred_count = 2;
    enum mach_class klass = mach_class_of(f, value.reg);
    struct mach_operand o[3] = { select_reg(select_new(s, klass)), value, d->value };
    mach_append(f, MACH_PHI, 3, o);
    return o[0];
}

void select_safepoint(struct select *s, ir_ref i)
{
    uint32_t here = s->machine_block;
    uint32_t cold = branch_cold(s, select_poll(s));
    s->machine_block = cold;
    select_flush(s, false);
    append_exit(s, &(struct mach_exit){ .kind = MACH_EXIT_SAFEPOINT, .pc = ir_imm(select_ins(s, i)) }, 0);
    s->f->blocks[cold].end = s->f->insn_count;
    s->machine_block = continue_block(s);
    set_succs(s->f, here, 2, cold, s->machine_block);
}

static ir_ref phi_input(const struct select *s, ir_ref phi, ir_label from)
{
    const uint32_t *p = &s->ir->pool[select_ins(s, phi)->a];
    for (uint32_t k = 0; k < p[0]; k++)
        if (p[1 + 2 * k] == from)
            return p[2 + 2 * k];
    bug_on(true, "phi %u has no value from block %u", phi, from);
}

/* Notes in the phis of block `to` what comes from the IR block that is just ending. */
static void feed_phis(struct select *s, ir_label to)
{
    const struct ir_block *b = &s->ir->blocks[to];
    uint32_t which = 0;
    while (s->preds[to].list[which] != s->block)
        which++;
    for (ir_ref i = b->first; i < b->end && select_ins(s, i)->op == IR_phi; i++) {
        mach_reg r = select_value(s, phi_input(s, i, s->block));
        s->feeds[s->feed_count++] = (struct select_feed){ i, which, r };
    }
}

void select_jump(struct select *s, ir_label to)
{
    feed_phis(s, to);
    mach_append(s->f, MACH_JUMP, 0, NULL);
    set_succs(s->f, s->machine_block, 1, s->ir_block[to], 0);
}

void select_br(struct select *s, const struct ir_ins *x)
{
    if (x->b == x->c) {
        select_jump(s, x->b);
        return;
    }
    feed_phis(s, x->b);
    feed_phis(s, x->c);
    int cc = (int)select_reduce(s, x->a, SELECT_cc).imm;
    mach_append(s->f, MACH_BRANCH, 0, NULL)->cc = (uint8_t)cc;
    set_succs(s->f, s->machine_block, 2, s->ir_block[x->b], s->ir_block[x->c]);
}

void select_phi(struct select *s, ir_ref i)
{
    struct mach_operand o[1 + SELECT_PREDS];
    uint32_t n = s->preds[s->block].count;
    enum mach_class klass = select_class(select_ins(s, i)->type);
    for (uint32_t k = 0; k <= n; k++)
        o[k] = select_reg(0);
    o[0].reg = select_new(s, klass);
    s->value[i].operand = o[0];
    s->value[i].phi = s->f->insn_count;
    mach_append(s->f, MACH_PHI, n + 1, o);
}
