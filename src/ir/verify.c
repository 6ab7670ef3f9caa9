/* The laws of the IR. They hold for every finished function: after building and after every pass.

   Blocks
   1. Block 0 is the entry. Blocks lie one behind another in `ins`, in the order of their labels,
      from instruction 1 to the last. Each has at least one instruction; its last one, and no other,
      is a terminator (flag EXIT).
   2. Labels name blocks of the function.
   3. A phi comes only at the head of a block, in front of everything else, and not in block 0. It
      has one pair for each predecessor of its block, in any order; a pair's value comes from a
      block that dominates that predecessor.

   Values
   4. An operand that is a value names an instruction that makes one, which is older (phis apart)
      and in the same block or in one that dominates it (in blocks that cannot be reached: any older
      one). Unused operands and unused aux are 0.
   5. An instruction's type is what the letter of its row says: I1 for B, FLAGS for G, VOID for
      none; put and store have the type of what they store. Rows with INT, FLT or VEC have such a T.
   6. Types are i1 to i128, f16, f32, f64, flags, and vectors of 64 and 128 bits with lanes i8 to
      i64 and f16 to f64 (and v128.i128, which only pmul_wide computes). Wider vectors and f80 are
      not yet allowed: nothing evaluates them.
   7. Operands have the types of their row's letters: T the type itself, or, when that is a vector,
      any vector of the same width; E the lane type of T; B i1; G flags; A i64. What V stands for is
      checked by the row: see `any_operand`.
   8. i1 is computed with only by and, or, xor, andn, not, cmp and the conversions; it is neither
      loaded, stored, put nor got. Flags are made and used by rows with G, and may be constant, put,
      got, passed through phis and calls.
   9. Constants have no bits above their type's width; constant flags have only bits 31..28.

   aux
   10. aux is in the range that its kind has: comparisons, conditions, lanes that exist, counts of
      at most the lane's width, helpers that exist (when the function knows its helpers), and so on:
      see `aux_is_right`.
   11. Memory: a load is as wide as T, or narrower when T is an integer; a store is not wider than
      its value; an atomic is as wide as T. SIGN only on loads, ATOMIC16 only with 16 bytes.
   12. An exit has a return address exactly when its hint is a call.

   Checking is linear but for dominators, which are computed only when there is more than one
   block. */
#include "ir/cfg.h"
#include "ir/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct verify {
    const struct ir_func *f;
    struct ir_cfg cfg;
    ir_label *block_of; /* by instruction; NULL while there is only one block */
    ir_label block;
    ir_ref at;
    char *error;
    size_t error_size;
};

/* ---- errors ---- */

/* "block 1, %7 = add.i64 %3, %9: what". Always false. */
__attribute__((format(printf, 2, 3))) static bool broken(struct verify *v, const char *format, ...)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return false;
    fprintf(out, "block %u", v->block);
    if (v->at) {
        fputs(", ", out);
        ir_print_ins(v->f, v->at, out);
    }
    fputs(": ", out);
    va_list args;
    va_start(args, format);
    vfprintf(out, format, args);
    va_end(args);
    if (fclose(out) == 0)
        snprintf(v->error, v->error_size, "%s", text);
    free(text);
    return false;
}

/* ---- types ---- */

static bool is_int_scalar(ir_type t)
{
    return t >= IR_I1 && t <= IR_I128;
}

static bool is_float_scalar(ir_type t)
{
    return t >= IR_F16 && t <= IR_F64;
}

/* Integers but i1. */
static bool is_number(ir_type t)
{
    return t >= IR_I8 && t <= IR_I128;
}

static bool is_legal(ir_type t)
{
    if (!ir_is_vector(t))
        return is_int_scalar(t) || is_float_scalar(t) || t == IR_FLAGS;
    if (t == (IR_V128 | IR_I128))
        return true;
    ir_type lane = ir_lane(t);
    return ir_bits(t) <= 128 && ((lane >= IR_I8 && lane <= IR_I64) || is_float_scalar(lane));
}

static bool same(ir_type a, ir_type b)
{
    return a == b || (ir_is_vector(a) && ir_is_vector(b) && ir_bits(a) == ir_bits(b));
}

static bool is_vector_of(ir_type t, unsigned bits)
{
    return ir_is_vector(t) && ir_bits(t) == bits;
}

static ir_type type_of(const struct verify *v, ir_ref x)
{
    return v->f->ins[x].type;
}

static bool computes_i1(enum ir_op op)
{
    switch ((int)op) {
    case IR_and:
    case IR_or:
    case IR_xor:
    case IR_andn:
    case IR_not:
    case IR_trunc:
        return true;
    }
    return !(ir_ops[op].flags & (IR_INT | IR_MEM | IR_STATE)) && op != IR_bitcast;
}

static bool result_type(struct verify *v, const struct ir_ins *i)
{
    const struct ir_op_info *info = &ir_ops[i->op];
    ir_type t = i->type;
    if (info->result == 'B' || info->result == 'G')
        return t == (info->result == 'B' ? IR_I1 : IR_FLAGS) || broken(v, "wrong type");
    if (i->op == IR_put || i->op == IR_store) {
        if (t != type_of(v, i->op == IR_put ? i->a : i->b))
            return broken(v, "its type is not that of what it stores");
    } else if (info->result == '_' || (i->op == IR_call && t == IR_VOID)) {
        return t == IR_VOID || broken(v, "wrong type");
    }
    char name[16];
    if (!is_legal(t))
        return broken(v, "%s is no type", ir_type_name(t, name));
    if (t == (IR_V128 | IR_I128) && info->flags & (IR_INT | IR_VEC) && i->op != IR_pmul_wide)
        return broken(v, "lanes are too wide");
    if ((info->flags & IR_INT && (ir_is_float(t) || t == IR_FLAGS)) ||
        (info->flags & IR_FLT && !ir_is_float(t)) || (info->flags & IR_VEC && !ir_is_vector(t)))
        return broken(v, "the op is not of this type");
    if (t == IR_FLAGS && (info->flags & IR_PURE) && i->op != IR_const && i->op != IR_phi &&
        i->op != IR_call_pure)
        return broken(v, "the op is not of this type");
    if (t == IR_I1 && !computes_i1(i->op))
        return broken(v, "not on i1");
    return true;
}

/* ---- operands ---- */

static bool is_value(struct verify *v, ir_ref x, char which)
{
    if (x == 0 || x >= v->f->count)
        return broken(v, "operand %c is no value", which);
    const struct ir_ins *i = &v->f->ins[x];
    if (i->op >= IR_OPS || ir_ops[i->op].result == '_' || i->type == IR_VOID)
        return broken(v, "operand %c is not made by its instruction", which);
    return true;
}

static bool comes_before(struct verify *v, ir_ref x, char which)
{
    if (x >= v->at)
        return broken(v, "operand %c is not older", which);
    if (v->block_of && v->cfg.position[v->block] != IR_UNREACHED &&
        !ir_dominates(&v->cfg, v->block_of[x], v->block))
        return broken(v, "operand %c is from block %u, which does not dominate this one", which,
                      v->block_of[x]);
    return true;
}

static bool operand(struct verify *v, const struct ir_ins *i, char letter, uint32_t x, char which)
{
    ir_type t = i->type, wanted = t;
    if (letter == '_')
        return x == 0 || broken(v, "operand %c is not used but is not 0", which);
    if (letter == 'L')
        return x < v->f->block_count || broken(v, "there is no block %u", x);
    if (letter == 'I' || letter == 'Q' || letter == 'P' || (letter == 'O' && x == 0))
        return true;
    if (!is_value(v, x, which) || !comes_before(v, x, which))
        return false;
    if (letter == 'V' || letter == 'O')
        return true;
    wanted = letter == 'B'   ? IR_I1
             : letter == 'G' ? IR_FLAGS
             : letter == 'A' ? IR_I64
             : letter == 'E' ? ir_lane(t)
                             : t;
    char name[16];
    if (!same(type_of(v, x), wanted))
        return broken(v, "operand %c is not of type %s", which, ir_type_name(wanted, name));
    return true;
}

static bool operands(struct verify *v, const struct ir_ins *i)
{
    const struct ir_op_info *info = &ir_ops[i->op];
    if (!operand(v, i, info->a, i->a, 'a'))
        return false;
    if (info->b == 'Q')
        return true;
    return operand(v, i, info->b, i->b, 'b') && operand(v, i, info->c, i->c, 'c');
}

/* ---- operands of any type: what the rows with V say ---- */

/* Half as wide, of the same sort: integers of integers, vectors of vectors. */
static bool is_half(ir_type half, ir_type whole)
{
    bool sort = ir_is_vector(whole) ? ir_is_vector(half) : is_number(half) && is_number(whole);
    return sort && 2 * ir_bits(half) == ir_bits(whole);
}

static bool is_plain(ir_type t) /* a known number of meaningful bits */
{
    return t != IR_I1 && t != IR_FLAGS && t != IR_VOID;
}

/* FP conversions: lane by lane between vectors of one width, or scalar to scalar. */
static bool converts(ir_type t, ir_type from, bool from_float)
{
    if (ir_is_vector(t))
        return same(t, from) && ir_lane(t) != IR_I8;
    return from_float ? is_float_scalar(from) : is_number(from) && ir_bits(from) <= 64;
}

static bool converts_format(ir_type t, ir_type from)
{
    if (!ir_is_vector(t))
        return is_float_scalar(from) && from != t;
    return is_vector_of(t, 128) ? is_vector_of(from, 64) && ir_lane(t) != IR_F16
                                : is_vector_of(from, 128) && ir_lane(t) != IR_F64;
}

/* Whether the types of V operands are what the row's meaning asks for; also what T must be besides
   its flags. */
static bool any_operand(const struct verify *v, const struct ir_ins *i)
{
    unsigned values = ir_ops[i->op].values;
    ir_type t = i->type;
    ir_type a = values & 1 ? type_of(v, i->a) : IR_VOID;
    ir_type b = values & 2 ? type_of(v, i->b) : IR_VOID;
    switch ((int)i->op) {
    case IR_cmp:
        return is_int_scalar(a) && a == b;
    case IR_select:
        return is_plain(t) || t == IR_I1;
    case IR_zext:
    case IR_sext:
        return is_number(t) && is_int_scalar(a) && ir_bits(a) < ir_bits(t);
    case IR_trunc:
        return is_int_scalar(t) && is_number(a) && ir_bits(a) > ir_bits(t);
    case IR_concat:
        return is_half(a, t) && same(a, b);
    case IR_low:
    case IR_high:
        return is_half(t, a);
    case IR_bitcast:
        return is_plain(t) && is_plain(a) && ir_bits(t) == ir_bits(a);
    case IR_crc32:
        return t == IR_I32 && b >= IR_I8 && b <= IR_I64;
    case IR_flags_add:
    case IR_flags_adc:
    case IR_flags_sub:
    case IR_flags_sbb:
        return (a == IR_I32 || a == IR_I64) && a == b;
    case IR_flags_logic:
        return a == IR_I32 || a == IR_I64;
    case IR_flags_pack:
    case IR_fp_set_flags:
    case IR_fp_set_mode:
        return a == IR_I32;
    case IR_flags_unpack:
    case IR_fp_get_flags:
        return t == IR_I32;
    case IR_vzext:
        return is_plain(a) && ir_bits(a) < ir_bits(t);
    case IR_extract:
        return ir_is_vector(a) && !ir_is_vector(t) && is_plain(t) && ir_bits(t) <= 64 &&
               i->aux < ir_bits(a) / ir_bits(t);
    case IR_widen_s:
    case IR_widen_u:
        return is_vector_of(t, 128) && is_vector_of(a, 64) && ir_lane(t) > IR_I8;
    case IR_narrow:
    case IR_narrow_ss:
    case IR_narrow_su:
    case IR_narrow_uu:
        return is_vector_of(t, 64) && is_vector_of(a, 128) && ir_lane(t) < IR_I64;
    case IR_pmul:
        return ir_lane(t) == IR_I8;
    case IR_aes_enc:
    case IR_aes_dec:
    case IR_aes_mix:
    case IR_aes_unmix:
        return t == (IR_V128 | IR_I8);
    case IR_sha1_rounds:
    case IR_sha256_rounds:
    case IR_sha256_update0:
    case IR_sha256_update1:
        return t == (IR_V128 | IR_I32);
    case IR_pmul_wide:
        return is_vector_of(t, 128) && (ir_lane(t) == IR_I16 || ir_lane(t) == IR_I128) &&
               is_vector_of(a, 64) && is_vector_of(b, 64);
    case IR_dot_s:
    case IR_dot_u:
    case IR_recpe_u:
    case IR_rsqrte_u:
        return ir_lane(t) == IR_I32;
    case IR_qdmulh:
        return ir_lane(t) == IR_I16 || ir_lane(t) == IR_I32;
    case IR_reduce:
        return is_number(t) && ir_bits(t) <= 64 && ir_is_vector(a) && ir_bits(t) < ir_bits(a);
    case IR_fcmp:
        return is_float_scalar(a) && a == b;
    case IR_fclass:
        return (t == IR_I32 || t == IR_I64) && is_float_scalar(a);
    case IR_fcvt:
        return converts_format(t, a);
    case IR_fcvt_to_s:
    case IR_fcvt_to_u:
        return converts(t, a, true) && t != IR_I128;
    case IR_fcvt_from_s:
    case IR_fcvt_from_u:
        return converts(t, a, false);
    case IR_load:
        return is_plain(t);
    case IR_store:
        return is_plain(b);
    case IR_exit_indirect:
        return a == IR_I64;
    }
    if (ir_ops[i->op].flags & IR_MEM) /* the atomic ones */
        return is_number(t) && (t != IR_I128 || i->op == IR_cas);
    return true;
}

/* ---- aux, constants, the pool ---- */

static bool memory_aux_is_right(const struct ir_ins *i)
{
    unsigned bits = 8u << (i->aux & IR_MEM_SIZE), width = ir_bits(i->type);
    bool size;
    if (i->op == IR_load)
        size = bits == width || (bits < width && is_number(i->type) && width <= 64);
    else
        size = i->op == IR_store ? bits <= width : bits == width;
    return size && !(i->aux & IR_MEM_SIGN && i->op != IR_load) &&
           !(i->aux & IR_MEM_ATOMIC16 && bits != 128) &&
           IR_MEM_GET_ORDER(i->aux) <= IR_ACQUIRE_PC && !(i->aux >> 11);
}

static bool fp_aux_is_right(const struct ir_ins *i)
{
    bool has_extra = i->op == IR_fcmp || i->op == IR_fround || i->op == IR_fcvt;
    unsigned most = i->op == IR_vfcmp ? (unsigned)IR_FCMP_GT : has_extra;
    return IR_FP_NAN(i->aux) <= IR_NAN_X86 && IR_FP_ROUND(i->aux) <= IR_ROUND_DYNAMIC &&
           IR_FP_EXTRA(i->aux) <= most;
}

static bool aux_is_right(const struct verify *v, const struct ir_ins *i)
{
    const char *kind = ir_ops[i->op].aux;
    unsigned aux = i->aux;
    switch (kind[0]) {
    case '_':
        return aux == 0;
    case 'o': /* offset */
    case 'l': /* lane, length */
        return i->op != IR_insert || aux < ir_lanes(i->type);
    case 'c': /* cc_int, cc_flags, count, crc */
        if (kind[1] == 'c')
            return aux <= (i->op == IR_cond ? (unsigned)IR_C_AL : (unsigned)IR_GE_U);
        return aux <= (kind[1] == 'o' ? ir_bits(ir_lane(i->type)) : 1);
    case 'r': /* round, reduce */
        return aux <= (kind[1] == 'o' ? 1u : (unsigned)IR_MAX_U);
    case 'v': /* vshift */
        return aux <= 7 && !(aux & IR_VSHIFT_SAT_U && i->op != IR_vshift_s);
    case 'm': /* mem */
        return memory_aux_is_right(i);
    case 'p': /* part */
        return aux <= 2;
    case 'f': /* fp, fence */
        return kind[1] == 'p' ? fp_aux_is_right(i) : aux <= IR_FENCE_ALL;
    case 'h': /* helper, hint */
        return kind[1] == 'i' ? aux <= IR_HINT_RET : !v->f->helpers || aux < v->f->helper_count;
    case 't': /* trap */
        return aux > IR_TRAP_NONE && aux < IR_TRAPS;
    }
    return false;
}

static bool constant_is_right(const struct verify *v, const struct ir_ins *i)
{
    unsigned bits = ir_bits(i->type);
    if (i->op == IR_const)
        return !ir_is_vector(i->type) && bits <= 64 && (bits == 64 || ir_imm(i) >> bits == 0) &&
               (i->type != IR_FLAGS || !(ir_imm(i) & 0xfffffff));
    if (!ir_is_vector(i->type) && i->type != IR_I128)
        return false;
    const uint32_t *w = &v->f->pool[i->a];
    return i->a + UINT64_C(4) <= v->f->pool_count && (bits == 128 || !(w[2] | w[3]));
}

static bool mask_is_right(const struct verify *v, const struct ir_ins *i)
{
    uint8_t mask[16];
    if (i->c + UINT64_C(4) > v->f->pool_count)
        return false;
    memcpy(mask, &v->f->pool[i->c], sizeof mask);
    for (unsigned k = 0; k < ir_bits(i->type) / 8; k++)
        if (mask[k] >= ir_bits(i->type) / 4)
            return false;
    return true;
}

static bool return_address_is_right(const struct verify *v, const struct ir_ins *i)
{
    ir_ref back = i->op == IR_exit_direct ? i->a : i->b;
    return i->aux == IR_HINT_CALL ? back && type_of(v, back) == IR_I64 : !back;
}

/* What is particular to single ops. */
static bool details(struct verify *v, const struct ir_ins *i)
{
    switch ((int)i->op) {
    case IR_const:
    case IR_const_wide:
        return constant_is_right(v, i) || broken(v, "no such constant");
    case IR_shuffle:
        return mask_is_right(v, i) || broken(v, "no such mask");
    case IR_exit_direct:
    case IR_exit_indirect:
        return return_address_is_right(v, i) || broken(v, "return address and hint disagree");
    }
    return true;
}

/* ---- phis ---- */

static uint32_t predecessor_count(const struct verify *v, ir_label of, ir_label which)
{
    uint32_t count = 0;
    for (uint32_t k = v->cfg.first[of]; k < v->cfg.first[of + 1]; k++)
        count += v->cfg.before[k] == which;
    return count;
}

static bool pair(struct verify *v, const struct ir_ins *i, const uint32_t *pairs, uint32_t k)
{
    ir_label from = pairs[1 + 2 * k];
    ir_ref x = pairs[2 + 2 * k];
    if (from >= v->f->block_count || !predecessor_count(v, v->block, from))
        return broken(v, "block %u is no predecessor", from);
    for (uint32_t n = 0; n < k; n++)
        if (pairs[1 + 2 * n] == from)
            return broken(v, "block %u is there twice", from);
    if (!is_value(v, x, 'a') || !same(type_of(v, x), i->type))
        return broken(v, "the value from block %u is not of its type", from);
    if (v->cfg.position[from] != IR_UNREACHED && !ir_dominates(&v->cfg, v->block_of[x], from))
        return broken(v, "the value from block %u does not reach it", from);
    return true;
}

/* As many different blocks as there are predecessors. */
static uint32_t different_predecessors(const struct verify *v)
{
    uint32_t count = 0, first = v->cfg.first[v->block];
    for (uint32_t k = first; k < v->cfg.first[v->block + 1]; k++) /* equal ones are neighbours */
        count += k == first || v->cfg.before[k] != v->cfg.before[k - 1];
    return count;
}

static bool phi(struct verify *v, const struct ir_ins *i)
{
    const uint32_t *pairs = &v->f->pool[i->a];
    if (v->block == 0)
        return broken(v, "a phi in the entry block");
    if (v->at > v->f->blocks[v->block].first && v->f->ins[v->at - 1].op != IR_phi)
        return broken(v, "a phi behind something else");
    if (i->a >= v->f->pool_count || i->a + 1 + 2 * (uint64_t)pairs[0] > v->f->pool_count)
        return broken(v, "its pairs are not in the pool");
    if (pairs[0] != different_predecessors(v))
        return broken(v, "%u pairs for %u predecessors", pairs[0], different_predecessors(v));
    for (uint32_t k = 0; k < pairs[0]; k++)
        if (!pair(v, i, pairs, k))
            return false;
    return true;
}

/* ---- the whole ---- */

static bool instruction(struct verify *v, bool last)
{
    const struct ir_ins *i = &v->f->ins[v->at];
    if (i->op >= IR_OPS)
        return broken(v, "no such op");
    if (!!(ir_ops[i->op].flags & IR_EXIT) != last)
        return broken(v, last ? "the block's last instruction is no terminator"
                              : "a terminator within the block");
    if (!operands(v, i) || !result_type(v, i))
        return false;
    if (!any_operand(v, i))
        return broken(v, "its operands or its type are not what the op takes");
    if (!aux_is_right(v, i))
        return broken(v, "aux is out of range");
    if (i->op == IR_phi)
        return phi(v, i);
    return details(v, i);
}

/* Laws 1 and 2: as much as the graph needs to be made. */
static bool blocks(struct verify *v)
{
    const struct ir_func *f = v->f;
    ir_ref at = 1;
    if (!f->block_count)
        return broken(v, "there are no blocks");
    for (v->block = 0; v->block < f->block_count; v->block++) {
        const struct ir_block *b = &f->blocks[v->block];
        if (b->first != at || b->end <= b->first || b->end > f->count)
            return broken(v, "it does not follow the block before it, or is empty");
        at = b->end;
        const struct ir_ins *last = &f->ins[b->end - 1];
        if ((last->op == IR_jump && last->a >= f->block_count) ||
            (last->op == IR_br && (last->b >= f->block_count || last->c >= f->block_count))) {
            v->at = b->end - 1;
            return broken(v, "there is no such block");
        }
    }
    v->block--;
    return at == f->count || broken(v, "instructions behind the last block");
}

static void map_blocks(struct verify *v, struct arena *arena)
{
    const struct ir_func *f = v->f;
    ir_cfg_make(&v->cfg, arena, f);
    v->block_of = arena_alloc(arena, f->count * sizeof *v->block_of);
    for (ir_label b = 0; b < f->block_count; b++)
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++)
            v->block_of[i] = b;
}

static bool instructions(struct verify *v)
{
    for (v->block = 0; v->block < v->f->block_count; v->block++) {
        const struct ir_block *b = &v->f->blocks[v->block];
        for (v->at = b->first; v->at < b->end; v->at++)
            if (!instruction(v, v->at + 1 == b->end))
                return false;
    }
    return true;
}

bool ir_verify(const struct ir_func *f, char *error, size_t error_size)
{
    struct verify v = { .f = f, .error = error, .error_size = error_size };
    struct arena_mark mark = arena_mark(f->arena);
    bool right = blocks(&v);
    if (right && f->block_count > 1)
        map_blocks(&v, f->arena);
    right = right && instructions(&v);
    arena_release(f->arena, mark);
    return right;
}
