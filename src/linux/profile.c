/* -profile: where processor time goes. Each thread has a timer of its own processor time, whose signal finds the thread where it
   is (run/profile.h); at the end the addresses get the guest's names and the file is written (run/flame.h).

   The guest must not notice. The signal is SIGTRAP, which like all signals of faults is never blocked on the host and has a handler there
   whatever the guest does (signal.c); the timer's samples are told from all others by their value. A thread that sleeps spends no time, and
   the kernel sends such a timer's signal on the way back from it, when a system call has its result: so calls are not interrupted. The
   guest's own timers are others. While the handler runs all signals but those of faults wait: they must find the code that
   it interrupts, not the handler.

   A fork's child has a profile of its own, whose file's name gets its process number; a vfork's child has none, until it
   executes something. Another program under the same number starts the file again. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "linux/internal.h"
#include "run/flame.h"
#include "run/profile.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

/* In ns; a kernel with a slower clock sends fewer samples and says how many each stands for. More than 10 ms at once is time in which a
   virtual machine was not run. */
enum { PERIOD = 1000000, MOST = 10 };

static const char our_own; /* its address is the value of the timer's signals */

/* ---- the timers ---- */

static bool is_profiled(const struct linux_thread *t)
{
    return t->process->run->profile && t->process->profiled == getpid();
}

void linux_profile_start(struct linux_thread *t)
{
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGTRAP, .sigev_value.sival_ptr = (void *)&our_own };
    const struct itimerspec each = { { 0, PERIOD }, { 0, PERIOD } };
    int timer;

    if (!is_profiled(t) || t->profile_timer)
        return;
    event.sigev_notify_thread_id = (int)syscall(SYS_gettid);
    if (syscall(SYS_timer_create, CLOCK_THREAD_CPUTIME_ID, &event, &timer) < 0)
        return; /* the guest's own have used its limit up */
    t->profile_timer = timer + 1;
    syscall(SYS_timer_settime, timer, 0, &each, NULL);
}

void linux_profile_stop(struct linux_thread *t)
{
    if (t->profile_timer && is_profiled(t))
        syscall(SYS_timer_delete, t->profile_timer - 1);
    t->profile_timer = 0;
}

/* ---- a sample ---- */

/* Follows the frame pointers as far as they lead up the stack. RISC-V's compilers have a function that calls none keep the caller's frame
   pointer where otherwise the return address is, which is in its register then. */
static void find_callers(const struct guest_stack *g, const struct run_located *at, struct run_stack *s)
{
    enum { LARGEST = 16 << 20 }; /* frame, in bytes */
    struct {
        uint64_t fp, ret;
    } record;
    uint64_t fp = at->fp, low = at->sp;

    while (s->count < RUN_CALLERS && fp && fp % 8 == 0) {
        uint64_t address = fp + (uint64_t)(int64_t)g->record;
        if (address < low || address - low > LARGEST || linux_copy_in(&record, address, sizeof record) || !record.ret)
            break;
        bool leaf = !s->count && fp == at->fp && record.ret > fp && record.ret - fp < LARGEST;
        if (!leaf)
            s->callers[s->count++] = record.ret;
        low = address + sizeof record;
        fp = leaf ? record.ret : record.fp;
    }
}

bool linux_profile_sample(int signal, const siginfo_t *info, const void *ucontext)
{
    const struct run_thread *t = run_self;
    int error = errno;
    struct run_located at;

    if (signal != SIGTRAP || info->si_code != SI_TIMER || info->si_value.sival_ptr != &our_own)
        return false;
    if (t && t->run->profile) {
        struct run_stack s;
        run_locate(t, ucontext, &at);
        s.place = at.place;
        s.pc = at.pc;
        s.count = 0;
        find_callers(&t->run->guest->stack, &at, &s);
        s.link = s.count && s.callers[0] == at.lr ? 0 : at.lr;
        run_profile_add(t->run->profile, &s, info->si_overrun < MOST ? 1 + (uint64_t)info->si_overrun : MOST);
    }
    errno = error;
    return true;
}

/* ---- names ---- */

enum { KNOWN = 4096 };

struct known { /* the function of an address; NULL: it is no code's */
    uint64_t pc;
    struct flame_function *function;
    struct known *next;
};

struct report {
    struct linux_process *process;
    struct flame *flame;
    struct arena arena;
    struct known *known[KNOWN];
};

static struct flame_function *look_up(struct report *r, uint64_t pc)
{
    char name[300];

    if (!linux_executable(r->process, pc))
        return NULL;
    bool named = linux_function(r->process->run, pc, name, sizeof name);
    return flame_function(r->flame, named ? name : "[generated code]");
}

static struct flame_function *function_at(struct report *r, uint64_t pc)
{
    struct known **at = &r->known[(pc >> 1) % KNOWN];

    while (*at && (*at)->pc != pc)
        at = &(*at)->next;
    if (!*at) {
        *at = arena_alloc(&r->arena, sizeof **at);
        (*at)->pc = pc;
        (*at)->function = look_up(r, pc);
    }
    return (*at)->function;
}

/* The callers, up to one that cannot be: from there on the frame pointer was something else. The return address register has the
   caller when a function has no frame; else it leads back into the function itself. */
static void add_stack(void *context, const struct run_stack *s, uint64_t weight)
{
    struct report *r = context;
    struct flame_function *stack[RUN_CALLERS + 2], *function;
    unsigned first = RUN_CALLERS + 2;

    stack[--first] = function_at(r, s->pc);
    if (!stack[first])
        stack[first] = flame_function(r->flame, "[gone]"); /* unmapped since */
    function = s->link ? function_at(r, s->link - 1) : NULL;
    if (function && function != stack[first])
        stack[--first] = function;
    for (unsigned i = 0; i < s->count && (function = function_at(r, s->callers[i] - 1)); i++)
        stack[--first] = function;
    flame_add(r->flame, stack + first, RUN_CALLERS + 2 - first, s->place, weight);
}

/* ---- the file ---- */

static bool is_svg(const char *name)
{
    size_t size = strlen(name);
    return size >= 4 && !strcmp(name + size - 4, ".svg");
}

void linux_profile_name(const struct linux_process *p, char name[PATH_MAX])
{
    int kept = (int)strlen(p->profile) - (is_svg(p->profile) ? 4 : 0);

    if (p->profiled == getpid())
        snprintf(name, PATH_MAX, "%s", p->profile);
    else
        snprintf(name, PATH_MAX, "%.*s.%d%s", kept, p->profile, (int)getpid(), p->profile + kept);
}

static void write_report(struct linux_process *p, const struct run_profile_sum *sum, FILE *out)
{
    const char *kinds[RUN_PLACES + 1] = { NULL };
    struct report r = { .process = p };
    char title[PATH_MAX + 200];

    memcpy(kinds, run_place_names, sizeof run_place_names);
    arena_init(&r.arena);
    r.flame = flame_new(&r.arena, kinds);
    run_profile_each(p->run->profile, add_stack, &r);
    snprintf(title, sizeof title, "process %d: %s: %lu ms of processor time in %lu samples, %lu lost", (int)getpid(), p->exe ? p->exe : "?",
             (unsigned long)(sum->weight * PERIOD / 1000000), (unsigned long)sum->samples, (unsigned long)sum->lost);
    if (is_svg(p->profile)) {
        flame_svg(r.flame, title, out);
    } else {
        fprintf(out, "%s\n", title);
        flame_text(r.flame, out);
    }
    arena_free(&r.arena);
}

/* NULL, with a message, when it cannot be made. */
static FILE *create(const struct linux_process *p)
{
    int fd = open(p->profile, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;

    if (!out)
        log_write(p->log, "dragoman: -profile %s: %s\n", p->profile, strerror(errno));
    if (!out && fd >= 0)
        close(fd);
    return out;
}

void linux_profile_write(struct linux_process *p)
{
    struct run_profile *profile = p->run->profile;
    struct run_profile_sum sum;

    if (!profile || p->profiled != getpid())
        return;
    run_profile_hold(profile);
    run_profile_sum(profile, &sum); /* what comes while the file is written is not lost */
    FILE *out = sum.samples || access(p->profile, F_OK) == 0 ? create(p) : NULL; /* a child that was too short has none */
    if (out) {
        write_report(p, &sum, out);
        fclose(out);
    }
    run_profile_release(profile);
}

/* Absolute, since the guest may go elsewhere. NULL: no memory, or we are nowhere. */
static char *absolute(const char *name)
{
    char *folder = name[0] == '/' ? NULL : getcwd(NULL, 0), *path = NULL;

    if (name[0] == '/')
        path = strdup(name);
    else if (folder && asprintf(&path, "%s/%s", folder, name) < 0)
        path = NULL;
    free(folder);
    return path;
}

void linux_profile_open(struct linux_process *p)
{
    FILE *out = NULL;

    if (!p->options->profile)
        return;
    p->profiled = getpid();
    p->profile = absolute(p->options->profile);
    if (p->profile && (out = create(p))) {
        fclose(out);
        p->run->profile = run_profile_new();
    }
    if (!p->run->profile) {
        free(p->profile);
        p->profile = NULL;
    }
}

void linux_profile_forked(struct linux_thread *t)
{
    struct linux_process *p = t->process;
    char name[PATH_MAX];

    if (!p->run->profile)
        return;
    linux_profile_name(p, name);
    free(p->profile);
    run_profile_free(p->run->profile);
    p->profiled = getpid();
    p->profile = strdup(name);
    p->run->profile = p->profile ? run_profile_new() : NULL;
    t->profile_timer = 0; /* the parent's */
    linux_profile_start(t);
}
