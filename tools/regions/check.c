/* Compiles a region as the service does, then runs it in lockstep with the interpreter (src/lockstep), from one state after
   another: registers are small numbers, addresses of a scratch area, what is special, anything. All of it in a child, since what is
   looked for ends processes. Code where memory accesses meet no memory is run, too: its faults must be the same.

   A loop that does not end is stopped after a while, and then not compared. */
#define _GNU_SOURCE
#include "regions.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interp/interp.h"
#include "lockstep/lockstep.h"

enum {
    PAGE = 4096,
    SCRATCH_SIZE = 16 * PAGE,
    PATIENCE = 30,  /* seconds for all */
    A_RUN = 50000,  /* microseconds for one */
};
static const uint64_t scratch = 0x200000000000;

const char *const verdict_names[] = { "right", "differs", "crashes", "refused", "slow" };

/* ---- the operating system: there is nothing but the region's code ---- */

static size_t fetch(struct run *r, uint64_t pc, void *bytes, size_t size)
{
    const struct region *g = r->os_process;
    size_t n = 0;
    for (unsigned i = 0; i < g->insns && n < size; i++)
        for (unsigned k = 0; k < g->insn[i].size && n < size; k++)
            if (g->insn[i].pc + k == pc + n)
                ((uint8_t *)bytes)[n++] = (uint8_t)(g->insn[i].word >> 8 * k);
    return n;
}

static void nothing(struct run_thread *t)
{
    (void)t;
}
static const struct run_os os = { .fetch = fetch, .interrupt = nothing };

static void on_signal(int signal, siginfo_t *info, void *context)
{
    if (signal == SIGALRM) {
        if (run_self)
            run_interrupt(run_self);
        return;
    }
    if (run_host_fault(info, context))
        return;
    struct sigaction end = { .sa_handler = SIG_DFL };
    sigaction(signal, &end, NULL);
}

static void catch_signals(void)
{
    struct sigaction action = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_NODEFER };
    for (int i = 0; i < 5; i++)
        sigaction((const int[]){ SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGALRM }[i], &action, NULL);
}

/* Scratch memory, and the code where the guest may read it. */
static void make_memory(const struct region *g)
{
    uint8_t *at = mmap((void *)scratch, SCRATCH_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    bug_on(at != (uint8_t *)scratch, "no memory");
    for (unsigned i = 0; i < SCRATCH_SIZE; i++)
        at[i] = (uint8_t)(i * 7 + (i >> 8));
    for (unsigned i = 0; i < g->insns; i++) {
        void *page = (void *)(g->insn[i].pc & -(uint64_t)PAGE);
        mmap(page, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        if (!msync(page, PAGE, MS_ASYNC)) /* it is there */
            memcpy((void *)g->insn[i].pc, &g->insn[i].word, g->insn[i].size);
    }
}

/* ---- states ---- */

static uint64_t any(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005 + 1442695040888963407;
    return *seed >> 33 ^ *seed << 31;
}

static uint64_t value(uint64_t *seed)
{
    static const uint64_t special[] = { 0, 1, ~0ull, 1ull << 63, 0x7fffffff, 0xffffffff80000000, 0x3ff0000000000000, 0x7ff8000000000001,
                                        0xfff0000000000000, 0x3f800000bf800000 };
    switch (any(seed) % 8) {
    case 0:
        return special[any(seed) % (sizeof special / sizeof *special)];
    case 1:
        return any(seed);
    case 2:
    case 3:
        return any(seed) % 64;
    default:
        return scratch + SCRATCH_SIZE / 4 + any(seed) % (SCRATCH_SIZE / 2) / 16 * 16;
    }
}

static void set_state(struct run_thread *t, const struct region *g, uint64_t number)
{
    struct ir_state *s = t->state;
    uint64_t seed = number + 1;
    for (const struct guest_register *r = g->guest->registers; r->name; r++) {
        uint64_t v[2] = { value(&seed), value(&seed) };
        bool general = r->bits == 64 && strcmp(r->name, "pc") && !strstr(r->name, "reserve") && !strstr(r->name, "tpidr");
        bool flags = !strcmp(r->name, "nzcv"), vector = r->bits == 128 && strcmp(r->name, "qc");
        v[0] = flags ? v[0] << 28 & 0xf0000000 : v[0];
        if (general || flags || vector)
            memcpy((uint8_t *)s + r->offset, v, r->bits / 8);
    }
}

/* ---- running ---- */

static void run_once(struct run_thread *t, void *code, uint64_t pc)
{
    struct itimerval timer = { .it_value.tv_usec = A_RUN };
    sigset_t none;
    t->state->pc = pc;
    __atomic_store_n(&t->state->interrupt, 0, __ATOMIC_RELAXED);
    setitimer(ITIMER_REAL, &timer, NULL);
    if (!sigsetjmp(t->recover, 0))
        t->run->engine->enter(t, code);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Compiled for both, with less blocks each time that it is too large for one; as service/compile.c does. NULL: it cannot be. */
static void *compile(struct run *r, const struct region *g, const struct service_request *q, struct run_unit_entry *entries,
                     unsigned *count)
{
    void *unit = NULL;
    run_lap_start(r, RUN_TIER_REGION);
    for (unsigned blocks = g->max_blocks; blocks && !unit; blocks /= 4) {
        struct guest_span *spans;
        struct arena arena;
        unsigned span_count;
        arena_init(&arena);
        struct ir_func *f = service_lift(q, blocks, &arena, &spans, &span_count);
        *count = RUN_ENTRIES;
        run_lock(r);
        unit = f ? r->engine->compile(r, f, entries, count) : NULL;
        run_unlock(r);
        arena_free(&arena);
    }
    return unit;
}

static void run_all(const struct region *g, const struct service_request *q, unsigned states, int report)
{
    static char *const command[] = { "regions", NULL };
    struct log log = { .fd = report };
    struct lockstep_engine e;
    struct run_unit_entry entries[RUN_ENTRIES];
    unsigned count;
    lockstep_make(&e, &interp_engine, regions_engine(), command);
    struct run r = { .guest = g->guest, .engine = &e.engine, .os = &os, .log = &log, .features = g->features, .os_process = (void *)g };
    r.options.hot = 1;
    r.options.scope = (enum guest_scope)g->scope;
    r.options.max_insns = g->max_insns;
    struct run_thread *t = run_init(&r) ? run_thread_new(&r) : NULL;
    bug_on(!t, "no memory");
    run_self = t;
    if (!compile(&r, g, q, entries, &count))
        _exit(REFUSED);
    make_memory(g);
    for (unsigned n = 0; n < states; n++) {
        set_state(t, g, n);
        run_once(t, entries[n % count].code, entries[n % count].pc);
    }
    _exit(RIGHT);
}

static void check(const struct region *g, unsigned states, int report)
{
    struct service_request q;
    struct service_reply reply;
    struct arena arena;
    void *state = NULL;
    arena_init(&arena);
    alarm(PATIENCE); /* LLVM's time; a run has its own */
    region_request(g, &q, &arena);
    service_compile(&service_llvm, &state, &q, &arena, &reply);
    if (reply.status != SERVICE_DONE)
        _exit(REFUSED);
    alarm(0);
    catch_signals();
    run_all(g, &q, states, report);
}

enum verdict region_check(const struct region *r, unsigned states, int report)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (!pid) {
        dup2(report, 2);
        check(r, states, report);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return SLOW;
    if (WIFSIGNALED(status))
        return WTERMSIG(status) == SIGALRM ? SLOW : CRASHES;
    return WEXITSTATUS(status) == LOCKSTEP_DIFFERS ? DIFFERS : WEXITSTATUS(status) <= SLOW ? (enum verdict)WEXITSTATUS(status) : CRASHES;
}
