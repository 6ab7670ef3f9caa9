/* Private to ir/print.c, ir/parse.c and ir/verify.c: the words of the text form, and what `aux` may
   hold. The tables are in text.c; the language is docs/ir.md. */
#ifndef IR_TEXT_H
#define IR_TEXT_H

#include "ir/ir.h"

/* How aux is written. */
enum ir_aux_form {
    IR_AUX_NONE,   /* not at all: it is 0 */
    IR_AUX_SUFFIX, /* one word, behind the op's name and type: cond.eq */
    IR_AUX_NUMBER, /* behind the operands: shl_i.v128.i32 %1, 5 */
    IR_AUX_OFFSET, /* in front of them: put.i64 [0x40], %1 */
    IR_AUX_HELPER, /* behind them: call.i64 %1, helper=3 */
    IR_AUX_WORDS,  /* behind them, words that each settle some bits: load.i64 [%1], size=4, sign */
};

struct ir_aux_word {
    const char *name;
    uint16_t mask, bits; /* it stands for (aux & mask) == bits */
};

struct ir_aux_kind {
    const char *name; /* as in ops.def */
    enum ir_aux_form form;
    const struct ir_aux_word *words; /* for SUFFIX and WORDS; ends with name NULL */
};

const struct ir_aux_kind *ir_aux_kind_of(enum ir_op op);
const char *ir_type_name(ir_type t, char buf[16]);

/* Whether the op's text has its type. */
bool ir_has_type_text(enum ir_op op);

#endif
