/* What calls answer when all their arguments are wrong, in four ways. */
#include "sys.h"

/* clang-format off */
#define CALLS(X) \
    X(setxattr) X(lsetxattr) X(fsetxattr) X(getxattr) X(lgetxattr) X(fgetxattr) X(listxattr) X(flistxattr) \
    X(removexattr) X(fremovexattr) X(getcwd) X(eventfd2) X(epoll_create1) X(epoll_ctl) X(epoll_pwait) \
    X(epoll_pwait2) X(dup) X(dup3) X(fcntl) X(inotify_init1) X(inotify_add_watch) X(inotify_rm_watch) X(ioctl) \
    X(ioprio_set) X(ioprio_get) X(flock) X(mknodat) X(mkdirat) X(unlinkat) X(symlinkat) X(linkat) X(renameat2) \
    X(statfs) X(fstatfs) X(truncate) X(ftruncate) X(fallocate) X(faccessat) X(faccessat2) X(chdir) X(fchdir) \
    X(fchmod) X(fchmodat) X(fchownat) X(fchown) X(openat) X(openat2) X(close) X(close_range) X(pipe2) \
    X(getdents64) X(lseek) X(read) X(write) X(readv) X(writev) X(pread64) X(pwrite64) X(preadv) X(pwritev) \
    X(preadv2) X(pwritev2) X(sendfile) X(pselect6) X(ppoll) X(signalfd4) X(vmsplice) X(splice) X(tee) \
    X(readlinkat) X(newfstatat) X(fstat) X(fsync) X(fdatasync) X(sync_file_range) X(timerfd_create) \
    X(timerfd_settime) X(timerfd_gettime) X(utimensat) X(capget) X(capset) X(waitid) X(wait4) \
    X(set_robust_list) X(nanosleep) X(clock_nanosleep) X(getitimer) X(setitimer) X(timer_create) \
    X(timer_gettime) X(timer_settime) X(timer_delete) X(timer_getoverrun) X(clock_gettime) X(clock_getres) \
    X(sched_setparam) X(sched_setscheduler) X(sched_getscheduler) X(sched_getparam) X(sched_setaffinity) \
    X(sched_getaffinity) X(sched_get_priority_max) X(sched_rr_get_interval) X(sched_setattr) X(sched_getattr) \
    X(sigaltstack) X(rt_sigaction) X(rt_sigprocmask) X(rt_sigpending) X(rt_sigtimedwait) X(setpriority) \
    X(setregid) X(setreuid) X(setresuid) X(getresuid) X(getresgid) X(times) X(setpgid) X(getpgid) X(getsid) \
    X(getgroups) X(setgroups) X(uname) X(getrlimit) X(setrlimit) X(getrusage) X(prctl) X(gettimeofday) \
    X(sysinfo) X(mq_open) X(mq_unlink) X(mq_timedsend) X(mq_timedreceive) X(mq_getsetattr) X(msgctl) \
    X(msgrcv) X(msgsnd) X(semctl) X(semtimedop) X(semop) X(shmctl) X(shmat) X(shmdt) \
    X(socket) X(socketpair) X(bind) X(listen) X(accept) X(accept4) X(connect) X(getsockname) X(getpeername) \
    X(sendto) X(recvfrom) X(setsockopt) X(getsockopt) X(shutdown) X(sendmsg) X(recvmsg) X(sendmmsg) X(recvmmsg) \
    X(readahead) X(munmap) X(mremap) X(mmap) X(fadvise64) X(mprotect) X(msync) X(mlock) X(munlock) X(mincore) \
    X(madvise) X(prlimit64) X(name_to_handle_at) X(open_by_handle_at) X(syncfs) X(setns) X(process_vm_readv) \
    X(getrandom) X(memfd_create) X(execve) X(execveat) X(membarrier) X(mlock2) X(copy_file_range) X(statx) \
    X(pidfd_open) X(pidfd_getfd) X(pidfd_send_signal) X(clone3) X(process_madvise)
/* clang-format on */

/* Answers that are allowed to differ from machine to machine: a number made for us, an address. */
static void tell(const char *name, int variant, long result)
{
    if (result == -1)
        printf("%s %d: %s\n", name, variant, strerror(errno));
    else
        printf("%s %d: fine\n", name, variant);
}

static void try(const char *name, long number)
{
    static const long variants[][6] = {
        { -1, -1, -1, -1, -1, -1 },
        { 8, 8, 8, 8, 8, 8 },
        { AT_FDCWD, 8, 16, 8, 8, 16 },
        { 0x7fffffff, 0x7fffffff0000, 0x7fffffff, 0x7fffffff0000, 0x7fffffff, 0x7fffffff },
    };

    for (int i = 0; i < 4; i++) {
        const long *a = variants[i];
        tell(name, i, syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]));
    }
}

int main(void)
{
    for (int i = 3; i < 100; i++)
        close(i);
#define TRY(name) try(#name, SYS_##name);
    CALLS(TRY)
    return 0;
}
