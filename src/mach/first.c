/* The first tier: code that runs once or a few times, which is most of a program's start, costs more to generate than to
   interpret. So r->options.first, the interpreter, makes code of a block at first, and runs it until it has been entered
   options.warm times; then it leaves as hot, and is generated.

   Its entry is a slot in the code memory, with host code that leaves for the runtime at the block's pc, so that translated code
   may jump there as anywhere. When the runtime enters the slot it is seen by its address, and what the interpreter has made is run instead.
   That goes on with blocks of its own that it has led to before, and comes back in front of what it does not know, or may not
   be entered any more: this is looked up here, as translated code does it.

   What is counted is not beside the code in the slots, since writing next to code that runs is slow, nor beside the interpreter's:
   a child of fork would have to copy more pages.

   The guest state is the same for both: exact outside of translated code, and the interpreter runs outside. */
#include "mach/engine.h"

struct first_slot {
    uint8_t leave[24];
    union {
        void *code;    /* options.first's */
        uint64_t next; /* free ones: as mach_first.free */
    };
};
static_assert(sizeof(struct first_slot) == 32 && MACH_LEAVE <= 24, "slots are aligned");
enum { SLOTS = MACH_FIRST_SIZE / sizeof(struct first_slot), LEFT_SIZE = SLOTS * sizeof(int32_t) };

bool mach_first_init(struct mach_first *m)
{
    m->left = base_map(LEFT_SIZE, LEFT_SIZE);
    return m->left;
}

void mach_first_free(struct mach_first *m)
{
    base_unmap(m->left, LEFT_SIZE, LEFT_SIZE);
}

static struct first_slot *take_slot(struct mach_first *m)
{
    if (!m->free)
        return m->used < SLOTS ? &m->slots[m->used++] : NULL;
    struct first_slot *s = &m->slots[m->free - 1];
    m->free = (uint32_t)s->next;
    return s;
}

size_t mach_first_used(const struct mach_first *m)
{
    return m->used * sizeof *m->slots;
}

/* The parent's slots would have to be copied, page by page. */
void mach_first_forked(struct mach_first *m)
{
    enum { BLOCKS = 512 };
    m->free = 0;
    if (SLOTS - m->used > BLOCKS)
        base_touch(mach_writable(m->text, &m->slots[m->used]), BLOCKS * sizeof *m->slots);
}

static struct first_slot *writable(const struct mach_first *m, const struct first_slot *s)
{
    return mach_writable(m->text, s);
}

static void give_back(struct mach_first *m, const struct first_slot *s)
{
    writable(m, s)->next = m->free;
    m->free = (uint32_t)(s - m->slots) + 1;
}

/* A slot for a block that is about to be made; NULL: there is none. */
static struct first_slot *new_slot(struct run *r, struct mach_first *m)
{
    struct first_slot *s = take_slot(m);
    if (!s)
        return NULL;
    r->left = &m->left[s - m->slots];
    *r->left = (int32_t)r->options.warm;
    return s;
}

/* It has been made, or not. */
static void *fill_slot(struct mach_first *m, struct first_slot *s, const struct mach_convention *c, uint64_t pc, void *code)
{
    if (!code) {
        give_back(m, s);
        return NULL;
    }
    mach_leave_write(writable(m, s)->leave, c, pc);
    writable(m, s)->code = code;
    return s;
}

void *mach_first_compile(struct run *r, struct mach_first *m, const struct mach_convention *c, const struct ir_func *f,
                         struct run_unit_entry *entries, unsigned *entry_count)
{
    struct first_slot *s = new_slot(r, m);
    if (!s)
        return NULL;
    void *code = r->options.first->compile(r, f, entries, entry_count);
    bug_on(code && entries[0].code != code, "code that is not entered at its start");
    return entries[0].code = fill_slot(m, s, c, f->pc, code);
}

void *mach_first_quick(struct run *r, struct mach_first *m, const struct mach_convention *c, const struct guest_unit *unit,
                       struct run_quick *out)
{
    struct first_slot *s = r->options.first->quick ? new_slot(r, m) : NULL;
    return s ? fill_slot(m, s, c, unit->pc, r->options.first->quick(r, unit, out)) : NULL;
}

enum run_exit mach_first_enter(const struct mach_first *m, struct run_thread *t, void *code)
{
    enum run_exit why;
    do {
        const struct first_slot *s = code;
        why = t->run->options.first->enter(t, s->code);
    } while ((why == RUN_DIRECT || why == RUN_LOOKUP) && (code = run_next(t)) && mach_first_has(m, code));
    t->left_by = NULL;
    t->in_first = false;
    return why;
}

void mach_first_drop(struct run *r, void *code)
{
    const struct first_slot *s = code;
    r->options.first->drop(r, s->code);
}

void mach_first_release(struct run *r, struct mach_first *m, void *code)
{
    struct first_slot *s = code;
    r->options.first->release(r, s->code);
    give_back(m, s);
}
