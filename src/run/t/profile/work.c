/* Work for a profile, by argv[1]; each line printed ends in "ok" when what it tells of was as without a profile.
   split N    three times as much in `larger` as in `smaller`, called by `both`, for N ms of processor time
   signals    calls that block, while a thread works: only the guest's own signals end them; its timers and SIGTRAP come
   family N   so in a forked child (`larger` alone), in a thread (`smaller`), and in what a vfork's child executes */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile unsigned sink;

__attribute__((noinline)) void larger(unsigned n)
{
    unsigned x = 1;
    for (unsigned i = 0; i < n; i++)
        x = x * 1664525 + 7;
    sink = x;
}

__attribute__((noinline)) void smaller(unsigned n)
{
    unsigned x = 2;
    for (unsigned i = 0; i < n; i++)
        x = x * 1664525 + 9;
    sink = x;
}

/* Processor time of the thread. A virtual machine that is not run for a while may count that; here as 4 ms at most. */
struct stopwatch {
    unsigned long last, spent; /* microseconds */
};

static int runs(struct stopwatch *w, unsigned long milliseconds)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    unsigned long now = (unsigned long)t.tv_sec * 1000000 + (unsigned long)t.tv_nsec / 1000, step = now - w->last;
    w->last = now;
    w->spent += step < 4000 ? step : 4000;
    return w->spent < milliseconds * 1000;
}

/* In rounds of changing length, lest they are in step with the samples. */
__attribute__((noinline)) void both(unsigned long time)
{
    struct stopwatch w = { 0, 0 };
    for (unsigned x = 1; runs(&w, time);) {
        x = x * 1664525 + 1013904223;
        larger((x >> 18) * 3 + 3000);
        smaller((x >> 18) + 1000);
    }
}

static void tell(const char *what, int good)
{
    printf("%s%s\n", what, good ? ": ok" : "");
    fflush(stdout);
}

static atomic_int stop;
static volatile int alarms, profs, traps;

static void on_signal(int signal)
{
    if (signal == SIGALRM)
        alarms++;
    else if (signal == SIGPROF)
        profs++;
    else
        traps++;
}

static void *busy(void *argument)
{
    (void)argument;
    while (!stop)
        smaller(100000);
    return NULL;
}

static void handle(int signal)
{
    struct sigaction a = { .sa_handler = on_signal };
    sigaction(signal, &a, NULL);
}

/* Each one right after a while of work, since it is then that a sample is due. */
static void sleeps(void)
{
    int whole = 1, polled = 1;
    for (int i = 0; i < 40; i++) {
        struct timespec time = { 0, 2000000 }, left = { 0, 0 };
        larger(500000 + 50000u * (unsigned)i);
        whole &= nanosleep(&time, &left) == 0;
        larger(500000 + 50000u * (unsigned)i);
        polled &= poll(NULL, 0, 2) == 0;
    }
    tell("nanosleep sleeps", whole);
    tell("poll waits", polled);
}

static void interrupted(void)
{
    struct itimerval soon = { { 0, 0 }, { 0, 50000 } };
    int ends[2];
    char byte;
    if (pipe(ends))
        exit(1);
    setitimer(ITIMER_REAL, &soon, NULL);
    errno = 0;
    int result = (int)read(ends[0], &byte, 1);
    tell("read ends by the guest's alarm", result == -1 && errno == EINTR && alarms == 1);
}

static void timers(void)
{
    struct itimerval often = { { 0, 10000 }, { 0, 10000 } }, none = { { 0, 0 }, { 0, 0 } };
    setitimer(ITIMER_PROF, &often, NULL);
    while (profs < 5)
        larger(100000);
    setitimer(ITIMER_PROF, &none, NULL);
    tell("SIGPROF comes", 1);
    for (int i = 0; i < 200; i++) {
        larger(100000);
        raise(SIGTRAP);
    }
    tell("SIGTRAP comes as often as it is sent", traps == 200);
}

static int signals(void)
{
    pthread_t thread;
    sigset_t all, old;
    handle(SIGALRM);
    handle(SIGPROF);
    handle(SIGTRAP);
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    pthread_create(&thread, NULL, busy, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    sleeps();
    interrupted();
    timers();
    stop = 1;
    pthread_join(thread, NULL);
    tell("no signal that is the guest's", alarms == 1 && traps == 200);
    return 0;
}

static void *in_thread(void *argument)
{
    struct stopwatch w = { 0, 0 };
    while (runs(&w, *(unsigned long *)argument))
        smaller(100000);
    return NULL;
}

static int family(const char *self, const char *count)
{
    unsigned long time = strtoul(count, NULL, 10);
    pthread_t thread;
    int status;
    pthread_create(&thread, NULL, in_thread, &time);
    pid_t child = fork();
    if (!child) {
        struct stopwatch w = { 0, 0 };
        while (runs(&w, time))
            larger(100000);
        return 0;
    }
    waitpid(child, &status, 0);
    tell("fork", status == 0);
    pthread_join(thread, NULL);
    tell("thread", 1);
    child = vfork();
    if (!child) {
        execl(self, self, "split", count, (char *)NULL);
        _exit(1);
    }
    waitpid(child, &status, 0);
    tell("vfork", status == 0);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 2 && !strcmp(argv[1], "split"))
        return both(strtoul(argv[2], NULL, 10)), 0;
    if (argc > 1 && !strcmp(argv[1], "signals"))
        return signals();
    return argc > 2 ? family(argv[0], argv[2]) : 2;
}
