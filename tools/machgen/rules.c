/* The pattern language: the lines below rows, and `pattern` statements, become tables of rules and of pattern nodes in prefix
   order (struct select_rule, struct select_node in src/mach/select.h). The driver in src/mach/select.c matches
   with them. */
#include "machgen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NODES = 24, MAX_LEAVES = 7 };

/* ---- what IR ops there are ---- */
static const struct ir_op_name {
    const char *name;
    const char *a, *b, *c;
} ir_op_names[] = {
#define OP(name, result, a, b, c, aux, flags, meaning) { #name, #a, #b, #c },
#include "ir/ops.def"
#undef OP
};
enum { IR_OP_COUNT = sizeof ir_op_names / sizeof *ir_op_names };

static const char *const goals[] = {
    "reg", "rz", "xmm", "imm8", "imm32", "imm", "addr", "mem8", "mem16", "mem32", "mem64", "mem128", "cc", "stmt",
};
enum { GOALS = sizeof goals / sizeof *goals };

/* ---- rules in memory ---- */
enum node_kind { NODE_OP, NODE_GOAL, NODE_CONSTANT };
struct node {
    enum node_kind kind;
    int which;        /* op or goal */
    const char *type; /* C expression; "0": any */
    int count;        /* children */
    const char *aux;  /* C expression; "-1": any */
};
struct rule {
    const struct row *row; /* NULL: a pattern statement */
    int goal, cost;
    int nodes;
    struct node node[MAX_NODES];
    int leaves;
    const char *action, *test, *condition; /* NULL: none */
    uint64_t features;
};

static int find(const char *name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(names[i], name))
            return i;
    return -1;
}

static int find_op(const char *name)
{
    for (int i = 0; i < IR_OP_COUNT; i++)
        if (!strcmp(ir_op_names[i].name, name))
            return i;
    return -1;
}

/* `i64`, `v128`, `v128.i32`, `v` and `v.i32` (of any width): as a C expression of enum ir_type. */
static const char *parse_type(struct line *l)
{
    char *first = take_token(l, "", "a type");
    if (!strcmp(first, "v"))
        return take(l, '.') ? print_string("SELECT_VECTOR | IR_%s", upper(take_token(l, "", "a lane type"))) : "SELECT_VECTOR";
    if (first[0] == 'v' && take(l, '.'))
        return print_string("IR_%s | IR_%s", upper(first), upper(take_token(l, "", "a lane type")));
    return print_string("IR_%s", upper(first));
}

static struct node *add_node(struct rule *r, struct line *l)
{
    static struct node spare;
    if (r->nodes == MAX_NODES) {
        FAIL(l, "the pattern has more than %d nodes", MAX_NODES);
        return &spare;
    }
    return &r->node[r->nodes++];
}

static void parse_tree(struct rule *r, struct line *l);

static void parse_children(struct rule *r, struct line *l, struct node *n, const char *name)
{
    const struct ir_op_name *op = &ir_op_names[n->which];
    if (take(l, '(')) {
        do {
            n->count++;
            parse_tree(r, l);
        } while (take(l, ','));
        if (!take(l, ')'))
            FAIL(l, "expected ')' at '%s'", l->at);
    }
    const char *letter[3] = { op->a, op->b, op->c };
    for (int i = 0; i < n->count && i < 3; i++)
        if (!strchr("TEBGAVO", *letter[i]))
            FAIL(l, "operand %d of '%s' is no value", i + 1, name);
    if (n->count > 3)
        FAIL(l, "'%s' has at most three operands", name);
}

/* An op with operands, a goal, or a number. */
static void parse_tree(struct rule *r, struct line *l)
{
    struct node *n = add_node(r, l);
    *n = (struct node){ .kind = NODE_CONSTANT, .type = "0", .aux = "-1" };
    skip_space(l);
    if (isdigit((unsigned char)*l->at) || *l->at == '-') {
        n->aux = print_string("%ld", take_integer(l));
        return;
    }
    char *name = take_token(l, "_", "an op, a goal or a number");
    int goal = find(name, goals, GOALS), op = find_op(name);
    if (goal < 0 && op < 0)
        FAIL(l, "no IR op and no goal is called '%s'", name);
    n->kind = goal >= 0 ? NODE_GOAL : NODE_OP;
    n->which = goal >= 0 ? goal : op;
    if (take(l, '.'))
        n->type = parse_type(l);
    if (take(l, ':'))
        n->aux = isdigit((unsigned char)*l->at) ? print_string("%ld", take_integer(l))
                                                : print_string("IR_%s", take_token(l, "_", "an aux value"));
    if (goal >= 0)
        r->leaves++;
    else if (op >= 0 && !l->bad)
        parse_children(r, l, n, name);
}

/* What follows the pattern: cost, `if test`, `+feature`, `cc=condition`, `-> action`, in any order. */
static void parse_options(struct table *t, struct rule *r, struct line *l)
{
    while (!at_end(l)) {
        if (take_word(l, "if")) {
            skip_space(l);
            r->test = take_token(l, "_", "a test");
        } else if (take(l, '+')) {
            r->features |= find_feature(t, l, take_token(l, "_.", "a feature"));
        } else if (isdigit((unsigned char)*l->at)) {
            r->cost = (int)take_integer(l);
        } else if (!strncmp(l->at, "cc=", 3)) {
            l->at += 3;
            r->condition = take_token(l, "_", "a condition");
        } else if (!strncmp(l->at, "->", 2)) {
            l->at += 2;
            skip_space(l);
            r->action = take_token(l, "_", "an action");
        } else {
            FAIL(l, "expected a cost, `if`, `+feature`, `cc=` or `->` at '%s'", l->at);
        }
        skip_space(l);
    }
}

static void check_rule(const struct rule *r, struct line *l)
{
    if (!r->row && !r->action)
        FAIL(l, "a pattern without row needs an action");
    if (r->leaves > MAX_LEAVES)
        FAIL(l, "more than %d leaves", MAX_LEAVES);
    if (r->row && !r->action) {
        bool makes = r->goal <= 2;
        int operands = 0, cc = 0;
        for (int i = 0; i < r->row->operands; i++)
            operands++;
        for (int i = 0; i < r->nodes; i++)
            cc += r->node[i].kind == NODE_GOAL && !strcmp(goals[r->node[i].which], "cc");
        if (operands != r->leaves - cc + makes)
            FAIL(l, "the row has %d operands, the rule makes %d", operands, r->leaves - cc + makes);
    }
}

static struct rule *parse_rule(struct table *t, const struct rule_line *text, const struct row *row)
{
    struct rule *r = allocate(sizeof *r);
    struct line l = { .place = text->at, .at = strdup(text->text), .errors = &t->errors };
    r->row = row;
    r->cost = 1;
    if (!row && !take_word(&l, "pattern"))
        FAIL(&l, "unknown statement '%s'", text->text);
    skip_space(&l);
    char *goal = take_token(&l, "_", "a goal");
    r->goal = find(goal, goals, GOALS);
    if (r->goal < 0)
        FAIL(&l, "no goal is called '%s'", goal);
    skip_space(&l);
    if (!take(&l, '='))
        FAIL(&l, "expected '=' at '%s'", l.at);
    if (!l.bad)
        parse_tree(r, &l);
    skip_space(&l);
    if (!l.bad)
        parse_options(t, r, &l);
    if (!l.bad)
        check_rule(r, &l);
    return r;
}

/* ---- all rules, those of one op together ---- */

static int root_of(const struct rule *r) /* chain rules behind all ops, by the goal they start from */
{
    return r->node[0].kind == NODE_OP ? r->node[0].which : IR_OP_COUNT + r->node[0].which;
}

/* Prints the table that says where in t->all the rules of `count` roots begin; from rule `at` on, that is number 0.
   Returns the first rule behind them. */
static int emit_first(const struct table *t, FILE *out, int at, int root, int count)
{
    int start = at;
    for (int k = 0; k <= count; k++) {
        while (at < t->rules && root_of(t->all[at]) < root + k)
            at++;
        fprintf(out, "%s %d,", k % 16 ? "" : "\n   ", at - start);
    }
    fprintf(out, "\n};\n");
    return at;
}

static int by_root(const void *a, const void *b)
{
    return root_of(*(struct rule *const *)a) - root_of(*(struct rule *const *)b);
}

void rules_parse(struct table *t)
{
    for (int i = 0; i < t->statements; i++)
        push(&t->all, &t->rules, parse_rule(t, t->statement[i], NULL));
    for (int i = 0; i < t->rows; i++)
        for (int k = 0; k < t->row[i]->rules; k++)
            push(&t->all, &t->rules, parse_rule(t, t->row[i]->rule[k], t->row[i]));
    qsort(t->all, (size_t)t->rules, sizeof *t->all, by_root);
    for (int i = 0, n = 0; i < t->rules; i++) {
        n = i && root_of(t->all[i]) == root_of(t->all[i - 1]) ? n + 1 : 1;
        if (n > 64) /* select_tree.c has sets of them */
            complain(&t->errors, (struct place){ t->file[0], 0 }, "more than 64 rules for one op");
    }
}

static void emit_prototypes(const struct table *t, FILE *out)
{
    for (int i = 0; i < t->rules; i++) {
        const struct rule *r = t->all[i];
        if (r->action)
            fprintf(out, "select_action %s_%s;\n", "x86", r->action);
        if (r->test)
            fprintf(out, "select_test %s_%s;\n", "x86", r->test);
    }
}

static void emit_nodes(const struct table *t, FILE *out)
{
    fprintf(out, "\nstatic const struct select_node nodes[] = {\n");
    for (int i = 0; i < t->rules; i++)
        for (int k = 0; k < t->all[i]->nodes; k++) {
            const struct node *n = &t->all[i]->node[k];
            const char *prefix = n->kind == NODE_GOAL ? "SELECT_" : "IR_";
            const char *name = n->kind == NODE_GOAL ? goals[n->which] : ir_op_names[n->which].name;
            if (n->kind == NODE_CONSTANT)
                prefix = "", name = "0";
            fprintf(out, "    { %d, %s%s, %s, %d, %s },\n", n->kind, prefix, name, n->type, n->count, n->aux);
        }
    fprintf(out, "};\n");
}

static void emit_rules(const struct table *t, FILE *out)
{
    int node = 0;
    fprintf(out, "\nstatic const struct select_rule rules[] = {\n");
    for (int i = 0; i < t->rules; i++) {
        const struct rule *r = t->all[i];
        fprintf(out, "    { .goal = SELECT_%s, .cost = %d, .node = %d", goals[r->goal], r->cost, node);
        if (r->row)
            fprintf(out, ", .row = %s_%s", t->prefix, r->row->symbol);
        fprintf(out, ", .features = 0x%llx", (unsigned long long)(r->features | (r->row ? r->row->features : 0)));
        fprintf(out, ", .cc = %s%s", r->condition ? "X86_CC_" : "", r->condition ? upper(r->condition) : "-1");
        if (r->action)
            fprintf(out, ", .action = x86_%s", r->action);
        if (r->test)
            fprintf(out, ", .test = x86_%s", r->test);
        fprintf(out, " },\n");
        node += r->nodes;
    }
    fprintf(out, "};\n");
}

void rules_emit(const struct table *t, FILE *out)
{
    fprintf(out, "#include \"mach/%s/target.h\"\n#include \"mach/select.h\"\n\n", t->host);
    emit_prototypes(t, out);
    if (!t->rules)
        return;
    emit_nodes(t, out);
    emit_rules(t, out);
    fprintf(out, "\nstatic const uint16_t first[IR_OPS + 1] = {");
    int chains = emit_first(t, out, 0, 0, IR_OP_COUNT);
    fprintf(out, "\nstatic const uint8_t chain_first[SELECT_GOALS + 1] = {");
    emit_first(t, out, chains, IR_OP_COUNT, GOALS);
    fprintf(out, "\nconst struct select_tables mach_%s_rules = { nodes, rules, first, rules + %d, chain_first };\n", t->host, chains);
}
