/* The toy guest: lift functions that print their arguments. Reads lines `hex width`, prints how
   each decodes with and without the feature, and its disassembly. */
#include "guest/toy/guest.h"

#include <stdio.h>

#define LIFT(name, set, accept, ...)                                                               \
    bool toy_lift_##name(struct lift *l, const struct toy_##set *a)                                \
    {                                                                                              \
        (void)a;                                                                                   \
        text_add(&l->out, #name __VA_ARGS__);                                                      \
        return accept;                                                                             \
    }
LIFT(add, rrr, true, " %d %d %d %d", a->rd, a->rn, a->rm, a->sf)
LIFT(sub, rrr, true, " %d %d %d %d", a->rd, a->rn, a->rm, a->sf)
LIFT(mov, ri, true, " %d %d", a->rd, a->imm)
LIFT(branch, branch, true, " %d %d %d", a->target, a->neg, a->k)
LIFT(open, open, true, " %d %d", a->a, a->b)
LIFT(open1, open1, true, " %d %d %d", a->a, a->b, a->c)
LIFT(whole, whole, true, " %d %d", a->v, a->rd)
LIFT(none, none, true)
LIFT(maybe_a, maybe_a, a->x % 2 == 0, " %d ", a->x)
LIFT(maybe_b, maybe_b, a->x % 2 == 0, " %d ", a->x)
LIFT(maybe_c, maybe_c, a->x % 4 == 1, " %d %d ", a->x, a->y)
LIFT(last, last, true, " %d", a->x)
LIFT(c_add, c_add, true, " %d %d", a->rd, a->rs)
LIFT(c_nop, c_nop, true)
LIFT(c_any, c_any, true, " %d", a->x)

int toy_field_double(struct lift *l, int x)
{
    (void)l;
    return 2 * x;
}

bool toy_feature_extra(const struct lift *l)
{
    return l->extra;
}

void toy_print_r(struct text *out, const struct disas *d, int value)
{
    text_add(out, "%c%d", d->insn >> 31 ? 'x' : 'w', value);
}

static const char *name_of(int pattern)
{
    return pattern < 0 ? "-" : toy_patterns[pattern].name;
}

static void decode(uint32_t insn, unsigned width, bool extra)
{
    char buf[100];
    struct lift l = { .extra = extra };
    text_init(&l.out, buf, sizeof buf);
    int pattern = toy_decode_lift(&l, insn, width);
    printf("%s: %s; ", name_of(pattern), buf);
}

static void disassemble(uint32_t insn, unsigned width)
{
    char buf[100];
    struct text out;
    text_init(&out, buf, sizeof buf);
    int value, pattern = toy_disas(&out, 0x1000, insn, width);
    uint32_t bits = toy_distance(insn, width, &value);
    printf("%s: %s", name_of(pattern), buf);
    if (bits)
        printf("; distance %08x %d", bits, value);
    putchar('\n');
}

int main(void)
{
    unsigned insn, width;
    while (scanf("%x %u", &insn, &width) == 2) {
        decode(insn, width, true);
        if (insn >> 24 == 0x4b)
            decode(insn, width, false);
        disassemble(insn, width);
    }
    return 0;
}
