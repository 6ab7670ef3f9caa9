/* Files: opening with the guest's flags, descriptors that are not to meet the runtime's own,
   struct stat. Everything else about files passes through (syscalls.def). Names go through
   convert.c. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <linux/close_range.h>
#include <linux/openat2.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

/* ---- opening ---- */

uint64_t linux_open_flags(const struct linux_abi *abi, uint64_t flags)
{
    /* asm-generic: O_DIRECT, O_LARGEFILE, O_DIRECTORY, O_NOFOLLOW from bit 14 up; Arm: the last
       two first */
    const uint64_t low = 3ull << 14, high = 3ull << 16;

    if (!abi->arm_open_flags)
        return flags;
    return (flags & ~(low | high)) | (flags & low) << 2 | (flags & high) >> 2;
}

int64_t linux_sys_openat(struct linux_thread *t, const uint64_t a[6])
{
    char path[PATH_MAX], buffer[PATH_MAX];
    int flags = linux_open_flags(t->process->abi, a[2]);
    int64_t result = linux_string_in(path, a[1], sizeof path);

    if (result < 0)
        return result;
    if (linux_proc_open(t, a[0], path, flags, &result))
        return result;
    const char *host = linux_path(t->process, path, !(flags & O_NOFOLLOW), buffer);
    return LINUX_HOST(t, openat, a[0], (uintptr_t)host, flags, a[3]);
}

int64_t linux_sys_openat2(struct linux_thread *t, const uint64_t a[6])
{
    char path[PATH_MAX], buffer[PATH_MAX];
    union {
        struct open_how how;
        char bytes[256]; /* later kernels may know more; what they do not know must be 0 */
    } u = { 0 };

    if (a[3] < sizeof u.how)
        return -EINVAL;
    if (a[3] > sizeof u)
        return -E2BIG;
    if (linux_copy_in(&u, a[2], a[3]))
        return -EFAULT;
    int64_t result = linux_string_in(path, a[1], sizeof path);
    if (result < 0)
        return result;
    u.how.flags = linux_open_flags(t->process->abi, u.how.flags);
    if (!u.how.resolve && linux_proc_open(t, a[0], path, u.how.flags, &result))
        return result;
    const char *host =
        u.how.resolve ? path : linux_path(t->process, path, !(u.how.flags & O_NOFOLLOW), buffer);
    return LINUX_HOST(t, openat2, a[0], (uintptr_t)host, (uintptr_t)&u, a[3]);
}

int64_t linux_sys_open_by_handle_at(struct linux_thread *t, const uint64_t a[6])
{
    return LINUX_HOST(t, open_by_handle_at, a[0], a[1], linux_open_flags(t->process->abi, a[2]));
}

int64_t linux_sys_fanotify_init(struct linux_thread *t, const uint64_t a[6])
{
    return LINUX_HOST(t, fanotify_init, a[0], linux_open_flags(t->process->abi, a[1]));
}

int64_t linux_sys_pipe2(struct linux_thread *t, const uint64_t a[6])
{
    return LINUX_HOST(t, pipe2, a[0], linux_open_flags(t->process->abi, a[1]));
}

int64_t linux_sys_fcntl(struct linux_thread *t, const uint64_t a[6])
{
    const struct linux_abi *abi = t->process->abi;
    bool sets = (unsigned)a[1] == F_SETFL, gets = (unsigned)a[1] == F_GETFL;
    uint64_t argument = sets ? linux_open_flags(abi, a[2]) : a[2];
    int64_t result = LINUX_HOST(t, fcntl, a[0], a[1], argument);

    return gets && result >= 0 ? (int64_t)linux_open_flags(abi, result) : result;
}

/* ---- descriptors: the runtime's own are out of the guest's way ---- */

int64_t linux_sys_dup3(struct linux_thread *t, const uint64_t a[6])
{
    if ((int)a[0] != (int)a[1])
        linux_own_make_room(t->process, a[1]);
    return linux_own_fd(t->process, a[1]) ? -EBUSY : LINUX_HOST(t, dup3, a[0], a[1], a[2]);
}

/* The first descriptor of the runtime in [first, last]; -1: none. */
static int own_between(const struct linux_process *p, unsigned first, unsigned last)
{
    int found = -1;

    for (int i = 0; i < LINUX_OWN_FDS; i++) {
        int fd = p->own[i];
        if (fd >= 0 && (unsigned)fd >= first && (unsigned)fd <= last && (found < 0 || fd < found))
            found = fd;
    }
    return found;
}

int64_t linux_sys_close_range(struct linux_thread *t, const uint64_t a[6])
{
    unsigned first = a[0], last = a[1], flags = a[2];

    if (first > last)
        return -EINVAL;
    if (flags & CLOSE_RANGE_UNSHARE) { /* once, not for each part; the range is empty */
        int64_t result = LINUX_HOST(t, close_range, ~0u, ~0u, flags);
        if (result < 0)
            return result;
        flags &= ~CLOSE_RANGE_UNSHARE;
    }
    for (int own; (own = own_between(t->process, first, last)) >= 0; first = own + 1u) {
        int64_t result = 0;
        if ((unsigned)own > first)
            result = LINUX_HOST(t, close_range, first, own - 1u, flags);
        if (result < 0 || (unsigned)own == last)
            return result;
    }
    return LINUX_HOST(t, close_range, first, last, flags);
}

/* Takes the runtime's descriptors out of a listing of /proc/self/fd; returns what is left of
   size. */
static size_t hide_own(const struct linux_process *p, char *entries, size_t size)
{
    size_t kept = 0;

    for (size_t at = 0; at < size;) {
        struct dirent64 *e = (struct dirent64 *)(entries + at);
        size_t length = e->d_reclen;
        char *end;
        long fd = strtol(e->d_name, &end, 10);
        if (*end || !linux_own_fd(p, fd)) {
            memmove(entries + kept, e, length);
            kept += length;
        }
        at += length;
    }
    return kept;
}

/* In a buffer of our own, because the guest may write to its one at any time. */
static int64_t list_fds(struct linux_thread *t, const uint64_t a[6])
{
    _Alignas(struct dirent64) char entries[4096];
    size_t room = (unsigned)a[2] < sizeof entries ? (unsigned)a[2] : sizeof entries;

    for (;;) {
        int64_t size = LINUX_HOST(t, getdents64, a[0], (uintptr_t)entries, room);
        if (size <= 0)
            return size;
        size_t kept = hide_own(t->process, entries, size);
        if (kept)
            return linux_copy_out(a[1], entries, kept) ? -EFAULT : (int64_t)kept;
    }
}

int64_t linux_sys_getdents64(struct linux_thread *t, const uint64_t a[6])
{
    if (linux_proc_lists_fds(a[0]))
        return list_fds(t, a);
    return LINUX_HOST(t, getdents64, a[0], a[1], a[2]);
}

/* ---- what is known of a file ---- */

struct generic_stat {
    uint64_t dev, ino;
    uint32_t mode, nlink, uid, gid;
    uint64_t rdev, pad1;
    int64_t size;
    int32_t blksize, pad2;
    int64_t blocks;
    struct timespec atime, mtime, ctime;
    uint32_t unused[2];
};
static_assert(sizeof(struct generic_stat) == 128, "asm-generic/stat.h");

static int64_t stat_out(uint64_t address, const struct stat *host)
{
    struct generic_stat guest = {
        .dev = host->st_dev,
        .ino = host->st_ino,
        .mode = host->st_mode,
        .nlink = host->st_nlink,
        .uid = host->st_uid,
        .gid = host->st_gid,
        .rdev = host->st_rdev,
        .size = host->st_size,
        .blksize = host->st_blksize,
        .blocks = host->st_blocks,
        .atime = host->st_atim,
        .mtime = host->st_mtim,
        .ctime = host->st_ctim,
    };

    return linux_copy_out(address, &guest, sizeof guest);
}

int64_t linux_sys_fstat(struct linux_thread *t, const uint64_t a[6])
{
    struct stat host;
    int64_t result = LINUX_HOST(t, fstat, a[0], (uintptr_t)&host);

    return result < 0 ? result : stat_out(a[1], &host);
}

int64_t linux_sys_newfstatat(struct linux_thread *t, const uint64_t a[6])
{
    char buffer[PATH_MAX];
    struct stat host;
    bool follow = !(a[3] & AT_SYMLINK_NOFOLLOW);
    uint64_t name = linux_redirect(t->process, a[0], a[1], follow, buffer);
    int64_t result = LINUX_HOST(t, newfstatat, a[0], name, (uintptr_t)&host, a[3]);

    return result < 0 ? result : stat_out(a[2], &host);
}

int64_t linux_sys_readlinkat(struct linux_thread *t, const uint64_t a[6])
{
    char path[PATH_MAX], buffer[PATH_MAX];
    const char *exe = t->process->exe;

    if ((int)a[3] <= 0)
        return -EINVAL;
    int64_t result = linux_string_in(path, a[1], sizeof path);
    if (result < 0)
        return result;
    if (!linux_proc_is_exe(a[0], path)) {
        const char *host = linux_path(t->process, path, false, buffer);
        return LINUX_HOST(t, readlinkat, a[0], (uintptr_t)host, a[2], a[3]);
    }
    size_t length = strnlen(exe, (int)a[3]);
    result = linux_copy_out(a[2], exe, length);
    return result < 0 ? result : (int64_t)length;
}
