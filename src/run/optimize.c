/* The tier above the engine's own: what goes to the optimiser, when its answers are looked for, and what is done with them. Read
   run/optimize.h first, and run/loop.c about samples.

   A block in which enough samples have been taken is asked about, with the function around it. Samples go on meanwhile, and bring a
   thread that is in a loop back here now and then to look for the answer. It takes the place of what there was when the code that it
   was made of is still there; the thread goes on at the same pc, in the new code if that can be entered there, else at the
   next entry.

   Compiling takes so long, some ten milliseconds a function, that a program of a second asks faster than it is answered. What is hottest
   is known best at the last moment. So only a few questions are under way, just enough that the optimiser has always work, and
   the next one is about the hottest block that samples have met since the last. A block that is part of what has been asked about waits for the
   answer: when it still is where the time goes, samples tell.

   Processes that are over soon are left alone: starting an optimiser costs more than they can gain. In others it is told to get ready when the first
   question is in sight. Everything here runs outside of
   translated code and under the run's lock, as all changes of the cache do. */
#define _GNU_SOURCE
#include "run/internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    MILLISECOND = 1000000,  /* in nanoseconds */
    YOUNG = 50,             /* milliseconds of life before anything is asked */
    LOOK = MILLISECOND / 2, /* at least between two looks for answers */
    PAUSE = 20,             /* milliseconds until the next try, when it could not be asked; then twice as long each time, */
    LONGEST_PAUSE = 640,    /* up to this */
    PATIENCE = 20000,       /* milliseconds that a waiting thread gives it */
    PENDING = 4,            /* questions under way */
    ATTEMPTS = 3,           /* for a block */
    IN_SIGHT = 8,           /* a question is with so many times fewer samples than it takes */
};

struct pending { /* a question that has been asked */
    struct pending *next;
    uint64_t id, pc, features;
    uint64_t asked; /* when; nanoseconds */
    struct run_mode mode;
    uint32_t chunk_count;
    struct run_chunk chunks[]; /* their bytes are behind them */
};

struct run_optimize {
    struct run_optimizer *optimizer;
    struct pending *pending;
    unsigned count;
    uint64_t last_id;
    bool prepared;
    uint64_t looked;   /* when for answers; nanoseconds */
    uint64_t next_ask; /* not before */
    unsigned pause;    /* milliseconds, from when it can be asked no more; 0: it can */
    struct {           /* the hottest block that waits to be asked about */
        uint64_t pc;
        uint32_t samples; /* 0: none */
    } next;
};

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 * MILLISECOND + (uint64_t)t.tv_nsec;
}

/* -opt sync -opt-threshold 1 */
static bool everything(const struct run *r)
{
    return r->options.wait && r->options.optimize_after <= 1;
}

bool run_optimize_init(struct run *r)
{
    const struct run_options *o = &r->options;
    if (!o->optimizer || !r->engine->install || !r->os->keep_fd || o->hot == RUN_NEVER || o->optimize_after == RUN_NEVER)
        return true;
    r->optimize = calloc(1, sizeof *r->optimize);
    if (!r->optimize)
        return false;
    r->optimize->optimizer = o->optimizer;
    r->optimize->next_ask = o->wait ? 0 : now() + (uint64_t)YOUNG * MILLISECOND;
    if (everything(r)) /* nothing runs in the quick tiers, where it would be seen that the guest looks at it */
        r->features |= r->guest->handed_over;
    return true;
}

static void forget_all(struct run_optimize *o)
{
    for (struct pending *p = o->pending, *next; p; p = next) {
        next = p->next;
        free(p);
    }
    o->pending = NULL;
    o->count = 0;
    o->next.samples = 0;
}

void run_optimize_free(struct run *r)
{
    if (r->optimize)
        forget_all(r->optimize);
    free(r->optimize);
    r->optimize = NULL;
}

void run_optimize_forked(struct run *r)
{
    if (!r->optimize)
        return;
    forget_all(r->optimize);
    r->optimize->prepared = false;
    r->optimize->optimizer->forked(r->optimize->optimizer, r);
}

/* ---- asking ---- */

/* Keeps what will be compared when the answer comes. */
static struct pending *remember(const struct run_question *q)
{
    size_t size = 0;
    for (uint32_t i = 0; i < q->chunk_count; i++)
        size += q->chunks[i].size;
    struct pending *p = malloc(sizeof *p + q->chunk_count * sizeof p->chunks[0] + size);
    if (!p)
        return NULL;
    uint8_t *bytes = (uint8_t *)&p->chunks[q->chunk_count];
    *p = (struct pending){ .id = q->id,
                           .pc = q->region.unit.pc,
                           .features = q->features,
                           .asked = now(),
                           .mode = q->mode,
                           .chunk_count = q->chunk_count };
    for (uint32_t i = 0; i < q->chunk_count; i++) {
        p->chunks[i] = q->chunks[i];
        p->chunks[i].bytes = memcpy(bytes, q->chunks[i].bytes ? q->chunks[i].bytes : bytes, q->chunks[i].size);
        bytes += q->chunks[i].size;
    }
    return p;
}

static uint64_t dumps(const struct run *r, uint64_t pc)
{
    return log_in_range(r->log, pc) ? r->log->kinds : 0;
}

/* Returns the question's number; 0: not asked. */
static uint64_t ask(struct run *r, uint64_t pc, uint32_t hotness, bool all)
{
    struct run_optimize *o = r->optimize;
    struct run_question q = { .id = o->last_id + 1,
                              .guest = r->guest,
                              .features = r->features,
                              .region = run_region(r, pc, GUEST_FUNCTION),
                              .dumps = dumps(r, pc),
                              .hotness = hotness };
    struct arena arena;
    arena_init(&arena);
    r->engine->describe(r, pc, &q.mode);
    struct pending *p = run_record(r, &arena, &q.region, all, &q) ? remember(&q) : NULL;
    bool asked = p && o->optimizer->ask(o->optimizer, r, &q);
    arena_free(&arena);
    if (!asked) {
        o->pause = !o->pause ? PAUSE : o->pause < LONGEST_PAUSE ? 2 * o->pause : LONGEST_PAUSE;
        o->next_ask = now() + (uint64_t)o->pause * MILLISECOND;
        free(p);
        return 0;
    }
    o->pause = 0;
    p->next = o->pending;
    o->pending = p;
    o->count++;
    run_count(r, STAT_opt_asked, 1);
    return o->last_id = q.id;
}

/* ---- answers ---- */

static struct pending **find_pending(struct run_optimize *o, uint64_t id)
{
    struct pending **at = &o->pending;
    while (*at && (*at)->id != id)
        at = &(*at)->next;
    return at;
}

/* How many bytes of [pc, end) the chunk still describes; 0: it does not, or they have changed. */
static size_t same_part(struct run *r, const struct run_chunk *c, uint64_t pc, uint64_t end)
{
    uint8_t bytes[512];
    if (pc < c->pc || pc - c->pc > c->size)
        return 0;
    uint64_t at = pc - c->pc, left = c->size - at;
    size_t size = end - pc < left ? end - pc : left;
    if (!left) /* unreadable then */
        return c->stops && !r->os->fetch(r, pc, bytes, 1) ? end - pc : 0;
    if (size > sizeof bytes)
        size = sizeof bytes;
    return r->os->fetch(r, pc, bytes, size) == size && !memcmp(bytes, c->bytes + at, size) ? size : 0;
}

static bool same_span(struct run *r, const struct pending *p, const struct guest_span *s)
{
    uint64_t pc = s->pc, end = s->pc + s->size;
    while (pc < end) {
        size_t step = 0;
        for (uint32_t i = 0; i < p->chunk_count && !step; i++)
            step = same_part(r, &p->chunks[i], pc, end);
        if (!step)
            return false;
        pc += step;
    }
    return s->size;
}

/* Whether the guest's code and the mode are still those of the question. */
static bool is_current(struct run *r, const struct pending *p, const struct run_answer *a)
{
    struct run_mode mode;
    r->engine->describe(r, p->pc, &mode);
    bool same = p->features == r->features && p->mode.bits == mode.bits && p->mode.host == mode.host && a->span_count;
    for (uint32_t i = 0; i < a->span_count && same; i++)
        same = same_span(r, p, &a->spans[i]);
    return same;
}

static void count_installed(struct run *r, const struct run_answer *a)
{
    run_count(r, STAT_opt_installed, 1);
    run_count_tier(r, STAT_translations, 1);
    run_count_tier(r, STAT_blocks, a->span_count);
    for (uint32_t i = 0; i < a->span_count; i++)
        run_count_tier(r, STAT_guest_bytes, a->spans[i].size);
    run_lap(r, STAT_time_place);
}

/* What is part of the new code may be over with: evidence that it is not has to be new. */
static void forget_samples(const struct run *r, const struct run_answer *a)
{
    for (uint32_t i = 0; i < a->span_count; i++) {
        struct run_block *b = run_cache_find(r, a->spans[i].pc);
        if (b)
            b->samples = 0;
    }
}

static void install(struct run *r, const struct run_answer *a)
{
    struct run_unit_entry entries[RUN_ENTRIES];
    unsigned count = RUN_ENTRIES;
    run_lap_start(r, RUN_TIER_OPTIMIZED);
    void *code = r->engine->install(r, a->pc, a->code, entries, &count);
    r->loose_code |= !r->exact_faults;
    if (code && run_cache_add(r, code, RUN_TIER_OPTIMIZED, a->spans, a->span_count, entries, count))
        count_installed(r, a);
    else
        run_count(r, STAT_opt_stale, 1);
    forget_samples(r, a);
    if (r->full)
        run_flush(r);
}

/* What has been refused would be again. */
static void give_up(const struct run *r, uint64_t pc)
{
    struct run_block *b = run_cache_find(r, pc);
    if (b)
        b->asked = ATTEMPTS;
}

static void take(struct run *r, enum run_verdict verdict, const struct run_answer *a)
{
    struct run_optimize *o = r->optimize;
    struct pending **at = find_pending(o, a->id), *p = *at;
    if (!p)
        return;
    *at = p->next;
    o->count--;
    if (a->text)
        log_write(r->log, "%.*s", (int)a->text_size, a->text);
    if (verdict == RUN_ANSWERED) {
        run_count(r, STAT_opt_wait, now() - p->asked);
        run_count(r, STAT_opt_compiling, (uint64_t)a->microseconds * 1000);
        if (is_current(r, p, a))
            install(r, a);
        else
            run_count(r, STAT_opt_stale, 1);
    } else if (verdict == RUN_REFUSED) {
        run_count(r, STAT_opt_refused, 1);
        give_up(r, p->pc);
    }
    free(p);
}

/* Takes what is there; waits so long for the first. False: nothing was. */
static bool look(struct run *r, unsigned milliseconds)
{
    struct run_optimize *o = r->optimize;
    struct run_answer a;
    enum run_verdict verdict = o->optimizer->answer(o->optimizer, r, &a, milliseconds);
    bool any = verdict != RUN_NO_ANSWER;
    while (verdict != RUN_NO_ANSWER && verdict != RUN_LOST) {
        take(r, verdict, &a);
        verdict = o->count ? o->optimizer->answer(o->optimizer, r, &a, 0) : RUN_NO_ANSWER;
    }
    if (verdict == RUN_LOST) {
        run_count(r, STAT_opt_lost, o->count);
        forget_all(o);
    }
    __atomic_store_n(&o->looked, now(), __ATOMIC_RELAXED);
    return any;
}

/* For -opt sync. */
static void wait_for(struct run *r, uint64_t id)
{
    uint64_t until = now() + (uint64_t)PATIENCE * MILLISECOND;
    while (*find_pending(r->optimize, id) && now() < until)
        look(r, PATIENCE);
}

void run_optimize_poll(struct run_thread *t)
{
    struct run *r = t->run;
    bool due = r->optimize && __atomic_load_n(&r->optimize->count, __ATOMIC_RELAXED) && !t->borrowed;
    if (!due || now() - __atomic_load_n(&r->optimize->looked, __ATOMIC_RELAXED) <= LOOK || !run_try_lock(r))
        return;
    look(r, 0);
    run_unlock(r);
}

/* ---- samples ---- */

static bool is_under_way(const struct run_optimize *o, uint64_t pc)
{
    for (const struct pending *p = o->pending; p; p = p->next)
        for (uint32_t i = 0; i < p->chunk_count; i++)
            if (pc - p->chunks[i].pc < p->chunks[i].size)
                return true;
    return false;
}

/* Whether there is a point in asking (again). */
static bool is_due(const struct run *r, const struct run_block *b)
{
    return b->samples >= run_samples(r->options.optimize_after) && b->asked < ATTEMPTS && !is_under_way(r->optimize, b->pc);
}

/* The block to ask about now that there have been samples in b; NULL: none. */
static struct run_block *choose(struct run *r, struct run_block *b)
{
    struct run_optimize *o = r->optimize;
    if (o->count >= PENDING || now() < o->next_ask) {
        if (b->samples > o->next.samples) {
            o->next.pc = b->pc;
            o->next.samples = b->samples;
        }
        return NULL;
    }
    struct run_block *other = o->next.samples > b->samples ? run_cache_find(r, o->next.pc) : NULL;
    o->next.samples = 0;
    return other && other->unit->tier != RUN_TIER_OPTIMIZED && is_due(r, other) ? other : b;
}

/* In executions. */
static uint32_t hotness(const struct run_block *b)
{
    enum { EXECUTIONS = 4096 }; /* for a sample, or a few more */
    return b->samples < UINT32_MAX / EXECUTIONS ? b->samples * EXECUTIONS : UINT32_MAX;
}

static void prepare(struct run *r, const struct run_block *b)
{
    struct run_optimize *o = r->optimize;
    if (o->prepared || b->samples < run_samples(r->options.optimize_after / IN_SIGHT) || now() < o->next_ask)
        return;
    o->prepared = true;
    o->optimizer->prepare(o->optimizer, r);
}

bool run_optimize_sample(struct run_thread *t, struct run_block *b)
{
    struct run *r = t->run;
    uint64_t before = r->stats.count[STAT_opt_installed][0];
    if (!r->optimize || t->borrowed)
        return false;
    prepare(r, b);
    if (!is_due(r, b))
        return false;
    b = choose(r, b);
    uint64_t id = b ? ask(r, b->pc, hotness(b), false) : 0;
    if (!id)
        return false;
    b->samples = 0;
    b->asked++;
    if (r->options.wait)
        wait_for(r, id); /* b may be gone */
    return r->stats.count[STAT_opt_installed][0] != before;
}

bool run_optimize_first(struct run_thread *t)
{
    struct run *r = t->run;
    if (!r->optimize || !everything(r) || t->borrowed || now() < r->optimize->next_ask)
        return false;
    uint64_t id = ask(r, t->state->pc, r->options.optimize_after, true);
    if (id)
        wait_for(r, id);
    return run_cache_find(r, t->state->pc);
}
