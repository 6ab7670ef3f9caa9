/* Selection actions for shuffles: bytes of one or two vectors in any order, known while compiling.
   Most of AArch64's (ZIP, UZP, TRN, EXT, REV, DUP) are one or two of the host's instructions; each
   pattern here recognises the orders of one of them and is tried in turn, best first. What fits
   none takes pshufb or vpermi2b with a constant.

   An order is 16 numbers: 0..15 the bytes of the first vector, 16..31 those of the second, ANY
   where the result does not matter: the upper half of a v64. Two operands of v64 are joined
   first, so that these only have one vector. */
#include "mach/x86_64/select_vector.h"

#include <string.h>

enum { ANY = 0xff };
struct order {
    uint8_t from[16];
};

static bool fits(uint8_t byte, unsigned wanted)
{
    return byte == ANY || byte == wanted;
}

/* ---- reading the instruction ---- */

/* As the IR has it: bytes of two v64 are 0..7 and 8..15. */
static struct order order_of(const struct select *s, ir_ref i)
{
    const struct ir_ins *x = select_ins(s, i);
    struct order o;
    memcpy(o.from, &s->ir->pool[x->c], sizeof o.from);
    unsigned size = ir_bits(x->type) / 8;
    for (unsigned k = 0; k < 16; k++) {
        if (k >= size)
            o.from[k] = ANY;
        else if (x->a == x->b)
            o.from[k] %= size;
    }
    return o;
}

/* Bytes below `most` only. */
static bool within(const struct order *o, unsigned least, unsigned most)
{
    for (unsigned k = 0; k < 16; k++)
        if (o->from[k] != ANY && (o->from[k] < least || o->from[k] >= most))
            return false;
    return true;
}

/* The order with both operands exchanged. */
static struct order swapped(const struct order *o)
{
    struct order r = *o;
    for (unsigned k = 0; k < 16; k++)
        if (r.from[k] != ANY)
            r.from[k] ^= 16;
    return r;
}

/* An order of lanes of 2^lane bytes: their numbers, ANY for those of no interest. */
static bool by_lanes(const struct order *o, unsigned lane, uint8_t *number)
{
    unsigned size = 1u << lane;
    for (unsigned k = 0; k < 16; k += size) {
        uint8_t n = ANY;
        for (unsigned j = 0; j < size; j++)
            if (o->from[k + j] != ANY)
                n = (uint8_t)(o->from[k + j] >> lane);
        for (unsigned j = 0; j < size; j++)
            if (n != ANY && !fits(o->from[k + j], (unsigned)(n << lane) + j))
                return false;
        number[k >> lane] = n;
    }
    return true;
}

/* Two bits a lane, as pshufd and its kin want them. */
static unsigned pack_order(const uint8_t *number)
{
    unsigned imm = 0;
    for (unsigned k = 0; k < 4; k++)
        imm |= (number[k] == ANY ? k : number[k] & 3u) << 2 * k;
    return imm;
}

/* ---- one vector ---- */

/* bytes n, n + 1, ... of the vector: those from 16 on come from `beyond`, a number that fits no
   byte when there are none. */
static bool is_sequence(const struct order *o, unsigned n, unsigned beyond)
{
    for (unsigned k = 0; k < 16; k++)
        if (!fits(o->from[k], n + k < 16 ? n + k : beyond + n + k - 16))
            return false;
    return true;
}

static bool half_in_place(const uint8_t *number, unsigned first)
{
    for (unsigned k = first; k < first + 4; k++)
        if (!fits(number[k], k))
            return false;
    return true;
}

static bool half_within(const uint8_t *number, unsigned first)
{
    for (unsigned k = first; k < first + 4; k++)
        if (number[k] != ANY && (number[k] < first || number[k] >= first + 4))
            return false;
    return true;
}

/* Words, each within its half; `once`: by a single row. */
static bool shuffle_words(struct select *s, const struct order *o, vec a, bool once, vec *r)
{
    uint8_t word[8];
    if (!by_lanes(o, 1, word) || !half_within(word, 0) || !half_within(word, 4))
        return false;
    bool low = !half_in_place(word, 0), high = !half_in_place(word, 4);
    if (low && high && once)
        return false;
    if (low)
        a = x86_imm(s, X86_PSHUFLW, a, pack_order(word));
    *r = high ? x86_imm(s, X86_PSHUFHW, a, pack_order(word + 4)) : a;
    return true;
}

static bool shuffle_dwords(struct select *s, const struct order *o, vec a, vec *r)
{
    uint8_t dword[4];
    if (!by_lanes(o, 2, dword))
        return false;
    *r = is_sequence(o, 0, ANY) ? a : x86_imm(s, X86_PSHUFD, a, pack_order(dword));
    return true;
}

/* Bytes moved down, the upper ones of no interest; or around. */
static bool shift_down(struct select *s, const struct order *o, vec a, vec *r)
{
    for (unsigned n = 1; n < 16; n++) {
        if (is_sequence(o, n, 32)) {
            *r = x86_imm(s, X86_PSRLDQ_I, a, n);
            return true;
        }
        if (is_sequence(o, n, 0) && s->features & X86_HAS_SSSE3) {
            *r = x86_2_imm(s, X86_PALIGNR, a, a, n);
            return true;
        }
    }
    return false;
}

/* Bytes exchanged within words, after words have been put in order. */
static bool shuffle_reversed(struct select *s, const struct order *o, vec a, vec *r)
{
    struct order words;
    for (unsigned k = 0; k < 16; k++)
        words.from[k] = o->from[k ^ 1];
    if (!shuffle_words(s, &words, a, false, &a))
        return false;
    vec up = x86_imm(s, X86_PSLLW_I, a, 8);
    *r = x86_vec(s, X86_POR, up, x86_imm(s, X86_PSRLW_I, a, 8));
    return true;
}

static struct mach_operand byte_of(struct select *s, unsigned from, vec a, vec b)
{
    struct mach_operand word = x86_gpr(s, X86_PEXTRW, from < 16 ? a : b, select_imm(from % 16 / 2));
    return from & 1 ? x86_gpr(s, X86_SHR_32_I, word, select_imm(8))
                    : x86_gpr(s, X86_MOVZX_32_8, word, NONE);
}

/* Without SSSE3, what is nothing special: word by word, each of two bytes. */
static vec shuffle_slowly(struct select *s, const struct order *o, vec a, vec b)
{
    vec r = x86_vector_zero(s);
    for (unsigned k = 0; k < 16 && o->from[k] != ANY; k += 2) {
        unsigned low = o->from[k], high = o->from[k + 1];
        struct mach_operand word;
        if (low % 2 == 0 && high == low + 1) {
            word = x86_gpr(s, X86_PEXTRW, low < 16 ? a : b, select_imm(low % 16 / 2));
        } else {
            word = x86_gpr(s, X86_SHL_32_I, byte_of(s, high, a, b), select_imm(8));
            word = x86_gpr(s, X86_OR_32, word, byte_of(s, low, a, b));
        }
        r = x86_2_imm(s, X86_PINSRW, r, word, k / 2);
    }
    return r;
}

static vec shuffle_bytes(struct select *s, const struct order *o, unsigned base, vec a)
{
    struct order index;
    for (unsigned k = 0; k < 16; k++)
        index.from[k] = o->from[k] - base < 16 ? (uint8_t)(o->from[k] - base) : 0x80;
    return x86_vec(s, X86_PSHUFB, a, select_pool(s, index.from));
}

static bool shuffle_interleave(struct select *s, const struct order *o, vec a, vec b, vec *r);

static vec shuffle_one(struct select *s, const struct order *o, vec a)
{
    vec r;
    if (shuffle_dwords(s, o, a, &r) || shuffle_words(s, o, a, true, &r) ||
        shuffle_interleave(s, o, a, a, &r) || shift_down(s, o, a, &r))
        return r;
    if (s->features & X86_HAS_SSSE3)
        return shuffle_bytes(s, o, 0, a);
    if (shuffle_words(s, o, a, false, &r) || shuffle_reversed(s, o, a, &r))
        return r;
    return shuffle_slowly(s, o, a, a);
}

/* ---- two vectors ---- */

/* Lanes of the lower (upper) halves in turn: ZIP1, ZIP2. With one vector, b's are a's. */
static bool shuffle_interleave(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    static const uint16_t row[4][2] = { { X86_PUNPCKLBW, X86_PUNPCKHBW },
                                        { X86_PUNPCKLWD, X86_PUNPCKHWD },
                                        { X86_PUNPCKLDQ, X86_PUNPCKHDQ },
                                        { X86_PUNPCKLQDQ, X86_PUNPCKHQDQ } };
    unsigned second = a.reg == b.reg ? 0 : 16;
    for (unsigned lane = 0; lane < 4; lane++)
        for (unsigned high = 0; high < 2; high++) {
            bool is = true;
            for (unsigned k = 0; k < 16; k++) {
                unsigned n = k >> lane, at = k & ((1u << lane) - 1);
                is &= fits(o->from[k], 8 * high + ((n / 2) << lane) + at + (n & 1 ? second : 0));
            }
            if (is) {
                *r = x86_vec(s, row[lane][high], a, b);
                return true;
            }
        }
    return false;
}

/* Both lower dwords from a, both upper ones from b. */
static bool shuffle_pairs(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    uint8_t dword[4];
    if (!by_lanes(o, 2, dword))
        return false;
    for (unsigned k = 0; k < 4; k++)
        if (dword[k] != ANY && dword[k] / 4 != k / 2)
            return false;
    *r = x86_2_imm(s, X86_SHUFPS, a, b, pack_order(dword));
    return true;
}

/* Bytes n to 15 of a, then b from its start: EXT. */
static bool shuffle_align(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    for (unsigned n = 1; n < 16; n++) {
        if (!is_sequence(o, n, 16))
            continue;
        if (s->features & X86_HAS_SSSE3) {
            *r = x86_2_imm(s, X86_PALIGNR, b, a, n);
        } else {
            vec down = x86_imm(s, X86_PSRLDQ_I, a, n);
            *r = x86_vec(s, X86_POR, down, x86_imm(s, X86_PSLLDQ_I, b, 16 - n));
        }
        return true;
    }
    return false;
}

/* Each byte stays in its place, from one vector or the other. */
static bool shuffle_blend(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    uint64_t mask[2] = { 0, 0 };
    unsigned words = 0;
    bool whole = true;
    for (unsigned k = 0; k < 16; k++) {
        if (!fits(o->from[k], k) && o->from[k] != k + 16)
            return false;
        bool first = o->from[k] == k;
        mask[k / 8] |= first ? (uint64_t)0xff << 8 * (k % 8) : 0;
        whole &= k % 2 == 0 || o->from[k] == ANY || (o->from[k - 1] == k - 1) == first;
        words |= first ? 0 : 1u << k / 2;
    }
    if (whole && s->features & X86_HAS_SSE41)
        *r = x86_2_imm(s, X86_PBLENDW, a, b, words);
    else
        *r = x86_blend(s, x86_vector_load(s, x86_pool(s, mask[0], mask[1])), a, b);
    return true;
}

/* Even (odd) lanes of a, then those of b: UZP1, UZP2 of bytes and words, by saturating packs of
   what cannot saturate. */
static bool shuffle_unzip(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    for (unsigned lane = 0; lane < 2; lane++)
        for (unsigned odd = 0; odd < 2; odd++) {
            unsigned bits = 8u << lane;
            bool is = true;
            for (unsigned k = 0; k < 16; k++)
                is &= fits(o->from[k], ((k >> lane) * 2 + odd) << lane | (k & ((1u << lane) - 1)));
            if (!is)
                continue;
            if (lane == 0) {
                vec low = x86_lanes(s, 1, 0xff);
                a = odd ? x86_imm(s, X86_PSRLW_I, a, bits) : x86_vec(s, X86_PAND, a, low);
                b = odd ? x86_imm(s, X86_PSRLW_I, b, bits) : x86_vec(s, X86_PAND, b, low);
                *r = x86_vec(s, X86_PACKUSWB, a, b);
            } else {
                a = x86_imm(s, X86_PSRAD_I, odd ? a : x86_imm(s, X86_PSLLD_I, a, bits), bits);
                b = x86_imm(s, X86_PSRAD_I, odd ? b : x86_imm(s, X86_PSLLD_I, b, bits), bits);
                *r = x86_vec(s, X86_PACKSSDW, a, b);
            }
            return true;
        }
    return false;
}

/* Even (odd) lanes of both in turn: TRN1, TRN2. The one that is not in its place is shifted
   there, then they are blended. */
static bool shuffle_transpose(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    for (unsigned lane = 0; lane < 3; lane++)
        for (unsigned odd = 0; odd < 2; odd++) {
            unsigned bits = 8u << lane;
            bool is = true;
            for (unsigned k = 0; k < 16; k++) {
                unsigned n = k >> lane, at = k & ((1u << lane) - 1);
                is &= fits(o->from[k], (((n & ~1u) + odd) << lane) + at + (n & 1) * 16);
            }
            if (!is)
                continue;
            struct order blend;
            for (unsigned k = 0; k < 16; k++)
                blend.from[k] = (uint8_t)(k + (k >> lane & 1) * 16);
            if (odd)
                a = x86_shift_by(s, X86_SHR, lane + 1, a, bits);
            else
                b = x86_shift_by(s, X86_SHL, lane + 1, b, bits);
            return shuffle_blend(s, &blend, a, b, r);
        }
    return false;
}

static bool shuffle_special(struct select *s, const struct order *o, vec a, vec b, vec *r)
{
    return shuffle_interleave(s, o, a, b, r) || shuffle_pairs(s, o, a, b, r) ||
           shuffle_align(s, o, a, b, r) || shuffle_blend(s, o, a, b, r);
}

static vec shuffle_two(struct select *s, const struct order *o, vec a, vec b)
{
    struct order other = swapped(o);
    vec r;
    if (shuffle_special(s, o, a, b, &r) || shuffle_special(s, &other, b, a, &r) ||
        shuffle_unzip(s, o, a, b, &r) || shuffle_transpose(s, o, a, b, &r))
        return r;
    if ((s->features & X86_HAS_AVX512) && (s->features & X86_HAS_VBMI))
        return x86_vec3(s, X86_VPERMI2B, x86_vector_load(s, select_pool(s, o->from)), a, b);
    if (!(s->features & X86_HAS_SSSE3))
        return shuffle_slowly(s, o, a, b);
    a = shuffle_bytes(s, o, 0, a);
    return x86_vec(s, X86_POR, a, shuffle_bytes(s, o, 16, b));
}

/* ---- actions ---- */

/* Of two v64: their halves put together are one vector, unless they are only interleaved. */
static vec shuffle_narrow(struct select *s, const struct order *o, vec a, vec b)
{
    struct order apart = *o;
    vec r;
    for (unsigned k = 0; k < 8; k++)
        apart.from[k] = (uint8_t)(o->from[k] + (o->from[k] & 8));
    struct order other = swapped(&apart);
    if (within(&apart, 0, 16))
        return shuffle_one(s, &apart, a);
    if (within(&apart, 16, 32))
        return shuffle_one(s, &other, b);
    if (shuffle_interleave(s, &apart, a, b, &r) || shuffle_interleave(s, &other, b, a, &r))
        return r;
    return shuffle_one(s, o, x86_vec(s, X86_PUNPCKLQDQ, a, b));
}

static vec shuffle(struct select *s, ir_ref i, vec a, vec b)
{
    struct order o = order_of(s, i);
    if (!x86_is_wide(s, i))
        return shuffle_narrow(s, &o, a, b);
    if (within(&o, 0, 16))
        return shuffle_one(s, &o, a);
    struct order other = swapped(&o);
    return within(&o, 16, 32) ? shuffle_one(s, &other, b) : shuffle_two(s, &o, a, b);
}

/* The second operand need not even be made. */
TEST(shuffle_of_first)
{
    struct order o = order_of(s, i);
    return within(&o, 0, ir_bits(select_ins(s, i)->type) / 8);
}

ACTION(shuffle_first)
{
    return shuffle(s, i, leaf[0], leaf[0]);
}

ACTION(shuffle)
{
    return shuffle(s, i, leaf[0], leaf[1]);
}

/* ---- the lesser of neighbouring bytes: UMINP ---- */

static bool takes_every_other(const struct select *s, ir_ref i, unsigned odd)
{
    struct order o = order_of(s, i);
    for (unsigned k = 0; k < 16; k++)
        if (o.from[k] != 2 * k + odd)
            return false;
    return true;
}

TEST(takes_pairs)
{
    const struct ir_ins *x = select_ins(s, i);
    const struct ir_ins *even = select_ins(s, x->a), *odd = select_ins(s, x->b);
    return even->a == odd->a && even->b == odd->b && takes_every_other(s, x->a, 0) &&
           takes_every_other(s, x->b, 1);
}

/* Of words with their upper bytes: the minimum with 0 leaves words that pack. */
ACTION(lesser_neighbours)
{
    UNUSED(i);
    vec part[2];
    for (unsigned k = 0; k < 2; k++) {
        vec upper = x86_imm(s, X86_PSRLW_I, leaf[k], 8);
        part[k] = x86_vec(s, X86_PMINUB, leaf[k], upper);
    }
    return x86_vec(s, X86_PACKUSWB, part[0], part[1]);
}

/* ---- a table ---- */

/* A lookup of bytes whose order is not known: pshufb gives 0 for indices with the top bit set,
   which is set for those from 16 (8) on. */
ACTION(table_lookup)
{
    bool wide = x86_is_wide(s, i);
    vec table = wide ? leaf[0] : x86_1(s, X86_MOVQ, leaf[0]);
    return x86_vec(s, X86_PSHUFB, table, x86_vec(s, X86_PADDUSB, leaf[1], x86_lanes(s, 0, 0x70)));
}
