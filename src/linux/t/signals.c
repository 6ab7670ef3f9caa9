/* Handlers, masks, queues, alternate stacks, interrupted calls. */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include "check.h"

static volatile int count, last, depth, deepest, in_altstack;
static char altstack[65536];

static void on_plain(int signal)
{
    count++;
    last = signal;
}

static void on_info(int signal, siginfo_t *info, void *context)
{
    char here;
    const ucontext_t *uc = context;
    printf("handler: signal %d code %d value %d, blocked when it came: %d\n", signal, info->si_code,
           info->si_code == SI_QUEUE ? info->si_value.sival_int : 0,
           sigismember(&uc->uc_sigmask, SIGUSR2));
    in_altstack = &here >= altstack && &here < altstack + sizeof altstack;
    fflush(stdout);
}

static void on_nested(int signal)
{
    depth++;
    if (depth > deepest)
        deepest = depth;
    if (++count < 3)
        raise(signal);
    depth--;
}

static void handle(int signal, void (*handler)(int), int flags)
{
    struct sigaction a = { .sa_handler = handler, .sa_flags = flags };
    show("sigaction", sigaction(signal, &a, NULL));
}

static void handle_info(int signal, int flags)
{
    struct sigaction a = { .sa_sigaction = on_info, .sa_flags = flags | SA_SIGINFO };
    show("sigaction", sigaction(signal, &a, NULL));
}

static void mask(int how, int signal)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(how, &set, NULL);
}

static void test_raise(void)
{
    handle(SIGUSR1, on_plain, 0);
    raise(SIGUSR1);
    say("came", count);
    kill(getpid(), SIGUSR1);
    say("came", count);
    mask(SIG_BLOCK, SIGUSR1);
    raise(SIGUSR1);
    raise(SIGUSR1);
    say("blocked", count);
    sigset_t set;
    sigpending(&set);
    say("pending", sigismember(&set, SIGUSR1));
    mask(SIG_UNBLOCK, SIGUSR1);
    say("unblocked", count);
    handle(SIGUSR1, SIG_IGN, 0);
    raise(SIGUSR1);
    say("ignored", count);
    handle(SIGUSR1, on_plain, SA_RESETHAND);
    raise(SIGUSR1);
    struct sigaction old;
    sigaction(SIGUSR1, NULL, &old);
    say("reset", old.sa_handler == SIG_DFL);
    show("SIGKILL", sigaction(SIGKILL, &(struct sigaction){ .sa_handler = on_plain }, NULL));
}

static void test_nested(void)
{
    count = 0;
    handle(SIGUSR1, on_nested, 0);
    raise(SIGUSR1);
    say("without SA_NODEFER", deepest);
    count = deepest = 0;
    handle(SIGUSR1, on_nested, SA_NODEFER);
    raise(SIGUSR1);
    say("with SA_NODEFER", deepest);
}

static void test_info(void)
{
    union sigval value = { .sival_int = 77 };
    handle_info(SIGUSR2, 0);
    sigqueue(getpid(), SIGUSR2, value);
    mask(SIG_BLOCK, SIGUSR2);
    handle_info(SIGUSR1, 0);
    raise(SIGUSR1);
    mask(SIG_UNBLOCK, SIGUSR2);
    handle_info(SIGRTMIN + 1, 0);
    mask(SIG_BLOCK, SIGRTMIN + 1);
    for (value.sival_int = 1; value.sival_int < 4; value.sival_int++)
        sigqueue(getpid(), SIGRTMIN + 1, value);
    mask(SIG_UNBLOCK, SIGRTMIN + 1);
    sigset_t set;
    siginfo_t info;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    show("nothing to wait for", sigtimedwait(&set, &info, &(struct timespec){ 0, 1000 }));
    sigqueue(getpid(), SIGRTMIN + 2, value);
    say("waited for", sigtimedwait(&set, &info, NULL) - SIGRTMIN);
    say("its value", info.si_value.sival_int);
}

static void test_altstack(void)
{
    stack_t stack = { .ss_sp = altstack, .ss_size = sizeof altstack }, old;
    show("sigaltstack", sigaltstack(&stack, &old));
    say("was disabled", old.ss_flags == SS_DISABLE);
    handle_info(SIGUSR1, SA_ONSTACK);
    raise(SIGUSR1);
    say("on it", in_altstack);
    handle_info(SIGUSR1, 0);
    raise(SIGUSR1);
    say("on it", in_altstack);
    stack.ss_size = 10;
    show("too small", sigaltstack(&stack, NULL));
    stack = (stack_t){ .ss_flags = SS_DISABLE };
    show("disable", sigaltstack(&stack, NULL));
}

static volatile int forever = 1;

static void *deep(volatile char *p)
{
    volatile char block[65536];
    block[0] = p ? p[0] : 0;
    return forever ? deep(block) : NULL;
}

static void on_overflow(int signal)
{
    char here;
    printf("overflow: signal %d, on the stack for it: %d\n", signal,
           &here >= altstack && &here < altstack + sizeof altstack);
    fflush(stdout);
    _exit(3);
}

static int status_of(void (*child)(void))
{
    int status;
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        child();
        _exit(0);
    }
    waitpid(pid, &status, 0);
    return status & ~0x80; /* without "core dumped" */
}

static void overflow(void)
{
    stack_t stack = { .ss_sp = altstack, .ss_size = sizeof altstack };
    sigaltstack(&stack, NULL);
    handle(SIGSEGV, on_overflow, SA_ONSTACK);
    deep(NULL);
}

static void abort_it(void)
{
    abort();
}

static void terminate(void)
{
    raise(SIGTERM);
}

static void null_access(void)
{
    *(volatile int *)NULL = 0;
}

static void blocked_fault(void)
{
    handle(SIGSEGV, on_plain, 0);
    mask(SIG_BLOCK, SIGSEGV);
    *(volatile int *)NULL = 0;
}

static void sent_fault(void)
{
    handle(SIGSEGV, on_plain, 0);
    mask(SIG_BLOCK, SIGSEGV);
    raise(SIGSEGV);
    say("sent and blocked", last == SIGSEGV);
    mask(SIG_UNBLOCK, SIGSEGV);
    say("sent and unblocked", last == SIGSEGV);
}

static void real_time(void)
{
    raise(SIGRTMAX);
}

static void test_ends(void)
{
    say("stack overflow", status_of(overflow));
    say("abort", status_of(abort_it));
    say("terminate", status_of(terminate));
    say("null access", status_of(null_access));
    say("blocked fault", status_of(blocked_fault));
    say("sent fault", status_of(sent_fault));
    say("real time", status_of(real_time));
}

static void alarm_in(int microseconds)
{
    struct itimerval t = { .it_value = { 0, microseconds } };
    setitimer(ITIMER_REAL, &t, NULL);
}

static int pipe_ends[2];

static void on_alarm(int signal)
{
    (void)signal;
    count++;
    if (write(pipe_ends[1], "x", 1) != 1)
        abort();
}

static void test_restart(void)
{
    char c;
    count = 0;
    handle(SIGALRM, on_plain, 0);
    if (pipe(pipe_ends))
        abort();
    alarm_in(20000);
    show("read, interrupted", read(pipe_ends[0], &c, 1));
    handle(SIGALRM, on_alarm, SA_RESTART);
    alarm_in(20000);
    show("read, restarted", read(pipe_ends[0], &c, 1));
    say("handlers", count);
    alarm_in(20000);
    struct timespec left = { 0 };
    show("nanosleep", nanosleep(&(struct timespec){ 5, 0 }, &left));
    say("left", left.tv_sec);
    struct pollfd p = { .fd = pipe_ends[0], .events = POLLIN };
    show("poll, ready", poll(&p, 1, -1));
    show("read", read(pipe_ends[0], &c, 1));
    alarm_in(20000);
    show("poll, interrupted", poll(&p, 1, -1));
    alarm_in(20000);
    show("pause", pause());
    sigset_t set;
    mask(SIG_BLOCK, SIGALRM);
    sigemptyset(&set);
    raise(SIGALRM);
    show("sigsuspend", sigsuspend(&set));
    sigprocmask(SIG_BLOCK, NULL, &set);
    say("blocked afterwards", sigismember(&set, SIGALRM));
    mask(SIG_UNBLOCK, SIGALRM);
}

static volatile uint64_t spun;

static void test_asynchronous(void)
{
    count = 0;
    handle(SIGALRM, on_plain, SA_RESTART);
    struct itimerval t = { { 0, 1000 }, { 0, 1000 } }, off = { 0 };
    setitimer(ITIMER_REAL, &t, NULL);
    while (count < 50)
        spun++;
    setitimer(ITIMER_REAL, &off, NULL);
    say("a loop without calls was interrupted", count >= 50);
}

static double sum(const double *v)
{
    double s = 0;
    for (int i = 0; i < 8; i++)
        s = s * 1.5 + v[i];
    return s;
}

static volatile double noise;

static void on_float(int signal)
{
    (void)signal;
    count++;
    double v[8] = { 9, 8, 7, 6, 5, 4, 3, 2 };
    noise = sum(v);
}

static void test_registers(void)
{
    double v[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, want = sum(v);
    int bad = 0;
    count = 0;
    handle(SIGALRM, on_float, SA_RESTART);
    struct itimerval t = { { 0, 500 }, { 0, 500 } }, off = { 0 };
    setitimer(ITIMER_REAL, &t, NULL);
    while (count < 50)
        bad += sum(v) != want;
    setitimer(ITIMER_REAL, &off, NULL);
    say("wrong sums", bad);
}

int main(void)
{
    test_raise();
    test_nested();
    test_info();
    test_altstack();
    test_ends();
    test_restart();
    test_asynchronous();
    test_registers();
    return 0;
}
