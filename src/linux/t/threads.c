/* Threads: creation and end, locks, thread-local data, signals to one of them, loops that wait
   for each other, fork, vfork and execve in one of many. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { THREADS = 8, ROUNDS = 2000 };

extern char **environ;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static long plain;
static atomic_long counted;
static __thread long mine;

static void *count(void *argument)
{
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&mutex);
        plain++;
        pthread_mutex_unlock(&mutex);
        atomic_fetch_add(&counted, 1);
        mine++;
    }
    return (void *)(mine + (intptr_t)argument);
}

static void test_locks(void)
{
    pthread_t id[THREADS];
    long sum = 0;
    for (intptr_t i = 0; i < THREADS; i++)
        pthread_create(&id[i], NULL, count, (void *)i);
    for (int i = 0; i < THREADS; i++) {
        void *result;
        pthread_join(id[i], &result);
        sum += (long)result;
    }
    say("under the lock", plain);
    say("atomic", counted);
    say("results", sum);
    say("ours", mine);
}

static atomic_int turn;

static void *spin(void *argument)
{
    int me = (int)(intptr_t)argument;
    for (int i = 0; i < 20; i++) {
        while (turn % 2 != me)
            ;
        turn++;
    }
    return NULL;
}

static void test_spinning(void)
{
    pthread_t id;
    pthread_create(&id, NULL, spin, (void *)1);
    spin((void *)0);
    pthread_join(id, NULL);
    say("spun", turn);
}

static int stage;

static void *wait_stage(void *argument)
{
    (void)argument;
    pthread_mutex_lock(&mutex);
    while (stage < 1)
        pthread_cond_wait(&condition, &mutex);
    stage = 2;
    pthread_cond_broadcast(&condition);
    pthread_mutex_unlock(&mutex);
    return NULL;
}

static void test_condition(void)
{
    pthread_t id;
    pthread_create(&id, NULL, wait_stage, NULL);
    pthread_mutex_lock(&mutex);
    stage = 1;
    pthread_cond_broadcast(&condition);
    while (stage < 2)
        pthread_cond_wait(&condition, &mutex);
    pthread_mutex_unlock(&mutex);
    pthread_join(id, NULL);
    say("stage", stage);
}

static atomic_int handled_by;
static sem_t ready;

static void on_signal(int signal)
{
    (void)signal;
    handled_by = (int)syscall(SYS_gettid);
}

static void *wait_signal(void *argument)
{
    *(int *)argument = (int)syscall(SYS_gettid);
    sem_post(&ready);
    while (!handled_by)
        usleep(1000); /* not pause: the signal may have come just before */
    return NULL;
}

static void *loop_signal(void *argument)
{
    *(int *)argument = (int)syscall(SYS_gettid);
    sem_post(&ready);
    while (!handled_by)
        ;
    return NULL;
}

static void test_signals(void)
{
    pthread_t id;
    int tid;
    sem_init(&ready, 0, 0);
    signal(SIGUSR1, on_signal);
    pthread_create(&id, NULL, loop_signal, &tid);
    sem_wait(&ready);
    pthread_kill(id, SIGUSR1);
    pthread_join(id, NULL);
    say("handled in the loop", handled_by == tid);
    handled_by = 0;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_create(&id, NULL, wait_signal, &tid);
    sem_wait(&ready);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    while (!handled_by) {
        kill(getpid(), SIGUSR1);
        usleep(1000);
    }
    pthread_join(id, NULL);
    say("handled by who does not block it", handled_by == tid);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static atomic_int stop;

static void *busy(void *argument)
{
    (void)argument;
    while (!stop) {
        void *p = malloc(100);
        sched_yield();
        free(p);
    }
    return NULL;
}

static int wait_for(pid_t pid)
{
    int status = -1;
    waitpid(pid, &status, 0);
    return status;
}

static void *cancelled(void *argument)
{
    while (!argument)
        pause();
    return NULL;
}

static void test_processes(void)
{
    pthread_t id[3];
    int bad = 0;
    for (int i = 0; i < 3; i++)
        pthread_create(&id[i], NULL, busy, NULL);
    for (int i = 0; i < 10; i++) {
        pid_t pid = fork();
        if (!pid) {
            free(malloc(1000));
            pthread_t inner;
            pthread_create(&inner, NULL, count, NULL);
            pthread_join(inner, NULL);
            _exit(7);
        }
        bad += wait_for(pid) != 7 << 8;
    }
    for (int i = 0; i < 10; i++) {
        pid_t pid;
        char *args[] = { "true", NULL };
        bad += posix_spawn(&pid, "/bin/true", NULL, NULL, args, environ) != 0 || wait_for(pid) != 0;
    }
    say("forks and spawns that failed", bad);
    stop = 1;
    for (int i = 0; i < 3; i++)
        pthread_join(id[i], NULL);
    void *result;
    pthread_create(&id[0], NULL, cancelled, NULL);
    pthread_cancel(id[0]);
    pthread_join(id[0], &result);
    say("cancelled", result == PTHREAD_CANCELED);
}

static void *say_goodbye(void *argument)
{
    (void)argument;
    usleep(20000);
    puts("the last thread");
    fflush(stdout);
    return NULL;
}

static void *execute(void *argument)
{
    execlp("echo", "echo", "from", argument, (char *)NULL);
    return NULL;
}

int main(void)
{
    test_locks();
    test_spinning();
    test_condition();
    test_signals();
    test_processes();
    pthread_t id;
    pid_t pid = fork();
    if (!pid) {
        pthread_create(&id, NULL, execute, "a thread");
        for (;;)
            pause();
    }
    say("execve in a thread", wait_for(pid));
    pthread_create(&id, NULL, say_goodbye, NULL);
    pthread_exit(NULL);
}
