/* Executes a function over a made-up guest: state is bytes, memory is a function of the address,
   helpers scramble the state. Whatever another thread, a fault or a helper could observe goes into
   the trace, so that two functions that mean the same leave the same trace. */
#include "ir/t/test.h"

#include <string.h>

enum { MOST_STEPS = 2000, STATES = 6 };

struct run {
    const struct ir_func *f;
    struct test_guest *g;
    union ir_value value[1024];
    uint64_t accesses;
};

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

static void note(struct run *r, uint64_t x)
{
    r->g->trace = mix(r->g->trace, x);
}

static void note_state(struct run *r)
{
    for (unsigned k = IR_STATE_HEAD; k < TEST_STATE; k++)
        note(r, r->g->state[k]);
    note(r, r->g->head.fp.flags);
}

static void note_value(struct run *r, ir_ref v)
{
    note(r, r->value[v].u64[0]);
    note(r, r->value[v].u64[1]);
}

static union ir_value cut(union ir_value v, unsigned bits)
{
    if (bits < 128)
        v.u128 &= ((unsigned __int128)1 << bits) - 1;
    return v;
}

static unsigned bytes_of(ir_type t)
{
    return ir_bits(t) / 8;
}

/* ---- instructions ---- */

static union ir_value load(struct run *r, const struct ir_ins *i)
{
    uint64_t address = r->value[i->a].u64[0] + (uint64_t)(int32_t)i->c;
    unsigned bits = 8u << (i->aux & IR_MEM_SIZE);
    union ir_value v = { .u64 = { mix(address, r->accesses), mix(~address, r->accesses) } };
    note(r, address);
    note(r, i->aux & ~IR_MEM_SIGN);
    v = cut(v, bits);
    if (i->aux & IR_MEM_SIGN && v.u128 >> (bits - 1) & 1)
        v.u128 |= ~(unsigned __int128)0 << (bits - 1);
    return cut(v, ir_bits(i->type));
}

static void store(struct run *r, const struct ir_ins *i)
{
    union ir_value v = cut(r->value[i->b], 8u << (i->aux & IR_MEM_SIZE));
    note(r, r->value[i->a].u64[0] + (uint64_t)(int32_t)i->c);
    note(r, i->aux);
    note(r, v.u64[0]);
    note(r, v.u64[1]);
}

static union ir_value atomic(struct run *r, const struct ir_ins *i)
{
    union ir_value v = { .u64 = { mix(r->value[i->a].u64[0], r->accesses), r->accesses } };
    note(r, i->op | (uint64_t)i->aux << 8);
    note_value(r, i->a);
    note_value(r, i->b);
    note_value(r, i->c);
    return cut(v, ir_bits(i->type));
}

static union ir_value call(struct run *r, const struct ir_ins *i)
{
    union ir_value v;
    note(r, i->aux);
    note_value(r, i->a);
    note_value(r, i->b);
    note_value(r, i->c);
    v.u64[0] = v.u64[1] = r->g->trace;
    for (unsigned k = IR_STATE_HEAD; i->op == IR_call && k < TEST_STATE; k++)
        r->g->state[k] = (uint8_t)mix(r->g->trace, k);
    return cut(v, ir_bits(i->type));
}

/* A helper without effects: of its arguments only. */
static union ir_value call_pure(const struct run *r, const struct ir_ins *i)
{
    uint64_t h = i->aux;
    const ir_ref argument[3] = { i->a, i->b, i->c };
    for (unsigned k = 0; k < 3; k++)
        h = mix(mix(h, r->value[argument[k]].u64[0]), r->value[argument[k]].u64[1]);
    return cut((union ir_value){ .u64 = { h, ~h } }, ir_bits(i->type));
}

static void evaluate(struct run *r, ir_ref at)
{
    const struct ir_ins *i = &r->f->ins[at];
    union ir_value b =
        ir_ops[i->op].values & 2 ? r->value[i->b] : (union ir_value){ .u64 = { i->b, 0 } };
    union ir_value c =
        ir_ops[i->op].values & 4 ? r->value[i->c] : (union ir_value){ .u64 = { 0, 0 } };
    if (i->op == IR_shuffle || i->op == IR_const_wide)
        memcpy(&c, &r->f->pool[i->op == IR_shuffle ? i->c : i->a], sizeof c);
    if (i->op == IR_const)
        r->value[at] = (union ir_value){ .u64 = { ir_imm(i), 0 } };
    else if (i->op == IR_const_wide)
        r->value[at] = c;
    else if (i->op == IR_call_pure)
        r->value[at] = call_pure(r, i);
    else if (i->op != IR_nop)
        ir_eval(i->op, i->type, ir_operand_type(r->f, i), i->aux, &r->value[at], &r->value[i->a],
                &b, &c, &r->g->head.fp);
}

static void effect(struct run *r, ir_ref at)
{
    const struct ir_ins *i = &r->f->ins[at];
    uint8_t *state = r->g->state + i->aux;
    switch ((int)i->op) {
    case IR_get:
        r->value[at].u128 = 0;
        memcpy(&r->value[at], state, bytes_of(i->type));
        if (i->type == IR_FLAGS)
            r->value[at].u32[0] &= UINT32_C(0xf0000000);
        return;
    case IR_put:
        memcpy(state, &r->value[i->a], bytes_of(i->type));
        return;
    case IR_insn_start:
        return;
    case IR_fp_get_flags:
        r->value[at] = (union ir_value){ .u64 = { r->g->head.fp.flags, 0 } };
        return;
    case IR_fp_set_flags:
        r->g->head.fp.flags = r->value[i->a].u32[0];
        return;
    case IR_fp_set_mode:
        r->g->head.fp.mode =
            r->value[i->a].u32[0] & 0x7b; /* of any modes that exist: rounding below 4 */
        return;
    }
    note_state(r);
    r->accesses++;
    if (i->op == IR_load)
        r->value[at] = load(r, i);
    else if (i->op == IR_store)
        store(r, i);
    else if (i->op == IR_call)
        r->value[at] = call(r, i);
    else if (ir_ops[i->op].flags & IR_MEM)
        r->value[at] = atomic(r, i);
    else
        note(r, i->op | (uint64_t)i->aux << 8);
}

/* ---- control ---- */

static void leave(struct run *r, const struct ir_ins *i, uint64_t pc)
{
    ir_ref back = i->op == IR_exit_indirect ? i->b : i->op == IR_exit_direct ? i->a : 0;
    note_state(r);
    note(r, pc);
    note(r, i->op == IR_exit_indirect ? IR_exit_direct : i->op);
    note(r, i->aux);
    note_value(r, back);
}

/* All phis of the block at once, since they may name one another. */
static void enter(struct run *r, ir_label from, ir_label to)
{
    static const union ir_value none;
    union ir_value made[64];
    const struct ir_block *b = &r->f->blocks[to];
    unsigned n = 0;
    for (ir_ref i = b->first; r->f->ins[i].op == IR_phi && n < 64; i++, n++) {
        const uint32_t *pairs = &r->f->pool[r->f->ins[i].a];
        made[n] = none;
        for (uint32_t k = 0; k < pairs[0]; k++)
            if (pairs[1 + 2 * k] == from)
                made[n] = r->value[pairs[2 + 2 * k]];
    }
    for (unsigned k = 0; k < n; k++)
        r->value[b->first + k] = made[k];
}

void test_run(const struct ir_func *f, struct test_guest *g)
{
    struct run r = { .f = f, .g = g };
    ir_label block = 0;
    bug_on(f->count > sizeof r.value / sizeof r.value[0], "%u instructions are too many", f->count);
    for (unsigned steps = 0; steps < MOST_STEPS; steps++) {
        ir_ref last = f->blocks[block].end - 1;
        for (ir_ref i = f->blocks[block].first; i < last; i++) {
            if (f->ins[i].op != IR_phi && ir_ops[f->ins[i].op].flags & (IR_PURE | IR_FP_ENV))
                evaluate(&r, i);
            else if (f->ins[i].op != IR_phi)
                effect(&r, i);
        }
        const struct ir_ins *i = &f->ins[last];
        if (ir_ops[i->op].flags & IR_EXIT && i->op != IR_jump && i->op != IR_br) {
            leave(&r, i, i->op == IR_exit_indirect ? r.value[i->a].u64[0] : ir_imm(i));
            return;
        }
        ir_label to = i->op == IR_jump ? i->a : r.value[i->a].u8[0] & 1 ? i->b : i->c;
        enter(&r, block, to);
        block = to;
    }
}

/* ---- comparing ---- */

static void random_state(struct test *t, struct test_guest *g)
{
    memset(g, 0, sizeof *g);
    for (unsigned k = IR_STATE_HEAD; k < TEST_STATE; k++)
        g->state[k] = test_below(t, 3) ? (uint8_t)test_random(t) : test_below(t, 2) ? 0 : 0xff;
}

bool test_same(struct test *t, const struct ir_func *f, const struct ir_func *g)
{
    for (unsigned k = 0; k < STATES; k++) {
        struct test_guest one, other;
        random_state(t, &one);
        other = one;
        test_run(f, &one);
        test_run(g, &other);
        if (one.trace != other.trace)
            return false;
    }
    return true;
}
