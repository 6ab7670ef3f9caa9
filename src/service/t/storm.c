/* A guest that forks much while it works: children that work, children of children, vfork children that execute nothing, and threads
   beside. Every result must be the one. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned long work(unsigned long n)
{
    unsigned long s = 1;
    for (unsigned long i = 0; i < n; i++)
        s = s * 2862933555777941757u + (s >> 17 ^ i);
    return s;
}

static unsigned long turns, expected;

static void *thread(void *argument)
{
    (void)argument;
    return (void *)work(turns);
}

/* So many generations, each of which works while it waits for the next. */
static void child(unsigned depth)
{
    int status;
    pid_t pid = 0;
    while (!pid && depth--)
        pid = fork();
    int good = work(turns) == expected;
    if (pid > 0)
        good &= waitpid(pid, &status, 0) == pid && !status;
    _exit(!good);
}

int main(int argc, char **argv)
{
    enum { CHILDREN = 12 };
    pthread_t other;
    void *result = NULL;
    unsigned good = 0;
    turns = (argc > 1 ? strtoul(argv[1], NULL, 10) : 1) * 300000;
    expected = work(turns);
    pthread_create(&other, NULL, thread, NULL);
    for (unsigned i = 0; i < CHILDREN; i++) {
        int status;
        pid_t pid = fork();
        if (!pid)
            child(i % 3);
        pid_t quick = vfork();
        if (!quick)
            _exit(0);
        good += waitpid(quick, &status, 0) == quick && !status;
        good += waitpid(pid, &status, 0) == pid && !status;
        good += work(turns / 4) != 0;
    }
    pthread_join(other, &result);
    printf("%u good, thread %d, %lx\n", good, (unsigned long)result == expected, expected);
    return 0;
}
