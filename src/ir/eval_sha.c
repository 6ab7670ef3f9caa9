/* Evaluation of rounds and words of SHA1 and SHA256 (FIPS 180-4). The hash's variables have the names that the
   standard gives them; their order in lanes is in ops.def. */
#include "ir/eval.h"

static uint32_t ror(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

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

static union ir_value sha1_rounds(const struct ir_operation *o)
{
    static uint32_t (*const mixed[])(uint32_t, uint32_t, uint32_t) = { choose, parity, majority };
    uint32_t a = o->a->u32[3], b = o->a->u32[2], c = o->a->u32[1], d = o->a->u32[0], e = 0;
    for (unsigned i = 4; i-- > 0;) {
        uint32_t t = ror(a, 27) + mixed[o->aux](b, c, d) + e + o->b->u32[i];
        e = d;
        d = c;
        c = ror(b, 2);
        b = a;
        a = t;
    }
    return (union ir_value){ .u32 = { d, c, b, a } };
}

static union ir_value sha256_rounds(const struct ir_operation *o)
{
    uint32_t h = o->a->u32[0], g = o->a->u32[1], d = o->a->u32[2], c = o->a->u32[3];
    uint32_t f = o->b->u32[0], e = o->b->u32[1], b = o->b->u32[2], a = o->b->u32[3];
    for (unsigned i = 0; i < 2; i++) {
        uint32_t t = h + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) + choose(e, f, g) + o->c->u32[i];
        uint32_t s = (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) + majority(a, b, c);
        h = g;
        g = f;
        f = e;
        e = d + t;
        d = c;
        c = b;
        b = a;
        a = t + s;
    }
    return (union ir_value){ .u32 = { f, e, b, a } };
}

static union ir_value sha256_update0(const struct ir_operation *o)
{
    union ir_value r;
    for (unsigned i = 0; i < 4; i++) {
        uint32_t w = i < 3 ? o->a->u32[i + 1] : o->b->u32[0];
        r.u32[i] = o->a->u32[i] + (ror(w, 7) ^ ror(w, 18) ^ w >> 3);
    }
    return r;
}

static union ir_value sha256_update1(const struct ir_operation *o)
{
    union ir_value r;
    for (unsigned i = 0; i < 4; i++) {
        uint32_t w = i < 2 ? o->b->u32[i + 2] : r.u32[i - 2];
        r.u32[i] = o->a->u32[i] + (ror(w, 17) ^ ror(w, 19) ^ w >> 10);
    }
    return r;
}

bool ir_eval_sha(const struct ir_operation *o, union ir_value *result)
{
    switch ((int)o->op) {
    case IR_sha1_rounds:
        *result = sha1_rounds(o);
        return true;
    case IR_sha256_rounds:
        *result = sha256_rounds(o);
        return true;
    case IR_sha256_update0:
        *result = sha256_update0(o);
        return true;
    case IR_sha256_update1:
        *result = sha256_update1(o);
        return true;
    }
    return false;
}
