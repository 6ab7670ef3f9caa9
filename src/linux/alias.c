/* Code that the guest writes through one mapping and runs through another: JIT compilers that keep W^X map a file twice.

   Cache maintenance names one address, usually that where the code will run. But instruction caches of Arm's processors go by
   physical addresses (CTR_EL0 says so), and RISC-V's FENCE.I and riscv_flush_icache take no notice of addresses, so a guest may as
   well name the one where it has written. So translations go wherever the same memory is executable. The table of
   mappings knows what shared memory is of; what is private has one place. */
#include <sys/mman.h>

#include "linux/internal.h"

/* Shared memory of the guest's and, as places in what is behind it, the part that matters. */
struct shown {
    struct linux_backing backing;
    uint64_t end; /* address */
    uint64_t first, last;
};

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The first part of [start, end) that is shared. */
static bool find_shared(struct linux_process *p, uint64_t start, uint64_t end, struct shown *out)
{
    const struct linux_mapping *m;

    linux_memory_lock(p);
    while ((m = linux_mapping_from(p->memory, start)) && m->start < end && !m->backing.shared)
        start = m->end;
    bool found = m && m->start < end;
    if (found)
        *out = (struct shown){ m->backing, m->end, most(start, m->start) + m->backing.offset,
                               least(end, m->end) + m->backing.offset };
    linux_memory_unlock(p);
    return found;
}

/* The first part of executable memory, from an address on, that shows some of it. */
static bool find_code(struct linux_process *p, const struct shown *s, uint64_t from,
                      struct linux_range *out)
{
    const struct linux_mapping *m;
    bool found = false;

    linux_memory_lock(p);
    for (; !found && (m = linux_mapping_from(p->memory, from)); from = m->end) {
        uint64_t offset = m->backing.offset, first = most(s->first, most(m->start, from) + offset),
                 last = least(s->last, m->end + offset);
        found = (m->prot & PROT_EXEC) && linux_same_backing(&m->backing, &s->backing) && first < last;
        if (found)
            *out = (struct linux_range){ first - offset, last - offset };
    }
    linux_memory_unlock(p);
    return found;
}

void linux_flush_code(struct run *r, uint64_t start, uint64_t end)
{
    enum { LARGE = 1 << 30 };
    struct linux_process *p = r->os_process;
    struct shown s;
    struct linux_range code;

    if (end - start > LARGE) {
        run_invalidate_all(r);
        return;
    }
    run_invalidate(r, start, end);
    for (; start < end && find_shared(p, start, end, &s); start = s.end)
        for (uint64_t from = 0; find_code(p, &s, from, &code); from = code.end)
            run_invalidate(r, code.start, code.end);
}
