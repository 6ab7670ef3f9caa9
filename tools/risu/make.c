/* Random blocks. Each instruction is a pattern of the decode table with its free bits at random;
   the guest's rules then make branches, loads and stores into ones that stay inside. Next:
   riscv64.c. */
#include "risu.h"

#include <string.h>

/* SplitMix64, as the harness has it. */
uint64_t maker_random(struct maker *m)
{
    uint64_t z = m->rng += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

uint64_t maker_below(struct maker *m, uint64_t limit)
{
    return maker_random(m) % limit;
}

/* ---- registers that must hold something ---- */

static bool fix(struct maker *m, int reg, enum fix_use use, uint64_t value)
{
    struct block *b = m->block;
    for (unsigned i = 0; i < b->fixes; i++)
        if (b->fix[i].reg == reg)
            return b->fix[i].use == use && use != FIX_CODE && !(m->written >> reg & 1);
    if (b->fixes == RISU_FIXES || m->written >> reg & 1)
        return false;
    b->fix[b->fixes++] = (struct fix){ reg, use, value };
    return true;
}

/* All that instructions reach from there with a displacement of up to 1 KiB is in the window; or
   none of it, now and then, in the page before. */
bool maker_base(struct maker *m, int reg, bool aligned)
{
    uint64_t value = SCRATCH + 1152 + 16 * maker_below(m, 112) - (maker_below(m, 24) ? 0 : PAGE);
    if (aligned && m->misaligned)
        return false;
    if (m->misaligned)
        value += maker_below(m, 16);
    m->block->memory = true;
    return fix(m, reg, FIX_BASE, value);
}

bool maker_index(struct maker *m, int reg)
{
    return fix(m, reg, FIX_INDEX, maker_below(m, 32));
}

bool maker_target(struct maker *m, int reg, unsigned offset, int64_t displacement)
{
    return fix(m, reg, FIX_CODE, offset - (uint64_t)displacement);
}

unsigned maker_skip(struct maker *m, const struct insn *i)
{
    m->skips = true;
    return m->offset + i->length + 4;
}

/* ---- instructions ---- */

int insn_pattern(const struct arch *arch, const struct insn *i)
{
    char line[128];
    struct text text;
    text_init(&text, line, sizeof line);
    return arch->guest->disas(&text, 0, i->bits, i->length * 8);
}

static const struct rule *find_rule(const struct arch *arch, unsigned width, uint32_t mask,
                                    uint32_t bits)
{
    for (const struct rule *r = arch->rules; r->width; r++)
        if (r->width == width && (r->mask & mask) == r->mask && (bits & r->mask) == r->bits)
            return r;
    return NULL;
}

/* The exception's name may end with a star. */
static bool is_named(const char *pattern, const char *name)
{
    size_t length = strcspn(pattern, "*");
    return !strncmp(pattern, name, length) && (pattern[length] || !name[length]);
}

static const char *excepted(const struct arch *arch, const char *name, uint32_t mask, uint32_t bits)
{
    for (const struct exception *e = arch->exceptions; e->why; e++)
        if (is_named(e->pattern, name) && (e->mask & mask) == e->mask &&
            (bits & e->mask) == e->bits)
            return e->why;
    return NULL;
}

const char *make_exception(const struct arch *arch, unsigned pattern)
{
    const struct decode_pattern *p = &arch->guest->patterns[pattern];
    return excepted(arch, p->name, p->mask, p->bits);
}

static bool listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += length)
        if ((at == list || at[-1] == ',') && (!at[length] || at[length] == ','))
            return true;
    return false;
}

void make_drawn(const struct arch *arch, const char *only, bool *drawn)
{
    for (unsigned n = 0; n < arch->guest->pattern_count; n++) {
        const struct decode_pattern *p = &arch->guest->patterns[n];
        drawn[n] = !p->no_random || find_rule(arch, p->width, p->mask, p->bits);
        if (make_exception(arch, n))
            drawn[n] = false;
        else if (!drawn[n])
            die("nothing tells how to draw %s, or why not", p->name);
        if (only)
            drawn[n] = drawn[n] && listed(only, p->name);
    }
}

static bool draw(struct maker *m, struct insn *i)
{
    const struct guest *g = m->arch->guest;
    unsigned n = (unsigned)maker_below(m, g->pattern_count);
    const struct decode_pattern *p = &g->patterns[n];
    if (!m->drawn[n])
        return false;
    uint32_t free = p->width == 16 ? 0xffff & ~p->mask : ~p->mask;
    i->bits = p->bits | ((uint32_t)maker_random(m) & free);
    i->length = p->width / 8;
    const struct rule *r = find_rule(m->arch, p->width, UINT32_MAX, i->bits);
    if (r && !r->fit(m, i))
        return false;
    i->pattern = insn_pattern(m->arch, i);
    if (i->pattern < 0 || !m->drawn[i->pattern])
        return false; /* it is another's now */
    return !excepted(m->arch, g->patterns[i->pattern].name, UINT32_MAX, i->bits);
}

void maker_append(struct maker *m, struct insn *i)
{
    i->pattern = insn_pattern(m->arch, i);
    m->arch->writes(m, i);
    m->block->insn[m->block->count++] = *i;
    m->offset += i->length;
}

/* False: nothing that is drawn seems to fit. */
static bool add_insn(struct maker *m)
{
    enum { TRIES = 20000 };
    struct maker before = *m;
    struct block block_before = *m->block;
    struct insn i;
    for (unsigned tries = 0; !draw(m, &i); tries++) {
        uint64_t rng = m->rng;
        *m = before;
        *m->block = block_before;
        m->rng = rng;
        if (tries == TRIES)
            return false;
    }
    maker_append(m, &i);
    if (m->skips) {
        struct insn filler = { .bits = m->arch->filler, .length = 4 };
        maker_append(m, &filler);
    }
    m->skips = false;
    return true;
}

void make_block(const struct arch *arch, const bool *drawn, uint64_t seed, struct block *b)
{
    struct maker m = { .arch = arch, .drawn = drawn, .block = b, .rng = seed };
    *b = (struct block){ .seed = seed };
    m.misaligned = maker_below(&m, 4) == 0;
    unsigned count =
        6 + (unsigned)maker_below(&m, BLOCK_INSNS - 7); /* the last one may add a second */
    bool fits = true;
    while (fits && b->count < count)
        fits = add_insn(&m);
    while (!b->count) { /* atomics alone */
        m.misaligned = false;
        add_insn(&m);
    }
}

unsigned block_size(const struct block *b)
{
    unsigned size = 0;
    for (unsigned i = 0; i < b->count; i++)
        size += b->insn[i].length;
    return size;
}
