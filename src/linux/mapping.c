/* The table of the guest's memory: which ranges of the address space are the guest's, and with what
   protection.

   The host kernel knows all mappings, ours among them; only this table says which are the guest's,
   so every call that could touch ours asks it first (memory.c). It also keeps the protection that
   the guest asked for, which the host's differs from: code is data to us, so no guest page is
   executable on the host.

   The mappings are sorted and disjoint; neighbours that agree are one. */
#include <stdlib.h>
#include <string.h>

#include "linux/internal.h"
#include <sys/mman.h>

/* The first mapping that ends behind the address. */
static size_t find(const struct linux_memory *m, uint64_t address)
{
    size_t low = 0, high = m->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (m->map[middle].end > address)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

const struct linux_mapping *linux_mapping_from(const struct linux_memory *m, uint64_t address)
{
    size_t i = find(m, address);

    return i < m->count ? &m->map[i] : NULL;
}

static bool reserve(struct linux_memory *m, size_t more)
{
    if (m->count + more <= m->capacity)
        return true;
    size_t capacity = m->capacity * 2 + 64;
    struct linux_mapping *map = realloc(m->map, capacity * sizeof *map);
    if (!map)
        return false;
    m->map = map;
    m->capacity = capacity;
    return true;
}

/* Replaces `gone` mappings from index `at` by n others. */
static void splice(struct linux_memory *m, size_t at, size_t gone, const struct linux_mapping *with,
                   size_t n)
{
    memmove(m->map + at + n, m->map + at + gone, (m->count - at - gone) * sizeof *m->map);
    memcpy(m->map + at, with, n * sizeof *with);
    m->count += n - gone;
}

bool linux_mapping_clear(struct linux_memory *m, uint64_t start, uint64_t end)
{
    struct linux_mapping rest[2];
    size_t first = find(m, start), last = first, n = 0;

    if (!reserve(m, 1))
        return false;
    if (start >= end)
        return true;
    while (last < m->count && m->map[last].start < end)
        last++;
    if (first == last)
        return true;
    if (m->map[first].start < start) {
        rest[n] = m->map[first];
        rest[n++].end = start;
    }
    if (m->map[last - 1].end > end) {
        rest[n] = m->map[last - 1];
        rest[n++].start = end;
    }
    splice(m, first, last - first, rest, n);
    return true;
}

bool linux_same_backing(const struct linux_backing *a, const struct linux_backing *b)
{
    return a->shared == b->shared && a->device == b->device && a->inode == b->inode;
}

static bool agree(const struct linux_mapping *a, const struct linux_mapping *b)
{
    return a->end == b->start && a->prot == b->prot && a->backing.offset == b->backing.offset &&
           linux_same_backing(&a->backing, &b->backing);
}

bool linux_mapping_set(struct linux_memory *m, uint64_t start, uint64_t end, int prot, const struct linux_backing *b)
{
    struct linux_mapping new = { start, end, prot, *b };

    if (!reserve(m, 2) || !linux_mapping_clear(m, start, end))
        return false;
    size_t at = find(m, start), gone = 0;
    if (at < m->count && agree(&new, &m->map[at])) {
        new.end = m->map[at].end;
        gone = 1;
    }
    if (at > 0 && agree(&m->map[at - 1], &new)) {
        new.start = m->map[--at].start;
        gone++;
    }
    splice(m, at, gone, &new, 1);
    return true;
}

bool linux_mapping_covers(const struct linux_memory *m, uint64_t start, uint64_t end)
{
    for (size_t i = find(m, start); start < end; i++) {
        if (i == m->count || m->map[i].start > start)
            return false;
        start = m->map[i].end;
    }
    return true;
}

bool linux_mapping_executable(const struct linux_memory *m, uint64_t start, uint64_t end)
{
    for (size_t i = find(m, start); i < m->count && m->map[i].start < end; i++)
        if (m->map[i].prot & PROT_EXEC)
            return true;
    return false;
}

void linux_each_mapping(struct linux_process *p, uint64_t start, uint64_t end,
                        bool (*visit)(void *context, const struct linux_mapping *m), void *context)
{
    struct linux_memory *m = p->memory;

    linux_memory_lock(p);
    for (size_t i = find(m, start); i < m->count && m->map[i].start < end; i++)
        if (!visit(context, &m->map[i]))
            break;
    linux_memory_unlock(p);
}
