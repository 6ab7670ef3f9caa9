/* The code generator as an engine: owns the executable memory, puts code into it, patches jumps from one piece of code
   to another, and finds out what a fault at a host address means. FP: see mach/x86_64/fpu.c.

   Memory (mach/text.c) is filled from the bottom and emptied as a whole when it is full (run/loop.c asks for that). Addresses of code
   are where it runs; who writes to it asks mach_writable where. A direct exit's jump is one 4-byte store inside a cache line, so other threads see
   the old target or the new one.

   One thread compiles, links and releases at a time; others meanwhile enter code, look links up and recover from faults. So
   the arrays they look into never move: they have room for all that the memory can hold, and grow by a count that is
   stored last. They are emptied only when no thread is inside (run/threads.c). */
#define _GNU_SOURCE
#include "mach/engine.h"
#include "run/profile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
struct exit_link {
    struct run_link link; /* first: run/ hands it back */
    uint8_t *jump;        /* its 4-byte displacement */
    uint8_t *stub;        /* where it leads while not linked */
};

struct object { /* one compiled function */
    uint64_t pc;
    uint8_t *text;
    uint32_t fpu_traps; /* counted by all threads */
    uint32_t text_size;
    uint32_t first_link, link_count;
    uint8_t *faults;
    uint32_t fault_size;
    enum run_tier tier;
};

enum { STEPS = 64 }; /* as many threads may make one at once */

struct mach_memory {
    struct mach_text text;
    struct mach_text child_text; /* the next child of fork's; see mach_text_copy */
    size_t used, stubs_size;
    size_t link_stubs, link_stubs_end; /* room for those of the next links */
    struct mach_stubs stubs;
    struct mach_first first;
    struct mach_step steps[STEPS]; /* theirs is the memory behind the stubs */
    struct mach_convention convention;
    struct select_memo *memo;
    struct object *objects; /* by address */
    size_t object_count, object_capacity;
    struct exit_link *links; /* by number */
    size_t link_count, link_capacity;
    bool exact_underflow; /* compile so: the guest looks at its FP flags */
    bool inexact_underflow; /* there is code that is not so: what run_drop_provisional drops */
    bool soft_fp;      /* a thread has had an FP mode that the host's FPU does not serve; read without the lock */
    uint64_t *soft_pc; /* functions whose FP instructions have trapped too often */
    size_t soft_count, soft_capacity;
};
enum { FPU_TRAPS = 100 };

static void give_up(struct mach_memory *m)
{
    mach_text_unmap(&m->text);
    base_unmap(m->objects, m->object_capacity * sizeof *m->objects, BASE_SMALL);
    base_unmap(m->links, m->link_capacity * sizeof *m->links, BASE_SMALL);
    mach_first_free(&m->first);
    free(m->soft_pc);
    free(m->memo);
    free(m);
}

static bool init(struct run *r)
{
    enum { LEAST_OBJECT = 64, LEAST_LINK = 32 }; /* bytes of text; if there are more of them, it is full earlier */
    struct mach_memory *m = calloc(1, sizeof *m);
    if (!m)
        return false;
    mach_convention_make(&m->convention, &mach_x86_64, r->guest->pins);
    m->memo = mach_select_memo();
    size_t size = r->options.code_size ? r->options.code_size : (size_t)64 << 20;
    if (r->options.first)
        size += MACH_FIRST_SIZE;
    m->object_capacity = size / LEAST_OBJECT;
    m->link_capacity = size / LEAST_LINK;
    m->objects = base_map(m->object_capacity * sizeof *m->objects, BASE_SMALL);
    m->links = base_map(m->link_capacity * sizeof *m->links, BASE_SMALL);
    if (!m->objects || !m->links || (r->options.first && !mach_first_init(&m->first)) ||
        !mach_text_map(&m->text, size, r->options.code_apart)) {
        give_up(m);
        return false;
    }
    m->stubs_size = (mach_stubs_write(m->text.base, m->text.writable, &m->convention, &m->stubs) + 63) & ~(size_t)63;
    for (unsigned i = 0; i < STEPS; i++, m->stubs_size += MACH_STEP)
        m->steps[i] = (struct mach_step){ .text = m->text.base + m->stubs_size, .written = mach_writable(&m->text, m->text.base + m->stubs_size) };
    if (r->options.first) {
        m->first.text = &m->text;
        m->first.slots = (void *)(m->text.base + m->stubs_size);
        m->stubs_size += MACH_FIRST_SIZE;
    }
    m->used = m->stubs_size;
    r->engine_data = m;
    return true;
}

static void reset(struct run *r)
{
    struct mach_memory *m = r->engine_data;
    for (size_t i = 0; i < m->object_count; i++)
        pool_give(&r->pool, m->objects[i].faults, m->objects[i].fault_size + 1);
    m->object_count = m->link_count = 0;
    m->inexact_underflow = false;
    m->used = m->stubs_size;
    m->link_stubs = m->link_stubs_end = 0;
}

static void name_code(struct run *r)
{
    const struct mach_memory *m = r->engine_data;
    run_perf_add_named(r, "dragoman stubs", m->text.base, m->stubs_size);
    for (size_t i = 0; i < m->object_count; i++)
        run_perf_add(r, m->objects[i].pc, m->objects[i].text, m->objects[i].text_size);
}

static void destroy(struct run *r)
{
    struct mach_memory *m = r->engine_data;
    reset(r);
    give_up(m);
    r->engine_data = NULL;
    if (r->options.first && r->options.first->destroy)
        r->options.first->destroy(r);
}

/* Of the first tier's slots only those that have been in use. */
static bool before_fork(struct run *r)
{
    struct mach_memory *m = r->engine_data;
    size_t slots = m->first.slots ? MACH_FIRST_SIZE - mach_first_used(&m->first) : 0;
    const struct mach_part parts[] = { { 0, m->stubs_size - slots }, { m->stubs_size, m->used } };
    return !m->text.writable || mach_text_copy(&m->child_text, &m->text, parts, sizeof parts / sizeof *parts);
}

static void after_fork(struct run *r, bool child)
{
    struct mach_memory *m = r->engine_data;
    if (m->text.writable && child)
        mach_text_adopt(&m->text, &m->child_text);
    else if (m->text.writable)
        mach_text_unmap(&m->child_text);
    if (child && r->options.first)
        mach_first_forked(&m->first);
    if (r->options.first && r->options.first->after_fork)
        r->options.first->after_fork(r, child);
}

static void start_thread(struct run_thread *t)
{
    const struct mach_memory *m = t->run->engine_data;
    memcpy(t->state->stubs, m->stubs.stub, sizeof m->stubs.stub);
    t->looks_itself = true;
}

/* Makes room for one more in a growing array; false: no memory. */
static bool reserve(void **array, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity)
        return true;
    size_t larger = *capacity * 2 > count ? *capacity * 2 : count + 256;
    void *p = realloc(*array, larger * size);
    if (!p)
        return false;
    *array = p;
    *capacity = larger;
    return true;
}

static void linked(struct run *r, struct run_link *link)
{
    const struct mach_memory *m = r->engine_data;
    struct exit_link *l = (struct exit_link *)link;
    mach_jump_write(l->jump, m->text.writable, link->code);
}

static void unlinked(struct run *r, struct run_link *link)
{
    const struct mach_memory *m = r->engine_data;
    struct exit_link *l = (struct exit_link *)link;
    mach_jump_write(l->jump, m->text.writable, l->stub);
}

static void add_links(struct mach_memory *m, const struct mach_code *code, uint8_t *text)
{
    uint8_t *stub = m->text.base + m->link_stubs;
    mach_link_stubs_write(stub, m->text.writable, &m->stubs, code, text, (uint32_t)m->link_count);
    for (uint32_t i = 0; i < code->link_count; i++, stub += MACH_LINK_STUB)
        m->links[m->link_count++] = (struct exit_link){ .link.pc = code->links[i].pc, .jump = text + code->links[i].jump, .stub = stub };
    m->link_stubs = (size_t)(stub - m->text.base);
}

/* Makes room for stubs of so many links more, many at a time. False: full. */
static bool reserve_link_stubs(struct mach_memory *m, size_t count)
{
    enum { MANY = 1024 };
    size_t size = count * MACH_LINK_STUB;
    if (m->link_stubs + size <= m->link_stubs_end)
        return true;
    if (size < MANY)
        size = MANY;
    if (m->used + size > m->text.size)
        return false;
    m->link_stubs = m->used;
    m->used = m->link_stubs_end = m->used + size;
    return true;
}

/* Copies the code into place. NULL: full, or no memory. */
static struct object *place(struct run *r, uint64_t pc, const struct mach_code *code)
{
    struct mach_memory *m = r->engine_data;
    bool room = reserve_link_stubs(m, code->link_count);
    size_t at = (m->used + code->align - 1) & ~(size_t)(code->align - 1);
    if (!room || at + code->size > m->text.size || m->object_count == m->object_capacity ||
        m->link_count + code->link_count > m->link_capacity) {
        r->full = true;
        return NULL;
    }
    uint8_t *faults = pool_take(&r->pool, code->fault_size + 1);
    if (!faults)
        return NULL;
    uint8_t *text = m->text.base + at;
    uint32_t first = (uint32_t)m->link_count;
    memcpy(mach_writable(&m->text, text), code->bytes, code->size);
    memcpy(faults, code->faults, code->fault_size);
    add_links(m, code, text);
    m->used = at + code->size;
    struct object *o = &m->objects[m->object_count];
    *o = (struct object){ .pc = pc,
                          .text = text,
                          .text_size = code->text_size,
                          .first_link = first,
                          .link_count = code->link_count,
                          .faults = faults,
                          .fault_size = code->fault_size,
                          .tier = r->stats.tier };
    __atomic_store_n(&m->object_count, m->object_count + 1, __ATOMIC_RELEASE);
    return o;
}

static void dump(const struct run *r, const char *title, const struct mach_func *f)
{
    char *text = NULL;
    size_t length = 0;
    if (!log_on(r->log, LOG_mach) || !log_in_range(r->log, f->pc))
        return;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        return;
    fprintf(out, "%s:\n", title);
    mach_print(f, out);
    fclose(out);
    log_write(r->log, "%s\n", text);
    free(text);
}

/* Bytes as `objdump -D -b binary -m i386:x86-64` reads them back by way of xxd -r -p. */
static void dump_code(const struct run *r, const struct object *o)
{
    if (!log_on(r->log, LOG_out_asm) || !log_in_range(r->log, o->pc))
        return;
    log_write(r->log, "OUT: [size=%u] at %p\n", o->text_size, (const void *)o->text);
    for (uint32_t i = 0; i < o->text_size; i += 32) {
        char line[65];
        uint32_t n = 0;
        for (; n < 32 && i + n < o->text_size; n++)
            snprintf(line + 2 * n, 3, "%02x", o->text[i + n]);
        log_write(r->log, "%s\n", line);
    }
    log_write(r->log, "\n");
}

void *mach_install(struct run *r, uint64_t pc, const struct mach_code *code, struct run_unit_entry *entries, unsigned *entry_count)
{
    struct object *o = place(r, pc, code);
    if (!o)
        return NULL;
    run_count_tier(r, STAT_host_bytes, o->text_size);
    run_perf_add(r, pc, o->text, o->text_size);
    dump_code(r, o);
    unsigned n = 0;
    for (; n < code->entry_count && n < *entry_count; n++)
        entries[n] = (struct run_unit_entry){ code->entries[n].pc, o->text + code->entries[n].offset };
    *entry_count = n;
    return o->text;
}

static bool is_soft(const struct mach_memory *m, uint64_t pc)
{
    bool found = __atomic_load_n(&m->soft_fp, __ATOMIC_RELAXED);
    for (size_t i = 0; i < m->soft_count && !found; i++)
        found = m->soft_pc[i] == pc;
    return found;
}

/* Notes what the code does to the FP flags. From the first function on that uses them, underflow is exact: what is not so is dropped.
   False: neither is this code, and has to be compiled again. */
static bool underflow_suits(struct run *r, const struct mach_code *code)
{
    struct mach_memory *m = r->engine_data;
    m->exact_underflow |= code->uses_fp_flags;
    if (m->exact_underflow && m->inexact_underflow)
        run_drop_provisional(r);
    m->inexact_underflow = !m->exact_underflow && (m->inexact_underflow || code->inexact_underflow);
    r->provisional = code->inexact_underflow;
    return !m->exact_underflow || !code->inexact_underflow;
}

/* FP flags are as much the first tier's business, whose own are always exact. */
static void *compile_first(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *entry_count)
{
    struct mach_memory *m = r->engine_data;
    struct mach_code used = { .uses_fp_flags = false };
    for (ir_ref i = 1; i < f->count; i++)
        used.uses_fp_flags |= f->ins[i].op == IR_fp_get_flags || f->ins[i].op == IR_fp_set_flags;
    underflow_suits(r, &used);
    return mach_first_compile(r, &m->first, &m->convention, f, entries, entry_count);
}

static void *quick(struct run *r, const struct guest_unit *unit, struct run_quick *out)
{
    struct mach_memory *m = r->engine_data;
    void *code = mach_first_quick(r, &m->first, &m->convention, unit, out);
    if (!code || underflow_suits(r, &(struct mach_code){ .uses_fp_flags = out->uses_fp_flags }))
        return code;
    mach_first_release(r, &m->first, code);
    return NULL;
}

static void describe(const struct run *r, uint64_t pc, struct run_mode *out)
{
    const struct mach_memory *m = r->engine_data;
    out->host = m->convention.features;
    out->bits = (is_soft(m, pc) ? MACH_SOFT_FP : 0) | (m->exact_underflow ? MACH_EXACT_UNDERFLOW : 0) |
                (r->options.random_registers ? MACH_RANDOM : 0) | (r->options.check ? MACH_CHECK : 0) |
                (r->exact_faults ? MACH_EXACT_FAULTS : 0);
}

static void *install(struct run *r, uint64_t pc, const void *ready, struct run_unit_entry *entries, unsigned *entry_count)
{
    const struct mach_code *code = ready;
    if (!underflow_suits(r, code))
        return NULL;
    return mach_install(r, pc, code, entries, entry_count);
}

bool mach_is_soft(const struct run *r, uint64_t pc)
{
    return is_soft(r->engine_data, pc);
}

static void stage_done(void *context, enum mach_stage stage, const struct mach_func *f)
{
    static const enum run_stat times[] = { STAT_time_passes, STAT_time_select, STAT_time_allocate, STAT_time_emit };
    struct run *r = context;
    run_lap(r, times[stage]);
    if (f && stage == MACH_SELECTED)
        dump(r, "MACH", f);
    if (f && stage == MACH_ALLOCATED)
        dump(r, "MACH, registers allocated", f);
}

static void *compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *entry_count)
{
    const struct mach_memory *m = r->engine_data;
    struct run_mode mode;
    struct mach_code code;
    if (r->first_tier)
        return compile_first(r, f, entries, entry_count);
    describe(r, f->pc, &mode);
    struct mach_job job = { .convention = &m->convention,
                            .pins = r->guest->pins,
                            .memo = m->memo,
                            .mode = mode.bits,
                            .polls = r->poll_entries,
                            .stage = stage_done,
                            .context = r };
    bool made = mach_compile(&job, f, &code);
    if (made && !underflow_suits(r, &code)) {
        job.mode |= MACH_EXACT_UNDERFLOW;
        made = mach_compile(&job, f, &code) && underflow_suits(r, &code);
    }
    return made ? mach_install(r, f->pc, &code, entries, entry_count) : NULL;
}

/* The object that a host address lies in; NULL: none. */
static struct object *find(const struct mach_memory *m, uintptr_t address)
{
    size_t low = 0, high = __atomic_load_n(&m->object_count, __ATOMIC_ACQUIRE);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((uintptr_t)m->objects[middle].text <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || address >= (uintptr_t)m->objects[low - 1].text + m->objects[low - 1].text_size)
        return NULL;
    return &m->objects[low - 1];
}

static void drop(struct run *r, void *code)
{
    mach_first_drop(r, code);
}

static void release(struct run *r, void *code)
{
    struct mach_memory *m = r->engine_data;
    if (mach_first_has(&m->first, code)) {
        mach_first_release(r, &m->first, code);
        return;
    }
    struct object *o = find(m, (uintptr_t)code);
    for (uint32_t i = 0; o && i < o->link_count; i++)
        run_unlink(r, &m->links[o->first_link + i].link);
}

/* Drops a function whose FP instructions trap too often, so that it is compiled with calls. */
static void release_soft(struct run_thread *t, uint64_t pc)
{
    struct run *r = t->run;
    struct mach_memory *m = r->engine_data;
    run_lock(r);
    if (reserve((void **)&m->soft_pc, &m->soft_capacity, m->soft_count + 1, sizeof *m->soft_pc))
        m->soft_pc[m->soft_count++] = pc;
    run_unlock(r);
    run_invalidate(r, pc, pc + 1);
    t->link = NULL; /* it may be in there */
}

/* The FP mode is not one of the host's: all FP instructions become calls, for good. */
static enum run_exit soften(struct run_thread *t)
{
    struct mach_memory *m = t->run->engine_data;
    __atomic_store_n(&m->soft_fp, true, __ATOMIC_RELAXED);
    run_invalidate_all(t->run);
    return RUN_LOOKUP;
}

/* What is left over in the control word belongs to the guest's flags. */
static void take_flags(struct ir_state *s)
{
    s->fp.flags |= mach_fpu_flags(s->host_fp);
}

/* Runs translated code. */
static enum run_exit enter_code(struct run_thread *t, void *code)
{
    const struct mach_memory *m = t->run->engine_data;
    struct ir_state *s = t->state;
    if (!mach_fpu_serves(s->fp.mode) && !__atomic_load_n(&m->soft_fp, __ATOMIC_RELAXED))
        return soften(t);
    s->link = ~0u;
    s->host_fp = mach_fpu_control(s->fp.mode);
    enum run_exit why = m->stubs.enter(s, code);
    take_flags(s);
    if (s->link != ~0u) {
        t->link = &m->links[s->link].link;
        s->pc = t->link->pc;
    }
    if (t->noted) {
        release_soft(t, t->noted);
        t->noted = 0;
    }
    return why;
}

/* Goes from tier to tier as long as there is code. An exit of translated code that can be linked is the runtime's business, unless it
   leads into the first tier, which is not linked to. */
static enum run_exit enter(struct run_thread *t, void *code)
{
    const struct mach_memory *m = t->run->engine_data;
    for (;;) {
        t->in_first = mach_first_has(&m->first, code);
        enum run_exit why = t->in_first ? mach_first_enter(&m->first, t, code) : enter_code(t, code);
        if (why != RUN_LOOKUP && why != RUN_DIRECT)
            return why;
        code = run_next(t);
        if (!code || (t->link && !mach_first_has(&m->first, code)))
            return why;
        __atomic_store_n(&t->link, NULL, __ATOMIC_RELAXED);
    }
}

void mach_eval(struct ir_state *s, uint64_t packed)
{
    union ir_value v[4];
    memcpy(v, s->scratch, sizeof v);
    run_count_evaluated(((const struct run_thread *)s->thread)->run, packed & 255);
    ir_eval(packed & 255, packed >> 8 & 255, packed >> 16 & 255, packed >> 24 & 0xffff, &v[0], &v[1], &v[2], &v[3], &s->fp);
    memcpy(s->scratch, v, sizeof v[0]);
}

void mach_call(struct ir_state *s, uint64_t helper)
{
    const struct run_thread *t = s->thread;
    union ir_value v[4];
    memcpy(v, s->scratch, sizeof v);
    take_flags(s);
    run_count_helped(t->run, (unsigned)helper);
    s->host_fp = mach_fpu_control(s->fp.mode);
    t->run->guest->helpers[helper].fn(s, &v[0], &v[1], &v[2], &v[3]);
    memcpy(s->scratch, v, sizeof v[0]);
}

/* ---- where a thread is ---- */

static const int8_t greg_of[] = { /* by mach_reg - 1, in encoding order */
    REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
    REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
};

/* The translated code that has called C code, whose frames are on the stack below it: the first address there that is in any. It is a
   long way from there to the stack's end. */
__attribute__((no_sanitize("address"))) static const struct object *find_caller(const struct mach_memory *m, const uintptr_t *stack,
                                                                                uintptr_t *at)
{
    enum { WORDS = MACH_SPILLS };
    const struct object *o = NULL;
    for (unsigned i = 0; i < WORDS && !o; i++) {
        *at = stack[i];
        if (*at - (uintptr_t)m->text.base < m->text.size)
            o = find(m, *at);
    }
    return o;
}

/* A pin's register. Optimised code may have put something else there. */
static void see_pin(const struct mach_memory *m, const greg_t *gregs, unsigned offset, uint64_t *value)
{
    for (unsigned i = 0; i < m->convention.pin_count; i++)
        if (m->convention.pins[i].offset == offset)
            *value = (uint64_t)gregs[greg_of[m->convention.pins[i].reg - 1]];
}

static bool locate(const struct run_thread *t, const void *ucontext, struct run_located *out)
{
    const struct mach_memory *m = t->run->engine_data;
    const greg_t *gregs = ((const ucontext_t *)ucontext)->uc_mcontext.gregs;
    const struct guest_stack *stack = &t->run->guest->stack;
    uintptr_t at = (uintptr_t)gregs[REG_RIP];
    if (t->in_first)
        return false;
    const struct object *o = find(m, at);
    if (o) {
        out->place = (enum run_place)o->tier;
        see_pin(m, gregs, stack->sp, &out->sp);
        see_pin(m, gregs, stack->fp, &out->fp);
        see_pin(m, gregs, stack->lr, &out->lr);
    } else {
        out->place = RUN_IN_HELPER;
        out->sp = out->fp = out->lr = 0;
        o = find_caller(m, (const uintptr_t *)gregs[REG_RSP], &at);
    }
    if (o)
        out->pc = mach_fault_before(o->faults, o->fault_size, (uint32_t)(at - (uintptr_t)o->text), o->pc);
    return true;
}

/* ---- faults ---- */

struct recovery {
    struct run_thread *t;
    const greg_t *gregs;
    const struct _libc_fpstate *fp;
};

/* Puts one piece of guest state from where the code kept it into its place. */
static void restore_slot(void *context, const struct mach_slot *s)
{
    const struct recovery *r = context;
    uint8_t *to = (uint8_t *)r->t->state + s->offset;
    const uint8_t *spill = (const uint8_t *)r->gregs[REG_RSP] + MACH_SPILL_BASE + 16 * s->value.disp;
    switch ((enum mach_kind)s->value.kind) {
    case MACH_REG:
        if (s->value.reg <= 16)
            memcpy(to, &r->gregs[greg_of[s->value.reg - 1]], s->size);
        else
            memcpy(to, &r->fp->_xmm[s->value.reg - 17], s->size);
        break;
    case MACH_IMM:
        memcpy(to, &s->value.imm, s->size);
        break;
    case MACH_SPILL:
        memcpy(to, spill, s->size);
        break;
    case MACH_NONE:
    case MACH_MEM:
    case MACH_BLOCK:
    case MACH_POOL:
        break;
    }
}

/* A value that the code had not made yet (mach_recover_code): its operands are in state->scratch now. */
static void recover_deferred(struct ir_state *s)
{
    uint64_t code = s->scratch[0].u64[0];
    unsigned bits = ir_bits(code >> 16 & 255);
    if (!code)
        return;
    for (unsigned k = 1; k < 4; k++) {
        if (k == 3) /* a carry */
            s->scratch[k].u64[0] &= 1;
        else if (bits < 64)
            s->scratch[k].u64[0] &= ((uint64_t)1 << bits) - 1;
        s->scratch[k].u64[1] = 0;
    }
    mach_eval(s, code & 0xffffffffff);
    memcpy((uint8_t *)s + (code >> 40 & 0xffff), &s->scratch[0], 4);
}

static bool recover(struct run_thread *t, uintptr_t host_pc, const void *ucontext)
{
    const struct mach_memory *m = t->run->engine_data;
    const ucontext_t *uc = ucontext;
    if (t->in_first)
        return t->run->options.first->recover(t, host_pc, ucontext);
    const struct object *o = find(m, host_pc);
    if (!o)
        return false;
    struct recovery r = { t, uc->uc_mcontext.gregs, uc->uc_mcontext.fpregs };
    bool places = mach_faults_hold_places(o->faults, o->fault_size);
    for (unsigned i = 0; !places && i < m->convention.pin_count; i++) {
        const struct mach_pin *p = &m->convention.pins[i];
        memcpy((uint8_t *)t->state + p->offset, &r.gregs[greg_of[p->reg - 1]], 8);
    }
    uint64_t pc;
    t->loose = mach_faults_are_loose(o->faults, o->fault_size);
    t->state->scratch[0].u64[0] = 0;
    if (!mach_fault_find(o->faults, o->fault_size, (uint32_t)(host_pc - (uintptr_t)o->text), &pc, restore_slot, &r))
        return false;
    recover_deferred(t->state);
    t->state->pc = pc;
    t->state->host_fp = r.fp->mxcsr;
    take_flags(t->state);
    return true;
}

/* An access that lands: goes on there. */
static bool land(struct run_thread *t, void *ucontext)
{
    ucontext_t *uc = ucontext;
    greg_t *rip = &uc->uc_mcontext.gregs[REG_RIP];
    const struct object *o = find(t->run->engine_data, (uintptr_t)*rip);
    uint32_t to;
    if (!o || !mach_fault_landing(o->faults, o->fault_size, (uint32_t)((uintptr_t)*rip - (uintptr_t)o->text), &to))
        return false;
    *rip = (greg_t)(uintptr_t)(o->text + to);
    return true;
}

/* An FP instruction of o has trapped. Too often: notes that, and has the code left soon. */
static void count_trap(struct run_thread *t, struct object *o)
{
    run_count(t->run, STAT_fp_traps, 1);
    if (__atomic_add_fetch(&o->fpu_traps, 1, __ATOMIC_RELAXED) < FPU_TRAPS || t->noted)
        return;
    run_count(t->run, STAT_fp_softened, 1);
    t->noted = o->pc;
    run_come_out(t);
}

static void flip_signs(union ir_value *v, ir_type t)
{
    unsigned bytes = ir_bits(ir_lane(t)) / 8;
    for (unsigned i = bytes - 1; i < sizeof *v; i += bytes)
        v->u8[i] ^= 0x80;
}

/* Does the op that a trapped instruction stands for. */
static void eval_trapped(struct ir_state *s, uint64_t code, union ir_value *result)
{
    union ir_value *v = (union ir_value *)s->scratch;
    if (code & MACH_EVAL_NEGATE_A)
        flip_signs(&v[1], code >> 8 & 255);
    if (code & MACH_EVAL_NEGATE_C)
        flip_signs(&v[3], code >> 8 & 255);
    mach_eval(s, code);
    *result = v[0];
}

/* The op that the instruction stands for, and its operands, are in its snapshot as if they were pieces
   of state->scratch; which may be in use. False: it has no such snapshot. */
static bool complete_recorded(struct run_thread *t, const struct object *o, ucontext_t *uc)
{
    struct ir_state *s = t->state;
    union ir_value kept[4], result;
    uint64_t pc, code;
    struct recovery r = { t, uc->uc_mcontext.gregs, uc->uc_mcontext.fpregs };
    uint32_t at = (uint32_t)((uintptr_t)r.gregs[REG_RIP] - (uintptr_t)o->text);
    memcpy(kept, s->scratch, sizeof kept);
    s->scratch[0].u64[0] = 0;
    mach_fault_find(o->faults, o->fault_size, at, &pc, restore_slot, &r);
    code = s->scratch[0].u64[0];
    if (code) {
        eval_trapped(s, code, &result);
        mach_fpu_complete(uc, &result, code & MACH_EVAL_READ);
    }
    memcpy(s->scratch, kept, sizeof kept);
    return code != 0;
}

static bool complete(struct run_thread *t, struct object *o, ucontext_t *uc)
{
    if (!complete_recorded(t, o, uc) && !mach_trap_complete(t->state, t->run->guest->nan, uc))
        return false;
    count_trap(t, o);
    return true;
}

/* ---- accesses with a tag, in code that cannot make the guest state exact ---- */

static struct mach_step *step_at(struct mach_memory *m, uintptr_t pc)
{
    uintptr_t offset = pc - (uintptr_t)m->steps[0].text;
    return offset < STEPS * MACH_STEP ? &m->steps[offset / MACH_STEP] : NULL;
}

static bool begin_step(struct run_thread *t, const struct object *o, int code, ucontext_t *uc)
{
    struct mach_memory *m = t->run->engine_data;
    if (code != SI_KERNEL || !run_may_be_tagged(t) || !mach_faults_are_loose(o->faults, o->fault_size))
        return false;
    struct mach_step *s = m->steps;
    while (__atomic_exchange_n(&s->taken, 1, __ATOMIC_ACQUIRE)) /* another thread's is done soon */
        s = s < m->steps + STEPS - 1 ? s + 1 : m->steps;
    if (mach_step_begin(s, uc)) {
        run_ask_for_tags(t);
        return true;
    }
    __atomic_store_n(&s->taken, 0, __ATOMIC_RELEASE);
    return false;
}

/* The copy has run, or it is at fault as the original would have been but for the tag. An FP operation that has trapped is
   completed in the copy's place, where it has the right address. */
static bool end_step(struct run_thread *t, struct mach_step *s, int signal, ucontext_t *uc)
{
    bool done = signal == SIGTRAP || (signal == SIGFPE && mach_trap_complete(t->state, t->run->guest->nan, uc));
    mach_step_end(s, uc);
    __atomic_store_n(&s->taken, 0, __ATOMIC_RELEASE);
    return done;
}

static bool resume(struct run_thread *t, const siginfo_t *info, void *ucontext)
{
    ucontext_t *uc = ucontext;
    struct mach_memory *m = t->run->engine_data;
    uintptr_t pc = (uintptr_t)uc->uc_mcontext.gregs[REG_RIP];
    struct mach_step *s = step_at(m, pc);
    if (s)
        return end_step(t, s, info->si_signo, uc);
    struct object *o = find(m, pc);
    if (!o)
        return false;
    return info->si_signo == SIGFPE ? complete(t, o, uc) : begin_step(t, o, info->si_code, uc);
}

const struct run_engine mach_engine = {
    .name = "mach",
    .init = init,
    .destroy = destroy,
    .reset = reset,
    .before_fork = before_fork,
    .after_fork = after_fork,
    .name_code = name_code,
    .start_thread = start_thread,
    .compile = compile,
    .quick = quick,
    .describe = describe,
    .install = install,
    .drop = drop,
    .release = release,
    .linked = linked,
    .unlinked = unlinked,
    .enter = enter,
    .recover = recover,
    .locate = locate,
    .land = land,
    .resume = resume,
};
