/* Flags of open, fcntl and pipe2: their values differ between machines. */
#include "sys.h"
#include <linux/openat2.h>

static void flags(const char *name, int fd)
{
    int f = fcntl(fd, F_GETFL);

    printf("%s:%s%s%s%s%s%s%s%s access %d\n", name, f & O_APPEND ? " append" : "",
           f & O_NONBLOCK ? " nonblock" : "", f & O_DIRECT ? " direct" : "",
           f & O_DIRECTORY ? " directory" : "", f & O_NOFOLLOW ? " nofollow" : "",
           f & O_NOATIME ? " noatime" : "", f & O_PATH ? " path" : "",
           (f & O_SYNC) == O_SYNC ? " sync" : "", f & O_ACCMODE);
}

static void open_and_tell(const char *name, const char *path, int how)
{
    int fd = open(path, how | O_CLOEXEC, 0600);

    if (fd < 0) {
        printf("%s: %s\n", name, strerror(errno));
        return;
    }
    flags(name, fd);
    close(fd);
}

int main(void)
{
    char buffer[100];
    int pipes[2];

    enter_folder();
    close(open("file", O_CREAT | O_WRONLY, 0600));
    SHOW(mkdir("dir", 0700));
    SHOW(symlink("file", "link"));
    SHOW(symlink("dir", "dirlink"));
    open_and_tell("plain", "file", O_RDWR);
    open_and_tell("append", "file", O_WRONLY | O_APPEND);
    open_and_tell("sync", "file", O_WRONLY | O_SYNC);
    open_and_tell("directory", "dir", O_RDONLY | O_DIRECTORY);
    open_and_tell("directory of file", "file", O_RDONLY | O_DIRECTORY);
    open_and_tell("nofollow", "file", O_RDONLY | O_NOFOLLOW);
    open_and_tell("nofollow of link", "link", O_RDONLY | O_NOFOLLOW);
    open_and_tell("path of link", "link", O_PATH | O_NOFOLLOW);
    open_and_tell("directory, nofollow of link", "dirlink", O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    open_and_tell("noatime", "file", O_RDONLY | O_NOATIME);
    open_and_tell("exclusive", "file", O_CREAT | O_EXCL | O_RDWR);
    open_and_tell("temporary", ".", O_TMPFILE | O_RDWR);
    open_and_tell("write to a directory", "dir", O_RDWR);

    SHOW(pipe2(pipes, O_DIRECT | O_NONBLOCK));
    flags("packets", pipes[0]);
    SHOW(write(pipes[1], "one", 3));
    SHOW(write(pipes[1], "three", 5));
    SHOW(read(pipes[0], buffer, sizeof buffer));
    SHOW(read(pipes[0], buffer, sizeof buffer));
    SHOW(read(pipes[0], buffer, sizeof buffer));
    SHOW(fcntl(pipes[0], F_SETFL, 0));
    flags("cleared", pipes[0]);
    SHOW(fcntl(pipes[1], F_SETFL, O_NONBLOCK | O_DIRECT));
    flags("set", pipes[1]);
    SHOW(fcntl(pipes[1], F_GETPIPE_SZ) >= 4096);

    struct open_how how = { .flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW };
    int fd = SHOW(syscall(SYS_openat2, AT_FDCWD, "dir", &how, sizeof how) >= 0);
    how.resolve = RESOLVE_NO_SYMLINKS;
    how.flags = O_RDONLY;
    SHOW(syscall(SYS_openat2, AT_FDCWD, "link", &how, sizeof how));
    SHOW(syscall(SYS_openat2, AT_FDCWD, "link", &how, 8));
    SHOW(syscall(SYS_openat2, AT_FDCWD, "link", bad_address, sizeof how));
    SHOW(open(bad_address, O_RDONLY));
    memset(buffer, 'x', sizeof buffer);
    (void)fd;
    SHOW(unlink("file"));
    SHOW(unlink("link"));
    SHOW(unlink("dirlink"));
    SHOW(rmdir("dir"));
    leave_folder();
    return 0;
}
