/* Record locks of fcntl between processes, and flock. */
#include "sys.h"
#include <sys/file.h>

static int child(int (*f)(int), int fd)
{
    int status;

    fflush(stdout);
    if (!fork())
        _exit(f(fd));
    wait(&status);
    return WEXITSTATUS(status);
}

static int who_locks(int fd)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 0 };

    fcntl(fd, F_GETLK, &lock);
    printf("type %d start %ld length %ld by parent %d\n", lock.l_type, (long)lock.l_start,
           (long)lock.l_len, lock.l_pid == getppid());
    struct flock wanted = { .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 5 };
    SHOW(fcntl(fd, F_SETLK, &wanted));
    wanted.l_start = 200;
    SHOW(fcntl(fd, F_SETLK, &wanted));
    fflush(stdout);
    return 7;
}

static int try_flock(int fd)
{
    (void)fd;
    int own = open("file", O_RDWR);
    SHOW(flock(own, LOCK_EX | LOCK_NB));
    fflush(stdout);
    return 8;
}

int main(void)
{
    enter_folder();
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 5, .l_len = 100 };
    SHOW(fcntl(fd, F_SETLK, &lock));
    SHOW(child(who_locks, fd));
    lock.l_type = F_UNLCK;
    SHOW(fcntl(fd, F_SETLKW, &lock));
    lock.l_type = F_WRLCK;
    lock.l_pid = 0;
    SHOW(fcntl(fd, F_OFD_SETLK, &lock));
    int other = open("file", O_RDWR);
    SHOW(fcntl(other, F_OFD_SETLK, &lock));
    lock.l_type = F_UNLCK;
    SHOW(fcntl(fd, F_OFD_SETLKW, &lock));
    SHOW(flock(fd, LOCK_EX));
    SHOW(child(try_flock, fd));
    SHOW(fcntl(fd, F_SETLK, bad_address));
    SHOW(fcntl(fd, 12345));
    unlink("file");
    leave_folder();
    return 0;
}
