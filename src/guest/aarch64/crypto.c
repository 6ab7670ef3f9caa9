/* Cryptography: AES rounds, SHA1 and SHA256. AES and what is not a few ops of the hashes have ops of their own
   (ir/eval_aes.c, ir/eval_sha.c). */
#include "guest/aarch64/guest.h"

enum { BYTES = IR_V128 | IR_I8, WORDS = IR_V128 | IR_I32, DOUBLES = IR_V128 | IR_I64 };

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

/* ---- SHA1 ---- */

static ir_ref rotate_left(struct lift *l, ir_ref v, uint64_t by)
{
    uint64_t count = (32 - by) << 32 | (32 - by);
    return ir_emit(l->f, IR_rotr, WORDS, 0, v, ir_const_wide(l->f, WORDS, count, count), 0);
}

static ir_ref reverse(struct lift *l, ir_ref v)
{
    static const uint8_t order[16] = { 12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3 };
    return ir_shuffle(l->f, WORDS, v, v, order);
}

/* Four rounds of a, b, c, d in d, e in n. Lanes are the other way round for the op, which is undone
   in front of the next one. */
static bool sha1_rounds(struct lift *l, const struct aarch64_crypto3 *a, unsigned part)
{
    ir_ref d = aarch64_get_v(l, WORDS, a->rd);
    ir_ref e = aarch64_get_v(l, IR_I32, a->rn);
    ir_ref m = aarch64_get_v(l, WORDS, a->rm);
    e = ir_emit(l->f, IR_vzext, WORDS, 0, e, 0, 0);
    m = ir_vadd(l->f, WORDS, m, e);
    d = reverse(l, d);
    m = reverse(l, m);
    ir_ref r = ir_emit(l->f, IR_sha1_rounds, WORDS, part, d, m, 0);
    r = reverse(l, r);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_sha1c(struct lift *l, const struct aarch64_crypto3 *a)
{
    return sha1_rounds(l, a, 0);
}

bool aarch64_lift_sha1p(struct lift *l, const struct aarch64_crypto3 *a)
{
    return sha1_rounds(l, a, 1);
}

bool aarch64_lift_sha1m(struct lift *l, const struct aarch64_crypto3 *a)
{
    return sha1_rounds(l, a, 2);
}

/* Rotated as a vector, because it stays one. */
bool aarch64_lift_sha1h(struct lift *l, const struct aarch64_crypto2 *a)
{
    ir_ref n = aarch64_get_v(l, WORDS, a->rn);
    n = rotate_left(l, n, 30);
    ir_ref r = ir_extract(l->f, IR_I32, n, 0);
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

/* Two words each of y and x, for the op the other way round: of a..d in x and e..h in y these are
   f, e, b, a and h, g, d, c. The same puts them back. */
static ir_ref lower(struct lift *l, ir_ref y, ir_ref x)
{
    static const uint8_t order[16] = { 4, 5, 6, 7, 0, 1, 2, 3, 20, 21, 22, 23, 16, 17, 18, 19 };
    return ir_shuffle(l->f, WORDS, y, x, order);
}

static ir_ref upper(struct lift *l, ir_ref y, ir_ref x)
{
    static const uint8_t order[16] = {
        12, 13, 14, 15, 8, 9, 10, 11, 28, 29, 30, 31, 24, 25, 26, 27
    };
    return ir_shuffle(l->f, WORDS, y, x, order);
}

struct sha256 {
    ir_ref hgdc, feba;
};

/* Four rounds. Of the pair SHA256H, SHA256H2 the second one finds all of it done. */
static struct sha256 sha256_rounds(struct lift *l, ir_ref x, ir_ref y, ir_ref w)
{
    static const uint8_t down[16] = { 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15 };
    ir_ref hgdc = upper(l, y, x);
    ir_ref feba = lower(l, y, x);
    ir_ref first = ir_emit(l->f, IR_sha256_rounds, WORDS, 0, hgdc, feba, w);
    w = ir_shuffle(l->f, WORDS, w, w, down);
    ir_ref second = ir_emit(l->f, IR_sha256_rounds, WORDS, 0, feba, first, w);
    return (struct sha256){ first, second };
}

bool aarch64_lift_sha256h(struct lift *l, const struct aarch64_crypto3 *a)
{
    ir_ref x = aarch64_get_v(l, WORDS, a->rd);
    ir_ref y = aarch64_get_v(l, WORDS, a->rn);
    ir_ref w = aarch64_get_v(l, WORDS, a->rm);
    struct sha256 r = sha256_rounds(l, x, y, w);
    x = upper(l, r.feba, r.hgdc);
    aarch64_set_v(l, a->rd, x);
    return true;
}

bool aarch64_lift_sha256h2(struct lift *l, const struct aarch64_crypto3 *a)
{
    ir_ref x = aarch64_get_v(l, WORDS, a->rn);
    ir_ref y = aarch64_get_v(l, WORDS, a->rd);
    ir_ref w = aarch64_get_v(l, WORDS, a->rm);
    struct sha256 r = sha256_rounds(l, x, y, w);
    y = lower(l, r.feba, r.hgdc);
    aarch64_set_v(l, a->rd, y);
    return true;
}

bool aarch64_lift_sha256su0(struct lift *l, const struct aarch64_crypto2 *a)
{
    ir_ref d = aarch64_get_v(l, WORDS, a->rd);
    ir_ref n = aarch64_get_v(l, WORDS, a->rn);
    ir_ref r = ir_emit(l->f, IR_sha256_update0, WORDS, 0, d, n, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* d + the words one further in the pair n, m + sigma1 of the words two before. */
bool aarch64_lift_sha256su1(struct lift *l, const struct aarch64_crypto3 *a)
{
    static const uint8_t further[16] = { 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 };
    ir_ref d = aarch64_get_v(l, WORDS, a->rd);
    ir_ref n = aarch64_get_v(l, WORDS, a->rn);
    ir_ref m = aarch64_get_v(l, WORDS, a->rm);
    n = ir_shuffle(l->f, WORDS, n, m, further);
    d = ir_vadd(l->f, WORDS, d, n);
    ir_ref r = ir_emit(l->f, IR_sha256_update1, WORDS, 0, d, m, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}
