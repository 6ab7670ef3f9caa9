/* Resource limits. Those of memory are the guest's alone: applied to the host they would hit the
   runtime, which has memory of its own in the same process. They are remembered and told, not
   enforced. The limit of the stack goes to the host as well when the runtime can live with it,
   because the next program's stack is made by it. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

enum { OWN_STACK = 1 << 20 }; /* bytes that the runtime may need on the host's stack */

/* Where a limit is remembered; NULL: the host has it. */
static struct linux_limit *remembered(struct linux_process *p, unsigned resource)
{
    switch (resource) {
    case RLIMIT_AS:
        return &p->limits[LINUX_LIMIT_AS];
    case RLIMIT_DATA:
        return &p->limits[LINUX_LIMIT_DATA];
    case RLIMIT_STACK:
        return &p->limits[LINUX_LIMIT_STACK];
    default:
        return NULL;
    }
}

static int64_t set_remembered(struct linux_limit *limit, unsigned resource,
                              const struct rlimit *old, uint64_t address)
{
    struct rlimit new;

    if (linux_copy_in(&new, address, sizeof new))
        return -EFAULT;
    if (new.rlim_cur > new.rlim_max)
        return -EINVAL;
    if (new.rlim_max > old->rlim_max && geteuid() != 0)
        return -EPERM;
    *limit = (struct linux_limit){ true, new.rlim_cur, new.rlim_max };
    if (resource == RLIMIT_STACK && new.rlim_cur >= OWN_STACK)
        setrlimit(RLIMIT_STACK, &new);
    return 0;
}

/* prlimit64 of this process; new and old are guest addresses or 0. */
static int64_t limit(struct linux_thread *t, unsigned resource, uint64_t new, uint64_t old)
{
    struct linux_process *p = t->process;
    struct linux_limit *own = remembered(p, resource);
    struct rlimit current;

    if (!own)
        return LINUX_HOST(t, prlimit64, 0, resource, new, old);
    pthread_mutex_lock(&p->lock);
    if (own->set)
        current = (struct rlimit){ own->soft, own->hard };
    else
        prlimit(0, resource, NULL, &current);
    int64_t result = new ? set_remembered(own, resource, &current, new) : 0;
    pthread_mutex_unlock(&p->lock);
    if (!result && old)
        result = linux_copy_out(old, &current, sizeof current);
    return result;
}

int64_t linux_sys_getrlimit(struct linux_thread *t, const uint64_t a[6])
{
    return a[1] ? limit(t, a[0], 0, a[1]) : -EFAULT;
}

int64_t linux_sys_setrlimit(struct linux_thread *t, const uint64_t a[6])
{
    return a[1] ? limit(t, a[0], a[1], 0) : -EFAULT;
}

int64_t linux_sys_prlimit64(struct linux_thread *t, const uint64_t a[6])
{
    int pid = a[0];

    bool ours = !pid || tgkill(getpid(), pid, 0) == 0; /* any of our threads */

    if (!ours)
        return LINUX_HOST(t, prlimit64, a[0], a[1], a[2], a[3]);
    return limit(t, a[1], a[2], a[3]);
}
