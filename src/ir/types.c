/* What is known of types and ops: widths, lanes, and the ops table as data. */
#include "ir/ir.h"

/* ---- types ---- */

const uint8_t ir_scalar_bits[16] = {
    [IR_I1] = 1,   [IR_I8] = 8,   [IR_I16] = 16, [IR_I32] = 32, [IR_I64] = 64,   [IR_I128] = 128,
    [IR_F16] = 16, [IR_F32] = 32, [IR_F64] = 64, [IR_F80] = 80, [IR_FLAGS] = 32,
};

unsigned ir_lanes(ir_type t)
{
    unsigned lane = ir_scalar_bits[ir_lane(t)];
    return ir_is_vector(t) && lane ? ir_bits(t) / lane : 1;
}

ir_type ir_int_type(unsigned bits)
{
    switch (bits) {
    case 1:
        return IR_I1;
    case 8:
        return IR_I8;
    case 16:
        return IR_I16;
    case 32:
        return IR_I32;
    case 64:
        return IR_I64;
    case 128:
        return IR_I128;
    }
    bug_on(true, "no integer has %u bits", bits);
}

ir_type ir_float_type(unsigned bits)
{
    switch (bits) {
    case 16:
        return IR_F16;
    case 32:
        return IR_F32;
    case 64:
        return IR_F64;
    case 80:
        return IR_F80;
    }
    bug_on(true, "no floating-point number has %u bits", bits);
}

/* ---- ops ---- */

enum { /* the flags as the table writes them */
       PURE = IR_PURE,
       FP = IR_FP_ENV,
       STATE = IR_STATE,
       MEM = IR_MEM,
       EXIT = IR_EXIT,
       EFFECT = IR_EFFECT,
       INT = IR_INT,
       FLT = IR_FLT,
       VEC = IR_VEC,
};

#define IS_VALUE(letter) \
    ((letter) == 'T' || (letter) == 'E' || (letter) == 'B' || (letter) == 'G' || \
     (letter) == 'A' || (letter) == 'V' || (letter) == 'O')

const struct ir_op_info ir_ops[IR_OPS] = {
/* clang-format off */
#define OP(name, result, a, b, c, aux, flags, meaning) \
    { #name, #result[0], #a[0], #b[0], #c[0], #aux, flags, meaning, \
      IS_VALUE(#a[0]) | IS_VALUE(#b[0]) << 1 | IS_VALUE(#c[0]) << 2 },
#include "ir/ops.def"
#undef OP
    /* clang-format on */
};
