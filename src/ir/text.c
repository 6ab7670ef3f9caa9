/* The words of the text form: types, and what the ops' `aux` is called. A kind of aux is named in
   ops.def and has its row here. */
#include "ir/text.h"

#include <string.h>

/* ---- types ---- */

const char *ir_type_name(ir_type t, char buf[16])
{
    static const char *const lane[16] = {
        "void", "i1",  "i8",  "i16",   "i32", "i64", "i128", "f16",
        "f32",  "f64", "f80", "flags", "?12", "?13", "?14",  "?15",
    };
    if (!ir_is_vector(t))
        return lane[t];
    snprintf(buf, 16, "v%u.%s", ir_bits(t), lane[ir_lane(t)]);
    return buf;
}

bool ir_has_type_text(enum ir_op op)
{
    return ir_ops[op].result == 'T' || op == IR_put || op == IR_store;
}

/* ---- aux ---- */

static const struct ir_aux_word comparisons[] = {
    { "eq", 0xffff, IR_EQ },
    { "ne", 0xffff, IR_NE },
    { "lt_s", 0xffff, IR_LT_S },
    { "le_s", 0xffff, IR_LE_S },
    { "gt_s", 0xffff, IR_GT_S },
    { "ge_s", 0xffff, IR_GE_S },
    { "lt_u", 0xffff, IR_LT_U },
    { "le_u", 0xffff, IR_LE_U },
    { "gt_u", 0xffff, IR_GT_U },
    { "ge_u", 0xffff, IR_GE_U },
    { NULL, 0, 0 },
};
static const struct ir_aux_word conditions[] = {
    { "eq", 0xffff, IR_C_EQ }, { "ne", 0xffff, IR_C_NE },
    { "cs", 0xffff, IR_C_CS }, { "cc", 0xffff, IR_C_CC },
    { "mi", 0xffff, IR_C_MI }, { "pl", 0xffff, IR_C_PL },
    { "vs", 0xffff, IR_C_VS }, { "vc", 0xffff, IR_C_VC },
    { "hi", 0xffff, IR_C_HI }, { "ls", 0xffff, IR_C_LS },
    { "ge", 0xffff, IR_C_GE }, { "lt", 0xffff, IR_C_LT },
    { "gt", 0xffff, IR_C_GT }, { "le", 0xffff, IR_C_LE },
    { "al", 0xffff, IR_C_AL }, { NULL, 0, 0 },
};
static const struct ir_aux_word reductions[] = {
    { "sum", 0xffff, IR_SUM },     { "min_s", 0xffff, IR_MIN_S }, { "max_s", 0xffff, IR_MAX_S },
    { "min_u", 0xffff, IR_MIN_U }, { "max_u", 0xffff, IR_MAX_U }, { NULL, 0, 0 },
};
static const struct ir_aux_word rounded[] = { { "round", 1, 1 }, { NULL, 0, 0 } };
static const struct ir_aux_word crcs[] = { { "ieee", 0xffff, 0 },
                                           { "castagnoli", 0xffff, 1 },
                                           { NULL, 0, 0 } };
static const struct ir_aux_word vshifts[] = {
    { "round", IR_VSHIFT_ROUND, IR_VSHIFT_ROUND },
    { "sat", IR_VSHIFT_SAT, IR_VSHIFT_SAT },
    { "sat_u", IR_VSHIFT_SAT_U, IR_VSHIFT_SAT_U },
    { NULL, 0, 0 },
};

#define ROUND(round) 0xf0, (round) << 4
static const struct ir_aux_word fps[] = {
    { "arm", 0xf, IR_NAN_ARM },
    { "riscv", 0xf, IR_NAN_RISCV },
    { "x86", 0xf, IR_NAN_X86 },
    { "nearest", ROUND(IR_ROUND_NEAREST) },
    { "up", ROUND(IR_ROUND_UP) },
    { "down", ROUND(IR_ROUND_DOWN) },
    { "zero", ROUND(IR_ROUND_ZERO) },
    { "away", ROUND(IR_ROUND_AWAY) },
    { "odd", ROUND(IR_ROUND_ODD) },
    { "dynamic", ROUND(IR_ROUND_DYNAMIC) },
    { "extra=1", 0xff00, 0x100 },
    { "extra=2", 0xff00, 0x200 },
    { NULL, 0, 0 },
};

#define ORDER(order) IR_MEM_ORDER(7), IR_MEM_ORDER(order)
static const struct ir_aux_word memories[] = {
    { "size=1", IR_MEM_SIZE, 0 },
    { "size=2", IR_MEM_SIZE, 1 },
    { "size=4", IR_MEM_SIZE, 2 },
    { "size=8", IR_MEM_SIZE, 3 },
    { "size=16", IR_MEM_SIZE, 4 },
    { "size=32", IR_MEM_SIZE, 5 },
    { "size=64", IR_MEM_SIZE, 6 },
    { "sign", IR_MEM_SIGN, IR_MEM_SIGN },
    { "be", IR_MEM_BE, IR_MEM_BE },
    { "aligned", IR_MEM_ALIGNED, IR_MEM_ALIGNED },
    { "atomic16", IR_MEM_ATOMIC16, IR_MEM_ATOMIC16 },
    { "pair", IR_MEM_PAIR, IR_MEM_PAIR },
    { "acquire", ORDER(IR_ACQUIRE) },
    { "release", ORDER(IR_RELEASE) },
    { "acq_rel", ORDER(IR_ACQ_REL) },
    { "seq_cst", ORDER(IR_SEQ_CST) },
    { "acquire_pc", ORDER(IR_ACQUIRE_PC) },
    { NULL, 0, 0 },
};
static const struct ir_aux_word fences[] = {
    { "rr", IR_FENCE_RR, IR_FENCE_RR },
    { "rw", IR_FENCE_RW, IR_FENCE_RW },
    { "wr", IR_FENCE_WR, IR_FENCE_WR },
    { "ww", IR_FENCE_WW, IR_FENCE_WW },
    { NULL, 0, 0 },
};
static const struct ir_aux_word hints[] = {
    { "jump", 0xffff, IR_HINT_JUMP },
    { "call", 0xffff, IR_HINT_CALL },
    { "ret", 0xffff, IR_HINT_RET },
    { NULL, 0, 0 },
};
static const struct ir_aux_word traps[] = {
    { "illegal", 0xffff, IR_TRAP_ILLEGAL },
    { "breakpoint", 0xffff, IR_TRAP_BREAKPOINT },
    { "align_pc", 0xffff, IR_TRAP_ALIGN_PC },
    { "align", 0xffff, IR_TRAP_ALIGN },
    { "fetch", 0xffff, IR_TRAP_FETCH },
    { "flush", 0xffff, IR_TRAP_FLUSH },
    { NULL, 0, 0 },
};
static_assert(IR_TRAPS == 7, "each trap has its word");

/* clang-format off */
static const struct ir_aux_kind kinds[] = {
    { "_",        IR_AUX_NONE,   NULL },
    { "offset",   IR_AUX_OFFSET, NULL },
    { "length",   IR_AUX_NUMBER, NULL },
    { "count",    IR_AUX_NUMBER, NULL },
    { "lane",     IR_AUX_NUMBER, NULL },
    { "part",     IR_AUX_NUMBER, NULL },
    { "helper",   IR_AUX_HELPER, NULL },
    { "cc_int",   IR_AUX_SUFFIX, comparisons },
    { "cc_flags", IR_AUX_SUFFIX, conditions },
    { "reduce",   IR_AUX_SUFFIX, reductions },
    { "crc",      IR_AUX_WORDS,  crcs },
    { "round",    IR_AUX_WORDS,  rounded },
    { "vshift",   IR_AUX_WORDS,  vshifts },
    { "fp",       IR_AUX_WORDS,  fps },
    { "mem",      IR_AUX_WORDS,  memories },
    { "fence",    IR_AUX_WORDS,  fences },
    { "hint",     IR_AUX_WORDS,  hints },
    { "trap",     IR_AUX_WORDS,  traps },
};
/* clang-format on */

const struct ir_aux_kind *ir_aux_kind_of(enum ir_op op)
{
    const char *name = ir_ops[op].aux;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (strcmp(kinds[k].name, name) == 0)
            return &kinds[k];
    bug_on(true, "%s: aux %s has no row in text.c", ir_ops[op].name, name);
}
