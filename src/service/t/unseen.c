/* A guest that would notice a service: it works until one has had its chance, and looks around all the while. Prints what it sees, which
   is what it sees natively. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t signals;

static void on_signal(int signal)
{
    (void)signal;
    signals++;
}

static unsigned long work(unsigned long s, unsigned long n)
{
    for (unsigned long i = 0; i < n; i++)
        s = s * 6364136223846793005u + (s >> 13 ^ i);
    return s;
}

static int entries(const char *folder)
{
    DIR *d = opendir(folder);
    int n = 0;
    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return n;
}

static int lowest_free(void)
{
    int fd = open("/dev/null", O_RDONLY);
    close(fd);
    return fd;
}

static int has_children(void)
{
    return waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD || waitpid(-1, NULL, WNOHANG | __WALL) >= 0 || errno != ECHILD;
}

struct sight {
    int fds, free, threads, children, signals, group, environment;
    sigset_t mask;
};

static struct sight look(void)
{
    extern char **environ;
    struct sight s;
    memset(&s, 0, sizeof s);
    s.fds = entries("/proc/self/fd");
    s.free = lowest_free();
    s.threads = entries("/proc/self/task");
    s.children = has_children();
    s.signals = signals;
    s.group = getpgrp() ^ getsid(0);
    while (environ[s.environment])
        s.environment++;
    sigprocmask(SIG_BLOCK, NULL, &s.mask);
    return s;
}

/* Looks while it works. */
static unsigned long watch(const char *where, unsigned turns)
{
    struct sight before = look();
    unsigned long s = 1;
    for (unsigned i = 0; i < turns; i++) {
        s = work(s, 1000000);
        struct sight now = look();
        if (memcmp(&before, &now, sizeof now)) {
            printf("%s, %u: fds %d %d, free %d %d, threads %d %d, children %d %d, signals %d %d, group %d %d\n", where, i, before.fds,
                   now.fds, before.free, now.free, before.threads, now.threads, before.children, now.children, before.signals,
                   now.signals, before.group, now.group);
            exit(1);
        }
    }
    printf("%s: %lx, children %d, signals %d\n", where, s, before.children, before.signals);
    return s;
}

/* In a child that has changed something about itself; it must come to the same result. */
static void in_child(const char *where, void (*change)(void), unsigned turns)
{
    fflush(stdout);
    pid_t pid = fork();
    int status;
    if (!pid) {
        signals = 0;
        change();
        watch(where, turns);
        fflush(stdout);
        _exit(0);
    }
    waitpid(pid, &status, 0);
    printf("%s: status %d\n", where, status);
}

static void few_descriptors(void)
{
    const struct rlimit few = { 12, 12 };
    setrlimit(RLIMIT_NOFILE, &few);
}

static void no_more_descriptors(void)
{
    const struct rlimit few = { 8, 8 };
    setrlimit(RLIMIT_NOFILE, &few);
    while (open("/dev/null", O_RDONLY) >= 0 && lowest_free() >= 0 && lowest_free() < 6)
        ;
}

static void everything_closed(void)
{
    for (int fd = 3; fd < 1024; fd++)
        close(fd);
}

static void moved(void) /* on top of every number there is */
{
    for (int fd = 100; fd < 1000; fd++)
        dup2(1, fd);
}

static void blocked(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
}

static void own_session(void)
{
    setsid();
}

int main(int argc, char **argv)
{
    unsigned turns = argc > 1 ? (unsigned)atoi(argv[1]) : 30;
    signal(SIGCHLD, on_signal);
    watch("plain", turns);
    signal(SIGCHLD, SIG_DFL);
    in_child("few descriptors", few_descriptors, turns / 2);
    in_child("no more descriptors", no_more_descriptors, turns / 2);
    in_child("everything closed", everything_closed, turns / 2);
    in_child("descriptors everywhere", moved, turns / 2);
    in_child("signals blocked", blocked, turns / 2);
    in_child("a session of its own", own_session, turns / 2);
    return 0;
}
