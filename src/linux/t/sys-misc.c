/* The machine, prctl, personality, scheduling, identity, randomness, time. */
#include "sys.h"
#include <sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <time.h>

#ifdef __aarch64__
#define MACHINE "aarch64"
#elif defined(__riscv)
#define MACHINE "riscv64"
#else
#define MACHINE "x86_64"
#endif

static void machine(void)
{
    struct utsname name;
    struct sysinfo info;

    SHOW(uname(&name));
    HOLDS(!strcmp(name.machine, MACHINE));
    HOLDS(!strcmp(name.sysname, "Linux"));
    SHOW(uname(bad_address));
    SHOW(sysinfo(&info));
    HOLDS(info.mem_unit > 0 && info.totalram > info.freeram && info.procs > 0);
    SHOW(personality(0xffffffff));
    SHOW(personality(ADDR_NO_RANDOMIZE));
    SHOW(personality(0xffffffff) == ADDR_NO_RANDOMIZE);
}

static void process_controls(void)
{
    char name[32] = "a name that is cut off";
    unsigned long pair = 0;

    SHOW(prctl(PR_SET_NAME, name));
    SHOW(prctl(PR_GET_NAME, name));
    puts(name);
    SHOW(prctl(PR_SET_PDEATHSIG, 15));
    SHOW(prctl(PR_GET_PDEATHSIG, &pair));
    SHOW((int)pair);
    SHOW(prctl(PR_GET_DUMPABLE));
    SHOW(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    SHOW(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    SHOW(prctl(PR_SET_CHILD_SUBREAPER, 1));
    SHOW(prctl(PR_GET_TIMERSLACK) > 0);
    SHOW(prctl(123456));
}

static void scheduling(void)
{
    cpu_set_t set;
    struct sched_param param;
    unsigned cpu, node;

    SHOW(sched_getaffinity(0, sizeof set, &set));
    HOLDS(CPU_COUNT(&set) > 0);
    SHOW(sched_setaffinity(0, sizeof set, &set));
    SHOW(sched_getscheduler(0));
    SHOW(sched_getparam(0, &param));
    SHOW(param.sched_priority);
    SHOW(sched_get_priority_max(SCHED_FIFO));
    SHOW(syscall(SYS_getcpu, &cpu, &node, NULL));
    HOLDS(CPU_ISSET(cpu, &set));
    SHOW(sched_yield());
    SHOW(getpriority(PRIO_PROCESS, 0));
    SHOW(setpriority(PRIO_PROCESS, 0, 5));
    SHOW(getpriority(PRIO_PROCESS, 0));
}

static void identity(void)
{
    uid_t r, e, s;

    SHOW(getresuid(&r, &e, &s));
    HOLDS(r == getuid() && e == geteuid());
    SHOW(getgroups(0, NULL) >= 0);
    SHOW(getpgid(0) == getpgrp());
    SHOW(getsid(0) > 0);
    SHOW(setuid(getuid()));
    umask(027);
    SHOW(umask(022));
}

static void clocks(void)
{
    struct timespec a, b, wait = { 0, 3000000 }, left = { 1, 1 };
    struct timeval tv;
    struct tms tms;
    struct rusage usage;
    struct itimerval timer = { { 0, 0 }, { 100, 0 } }, old;

    SHOW(clock_gettime(CLOCK_MONOTONIC, &a));
    SHOW(clock_nanosleep(CLOCK_MONOTONIC, 0, &wait, &left));
    clock_gettime(CLOCK_MONOTONIC, &b);
    HOLDS((b.tv_sec - a.tv_sec) * 1000000000 + b.tv_nsec - a.tv_nsec >= 3000000);
    SHOW(syscall(SYS_clock_getres, CLOCK_REALTIME, &a));
    printf("%ld.%09ld\n", (long)a.tv_sec, a.tv_nsec);
    SHOW(clock_gettime(99, &a));
    SHOW(gettimeofday(&tv, NULL));
    clock_gettime(CLOCK_REALTIME, &a);
    HOLDS(labs(a.tv_sec - tv.tv_sec) <= 1);
    SHOW(times(&tms) > 0);
    SHOW(getrusage(RUSAGE_SELF, &usage));
    HOLDS(usage.ru_maxrss > 0);
    SHOW(setitimer(ITIMER_REAL, &timer, NULL));
    SHOW(getitimer(ITIMER_REAL, &old));
    HOLDS(old.it_value.tv_sec >= 99);
    wait.tv_nsec = 1000000000;
    SHOW(nanosleep(&wait, NULL));
    SHOW(nanosleep(bad_address, NULL));
}

int main(void)
{
    unsigned char random[64] = { 0 };
    int zeros = 0;

    machine();
    process_controls();
    scheduling();
    identity();
    clocks();
    SHOW(getrandom(random, sizeof random, 0));
    for (size_t i = 0; i < sizeof random; i++)
        zeros += !random[i];
    HOLDS(zeros < 8);
    SHOW(syscall(SYS_io_uring_setup, 0, 0) == -1 &&
         (errno == ENOSYS || errno == EFAULT || errno == EPERM || errno == EINVAL));
    SHOW(syscall(2000));
    return 0;
}
