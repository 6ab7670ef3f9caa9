/* Descriptors: a program may close and replace all of them and still runs, starts others and
   finds them gone. */
#include "sys.h"
#include <linux/close_range.h>
#include <sys/resource.h>

static int count_open(void)
{
    int count = 0;

    for (int fd = 0; fd < 4096; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

int main(int argc, char **argv)
{
    struct rlimit limit;

    (void)argc;
    if (getenv("SYS_CHILD")) {
        SHOW(count_open());
        return 0;
    }
    for (int fd = 3; fd < 4096; fd++)
        close(fd);
    SHOW(count_open());
    SHOW(getrlimit(RLIMIT_NOFILE, &limit));
    int top = limit.rlim_cur < 4096 ? (int)limit.rlim_cur : 4096;
    int bad = 0;
    for (int fd = 3; fd < top; fd++)
        bad += dup2(1, fd) != fd;
    SHOW(bad);
    SHOW(count_open() == top);
    SHOW(syscall(SYS_close_range, 100, ~0u, 0));
    SHOW(count_open());
    SHOW(syscall(SYS_close_range, 50, 59, CLOSE_RANGE_CLOEXEC));
    SHOW(fcntl(50, F_GETFD));
    SHOW(fcntl(60, F_GETFD));
    SHOW(syscall(SYS_close_range, 60, 59, 0));
    SHOW(syscall(SYS_close_range, 10, 19, CLOSE_RANGE_UNSHARE));
    SHOW(count_open());
    SHOW(dup3(1, 1, 0));
    SHOW(dup2(1, 1));
    SHOW(dup3(1, 10, O_CLOEXEC));
    SHOW(fcntl(10, F_GETFD));
    SHOW(fcntl(1, F_DUPFD, 30));
    SHOW(fcntl(1, F_DUPFD_CLOEXEC, 5));
    fflush(stdout);
    if (!fork()) {
        setenv("SYS_CHILD", "1", 1);
        execl(argv[0], argv[0], NULL);
        _exit(1);
    }
    int status;
    wait(&status);
    SHOW(status);
    SHOW(syscall(SYS_close_range, 3, ~0u, 0));
    SHOW(count_open());
    return 0;
}
