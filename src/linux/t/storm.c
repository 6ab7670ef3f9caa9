/* Processes and pipes in a storm of signals: nothing is lost, nothing comes twice, calls are
   restarted. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { ROUNDS = 150, BYTES = 20000 };

extern char **environ;
static volatile sig_atomic_t ticks, children, queued;

static void on_tick(int signal)
{
    (void)signal;
    ticks++;
}

static void on_child(int signal)
{
    (void)signal;
    children++;
}

static void on_queued(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    queued += info->si_value.sival_int;
}

static void handle(int signal, void (*handler)(int))
{
    struct sigaction a = { .sa_handler = handler, .sa_flags = SA_RESTART };
    sigaction(signal, &a, NULL);
}

/* A child writes, the parent reads. */
static int round_trip(int i)
{
    static char buffer[BYTES];
    int ends[2], status;
    long sum = 0;
    if (pipe(ends))
        return 1;
    pid_t pid = fork();
    if (!pid) {
        int before = children;
        close(ends[0]);
        memset(buffer, i, BYTES);
        for (int at = 0; at < BYTES; at += 1000)
            if (write(ends[1], buffer + at, 1000) != 1000)
                _exit(1);
        _exit(children == before ? 0 : 2); /* the parent's SIGCHLD are not ours */
    }
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], buffer, BYTES)) != 0;) {
        if (n < 0)
            return 1;
        for (int k = 0; k < n; k++)
            sum += (unsigned char)buffer[k];
    }
    close(ends[0]);
    if (waitpid(pid, &status, 0) != pid || status)
        return 1;
    return sum != (long)BYTES * (i & 255);
}

static int spawned(void)
{
    char *args[] = { "true", NULL };
    pid_t pid;
    int status;
    return posix_spawn(&pid, "/bin/true", NULL, NULL, args, environ) ||
           waitpid(pid, &status, 0) != pid || status;
}

/* A child queues numbers to its parent. */
static void test_queue(void)
{
    struct sigaction a = { .sa_sigaction = on_queued, .sa_flags = SA_RESTART | SA_SIGINFO };
    int status;
    sigaction(SIGRTMIN, &a, NULL);
    pid_t pid = fork();
    if (!pid) {
        for (int i = 1; i <= 500; i++) {
            union sigval value = { .sival_int = i };
            while (sigqueue(getppid(), SIGRTMIN, value))
                ;
        }
        _exit(0);
    }
    waitpid(pid, &status, 0);
    say("sum of what was queued", queued);
}

int main(void)
{
    struct itimerval t = { { 0, 300 }, { 0, 300 } }, off = { 0 };
    int bad = 0, bad_spawns = 0;
    handle(SIGALRM, on_tick);
    handle(SIGCHLD, on_child);
    setitimer(ITIMER_REAL, &t, NULL);
    for (int i = 0; i < ROUNDS; i++)
        bad += round_trip(i);
    for (int i = 0; i < ROUNDS; i++)
        bad_spawns += spawned();
    setitimer(ITIMER_REAL, &off, NULL);
    say("round trips that failed", bad);
    say("spawns that failed", bad_spawns);
    say("children told of", children > 0 && children <= 2 * ROUNDS);
    say("ticks", ticks > 10);
    test_queue();
    return 0;
}
