/* Selection actions for rounds and words of SHA1 and SHA256, with the host's instructions and without.

   Without them, each variable of the hash is the lowest lane of a register of its own; what the other lanes have does not
   matter. A word twice in 64 bits is rotated by a shift to the right. */
#include "mach/x86_64/select_vector.h"

#include <string.h>

/* The instruction adds the rounds' constant, which the guest's words have already. */
ACTION(sha1_rounds)
{
    static const uint32_t constant[3] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc };
    unsigned part = select_ins(s, i)->aux;
    vec words = x86_sub(s, 2, leaf[1], x86_lanes(s, 2, constant[part]));
    return x86_2_imm(s, X86_SHA1RNDS4, leaf[0], words, part);
}

/* ---- low lanes ---- */

static vec lane(struct select *s, vec a, unsigned number)
{
    return number ? x86_imm(s, X86_PSHUFD, a, number) : a;
}

static vec add(struct select *s, vec a, vec b)
{
    return x86_add(s, 2, a, b);
}

static vec exor(struct select *s, vec a, vec b)
{
    return x86_vec(s, X86_PXOR, a, b);
}

static vec twice(struct select *s, vec a)
{
    return x86_vec(s, X86_PUNPCKLDQ, a, a);
}

static vec rotate(struct select *s, vec a, unsigned count)
{
    return x86_imm(s, X86_PSRLQ_I, twice(s, a), count);
}

/* Of a rotated by three counts. */
static vec big_sigma(struct select *s, vec a, unsigned i, unsigned j, unsigned k)
{
    vec both = twice(s, a);
    vec x = x86_imm(s, X86_PSRLQ_I, both, i);
    x = exor(s, x, x86_imm(s, X86_PSRLQ_I, both, j));
    return exor(s, x, x86_imm(s, X86_PSRLQ_I, both, k));
}

static vec choose(struct select *s, vec x, vec y, vec z)
{
    return exor(s, z, x86_vec(s, X86_PAND, x, exor(s, y, z)));
}

static vec majority(struct select *s, vec x, vec y, vec z)
{
    vec differ = exor(s, x, y);
    return exor(s, y, x86_vec(s, X86_PAND, differ, exor(s, y, z)));
}

static vec join(struct select *s, const vec word[4])
{
    vec low = x86_vec(s, X86_PUNPCKLDQ, word[0], word[1]);
    return x86_vec(s, X86_PUNPCKLQDQ, low, x86_vec(s, X86_PUNPCKLDQ, word[2], word[3]));
}

ACTION(sha1_plain)
{
    unsigned part = select_ins(s, i)->aux;
    vec x[4], e = NONE; /* d, c, b, a */
    for (unsigned k = 0; k < 4; k++)
        x[k] = lane(s, leaf[0], k);
    for (unsigned k = 4; k-- > 0;) {
        vec sum = lane(s, leaf[1], k);
        if (k < 3)
            sum = add(s, sum, e);
        vec mixed = part == 0   ? choose(s, x[2], x[1], x[0])
                    : part == 1 ? exor(s, x[2], exor(s, x[1], x[0]))
                                : majority(s, x[2], x[1], x[0]);
        sum = add(s, sum, mixed);
        sum = add(s, sum, rotate(s, x[3], 27));
        e = x[0];
        x[0] = x[1];
        x[1] = rotate(s, x[2], 2);
        x[2] = x[3];
        x[3] = sum;
    }
    return join(s, x);
}

ACTION(sha256_plain)
{
    UNUSED(i);
    vec x[4], y[4]; /* h, g, d, c and f, e, b, a */
    for (unsigned k = 0; k < 4; k++) {
        x[k] = lane(s, leaf[0], k);
        y[k] = lane(s, leaf[1], k);
    }
    for (unsigned k = 0; k < 2; k++) {
        vec sum = add(s, x[0], lane(s, leaf[2], k));
        sum = add(s, sum, choose(s, y[1], y[0], x[1]));
        sum = add(s, sum, big_sigma(s, y[1], 6, 11, 25));
        vec other = majority(s, y[3], y[2], x[3]);
        other = add(s, other, big_sigma(s, y[3], 2, 13, 22));
        vec e = add(s, x[2], sum), a = add(s, sum, other);
        const vec old[4] = { x[1], y[0], x[3], y[2] };
        memcpy(x, old, sizeof x);
        y[0] = y[1];
        y[1] = e;
        y[2] = y[3];
        y[3] = a;
    }
    return join(s, y);
}

/* ---- words: all lanes ---- */

static vec rotate_lanes(struct select *s, vec a, unsigned count)
{
    vec right = x86_shift_by(s, X86_SHR, 2, a, count);
    return x86_vec(s, X86_POR, right, x86_shift_by(s, X86_SHL, 2, a, 32 - count));
}

/* The last count is of a shift. */
static vec small_sigma(struct select *s, vec a, unsigned i, unsigned j, unsigned k)
{
    vec x = rotate_lanes(s, a, i);
    x = exor(s, x, rotate_lanes(s, a, j));
    return exor(s, x, x86_shift_by(s, X86_SHR, 2, a, k));
}

ACTION(sha256_plain0)
{
    UNUSED(i);
    vec further = x86_imm(s, X86_PSRLDQ_I, leaf[0], 4);
    further = x86_vec(s, X86_POR, further, x86_imm(s, X86_PSLLDQ_I, leaf[1], 12));
    return add(s, leaf[0], small_sigma(s, further, 7, 18, 3));
}

/* The first two words, then the others, which need them. */
ACTION(sha256_plain1)
{
    UNUSED(i);
    vec sigma = small_sigma(s, leaf[1], 17, 19, 10);
    vec first = add(s, leaf[0], x86_imm(s, X86_PSRLDQ_I, sigma, 8));
    sigma = small_sigma(s, first, 17, 19, 10);
    return add(s, first, x86_imm(s, X86_PSLLDQ_I, sigma, 8));
}
