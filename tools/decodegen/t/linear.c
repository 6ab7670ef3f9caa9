/* Compares a guest's decision tree with what it stands for: the first pattern of the table that
   matches. Compiled for each table with -DISA=name, -DWORDS=n and lift functions that accept
   everything. Half of the words are random, half match a random pattern. */
#include <inttypes.h>
#include <stdio.h>

#define PASTE2(a, b) a##b
#define PASTE(a, b)  PASTE2(a, b)

/* xorshift, so that every run sees the same words. */
static uint32_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 16);
}

static int first_match(uint32_t insn, unsigned width)
{
    for (int i = 0; i < PATTERNS; i++) {
        const struct decode_pattern *p = &PASTE(ISA, _patterns)[i];
        if (p->width == width && (insn & p->mask) == p->bits)
            return i;
    }
    return -1;
}

int main(void)
{
    uint64_t state = 88172645463325252;
    int wrong = 0;
    for (int i = 0; i < WORDS && wrong < 10; i++) {
        const struct decode_pattern *p = &PASTE(ISA, _patterns)[next(&state) % PATTERNS];
        uint32_t insn = next(&state);
        if (i % 2)
            insn = (insn & ~p->mask) | p->bits;
        if (p->width == 16)
            insn &= 0xffff;
        int expected = first_match(insn, p->width);
        int got = PASTE(ISA, _decode_lift)(NULL, insn, p->width);
        if (got != expected) {
            printf("%0*" PRIx32 ": got pattern %d, expected %d\n", p->width / 4, insn, got,
                   expected);
            wrong++;
        }
    }
    return wrong != 0;
}
