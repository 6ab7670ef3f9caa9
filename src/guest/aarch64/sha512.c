/* Cryptography: SHA512 as C helpers without effects, and the steps of SHA3, which are a few ops
   each. Arithmetic is on the two doublewords of a register. */
#include "guest/aarch64/guest.h"

enum { DOUBLES = IR_V128 | IR_I64 };

/* ---- SHA512 ---- */

static uint64_t ror(uint64_t x, unsigned by)
{
    return x >> by | x << (64 - by);
}

static uint64_t big_sigma0(uint64_t a)
{
    return ror(a, 28) ^ ror(a, 34) ^ ror(a, 39);
}

static uint64_t big_sigma1(uint64_t e)
{
    return ror(e, 14) ^ ror(e, 18) ^ ror(e, 41);
}

static uint64_t small_sigma0(uint64_t w)
{
    return ror(w, 1) ^ ror(w, 8) ^ w >> 7;
}

static uint64_t small_sigma1(uint64_t w)
{
    return ror(w, 19) ^ ror(w, 61) ^ w >> 6;
}

static uint64_t choose(uint64_t x, uint64_t y, uint64_t z)
{
    return ((y ^ z) & x) ^ z;
}

static uint64_t majority(uint64_t x, uint64_t y, uint64_t z)
{
    return (x & y) | ((x | y) & z);
}

#define HELPER_BODY(name)                                                                          \
    void aarch64_helper_##name(struct ir_state *state, union ir_value *result,                     \
                               const union ir_value *a, const union ir_value *b,                   \
                               const union ir_value *c)

/* Two rounds, of which these are the sums with choose: a has h and g with the words and constants
   added, c has d and e of the hash, b f and g. */
HELPER_BODY(sha512_hash1)
{
    const uint64_t *w = a->u64, *x = b->u64, *y = c->u64;
    (void)state;
    uint64_t first = choose(y[1], x[0], x[1]) + big_sigma1(y[1]) + w[1];
    uint64_t e = first + y[0];
    uint64_t second = choose(e, y[1], x[0]) + big_sigma1(e) + w[0];
    *result = (union ir_value){ .u64 = { second, first } };
}

/* The sums with majority: c has a and b of the hash, b has c, a the first sums. */
HELPER_BODY(sha512_hash2)
{
    const uint64_t *w = a->u64, *x = b->u64, *y = c->u64;
    (void)state;
    uint64_t first = majority(x[0], y[1], y[0]) + big_sigma0(y[0]) + w[1];
    uint64_t second = majority(first, y[0], y[1]) + big_sigma0(first) + w[0];
    *result = (union ir_value){ .u64 = { second, first } };
}

HELPER_BODY(sha512_update0)
{
    const uint64_t *w = a->u64;
    uint64_t next = b->u64[0];
    (void)state, (void)c;
    *result = (union ir_value){ .u64 = { w[0] + small_sigma0(w[1]), w[1] + small_sigma0(next) } };
}

HELPER_BODY(sha512_update1)
{
    const uint64_t *w = a->u64, *x = b->u64, *y = c->u64;
    (void)state;
    *result = (union ir_value){ .u64 = { w[0] + small_sigma1(x[0]) + y[0],
                                         w[1] + small_sigma1(x[1]) + y[1] } };
}

static bool hash(struct lift *l, const struct aarch64_crypto3 *a, enum aarch64_helper helper)
{
    ir_ref d = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref r = ir_call_pure(l->f, DOUBLES, helper, d, n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_sha512h(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha512_hash1);
}

bool aarch64_lift_sha512h2(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha512_hash2);
}

bool aarch64_lift_sha512su1(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha512_update1);
}

bool aarch64_lift_sha512su0(struct lift *l, const struct aarch64_crypto2 *a)
{
    ir_ref d = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref r = ir_call_pure(l->f, DOUBLES, AARCH64_HELPER_sha512_update0, d, n, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* ---- SHA3 ---- */

static ir_ref rotate_right(struct lift *l, ir_ref v, unsigned by)
{
    ir_ref low = ir_emit(l->f, IR_shr_i, DOUBLES, by, v, 0, 0);
    ir_ref high = ir_emit(l->f, IR_shl_i, DOUBLES, 64 - by, v, 0, 0);
    return ir_vor(l->f, DOUBLES, low, high);
}

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
    ir_ref r = ir_vxor(l->f, DOUBLES, n, m);
    r = ir_vxor(l->f, DOUBLES, r, o);
    aarch64_set_v(l, a->rd, r);
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
