/* Tests of interp/insns.c: of random instructions of every pattern, those kept from one place are at another, and with another distance,
   what compiling the block there gives, and are not lifted again, but for those of many ops. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/internal.h"

enum { WORDS = 24, MANY = 16, HERE = 0x7f1234561000 };

static uint32_t word; /* all the code there is, wherever it is asked for first */
static uint64_t word_at;

static unsigned lifts;
static bool (*lift_of_guest)(struct lift *l);

static bool count_lift(struct lift *l)
{
    lifts++;
    return lift_of_guest(l);
}

static size_t fetch(struct run *r, uint64_t pc, void *bytes, size_t size)
{
    size_t length = r->guest->length((uint16_t)word);
    if (pc != word_at)
        return 0;
    memcpy(bytes, &word, size < length ? size : length);
    return size < length ? size : length;
}

static size_t fetch_unit(void *context, uint64_t pc, void *bytes, size_t size)
{
    return fetch(context, pc, bytes, size);
}

static uint64_t random_bits(void)
{
    static uint64_t state = 1;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return state >> 32;
}

static struct guest_unit unit_at(struct run *r, uint64_t pc, uint32_t insn)
{
    word = insn;
    word_at = pc;
    return (struct guest_unit){ r->guest, r->features, pc, 1, fetch_unit, r };
}

static bool same_code(const void *a, const void *b)
{
    const struct interp_code *x = interp_code_of((void *)a), *y = interp_code_of((void *)b);
    return x->size == y->size && memcmp(x->ops, y->ops, x->size - sizeof *x) == 0;
}

static bool test_word(struct run *r, uint32_t insn, uint32_t elsewhere, uint64_t pc)
{
    struct run_unit_entry entry;
    struct run_quick seen, q;
    unsigned entries = 1;
    size_t size;
    struct guest_unit unit = unit_at(r, HERE, elsewhere);
    void *kept = r->engine->quick(r, &unit, &seen);
    unit = unit_at(r, pc, insn);
    lifts = 0;
    void *quick = r->engine->quick(r, &unit, &q);
    bool again = lifts && quick && interp_code_of(quick)->size < MANY * sizeof(struct interp_op);
    const struct ir_func *f = guest_translate(&r->arena, &unit, &size);
    void *whole = r->engine->compile(r, f, &entry, &entries);
    bool looks = false;
    for (const uint16_t *at = r->guest->not_handed_over; at && *at; at++)
        looks |= guest_use_of(f, *at) & GUEST_LOOKS;
    bool good = kept && quick ? !again && same_code(quick, whole) && q.size == size && q.insns == 1 && q.looks == looks : kept == quick;
    for (unsigned i = 0; i < 3; i++)
        if ((void *[]){ kept, quick, whole }[i])
            r->engine->release(r, (void *[]){ kept, quick, whole }[i]);
    arena_reset(&r->arena);
    return good;
}

static unsigned passed, failed;

static void test_pattern(struct run *r, const struct decode_pattern *p)
{
    for (unsigned n = 0; n < WORDS; n++) {
        uint32_t insn = ((uint32_t)random_bits() & ~p->mask) | p->bits;
        int value;
        uint32_t distance = r->guest->distance(insn, p->width, &value), other = insn ^ (distance & (uint32_t)random_bits());
        uint64_t pc = random_bits() << 12 | (random_bits() & 4095 & (uint64_t)-r->guest->insn_align);
        if (p->width == 16)
            insn = (uint16_t)insn, other = (uint16_t)other;
        bool good = test_word(r, insn, other, pc);
        passed += good;
        failed += !good;
        if (!good)
            printf("FAIL %s: %08x at %#lx, after %08x\n", p->name, insn, (unsigned long)pc, other);
    }
}

static void test_guest(const struct guest *guest)
{
    struct guest counted = *guest, *g = &counted;
    lift_of_guest = guest->lift;
    counted.lift = count_lift;
    static const struct run_os os = { .fetch = fetch };
    struct log log = { .fd = 2 };
    struct run r = { .guest = g, .engine = &interp_engine, .os = &os, .log = &log, .features = ~g->tagged & g->cpus->features };
    int32_t left = 1;
    if (!run_init(&r))
        exit(1);
    r.first_tier = true;
    r.left = &left;
    for (unsigned i = 0; i < g->pattern_count; i++)
        test_pattern(&r, &g->patterns[i]);
    /* More than there is room for: it begins anew. */
    for (unsigned i = 0; i < 4000; i++)
        test_pattern(&r, &g->patterns[i % g->pattern_count]);
    run_free(&r);
}

int main(void)
{
    test_guest(&guest_aarch64);
    test_guest(&guest_riscv64);
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
