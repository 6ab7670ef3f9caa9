/* Cryptography: SHA512 and the steps of SHA3, on the two doublewords of a register. */
#include "guest/aarch64/guest.h"

enum { DOUBLES = IR_V128 | IR_I64 };

static ir_ref rotate_right(struct lift *l, ir_ref v, unsigned by)
{
    return ir_emit(l->f, IR_rotr, DOUBLES, 0, v, ir_const_wide(l->f, DOUBLES, by, by), 0);
}

/* ---- SHA512 ---- */

static ir_ref xor3(struct lift *l, ir_ref a, ir_ref b, ir_ref c)
{
    ir_ref both = ir_vxor(l->f, DOUBLES, a, b);
    return ir_vxor(l->f, DOUBLES, both, c);
}

/* Of v rotated by three counts. */
static ir_ref big_sigma(struct lift *l, ir_ref v, unsigned i, unsigned j, unsigned k)
{
    ir_ref a = rotate_right(l, v, i);
    ir_ref b = rotate_right(l, v, j);
    ir_ref c = rotate_right(l, v, k);
    return xor3(l, a, b, c);
}

/* The last count is of a shift. */
static ir_ref small_sigma(struct lift *l, ir_ref v, unsigned i, unsigned j, unsigned k)
{
    ir_ref a = rotate_right(l, v, i);
    ir_ref b = rotate_right(l, v, j);
    ir_ref c = ir_emit(l->f, IR_shr_i, DOUBLES, k, v, 0, 0);
    return xor3(l, a, b, c);
}

static ir_ref swap(struct lift *l, ir_ref v)
{
    static const uint8_t order[16] = { 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7 };
    return ir_shuffle(l->f, DOUBLES, v, v, order);
}

static ir_ref join(struct lift *l, ir_ref low, ir_ref high)
{
    static const uint8_t order[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23 };
    return ir_shuffle(l->f, DOUBLES, low, high, order);
}

/* The rounds are computed in the low halves. What a hash waits for is the sums of sigmas, so these
   are the last to be added. */

/* w + Ch(e, f, g) + Sigma1(e) */
static ir_ref sum1(struct lift *l, ir_ref w, ir_ref e, ir_ref f, ir_ref g)
{
    ir_ref chosen = ir_bitsel(l->f, DOUBLES, e, f, g);
    w = ir_vadd(l->f, DOUBLES, w, chosen);
    ir_ref sigma = big_sigma(l, e, 14, 18, 41);
    return ir_vadd(l->f, DOUBLES, w, sigma);
}

/* w + Maj(a, b, c) + Sigma0(a): a decides where b and c differ, else b is the majority. */
static ir_ref sum0(struct lift *l, ir_ref w, ir_ref a, ir_ref b, ir_ref c)
{
    ir_ref differ = ir_vxor(l->f, DOUBLES, b, c);
    ir_ref most = ir_bitsel(l->f, DOUBLES, differ, a, b);
    w = ir_vadd(l->f, DOUBLES, w, most);
    ir_ref sigma = big_sigma(l, a, 28, 34, 39);
    return ir_vadd(l->f, DOUBLES, w, sigma);
}

/* Two rounds, of which these are the sums with Ch: d has h and g with the words and constants added,
   m d and e of the hash, n f and g. The first sum, from the upper half of d, and d of the hash are the
   e of the second. */
bool aarch64_lift_sha512h(struct lift *l, const struct aarch64_crypto3 *a)
{
    ir_ref second = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref f = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref d = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref first = swap(l, second);
    ir_ref g = swap(l, f);
    ir_ref e = swap(l, d);
    ir_ref next = ir_vadd(l->f, DOUBLES, first, d);
    first = sum1(l, first, e, f, g);
    next = sum1(l, next, e, f, g);
    second = sum1(l, second, next, e, f);
    ir_ref r = join(l, second, first);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* The sums with Maj: m has a and b of the hash, n c, d the first sums. */
bool aarch64_lift_sha512h2(struct lift *l, const struct aarch64_crypto3 *a)
{
    ir_ref second = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref c = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref x = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref y = swap(l, x);
    ir_ref first = swap(l, second);
    first = sum0(l, first, x, y, c);
    second = sum0(l, second, first, x, y);
    ir_ref r = join(l, second, first);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* d + sigma0(the doublewords one further, in the pair d, n) */
bool aarch64_lift_sha512su0(struct lift *l, const struct aarch64_crypto2 *a)
{
    static const uint8_t middle[16] = {
        8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23
    };
    ir_ref d = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref further = ir_shuffle(l->f, DOUBLES, d, n, middle);
    ir_ref sigma = small_sigma(l, further, 1, 8, 7);
    aarch64_set_v(l, a->rd, ir_vadd(l->f, DOUBLES, d, sigma));
    return true;
}

/* d + m + sigma1(n) */
bool aarch64_lift_sha512su1(struct lift *l, const struct aarch64_crypto3 *a)
{
    ir_ref d = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref sigma = small_sigma(l, n, 19, 61, 6);
    d = ir_vadd(l->f, DOUBLES, d, m);
    aarch64_set_v(l, a->rd, ir_vadd(l->f, DOUBLES, d, sigma));
    return true;
}

/* ---- SHA3 ---- */

bool aarch64_lift_rax1(struct lift *l, const struct aarch64_crypto3 *a)
{
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    m = rotate_right(l, m, 63);
    ir_ref r = ir_vxor(l->f, DOUBLES, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_xar(struct lift *l, const struct aarch64_xar *a)
{
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref r = ir_vxor(l->f, DOUBLES, n, m);
    r = rotate_right(l, r, (unsigned)a->imm);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_eor3(struct lift *l, const struct aarch64_crypto4 *a)
{
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref o = aarch64_get_v(l, DOUBLES, a->ra);
    aarch64_set_v(l, a->rd, xor3(l, n, m, o));
    return true;
}

bool aarch64_lift_bcax(struct lift *l, const struct aarch64_crypto4 *a)
{
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref o = aarch64_get_v(l, DOUBLES, a->ra);
    ir_ref r = ir_vandn(l->f, DOUBLES, m, o);
    r = ir_vxor(l->f, DOUBLES, n, r);
    aarch64_set_v(l, a->rd, r);
    return true;
}
