/* Which host file a guest's path names: with -L, what exists below that folder comes first. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

#include "linux/internal.h"

const char *linux_path(const struct linux_process *p, const char *path, char buffer[PATH_MAX])
{
    const char *root = p->options->sysroot;

    if (!root || path[0] != '/')
        return path;
    if (snprintf(buffer, PATH_MAX, "%s%s", root, path) >= PATH_MAX)
        return path;
    return faccessat(AT_FDCWD, buffer, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ? buffer : path;
}
