/* What the rows of syscalls.def ask for before a call, by the kinds of their arguments: the
   guest neither uses nor closes the runtime's descriptors, and names of files are found below -L
   and in the guest's view of /proc. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "linux/internal.h"

bool linux_uses_own_fd(const struct linux_process *p, const struct linux_call_info *call,
                       const uint64_t a[6])
{
    for (int i = 0; i < 6 && call->args[i]; i++)
        if ((call->args[i] == LINUX_ARG_FD || call->args[i] == LINUX_ARG_AT) &&
            linux_own_fd(p, (int)a[i]))
            return true;
    return false;
}

uint64_t linux_redirect(const struct linux_process *p, int dirfd, uint64_t name, bool follow,
                        char buffer[PATH_MAX])
{
    char path[PATH_MAX];

    if (linux_string_in(path, name, sizeof path) < 0)
        return name; /* the host answers EFAULT or ENAMETOOLONG */
    if (follow && linux_proc_is_exe(dirfd, path))
        return (uintptr_t)p->exe;
    const char *host = linux_path(p, path, follow, buffer);
    return host == path ? name : (uintptr_t)host;
}

static bool follows(const struct linux_call_info *call, const uint64_t a[6])
{
    for (int i = 0; i < 6; i++)
        if (call->args[i] == LINUX_ARG_AT_FLAGS && (a[i] & AT_SYMLINK_NOFOLLOW))
            return false;
    return true;
}

int64_t linux_pass(struct linux_thread *t, const struct linux_call_info *call, const uint64_t a[6])
{
    char buffer[PATH_MAX];
    uint64_t changed[6];
    int i = 0;

    while (i < 6 && call->args[i] != LINUX_ARG_PATH)
        i++;
    if (i == 6)
        return linux_host(t, call->host, a);
    memcpy(changed, a, sizeof changed);
    int dirfd = i > 0 && call->args[i - 1] == LINUX_ARG_AT ? (int)a[i - 1] : AT_FDCWD;
    changed[i] = linux_redirect(t->process, dirfd, a[i], follows(call, a), buffer);
    return linux_host(t, call->host, changed);
}
