/* Emits random allocated functions, runs them, and follows the same path through their blocks in C:
   layout, near and far branches, constants, exits of all kinds, links, polls, and
   faults. Prints what went wrong and, last, the counts. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "ir/state.h"
#include "mach/engine.h"
#include "mach/x86_64/x86_64.h"
#include "run/run.h"

/* What the stubs call, which nothing here does. */
void mach_eval(struct ir_state *s, uint64_t packed)
{
    (void)s, (void)packed;
    abort();
}

void mach_call(struct ir_state *s, uint64_t helper)
{
    (void)s, (void)helper;
    abort();
}

/* ---- the machine: a guest state with a hash of the path and a limit to its length ---- */

struct machine {
    struct ir_state state;
    uint64_t hash;
    int32_t fuel;
    uint32_t unused;
    uint64_t pins[10];
};

static const uint16_t guest_pins[] = {
    offsetof(struct machine, pins[0]),
    offsetof(struct machine, pins[1]),
    offsetof(struct machine, pins[2]),
    offsetof(struct machine, pins[3]),
    offsetof(struct machine, pins[4]),
    offsetof(struct machine, pins[5]),
    offsetof(struct machine, pins[6]),
    offsetof(struct machine, pins[7]),
    offsetof(struct machine, pins[8]),
    offsetof(struct machine, pins[9]),
    0,
};

static uint32_t random_state = 3;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % n;
}

/* ---- what a block does, besides its end ---- */

enum { MOST_BLOCKS = 40, BAD = 0x1000 /* an address that faults */ };

struct plan {
    unsigned blocks;
    bool polls;
    bool bare; /* no fuel: out by an exit that the branch itself can be */
    struct block_plan {
        unsigned filler;
        uint64_t constant; /* from the pool */
        bool faults;
        uint64_t pc;  /* of what faults, of the entry and of the exit */
        unsigned bit; /* of the hash: goes to succs[0] when set */
        unsigned succs[2], succ_count;
        bool entry, cold;
        struct mach_exit exit;
    } block[MOST_BLOCKS];
};

static uint64_t random_pc(void)
{
    static const uint64_t bases[] = { 0,          0x10000,      0x7fff0000,        0x80000000,
                                      0xffff0000, 0x5500000000, 0xffffffff80000000 };
    return bases[random_below(7)] + random_below(1 << 20) * 2;
}

static void plan_block(struct plan *p, unsigned b)
{
    struct block_plan *x = &p->block[b];
    *x = (struct block_plan){ .filler = random_below(4) ? random_below(4) : random_below(60),
                              .pc = random_pc(),
                              .constant = random_below(1 << 24) * 0x123456789ull,
                              .bit = random_below(30),
                              .faults = random_below(12) == 0,
                              .cold = random_below(5) == 0 };
    x->entry = b == 0 || random_below(10) == 0;
    x->succ_count = random_below(5) == 0 ? 0 : 1 + random_below(2);
    for (unsigned k = 0; k < x->succ_count; k++)
        do
            x->succs[k] = random_below(p->blocks);
        while (p->block[x->succs[k]].entry && x->succs[k] == 0);
    x->exit = (struct mach_exit){
        .kind = random_below(5), .trap = IR_TRAP_ALIGN, .pc = x->pc, .poll = random_below(2)
    };
}

static void plan_function(struct plan *p)
{
    p->blocks = 2 + random_below(MOST_BLOCKS - 2);
    p->polls = random_below(2);
    p->bare = random_below(2);
    for (unsigned b = 0; b < p->blocks; b++)
        plan_block(p, b);
}

static uint64_t next_hash(uint64_t hash, uint64_t constant)
{
    return hash * 31 + constant * 7 + ~constant;
}

/* ---- building ---- */

static struct mach_operand reg(mach_reg r)
{
    return (struct mach_operand){ .kind = MACH_REG, .reg = r };
}

static struct mach_operand imm(int64_t v)
{
    return (struct mach_operand){ .kind = MACH_IMM, .imm = v };
}

static struct mach_operand state(size_t disp)
{
    return (struct mach_operand){ .kind = MACH_MEM, .reg = X86_STATE, .disp = (int32_t)disp };
}

#define APPEND(f, op, ...) \
    mach_append(f, op, \
                sizeof((struct mach_operand[]){ __VA_ARGS__ }) / sizeof(struct mach_operand), \
                (struct mach_operand[]){ __VA_ARGS__ })

/* rbx = hash = next_hash(hash, constant) */
static void build_hash(struct mach_func *f, const struct block_plan *x)
{
    uint64_t constant[2] = { x->constant, ~x->constant };
    struct mach_operand pool = { .kind = MACH_POOL, .disp = (int32_t)mach_pool_add(f, constant) };
    APPEND(f, X86_IMUL_64_I, reg(X86_RBX), state(offsetof(struct machine, hash)), imm(31));
    APPEND(f, X86_IMUL_64_I, reg(X86_R10), pool, imm(7));
    APPEND(f, X86_ADD_64, reg(X86_RBX), reg(X86_RBX), reg(X86_R10));
    pool.disp += 8;
    APPEND(f, X86_ADD_64, reg(X86_RBX), reg(X86_RBX), pool);
    APPEND(f, X86_MOV_64_ST, state(offsetof(struct machine, hash)), reg(X86_RBX));
    for (unsigned k = 0; k < x->filler; k++)
        APPEND(f, X86_LEA_64, reg(X86_R10),
               ((struct mach_operand){ .kind = MACH_MEM, .reg = X86_RBX, .disp = 1000 }));
}

/* With the hash in pin 0 (which lives in r13, but is in rbp now), in slot 3 and as a constant. */
static void build_fault(struct mach_func *f, const struct block_plan *x)
{
    const struct mach_slot slots[] = {
        { guest_pins[0], 8, reg(X86_RBP) },
        { guest_pins[1], 8, { .kind = MACH_SPILL, .disp = 3 } },
        { guest_pins[2], 8, imm((int64_t)x->constant) },
        { guest_pins[3], 8, reg(f->convention->pins[3].reg) },
    };
    APPEND(f, X86_MOV_64, reg(X86_RBP), reg(X86_RBX));
    APPEND(f, X86_MOV_64_ST, ((struct mach_operand){ .kind = MACH_SPILL, .disp = 3 }),
           reg(X86_RBX));
    uint32_t shot = mach_snapshot_add(f, x->pc, slots, sizeof slots / sizeof *slots);
    APPEND(f, X86_ADD_64, reg(X86_R10), reg(X86_R10),
           ((struct mach_operand){ .kind = MACH_MEM, .disp = BAD }))
        ->snapshot = shot;
}

static void build_end(struct mach_func *f, const struct block_plan *x)
{
    if (x->succ_count == 1) {
        mach_append(f, MACH_JUMP, 0, NULL);
    } else if (x->succ_count == 2) {
        APPEND(f, X86_BT_64_I, reg(X86_RBX), imm(x->bit));
        mach_append(f, MACH_BRANCH, 0, NULL)->cc = 2; /* b */
    } else {
        APPEND(f, X86_MOV_64_I, reg(X86_RAX), imm((int64_t)x->pc));
        mach_append(f, MACH_EXIT, 0, NULL)->extra = mach_exit_add(f, &x->exit);
    }
}

/* Each block of the plan is one of the function, with a twin behind it: where to go when there is
   no fuel. */
static struct mach_func *build(struct arena *arena, const struct mach_convention *c,
                               const struct plan *p)
{
    struct mach_func *f = mach_func_new(arena, &mach_x86_64, c);
    const struct mach_exit done = { .kind = MACH_EXIT_SAFEPOINT, .pc = 0xd09e };
    const struct mach_exit bare = { .kind = MACH_EXIT_DIRECT, .pc = 0xd09e };
    for (unsigned b = 0; b < 3 * p->blocks; b++)
        mach_block_new(f);
    for (unsigned b = 0; b < p->blocks; b++) {
        const struct block_plan *x = &p->block[b];
        struct mach_block *block = &f->blocks[3 * b];
        block->first = f->insn_count;
        if (x->entry)
            mach_append(f, MACH_ENTRY, 0, NULL);
        APPEND(f, X86_SUB_32_MI, state(offsetof(struct machine, fuel)), imm(1));
        mach_append(f, MACH_BRANCH, 0, NULL)->cc = 9; /* ns */
        *block = (struct mach_block){ .first = block->first,
                                      .end = f->insn_count,
                                      .succs = { 3 * b + 1, 3 * b + 2 },
                                      .succ_count = 2,
                                      .entry = x->entry,
                                      .entry_pc = x->pc,
                                      .cold = x->cold };
        block[1] = (struct mach_block){ .first = f->insn_count,
                                        .succs = { 3 * x->succs[0], 3 * x->succs[1] },
                                        .succ_count = x->succ_count,
                                        .cold = x->cold };
        build_hash(f, x);
        if (x->faults)
            build_fault(f, x);
        build_end(f, x);
        block[1].end = block[2].first = f->insn_count;
        mach_append(f, MACH_EXIT, 0, NULL)->extra = mach_exit_add(f, p->bare ? &bare : &done);
        block[2].end = f->insn_count;
        block[2].cold = random_below(2);
    }
    f->spill_count = 4;
    f->allocated = true;
    f->polls = p->polls;
    return f;
}

/* ---- running ---- */

struct outcome {
    enum run_exit why;
    uint64_t pc, hash;
    int32_t fuel;
    uint32_t link; /* ~0: none */
    bool faulted;
};

static sigjmp_buf after_fault;
static ucontext_t fault_context;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)info;
    fault_context = *(ucontext_t *)context;
    siglongjmp(after_fault, 1);
}

static int wrong_slots;

static void check_slot(void *context, const struct mach_slot *s)
{
    const struct machine *m = context;
    const greg_t *g = fault_context.uc_mcontext.gregs;
    uint64_t v = s->value.kind == MACH_IMM ? (uint64_t)s->value.imm
                 : s->value.kind == MACH_SPILL
                     ? *(const uint64_t *)(g[REG_RSP] + MACH_SPILL_BASE + 16 * s->value.disp)
                     : (uint64_t)g[s->value.reg == X86_RBP ? REG_RBP : REG_RIP];
    if (s->offset == guest_pins[2])
        wrong_slots += v == m->hash; /* its constant is compared by the pc: plans differ in both */
    else
        wrong_slots += v != m->hash;
    wrong_slots += 16; /* one slot more */
}

static void run_fault(struct outcome *o, struct machine *m, const struct mach_code *code,
                      const uint8_t *text)
{
    uint32_t at = (uint32_t)((uintptr_t)fault_context.uc_mcontext.gregs[REG_RIP] - (uintptr_t)text);
    o->faulted = true;
    wrong_slots = 0;
    if (!mach_fault_find(code->faults, code->fault_size, at, &o->pc, check_slot, m) ||
        wrong_slots != 3 * 16)
        o->pc = ~(uint64_t)0;
}

static struct outcome run_native(struct machine *m, const struct mach_stubs *stubs,
                                 const struct mach_code *code, const uint8_t *text, uint32_t offset)
{
    struct outcome o = { .link = ~0u };
    m->state.link = ~0u;
    if (sigsetjmp(after_fault, 1)) {
        run_fault(&o, m, code, text);
    } else {
        o.why = stubs->enter(&m->state, text + offset);
        o.link = m->state.link;
        o.pc = o.link == ~0u ? m->state.pc : code->links[o.link].pc;
    }
    o.hash = m->hash;
    o.fuel = m->fuel;
    return o;
}

/* ---- the same in C ---- */

static struct outcome leave(struct outcome o, const struct block_plan *x, int32_t budget)
{
    static const enum run_exit why[] = { RUN_LOOKUP, RUN_LOOKUP, RUN_SYSCALL, RUN_TRAP,
                                         RUN_INTERRUPT };
    o.pc = x->pc;
    o.why = why[x->exit.kind];
    if (x->exit.kind == MACH_EXIT_DIRECT && x->exit.poll && budget - 1 < 0)
        o.why = RUN_INTERRUPT;
    return o;
}

static struct outcome run_plan(const struct plan *p, unsigned b, const struct machine *m)
{
    struct outcome o = { .hash = m->hash, .fuel = m->fuel };
    int32_t budget = m->state.budget;
    for (;;) {
        const struct block_plan *x = &p->block[b];
        if (x->entry && p->polls && --budget < 0) {
            o.why = RUN_INTERRUPT;
            o.pc = x->pc;
            return o;
        }
        if (--o.fuel < 0) {
            o.why = p->bare ? RUN_LOOKUP : RUN_INTERRUPT;
            o.pc = 0xd09e;
            return o;
        }
        o.hash = next_hash(o.hash, x->constant);
        if (x->faults) {
            o.faulted = true;
            o.pc = x->pc;
            return o;
        }
        if (!x->succ_count)
            return leave(o, x, budget);
        b = x->succs[x->succ_count == 2 && !(o.hash >> x->bit & 1)];
    }
}

/* ---- judging ---- */

static bool same(const struct outcome *a, const struct outcome *b)
{
    return a->why == b->why && a->pc == b->pc && a->hash == b->hash && a->fuel == b->fuel &&
           a->faulted == b->faulted;
}

static bool is_conditional(const uint8_t *displacement)
{
    return displacement[-2] == 0x0f && displacement[-1] >> 4 == 8;
}

/* What the engine does, and the laws of links. */
static bool place(const struct mach_code *code, const struct mach_stubs *stubs, uint8_t *text)
{
    bool right = code->size >= code->text_size;
    memcpy(text, code->bytes, code->size);
    mach_link_stubs_write(text + code->size, 0, stubs, code, text, 0);
    for (uint32_t i = 0; i < code->link_count; i++) {
        const struct mach_link *l = &code->links[i];
        right &= l->jump % 8 <= 4 && (text[l->jump - 1] == 0xe9 || is_conditional(text + l->jump)) &&
                 (!l->poll || is_conditional(text + l->poll));
    }
    return right;
}

enum { SLOTS = 16 };

struct bench {
    struct mach_convention convention;
    struct mach_stubs stubs;
    uint8_t *text; /* behind the stubs */
    struct run_jump jumps[RUN_JUMPS];
    struct run_targets *targets; /* SLOTS of them */
};

static void reset(struct machine *m, struct bench *t, uint64_t hash)
{
    *m = (struct machine){ .hash = hash, .fuel = 50 };
    memcpy(m->state.stubs, t->stubs.stub, sizeof t->stubs.stub);
    m->state.jumps = m->state.own_jumps = t->jumps;
    m->state.targets = &t->targets;
    m->state.budget = (int32_t)(hash % 8);
    m->state.host_fp = 0x1f80;
}

static bool test_entry(struct bench *t, const struct plan *p, const struct mach_code *code,
                       uint32_t n, unsigned block)
{
    struct machine m;
    for (unsigned k = 0; k < 5; k++) {
        reset(&m, t, random_below(1 << 24));
        struct outcome wanted = run_plan(p, block, &m);
        struct outcome got = run_native(&m, &t->stubs, code, t->text, code->entries[n].offset);
        if (!same(&wanted, &got) || code->entries[n].pc != p->block[block].pc) {
            printf("block %u: exit %d pc %" PRIx64 " hash %" PRIx64
                   " fuel %d fault %d, wanted %d %" PRIx64 " %" PRIx64 " %d %d\n",
                   block, got.why, got.pc, got.hash, got.fuel, got.faulted, wanted.why, wanted.pc,
                   wanted.hash, wanted.fuel, wanted.faulted);
            return false;
        }
    }
    return true;
}

static bool test_function(struct bench *t)
{
    struct arena arena;
    struct plan p;
    struct mach_code code;
    arena_init(&arena);
    plan_function(&p);
    struct mach_func *f = build(&arena, &t->convention, &p);
    bool right = mach_emit(f, &code) && place(&code, &t->stubs, t->text);
    uint32_t n = 0;
    for (unsigned b = 0; right && b < p.blocks; b++)
        if (p.block[b].entry)
            right = test_entry(t, &p, &code, n++, b);
    right = right && n == code.entry_count;
    arena_free(&arena);
    return right;
}

/* What the thread's cache does not know, at 0x123456, is found behind others in the table of all threads, and then known;
   but not while the thread is to come out, and not when it has no code. */
static bool test_targets(struct bench *t, struct machine *m, const struct mach_code *code)
{
    void *leave = t->stubs.stub[IR_STUB_EXIT_TRAP];
    size_t first = run_target_distance(t->targets, 0x123456) / sizeof t->targets->slot[0];
    struct run_jump *known = &t->jumps[run_jump_index(0x123456)];
    const struct run_jump empty = *known;
    bool right = true;
    for (unsigned k = 0; k < 4; k++)
        t->targets->slot[(first + k) % SLOTS] = (struct run_jump){ k < 3 ? k + 1 : 0x123456, leave };
    m->state.interrupt = 1;
    right &= run_native(m, &t->stubs, code, t->text, 0).why == RUN_LOOKUP && !known->pc;
    m->state.interrupt = 0;
    right &= run_native(m, &t->stubs, code, t->text, 0).why == RUN_TRAP;
    right &= known->pc == 0x123456 && known->code == leave;
    *known = empty;
    t->targets->slot[(first + 3) % SLOTS].code = NULL;
    right &= run_native(m, &t->stubs, code, t->text, 0).why == RUN_LOOKUP && !known->pc;
    memset(t->targets->slot, 0, SLOTS * sizeof t->targets->slot[0]);
    return right;
}

/* A known target of an indirect exit is entered without leaving: the code at its place is the stub
   of another exit. */
static bool test_hit(struct bench *t)
{
    struct arena arena;
    struct mach_code code;
    struct machine m;
    struct plan p = {
        .blocks = 1,
        .block = { { .entry = true, .pc = 0x123456, .exit = { .kind = MACH_EXIT_INDIRECT } } }
    };
    arena_init(&arena);
    bool right = mach_emit(build(&arena, &t->convention, &p), &code) && place(&code, &t->stubs, t->text);
    reset(&m, t, 2);
    t->jumps[run_jump_index(0x123456)] =
        (struct run_jump){ 0x123456, t->stubs.stub[IR_STUB_EXIT_SYSCALL] };
    struct outcome hit = run_native(&m, &t->stubs, &code, t->text, 0);
    t->jumps[run_jump_index(0x123456)] =
        (struct run_jump){ 0, t->stubs.stub[IR_STUB_EXIT_INDIRECT] };
    struct outcome miss = run_native(&m, &t->stubs, &code, t->text, 0);
    bool found = test_targets(t, &m, &code);
    arena_free(&arena);
    return right && hit.why == RUN_SYSCALL && hit.pc == 0x123456 && miss.why == RUN_LOOKUP &&
           miss.pc == 0x123456 && found;
}

int main(void)
{
    static struct bench t;
    unsigned passed = 0, failed = 0;
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &action, NULL);
    uint8_t *memory =
        mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mach_convention_make(&t.convention, &mach_x86_64, guest_pins);
    size_t size = mach_stubs_write(memory, 0, &t.convention, &t.stubs);
    t.text = memory + (size + 63) / 64 * 64;
    for (unsigned i = 0; i < RUN_JUMPS; i++)
        t.jumps[i].code = t.stubs.stub[IR_STUB_EXIT_INDIRECT];
    t.targets = calloc(1, sizeof *t.targets + (SLOTS + 1) * sizeof t.targets->slot[0]);
    t.targets->mask = (SLOTS - 1) * sizeof t.targets->slot[0];
    for (unsigned k = 0; k < 2000; k++) {
        if (k == 1000) /* again as if the host were old */
            t.convention.features = 0;
        bool right = test_function(&t) && test_hit(&t);
        *(right ? &passed : &failed) += 1;
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
