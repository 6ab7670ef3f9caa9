/* From an IR function to the interpreter's threaded code: chooses a handler for each instruction, gives each value a
   place in the frame, folds constants into the handlers that take them, turns phis into moves on the edges, and
   resolves branches. */
#include "interp/internal.h"

#include <limits.h>
#include <string.h>

struct compile {
    const struct ir_func *f;
    struct interp_op *op;
    uint32_t count;
    uint32_t link_count;
    bool first_tier; /* exits lead to the runtime, which counts */
    int32_t state;   /* place of guest state */
    int32_t *slot;   /* by value: its place */
    ir_ref *same;    /* by value: one in whose place it is; 0: its own */
    int32_t slots;   /* places of the frame used */
    uint8_t *use;    /* by value: see enum use */
    ir_ref open[16]; /* values of this block that can still be read where they are in guest state */
    unsigned open_count;
    uint32_t *start; /* by block: its first op */
    uint64_t pc;     /* of the guest instruction being compiled */
    uint64_t with_pc; /* bit for each of the first 64 ops that has it in its imm */
};

enum { VALUE = 2 }; /* places */

enum use {
    NEEDED = 1, /* some op reads it from its place (matters for constants) */
    OPEN = 2,   /* its place is in guest state */
    GONE = 4,   /* it is not there any more */
};

static struct interp_op *add(struct compile *c, unsigned handler)
{
    struct interp_op *o = &c->op[c->count++];
    *o = (struct interp_op){ .handler = (uint16_t)handler };
    return o;
}

/* An op of an access: `recover` looks for the pc. */
static void set_pc(struct compile *c, struct interp_op *o)
{
    uint32_t at = (uint32_t)(o - c->op);
    o->imm = c->pc;
    c->with_pc |= at < 64 ? (uint64_t)1 << at : 0;
}

static ir_ref owner(const struct compile *c, ir_ref v)
{
    return c->same[v] ? c->same[v] : v;
}

static int16_t place(const struct compile *c, ir_ref v)
{
    return (int16_t)c->slot[owner(c, v)];
}

/* A new one, for what is no IR value. */
static int16_t fresh(struct compile *c)
{
    c->slots += VALUE;
    return (int16_t)(c->slots - VALUE);
}

static const struct ir_ins *constant(const struct compile *c, ir_ref v)
{
    const struct ir_ins *x = &c->f->ins[v];
    return x->op == IR_const ? x : NULL;
}

/* ---- which handlers exist ---- */

/* By op, the i64 handler + 1 of BIN, UNARY; by condition that of CMP. */
static const struct fast {
    uint8_t handler;
    bool unary;
} fast_ops[IR_OPS] = {
#define BIN(name, e) [IR_##name] = { INTERP_##name##_i64 + 1, false },
#define UNARY(name, e) [IR_##name] = { INTERP_##name##_i64 + 1, true },
#define CMP(cc, e)
#define PLAIN(name)
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
};
static const uint8_t fast_comparisons[] = {
#define BIN(name, e)
#define UNARY(name, e)
#define CMP(cc, e) [IR_##cc] = INTERP_##cc##_i64 + 1,
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
#undef PLAIN
};
static_assert(INTERP_HANDLERS < 256, "they fit");

/* The handler of the instruction if it is of one of those, and of i64 or i32: only these have them. -1: it is not. */
static inline int fast_handler(const struct compile *c, const struct ir_ins *x)
{
    bool compares = x->op == IR_cmp;
    int handler = (compares ? fast_comparisons[x->aux] : fast_ops[x->op].handler) - 1;
    ir_type t = compares ? c->f->ins[x->a].type : x->type;
    return handler < 0 || t == IR_I64 ? handler : t == IR_I32 ? handler + INTERP_I32 : -1;
}

static bool puts_constant(const struct compile *c, const struct ir_ins *x)
{
    const struct ir_ins *v = constant(c, x->a);
    return v && (v->type == IR_I32 || v->type == IR_I64);
}

/* ---- values and their places ---- */

/* A value of 64 bits that is in guest state, because it is got from there or is about to be put there, has its place there and needs no get
   or put, as long as that is not written before its last use, and all users read the 8 bytes and nothing behind them. Until one is found
   to which that does not apply, it is OPEN.

   Ops of 32 bits read the lower halves of their operands, and leave zeros above their results: so most truncations to 32 bits
   are not looked at, and zero extensions are in the place of what they extend. */

static bool reads_eight(const struct ir_ins *x)
{
    switch ((int)x->op) {
    case IR_put:
    case IR_load:
    case IR_store:
    case IR_exit_indirect:
    case IR_flags_add:
    case IR_flags_sub:
    case IR_flags_logic:
        return true;
    case IR_zext:
    case IR_sext:
    case IR_trunc:
        return ir_bits(x->type) <= 64;
    }
    return false;
}

/* The value that is read for operand v of x: what has been truncated, if x reads no more than is left of it. */
static ir_ref seen(const struct compile *c, const struct ir_ins *x, ir_ref v)
{
    const struct ir_ins *i = &c->f->ins[v];
    bool low = i->op == IR_trunc && i->type == IR_I32 && c->f->ins[i->a].type == IR_I64;
    return low && (reads_eight(x) || fast_handler(c, x) >= 0) ? i->a : v;
}

static int16_t operand(const struct compile *c, const struct ir_ins *x, ir_ref v)
{
    return place(c, seen(c, x, v));
}

/* Flags that are put at once, by the same op. */
static bool puts_flags(const struct compile *c, const struct ir_ins *x)
{
    bool flags = x->op == IR_flags_add || x->op == IR_flags_sub || x->op == IR_flags_logic;
    return flags && x[1].op == IR_put && x[1].a == (ir_ref)(x - c->f->ins);
}

static bool takes_constant(const struct compile *c, const struct ir_ins *x)
{
    return fast_handler(c, x) >= 0 || (x->op != IR_flags_logic && puts_flags(c, x));
}

static void mark_use(struct compile *c, ir_ref v, bool eight)
{
    v = owner(c, v);
    uint8_t use = c->use[v];
    c->use[v] |= NEEDED;
    if (use & OPEN) {
        if (!(use & GONE) && eight)
            return;
        c->use[v] &= (uint8_t)~OPEN;
        c->slot[v] = fresh(c);
    } else if (!(use & NEEDED) && c->f->ins[v].op == IR_const) {
        c->slot[v] = fresh(c);
    }
}

static void mark_operands(struct compile *c, const struct ir_ins *x, unsigned values)
{
    bool eight = reads_eight(x) || fast_handler(c, x) >= 0;
    if (values & 1 && !(x->op == IR_put && puts_constant(c, x)))
        mark_use(c, seen(c, x, x->a), eight);
    if (values & 2 && !(constant(c, x->b) && takes_constant(c, x)))
        mark_use(c, seen(c, x, x->b), eight);
    if (values & 4)
        mark_use(c, x->c, eight);
}

static void mark_phi(struct compile *c, const struct ir_ins *x)
{
    const uint32_t *p = &c->f->pool[x->a];
    for (uint32_t k = 0; k < p[0]; k++)
        mark_use(c, p[2 + 2 * k], false);
}

/* Guest state [start, end) is written. */
static void close(struct compile *c, unsigned start, unsigned end)
{
    for (unsigned k = 0; k < c->open_count; k++) {
        unsigned at = (unsigned)(c->slot[c->open[k]] - c->state) * INTERP_PLACE;
        if (at >= end || at + INTERP_PLACE <= start)
            continue;
        c->use[c->open[k]] |= GONE;
        c->open[k--] = c->open[--c->open_count];
    }
}

/* The value is in guest state, if that can be its place. */
static bool open(struct compile *c, ir_ref v, unsigned offset)
{
    if (offset % INTERP_PLACE || c->use[v] || c->open_count == sizeof c->open / sizeof c->open[0])
        return false;
    c->slot[v] = c->state + (int32_t)(offset / INTERP_PLACE);
    c->use[v] |= OPEN;
    c->open[c->open_count++] = v;
    return true;
}

static unsigned put_size(const struct compile *c, const struct ir_ins *put)
{
    return (ir_bits(c->f->ins[put->a].type) + 7) / 8;
}

static bool is_put_between(const struct compile *c, const struct ir_ins *from, const struct ir_ins *to)
{
    for (; from < to; from++)
        if (from->op == IR_put && from->aux < to->aux + INTERP_PLACE && from->aux + put_size(c, from) > to->aux)
            return true;
    return false;
}

/* The put of v behind `from`, with nothing in between that could notice if that were done already; NULL: there is none. */
static const struct ir_ins *next_put(const struct compile *c, const struct ir_ins *from, ir_ref v)
{
    const struct ir_ins *x = from;
    while ((x->op == IR_put && x->a != v) || x->op == IR_insn_start || x->op == IR_const)
        x++;
    return x->op == IR_put && !is_put_between(c, from, x) ? x : NULL;
}

/* An i32 whose place has zeros above it. */
static bool is_clean(const struct compile *c, const struct ir_ins *x)
{
    bool swapped = x->op == IR_load && x->aux & IR_MEM_BE;
    return x->type == IR_I32 && (fast_handler(c, x) >= 0 || (x->op == IR_load && !swapped));
}

static bool is_zext_of(const struct compile *c, const struct ir_ins *x, ir_ref v)
{
    return x->op == IR_zext && x->type == IR_I64 && x->a == v && is_clean(c, &c->f->ins[v]);
}

/* A result that its op can write where it is to be put. */
static bool place_result(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i], *put = NULL;
    bool plain = fast_handler(c, x) >= 0 || x->op == IR_zext || x->op == IR_sext || (x->op == IR_load && !(x->aux & IR_MEM_BE));
    if (plain && x->type == IR_I64)
        put = next_put(c, x + 1, i);
    else if (plain && is_zext_of(c, x + 1, i))
        put = next_put(c, x + 2, i + 1);
    if (!put)
        return false;
    close(c, put->aux, put->aux + INTERP_PLACE);
    return open(c, i, put->aux);
}

/* An op of its own is not needed: the value is where it belongs already. */
static bool is_put_already(const struct compile *c, const struct ir_ins *put)
{
    ir_ref v = owner(c, put->a);
    if (c->f->ins[v].op == IR_const)
        return false;
    if (puts_flags(c, &c->f->ins[v]) && put == &c->f->ins[v + 1])
        return true;
    return c->use[v] & OPEN && put_size(c, put) == INTERP_PLACE && put->aux % INTERP_PLACE == 0 &&
           c->slot[v] == c->state + put->aux / INTERP_PLACE;
}

static void place_put(struct compile *c, const struct ir_ins *x)
{
    if (c->use[owner(c, x->a)] & OPEN && is_put_already(c, x))
        return;
    close(c, x->aux, x->aux + put_size(c, x));
    if (puts_constant(c, x) && c->f->ins[x->a].type == IR_I64)
        open(c, x->a, x->aux);
}

static void place_value(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    const struct ir_op_info *info = &ir_ops[x->op];
    if (info->values)
        mark_operands(c, x, info->values);
    switch ((int)x->op) {
    case IR_const: /* when it is used */
        return;
    case IR_get:
        if (x->type == IR_I64 && open(c, i, x->aux))
            return;
        break;
    case IR_put:
        place_put(c, x);
        return;
    case IR_call:
        close(c, 0, UINT_MAX);
        break;
    case IR_phi:
        mark_phi(c, x);
        break;
    case IR_zext:
        if (c->use[i] || !is_zext_of(c, x, x->a))
            break;
        c->same[i] = x->a;
        return;
    }
    if (info->result != '_' && !place_result(c, i))
        c->slot[i] = fresh(c);
}

static void place_values(struct compile *c)
{
    const struct ir_func *f = c->f;
    c->slots = VALUE; /* place 0 is nobody's */
    for (ir_label b = 0; b < f->block_count; b++) {
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++)
            if (f->ins[i].op != IR_insn_start)
                place_value(c, i);
        close(c, 0, UINT_MAX); /* nothing is known of other paths */
    }
}

/* ---- single instructions ---- */

/* An op with the instruction's result and value operands in their usual places. */
static struct interp_op *add_plain(struct compile *c, unsigned handler, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    struct interp_op *o = add(c, handler);
    unsigned values = ir_ops[x->op].values;
    o->dst = place(c, i);
    o->a = values & 1 ? operand(c, x, x->a) : 0;
    o->b = values & 2 ? operand(c, x, x->b) : 0;
    return o;
}

static uint64_t mask_of(ir_type t)
{
    unsigned bits = ir_bits(t);
    return bits >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << bits) - 1;
}

static void compile_generic(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    struct interp_op *o = add_plain(c, INTERP_generic, i);
    o->imm = INTERP_WITH_C(INTERP_PACK(x->op, x->type, ir_operand_type(c->f, x), x->aux),
                           ir_is_value(x, 2) ? place(c, x->c) : 0);
}

static void add_wide(struct compile *c, int16_t to, const union ir_value *v)
{
    struct interp_op *o = add(c, v->u64[1] ? INTERP_wide128 : INTERP_wide);
    o->dst = to;
    o->imm = v->u64[0];
    if (v->u64[1])
        add(c, INTERP_generic)->imm = v->u64[1];
}

/* Ops with an immediate or a pool index as third operand: it goes into the frame as a value first. */
static void compile_generic_with(struct compile *c, ir_ref i, const union ir_value *third, bool is_b)
{
    int16_t at = fresh(c);
    add_wide(c, at, third);
    compile_generic(c, i);
    struct interp_op *o = &c->op[c->count - 1];
    if (is_b)
        o->b = at;
    else
        o->imm = INTERP_WITH_C(o->imm, at);
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
    if (ir_bits(x->type) != 128)
        v.u64[1] = 0;
    add_wide(c, place(c, i), &v);
}

static unsigned size_index(unsigned bits) /* up to 8 .. 128 to 0 .. 4 */
{
    return bits <= 8 ? 0 : (unsigned)__builtin_ctz(bits) - 3;
}

static void compile_get(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    if (c->use[i] & OPEN)
        return;
    struct interp_op *o = add(c, INTERP_get8 + size_index(ir_bits(x->type)));
    o->dst = place(c, i);
    o->imm = x->aux;
}

static void compile_put(struct compile *c, const struct ir_ins *x)
{
    const struct ir_ins *v = constant(c, x->a);
    if (puts_constant(c, x)) {
        struct interp_op *o = add(c, v->type == IR_I64 ? INTERP_put64_imm : INTERP_put32_imm);
        o->dst = (int16_t)x->aux;
        o->imm = ir_imm(v);
        return;
    }
    if (is_put_already(c, x))
        return;
    struct interp_op *o = add(c, INTERP_put8 + size_index(ir_bits(c->f->ins[x->a].type)));
    o->a = operand(c, x, x->a);
    o->imm = x->aux;
}

static void compile_fast(struct compile *c, ir_ref i, unsigned handler, bool unary)
{
    const struct ir_ins *x = &c->f->ins[i];
    const struct ir_ins *right = unary ? NULL : constant(c, x->b);
    struct interp_op *o = add(c, right ? handler + INTERP_IMM : handler);
    o->dst = place(c, i);
    o->a = operand(c, x, x->a);
    if (right)
        o->imm = ir_imm(right);
    else if (!unary)
        o->b = operand(c, x, x->b);
}

/* zext, trunc, sext, bitcast, vzext of up to 64 bits on both sides, and copies of 128. */
static void compile_convert(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    ir_type from = c->f->ins[x->a].type;
    unsigned bits = ir_bits(from);
    if (x->op == IR_sext && ir_bits(x->type) <= 64) {
        struct interp_op *o = add_plain(c, INTERP_sext, i);
        o->b = (int16_t)(64 - bits);
        o->imm = mask_of(x->type);
    } else if (x->op != IR_sext && (bits <= 64 || x->op == IR_trunc)) {
        add_plain(c, ir_bits(x->type) <= 64 ? INTERP_mask : INTERP_mask128, i)->imm = mask_of(from) & mask_of(x->type);
    } else if (x->op == IR_bitcast || x->op == IR_vzext) {
        add_plain(c, INTERP_move128, i);
    } else {
        compile_generic(c, i);
    }
}

static void compile_flags(struct compile *c, ir_ref i, unsigned i64_handler, unsigned i64_put_handler)
{
    const struct ir_ins *x = &c->f->ins[i];
    bool narrow = ir_bits(c->f->ins[x->a].type) == 32;
    const struct ir_ins *right = takes_constant(c, x) ? constant(c, x->b) : NULL;
    if (!puts_flags(c, x)) {
        add_plain(c, i64_handler + narrow, i);
        return;
    }
    struct interp_op *o = add_plain(c, i64_put_handler + narrow + (right ? INTERP_IMM : 0), i);
    if (right)
        o->b = (int16_t)x[1].aux;
    o->imm = right ? ir_imm(right) : x[1].aux;
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

/* An address with a displacement that an op has room for: in *displacement, which is given, what is left of it. */
static int16_t address(struct compile *c, ir_ref v, int32_t *displacement)
{
    int16_t sum;
    if (*displacement == (int16_t)*displacement)
        return place(c, v);
    struct interp_op *o = add(c, INTERP_add_i64_imm);
    o->a = place(c, v);
    o->imm = (uint64_t)*displacement;
    o->dst = sum = fresh(c);
    *displacement = 0;
    return sum;
}

static void compile_alignment(struct compile *c, const struct ir_ins *x, int16_t address, int32_t displacement)
{
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    bool whole = (x->op == IR_cas && size == 16) || (x->aux & IR_MEM_ATOMIC16);
    if (size == 1 || !((x->aux & IR_MEM_ALIGNED) || whole))
        return;
    struct interp_op *o = add(c, INTERP_check_align);
    o->a = address;
    o->b = (int16_t)displacement;
    o->dst = (int16_t)(size - 1);
    set_pc(c, o);
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

static void swap_bytes(struct compile *c, int16_t slot, unsigned size)
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
    int32_t displacement = (int32_t)x->c;
    int16_t at = address(c, x->a, &displacement);
    compile_alignment(c, x, at, displacement);
    struct ir_ins plain = *x;
    if (big)
        plain.aux &= (uint16_t)~IR_MEM_SIGN;
    struct interp_op *o = add(c, load_handler(&plain));
    o->dst = place(c, i);
    o->a = at;
    o->b = (int16_t)displacement;
    set_pc(c, o);
    if (!big)
        return;
    swap_bytes(c, o->dst, x->aux & IR_MEM_SIZE);
    if (x->aux & IR_MEM_SIGN) {
        o = add(c, INTERP_sext);
        o->dst = o->a = place(c, i);
        o->b = (int16_t)(64 - (8 << (x->aux & IR_MEM_SIZE)));
        o->imm = mask_of(x->type);
    }
}

static void compile_store(struct compile *c, const struct ir_ins *x)
{
    unsigned size = x->aux & IR_MEM_SIZE;
    int32_t displacement = (int32_t)x->c;
    int16_t value = operand(c, x, x->b), at = address(c, x->a, &displacement);
    compile_alignment(c, x, at, displacement);
    if (x->aux & IR_MEM_BE) {
        struct interp_op *o = add(c, ir_bits(c->f->ins[x->b].type) <= 64 ? INTERP_mask : INTERP_move128);
        o->a = value;
        o->dst = value = fresh(c);
        o->imm = mask_of(c->f->ins[x->b].type);
        swap_bytes(c, value, size);
    }
    unsigned handler = size == 4 && (x->aux & IR_MEM_ATOMIC16) ? INTERP_store128_atomic : INTERP_store8 + size;
    struct interp_op *o = add(c, handler);
    o->dst = (int16_t)displacement;
    o->a = at;
    o->b = value;
    set_pc(c, o);
    enum ir_order order = IR_MEM_GET_ORDER(x->aux);
    if (order == IR_RELEASE || order == IR_SEQ_CST) /* a later load-acquire must not pass it (HAZARDS: RCsc) */
        add(c, INTERP_fence);
}

static void compile_atomic(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    compile_alignment(c, x, place(c, x->a), 0);
    struct interp_op *o = add_plain(c, INTERP_atomic, i);
    set_pc(c, o);
    o->imm = INTERP_WITH_C(o->imm, x->op | ir_bits(x->type) << 8);
}

static void compile_cas(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    compile_alignment(c, x, place(c, x->a), 0);
    struct interp_op *o = add_plain(c, INTERP_cas, i);
    set_pc(c, o);
    o->imm = INTERP_WITH_C(o->imm, place(c, x->c));
    add(c, INTERP_generic)->imm = ir_bits(x->type);
}

static void compile_call(struct compile *c, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    uintptr_t helper = (uintptr_t)&c->f->helpers[x->aux];
    add_plain(c, INTERP_call, i)->imm = INTERP_WITH_C(helper, ir_is_value(x, 2) ? place(c, x->c) : 0);
}

/* ---- control ---- */

/* The moves that enter block `to` from block `from`: by way of fresh places, since phis read one another's old values. */
static void compile_phis(struct compile *c, ir_label from, ir_label to)
{
    const struct ir_block *b = &c->f->blocks[to];
    int32_t aside = c->slots, n = 0;
    for (ir_ref i = b->first; i < b->end && c->f->ins[i].op == IR_phi; i++) {
        const uint32_t *p = &c->f->pool[c->f->ins[i].a];
        for (uint32_t k = 0; k < p[0]; k++) {
            if (p[1 + 2 * k] != from)
                continue;
            struct interp_op *o = add(c, INTERP_move128);
            o->dst = (int16_t)(aside + n++ * VALUE);
            o->a = place(c, p[2 + 2 * k]);
        }
    }
    for (int32_t k = 0; k < n; k++) {
        struct interp_op *o = add(c, INTERP_move128);
        o->dst = place(c, b->first + (uint32_t)k);
        o->a = (int16_t)(aside + k * VALUE);
    }
    c->slots = aside + n * VALUE;
}

/* Until every block has its place, imm of jump holds block labels. */
static void compile_br(struct compile *c, ir_label from, const struct ir_ins *x)
{
    uint32_t at = c->count;
    add(c, INTERP_br)->dst = place(c, x->a);
    compile_phis(c, from, x->b); /* the moves of the taken edge come first */
    add(c, INTERP_jump)->imm = x->b;
    c->op[at].imm = 1 | (uint64_t)(c->count - at) << 32;
    compile_phis(c, from, x->c);
    add(c, INTERP_jump)->imm = x->c;
}

/* A distance that leads to a bare jump leads where that does. */
static uint32_t over_jump(const struct interp_op *o, int32_t distance)
{
    const struct interp_op *to = o + distance;
    return (uint32_t)(to->handler == INTERP_jump ? distance + INTERP_TO(to->imm) : distance);
}

static void resolve_jumps(struct compile *c)
{
    if (c->f->block_count == 1)
        return;
    for (uint32_t i = 0; i < c->count; i++)
        if (c->op[i].handler == INTERP_jump)
            c->op[i].imm = c->start[c->op[i].imm] - i;
    for (uint32_t i = 0; i < c->count; i++) {
        struct interp_op *o = &c->op[i];
        if (o->handler == INTERP_br)
            o->imm = over_jump(o, INTERP_TO(o->imm)) | (uint64_t)over_jump(o, INTERP_ELSE(o->imm)) << 32;
    }
}

static void set_word(struct interp_op *o, unsigned handler, const void *word)
{
    uint64_t v = INTERP_WITH_WORD(handler, word);
    memcpy(o, &v, sizeof v);
}

static void compile_exit_direct(struct compile *c, const struct ir_ins *x)
{
    if (c->first_tier)
        c->op[c->count++] = interp_leave_op(ir_imm(x));
    else
        add(c, INTERP_exit_direct)->imm = ir_imm(x);
    c->link_count += !c->first_tier;
}

static void compile_exit_indirect(struct compile *c, ir_ref i)
{
    if (c->first_tier)
        add_plain(c, INTERP_leave_indirect, i)->imm = (uintptr_t)&interp_nowhere;
    else
        add_plain(c, INTERP_exit_indirect, i);
}

static void compile_ins(struct compile *c, ir_label block, ir_ref i)
{
    const struct ir_ins *x = &c->f->ins[i];
    int fast = fast_handler(c, x);
    if (fast >= 0) {
        compile_fast(c, i, (unsigned)fast, fast_ops[x->op].unary);
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
        if ((c->use[i] & (NEEDED | OPEN)) == NEEDED)
            add_wide(c, place(c, i), &(union ir_value){ .u64 = { ir_imm(x), 0 } });
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
    case IR_trunc:
        if (!c->same[i] && (c->use[i] & (NEEDED | OPEN)))
            compile_convert(c, i);
        break;
    case IR_sext:
    case IR_bitcast:
    case IR_vzext:
        compile_convert(c, i);
        break;
    case IR_select:
        add_plain(c, INTERP_select, i)->imm = INTERP_WITH_C(0, place(c, x->c));
        break;
    case IR_flags_add:
        compile_flags(c, i, INTERP_flags_add_i64, INTERP_put_flags_add_i64);
        break;
    case IR_flags_sub:
        compile_flags(c, i, INTERP_flags_sub_i64, INTERP_put_flags_sub_i64);
        break;
    case IR_flags_logic:
        compile_flags(c, i, INTERP_flags_logic_i64, INTERP_put_flags_logic_i64);
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
        add(c, INTERP_jump)->imm = x->a;
        break;
    case IR_br:
        compile_br(c, block, x);
        break;
    case IR_exit_direct:
        compile_exit_direct(c, x);
        break;
    case IR_exit_indirect:
        compile_exit_indirect(c, i);
        break;
    case IR_exit_syscall:
        add(c, INTERP_exit_syscall)->imm = ir_imm(x);
        break;
    case IR_exit_trap: {
        struct interp_op *o = add(c, INTERP_exit_trap);
        o->dst = (int16_t)x->aux;
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
    c->op = arena_raw(f->arena, (7 * (size_t)f->count + 6 * f->pool_count + 16) * sizeof *c->op);
    c->slot = arena_alloc(f->arena, f->count * sizeof *c->slot);
    c->same = arena_alloc(f->arena, f->count * sizeof *c->same);
    c->use = arena_alloc(f->arena, f->count);
    c->start = arena_alloc(f->arena, f->block_count * sizeof *c->start);
}

struct interp_op interp_first_op(const struct run *r, uint64_t pc)
{
    struct interp_op o = { .imm = pc };
    set_word(&o, INTERP_gone, r->left);
    return o;
}

struct interp_op interp_leave_op(uint64_t pc)
{
    struct interp_op o = { .imm = pc };
    set_word(&o, INTERP_leave_direct, &interp_nowhere);
    return o;
}

/* In the first tier a block counts its executions. One that computed jumps lead to begins with a poll: they have none. */
static void begin(struct compile *c, const struct run *r)
{
    if (r->first_tier)
        c->op[c->count++] = interp_first_op(r, c->f->pc);
    if (r->poll_entries)
        add(c, INTERP_safepoint)->imm = c->f->pc;
}

/* Block 0 and the further entries. */
static unsigned list_entries(const struct compile *c, struct interp_op *ops, struct run_unit_entry *entries, unsigned room)
{
    unsigned n = 0;
    entries[n++] = (struct run_unit_entry){ c->f->pc, ops };
    for (uint32_t k = 0; k < c->f->entry_count && n < room; k++)
        entries[n++] = (struct run_unit_entry){ c->f->entries[k].pc, ops + c->start[c->f->entries[k].block] };
    return n;
}

/* Makes the ops, behind what there is; false: too many places. */
static bool make_ops(struct compile *c)
{
    const struct ir_func *f = c->f;
    for (ir_label b = 0; b < f->block_count; b++) {
        c->start[b] = c->count;
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++)
            compile_ins(c, b, i);
    }
    resolve_jumps(c);
    return c->slots <= INTERP_LAST_PLACE;
}

static struct compile start(const struct run *r, const struct ir_func *f)
{
    struct compile c = { .f = f, .first_tier = r->first_tier, .state = -(int32_t)(run_frame_distance(r->guest) / INTERP_PLACE) };
    allocate(&c, f);
    place_values(&c);
    return c;
}

bool interp_compile_piece(const struct run *r, const struct ir_func *f, struct interp_piece *out)
{
    struct compile c = start(r, f);
    bool made = make_ops(&c);
    *out = (struct interp_piece){ c.op, c.count, c.with_pc };
    return made;
}

void *interp_compile(struct run *r, const struct ir_func *f, struct run_unit_entry *entries, unsigned *entry_count)
{
    struct compile c = start(r, f);
    begin(&c, r);
    struct interp_op *ops = make_ops(&c) ? interp_place(r, c.op, c.count, c.link_count) : NULL;
    if (ops)
        *entry_count = list_entries(&c, ops, entries, *entry_count);
    return ops;
}
