/* Which host file a guest's path names: with -L, what exists below that folder comes first. The
   folder is the root for symbolic links, too: a sysroot is full of absolute ones, and they mean
   its own files. The kernel resolves the path in that way (openat2), and /proc tells where it
   came out. Where that cannot be, the path is looked up behind the folder's name, absolute links
   leading out. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/internal.h"

static const char *simple(const char *root, const char *path, char buffer[PATH_MAX])
{
    if (snprintf(buffer, PATH_MAX, "%s%s", root, path) >= PATH_MAX)
        return path;
    return faccessat(AT_FDCWD, buffer, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ? buffer : path;
}

/* The name of an open file; false without /proc. */
static bool name_of(int fd, char buffer[PATH_MAX])
{
    char link[64];

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, buffer, PATH_MAX - 1);
    if (size <= 0)
        return false;
    buffer[size] = 0;
    return true;
}

const char *linux_path(const struct linux_process *p, const char *path, bool follow,
                       char buffer[PATH_MAX])
{
    struct open_how how = { .flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT };
    int root = p->own[LINUX_OWN_ROOT];

    if (!p->options->sysroot || path[0] != '/')
        return path;
    if (root < 0)
        return simple(p->options->sysroot, path, buffer);
    how.flags |= follow ? 0 : O_NOFOLLOW;
    int fd = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
        return path;
    bool named = fd >= 0 && name_of(fd, buffer);
    if (fd >= 0)
        close(fd);
    return named ? buffer : simple(p->options->sysroot, path, buffer);
}
