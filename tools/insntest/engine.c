/* Runs tests by Dragoman's own engine: one guest thread whose state is set before and read after
   each of them. Behind this is run/run.h; here is the least operating system that it can do with.
   Next: outside.c. */
#define _GNU_SOURCE
#include "insntest.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/cli.h"
#include "interp/interp.h"

struct engine_runner {
    const struct rules *rules;
    struct log log;
    struct run run;
    struct run_thread *thread;
    struct image *result; /* of the running test */
};

/* ---- the operating system ---- */
static void stop(struct run_thread *t, int signal, uint64_t address)
{
    struct engine_runner *e = t->run->os_process;
    e->result->signal = signal;
    e->result->address = address;
    t->stop = true;
}

static size_t fetch(struct run *r, uint64_t pc, void *bytes, size_t size)
{
    (void)r;
    if (pc < CODE_PAGE || pc >= CODE_PAGE + PAGE)
        return 0;
    size_t room = CODE_PAGE + PAGE - pc;
    size = size < room ? size : room;
    memcpy(bytes, (const void *)pc, size);
    return size;
}

static void on_syscall(struct run_thread *t)
{
    stop(t, SIGSYS, 0);
}

static void on_trap(struct run_thread *t, enum ir_trap trap)
{
    static const int signals[IR_TRAPS] = {
        [IR_TRAP_ILLEGAL] = SIGILL, [IR_TRAP_BREAKPOINT] = SIGTRAP, [IR_TRAP_ALIGN_PC] = SIGBUS,
        [IR_TRAP_ALIGN] = SIGBUS,   [IR_TRAP_FETCH] = SIGSEGV,
    };
    stop(t, signals[trap], trap == IR_TRAP_ALIGN ? t->state->trap_address : t->state->pc);
}

static void on_fault(struct run_thread *t, const struct run_fault *f)
{
    stop(t, f->signal, f->address);
}

/* The alarm of engine_run. */
static void on_interrupt(struct run_thread *t)
{
    stop(t, SIGALRM, 0);
}

static const struct run_os os = { .fetch = fetch,
                                  .syscall = on_syscall,
                                  .trap = on_trap,
                                  .fault = on_fault,
                                  .interrupt = on_interrupt };

static void on_host_signal(int signal, siginfo_t *info, void *context)
{
    if (signal == SIGALRM && run_self)
        run_interrupt(run_self);
    if (signal == SIGALRM)
        return;
    if (run_host_fault(info, context))
        return;
    die("fault of the program's own at %p", info->si_addr);
}

/* ---- set-up ---- */
/* "first" is the first tier of the engine that has one, and never leaves it. */
static const struct run_engine *find_engine(const char *name, struct run_options *options)
{
    if (name && !strcmp(name, "first")) {
        options->first = &interp_engine;
        options->warm = INT32_MAX;
        return cli_engines[0];
    }
    for (int i = 0; cli_engines[i]; i++)
        if (!strcmp(cli_engines[i]->name, name ? name : "interp"))
            return cli_engines[i];
    die("no engine '%s'", name);
}

static void map(uint64_t at, size_t size, int protection, int flags)
{
    void *p = mmap((void *)at, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    if (p != (void *)at)
        die("cannot map memory at %#lx", (unsigned long)at);
}

struct engine_runner *engine_start(const struct rules *rules, const char *engine)
{
    struct engine_runner *e = calloc(1, sizeof *e);
    struct sigaction action = { .sa_sigaction = on_host_signal,
                                .sa_flags = SA_SIGINFO | SA_NODEFER };
    if (!e)
        die("out of memory");
    e->rules = rules;
    e->run = (struct run){ .guest = rules->guest,
                           .os = &os,
                           .log = &e->log,
                           .options.check = true,
                           .os_process = e };
    e->run.engine = find_engine(engine, &e->run.options);
    if (!run_init(&e->run) || !(e->thread = run_thread_new(&e->run)))
        die("out of memory");
    for (int i = 0; i < 5; i++)
        sigaction((const int[]){ SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGALRM }[i], &action, NULL);
    map(SCRATCH - PAGE, 3 * PAGE, PROT_NONE, MAP_FIXED_NOREPLACE);
    map(SCRATCH, PAGE, PROT_READ | PROT_WRITE, MAP_FIXED);
    map(CODE_PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_FIXED_NOREPLACE);
    return e;
}

void engine_stop(struct engine_runner *e)
{
    munmap((void *)(SCRATCH - PAGE), 3 * PAGE);
    munmap((void *)CODE_PAGE, PAGE);
    run_thread_free(e->thread);
    run_free(&e->run);
    free(e);
}

/* ---- one test ---- */
static void prepare(struct engine_runner *e, const struct test *t)
{
    struct ir_state *s = e->thread->state;
    const struct ir_state runtime = *s;
    memset(s, 0, e->rules->guest->state_size);
    memcpy(s->stubs, runtime.stubs, sizeof s->stubs);
    s->jumps = s->own_jumps = runtime.own_jumps;
    s->targets = runtime.targets;
    s->budget = runtime.budget;
    s->host_fp = runtime.host_fp;
    s->thread = e->thread;
    e->rules->guest->reset(s, t->features);
    e->rules->put(s, &t->before);
    memcpy((void *)SCRATCH, t->before.memory, PAGE);
    for (uint64_t at = CODE_PAGE; at < CODE_PAGE + PAGE; at += 4)
        memcpy((void *)at, &e->rules->filler, 4);
    memcpy((void *)CODE, t->code, t->code_size);
    e->run.features = t->features;
    run_invalidate_all(&e->run);
    e->thread->stop = false;
}

void engine_run(struct engine_runner *e, const struct test *t, struct image *result)
{
    memset(result, 0, sizeof *result);
    e->result = result;
    prepare(e, t);
    alarm(5);
    run_loop(e->thread);
    alarm(0);
    e->rules->get(e->thread->state, result);
    memcpy(result->memory, (const void *)SCRATCH, PAGE);
}
