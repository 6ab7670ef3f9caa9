/* Memory calls: mmap, munmap, mprotect, mremap, madvise, brk and System V shared memory, on the
   host's own.

   Guest and runtime live in one address space. What keeps them apart is the table in mapping.c: a
   range that is not in it is either free or ours, and the host kernel tells which, because
   MAP_FIXED_NOREPLACE fails on what is in use. So a fixed mapping first claims its free parts in
   that way (ENOMEM when the runtime is there), and everything else is done only to parts that the
   table names.

   Guest code is never executed by the host: PROT_EXEC means readable to us. Every change of
   memory that may hold code drops its translations, and so does a page's becoming executable,
   because an attempt to run it before has left a translation that says "fault". */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/internal.h"

enum { PROTS = PROT_READ | PROT_WRITE | PROT_EXEC };

static int host_prot(int prot)
{
    int host = prot & (PROT_READ | PROT_WRITE);

    return prot & PROT_EXEC ? host | PROT_READ : host;
}

static int64_t host_map(uint64_t address, uint64_t size, int prot, int flags, int fd,
                        int64_t offset)
{
    void *at = mmap((void *)address, size, prot, flags, fd, offset);

    return at == MAP_FAILED ? -errno : (int64_t)at;
}

/* ---- the lock ---- */

void linux_memory_lock(struct linux_process *p)
{
    lock_take(&p->memory->lock, run_id());
}

void linux_memory_unlock(struct linux_process *p)
{
    struct linux_memory *m = p->memory;
    struct linux_range stale[LINUX_STALE];
    unsigned count = m->stale_count;

    memcpy(stale, m->stale, count * sizeof *stale);
    m->stale_count = 0;
    lock_give(&m->lock);
    for (unsigned i = 0; i < count; i++)
        run_invalidate(p->run, stale[i].start, stale[i].end);
}

/* Translations of this range go when the lock is given back: run/ reads memory, and so takes our lock, under its own. */
static void invalidate(struct linux_process *p, uint64_t start, uint64_t end)
{
    struct linux_memory *m = p->memory;

    bug_on(m->stale_count == LINUX_STALE, "no room for another range");
    m->stale[m->stale_count++] = (struct linux_range){ start, end };
}

/* ---- claiming what is free ---- */

static void unclaim(const struct linux_memory *m, uint64_t start, uint64_t end)
{
    while (start < end) {
        const struct linux_mapping *next = linux_mapping_from(m, start);
        uint64_t stop = next && next->start < end ? next->start : end;
        if (stop > start)
            munmap((void *)start, stop - start);
        start = next ? next->end : end;
    }
}

/* Makes all parts of [start, end) that are not the guest's inaccessible placeholders. -ENOMEM:
   the runtime is there. */
static int claim(const struct linux_memory *m, uint64_t start, uint64_t end)
{
    enum { HOLD = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE };

    for (uint64_t at = start; at < end;) {
        const struct linux_mapping *next = linux_mapping_from(m, at);
        uint64_t stop = next && next->start < end ? next->start : end;
        if (stop > at) {
            int64_t got = host_map(at, stop - at, PROT_NONE, HOLD, -1, 0);
            if (got != (int64_t)at) {
                if (got >= 0)
                    munmap((void *)got, stop - at);
                unclaim(m, start, at);
                return got == -EPERM ? -EPERM : -ENOMEM;
            }
        }
        at = next ? next->end : end;
    }
    return 0;
}

/* ---- mmap ---- */

static int64_t map_fixed(struct linux_memory *m, uint64_t address, uint64_t size, int prot,
                         int flags, int fd, int64_t offset)
{
    if (address % PAGE)
        return -EINVAL;
    if (address > LINUX_TOP || size > LINUX_TOP - address)
        return -ENOMEM;
    int error = claim(m, address, address + size);
    if (error)
        return error;
    int64_t got = host_map(address, size, prot, flags, fd, offset);
    if (got < 0)
        unclaim(m, address, address + size);
    return got;
}

/* Host: MAP_FIXED_NOREPLACE is MAP_FIXED with a look first, so that the guest never replaces us
   with it either. */
static int64_t map_somewhere(uint64_t address, uint64_t size, int prot, int flags, int fd,
                             int64_t offset)
{
    if (size > LINUX_TOP)
        return -ENOMEM;
    if (address > LINUX_TOP - size) {
        if (flags & MAP_FIXED_NOREPLACE)
            return -ENOMEM;
        address = 0; /* only a hint; one above the guest's memory would make the host go there */
    }
    return host_map(address, size, prot, flags, fd, offset);
}

/* Kinds of shared memory that have no device: numbers that none has. */
enum { ANONYMOUS = -1, SYSTEM_V = -2 };

static struct linux_backing backing_of(struct linux_memory *m, uint64_t at, int flags, int fd, int64_t offset)
{
    struct linux_backing b = { .shared = (flags & MAP_TYPE) != MAP_PRIVATE };
    struct stat s;

    if (!b.shared)
        return b;
    if ((flags & MAP_ANONYMOUS) || fstat(fd, &s) < 0) {
        b.device = (uint64_t)ANONYMOUS;
        b.inode = ++m->anonymous;
    } else {
        b.device = s.st_dev;
        b.inode = s.st_ino;
    }
    b.offset = (flags & MAP_ANONYMOUS ? 0 : (uint64_t)offset) - at;
    return b;
}

/* Memory that the guest is likely to fill: it gets its pages at once, or large ones, since a fault for each costs three times as much as the page. Where it
   is large only in part, or may be kept for later, nothing is known. Not under the lock: reading a file may wait for another thread. */
static void expect_use(int64_t at, uint64_t size, int prot, int flags)
{
    enum { SMALL = 256 << 10, LARGE = 16 << 20 };
    if (at < 0 || (flags & MAP_TYPE) != MAP_PRIVATE || !(prot & PROT_WRITE) ||
        flags & (MAP_NORESERVE | MAP_STACK | MAP_GROWSDOWN))
        return;
    if (size <= SMALL)
        madvise((void *)at, size, MADV_POPULATE_WRITE);
    else if (size <= LARGE && flags & MAP_ANONYMOUS)
        madvise((void *)at, size, MADV_HUGEPAGE);
}

static int64_t map_locked(struct linux_process *p, uint64_t address, uint64_t size, int prot,
                          int flags, int fd, int64_t offset)
{
    struct linux_memory *m = p->memory;
    bool fixed = (flags & MAP_FIXED) && !(flags & MAP_FIXED_NOREPLACE);
    int64_t at = fixed ? map_fixed(m, address, size, host_prot(prot), flags, fd, offset)
                       : map_somewhere(address, size, host_prot(prot), flags, fd, offset);

    if (at < 0)
        return at;
    bool code = (prot & PROT_EXEC) || linux_mapping_executable(m, at, at + size);
    struct linux_backing backing = backing_of(m, at, flags, fd, offset);
    if (!linux_mapping_set(m, at, at + size, prot & PROTS, &backing)) {
        munmap((void *)at, size);
        return -ENOMEM;
    }
    if (code)
        invalidate(p, at, at + size);
    return at;
}

int64_t linux_map(struct linux_process *p, uint64_t address, uint64_t size, int prot, int flags,
                  int fd, int64_t offset)
{
    enum { X86_ONLY = 0x40 | 0x80 }; /* MAP_32BIT, MAP_ABOVE4G */

    if (!size)
        return -EINVAL;
    if (PAGE_UP(size) < size)
        return -ENOMEM;
    linux_memory_lock(p);
    int64_t at = map_locked(p, address, PAGE_UP(size), prot, flags & ~X86_ONLY, fd, offset);
    linux_memory_unlock(p);
    expect_use(at, PAGE_UP(size), prot, flags);
    return at;
}

int64_t linux_sys_mmap(struct linux_thread *t, const uint64_t a[6])
{
    if (a[5] % PAGE)
        return -EINVAL;
    return linux_map(t->process, a[0], a[1], (int)a[2], (int)a[3], (int)a[4], (int64_t)a[5]);
}

/* ---- munmap, mprotect, madvise: on the guest's parts of a range ---- */

static bool range_valid(uint64_t address, uint64_t size)
{
    return address % PAGE == 0 && address <= LINUX_TOP && size <= LINUX_TOP - address;
}

/* Calls `change` on each of the guest's parts of [start, end), which must not change the table.
   -ENOMEM when there are gaps, after all parts; another error at once. */
static int on_parts(struct linux_memory *m, uint64_t start, uint64_t end,
                    int (*change)(uint64_t start, uint64_t end, int argument), int argument)
{
    int answer = 0;

    while (start < end) {
        const struct linux_mapping *part = linux_mapping_from(m, start);
        if (!part || part->start >= end)
            return -ENOMEM;
        if (part->start > start) {
            answer = -ENOMEM;
            start = part->start;
        }
        uint64_t stop = part->end < end ? part->end : end;
        int error = change(start, stop, argument);
        if (error)
            return error;
        start = stop;
    }
    return answer;
}

static int unmap_part(uint64_t start, uint64_t end, int unused)
{
    (void)unused;
    return munmap((void *)start, end - start) < 0 ? -errno : 0;
}

static int unmap_locked(struct linux_process *p, uint64_t start, uint64_t end)
{
    bool code = linux_mapping_executable(p->memory, start, end);
    int error = on_parts(p->memory, start, end, unmap_part, 0);

    if (error && error != -ENOMEM)
        return error;
    if (!linux_mapping_clear(p->memory, start, end))
        return -ENOMEM;
    if (code)
        invalidate(p, start, end);
    return 0;
}

int linux_unmap(struct linux_process *p, uint64_t address, uint64_t size)
{
    if (!size || !range_valid(address, PAGE_UP(size)))
        return -EINVAL;
    linux_memory_lock(p);
    int error = unmap_locked(p, address, address + PAGE_UP(size));
    linux_memory_unlock(p);
    return error;
}

int64_t linux_sys_munmap(struct linux_thread *t, const uint64_t a[6])
{
    return linux_unmap(t->process, a[0], a[1]);
}

static int protect_part(uint64_t start, uint64_t end, int prot)
{
    return mprotect((void *)start, end - start, host_prot(prot)) < 0 ? -errno : 0;
}

/* The longest part of [start, end) that is mapped from its start on. */
static uint64_t covered_end(const struct linux_memory *m, uint64_t start, uint64_t end)
{
    while (start < end) {
        const struct linux_mapping *part = linux_mapping_from(m, start);
        if (!part || part->start > start)
            break;
        start = part->end;
    }
    return start < end ? start : end;
}

/* Enters a new protection for mapped memory, keeping what it shows. False: no memory. */
static bool enter_prot(struct linux_memory *m, uint64_t start, uint64_t end, int prot)
{
    while (start < end) {
        const struct linux_mapping *part = linux_mapping_from(m, start);
        uint64_t stop = part->end < end ? part->end : end;
        const struct linux_backing backing = part->backing;
        if (!linux_mapping_set(m, start, stop, prot, &backing))
            return false;
        start = stop;
    }
    return true;
}

static int protect_locked(struct linux_process *p, uint64_t start, uint64_t end, int prot)
{
    struct linux_memory *m = p->memory;
    uint64_t stop = covered_end(m, start, end);
    bool code = (prot & PROT_EXEC) || linux_mapping_executable(m, start, stop);
    int error = on_parts(m, start, stop, protect_part, prot);

    if (error)
        return error;
    if (!enter_prot(m, start, stop, prot))
        return -ENOMEM;
    if (code)
        invalidate(p, start, stop);
    return stop < end ? -ENOMEM : 0;
}

int linux_protect(struct linux_process *p, uint64_t address, uint64_t size, int prot)
{
    if (address % PAGE)
        return -EINVAL;
    if (PAGE_UP(size) < size || !range_valid(address, PAGE_UP(size)))
        return -ENOMEM;
    linux_memory_lock(p);
    int error = protect_locked(p, address, address + PAGE_UP(size), prot & PROTS);
    linux_memory_unlock(p);
    return error;
}

int64_t linux_sys_mprotect(struct linux_thread *t, const uint64_t a[6])
{
    return linux_protect(t->process, a[0], a[1], (int)a[2]);
}

static int advise_part(uint64_t start, uint64_t end, int advice)
{
    return madvise((void *)start, end - start, advice) < 0 ? -errno : 0;
}

int64_t linux_sys_madvise(struct linux_thread *t, const uint64_t a[6])
{
    struct linux_memory *m = t->process->memory;
    uint64_t start = a[0], end = a[0] + PAGE_UP(a[1]);

    if (PAGE_UP(a[1]) < a[1] || !range_valid(start, PAGE_UP(a[1])))
        return -EINVAL;
    linux_memory_lock(t->process);
    bool code = linux_mapping_executable(m, start, end);
    int error = start == end ? advise_part(start, end, (int)a[2])
                             : on_parts(m, start, end, advise_part, (int)a[2]);
    if (code && (int)a[2] == MADV_DONTNEED)
        invalidate(t->process, start, end);
    linux_memory_unlock(t->process);
    return error;
}

/* ---- mremap ---- */

enum { KEEP_OLD = MREMAP_DONTUNMAP };

static bool remap_valid(uint64_t old, uint64_t old_size, uint64_t new_size, int flags,
                        uint64_t target)
{
    if (!range_valid(old, old_size) || !new_size || new_size > LINUX_TOP)
        return false;
    if (flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED | KEEP_OLD))
        return false;
    if (!(flags & MREMAP_FIXED))
        return true;
    bool apart = target >= old + old_size || old >= target + new_size;
    return (flags & MREMAP_MAYMOVE) && range_valid(target, new_size) && apart;
}

/* The host has moved [old, old + old_size) to `at`: the table follows. */
static bool enter_moved(struct linux_process *p, uint64_t old, uint64_t old_size, uint64_t at,
                        uint64_t new_size, int flags)
{
    struct linux_memory *m = p->memory;
    struct linux_mapping was = *linux_mapping_from(m, old);
    bool code = was.prot & PROT_EXEC;

    if (!(flags & KEEP_OLD) && !linux_mapping_clear(m, old, old + old_size))
        return false;
    if (code)
        invalidate(p, old, old + old_size);
    if (code || linux_mapping_executable(m, at, at + new_size))
        invalidate(p, at, at + new_size);
    if (was.backing.shared)
        was.backing.offset += old - at;
    return linux_mapping_set(m, at, at + new_size, was.prot, &was.backing);
}

static int64_t remap_locked(struct linux_process *p, uint64_t old, uint64_t old_size,
                            uint64_t new_size, int flags, uint64_t target)
{
    struct linux_memory *m = p->memory;

    if (!linux_mapping_covers(m, old, old + (old_size ? old_size : PAGE)))
        return -EFAULT;
    if (flags & MREMAP_FIXED) {
        int error = claim(m, target, target + new_size);
        if (error)
            return error;
    }
    void *got = mremap((void *)old, old_size, new_size, flags, (void *)target);
    int error = errno;
    if (got == MAP_FAILED) {
        if (flags & MREMAP_FIXED)
            unclaim(m, target, target + new_size);
        return -error;
    }
    return enter_moved(p, old, old_size, (uint64_t)got, new_size, flags) ? (int64_t)got : -ENOMEM;
}

int64_t linux_sys_mremap(struct linux_thread *t, const uint64_t a[6])
{
    uint64_t old_size = PAGE_UP(a[1]), new_size = PAGE_UP(a[2]);
    int flags = (int)a[3];

    if (old_size < a[1] || new_size < a[2] || !remap_valid(a[0], old_size, new_size, flags, a[4]))
        return -EINVAL;
    linux_memory_lock(t->process);
    int64_t at = remap_locked(t->process, a[0], old_size, new_size, flags, a[4]);
    linux_memory_unlock(t->process);
    return at;
}

/* ---- brk: a heap of our own behind the guest's image ---- */

static bool brk_move(struct linux_process *p, uint64_t to)
{
    enum { HEAP = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE };
    struct linux_memory *m = p->memory;
    uint64_t old_end = PAGE_UP(m->brk), new_end = PAGE_UP(to);

    if (new_end > old_end) {
        uint64_t size = new_end - old_end;
        int64_t at = map_locked(p, old_end, size, PROT_READ | PROT_WRITE, HEAP, -1, 0);
        return at == (int64_t)old_end;
    }
    return new_end == old_end || unmap_locked(p, new_end, old_end) == 0;
}

int64_t linux_sys_brk(struct linux_thread *t, const uint64_t a[6])
{
    struct linux_memory *m = t->process->memory;

    linux_memory_lock(t->process);
    uint64_t old = PAGE_UP(m->brk);
    if (a[0] >= m->brk_start && a[0] < LINUX_TOP && brk_move(t->process, a[0]))
        m->brk = a[0];
    uint64_t brk = m->brk;
    linux_memory_unlock(t->process);
    if (PAGE_UP(brk) > old)
        expect_use((int64_t)old, PAGE_UP(brk) - old, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
    return (int64_t)brk;
}

/* ---- System V shared memory ---- */

static int shm_prot(int flags)
{
    int prot = flags & SHM_RDONLY ? PROT_READ : PROT_READ | PROT_WRITE;

    return flags & SHM_EXEC ? prot | PROT_EXEC : prot;
}

/* Attaches over a claimed range, as mmap does with MAP_FIXED; address 0: anywhere. */
static int64_t attach_locked(struct linux_process *p, int id, uint64_t address, int flags,
                             uint64_t size)
{
    struct linux_memory *m = p->memory;
    bool replace = address && (flags & SHM_REMAP);

    if (replace) {
        int error = claim(m, address, address + size);
        if (error)
            return error;
    }
    void *got = shmat(id, (void *)address, flags & ~SHM_EXEC);
    int error = errno;
    if (got == (void *)-1) {
        if (replace)
            unclaim(m, address, address + size);
        return -error;
    }
    uint64_t at = (uint64_t)got;
    const struct linux_backing backing = { true, (uint64_t)SYSTEM_V, (uint64_t)id, -at };
    if (!linux_mapping_set(m, at, at + size, shm_prot(flags), &backing))
        return -ENOMEM;
    invalidate(p, at, at + size);
    return (int64_t)at;
}

int64_t linux_sys_shmat(struct linux_thread *t, const uint64_t a[6])
{
    struct shmid_ds info;
    uint64_t address = a[1];
    int flags = (int)a[2];

    if (shmctl((int)a[0], IPC_STAT, &info) < 0)
        return -errno;
    if (flags & SHM_RND)
        address = PAGE_DOWN(address);
    if (address && !range_valid(address, PAGE_UP(info.shm_segsz)))
        return -EINVAL;
    linux_memory_lock(t->process);
    int64_t at =
        attach_locked(t->process, (int)a[0], address, flags & ~SHM_RND, PAGE_UP(info.shm_segsz));
    linux_memory_unlock(t->process);
    return at;
}

/* How long the segment is that shmdt has detached is found by asking what is no longer mapped. */
static uint64_t detached_end(const struct linux_memory *m, uint64_t start)
{
    uint64_t at = start;
    unsigned char resident;
    const struct linux_mapping *part = linux_mapping_from(m, start);

    while (part && part->start <= start && at < part->end &&
           mincore((void *)at, PAGE, &resident) < 0 && errno == ENOMEM)
        at += PAGE;
    return at;
}

int64_t linux_sys_shmdt(struct linux_thread *t, const uint64_t a[6])
{
    struct linux_memory *m = t->process->memory;
    int64_t result = -EINVAL;

    linux_memory_lock(t->process);
    if (linux_mapping_covers(m, a[0], a[0] + PAGE)) {
        result = shmdt((void *)a[0]) < 0 ? -errno : 0;
        if (!result) {
            uint64_t end = detached_end(m, a[0]);
            linux_mapping_clear(m, a[0], end);
            invalidate(t->process, a[0], end);
        }
    }
    linux_memory_unlock(t->process);
    return result;
}

/* ---- running code ---- */

uint64_t linux_executable(struct linux_process *p, uint64_t pc)
{
    struct linux_memory *m = p->memory;

    linux_memory_lock(p);
    uint64_t end = pc;
    const struct linux_mapping *part;
    while ((part = linux_mapping_from(m, end)) && part->start <= end && (part->prot & PROT_EXEC))
        end = part->end;
    linux_memory_unlock(p);
    return end > pc ? end : 0;
}
