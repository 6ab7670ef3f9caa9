/* epoll: x86-64 alone packs struct epoll_event. The other calls that wait for descriptors pass
   through. */
#include <errno.h>
#include <sys/epoll.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

enum {
    EVENTS = 256
}; /* handed over at once; a guest that has room for more gets the rest next time */

struct generic_epoll_event {
    uint32_t events, pad;
    uint64_t data;
};

int64_t linux_sys_epoll_ctl(struct linux_thread *t, const uint64_t a[6])
{
    struct generic_epoll_event guest;
    struct epoll_event host;

    if (!a[3] || (int)a[1] == EPOLL_CTL_DEL)
        return LINUX_HOST(t, epoll_ctl, a[0], a[1], a[2], 0);
    if (linux_copy_in(&guest, a[3], sizeof guest))
        return -EFAULT;
    host.events = guest.events;
    host.data.u64 = guest.data;
    return LINUX_HOST(t, epoll_ctl, a[0], a[1], a[2], (uintptr_t)&host);
}

static int events_out(uint64_t address, const struct epoll_event *host, int count)
{
    struct generic_epoll_event guest[EVENTS];

    for (int i = 0; i < count; i++)
        guest[i] = (struct generic_epoll_event){ host[i].events, 0, host[i].data.u64 };
    return linux_copy_out(address, guest, count * sizeof *guest);
}

static int64_t wait(struct linux_thread *t, long number, const uint64_t a[6])
{
    struct epoll_event host[EVENTS];
    int room = (int)a[2] < EVENTS ? (int)a[2] : EVENTS;
    int64_t count =
        linux_host(t, number, (uint64_t[6]){ a[0], (uintptr_t)host, room, a[3], a[4], a[5] });

    if (count > 0 && events_out(a[1], host, count))
        return -EFAULT;
    return count;
}

int64_t linux_sys_epoll_pwait(struct linux_thread *t, const uint64_t a[6])
{
    return wait(t, __NR_epoll_pwait, a);
}

int64_t linux_sys_epoll_pwait2(struct linux_thread *t, const uint64_t a[6])
{
    return wait(t, __NR_epoll_pwait2, a);
}
