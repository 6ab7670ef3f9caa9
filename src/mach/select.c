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
   noted in s->pins and s->current, used up by exits and snapshots. */
#include "mach/select.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "ir/state.h"

/* ---- for actions ---- */

const struct ir_ins *select_ins(const struct select *s, ir_ref v)
{
    return &s->ir->ins[v];
}

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

struct mach_operand select_emit(struct select *s, unsigned row, const struct mach_operand *operands)
{
    mach_append(s->f, row, count_operands(operands), operands);
    return operands[0];
}

struct mach_operand select_make(struct select *s, enum mach_class klass, unsigned row, const struct mach_operand *uses)
{
    struct mach_operand o[8] = { select_reg(select_new(s, klass)) };
    memcpy(o + 1, uses, count_operands(uses) * sizeof *o);
    return select_emit(s, row, o);
}

/* ---- snapshots ---- */

static bool is_gpr_constant(const struct ir_ins *x);

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
        struct mach_operand value = is_gpr_constant(o) ? select_imm((int64_t)ir_imm(o)) : s->value[operand[m]].operand;
        slots[n++] = (struct mach_slot){ (uint16_t)(at + 16 * (m + 1)), 8, value };
    }
    return n;
}

static uint32_t snapshot(struct select *s, uint64_t pc)
{
    const struct mach_convention *c = s->f->convention;
    struct mach_slot slots[MACH_SLOTS];
    uint32_t n = 0;
    for (; n < c->pin_count; n++)
        slots[n] = (struct mach_slot){ c->pins[n].offset, 8, select_reg(s->pins[n]) };
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
    mach_append(s->f, row, count_operands(operands), operands)->snapshot = shot;
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
        bool vec = args[k].kind == MACH_REG && s->f->class_of[args[k].reg - MACH_VIRTUAL] == MACH_VEC;
        slots[count++] = (struct mach_slot){ (uint16_t)(at + 16 * (k + 1)), vec ? 16 : 8, args[k] };
    }
    return mach_snapshot_add(s->f, pc, slots, count);
}

struct mach_operand select_emit_trap(struct select *s, ir_ref i, unsigned row,
                                     const struct mach_operand *operands, uint64_t code,
                                     const struct mach_operand args[3])
{
    uint32_t shot = trap_snapshot(s, s->value[i].pc, code, args);
    mach_append(s->f, row, count_operands(operands), operands)->snapshot = shot;
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

/* ---- labels ---- */

static const struct select_rule *rule_of(const struct select *s, ir_ref i, unsigned number)
{
    return &s->tables->rules[s->tables->first[select_ins(s, i)->op] + number - 1];
}

/* A rule's type: any, exactly this one, or a vector of any width, of any lanes, or both. */
static inline bool type_fits(ir_type wanted, ir_type t)
{
    if (wanted == IR_VOID || wanted == t)
        return true;
    bool width = (wanted & 0xf0) == SELECT_VECTOR || (t & 0xf0) == (wanted & 0xf0);
    bool lane = !(wanted & 15) || (t & 15) == (wanted & 15);
    return wanted >= IR_V64 && t >= IR_V64 && width && lane;
}

/* Completes the label of a value of type t by the chain rules from its `goals`, a set. */
static void close_label(const struct select *s, struct select_label *l, ir_type t, uint32_t goals)
{
    const struct select_tables *tables = s->tables;
    while (goals) {
        unsigned from = (unsigned)__builtin_ctz(goals);
        goals &= goals - 1;
        for (unsigned k = tables->chain_first[from]; k < tables->chain_first[from + 1]; k++) {
            const struct select_rule *r = &tables->chains[k];
            unsigned cost = l->cost[from] + r->cost;
            if (cost >= l->cost[r->goal] || !type_fits(tables->nodes[r->node].type, t) || r->features & ~s->features)
                continue;
            l->cost[r->goal] = (uint16_t)cost;
            l->rule[r->goal] = (uint8_t)(SELECT_CHAIN + k);
            goals |= 1u << r->goal;
        }
    }
}

static void start_label(struct select_label *l)
{
    memset(l->cost, 0xff, sizeof l->cost);
    memset(l->rule, 0, sizeof l->rule);
}

/* The label of a leaf of a kind and type. */
static const struct select_label *leaf_label(struct select *s, enum select_leaf kind, ir_type t)
{
    static const uint8_t goals[SELECT_LEAVES][4] = { /* base goals, cost 0; ends with GOALS */
        [SELECT_LEAF_REG] = { SELECT_reg, SELECT_GOALS },
        [SELECT_LEAF_RZ] = { SELECT_reg, SELECT_rz, SELECT_GOALS },
        [SELECT_LEAF_XMM] = { SELECT_xmm, SELECT_GOALS },
        [SELECT_LEAF_IMM8] = { SELECT_imm8, SELECT_imm32, SELECT_imm, SELECT_GOALS },
        [SELECT_LEAF_IMM32] = { SELECT_imm32, SELECT_imm, SELECT_GOALS },
        [SELECT_LEAF_IMM] = { SELECT_imm, SELECT_GOALS },
    };
    struct select_label *l = &s->memo->leaf[kind][t];
    if (l->made)
        return l;
    uint32_t set = 0;
    start_label(l);
    l->made = true;
    for (const uint8_t *g = goals[kind]; *g != SELECT_GOALS; g++) {
        l->cost[*g] = 0;
        set |= 1u << *g;
    }
    if (kind >= SELECT_LEAF_IMM8) { /* a constant can always be made */
        l->cost[SELECT_reg] = l->cost[SELECT_rz] = 1;
        set |= 1u << SELECT_reg | 1u << SELECT_rz;
    }
    close_label(s, l, t, set);
    return l;
}

static enum mach_class class_of(ir_type t)
{
    return ir_is_vector(t) || ir_is_float(t) || t == IR_I128 ? MACH_VEC : MACH_GPR;
}

static int64_t constant_of(const struct ir_ins *x)
{
    int64_t n = (int64_t)ir_imm(x);
    switch (ir_bits(x->type)) {
    case 8:
        return (int8_t)n;
    case 16:
        return (int16_t)n;
    case 32:
        return (int32_t)n;
    default:
        return n;
    }
}

static bool is_gpr_constant(const struct ir_ins *x)
{
    return x->op == IR_const && class_of(x->type) == MACH_GPR;
}

/* Constants for vector registers are made anew, or are a memory operand, for each user. */
static bool is_vector_constant(const struct ir_ins *x)
{
    return x->op == IR_const_wide || (x->op == IR_const && class_of(x->type) == MACH_VEC);
}

static enum select_leaf leaf_kind(const struct select *s, ir_ref v)
{
    const struct ir_ins *x = select_ins(s, v);
    if (is_gpr_constant(x)) {
        int64_t n = constant_of(x);
        return n == (int8_t)n ? SELECT_LEAF_IMM8 : n == (int32_t)n ? SELECT_LEAF_IMM32 : SELECT_LEAF_IMM;
    }
    if (class_of(x->type) == MACH_VEC)
        return SELECT_LEAF_XMM;
    return s->value[v].zero_above ? SELECT_LEAF_RZ : SELECT_LEAF_REG;
}

/* The label by which v's user sees it: that of its tree, or that of a leaf. */
static const struct select_label *seen(struct select *s, ir_ref v)
{
    struct select_value *x = &s->value[v];
    if (!x->seen)
        x->seen = x->swallowed ? &s->label[v] : leaf_label(s, leaf_kind(s, v), ir_typeof(s->ir, v));
    return x->seen;
}

static inline bool node_fits(const struct select_node *n, const struct ir_ins *x)
{
    return n->op == x->op && type_fits(n->type, x->type) && (n->aux < 0 || n->aux == x->aux);
}

static unsigned match_operands(struct select *s, const struct select_node **node, const struct ir_ins *x, unsigned count);

/* Cost of matching the pattern at *node with operand i of a tree; moves *node behind it unless the pattern does not fit. */
static unsigned match(struct select *s, const struct select_node **node, ir_ref i)
{
    const struct select_node *n = (*node)++;
    const struct ir_ins *x = select_ins(s, i);
    if (n->kind == 1)
        return type_fits(n->type, x->type) ? seen(s, i)->cost[n->op] : SELECT_INFINITE;
    if (n->kind == 2)
        return is_gpr_constant(x) && constant_of(x) == n->aux ? 0 : SELECT_INFINITE;
    return s->value[i].swallowed && node_fits(n, x) ? match_operands(s, node, x, n->count) : SELECT_INFINITE;
}

static unsigned match_operands(struct select *s, const struct select_node **node, const struct ir_ins *x, unsigned count)
{
    unsigned cost = 0;
    for (unsigned k = 0; k < count && cost < SELECT_INFINITE; k++)
        cost += match(s, node, ir_operand(x, k));
    return cost < SELECT_INFINITE ? cost : SELECT_INFINITE;
}

static void label_value(struct select *s, ir_ref i)
{
    struct select_label *l = &s->label[i];
    const struct ir_ins *x = select_ins(s, i);
    unsigned first = s->tables->first[x->op], end = s->tables->first[x->op + 1];
    uint32_t goals = 0;
    start_label(l);
    if (s->f->soft_fp && ir_ops[x->op].flags & IR_FP_ENV)
        return;
    for (unsigned k = first; k < end; k++) {
        const struct select_rule *r = &s->tables->rules[k];
        const struct select_node *node = &s->tables->nodes[r->node];
        if (!node_fits(node, x) || r->features & ~s->features)
            continue;
        unsigned count = node++->count;
        unsigned cost = match_operands(s, &node, x, count);
        if (cost == SELECT_INFINITE || cost + r->cost >= l->cost[r->goal] || (r->test && !r->test(s, i)))
            continue;
        l->cost[r->goal] = (uint16_t)(cost + r->cost);
        l->rule[r->goal] = (uint8_t)(k - first + 1);
        goals |= 1u << r->goal;
    }
    close_label(s, l, x->type, goals);
}

/* ---- reducing ---- */

struct leaves {
    struct mach_operand operand[8];
    unsigned count;
    ir_ref flags;  /* the leaf that is reduced last, because others would destroy the host's flags; 0: none */
    unsigned flags_at;
    ir_ref access; /* a load or get that the tree has swallowed as memory operand */
};

/* Reduces the pattern's leaves in order. */
static void reduce_leaves(struct select *s, const struct select_node **node, ir_ref i, struct leaves *out)
{
    const struct select_node *n = (*node)++;
    if (n->kind == 1) {
        if (n->op == SELECT_cc) {
            out->flags = i;
            out->flags_at = out->count++;
        } else {
            if (n->op >= SELECT_mem8 && n->op <= SELECT_mem128 && s->value[i].swallowed)
                out->access = i;
            out->operand[out->count++] = select_reduce(s, i, n->op);
        }
        return;
    }
    const struct ir_ins *x = select_ins(s, i);
    for (unsigned k = 0; k < n->count; k++)
        reduce_leaves(s, node, ir_operand(x, k), out);
}

static bool is_guest_access(const struct select *s, ir_ref v)
{
    return v && select_ins(s, v)->op == IR_load;
}

/* The rule's own row: a result, then the leaves. */
static struct mach_operand emit_row(struct select *s, ir_ref i, const struct select_rule *r, const struct leaves *l, int cc)
{
    struct mach_operand o[8];
    unsigned n = 0;
    if (r->goal == SELECT_reg || r->goal == SELECT_rz)
        o[n++] = select_reg(select_new(s, MACH_GPR));
    else if (r->goal == SELECT_xmm)
        o[n++] = select_reg(select_new(s, MACH_VEC));
    for (unsigned k = 0; k < l->count; k++)
        if (!l->flags || k != l->flags_at)
            o[n++] = l->operand[k];
    o[n] = (struct mach_operand){ 0 };
    if (is_guest_access(s, l->access))
        select_emit_fault(s, l->access, r->row, o);
    else if (ir_ops[select_ins(s, i)->op].flags & IR_MEM)
        select_emit_fault(s, i, r->row, o);
    else if (ir_ops[select_ins(s, i)->op].flags & IR_FP_ENV)
        select_emit_fp(s, i, r->row, o, l->operand);
    else
        select_emit(s, r->row, o);
    if (cc >= 0)
        s->f->insns[s->f->insn_count - 1].cc = (uint8_t)cc;
    return r->goal == SELECT_cc ? select_imm(r->cc >= 0 ? r->cc : select_condition(s, i)) : o[0];
}

/* `flags_made`: the flags' leaf has been reduced already. */
static struct mach_operand reduce_rule(struct select *s, ir_ref i, const struct select_rule *r, struct leaves *l,
                                       bool flags_made)
{
    int cc = -1;
    if (l->flags && !flags_made)
        l->operand[l->flags_at] = select_reduce(s, l->flags, SELECT_cc);
    if (l->flags)
        cc = (int)l->operand[l->flags_at].imm;
    l->operand[l->count] = (struct mach_operand){ 0 };
    return r->action ? r->action(s, i, l->operand) : emit_row(s, i, r, l, cc);
}

static struct mach_operand reduce_tree(struct select *s, ir_ref i, unsigned number)
{
    const struct select_rule *r = rule_of(s, i, number);
    const struct select_node *node = &s->tables->nodes[r->node];
    struct leaves l = { .count = 0 };
    reduce_leaves(s, &node, i, &l);
    return reduce_rule(s, i, r, &l, false);
}

/* A value that exists by itself, for its own goals. */
static bool is_made(const struct select *s, ir_ref v, enum select_goal goal)
{
    if (class_of(select_ins(s, v)->type) == MACH_VEC)
        return goal == SELECT_xmm;
    return goal == SELECT_reg || (goal == SELECT_rz && s->value[v].zero_above);
}

/* A leaf's base goals, which need no rule; false: goal is none of them. */
static bool reduce_leaf(struct select *s, ir_ref v, enum select_goal goal, struct mach_operand *out)
{
    const struct ir_ins *x = select_ins(s, v);
    if (!is_gpr_constant(x)) {
        *out = s->value[v].operand;
        return is_made(s, v, goal);
    }
    if (goal == SELECT_imm || goal == SELECT_imm32 || goal == SELECT_imm8)
        *out = select_imm(constant_of(x));
    else if (goal == SELECT_reg || goal == SELECT_rz)
        *out = select_constant(s, v, goal);
    else
        return false;
    return true;
}

/* Reduces v to goal as the label says: that of its tree, or that of a leaf. */
static struct mach_operand reduce_label(struct select *s, ir_ref v, enum select_goal goal, const struct select_label *l)
{
    struct mach_operand made;
    if (l != &s->label[v] && reduce_leaf(s, v, goal, &made))
        return made;
    unsigned rule = l->rule[goal];
    bug_on(!rule, "no rule for %s as goal %d", ir_ops[select_ins(s, v)->op].name, goal);
    if (rule < SELECT_CHAIN)
        return reduce_tree(s, v, rule);
    const struct select_rule *r = &s->tables->chains[rule - SELECT_CHAIN];
    enum select_goal from = s->tables->nodes[r->node].op;
    struct leaves leaf = { .count = 1 };
    leaf.operand[0] = reduce_label(s, v, from, l);
    if (from == SELECT_cc)
        leaf.flags = v;
    else if (from >= SELECT_mem8 && from <= SELECT_mem128)
        leaf.access = v;
    return reduce_rule(s, v, r, &leaf, from == SELECT_cc);
}

struct mach_operand select_reduce(struct select *s, ir_ref v, enum select_goal goal)
{
    return reduce_label(s, v, goal, seen(s, v));
}

mach_reg select_value(struct select *s, ir_ref v)
{
    return select_reduce(s, v, class_of(select_ins(s, v)->type) == MACH_VEC ? SELECT_xmm : SELECT_reg).reg;
}

/* ---- guest state ---- */

static int pin_of(const struct select *s, unsigned offset)
{
    return offset < MACH_PINNED ? s->f->convention->pin_at[offset / 8] - 1 : -1;
}

static bool is_lazy(const struct select *s, unsigned offset)
{
    return s->ir->lazy && s->ir->lazy[offset / 128] >> offset / 4 % 32 & 1;
}

static struct mach_operand make_value(struct select *s, ir_ref i, enum select_goal goal)
{
    const struct select_label *l = &s->label[i];
    if (!l->rule[goal])
        return select_eval(s, i);
    struct mach_operand v = reduce_label(s, i, goal, l);
    bool fp = goal == SELECT_xmm && ir_ops[select_ins(s, i)->op].flags & IR_FP_ENV;
    return fp ? select_fp_result(s, i, v) : v;
}

/* The register of a lazy slot; a deferred value is made, for here only. */
static mach_reg current_slot(struct select *s, uint32_t k)
{
    return s->pending[k] ? make_value(s, s->pending[k], SELECT_reg).reg : s->current[k];
}

static void make_get(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    unsigned size = (ir_bits(x->type) + 7) / 8;
    enum mach_class klass = class_of(x->type);
    int pin = pin_of(s, x->aux);
    struct mach_operand *to = &s->value[i].operand;
    if (pin >= 0)
        *to = select_pin_part(s, s->pins[pin], x->aux - s->f->convention->pins[pin].offset, x->type);
    else if (is_lazy(s, x->aux) && s->dirty[x->aux / 4])
        *to = select_reg(current_slot(s, x->aux / 4u));
    else
        *to = select_reg(select_load_state(s, x->aux, size, klass));
}

static void make_put(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    ir_type t = ir_typeof(s->ir, x->a);
    unsigned size = (ir_bits(t) + 7) / 8;
    int pin = pin_of(s, x->aux);
    if (pin >= 0) {
        unsigned at = x->aux - s->f->convention->pins[pin].offset;
        s->pins[pin] = select_pin_insert(s, s->pins[pin], at, size, x->a);
    } else if (is_lazy(s, x->aux)) {
        bool deferred = s->value[x->a].deferred;
        s->current[x->aux / 4] = deferred ? 0 : select_value(s, x->a);
        s->pending[x->aux / 4] = deferred ? x->a : 0;
        s->dirty[x->aux / 4] = (uint8_t)size;
    } else if (s->label[i].rule[SELECT_stmt]) {
        reduce_tree(s, i, s->label[i].rule[SELECT_stmt]);
    } else {
        select_store_state(s, x->aux, size, select_value(s, x->a), class_of(t));
    }
}

static void store_slot(struct select *s, uint32_t k)
{
    mach_reg r = current_slot(s, k);
    select_store_state(s, k * 4, s->dirty[k], r, s->f->class_of[r - MACH_VIRTUAL]);
}

static void forget_slots(struct select *s)
{
    for (uint32_t n = 0; n < s->lazy_count; n++)
        s->dirty[s->lazy_slots[n]] = 0;
}

/* Stores what differs from memory: lazy slots, and the pins when C is going to look. */
static void flush_state(struct select *s, bool pins)
{
    const struct mach_convention *c = s->f->convention;
    for (uint32_t n = 0; n < s->lazy_count; n++)
        if (s->dirty[s->lazy_slots[n]])
            store_slot(s, s->lazy_slots[n]);
    for (unsigned k = 0; pins && k < c->pin_count; k++)
        select_store_state(s, c->pins[k].offset, 8, s->pins[k], MACH_GPR);
}

static void make_sync(struct select *s, const struct ir_ins *x)
{
    if (!s->dirty)
        return;
    if (s->dirty[x->aux / 4])
        store_slot(s, x->aux / 4u);
    s->dirty[x->aux / 4] = 0;
}

static void reload_state(struct select *s)
{
    const struct mach_convention *c = s->f->convention;
    forget_slots(s);
    for (unsigned k = 0; k < c->pin_count; k++)
        s->pins[k] = select_load_state(s, c->pins[k].offset, 8, MACH_GPR);
}

/* ---- control ---- */

static void append_exit(struct select *s, const struct mach_exit *e, mach_reg pc)
{
    const struct mach_convention *c = s->f->convention;
    struct mach_operand o[17];
    unsigned n = 0;
    for (; n < c->pin_count; n++)
        o[n] = select_reg(s->pins[n]);
    if (e->kind == MACH_EXIT_INDIRECT)
        o[n++] = select_reg(pc);
    uint32_t extra = mach_exit_add(s->f, e);
    mach_append(s->f, MACH_EXIT, n, o)->extra = extra;
}

static void make_exit(struct select *s, ir_ref i, enum mach_exit_kind kind)
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
    flush_state(s, false);
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
    flush_state(s, false);
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
    enum mach_class klass = f->class_of[value.reg - MACH_VIRTUAL];
    struct mach_operand o[3] = { select_reg(select_new(s, klass)), value, d->value };
    mach_append(f, MACH_PHI, 3, o);
    return o[0];
}

static void make_safepoint(struct select *s, ir_ref i)
{
    uint32_t here = s->machine_block;
    uint32_t cold = branch_cold(s, select_poll(s));
    s->machine_block = cold;
    flush_state(s, false);
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

static void make_jump(struct select *s, ir_label to)
{
    feed_phis(s, to);
    mach_append(s->f, MACH_JUMP, 0, NULL);
    set_succs(s->f, s->machine_block, 1, s->ir_block[to], 0);
}

static void make_br(struct select *s, const struct ir_ins *x)
{
    if (x->b == x->c) {
        make_jump(s, x->b);
        return;
    }
    feed_phis(s, x->b);
    feed_phis(s, x->c);
    int cc = (int)select_reduce(s, x->a, SELECT_cc).imm;
    mach_append(s->f, MACH_BRANCH, 0, NULL)->cc = (uint8_t)cc;
    set_succs(s->f, s->machine_block, 2, s->ir_block[x->b], s->ir_block[x->c]);
}

static void make_phi(struct select *s, ir_ref i)
{
    struct mach_operand o[1 + SELECT_PREDS];
    uint32_t n = s->preds[s->block].count;
    enum mach_class klass = class_of(select_ins(s, i)->type);
    for (uint32_t k = 0; k <= n; k++)
        o[k] = select_reg(0);
    o[0].reg = select_new(s, klass);
    s->value[i].operand = o[0];
    s->value[i].phi = s->f->insn_count;
    mach_append(s->f, MACH_PHI, n + 1, o);
}

/* ---- the walks ---- */

/* Makes the value or effect of one instruction, unless its user will. */
static void make(struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    const struct select_label *l = &s->label[i];
    struct select_value *v = &s->value[i];
    bool vec = class_of(x->type) == MACH_VEC;
    switch ((int)x->op) {
    case IR_nop:
    case IR_insn_start:
        return;
    case IR_phi:
        make_phi(s, i);
        return;
    case IR_get:
        if (!v->swallowed && v->uses)
            make_get(s, i);
        return;
    case IR_put:
        make_put(s, i);
        return;
    case IR_sync:
        make_sync(s, x);
        return;
    case IR_safepoint:
        make_safepoint(s, i);
        return;
    case IR_jump:
        make_jump(s, x->a);
        return;
    case IR_br:
        make_br(s, x);
        return;
    case IR_exit_direct:
        make_exit(s, i, MACH_EXIT_DIRECT);
        return;
    case IR_exit_indirect:
        make_exit(s, i, MACH_EXIT_INDIRECT);
        return;
    case IR_exit_syscall:
        make_exit(s, i, MACH_EXIT_SYSCALL);
        return;
    case IR_exit_trap:
        make_exit(s, i, MACH_EXIT_TRAP);
        return;
    case IR_call:
        flush_state(s, true);
        v->operand = select_helper(s, i);
        reload_state(s);
        return;
    case IR_call_pure:
        v->operand = select_helper(s, i);
        return;
    }
    if (v->swallowed || v->deferred || is_gpr_constant(x) || (!v->uses && ir_ops[x->op].flags & IR_PURE))
        return;
    if (ir_ops[x->op].result == '_') {
        if (l->rule[SELECT_stmt])
            reduce_tree(s, i, l->rule[SELECT_stmt]);
        else
            select_eval(s, i);
        return;
    }
    enum select_goal goal = vec ? SELECT_xmm : SELECT_reg;
    if (!vec && l->rule[SELECT_rz] && l->cost[SELECT_rz] <= l->cost[SELECT_reg])
        goal = SELECT_rz;
    v->operand = make_value(s, i, goal);
    v->zero_above = goal == SELECT_rz;
    v->seen = NULL; /* it may be another leaf now */
}

static void count_use(struct select *s, ir_ref v, ir_ref user)
{
    s->value[v].uses++;
    s->value[v].user = user;
    s->value[v].bits_seen |= !(ir_ops[select_ins(s, user)->op].flags & IR_FP_ENV);
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
            for (unsigned k = 0; k < 3; k++)
                if (ir_is_value(x, k) && ir_operand(x, k))
                    count_use(s, ir_operand(x, k), i);
            if (x->op == IR_put && is_lazy(s, x->aux))
                s->value[x->a].puts++;
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

/* Whether the value reads guest state or memory, itself or by what it swallows. */
static bool reads(const struct select *s, ir_ref v)
{
    const struct ir_ins *x = select_ins(s, v);
    if (x->op == IR_get || x->op == IR_load)
        return true;
    for (unsigned k = 0; k < 3; k++) {
        const struct select_value *o = &s->value[ir_operand(x, k)];
        if (ir_is_value(x, k) && o->swallowed && o->reads)
            return true;
    }
    return false;
}

/* Whether a value's only user may make it where that stands. */
static bool can_swallow(const struct select *s, ir_ref v)
{
    const struct ir_ins *x = select_ins(s, v);
    const struct select_value *d = &s->value[v], *u = &s->value[d->user];
    if (is_vector_constant(x))
        return true;
    if (d->uses != 1 || d->block != u->block || ir_ops[x->op].result == '_' || is_gpr_constant(x))
        return false;
    if (d->reads && d->epoch != u->epoch)
        return false;
    if (x->op == IR_fcmp)
        return d->order == u->order;
    if (x->op == IR_get)
        return pin_of(s, x->aux) < 0 && !is_lazy(s, x->aux);
    return x->op == IR_load || (ir_ops[x->op].flags & IR_PURE && x->op != IR_phi && x->op != IR_call_pure);
}

/* A tree that has no rule that uses the value as part of a pattern must not swallow it: then it could only be reduced to a register
   at the user, for nothing but a longer life of its own operands; and what is never reached by a rule must be made. */
static void label_block(struct select *s, ir_label b)
{
    for (ir_ref i = s->ir->blocks[b].first; i < s->ir->blocks[b].end; i++) {
        s->value[i].reads = reads(s, i);
        s->value[i].swallowed = can_swallow(s, i);
        label_value(s, i);
        const struct select_label *l = &s->label[i];
        bool vec = class_of(select_ins(s, i)->type) == MACH_VEC;
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

static void start_entry(struct select *s, uint32_t block, uint64_t pc)
{
    struct mach_func *f = s->f;
    struct mach_operand o[16];
    f->blocks[block].entry = true;
    f->blocks[block].entry_pc = pc;
    for (unsigned k = 0; k < f->convention->pin_count; k++)
        o[k] = select_reg(s->pins[k] = select_new(s, MACH_GPR));
    mach_append(f, MACH_ENTRY, f->convention->pin_count, o);
}

static void select_block(struct select *s, ir_label b)
{
    struct mach_func *f = s->f;
    s->block = b;
    s->machine_block = s->ir_block[b];
    f->blocks[s->machine_block].first = f->insn_count;
    if (s->ir->lazy)
        forget_slots(s);
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
        if (is_lazy(s, k * 4))
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
    s->ir_block = arena_alloc(a, ir->block_count * sizeof *s->ir_block);
    s->ir_end = arena_alloc(a, ir->block_count * sizeof *s->ir_end);
    s->preds = arena_alloc(a, ir->block_count * sizeof *s->preds);
    s->end_pins = arena_alloc(a, ir->block_count * sizeof *s->end_pins);
    s->feeds = arena_alloc(a, ir->pool_count * sizeof *s->feeds + sizeof *s->feeds);
}

struct select_memo *mach_select_memo(void)
{
    return calloc(1, sizeof(struct select_memo));
}

bool mach_select(struct mach_func *f, const struct ir_func *ir)
{
    struct select s = { .f = f, .ir = ir, .tables = f->target->rules, .features = f->convention->features };
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
