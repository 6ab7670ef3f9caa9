/* Processes that go on in code that they have translated together, and make more of it at once: what one of them translates, links or drops is
   its own. Children of fork with and without other threads, of vfork, children of children, with no descriptor left, with files limited to nothing.
   With an argument it prints the numbers of some such processes instead, and they wait for the end of the input. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "encode.h"

enum { FUNCTIONS = 64, ROUNDS = 4, CHILDREN = 4 };

static uint32_t *functions; /* four words each */

/* Makes them all anew and calls them; returns how many were wrong. `who` is different in each process. */
static int work(int who)
{
    int wrong = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < FUNCTIONS; i++)
            write_code(functions + 4 * i, (who * 97 + round * 31 + i) % 2048);
        for (int i = 0; i < FUNCTIONS; i++)
            wrong += ((function *)(functions + 4 * i))() != (who * 97 + round * 31 + i) % 2048;
    }
    return wrong;
}

/* Whether what the last round of `who` has made is still there. */
static int unchanged(int who)
{
    int wrong = 0;
    for (int i = 0; i < FUNCTIONS; i++)
        wrong += ((function *)(functions + 4 * i))() != (who * 97 + (ROUNDS - 1) * 31 + i) % 2048;
    return wrong;
}

static int wait_for(pid_t child)
{
    int status = 0;
    return child < 0 || waitpid(child, &status, 0) != child || status != 0;
}

/* Children of this generation and the next work at the same time as we do. */
static int family(int who, int generations)
{
    pid_t child[CHILDREN];
    int wrong = work(who);
    for (int i = 0; i < CHILDREN; i++) {
        int other = who * CHILDREN + i + 1;
        child[i] = fork();
        if (!child[i])
            _exit(unchanged(who) || (i == 0 && generations ? family(other, generations - 1) : work(other)));
        wrong += unchanged(who);
    }
    who += 1000;
    wrong += work(who);
    for (int i = 0; i < CHILDREN; i++)
        wrong += wait_for(child[i]);
    return wrong + unchanged(who);
}

static int one_child(void)
{
    pid_t child = fork();
    if (!child)
        _exit(work(1) != 0);
    return work(2) + wait_for(child);
}

static atomic_int over, thread_wrong;

static void *own_code(void *unused)
{
    uint32_t *code = map_code();
    for (int v = 0; !over; v++) {
        write_code(code, v % 2048);
        thread_wrong += ((function *)code)() != v % 2048;
    }
    return unused;
}

static void test_threads(void)
{
    pthread_t id;
    int wrong = 0;
    pthread_create(&id, NULL, own_code, NULL);
    for (int i = 0; i < CHILDREN; i++)
        wrong += one_child();
    over = 1;
    pthread_join(id, NULL);
    verdict("beside a thread", wrong + thread_wrong, 0);
}

static int vfork_child(int who)
{
    pid_t child = vfork();
    if (!child)
        _exit(work(who) != 0 || one_child() != 0);
    return wait_for(child);
}

static void test_vfork(void)
{
    int wrong = 0;
    for (int i = 0; i < CHILDREN; i++)
        wrong += vfork_child(i) + work(i + 1);
    verdict("vfork", wrong, 0);
}

static void test_limits(void)
{
    struct rlimit old, none;
    int wrong;
    getrlimit(RLIMIT_FSIZE, &old);
    none = old;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_FSIZE, &none);
    wrong = one_child();
    setrlimit(RLIMIT_FSIZE, &old);
    verdict("no files", wrong, 0);

    getrlimit(RLIMIT_NOFILE, &old);
    none = old;
    none.rlim_cur = 40;
    setrlimit(RLIMIT_NOFILE, &none);
    while (open("/dev/null", O_RDONLY) >= 0)
        ;
    wrong = one_child() + (errno != EMFILE);
    setrlimit(RLIMIT_NOFILE, &old);
    verdict("no descriptors", wrong, 0);
}

static void hold(void)
{
    pthread_t id;
    pid_t pid[3] = { getpid(), fork(), -1 };
    if (pid[1]) {
        pthread_create(&id, NULL, own_code, NULL);
        pid[2] = fork();
    }
    int wrong = work(getpid());
    if (pid[1] && pid[2])
        printf("%d %d %d\n", pid[0], pid[1], pid[2]);
    fflush(stdout);
    while (getchar() != EOF)
        ;
    _exit(wrong != 0);
}

int main(int argc, char **argv)
{
    (void)argv;
    functions = map_code();
    if (argc > 1)
        hold();
    verdict("families", family(1, 2), 0);
    verdict("one child", one_child(), 0);
    test_threads();
    test_vfork();
    test_limits();
    return 0;
}
