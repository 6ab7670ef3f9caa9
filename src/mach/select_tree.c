/* Trees: the labels that dynamic programming gives values, and reducing a tree to machine instructions by them. The idea is told in
   mach/select.c. */
#include <stdlib.h>
#include <string.h>

#include "mach/select_parts.h"

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

/* Whether a rule's root is for values of type t, and the host has what the rule needs. */
static bool rule_fits(const struct select *s, const struct select_rule *r, ir_type t)
{
    return type_fits(s->tables->nodes[r->node].type, t) && !(r->features & ~s->features);
}

/* Where chains lead from a goal, for values of type t. */
static struct select_reach reach(const struct select *s, unsigned goal, ir_type t)
{
    const struct select_tables *tables = s->tables;
    struct select_reach reach = { .goals = 0 };
    for (uint32_t left = 1u << goal; left;) {
        unsigned from = (unsigned)__builtin_ctz(left);
        left &= left - 1;
        for (unsigned k = tables->chain_first[from]; k < tables->chain_first[from + 1]; k++) {
            const struct select_rule *r = &tables->chains[k];
            unsigned cost = reach.cost[from] + r->cost;
            bool known = r->goal == goal || reach.goals >> r->goal & 1;
            if (!rule_fits(s, r, t) || (known && cost >= reach.cost[r->goal]))
                continue;
            bug_on(cost > UINT8_MAX, "chain rules that cost %u", cost);
            reach.goals |= 1u << r->goal;
            reach.cost[r->goal] = (uint8_t)cost;
            reach.rule[r->goal] = (uint8_t)(SELECT_CHAIN + k);
            left |= 1u << r->goal;
        }
    }
    return reach;
}

static const struct select_chains *fitting_chains(const struct select *s, ir_type t)
{
    struct select_chains *c = &s->memo->chains[t];
    for (unsigned from = 0; from < SELECT_GOALS && !c->made; from++)
        c->from[from] = reach(s, from, t);
    c->made = true;
    return c;
}

static const struct select_node *behind(const struct select_node *n)
{
    const struct select_node *next = n + 1;
    for (unsigned k = 0; k < n->count; k++)
        next = behind(next);
    return next;
}

static bool wants_constant(const struct select_node *n)
{
    return n->kind == 2 || (n->kind == 1 && n->op >= SELECT_imm8 && n->op <= SELECT_imm);
}

/* An op or memory: no leaf has a label for that. */
static bool wants_tree(const struct select_node *n)
{
    return n->kind == 0 || (n->kind == 1 && n->op >= SELECT_mem8 && n->op <= SELECT_mem128);
}

/* Adds a rule, with what must be so for it to fit. */
static void add_rule(struct select_fit *f, unsigned number, const struct select_node *root)
{
    const struct select_node *n = root + 1;
    f->rules |= (uint64_t)1 << number;
    for (unsigned k = 0; k < root->count; k++, n = behind(n)) {
        f->constant[k] |= (uint64_t)wants_constant(n) << number;
        f->tree[k] |= (uint64_t)wants_tree(n) << number;
    }
}

static const struct select_fit *fitting_rules(const struct select *s, const struct ir_ins *x)
{
    struct select_fit *f = &s->memo->fit[(x->op * 37u + x->type) % SELECT_FITS];
    if (f->made && f->op == x->op && f->type == x->type)
        return f;
    unsigned first = s->tables->first[x->op], count = s->tables->first[x->op + 1] - first;
    *f = (struct select_fit){ .op = x->op, .type = x->type, .made = true };
    for (unsigned k = 0; k < count; k++)
        if (rule_fits(s, &s->tables->rules[first + k], x->type))
            add_rule(f, k, &s->tables->nodes[s->tables->rules[first + k].node]);
    return f;
}

/* Those of them that may fit x, whose operands have their labels. */
static uint64_t possible_rules(const struct select *s, const struct select_fit *f, const struct ir_ins *x)
{
    uint64_t rules = f->rules;
    for (unsigned left = ir_ops[x->op].values; left; left &= left - 1) {
        unsigned k = (unsigned)__builtin_ctz(left);
        ir_ref v = ir_operand(x, k);
        if (!select_is_constant(select_ins(s, v)))
            rules &= ~f->constant[k];
        if (!s->value[v].swallowed)
            rules &= ~f->tree[k];
    }
    return rules;
}

/* Completes the label of a value of type t by the chain rules from its `goals`, a set. */
static void close_label(const struct select *s, struct select_label *l, ir_type t, uint32_t goals)
{
    const struct select_chains *chains = fitting_chains(s, t);
    for (; goals; goals &= goals - 1) {
        unsigned from = (unsigned)__builtin_ctz(goals);
        const struct select_reach *reach = &chains->from[from];
        for (uint32_t left = reach->goals; left; left &= left - 1) {
            unsigned to = (unsigned)__builtin_ctz(left), cost = l->cost[from] + reach->cost[to];
            if (cost >= l->cost[to])
                continue;
            l->cost[to] = (uint16_t)cost;
            l->rule[to] = reach->rule[to];
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

static enum select_leaf leaf_kind(const struct select *s, ir_ref v)
{
    const struct ir_ins *x = select_ins(s, v);
    if (select_is_constant(x)) {
        int64_t n = constant_of(x);
        return n == (int8_t)n ? SELECT_LEAF_IMM8 : n == (int32_t)n ? SELECT_LEAF_IMM32 : SELECT_LEAF_IMM;
    }
    if (select_class(x->type) == MACH_VEC)
        return SELECT_LEAF_XMM;
    return s->value[v].zero_above ? SELECT_LEAF_RZ : SELECT_LEAF_REG;
}

/* The label by which v's user sees it: that of its tree, or that of a leaf. */
static inline const struct select_label *seen(struct select *s, ir_ref v)
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

/* Cost of matching the pattern at *node, which is no goal, with operand i of a tree; moves *node behind it unless the pattern does not fit. */
static unsigned match(struct select *s, const struct select_node **node, ir_ref i)
{
    const struct select_node *n = (*node)++;
    const struct ir_ins *x = select_ins(s, i);
    if (n->kind == 2)
        return select_is_constant(x) && constant_of(x) == n->aux ? 0 : SELECT_INFINITE;
    return s->value[i].swallowed && node_fits(n, x) ? match_operands(s, node, x, n->count) : SELECT_INFINITE;
}

static unsigned match_operands(struct select *s, const struct select_node **node, const struct ir_ins *x, unsigned count)
{
    unsigned cost = 0;
    for (unsigned k = 0; k < count && cost < SELECT_INFINITE; k++) {
        const struct select_node *n = *node;
        ir_ref v = ir_operand(x, k);
        if (n->kind != 1) {
            cost += match(s, node, v);
            continue;
        }
        ++*node;
        cost += type_fits(n->type, select_ins(s, v)->type) ? seen(s, v)->cost[n->op] : SELECT_INFINITE;
    }
    return cost < SELECT_INFINITE ? cost : SELECT_INFINITE;
}

/* Tries a rule whose root fits; returns its goal as a set, if it is the cheapest so far. */
static uint32_t try_rule(struct select *s, ir_ref i, struct select_label *l, unsigned number)
{
    const struct ir_ins *x = select_ins(s, i);
    const struct select_rule *r = rule_of(s, i, number);
    const struct select_node *node = &s->tables->nodes[r->node];
    if (node->aux >= 0 && node->aux != x->aux)
        return 0;
    unsigned count = node++->count;
    unsigned cost = match_operands(s, &node, x, count);
    if (cost == SELECT_INFINITE || cost + r->cost >= l->cost[r->goal] || (r->test && !r->test(s, i)))
        return 0;
    l->cost[r->goal] = (uint16_t)(cost + r->cost);
    l->rule[r->goal] = (uint8_t)number;
    return 1u << r->goal;
}

void select_label(struct select *s, ir_ref i)
{
    struct select_label *l = &s->label[i];
    const struct ir_ins *x = select_ins(s, i);
    uint32_t goals = 0;
    start_label(l);
    if (s->tables->first[x->op] == s->tables->first[x->op + 1] || (s->f->soft_fp && ir_ops[x->op].flags & IR_FP_ENV))
        return;
    if ((x->op == IR_get || x->op == IR_put) && select_pin(s, x->aux) >= 0) /* is in no pattern */
        return;
    const struct select_fit *fit = fitting_rules(s, x);
    for (uint64_t left = possible_rules(s, fit, x); left; left &= left - 1)
        goals |= try_rule(s, i, l, (unsigned)__builtin_ctzll(left) + 1);
    if (goals)
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

struct mach_operand select_tree(struct select *s, ir_ref i, unsigned number)
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
    if (select_class(select_ins(s, v)->type) == MACH_VEC)
        return goal == SELECT_xmm;
    return goal == SELECT_reg || (goal == SELECT_rz && s->value[v].zero_above);
}

/* A leaf's base goals, which need no rule; false: goal is none of them. */
static bool reduce_leaf(struct select *s, ir_ref v, enum select_goal goal, struct mach_operand *out)
{
    const struct ir_ins *x = select_ins(s, v);
    if (!select_is_constant(x)) {
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
        return select_tree(s, v, rule);
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
    return select_reduce(s, v, select_class(select_ins(s, v)->type) == MACH_VEC ? SELECT_xmm : SELECT_reg).reg;
}

struct mach_operand select_made(struct select *s, ir_ref i, enum select_goal goal)
{
    const struct select_label *l = &s->label[i];
    if (!l->rule[goal])
        return select_eval(s, i);
    struct mach_operand v = reduce_label(s, i, goal, l);
    bool fp = goal == SELECT_xmm && ir_ops[select_ins(s, i)->op].flags & IR_FP_ENV;
    return fp ? select_fp_result(s, i, v) : v;
}

struct select_memo *mach_select_memo(void)
{
    return calloc(1, sizeof(struct select_memo));
}
