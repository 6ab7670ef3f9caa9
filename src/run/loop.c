/* The loop that a guest thread lives in: find the block at the guest pc, translate it when there is none, link the exit
   that led there, enter, and serve the reason for leaving. Read run/run.h first; next run/threads.c (what the threads
   share, and who is inside), run/cache.c and an engine. */
#define _GNU_SOURCE
#include "run/internal.h"

#include <stdlib.h>
#include <string.h>

_Thread_local struct run_thread *run_self;

bool run_init(struct run *r)
{
    if (!r->options.max_insns)
        r->options.max_insns = 64;
    if (!r->options.hot)
        r->options.hot = RUN_NEVER;
    if (!r->options.warm)
        r->options.first = NULL;
    arena_init(&r->arena);
    run_stats_start(r);
    r->no_jumps = base_pages(sizeof run_self->jumps);
    return r->no_jumps && run_cache_init(r) && run_optimize_init(r) && (!r->engine->init || r->engine->init(r));
}

void run_free(struct run *r)
{
    run_optimize_free(r);
    arena_free(&r->arena);
    run_cache_free(r);
    base_pages_free(r->no_jumps, sizeof run_self->jumps);
    if (r->engine->destroy)
        r->engine->destroy(r);
    pool_free(&r->pool);
    pool_free(&r->ops);
}

static size_t fetch(void *context, uint64_t pc, void *bytes, size_t size)
{
    struct run *r = context;
    return r->os->fetch(r, pc, bytes, size);
}

static bool shows_ir(const struct run *r)
{
    return log_on(r->log, LOG_op) || log_on(r->log, LOG_op_opt);
}

/* f: NULL if there is no IR. */
static void dump(const struct run *r, const struct ir_func *f, const struct guest_unit *unit, size_t size)
{
    char *text = NULL;
    size_t length = 0;
    bool wanted = log_on(r->log, LOG_in_asm) || shows_ir(r);
    FILE *out = wanted && log_in_range(r->log, f ? f->pc : unit->pc) ? open_memstream(&text, &length) : NULL;
    if (!out)
        return;
    if (log_on(r->log, LOG_in_asm)) {
        uint8_t bytes[4096];
        size_t got = unit->fetch(unit->context, unit->pc, bytes, size < sizeof bytes ? size : sizeof bytes);
        fprintf(out, "----------------\nIN:\n");
        guest_disas(r->guest, unit->pc, bytes, got, out);
        fputc('\n', out);
    }
    if (f && shows_ir(r)) {
        fprintf(out, "OP:\n");
        ir_print(f, out);
        fputc('\n', out);
    }
    fclose(out);
    log_write(r->log, "%s", text);
    free(text);
}

static void check(const struct run *r, const struct ir_func *f)
{
    char error[512];
    bug_on(r->options.check && !ir_verify(f, error, sizeof error), "%#lx: %s", (unsigned long)f->pc, error);
}

static unsigned count_insns(const struct run *r, const struct ir_func *f)
{
    unsigned n = 0;
    for (ir_ref i = 0; r->stats.on && i < f->count; i++)
        n += f->ins[i].op == IR_insn_start;
    return n;
}

/* Code for the guest code of `spans`, with so many instructions, has been made, or not. */
static void count_translation(struct run *r, unsigned insns, const struct guest_span *spans, unsigned count, bool made)
{
    run_count_tier(r, made ? STAT_translations : STAT_refused, 1);
    if (!made)
        return;
    run_count_tier(r, STAT_blocks, count);
    for (unsigned i = 0; i < count; i++)
        run_count_tier(r, STAT_guest_bytes, spans[i].size);
    run_count_tier(r, STAT_guest_insns, insns);
}

static bool looks(const struct run *r, const struct ir_func *f)
{
    bool any = false;
    for (const uint16_t *at = r->guest->not_handed_over; at && *at; at++)
        any |= guest_use_of(f, *at) & GUEST_LOOKS;
    return any;
}

/* Nothing has been made for pc, or something for the first tier when more is wanted. */
static bool is_missing(const struct run *r, uint64_t pc, bool first_tier)
{
    const struct run_block *b = run_cache_find(r, pc);
    return !b || (!first_tier && b->unit->tier == RUN_TIER_FIRST);
}

/* Code of the block that `unit` says; NULL: as run_engine.compile. */
static void *make(struct run *r, const struct guest_unit *unit, struct run_unit_entry *entry, size_t *size)
{
    unsigned entries = 1;
    struct ir_func *f = guest_translate(&r->arena, unit, size);
    check(r, f);
    run_lap(r, STAT_time_lift);
    r->looking = looks(r, f);
    void *code = r->engine->compile(r, f, entry, &entries);
    count_translation(r, count_insns(r, f), &(struct guest_span){ unit->pc, (uint32_t)*size }, 1, code);
    if (code)
        dump(r, f, unit, *size);
    return code;
}

/* The same for the first tier; NULL also: there is no quick way. */
static void *make_quickly(struct run *r, const struct guest_unit *unit, struct run_unit_entry *entry, size_t *size)
{
    struct run_quick q;
    void *code = r->engine->quick && !shows_ir(r) ? r->engine->quick(r, unit, &q) : NULL;
    if (!code)
        return NULL;
    r->looking = q.looks;
    *size = q.size;
    *entry = (struct run_unit_entry){ unit->pc, code };
    count_translation(r, q.insns, &(struct guest_span){ unit->pc, (uint32_t)q.size }, 1, true);
    dump(r, NULL, unit, q.size);
    return code;
}

/* Translates at pc, where a computed jump leads or not, for the first tier or the next one; unless another thread has done it
   while everything was flushed. A block too large for the engine is made again with fewer instructions. */
static void translate(struct run *r, uint64_t pc, bool computed, bool first_tier)
{
    struct guest_unit unit = { r->guest, r->features, pc, r->options.max_insns, fetch, r };
    struct run_unit_entry entry;
    size_t size = 0;
    void *code = NULL;
    bool flushed = false;
    run_lap_start(r, first_tier ? RUN_TIER_FIRST : RUN_TIER_BLOCK);
    while (!code && unit.max_insns && is_missing(r, pc, first_tier)) {
        r->first_tier = first_tier;
        r->poll_entries = !first_tier && computed && r->options.hot != RUN_NEVER;
        unit.features = r->features;
        code = first_tier ? make_quickly(r, &unit, &entry, &size) : NULL;
        if (!code && !r->full)
            code = make(r, &unit, &entry, &size);
        r->looking &= !(r->features & r->guest->handed_over);
        if (!code && !r->full && first_tier)
            first_tier = false;
        else if (!r->full || flushed)
            unit.max_insns /= 2;
        r->poll_entries = r->first_tier = false;
        arena_reset(&r->arena); /* before others may use it */
        flushed = r->full && run_flush(r);
    }
    struct guest_span span = { pc, (uint32_t)size };
    enum run_tier tier = first_tier ? RUN_TIER_FIRST : RUN_TIER_BLOCK;
    bug_on(is_missing(r, pc, first_tier) && (!code || !run_cache_add(r, code, tier, &span, 1, &entry, 1)),
           "no memory for the translation of %#lx", (unsigned long)pc);
    run_cache_find(r, pc)->computed = computed;
    run_lap(r, STAT_time_place);
    r->looking = false;
}

static bool has_run(void *context, uint64_t pc)
{
    return run_cache_find(context, pc);
}

static bool is_region(const struct run_block *b)
{
    return b && b->unit->tier > RUN_TIER_BLOCK;
}

struct guest_region run_region(struct run *r, uint64_t pc, enum guest_scope scope)
{
    return (struct guest_region){ { r->guest, r->features, pc, r->options.max_insns, fetch, r }, scope, 64, has_run };
}

/* The block at pc is hot: the loop around it becomes a region. When that is too large the limit is lowered. */
static void translate_region(struct run *r, uint64_t pc)
{
    struct guest_region ask = run_region(r, pc, r->options.scope);
    struct run_unit_entry entries[RUN_ENTRIES];
    struct arena arena;
    arena_init(&arena);
    run_lap_start(r, RUN_TIER_REGION);
    for (void *code = NULL; !code && ask.max_blocks; ask.max_blocks /= 4) {
        struct guest_span *spans;
        unsigned span_count, entry_count = RUN_ENTRIES;
        struct ir_func *f = guest_translate_region(&arena, &ask, &spans, &span_count);
        run_lap(r, STAT_time_lift);
        if (!f || is_region(run_cache_find(r, f->pc))) {
            run_count_tier(r, STAT_refused, 1);
            break;
        }
        check(r, f);
        code = r->engine->compile(r, f, entries, &entry_count);
        count_translation(r, count_insns(r, f), spans, span_count, code);
        if (code)
            dump(r, f, &ask.unit, spans[0].size);
        if (code)
            run_cache_add(r, code, RUN_TIER_REGION, spans, span_count, entries, entry_count);
        if (r->full)
            break;
        arena_reset(&arena);
    }
    arena_free(&arena);
    if (r->full)
        run_flush(r);
    run_lap(r, STAT_time_place);
}

static bool is_readable(void *context, uint64_t pc)
{
    char byte;
    return fetch(context, pc, &byte, 1);
}

void run_explain(struct run *r, uint64_t pc, bool region)
{
    struct guest_region ask = { { r->guest, r->features, pc, r->options.max_insns, fetch, r }, r->options.scope, 64, is_readable };
    struct run_unit_entry entries[RUN_ENTRIES];
    struct guest_span *spans = NULL;
    struct arena arena;
    unsigned count = RUN_ENTRIES, span_count;
    size_t size = 0;
    arena_init(&arena);
    r->log->kinds |= 1ull << LOG_in_asm | 1ull << LOG_op | 1ull << LOG_mach | 1ull << LOG_out_asm;
    struct ir_func *f = region ? guest_translate_region(&arena, &ask, &spans, &span_count) : NULL;
    if (!f)
        f = guest_translate(&arena, &ask.unit, &size);
    dump(r, f, &ask.unit, size ? size : spans[0].size);
    r->engine->compile(r, f, entries, &count);
    arena_free(&arena);
}

/* The block at pc has left the first tier. */
static void warm(struct run *r, uint64_t pc)
{
    run_lock(r);
    struct run_block *b = run_cache_find(r, pc);
    if (b && b->unit->tier == RUN_TIER_FIRST) {
        run_count(r, STAT_warm, 1);
        translate(r, pc, b->computed, false);
    }
    run_unlock(r);
}

/* ---- samples: where a thread is when its budget of polls is spent tells what is hot ----

   A sample costs as much as a few hundred polls. Where samples find what earlier ones have found they become rarer, up to a
   sixteenth, and each then counts for more; where they find blocks that none has been in, as when a program starts to do something
   else, more frequent. The first in a block counts as one in any case. */

enum { SAMPLE_POLLS = 4096, MOST_POLLS = 16 * SAMPLE_POLLS };

/* Polls from one sample to the next, at least one, since one may be done again first: not always the same number, which a loop
   could be in step with. */
static void refill(struct run_thread *t)
{
    t->random = t->random * 1664525 + 1013904223;
    __atomic_store_n(&t->state->budget, (int32_t)(t->period - (t->random >> 16) % (t->period / 4 + 1)), __ATOMIC_RELAXED);
}

static bool may_be_better(const struct run_block *b)
{
    return b && b->unit->tier != RUN_TIER_OPTIMIZED;
}

/* Sets the period that ends with the next sample. -hot may ask for a short one; in regions there is little to find. */
static void set_pace(struct run_thread *t, const struct run_block *at)
{
    uint32_t hot = t->run->options.hot, period = t->period;
    if (hot == RUN_NEVER || (hot < SAMPLE_POLLS && !is_region(at))) {
        t->period = hot;
        return;
    }
    period = may_be_better(at) && !at->samples ? period / 2 : period + period / 4;
    t->period = period < SAMPLE_POLLS ? SAMPLE_POLLS : period > MOST_POLLS ? MOST_POLLS : period;
}

uint32_t run_samples(uint32_t executions)
{
    return (executions + SAMPLE_POLLS - 1) / SAMPLE_POLLS;
}

/* Counts the sample for `weight`. Perhaps more than one tier wants to know. */
static void sample_block(struct run_thread *t, struct run_block *b, uint32_t weight)
{
    struct run *r = t->run;
    uint32_t before = b->samples, hot = run_samples(r->options.hot);
    b->samples += before ? weight : 1;
    if (run_optimize_sample(t, b))
        return;
    b = run_cache_find(r, t->state->pc);
    if (b && b->unit->tier == RUN_TIER_BLOCK && before < hot && b->samples >= hot)
        translate_region(r, t->state->pc);
}

/* While another thread translates, this one goes on. */
static void sample(struct run_thread *t)
{
    struct run *r = t->run;
    uint32_t weight = t->period > SAMPLE_POLLS ? t->period / SAMPLE_POLLS : 1;
    run_count(r, STAT_samples, 1);
    if (!run_try_lock(r)) {
        if (!t->period)
            set_pace(t, NULL);
        refill(t);
        return;
    }
    struct run_block *b = run_cache_find(r, t->state->pc);
    set_pace(t, b);
    refill(t);
    if (may_be_better(b) && r->options.hot != RUN_NEVER)
        sample_block(t, b, weight);
    run_unlock(r);
}

static void log_entry(const struct run_thread *t)
{
    const struct run *r = t->run;
    if (!log_in_range(r->log, t->state->pc))
        return;
    if (log_on(r->log, LOG_exec))
        log_write(r->log, "Trace 0: [%016lx]\n", (unsigned long)t->state->pc);
    if (log_on(r->log, LOG_cpu))
        run_log_registers(t);
}

void run_log_registers(const struct run_thread *t)
{
    char line[8192];
    struct text text;
    text_init(&text, line, sizeof line);
    text_add(&text, "pc=%016lx", (unsigned long)t->state->pc);
    for (const struct guest_register *g = t->run->guest->registers; g->name; g++) {
        const uint8_t *at = (const uint8_t *)t->state + g->offset;
        text_add(&text, "%s%s=", g->bits == 128 ? "\n" : " ", g->name);
        for (int i = g->bits / 8 - 1; i >= 0; i--)
            text_add(&text, "%02x", at[i]);
    }
    log_write(t->run->log, "%s\n", line);
}

static bool links(const struct run *r)
{
    return !log_on(r->log, LOG_nochain);
}

/* A computed jump leads to code that looks at what optimised code leaves out at calls and returns: it will not from now on. It is
   noticed in time, because code runs in the quick tiers first, which leave out nothing. */
static void hand_over(struct run *r)
{
    run_cache_drop_all(r);
    __atomic_store_n(&r->features, r->features | r->guest->handed_over, __ATOMIC_RELEASE);
}

/* There is nothing at state->pc, or nothing that may be entered unnoticed, or the exit that led there is to be linked to it. Goes
   inside with the code; NULL: outside, look again. */
static void *resolve(struct run_thread *t)
{
    struct run *r = t->run;
    uint64_t pc = t->state->pc;
    void *code = NULL;
    run_lock(r);
    if (!run_cache_find(r, pc) && !run_optimize_first(t))
        translate(r, pc, t->computed, r->options.first != NULL);
    struct run_block *b = run_cache_find(r, pc);
    struct run_link *link = __atomic_exchange_n(&t->link, NULL, __ATOMIC_RELAXED); /* gone if its code has been freed */
    if (t->computed && b->looks) {
        hand_over(r);
    } else {
        if (link && !link->code && links(r) && b->unit->tier != RUN_TIER_FIRST) /* which is to go soon */
            run_cache_link(r, link, b);
        code = run_go_inside(t) ? b->code : NULL;
    }
    run_unlock(r);
    return code;
}

/* Goes inside with the code to enter at state->pc. NULL: outside; something has been done, look again. */
static void *find(struct run_thread *t)
{
    struct run *r = t->run;
    uint64_t pc = t->state->pc;
    if (!run_go_inside(t)) {
        run_attend(t);
        return NULL;
    }
    void *code = run_cache_code(r, pc);
    run_count(r, STAT_lookups, 1);
    run_count(r, STAT_found, code != NULL);
    bool known = code && !__atomic_load_n(&t->link, __ATOMIC_RELAXED);
    if (!known) {
        run_go_outside(t);
        code = resolve(t);
    }
    if (known && links(r) && !t->looks_itself)
        t->jumps[run_jump_index(pc)] = (struct run_jump){ pc, code };
    if (code && r->log->kinds)
        log_entry(t);
    return code;
}

static void flush_code(struct run_thread *t)
{
    struct run *r = t->run;
    struct ir_state *s = t->state;
    run_count(r, STAT_guest_flushes, 1);
    if (!s->flush_size)
        run_invalidate_all(r);
    else if (r->os->flush)
        r->os->flush(r, s->flush_start, s->flush_start + s->flush_size);
    else
        run_invalidate(r, s->flush_start, s->flush_start + s->flush_size);
}

static void trap(struct run_thread *t)
{
    run_count(t->run, STAT_traps, 1);
    t->run->os->trap(t, t->state->trap);
}

void run_ignore_tags(struct run *r)
{
    run_lock(r);
    if (r->guest->tagged & ~r->features) {
        run_cache_drop_all(r);
        __atomic_store_n(&r->features, r->features | r->guest->tagged, __ATOMIC_RELEASE);
    }
    run_unlock(r);
}

/* When the host did not know the address at all, the guest may mean one with a tag that it ignores, and the access is to be tried again.
   (Code that has told no more than its pc has asked the engine about that.) */
static void serve_fault(struct run_thread *t)
{
    run_count(t->run, STAT_faults, 1);
    if (t->fault.code == SI_KERNEL && run_may_be_tagged(t) && !t->loose)
        run_ignore_tags(t->run);
    else
        t->run->os->fault(t, &t->fault);
}

/* Serves one reason for leaving. */
static void serve(struct run_thread *t, enum run_exit why)
{
    const struct run_os *os = t->run->os;
    switch (why) {
    case RUN_LOOKUP:
        break;
    case RUN_SYSCALL:
        run_count(t->run, STAT_system_calls, 1);
        t->in_call = true;
        os->syscall(t);
        t->in_call = false;
        break;
    case RUN_TRAP:
        if (t->state->trap == IR_TRAP_FLUSH)
            flush_code(t);
        else
            trap(t);
        break;
    case RUN_DIRECT:
        break;
    case RUN_WARM:
        warm(t->run, t->state->pc);
        break;
    case RUN_INTERRUPT: /* a fault that has landed; or if it is one the loop will see it */
        if (t->landing) {
            t->landing = false;
            serve_fault(t);
            break;
        }
        run_count(t->run, STAT_safepoints, 1);
        if (__atomic_load_n(&t->state->budget, __ATOMIC_RELAXED) < 0)
            sample(t);
        break;
    }
}

static void bury(struct run *r)
{
    if (run_cache_has_dead(r)) {
        run_lock(r);
        run_cache_bury(r);
        run_unlock(r);
    }
}

static void enter(struct run_thread *t, void *code)
{
    t->in_code = true;
    enum run_exit why = t->run->engine->enter(t, code);
    t->in_code = false;
    t->computed = why == RUN_LOOKUP && !__atomic_load_n(&t->link, __ATOMIC_RELAXED);
    run_go_outside(t);
    if (why != RUN_LOOKUP) {
        __atomic_store_n(&t->link, NULL, __ATOMIC_RELAXED); /* what is served may invalidate the code that the link is in */
        serve(t, why);
        run_optimize_poll(t);
        bury(t->run);
    }
}

void run_loop(struct run_thread *t)
{
    struct run_thread *outer = run_self;
    run_self = t;
    if (sigsetjmp(t->recover, 0)) { /* run_host_fault; the signal mask is the operating system's side's */
        run_go_outside(t);
        __atomic_store_n(&t->link, NULL, __ATOMIC_RELAXED);
        serve_fault(t);
    }
    while (!t->stop) {
        void *code = find(t);
        if (code)
            enter(t, code);
    }
    run_self = outer;
}
