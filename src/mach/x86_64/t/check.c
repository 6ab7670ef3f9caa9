/* The allocation checker against a second judge. Random functions (a loop around a diamond, more values than registers, calls,
   shifts, wide products, faulting loads; in some, pins rest) are allocated, then broken in every way in turn: each register and slot that an operand
   or a snapshot names becomes another one, each instruction of the allocator goes or becomes a constant. Whether a mutant is wrong is
   found by running it beside the SSA form along random paths, with each instruction making a new number: what is read must be the same. The
   checker must refuse exactly the wrong ones (or the verifier, which always comes first). Prints each failure and, last, the counts. */
#include <string.h>

#include "ir/state.h"
#include "mach/x86_64/x86_64.h"

enum { PATHS = 24, BLOCKS_RUN = 60, PLACES = MACH_VIRTUAL + MACH_SPILLS, FUNCTIONS = 12, RESTING = 4, READS = 200 };

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* ---- random functions ---- */

struct build {
    struct mach_func *f;
    uint32_t seed;
    mach_reg values[400];
    uint32_t count;
};

static struct mach_operand reg(mach_reg r)
{
    return (struct mach_operand){ .kind = MACH_REG, .reg = r };
}

static struct mach_operand any(struct build *b)
{
    return reg(b->values[next(&b->seed) % b->count]);
}

static struct mach_operand result(struct build *b)
{
    b->values[b->count] = mach_new_reg(b->f, MACH_GPR);
    return reg(b->values[b->count++]);
}

#define APPEND(b, op, ...) \
    mach_append((b)->f, op, \
                sizeof((struct mach_operand[]){ __VA_ARGS__ }) / sizeof(struct mach_operand), \
                (struct mach_operand[]){ __VA_ARGS__ })

static void add_constant(struct build *b)
{
    struct mach_operand n = { .kind = MACH_IMM, .imm = next(&b->seed) % 3 };
    APPEND(b, X86_MOV_64_I, result(b), n);
}

static void add_sum(struct build *b)
{
    struct mach_operand x = any(b), y = any(b);
    APPEND(b, X86_ADD_64, result(b), x, y);
}

static void add_shift(struct build *b)
{
    struct mach_operand x = any(b), y = any(b);
    APPEND(b, X86_SHL_64_CL, result(b), x, y);
}

static void add_product(struct build *b)
{
    struct mach_operand x = any(b), y = any(b), low = result(b), high = result(b);
    APPEND(b, X86_MUL_64_WIDE, low, high, x, y);
}

static void add_load(struct build *b)
{
    struct mach_operand address = { .kind = MACH_MEM, .reg = any(b).reg, .disp = 8 };
    const struct mach_slot slots[2] = { { 8, 8, any(b) }, { 400, 8, any(b) } };
    address.index = any(b).reg;
    APPEND(b, X86_MOV_64, result(b), address)->snapshot = mach_snapshot_add(b->f, 0x1000, slots, 2);
}

static void add_copy(struct build *b)
{
    struct mach_operand x = any(b);
    APPEND(b, MACH_MOVE, result(b), x);
}

static void add_some(struct build *b, unsigned count)
{
    static void (*const add[])(struct build *b) = { add_constant, add_sum, add_sum, add_shift, add_product, add_load, add_copy };
    while (count--)
        add[next(&b->seed) % (sizeof add / sizeof *add)](b);
}

static void add_block(struct build *b, uint32_t first, unsigned succs, uint32_t s0, uint32_t s1, unsigned preds, uint32_t p0,
                      uint32_t p1)
{
    struct mach_func *f = b->f;
    uint32_t number = mach_block_new(f);
    struct mach_block *m = &f->blocks[number];
    *m = (struct mach_block){ .first = first, .end = f->insn_count, .succs = { s0, s1 }, .succ_count = succs, .pred_count = preds };
    m->preds = arena_alloc(f->arena, 2 * sizeof *m->preds);
    m->preds[0] = p0;
    m->preds[1] = p1;
}

static void add_branch(struct build *b)
{
    struct mach_operand x = any(b), y = any(b);
    APPEND(b, X86_CMP_64, x, y);
    mach_append(b->f, MACH_BRANCH, 0, NULL);
}

static void add_exit(struct build *b)
{
    struct mach_operand o[16];
    uint32_t extra = mach_exit_add(b->f, &(struct mach_exit){ .kind = MACH_EXIT_DIRECT });
    for (unsigned n = 0; n < b->f->pin_count; n++)
        o[n] = any(b);
    mach_append(b->f, MACH_EXIT, b->f->pin_count, o)->extra = extra;
}

/* 0: entry -> 1: loop head with phis -> 2 or 3 -> 4: phis -> 1 or 5: exit */
static void build(struct build *b, unsigned size)
{
    enum { PHIS = 6 };
    struct mach_func *f = b->f;
    struct mach_operand o[16], from[PHIS];
    for (unsigned n = 0; n < f->pin_count; n++)
        o[n] = result(b);
    for (unsigned n = 0; n < f->convention->pin_count; n++)
        if (mach_is_reserved(f, f->convention->pins[n].reg))
            b->values[b->count++] = f->convention->pins[n].reg;
    mach_append(f, MACH_ENTRY, f->pin_count, o);
    add_some(b, size);
    mach_append(f, MACH_JUMP, 0, NULL);
    add_block(b, 0, 1, 1, 0, 0, 0, 0);
    uint32_t first = f->insn_count, head = first;
    for (unsigned n = 0; n < PHIS; n++)
        from[n] = any(b);
    for (unsigned n = 0; n < PHIS; n++) {
        o[n] = result(b);
        APPEND(b, MACH_PHI, o[n], from[n], from[n]);
    }
    add_some(b, size);
    add_branch(b);
    add_block(b, first, 2, 2, 3, 2, 0, 4);
    uint32_t known = b->count;
    struct mach_operand sides[2][PHIS];
    for (unsigned side = 0; side < 2; side++) {
        b->count = known;
        first = f->insn_count;
        add_some(b, size);
        for (unsigned n = 0; n < PHIS; n++)
            sides[side][n] = any(b);
        mach_append(f, MACH_JUMP, 0, NULL);
        add_block(b, first, 1, 4, 0, 1, 1, 0);
    }
    b->count = known;
    first = f->insn_count;
    for (unsigned n = 0; n < PHIS; n++)
        APPEND(b, MACH_PHI, result(b), sides[0][n], sides[1][n]);
    add_some(b, size);
    add_branch(b);
    add_block(b, first, 2, 1, 5, 2, 2, 3);
    for (unsigned n = 0; n < PHIS; n++) /* some of them are the loop's own phis, which then change places */
        f->operands[f->insns[head + n].operand + 2] = n % 2 ? o[(n + 2) % PHIS] : any(b);
    first = f->insn_count;
    add_exit(b);
    add_block(b, first, 0, 0, 0, 1, 4, 0);
    f->blocks[0].entry = true;
}

/* ---- the second judge: runs a function, in either form ---- */

struct run {
    const struct mach_func *f;
    const struct mach_insn *insns;
    const struct mach_operand *operands;
    const struct mach_block *blocks;
    const struct mach_slot *slots;
    uint32_t block, path;
    bool stopped;
    uint64_t tick, trace; /* what has been read so far */
    uint64_t at[PLACES];  /* by register, also virtual ones, or slot */
};

static uint64_t mix(uint64_t a, uint64_t b)
{
    return (a ^ b ^ a >> 29) * 0x9e3779b97f4a7c15u;
}

static uint64_t *place(struct run *r, const struct mach_operand *o)
{
    return &r->at[o->kind == MACH_SPILL ? MACH_VIRTUAL + (uint32_t)o->disp : o->reg];
}

static void read_operand(struct run *r, const struct mach_operand *o)
{
    if (o->kind == MACH_REG || o->kind == MACH_SPILL)
        r->trace = mix(r->trace, *place(r, o));
    else if (o->kind == MACH_MEM)
        r->trace = mix(mix(r->trace, r->at[o->reg]), r->at[o->index]);
}

static bool is_copy(const struct run *r, const struct mach_insn *i)
{
    const struct mach_target *t = r->f->target;
    bool made = i->op >= MACH_TARGET_OPS && !i->extra;
    return i->op == MACH_MOVE || (made && (i->op == t->move[0] || i->op == t->spill[0] || i->op == t->reload[0] ||
                                           i->op == t->move[1] || i->op == t->spill[1] || i->op == t->reload[1]));
}

static void run_row(struct run *r, const struct mach_insn *i, const struct mach_operand *o)
{
    const struct mach_row *row = &r->f->target->rows[i->op - MACH_TARGET_OPS];
    const struct mach_snapshot *s = i->snapshot ? &r->f->snapshots[i->snapshot - 1] : NULL;
    for (unsigned n = 0; n < i->count; n++)
        if (row->role[n].use || o[n].kind == MACH_MEM)
            read_operand(r, &o[n]);
    for (uint32_t k = 0; s && k < s->count; k++)
        read_operand(r, &r->slots[s->first + k].value);
    r->tick += i->extra != 0;
    for (unsigned n = 0; n < i->count; n++)
        if (row->role[n].def)
            *place(r, &o[n]) = i->op == X86_MOV_64_I ? mix(12345, (uint64_t)o[1].imm) : mix(r->tick * 8 + n, i->extra);
}

static void run_pins(struct run *r, const struct mach_insn *i, const struct mach_operand *o)
{
    const struct mach_convention *c = r->f->convention;
    for (unsigned k = 0, n = 0; k < c->pin_count; k++) {
        bool named = i->count && !mach_is_reserved(r->f, c->pins[k].reg);
        uint64_t *at = named ? place(r, &o[n++]) : &r->at[c->pins[k].reg];
        if (i->op == MACH_ENTRY)
            *at = mix(777, k);
        else
            r->trace = mix(r->trace, *at);
    }
    r->stopped |= i->op == MACH_EXIT;
}

static void run_insn(struct run *r, const struct mach_insn *i)
{
    const struct mach_operand *o = &r->operands[i->operand];
    if (i->op == MACH_ENTRY || i->op == MACH_EXIT) {
        run_pins(r, i, o);
    } else if (is_copy(r, i)) {
        *place(r, &o[0]) = *place(r, &o[1]);
    } else if (i->op == r->f->target->swap && !i->extra) {
        uint64_t old = *place(r, &o[0]);
        *place(r, &o[0]) = *place(r, &o[1]);
        *place(r, &o[1]) = old;
    } else if (i->op >= MACH_TARGET_OPS) {
        run_row(r, i, o);
    }
}

/* Into block `to`; phis all at once. */
static void run_edge(struct run *r, uint32_t to)
{
    const struct mach_block *b = &r->blocks[to];
    uint64_t values[READS];
    unsigned which = 0, n = 0;
    while (b->preds[which] != r->block)
        which++;
    for (uint32_t i = b->first; r->insns[i].op == MACH_PHI; i++)
        values[n++] = *place(r, &r->operands[r->insns[i].operand + 1 + which]);
    n = 0;
    for (uint32_t i = b->first; r->insns[i].op == MACH_PHI; i++)
        *place(r, &r->operands[r->insns[i].operand]) = values[n++];
    r->block = to;
}

/* A hash of all that is read along a path. */
static uint64_t run(struct run *r, uint32_t path)
{
    memset(r->at, 0, sizeof r->at);
    r->trace = r->tick = r->block = 0;
    r->stopped = false;
    for (unsigned n = 0; n < BLOCKS_RUN && !r->stopped; n++) {
        const struct mach_block *b = &r->blocks[r->block];
        for (uint32_t i = b->first; i < b->end; i++)
            run_insn(r, &r->insns[i]);
        while (!r->stopped && b->succ_count == 1 && !r->blocks[b->succs[0]].origin) { /* a block on an edge is no step */
            run_edge(r, b->succs[0]);
            b = &r->blocks[r->block];
            for (uint32_t i = b->first; i < b->end; i++)
                run_insn(r, &r->insns[i]);
        }
        if (!r->stopped)
            run_edge(r, b->succs[b->succ_count == 2 ? next(&path) >> 3 & 1 : 0]);
        if (!r->blocks[r->block].origin)
            n--;
    }
    return r->trace;
}

/* ---- mutants ---- */

struct test {
    struct mach_func *f;
    struct mach_check *c;
    struct run before, after;
    uint64_t expected[PATHS];
    unsigned passed, failed, wrong;
};

static bool is_right(struct test *t)
{
    bool right = true;
    t->after.f = t->f;
    t->after.insns = t->f->insns;
    t->after.operands = t->f->operands;
    t->after.blocks = t->f->blocks;
    t->after.slots = t->f->slots;
    for (uint32_t path = 0; path < PATHS && right; path++)
        right = run(&t->after, path * 0x9e3779b9) == t->expected[path];
    return right;
}

static void judge(struct test *t, const char *what, uint32_t insn)
{
    char error[1000] = "";
    bool right = is_right(t), accepted = mach_check(t->c, t->f, error, sizeof error);
    t->wrong += !right;
    if (!right && accepted) /* two results in one register, say */
        accepted = mach_verify(t->f, error, sizeof error);
    if (right == accepted) {
        t->passed++;
        return;
    }
    t->failed++;
    printf("FAILED: %s at instruction %u is %s, but %s %s\n", what, insn, right ? "right" : "wrong", accepted ? "accepted" : "refused:",
           error);
}

static void change_reg(struct test *t, mach_reg *r, const char *what, uint32_t insn)
{
    static const mach_reg others[] = { X86_RAX, X86_RCX, X86_RBX, X86_R13, X86_R10, X86_R9 };
    mach_reg old = *r;
    if (!old || old >= MACH_VIRTUAL || old == t->f->target->stack || old == t->f->target->state)
        return;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        if (others[k] != old) {
            *r = others[k];
            judge(t, what, insn);
        }
    *r = old;
}

static void change_operand(struct test *t, struct mach_operand *o, const char *what, uint32_t insn)
{
    int32_t old = o->disp;
    if (o->kind == MACH_REG || o->kind == MACH_MEM)
        change_reg(t, &o->reg, what, insn);
    if (o->kind == MACH_MEM)
        change_reg(t, &o->index, what, insn);
    for (int32_t slot = 0; o->kind == MACH_SPILL && slot < (int32_t)t->f->spill_count; slot++) {
        o->disp = slot;
        judge(t, what, insn);
        o->disp = old;
    }
}

static void drop(struct test *t, struct mach_insn *i, uint32_t insn)
{
    struct mach_operand *o = &t->f->operands[i->operand], old = o[1];
    if (i->op < MACH_TARGET_OPS || i->extra)
        return;
    uint16_t op = i->op;
    o[1] = o[0]; /* a copy to itself */
    judge(t, "dropped", insn);
    i->op = X86_MOV_64_I;
    for (int64_t n = 0; n < 3 && o[0].kind == MACH_REG && op != t->f->target->swap; n++) {
        o[1] = (struct mach_operand){ .kind = MACH_IMM, .imm = n };
        judge(t, "made a constant", insn);
    }
    i->op = op;
    o[1] = old;
}

static void mutate(struct test *t, uint32_t insn)
{
    struct mach_insn *i = &t->f->insns[insn];
    const struct mach_snapshot *s = i->snapshot ? &t->f->snapshots[i->snapshot - 1] : NULL;
    drop(t, i, insn);
    for (unsigned n = 0; n < i->count; n++)
        change_operand(t, &t->f->operands[i->operand + n], "operand", insn);
    for (uint32_t k = 0; s && k < s->count; k++)
        change_operand(t, &t->f->slots[s->first + k].value, "snapshot", insn);
}

static void remember(struct test *t)
{
    const struct mach_func *f = t->f;
    struct run *r = &t->before;
    r->f = f;
    r->insns = arena_alloc(f->arena, f->insn_count * sizeof *f->insns);
    r->operands = arena_alloc(f->arena, f->operand_count * sizeof *f->operands);
    r->blocks = arena_alloc(f->arena, f->block_count * sizeof *f->blocks);
    r->slots = arena_alloc(f->arena, f->slot_count * sizeof *f->slots + 1);
    memcpy((void *)r->insns, f->insns, f->insn_count * sizeof *f->insns);
    memcpy((void *)r->operands, f->operands, f->operand_count * sizeof *f->operands);
    memcpy((void *)r->blocks, f->blocks, f->block_count * sizeof *f->blocks);
    if (f->slot_count)
        memcpy((void *)r->slots, f->slots, f->slot_count * sizeof *f->slots);
    for (uint32_t path = 0; path < PATHS; path++)
        t->expected[path] = run(r, path * 0x9e3779b9);
}

/* Where pins rest there is less of everything, so that the other registers are enough; false: they are not. */
static bool test_function(struct test *t, uint32_t seed, bool rest)
{
    static const uint16_t many[] = { 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 0 }, few[] = { 8, 16, 24, 0 };
    struct arena arena;
    struct mach_convention c;
    char error[1000];
    arena_init(&arena);
    mach_convention_make(&c, &mach_x86_64, rest ? few : many);
    struct build b = { .f = mach_func_new(&arena, &mach_x86_64, &c), .seed = seed };
    struct mach_options o = { .random_registers = seed % 2, .seed = seed };
    if (rest)
        mach_rest(b.f, 1u << X86_R13 | 1u << X86_R15);
    t->f = b.f;
    build(&b, rest ? 1 : 3 + seed % 8);
    bug_on(!mach_verify(b.f, error, sizeof error), "%s", error);
    t->c = mach_check_new(b.f);
    remember(t);
    bool fits = mach_allocate(b.f, &o);
    bug_on(!fits && !rest, "too many slots");
    if (fits)
        judge(t, "nothing", 0);
    bug_on(fits && !is_right(t), "the allocator is wrong");
    for (uint32_t k = 0; fits && k < b.f->insn_count; k++)
        mutate(t, k);
    arena_free(&arena);
    return fits;
}

int main(void)
{
    static struct test t;
    for (uint32_t seed = 1; seed <= FUNCTIONS; seed++)
        test_function(&t, seed, false);
    for (uint32_t seed = 1, count = 0; count < RESTING; seed++)
        count += test_function(&t, seed, true);
    if (t.wrong < t.passed / 2) {
        printf("FAILED: only %u of %u mutants are wrong\n", t.wrong, t.passed);
        t.failed++;
    }
    printf("%u passed, %u failed\n", t.passed, t.failed);
    return t.failed != 0;
}
