/* Threads that come, go, wait, are signalled, fault, fork and die while others are at work. */
#define _GNU_SOURCE
#include <errno.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { STORM = 30, SIGNALS = 60, FAULTS = 200, FORKS = 6, TURNS = 60 };

extern char **environ;

/* ---- coming and going ---- */

static atomic_int born;
static sem_t gone;

static void *come_and_go(void *argument)
{
    born++;
    if (argument)
        sem_post(&gone);
    return argument;
}

static void *storm(void *unused)
{
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < STORM; i++) {
        pthread_t id;
        if (pthread_create(&id, i % 2 ? &detached : NULL, come_and_go, i % 2 ? &gone : NULL))
            exit((puts("no thread"), 1));
        if (i % 2 == 0)
            pthread_join(id, NULL);
    }
    return unused;
}

static void test_storm(void)
{
    sem_init(&gone, 0, 0);
    at_once(storm);
    for (int i = 0; i < THREADS * STORM / 2; i++)
        sem_wait(&gone);
    verdict("storm", born, THREADS * STORM);
}

/* ---- waiting for one another ---- */

static pthread_barrier_t barrier;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int whose, handed, last[THREADS], behind;

static void *hand_on(void *argument)
{
    int me = (int)(intptr_t)argument;
    for (int i = 0; i < TURNS; i++) {
        pthread_mutex_lock(&mutex);
        while (whose != me)
            pthread_cond_wait(&changed, &mutex);
        whose = (me + 1) % THREADS;
        handed++;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&mutex);
    }
    for (int i = 0; i < TURNS; i++) {
        last[me] = i;
        pthread_barrier_wait(&barrier);
        for (int k = 0; k < THREADS; k++)
            __atomic_fetch_add(&behind, last[k] != i, __ATOMIC_RELAXED);
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

/* ---- signals to threads that compute ---- */

static atomic_int handled, computing, enough;
static __thread volatile int handled_here;

static void on_signal(int signal)
{
    (void)signal;
    handled++;
    handled_here++;
}

static void *compute(void *argument)
{
    volatile double x = 1;
    *(pthread_t *)argument = pthread_self();
    computing++;
    while (!enough)
        for (int i = 0; i < 1000; i++)
            x = x * 1.0001 + i;
    return NULL;
}

static void test_signals(void)
{
    pthread_t id[THREADS], self[THREADS];
    signal(SIGUSR1, on_signal);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&id[i], NULL, compute, &self[i]);
    while (computing < THREADS)
        usleep(100);
    for (int i = 0; i < SIGNALS; i++) {
        pthread_kill(id[i % THREADS], SIGUSR1);
        while (handled <= i)
            ;
    }
    enough = 1;
    for (int i = 0; i < THREADS; i++)
        pthread_join(id[i], NULL);
    verdict("signals", handled, SIGNALS);
}

/* ---- faults in all threads ---- */

static __thread sigjmp_buf back;
static atomic_int fault_count, fault_wrong;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    fault_wrong += info->si_addr != (void *)0x10;
    siglongjmp(back, 1);
}

static void *fault(void *unused)
{
    volatile int *volatile nowhere = (volatile int *)0x10;
    for (volatile int i = 0; i < FAULTS; i++) {
        if (sigsetjmp(back, 1))
            fault_count++;
        else
            *nowhere = i;
    }
    return unused;
}

static void test_faults(void)
{
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &action, NULL);
    at_once(fault);
    verdict("faults", fault_count, THREADS * FAULTS);
    verdict("fault addresses", fault_wrong, 0);
}

/* ---- processes made while others are busy ---- */

static atomic_int process_wrong;

static int status_of(pid_t pid)
{
    int status = -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static pid_t raw_fork(void) /* not as the C library does it: the kernel's interface for a new user of it */
{
    return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void *make_processes(void *argument)
{
    char *args[] = { "true", NULL };
    for (int i = 0; i < FORKS; i++) {
        pid_t pid = i % 3 == 2 ? raw_fork() : fork();
        if (!pid)
            _exit(5 + (i % 3 != 2 && malloc(100) == NULL));
        process_wrong += status_of(pid) != 5 << 8;
        if (i % 4 == 0) {
            process_wrong += posix_spawn(&pid, "/bin/true", NULL, NULL, args, environ) != 0;
            process_wrong += status_of(pid) != 0;
        }
        for (int k = 0; k < 50; k++)
            free(malloc(1000 + k * 100));
    }
    return argument;
}

/* A process ends whole, whatever its threads do. */
static void *compute_for_ever(void *argument)
{
    for (volatile int i = 0;; i++)
        ;
    return argument;
}

static void *end_all(void *argument)
{
    usleep(2000);
    if (argument)
        _exit(9);
    char *args[] = { "false", NULL };
    execv("/bin/false", args);
    return NULL;
}

static void test_ends(void)
{
    for (intptr_t how = 0; how < 2; how++) {
        pid_t pid = fork();
        if (!pid) {
            pthread_t id;
            for (int i = 0; i < THREADS; i++)
                pthread_create(&id, NULL, compute_for_ever, NULL);
            pthread_create(&id, NULL, end_all, (void *)how);
            for (;;)
                pause();
        }
        verdict(how ? "exit in a thread" : "execve in a thread", status_of(pid), how ? 9 << 8 : 1 << 8);
    }
}

/* ---- robust mutexes ---- */

static pthread_mutex_t robust[3];

static void *die_holding(void *argument)
{
    for (int i = 0; i < 3; i++)
        pthread_mutex_lock(&robust[i]);
    return argument;
}

static void test_robust(void)
{
    pthread_mutexattr_t a;
    pthread_t id;
    int died = 0;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    for (int i = 0; i < 3; i++)
        pthread_mutex_init(&robust[i], &a);
    pthread_create(&id, NULL, die_holding, NULL);
    pthread_join(id, NULL);
    for (int i = 0; i < 3; i++)
        died += pthread_mutex_trylock(&robust[i]) == EOWNERDEAD;
    verdict("owners that died", died, 3);
}

int main(void)
{
    test_storm();
    pthread_barrier_init(&barrier, NULL, THREADS);
    at_once(hand_on);
    verdict("handed on", handed, TURNS * THREADS);
    verdict("barriers", behind, 0);
    test_signals();
    test_faults();
    at_once(make_processes);
    verdict("processes", process_wrong, 0);
    test_ends();
    test_robust();
    return 0;
}
