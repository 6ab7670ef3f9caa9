/* Delta debugging (Zeller, Hildebrandt 2002): pieces are left out, large ones first, as long as what is left is still wrong in the same
   way. What can be left out: blocks that the region goes on with, instructions (which become one that does nothing), limits; then
   what does nothing is taken out altogether, and what is behind it moves up, where branches over it allow that. */
#define _GNU_SOURCE
#include "regions.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool command_says(const char *command, const struct region *r)
{
    char path[] = "/tmp/region-XXXXXX", line[4096];
    int fd = mkstemp(path);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out)
        return false;
    region_print(r, out);
    fclose(out);
    snprintf(line, sizeof line, "%s %s", command, path);
    int status = system(line);
    unlink(path);
    return status == 0;
}

bool reduce_holds(struct test *t, const struct region *r)
{
    t->tries++;
    return t->command ? command_says(t->command, r) : region_check(r, t->states, -1) == t->wanted;
}

/* One way to make r smaller: without things from..to of so many. False: that is no region. */
typedef bool leave_out(struct region *r, unsigned from, unsigned to, struct arena *arena);

static bool without_wanted(struct region *r, unsigned from, unsigned to, struct arena *arena)
{
    uint64_t *kept = arena_alloc(arena, r->wanteds * sizeof *kept);
    unsigned n = 0;
    for (unsigned i = 0; i < r->wanteds; i++)
        if (i < from || i >= to)
            kept[n++] = r->wanted[i];
    r->wanted = kept;
    r->wanteds = n;
    return region_trim(r, arena);
}

static uint32_t nop(const struct region *r, const struct insn *x)
{
    return r->guest == &guest_aarch64 ? 0xd503201f : x->size == 2 ? 0x0001 : 0x00000013;
}

static bool without_insns(struct region *r, unsigned from, unsigned to, struct arena *arena)
{
    struct insn *copy = memcpy(arena_alloc(arena, r->insns * sizeof *copy), r->insn, r->insns * sizeof *copy);
    bool other = false;
    for (unsigned i = from; i < to; i++) {
        other |= copy[i].word != nop(r, &copy[i]);
        copy[i].word = nop(r, &copy[i]);
    }
    r->insn = copy;
    return other && region_trim(r, arena);
}

/* Instructions that do nothing: out of there, and the rest moves up. */
static bool closed_up(struct region *r, unsigned from, unsigned to, struct arena *arena)
{
    struct insn *kept = arena_alloc(arena, r->insns * sizeof *kept);
    uint64_t *wanted = memcpy(arena_alloc(arena, (r->wanteds + 1) * sizeof *wanted), r->wanted, r->wanteds * sizeof *wanted);
    unsigned n = 0;
    for (unsigned i = from; i < to; i++)
        if (r->insn[i].word != nop(r, &r->insn[i]))
            return false;
    uint64_t gone = r->insn[to - 1].pc + r->insn[to - 1].size - r->insn[from].pc, end = r->insn[to - 1].pc;
    for (unsigned i = 0; i < r->insns; i++) {
        if (i >= from && i < to)
            continue;
        kept[n] = r->insn[i];
        kept[n++].pc -= i >= to ? gone : 0;
    }
    for (unsigned i = 0; i < r->wanteds; i++)
        wanted[i] -= wanted[i] > end ? gone : 0;
    if (r->pc > end)
        r->pc -= gone;
    r->insn = kept;
    r->insns = n;
    r->wanted = wanted;
    return n && region_trim(r, arena);
}

/* Leaves out as much as can be. Whether something has gone. */
static bool shrink(struct region *r, unsigned (*count)(const struct region *r), leave_out *without, struct test *t, struct arena *arena)
{
    bool any = false;
    for (unsigned size = count(r); size; size /= 2)
        for (unsigned at = count(r); at > 0;) { /* from the end, so that what has been tried stays where it is */
            unsigned from = at > size ? at - size : 0;
            struct region less = *r;
            bool gone = without(&less, from, at, arena) && reduce_holds(t, &less);
            if (gone)
                *r = less;
            any |= gone;
            at = from < count(r) ? from : count(r);
        }
    return any;
}

static unsigned count_wanted(const struct region *r)
{
    return r->wanteds;
}
static unsigned count_insns(const struct region *r)
{
    return r->insns;
}

static void lower(struct region *r, uint32_t *limit, struct test *t)
{
    for (uint32_t n = 1; n < *limit; n *= 2) {
        uint32_t old = *limit;
        *limit = n;
        if (reduce_holds(t, r))
            return;
        *limit = old;
    }
}

void region_reduce(struct region *r, struct test *t, struct arena *arena)
{
    lower(r, &r->max_blocks, t);
    for (bool again = true; again;) {
        again = shrink(r, count_wanted, without_wanted, t, arena);
        again |= shrink(r, count_insns, without_insns, t, arena);
        again |= shrink(r, count_insns, closed_up, t, arena);
    }
    lower(r, &r->max_blocks, t);
}
