/* Where the runtimes of a user and their optimiser service find each other: a folder that is the user's alone, in it a socket whose name
   is that of the build, so that different builds do not even meet. */
#define _GNU_SOURCE
#include "service/protocol.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder itself, not what a link leads to, is the user's and closed to all others. */
static bool is_private(const char *folder)
{
    struct stat st;
    return lstat(folder, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid() && !(st.st_mode & 077);
}

static bool make_private(const char *folder)
{
    if (is_private(folder))
        return true;
    return mkdir(folder, 0700) == 0 && is_private(folder);
}

/* False: the name is too long. */
__attribute__((format(printf, 2, 3))) static bool name(char out[SERVICE_PATH], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int size = vsnprintf(out, SERVICE_PATH, format, args);
    va_end(args);
    return size >= 0 && size < SERVICE_PATH;
}

static bool usual_folder(char out[SERVICE_PATH])
{
    const char *run = getenv("XDG_RUNTIME_DIR");
    if (run && run[0] == '/' && name(out, "%s/dragoman", run) && make_private(out))
        return true;
    return name(out, "/tmp/dragoman-%u", (unsigned)geteuid()) && make_private(out);
}

bool service_place_find(struct service_place *p, const char *folder)
{
    bool found = folder ? name(p->folder, "%s", folder) && make_private(folder) : usual_folder(p->folder);
    return found && name(p->socket, "%s/opt-%.16s", p->folder, service_build()) &&
           name(p->lock, "%s/opt-%.16s.lock", p->folder, service_build());
}

bool service_peer_is_ours(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
}
