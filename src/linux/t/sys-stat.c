/* struct stat's fields, and the calls that read and set them. */
#include "sys.h"
#include <sys/sysmacros.h>
#include <sys/vfs.h>

static void print(const char *name, const struct stat *s)
{
    printf("%s: mode %o nlink %u uid %d gid %d size %ld blocks>0 %d blksize %ld\n", name,
           s->st_mode, (unsigned)s->st_nlink, s->st_uid == getuid(), s->st_gid == getgid(),
           (long)s->st_size, s->st_blocks > 0, (long)s->st_blksize);
    printf("%s: atime %ld.%09ld mtime %ld.%09ld\n", name, (long)s->st_atim.tv_sec,
           s->st_atim.tv_nsec, (long)s->st_mtim.tv_sec, s->st_mtim.tv_nsec);
}

int main(void)
{
    struct stat s, other;
    struct statx x;
    struct statfs fs;
    struct timespec times[2] = { { 1234567890, 123456789 }, { 987654321, 987654321 } };

    umask(022);
    enter_folder();
    int fd = SHOW(open("file", O_RDWR | O_CREAT | O_EXCL, 0640));
    SHOW(write(fd, "0123456789", 10));
    SHOW(futimens(fd, times));
    SHOW(fstat(fd, &s));
    print("file", &s);
    SHOW(symlink("file", "link"));
    SHOW(link("file", "hard"));
    SHOW(stat("link", &other));
    HOLDS(s.st_ino == other.st_ino && s.st_dev == other.st_dev && other.st_nlink == 2);
    SHOW(lstat("link", &other));
    printf("link: mode %o size %ld\n", other.st_mode, (long)other.st_size);
    SHOW(fstatat(AT_FDCWD, "nothing", &other, 0));
    SHOW(fstatat(fd, "", &other, AT_EMPTY_PATH));
    HOLDS(s.st_ino == other.st_ino);
    SHOW(statx(AT_FDCWD, "link", 0, STATX_ALL, &x));
    HOLDS(x.stx_ino == s.st_ino && x.stx_size == 10 && x.stx_mtime.tv_nsec == 987654321);
    HOLDS(major(s.st_dev) == x.stx_dev_major && minor(s.st_dev) == x.stx_dev_minor);
    SHOW(stat("/dev/null", &s));
    printf("null: mode %o rdev %u,%u\n", s.st_mode, major(s.st_rdev), minor(s.st_rdev));
    SHOW(ftruncate(fd, 100000));
    SHOW(stat("file", &s));
    printf("size %ld\n", (long)s.st_size);
    SHOW(chmod("file", 0400));
    SHOW(fstat(fd, &s));
    printf("mode %o\n", s.st_mode);
    SHOW(syscall(SYS_fstat, fd, bad_address));
    SHOW(fstat(999, &s));
    SHOW(statfs("/proc", &fs));
    printf("type %lx bsize %ld namelen %ld\n", (long)fs.f_type, (long)fs.f_bsize,
           (long)fs.f_namelen);
    SHOW(faccessat(AT_FDCWD, "file", R_OK, 0));
    SHOW(faccessat(AT_FDCWD, "nothing", F_OK, AT_EACCESS));
    char target[16];
    SHOW(readlink("link", target, sizeof target));
    SHOW(readlink("link", target, 2));
    SHOW(unlink("hard"));
    SHOW(unlink("link"));
    SHOW(unlink("file"));
    leave_folder();
    return 0;
}
