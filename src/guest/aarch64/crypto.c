/* Cryptography: AES rounds, SHA1 and SHA256. What does not come down to a few ops is a C helper
   without effects. */
#include "guest/aarch64/guest.h"

enum { BYTES = IR_V128 | IR_I8, WORDS = IR_V128 | IR_I32, DOUBLES = IR_V128 | IR_I64 };

static uint32_t ror(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

/* ---- AES. A state is 16 bytes, column after column: byte i is in row i % 4. ---- */

static const uint8_t sbox[256] = {
    0x63, 0x7c, 0x77, 0x7b, 0xf2, 0x6b, 0x6f, 0xc5, 0x30, 0x01, 0x67, 0x2b, 0xfe, 0xd7, 0xab, 0x76,
    0xca, 0x82, 0xc9, 0x7d, 0xfa, 0x59, 0x47, 0xf0, 0xad, 0xd4, 0xa2, 0xaf, 0x9c, 0xa4, 0x72, 0xc0,
    0xb7, 0xfd, 0x93, 0x26, 0x36, 0x3f, 0xf7, 0xcc, 0x34, 0xa5, 0xe5, 0xf1, 0x71, 0xd8, 0x31, 0x15,
    0x04, 0xc7, 0x23, 0xc3, 0x18, 0x96, 0x05, 0x9a, 0x07, 0x12, 0x80, 0xe2, 0xeb, 0x27, 0xb2, 0x75,
    0x09, 0x83, 0x2c, 0x1a, 0x1b, 0x6e, 0x5a, 0xa0, 0x52, 0x3b, 0xd6, 0xb3, 0x29, 0xe3, 0x2f, 0x84,
    0x53, 0xd1, 0x00, 0xed, 0x20, 0xfc, 0xb1, 0x5b, 0x6a, 0xcb, 0xbe, 0x39, 0x4a, 0x4c, 0x58, 0xcf,
    0xd0, 0xef, 0xaa, 0xfb, 0x43, 0x4d, 0x33, 0x85, 0x45, 0xf9, 0x02, 0x7f, 0x50, 0x3c, 0x9f, 0xa8,
    0x51, 0xa3, 0x40, 0x8f, 0x92, 0x9d, 0x38, 0xf5, 0xbc, 0xb6, 0xda, 0x21, 0x10, 0xff, 0xf3, 0xd2,
    0xcd, 0x0c, 0x13, 0xec, 0x5f, 0x97, 0x44, 0x17, 0xc4, 0xa7, 0x7e, 0x3d, 0x64, 0x5d, 0x19, 0x73,
    0x60, 0x81, 0x4f, 0xdc, 0x22, 0x2a, 0x90, 0x88, 0x46, 0xee, 0xb8, 0x14, 0xde, 0x5e, 0x0b, 0xdb,
    0xe0, 0x32, 0x3a, 0x0a, 0x49, 0x06, 0x24, 0x5c, 0xc2, 0xd3, 0xac, 0x62, 0x91, 0x95, 0xe4, 0x79,
    0xe7, 0xc8, 0x37, 0x6d, 0x8d, 0xd5, 0x4e, 0xa9, 0x6c, 0x56, 0xf4, 0xea, 0x65, 0x7a, 0xae, 0x08,
    0xba, 0x78, 0x25, 0x2e, 0x1c, 0xa6, 0xb4, 0xc6, 0xe8, 0xdd, 0x74, 0x1f, 0x4b, 0xbd, 0x8b, 0x8a,
    0x70, 0x3e, 0xb5, 0x66, 0x48, 0x03, 0xf6, 0x0e, 0x61, 0x35, 0x57, 0xb9, 0x86, 0xc1, 0x1d, 0x9e,
    0xe1, 0xf8, 0x98, 0x11, 0x69, 0xd9, 0x8e, 0x94, 0x9b, 0x1e, 0x87, 0xe9, 0xce, 0x55, 0x28, 0xdf,
    0x8c, 0xa1, 0x89, 0x0d, 0xbf, 0xe6, 0x42, 0x68, 0x41, 0x99, 0x2d, 0x0f, 0xb0, 0x54, 0xbb, 0x16,
};

static const uint8_t inverse_sbox[256] = {
    0x52, 0x09, 0x6a, 0xd5, 0x30, 0x36, 0xa5, 0x38, 0xbf, 0x40, 0xa3, 0x9e, 0x81, 0xf3, 0xd7, 0xfb,
    0x7c, 0xe3, 0x39, 0x82, 0x9b, 0x2f, 0xff, 0x87, 0x34, 0x8e, 0x43, 0x44, 0xc4, 0xde, 0xe9, 0xcb,
    0x54, 0x7b, 0x94, 0x32, 0xa6, 0xc2, 0x23, 0x3d, 0xee, 0x4c, 0x95, 0x0b, 0x42, 0xfa, 0xc3, 0x4e,
    0x08, 0x2e, 0xa1, 0x66, 0x28, 0xd9, 0x24, 0xb2, 0x76, 0x5b, 0xa2, 0x49, 0x6d, 0x8b, 0xd1, 0x25,
    0x72, 0xf8, 0xf6, 0x64, 0x86, 0x68, 0x98, 0x16, 0xd4, 0xa4, 0x5c, 0xcc, 0x5d, 0x65, 0xb6, 0x92,
    0x6c, 0x70, 0x48, 0x50, 0xfd, 0xed, 0xb9, 0xda, 0x5e, 0x15, 0x46, 0x57, 0xa7, 0x8d, 0x9d, 0x84,
    0x90, 0xd8, 0xab, 0x00, 0x8c, 0xbc, 0xd3, 0x0a, 0xf7, 0xe4, 0x58, 0x05, 0xb8, 0xb3, 0x45, 0x06,
    0xd0, 0x2c, 0x1e, 0x8f, 0xca, 0x3f, 0x0f, 0x02, 0xc1, 0xaf, 0xbd, 0x03, 0x01, 0x13, 0x8a, 0x6b,
    0x3a, 0x91, 0x11, 0x41, 0x4f, 0x67, 0xdc, 0xea, 0x97, 0xf2, 0xcf, 0xce, 0xf0, 0xb4, 0xe6, 0x73,
    0x96, 0xac, 0x74, 0x22, 0xe7, 0xad, 0x35, 0x85, 0xe2, 0xf9, 0x37, 0xe8, 0x1c, 0x75, 0xdf, 0x6e,
    0x47, 0xf1, 0x1a, 0x71, 0x1d, 0x29, 0xc5, 0x89, 0x6f, 0xb7, 0x62, 0x0e, 0xaa, 0x18, 0xbe, 0x1b,
    0xfc, 0x56, 0x3e, 0x4b, 0xc6, 0xd2, 0x79, 0x20, 0x9a, 0xdb, 0xc0, 0xfe, 0x78, 0xcd, 0x5a, 0xf4,
    0x1f, 0xdd, 0xa8, 0x33, 0x88, 0x07, 0xc7, 0x31, 0xb1, 0x12, 0x10, 0x59, 0x27, 0x80, 0xec, 0x5f,
    0x60, 0x51, 0x7f, 0xa9, 0x19, 0xb5, 0x4a, 0x0d, 0x2d, 0xe5, 0x7a, 0x9f, 0x93, 0xc9, 0x9c, 0xef,
    0xa0, 0xe0, 0x3b, 0x4d, 0xae, 0x2a, 0xf5, 0xb0, 0xc8, 0xeb, 0xbb, 0x3c, 0x83, 0x53, 0x99, 0x61,
    0x17, 0x2b, 0x04, 0x7e, 0xba, 0x77, 0xd6, 0x26, 0xe1, 0x69, 0x14, 0x63, 0x55, 0x21, 0x0c, 0x7d,
};

#define HELPER_BODY(name)                                                                          \
    void aarch64_helper_##name(struct ir_state *state, union ir_value *result,                     \
                               const union ir_value *a, const union ir_value *b,                   \
                               const union ir_value *c)

/* ShiftRows (row r rotates left by r) and SubBytes. */
HELPER_BODY(aes_encrypt)
{
    union ir_value r;
    (void)state, (void)b, (void)c;
    for (unsigned i = 0; i < 16; i++)
        r.u8[i] = sbox[a->u8[(i + 4 * (i % 4)) % 16]];
    *result = r;
}

HELPER_BODY(aes_decrypt)
{
    union ir_value r;
    (void)state, (void)b, (void)c;
    for (unsigned i = 0; i < 16; i++)
        r.u8[i] = inverse_sbox[a->u8[(i - 4 * (i % 4)) % 16]];
    *result = r;
}

/* Four bytes doubled in the field of 2^8 elements, modulo x^8 + x^4 + x^3 + x + 1. */
static uint32_t twice(uint32_t x)
{
    return (x & 0x7f7f7f7f) << 1 ^ (x >> 7 & 0x01010101) * 0x1b;
}

/* A column times the polynomial 3x^3 + x^2 + x + 2: 2a + 3b + c + d and so on round. */
static uint32_t mix(uint32_t x)
{
    uint32_t next = ror(x, 8);
    return twice(x ^ next) ^ next ^ ror(x, 16) ^ ror(x, 24);
}

HELPER_BODY(aes_mix)
{
    union ir_value r;
    (void)state, (void)b, (void)c;
    for (unsigned i = 0; i < 4; i++)
        r.u32[i] = mix(a->u32[i]);
    *result = r;
}

/* The inverse polynomial is the other one times 4x^2 + 5. */
HELPER_BODY(aes_unmix)
{
    union ir_value r;
    (void)state, (void)b, (void)c;
    for (unsigned i = 0; i < 4; i++) {
        uint32_t x = a->u32[i];
        r.u32[i] = mix(x ^ twice(twice(x ^ ror(x, 16))));
    }
    *result = r;
}

static bool aes_round(struct lift *l, const struct aarch64_crypto2 *a, enum aarch64_helper helper)
{
    ir_ref d = aarch64_get_v(l, BYTES, a->rd);
    ir_ref key = aarch64_get_v(l, BYTES, a->rn);
    ir_ref sum = ir_vxor(l->f, BYTES, d, key);
    ir_ref r = ir_call_pure(l->f, BYTES, helper, sum, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_aese(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_round(l, a, AARCH64_HELPER_aes_encrypt);
}

bool aarch64_lift_aesd(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_round(l, a, AARCH64_HELPER_aes_decrypt);
}

static bool aes_columns(struct lift *l, const struct aarch64_crypto2 *a, enum aarch64_helper helper)
{
    ir_ref n = aarch64_get_v(l, BYTES, a->rn);
    ir_ref r = ir_call_pure(l->f, BYTES, helper, n, 0, 0);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_aesmc(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_columns(l, a, AARCH64_HELPER_aes_mix);
}

bool aarch64_lift_aesimc(struct lift *l, const struct aarch64_crypto2 *a)
{
    return aes_columns(l, a, AARCH64_HELPER_aes_unmix);
}

/* ---- SHA1: four rounds of the hash a, b, c, d in x, e in y, with the words w ---- */

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
