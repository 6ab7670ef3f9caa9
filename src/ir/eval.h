/* Private to ir/eval*.c: the parts of ir_eval. Each returns false when the op is not its own. */
#ifndef IR_EVAL_H
#define IR_EVAL_H

#include "ir/ir.h"

typedef unsigned __int128 ir_u128;
typedef __int128 ir_s128;

struct ir_operation {
    enum ir_op op;
    ir_type type, operand; /* of the result; of the first operand */
    unsigned aux;
    const union ir_value *a, *b, *c;
};

/* eval_lanes.c: every lane (or a scalar, as a single lane) for itself. */
bool ir_eval_lanes(const struct ir_operation *o, union ir_value *result);
/* eval_vector.c: what moves, joins or converts lanes. */
bool ir_eval_vector(const struct ir_operation *o, union ir_value *result);
/* eval_aes.c: the steps of AES. */
bool ir_eval_aes(const struct ir_operation *o, union ir_value *result);
/* eval_sha.c: rounds and words of SHA1 and SHA256. */
bool ir_eval_sha(const struct ir_operation *o, union ir_value *result);

static inline uint64_t ir_lane_at(const union ir_value *v, unsigned bits, unsigned i)
{
    return bits == 64 ? v->u64[i] : bits == 32 ? v->u32[i] : bits == 16 ? v->u16[i] : v->u8[i];
}

static inline int64_t ir_lane_at_s(const union ir_value *v, unsigned bits, unsigned i)
{
    return bits == 64 ? v->s64[i] : bits == 32 ? v->s32[i] : bits == 16 ? v->s16[i] : v->s8[i];
}

static inline void ir_lane_set(union ir_value *v, unsigned bits, unsigned i, uint64_t x)
{
    if (bits == 64)
        v->u64[i] = x;
    else if (bits == 32)
        v->u32[i] = (uint32_t)x;
    else if (bits == 16)
        v->u16[i] = (uint16_t)x;
    else
        v->u8[i] = (uint8_t)x;
}

#endif
