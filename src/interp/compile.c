/* From an IR function to the interpreter's threaded code: chooses a handler for each instruction, gives each value a
   place in the frame, folds constants into the handlers that take them, turns phis into moves on the edges, and
   resolves branches. */
#include "interp/internal.h"

#include <stdlib.h>
#include <string.h>

struct compile {
    const struct ir_func *f;
    const void *const *label;
    struct interp_op *op;
    uint32_t count;
    unsigned link_count;
    bool first_tier; /* exits lead to the runtime, which counts */
    uint32_t *slot;  /* by value: byte offset in the frame */
    uint32_t slots;  /* bytes of the frame used */
    bool *needed;    /* by value: some op reads it from the frame (matters for constants) */
    uint32_t *start; /* by block: its first op */
    uint64_t pc;     /* of the guest instruction being compiled */
};

enum { VALUE = sizeof(union ir_value), MAX_FRAME = 1 << 20 };

static struct interp_op *add(struct compile *c, unsigned handler)
{
    struct interp_op *o = &c->op[c->count++];
    memset(o, 0, sizeof *o);
    o->go = c->label[handler];
    return o;
}

/* An op with the instruction's result and value operands in their usual places. */
static struct interp_op *add_plain(struct compile *c, unsigned handler, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    struct interp_op *o = add(c, handler);
    o->dst = c->slot[i];
    o->a = c->slot[x->a];
    o->b = c->slot[x->b];
    return o;
}

static const struct ir_ins *constant(const struct compile *c, ir_ref v)
{
    const struct ir_ins *x = &c->f->ins[v];
    return x->op == IR_const ? x : NULL;
}

/* ---- which handlers exist ---- */

/* The i64 handler of a BIN, UNARY or CMP op; -1: there is none. */
static int fast_handler(enum ir_op op, unsigned aux, bool *unary)
{
    *unary = false;
    switch ((int)op) {
#define BIN(name, e) \
    case IR_##name: \
        return INTERP_##name##_i64;
#define UNARY(name, e) \
    case IR_##name: \
        *unary = true; \
        return INTERP_##name##_i64;
#define CMP(cc, e)
#define PLAIN(name)
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
    case IR_cmp:
        switch (aux) {
#define BIN(name, e)
#define UNARY(name, e)
#define CMP(cc, e) \
    case IR_##cc: \
        return INTERP_##cc##_i64;
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
#undef PLAIN
        }
    }
    return -1;
}

/* The type by which a BIN, UNARY or CMP is chosen. */
static ir_type fast_type(const struct compile *c, const struct ir_ins *x)
{
    return x->op == IR_cmp ? c->f->ins[x->a].type : x->type;
}

static bool takes_immediate(const struct compile *c, const struct ir_ins *x)
{
    bool unary;
    int h = fast_handler(x->op, x->aux, &unary);
    ir_type t = fast_type(c, x);
    return h >= 0 && !unary && (t == IR_I64 || t == IR_I32) && constant(c, x->b);
}

static bool puts_constant(const struct compile *c, const struct ir_ins *x)
{
    const struct ir_ins *v = constant(c, x->a);
    return x->op == IR_put && v && (v->type == IR_I32 || v->type == IR_I64);
}

/* ---- values and their places ---- */

static void mark_operands(struct compile *c, const struct ir_ins *x)
{
    if (x->op == IR_phi) {
        const uint32_t *p = &c->f->pool[x->a];
        for (uint32_t k = 0; k < p[0]; k++)
            c->needed[p[2 + 2 * k]] = true;
        return;
    }
    if (ir_is_value(x, 0) && !puts_constant(c, x))
        c->needed[x->a] = true;
    if (ir_is_value(x, 1) && !takes_immediate(c, x))
        c->needed[x->b] = true;
    if (ir_is_value(x, 2))
        c->needed[x->c] = true;
}

static void place_values(struct compile *c)
{
    c->slots = VALUE; /* value 0 is nobody's */
    for (ir_ref i = 1; i < c->f->count; i++)
        mark_operands(c, &c->f->ins[i]);
    for (ir_ref i = 1; i < c->f->count; i++) {
        const struct ir_ins *x = &c->f->ins[i];
        if (ir_ops[x->op].result != '_' && (x->op != IR_const || c->needed[i])) {
            c->slot[i] = c->slots;
            c->slots += VALUE;
        }
    }
}

/* ---- single instructions ---- */

static uint64_t mask_of(ir_type t)
{
    unsigned bits = ir_bits(t);
    return bits >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << bits) - 1;
}

static void compile_generic(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    struct interp_op *o = add(c, INTERP_generic);
    o->dst = c->slot[i];
    o->a = ir_is_value(x, 0) ? c->slot[x->a] : 0;
    o->b = ir_is_value(x, 1) ? c->slot[x->b] : 0;
    o->c = ir_is_value(x, 2) ? c->slot[x->c] : 0;
    o->imm = INTERP_PACK(x->op, x->type, ir_operand_type(c->f, x), x->aux);
}

/* Ops with an immediate or a pool index as third operand: it goes into the frame as a value first. */
static void compile_generic_with(struct compile *c, ir_ref i, const union ir_value *third, bool is_b)
{
    struct interp_op *o = add(c, INTERP_wide);
    o->dst = c->slots;
    o->imm = third->u64[0];
    o->a = (uint32_t)third->u64[1];
    o->b = (uint32_t)(third->u64[1] >> 32);
    compile_generic(c, i);
    *(is_b ? &c->op[c->count - 1].b : &c->op[c->count - 1].c) = c->slots;
    c->slots += VALUE;
}

static union ir_value pool_value(const struct compile *c, uint32_t index)
{
    union ir_value v;
    memcpy(&v, &c->f->pool[index], sizeof v);
    return v;
}

static void compile_const_wide(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    union ir_value v = pool_value(c, x->a);
    struct interp_op *o = add(c, INTERP_wide);
    o->dst = c->slot[i];
    o->imm = v.u64[0];
    if (ir_bits(x->type) == 128) {
        o->a = (uint32_t)v.u64[1];
        o->b = (uint32_t)(v.u64[1] >> 32);
    }
}

static unsigned size_index(unsigned bits) /* 8 .. 128 to 0 .. 4 */
{
    unsigned n = 0;
    while (8u << n < bits)
        n++;
    return n;
}

static void compile_get(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    struct interp_op *o = add(c, INTERP_get8 + size_index(ir_bits(x->type)));
    o->dst = c->slot[i];
    o->imm = x->aux;
}

static void compile_put(struct compile *c, const struct ir_ins *x)
{
    const struct ir_ins *v = constant(c, x->a);
    if (puts_constant(c, x)) {
        struct interp_op *o = add(c, v->type == IR_I64 ? INTERP_put64_imm : INTERP_put32_imm);
        o->dst = x->aux;
        o->imm = ir_imm(v);
        return;
    }
    struct interp_op *o = add(c, INTERP_put8 + size_index(ir_bits(c->f->ins[x->a].type)));
    o->a = c->slot[x->a];
    o->imm = x->aux;
}

static void compile_fast(struct compile *c, ir_ref i, unsigned handler, bool unary)
{
    const struct ir_ins *x = &c->f->ins[i];
    handler += fast_type(c, x) == IR_I32 ? INTERP_I32 : 0;
    if (!unary && constant(c, x->b)) {
        struct interp_op *o = add(c, handler + INTERP_IMM);
        o->dst = c->slot[i];
        o->a = c->slot[x->a];
        o->imm = ir_imm(&c->f->ins[x->b]);
    } else {
        add_plain(c, handler, i);
    }
}

/* zext, trunc, sext, bitcast, vzext of up to 64 bits on both sides, and copies of 128. */
static void compile_convert(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    ir_type from = c->f->ins[x->a].type;
    unsigned bits = ir_bits(from);
    if (x->op == IR_sext && ir_bits(x->type) <= 64) {
        struct interp_op *o = add_plain(c, INTERP_sext, i);
        o->b = 64 - bits;
        o->imm = mask_of(x->type);
    } else if (x->op != IR_sext && (bits <= 64 || x->op == IR_trunc)) {
        add_plain(c, INTERP_mask, i)->imm = mask_of(from) & mask_of(x->type);
    } else if (x->op == IR_bitcast || x->op == IR_vzext) {
        add_plain(c, INTERP_move128, i);
    } else {
        compile_generic(c, i);
    }
}

static void compile_flags(struct compile *c, ir_ref i, unsigned i64_handler)
{
    bool narrow = ir_bits(c->f->ins[c->f->ins[i].a].type) == 32;
    add_plain(c, i64_handler + narrow, i);
}

/* For each condition, bit n tells whether it holds when NZCV is n. */
static uint64_t condition_table(unsigned cc)
{
    static const uint16_t holds[] = {
        [IR_C_EQ] = 0xf0f0, [IR_C_NE] = 0x0f0f, [IR_C_CS] = 0xcccc, [IR_C_CC] = 0x3333, [IR_C_MI] = 0xff00,
        [IR_C_PL] = 0x00ff, [IR_C_VS] = 0xaaaa, [IR_C_VC] = 0x5555, [IR_C_HI] = 0x0c0c, [IR_C_LS] = 0xf3f3,
        [IR_C_GE] = 0xaa55, [IR_C_LT] = 0x55aa, [IR_C_GT] = 0x0a05, [IR_C_LE] = 0xf5fa, [IR_C_AL] = 0xffff,
    };
    return holds[cc];
}

/* ---- memory ---- */

static void compile_alignment(struct compile *c, const struct ir_ins *x, uint32_t displacement)
{
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    bool whole = (x->op == IR_cas && size == 16) || (x->aux & IR_MEM_ATOMIC16);
    if (size == 1 || !((x->aux & IR_MEM_ALIGNED) || whole))
        return;
    struct interp_op *o = add(c, INTERP_check_align);
    o->a = c->slot[x->a];
    o->b = displacement;
    o->c = size - 1;
    o->imm = c->pc;
}

static unsigned load_handler(const struct ir_ins *x)
{
    unsigned size = x->aux & IR_MEM_SIZE;
    bool wide = ir_bits(x->type) == 64;
    if (!(x->aux & IR_MEM_SIGN) || ir_bits(x->type) == 8u << size)
        return size == 4 && (x->aux & IR_MEM_ATOMIC16) ? INTERP_load128_atomic : INTERP_load8 + size;
    switch (size) {
    case 0:
        return wide ? INTERP_load8_s64 : INTERP_load8_s32;
    case 1:
        return wide ? INTERP_load16_s64 : INTERP_load16_s32;
    default:
        return INTERP_load32_s64;
    }
}

static void swap_bytes(struct compile *c, uint32_t slot, unsigned size)
{
    struct interp_op *o = add(c, INTERP_generic);
    ir_type t = ir_int_type(8u << size);
    o->dst = o->a = slot;
    o->imm = INTERP_PACK(IR_bswap, t, t, 0);
}

static void compile_load(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    bool big = x->aux & IR_MEM_BE;
    compile_alignment(c, x, x->c);
    struct ir_ins plain = *x;
    if (big)
        plain.aux &= (uint16_t)~IR_MEM_SIGN;
    struct interp_op *o = add(c, load_handler(&plain));
    o->dst = c->slot[i];
    o->a = c->slot[x->a];
    o->b = x->c;
    o->imm = c->pc;
    if (!big)
        return;
    swap_bytes(c, o->dst, x->aux & IR_MEM_SIZE);
    if (x->aux & IR_MEM_SIGN) {
        o = add(c, INTERP_sext);
        o->dst = o->a = c->slot[i];
        o->b = 64 - (8u << (x->aux & IR_MEM_SIZE));
        o->imm = mask_of(x->type);
    }
}

static void compile_store(struct compile *c, const struct ir_ins *x)
{
    unsigned size = x->aux & IR_MEM_SIZE;
    uint32_t value = c->slot[x->b];
    compile_alignment(c, x, x->c);
    if (x->aux & IR_MEM_BE) {
        struct interp_op *o = add(c, INTERP_move128);
        o->dst = c->slots;
        o->a = value;
        value = c->slots;
        c->slots += VALUE;
        swap_bytes(c, value, size);
    }
    unsigned handler = size == 4 && (x->aux & IR_MEM_ATOMIC16) ? INTERP_store128_atomic : INTERP_store8 + size;
    struct interp_op *o = add(c, handler);
    o->dst = x->c;
    o->a = c->slot[x->a];
    o->b = value;
    o->imm = c->pc;
    enum ir_order order = IR_MEM_GET_ORDER(x->aux);
    if (order == IR_RELEASE || order == IR_SEQ_CST) /* a later load-acquire must not pass it (HAZARDS: RCsc) */
        add(c, INTERP_fence);
}

static void compile_atomic(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    compile_alignment(c, x, 0);
    struct interp_op *o = add_plain(c, INTERP_atomic, i);
    o->c = x->op | ir_bits(x->type) << 8;
    o->imm = c->pc;
}

static void compile_cas(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    compile_alignment(c, x, 0);
    struct interp_op *o = add_plain(c, INTERP_cas, i);
    o->c = c->slot[x->c];
    o->imm = c->pc;
    add(c, INTERP_generic)->imm = ir_bits(x->type);
}

static void compile_call(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    struct interp_op *o = add_plain(c, INTERP_call, i);
    o->c = c->slot[x->c];
    o->imm = (uintptr_t)&c->f->helpers[x->aux];
}

/* ---- control ---- */

/* The moves that enter block `to` from block `from`: by way of fresh places, since phis read one another's old values. */
static void compile_phis(struct compile *c, ir_label from, ir_label to)
{
    const struct ir_block *b = &c->f->blocks[to];
    uint32_t fresh = c->slots, n = 0;
    for (ir_ref i = b->first; i < b->end && c->f->ins[i].op == IR_phi; i++) {
        const uint32_t *p = &c->f->pool[c->f->ins[i].a];
        for (uint32_t k = 0; k < p[0]; k++) {
            if (p[1 + 2 * k] != from)
                continue;
            struct interp_op *o = add(c, INTERP_move128);
            o->dst = fresh + n++ * VALUE;
            o->a = c->slot[p[2 + 2 * k]];
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        struct interp_op *o = add(c, INTERP_move128);
        o->dst = c->slot[b->first + k];
        o->a = fresh + k * VALUE;
    }
    if (c->slots < fresh + n * VALUE)
        c->slots = fresh + n * VALUE;
}

/* Until every block has its place, `a` and `b` of jump and br hold block labels. */
static void compile_br(struct compile *c, ir_label from, const struct ir_ins *x)
{
    uint32_t at = c->count;
    struct interp_op *o = add(c, INTERP_br);
    o->dst = c->slot[x->a];
    o->a = 1; /* over to the moves of the taken edge */
    compile_phis(c, from, x->b);
    add(c, INTERP_jump)->a = x->b;
    c->op[at].b = c->count - at;
    compile_phis(c, from, x->c);
    add(c, INTERP_jump)->a = x->c;
}

static void resolve_jumps(struct compile *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->op[i].go == c->label[INTERP_jump])
            c->op[i].a = c->start[c->op[i].a] - i;
    for (uint32_t i = 0; i < c->count; i++) { /* a branch to a bare jump goes where that leads */
        struct interp_op *o = &c->op[i];
        if (o->go != c->label[INTERP_br])
            continue;
        if (o[o->a].go == c->label[INTERP_jump])
            o->a += o[o->a].a;
        if (o[o->b].go == c->label[INTERP_jump])
            o->b += o[o->b].a;
    }
}

static void compile_exit_direct(struct compile *c, const struct ir_ins *x)
{
    struct interp_op *o = add(c, c->first_tier ? INTERP_leave_direct : INTERP_exit_direct);
    o->imm = ir_imm(x);
    if (!c->first_tier)
        o->dst = c->link_count++;
}

static void compile_ins(struct compile *c, ir_label block, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    bool unary;
    int fast = fast_handler(x->op, x->aux, &unary);
    ir_type t = fast_type(c, x);
    if (fast >= 0 && (t == IR_I64 || t == IR_I32)) {
        compile_fast(c, i, (unsigned)fast, unary);
        return;
    }
    switch ((enum ir_op)x->op) {
    case IR_nop:
    case IR_phi:
    case IR_sync: /* it always is */
        break;
    case IR_insn_start:
        c->pc = ir_imm(x);
        break;
    case IR_const:
        if (c->needed[i]) {
            struct interp_op *o = add(c, INTERP_wide);
            o->dst = c->slot[i];
            o->imm = ir_imm(x);
        }
        break;
    case IR_const_wide:
        compile_const_wide(c, i);
        break;
    case IR_get:
        compile_get(c, i);
        break;
    case IR_put:
        compile_put(c, x);
        break;
    case IR_zext:
    case IR_sext:
    case IR_trunc:
    case IR_bitcast:
    case IR_vzext:
        compile_convert(c, i);
        break;
    case IR_select:
        add_plain(c, INTERP_select, i)->c = c->slot[x->c];
        break;
    case IR_flags_add:
        compile_flags(c, i, INTERP_flags_add_i64);
        break;
    case IR_flags_sub:
        compile_flags(c, i, INTERP_flags_sub_i64);
        break;
    case IR_flags_logic:
        compile_flags(c, i, INTERP_flags_logic_i64);
        break;
    case IR_cond:
        add_plain(c, INTERP_cond, i)->imm = condition_table(x->aux);
        break;
    case IR_shuffle: {
        union ir_value mask = pool_value(c, x->c);
        compile_generic_with(c, i, &mask, false);
        break;
    }
    case IR_fcvt_to_s:
    case IR_fcvt_to_u:
    case IR_fcvt_from_s:
    case IR_fcvt_from_u: {
        union ir_value fraction = { .u64 = { x->b, 0 } };
        compile_generic_with(c, i, &fraction, true);
        break;
    }
    case IR_load:
        compile_load(c, i);
        break;
    case IR_store:
        compile_store(c, x);
        break;
    case IR_atomic_xchg:
    case IR_atomic_add:
    case IR_atomic_and:
    case IR_atomic_or:
    case IR_atomic_xor:
    case IR_atomic_smin:
    case IR_atomic_smax:
    case IR_atomic_umin:
    case IR_atomic_umax:
        compile_atomic(c, i);
        break;
    case IR_cas:
        compile_cas(c, i);
        break;
    case IR_fence:
        if (x->aux & IR_FENCE_WR) /* the only order that the host does not keep by itself */
            add(c, INTERP_fence);
        break;
    case IR_fp_get_flags:
        add_plain(c, INTERP_fp_get_flags, i);
        break;
    case IR_fp_set_flags:
        add_plain(c, INTERP_fp_set_flags, i);
        break;
    case IR_fp_set_mode:
        add_plain(c, INTERP_fp_set_mode, i);
        break;
    case IR_call:
    case IR_call_pure:
        compile_call(c, i);
        break;
    case IR_safepoint:
        add(c, INTERP_safepoint)->imm = ir_imm(x);
        break;
    case IR_jump:
        compile_phis(c, block, x->a);
        add(c, INTERP_jump)->a = x->a;
        break;
    case IR_br:
        compile_br(c, block, x);
        break;
    case IR_exit_direct:
        compile_exit_direct(c, x);
        break;
    case IR_exit_indirect:
        add_plain(c, c->first_tier ? INTERP_leave_indirect : INTERP_exit_indirect, i);
        break;
    case IR_exit_syscall:
        add(c, INTERP_exit_syscall)->imm = ir_imm(x);
        break;
    case IR_exit_trap: {
        struct interp_op *o = add(c, INTERP_exit_trap);
        o->dst = x->aux;
        o->imm = ir_imm(x);
        break;
    }
#define REST(op) case IR_##op:
    REST(add) REST(sub) REST(mul) REST(mulh_s) REST(mulh_u) REST(div_s) REST(div_u) REST(rem_s) REST(rem_u)
    REST(neg) REST(abs) REST(smin) REST(smax) REST(umin) REST(umax) REST(and) REST(or) REST(xor) REST(andn)
    REST(not) REST(shl) REST(shr) REST(sar) REST(rotr) REST(clz) REST(ctz) REST(popcnt) REST(bswap)
    REST(bitrev) REST(cmp) REST(concat) REST(high) REST(low) REST(crc32) REST(flags_adc) REST(flags_sbb)
    REST(flags_pack) REST(flags_unpack) REST(flags_select) REST(shl_i) REST(shr_i) REST(sar_i) REST(vcmp)
    REST(splat) REST(extract) REST(insert) REST(bitsel) REST(tbl) REST(widen_s) REST(widen_u) REST(narrow)
    REST(narrow_ss) REST(narrow_su) REST(narrow_uu) REST(add_sat_s) REST(add_sat_u) REST(sub_sat_s)
    REST(sub_sat_u) REST(avg_s) REST(avg_u) REST(hsub_s) REST(hsub_u) REST(vshift_s) REST(vshift_u)
    REST(qdmulh) REST(pmul) REST(pmul_wide) REST(dot_s) REST(dot_u) REST(reduce) REST(recpe_u) REST(rsqrte_u)
    REST(aes_enc) REST(aes_dec) REST(aes_mix) REST(aes_unmix)
    REST(sha1_rounds) REST(sha256_rounds) REST(sha256_update0) REST(sha256_update1)
    REST(fadd) REST(fsub) REST(fmul) REST(fdiv) REST(fma) REST(fsqrt) REST(fneg) REST(fabs) REST(fmin)
    REST(fmax) REST(fminnm) REST(fmaxnm) REST(fmulx) REST(frecpe) REST(frsqrte) REST(frecps) REST(frsqrts)
    REST(frecpx) REST(fcmp) REST(vfcmp) REST(fclass) REST(fcvt) REST(fround)
        compile_generic(c, i);
        break;
    case IR_OPS:
        bug_on(true, "no such op");
    }
}

static void allocate(struct compile *c, const struct ir_func *f)
{
    c->op = arena_raw(f->arena, (6 * (size_t)f->count + 6 * f->pool_count + 16) * sizeof *c->op);
    c->slot = arena_alloc(f->arena, f->count * sizeof *c->slot);
    c->needed = arena_alloc(f->arena, f->count * sizeof *c->needed);
    c->start = arena_alloc(f->arena, f->block_count * sizeof *c->start);
}

/* Moves the ops into their final place and gives each direct exit its link, behind them. */
static struct interp_code *finish(struct run *r, const struct compile *c)
{
    size_t size = sizeof(struct interp_code) + c->count * sizeof c->op[0], links = c->link_count * sizeof(struct run_link);
    struct interp_code *code = pool_take(&r->pool, size + links);
    if (!code)
        return NULL;
    code->size = size + links;
    code->links = (struct run_link *)((char *)code + size);
    code->link_count = c->link_count;
    memset(code->links, 0, links);
    memcpy(code->ops, c->op, c->count * sizeof c->op[0]);
    for (uint32_t i = 0; i < c->count && links; i++)
        if (code->ops[i].go == c->label[INTERP_exit_direct])
            code->ops[i].link = &code->links[code->ops[i].dst];
    return code;
}

/* A block that computed jumps lead to begins with a poll: they have none. */
static void poll_entry(struct compile *c, const struct run *r)
{
    if (r->poll_entries)
        add(c, INTERP_safepoint)->imm = c->f->pc;
}

/* Block 0 and the further entries. */
static unsigned list_entries(const struct compile *c, struct interp_code *code, struct run_unit_entry *entries, unsigned room)
{
    unsigned n = 0;
    entries[n++] = (struct run_unit_entry){ c->f->pc, code->ops };
    for (uint32_t k = 0; k < c->f->entry_count && n < room; k++)
        entries[n++] = (struct run_unit_entry){ c->f->entries[k].pc, code->ops + c->start[c->f->entries[k].block] };
    return n;
}

static void *compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *entry_count)
{
    struct compile c = { .f = f, .label = interp_labels(), .first_tier = r->first_tier };
    allocate(&c, f);
    place_values(&c);
    poll_entry(&c, r);
    for (ir_label b = 0; b < f->block_count; b++) {
        c.start[b] = c.count;
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++)
            compile_ins(&c, b, i);
    }
    resolve_jumps(&c);
    struct interp_code *code = c.slots <= MAX_FRAME ? finish(r, &c) : NULL;
    if (code)
        *entry_count = list_entries(&c, code, entries, *entry_count);
    return code ? code->ops : NULL;
}

static void release(struct run *r, void *p)
{
    struct interp_code *code = (struct interp_code *)((char *)p - offsetof(struct interp_code, ops));
    for (unsigned i = 0; i < code->link_count; i++)
        run_unlink(r, &code->links[i]);
    pool_give(&r->pool, code, code->size);
}

/* Every access has recorded its op, the op its guest pc, and the state is in its place all the time. */
static bool recover(struct run_thread *t, uintptr_t host_pc, const void *ucontext)
{
    (void)host_pc;
    (void)ucontext;
    t->state->pc = ((const struct interp_op *)t->at)->imm;
    return true;
}

const struct run_engine interp_engine = {
    .name = "interp",
    .compile = compile,
    .release = release,
    .enter = interp_enter,
    .recover = recover,
};
