/* Cryptography: AES rounds, SHA1 and SHA256. AES has ops of its own (ir/eval_aes.c); what of the
   hashes does not come down to a few ops is a C helper without effects. */
#include "guest/aarch64/guest.h"

enum { BYTES = IR_V128 | IR_I8, WORDS = IR_V128 | IR_I32, DOUBLES = IR_V128 | IR_I64 };

static uint32_t ror(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

/* ---- AES ---- */

static bool aes_round(struct lift *l, const struct aarch64_crypto2 *a, enum ir_op op)
{
    ir_ref d = aarch64_get_v(l, BYTES, a->rd);
    ir_ref key = aarch64_get_v(l, BYTES, a->rn);
    ir_ref sum = ir_vxor(l->f, BYTES, d, key);
    ir_ref r = ir_emit(l->f, op, BYTES, 0, sum, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_aese(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_round(l, a, IR_aes_enc);
}

bool aarch64_lift_aesd(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_round(l, a, IR_aes_dec);
}

static bool aes_columns(struct lift *l, const struct aarch64_crypto2 *a, enum ir_op op)
{
    ir_ref n = aarch64_get_v(l, BYTES, a->rn);
    ir_ref r = ir_emit(l->f, op, BYTES, 0, n, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_aesmc(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_columns(l, a, IR_aes_mix);
}

bool aarch64_lift_aesimc(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_columns(l, a, IR_aes_unmix);
}

/* ---- SHA1: four rounds of the hash a, b, c, d in x, e in y, with the words w ---- */

#define HELPER_BODY(name)                                                                          \
    void aarch64_helper_##name(struct ir_state *state, union ir_value *result,                     \
                               const union ir_value *a, const union ir_value *b,                   \
                               const union ir_value *c)

static uint32_t choose(uint32_t x, uint32_t y, uint32_t z)
{
    return ((y ^ z) & x) ^ z;
}

static uint32_t parity(uint32_t x, uint32_t y, uint32_t z)
{
    return x ^ y ^ z;
}

static uint32_t majority(uint32_t x, uint32_t y, uint32_t z)
{
    return (x & y) | ((x | y) & z);
}

static union ir_value sha1(union ir_value x, uint32_t y, const union ir_value *w,
                           uint32_t (*mixed)(uint32_t, uint32_t, uint32_t))
{
    for (unsigned i = 0; i < 4; i++) {
        uint32_t first = y + ror(x.u32[0], 27) + mixed(x.u32[1], x.u32[2], x.u32[3]) + w->u32[i];
        y = x.u32[3];
        x = (union ir_value){ .u32 = { first, x.u32[0], ror(x.u32[1], 2), x.u32[2] } };
    }
    return x;
}

HELPER_BODY(sha1_choose)
{
    (void)state;
    *result = sha1(*a, b->u32[0], c, choose);
}

HELPER_BODY(sha1_parity)
{
    (void)state;
    *result = sha1(*a, b->u32[0], c, parity);
}

HELPER_BODY(sha1_majority)
{
    (void)state;
    *result = sha1(*a, b->u32[0], c, majority);
}

/* d, n and m handed to a helper, whose result d becomes; `swap`: n, d and m. */
static bool hash(struct lift *l, const struct aarch64_crypto3 *a, enum aarch64_helper helper,
                 bool swap)
{
    ir_ref d = aarch64_get_v(l, WORDS, a->rd);
    ir_ref n = aarch64_get_v(l, WORDS, a->rn);
    ir_ref m = aarch64_get_v(l, WORDS, a->rm);
    ir_ref r = ir_call_pure(l->f, WORDS, helper, swap ? n : d, swap ? d : n, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_sha1c(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha1_choose, false);
}

bool aarch64_lift_sha1p(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha1_parity, false);
}

bool aarch64_lift_sha1m(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha1_majority, false);
}

bool aarch64_lift_sha1h(struct lift *l, const struct aarch64_crypto2 *a)
{
    ir_ref n = aarch64_get_v(l, IR_I32, a->rn);
    ir_ref r = ir_ror_i(l->f, n, 2);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* The middle of the pair d (low), n, and d, and m. */
bool aarch64_lift_sha1su0(struct lift *l, const struct aarch64_crypto3 *a)
{
    static const uint8_t middle[16] = {
        8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23
    };
    ir_ref d = aarch64_get_v(l, DOUBLES, a->rd);
    ir_ref n = aarch64_get_v(l, DOUBLES, a->rn);
    ir_ref m = aarch64_get_v(l, DOUBLES, a->rm);
    ir_ref r = ir_shuffle(l->f, DOUBLES, d, n, middle);
    r = ir_vxor(l->f, DOUBLES, r, d);
    r = ir_vxor(l->f, DOUBLES, r, m);
    aarch64_set_v(l, a->rd, r);
    return true;
}

static ir_ref rotate_left(struct lift *l, ir_ref v, unsigned by)
{
    ir_ref high = ir_emit(l->f, IR_shl_i, WORDS, by, v, 0, 0);
    ir_ref low = ir_emit(l->f, IR_shr_i, WORDS, 32 - by, v, 0, 0);
    return ir_vor(l->f, WORDS, high, low);
}

/* t = d ^ (n one word down); each word rotated by one, the last word with the first rotated by two.
 */
bool aarch64_lift_sha1su1(struct lift *l, const struct aarch64_crypto2 *a)
{
    static const uint8_t down[16] = { 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 16, 16, 16 };
    static const uint8_t first_last[16] = { 16, 16, 16, 16, 16, 16, 16, 16,
                                            16, 16, 16, 16, 0,  1,  2,  3 };
    ir_ref d = aarch64_get_v(l, WORDS, a->rd);
    ir_ref n = aarch64_get_v(l, WORDS, a->rn);
    ir_ref zero = ir_const_wide(l->f, WORDS, 0, 0);
    ir_ref t = ir_shuffle(l->f, WORDS, n, zero, down);
    t = ir_vxor(l->f, WORDS, t, d);
    ir_ref by_one = rotate_left(l, t, 1);
    ir_ref by_two = rotate_left(l, t, 2);
    ir_ref last = ir_shuffle(l->f, WORDS, by_two, zero, first_last);
    ir_ref r = ir_vxor(l->f, WORDS, by_one, last);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* ---- SHA256 ---- */

struct sha256 {
    union ir_value x, y; /* a, b, c, d and e, f, g, h */
};

static struct sha256 sha256(union ir_value x, union ir_value y, const union ir_value *w)
{
    for (unsigned i = 0; i < 4; i++) {
        uint32_t a = x.u32[0], e = y.u32[0];
        uint32_t sigma0 = ror(a, 2) ^ ror(a, 13) ^ ror(a, 22);
        uint32_t sigma1 = ror(e, 6) ^ ror(e, 11) ^ ror(e, 25);
        uint32_t t = y.u32[3] + sigma1 + choose(e, y.u32[1], y.u32[2]) + w->u32[i];
        uint32_t s = sigma0 + majority(a, x.u32[1], x.u32[2]);
        y = (union ir_value){ .u32 = { x.u32[3] + t, e, y.u32[1], y.u32[2] } };
        x = (union ir_value){ .u32 = { t + s, a, x.u32[1], x.u32[2] } };
    }
    return (struct sha256){ x, y };
}

HELPER_BODY(sha256_x)
{
    (void)state;
    *result = sha256(*a, *b, c).x;
}

HELPER_BODY(sha256_y)
{
    (void)state;
    *result = sha256(*a, *b, c).y;
}

/* The next words: w + sigma0 of the words one further, in the pair a (low), b. */
HELPER_BODY(sha256_update0)
{
    union ir_value r;
    (void)state, (void)c;
    for (unsigned i = 0; i < 4; i++) {
        uint32_t w = i < 3 ? a->u32[i + 1] : b->u32[0];
        r.u32[i] = a->u32[i] + (ror(w, 7) ^ ror(w, 18) ^ w >> 3);
    }
    *result = r;
}

/* a + the words one further in the pair b, c + sigma1 of the words two before, the last two of
   which come about here. */
HELPER_BODY(sha256_update1)
{
    union ir_value r;
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        uint32_t w = i < 2 ? c->u32[i + 2] : r.u32[i - 2];
        uint32_t further = i < 3 ? b->u32[i + 1] : c->u32[0];
        r.u32[i] = a->u32[i] + further + (ror(w, 17) ^ ror(w, 19) ^ w >> 10);
    }
    *result = r;
}

bool aarch64_lift_sha256h(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha256_x, false);
}

bool aarch64_lift_sha256h2(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha256_y, true);
}

bool aarch64_lift_sha256su1(struct lift *l, const struct aarch64_crypto3 *a)
{
    return hash(l, a, AARCH64_HELPER_sha256_update1, false);
}

bool aarch64_lift_sha256su0(struct lift *l, const struct aarch64_crypto2 *a)
{
    ir_ref d = aarch64_get_v(l, WORDS, a->rd);
    ir_ref n = aarch64_get_v(l, WORDS, a->rn);
    ir_ref r = ir_call_pure(l->f, WORDS, AARCH64_HELPER_sha256_update0, d, n, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}
