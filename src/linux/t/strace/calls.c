/* Calls whose -strace lines calls.expected holds. Without the C library, so that both guests
   make the same calls with the same arguments; addresses are cut from the lines
   (scripts/test-strace). */
#include <asm/unistd.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

static long call(long number, long a, long b, long c, long d, long e, long f)
{
#ifdef __aarch64__
    register long n __asm__("x8") = number;
    register long a0 __asm__("x0") = a, a1 __asm__("x1") = b, a2 __asm__("x2") = c;
    register long a3 __asm__("x3") = d, a4 __asm__("x4") = e, a5 __asm__("x5") = f;
    __asm__ volatile("svc #0"
                     : "+r"(a0)
                     : "r"(n), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5)
                     : "memory");
#else
    register long n __asm__("a7") = number;
    register long a0 __asm__("a0") = a, a1 __asm__("a1") = b, a2 __asm__("a2") = c;
    register long a3 __asm__("a3") = d, a4 __asm__("a4") = e, a5 __asm__("a5") = f;
    __asm__ volatile("ecall"
                     : "+r"(a0)
                     : "r"(n), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5)
                     : "memory");
#endif
    return a0;
}

#define CALL_(number, a, b, c, d, e, f, ...) \
    call(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define CALL(name, ...) CALL_(__NR_##name, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)

static const char text[] = "quote \" backslash \\ tab \t end\n\001\377";
static const char long_text[] = "0123456789012345678901234567890123456789";

static void files(void)
{
    static int pipes[2];
    static char buffer[64];

    CALL(close_range, 3, ~0u, 0);
    CALL(openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC);
    CALL(openat, AT_FDCWD, "/dev", O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    CALL(openat, AT_FDCWD, "/nonexistent/file", O_WRONLY | O_CREAT | O_EXCL | O_SYNC, 0644);
    CALL(openat, 4, "null", O_PATH | 0x40000000);
    CALL(openat, AT_FDCWD, (void *)8, O_RDONLY);
    CALL(write, 3, text, sizeof text - 1);
    CALL(write, 3, long_text, sizeof long_text - 1);
    CALL(write, 3, 8, 4);
    CALL(read, 3, buffer, sizeof buffer);
    CALL(lseek, 3, -5, SEEK_END);
    CALL(pread64, 3, buffer, 10, 1l << 40);
    CALL(fcntl, 3, F_SETFL, O_NONBLOCK);
    CALL(fcntl, 3, 4321, 0);
    CALL(ioctl, 3, TIOCGWINSZ, buffer);
    CALL(ioctl, 3, 0xdeadbeef, 0);
    CALL(pipe2, pipes, O_CLOEXEC | O_DIRECT);
    CALL(dup3, 3, 20, 0);
    CALL(close, 20);
    CALL(close, 400);
    CALL(faccessat, AT_FDCWD, "/dev/null", 6);
    CALL(unlinkat, AT_FDCWD, "/nonexistent", AT_REMOVEDIR);
    CALL(mkdirat, AT_FDCWD, "/nonexistent/folder", 0755);
    CALL(umask, 022);
    CALL(newfstatat, 3, "", buffer, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW);
}

static void memory(void)
{
    char *at =
        (char *)CALL(mmap, 0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    CALL(mprotect, at, 4096, PROT_NONE);
    CALL(madvise, at, 8192, MADV_DONTNEED);
    CALL(munmap, at, 8192);
    CALL(munmap, 1, 4096);
}

static void processes(void)
{
    static const struct timespec time = { 0, 1000 };
    static const unsigned long set = 1ul << (SIGUSR1 - 1) | 1ul << (SIGCHLD - 1);
    static const unsigned long most = ~(1ul << (SIGTERM - 1));
    static const char *const arguments[] = { "one", "two", 0 };
    static int word;

    CALL(rt_sigprocmask, SIG_BLOCK, &set, 0, 8);
    CALL(rt_sigprocmask, SIG_SETMASK, &most, 0, 8);
    CALL(kill, 0x7ffffffe, SIGTERM);
    CALL(tgkill, 1, -1, 40);
    CALL(clock_nanosleep, CLOCK_MONOTONIC, 0, &time, 0);
    CALL(clock_gettime, -7, 0);
    CALL(futex, &word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, 0, 0, 0);
    CALL(futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 7, 0, 0, ~0u);
    CALL(wait4, -1, 0, WNOHANG | WUNTRACED, 0);
    CALL(execve, "/nonexistent", arguments, 0);
    CALL(prctl, PR_GET_DUMPABLE);
    CALL(prctl, 7777, 1, 2);
    CALL(prlimit64, 0, RLIMIT_NOFILE, 0, 0);
    CALL(unshare, 0);
    CALL(clone, 0xffffffff, 0, 0, 0, 0);
}

static void sockets(void)
{
    static const struct sockaddr_in in = { AF_INET, 0x5000, { 0x0100007f }, { 0 } };
    static const struct sockaddr_un un = { AF_UNIX, "/nonexistent" };
    static const char bad[] = "abc";

    CALL(socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CALL(socket, 77, SOCK_DGRAM | SOCK_NONBLOCK, 1);
    CALL(sendto, 3, "hello", 5, MSG_NOSIGNAL | MSG_DONTWAIT, 0, 0);
    CALL(connect, 8, &in, sizeof in);
    CALL(connect, 8, &un, 2 + 12);
    CALL(bind, 8, bad, 3);
    CALL(epoll_create1, EPOLL_CLOEXEC);
    CALL(epoll_ctl, 8, EPOLL_CTL_DEL, 3, 0);
}

void _start(void)
{
    files();
    memory();
    processes();
    sockets();
    CALL(io_uring_setup, 8, 0);
    call(2000, 1, 2, 3, 4, 5, 6);
    call(-1, 1, 2, 3, 4, 5, 6);
    CALL(exit_group, 0);
}
