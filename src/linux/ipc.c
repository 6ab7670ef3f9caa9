/* System V semaphores: struct semid64_ds has padding on x86-64 that others lack. The rest of
   System V's and POSIX' means of communication pass through, but for shared memory (memory.c). */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <linux/ipc.h>
#include <linux/sem.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

#ifndef SEM_STAT_ANY
#define SEM_STAT_ANY 20
#endif

struct ipc_perm64 {
    int32_t key;
    uint32_t uid, gid, cuid, cgid, mode;
    uint16_t seq, pad;
    uint32_t pad2;
    uint64_t unused[2];
};
struct generic_semid {
    struct ipc_perm64 perm;
    int64_t otime, ctime;
    uint64_t nsems, unused[2];
};
struct host_semid {
    struct ipc_perm64 perm;
    int64_t otime, pad1, ctime, pad2;
    uint64_t nsems, unused[2];
};
static_assert(sizeof(struct generic_semid) == 88, "asm-generic/sembuf.h");
static_assert(sizeof(struct host_semid) == 104, "asm/sembuf.h of x86-64");

static int64_t get_status(struct linux_thread *t, const uint64_t a[6])
{
    struct host_semid host;
    int64_t result = LINUX_HOST(t, semctl, a[0], a[1], a[2], (uintptr_t)&host);

    if (result < 0)
        return result;
    struct generic_semid guest = {
        .perm = host.perm,
        .otime = host.otime,
        .ctime = host.ctime,
        .nsems = host.nsems,
    };
    return linux_copy_out(a[3], &guest, sizeof guest) ? -EFAULT : result;
}

static int64_t set_owner(struct linux_thread *t, const uint64_t a[6])
{
    struct generic_semid guest;
    struct host_semid host = { 0 };

    if (linux_copy_in(&guest, a[3], sizeof guest))
        return -EFAULT;
    host.perm = guest.perm;
    return LINUX_HOST(t, semctl, a[0], a[1], a[2], (uintptr_t)&host);
}

int64_t linux_sys_semctl(struct linux_thread *t, const uint64_t a[6])
{
    switch ((int)a[2]) {
    case IPC_STAT:
    case SEM_STAT:
    case SEM_STAT_ANY:
        return get_status(t, a);
    case IPC_SET:
        return set_owner(t, a);
    default:
        return LINUX_HOST(t, semctl, a[0], a[1], a[2], a[3]);
    }
}
