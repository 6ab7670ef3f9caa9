/* Runs every pure op of the IR by a code generator (ops.h), on every type and with every aux, and random
   trees of ops, and compares the guest state with what ir_eval makes of it: with all of the host's
   features and with those of older hosts, with ordinary and with random registers. Prints what
   differs and, last, the counts.

   ops [-v] [SEED]: -v lists, for each set of features, the ops that are left to calls of
   ir_eval. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "ir/ir.h"
#include "ir/state.h"
#include "mach/engine.h"
#include "mach/x86_64/t/ops.h"
#include "mach/x86_64/x86_64.h"
#include "run/run.h"

/* ---- the machine ---- */

enum { INPUTS = 4, OUTPUTS = 24, MEMORY = 64 };

struct machine {
    struct ir_state state;
    uint64_t pins[10]; /* inputs of 64 bits; the last one is the address of `memory` */
    union ir_value in[INPUTS];
    union ir_value out[OUTPUTS];
    uint8_t memory[MEMORY];
};
#define PIN(n) ((unsigned)offsetof(struct machine, pins) + 8 * (n))
#define IN(n)  ((unsigned)offsetof(struct machine, in) + 16 * (n))
#define OUT(n) ((unsigned)offsetof(struct machine, out) + 16 * (n))

static const uint16_t guest_pins[] = { PIN(0), PIN(1), PIN(2), PIN(3), PIN(4), PIN(5),
                                       PIN(6), PIN(7), PIN(8), PIN(9), 0 };

struct bench {
    struct mach_convention convention;
    uint64_t features; /* of this host */
    struct mach_stubs stubs;
    uint8_t *text; /* behind the stubs */
    struct run_jump jumps[RUN_JUMPS];
    struct run_targets *targets; /* empty */
    struct run run; /* mach_eval looks whether there are statistics: no */
    struct run_thread thread;
    uint64_t random;
    bool verbose;
    unsigned passed, failed, evaluated;
};

static uint64_t random_bits(struct bench *t)
{
    t->random ^= t->random << 13;
    t->random ^= t->random >> 7;
    t->random ^= t->random << 17;
    return t->random * UINT64_C(0x2545f4914f6cdd1d);
}

static unsigned below(struct bench *t, unsigned n)
{
    return (unsigned)(random_bits(t) >> 33) % n;
}

/* Numbers that instructions stumble over, in lanes of all sizes. */
static uint64_t interesting(struct bench *t)
{
    static const uint64_t words[] = {
        0,
        UINT64_MAX,
        1,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x7fffffff,
        0x80000000,
        0xffffffff,
        UINT64_C(0x8000000000000000),
        UINT64_C(0x7fffffffffffffff),
        UINT64_C(0x8080808080808080),
        UINT64_C(0x7f7f7f7f7f7f7f7f),
        UINT64_C(0x8000800080008000),
        UINT64_C(0x7fff7fff7fff7fff),
        UINT64_C(0x8000000080000000),
        UINT64_C(0x7fffffff7fffffff),
        UINT64_C(0x0101010101010101),
        UINT64_C(0x0001000100010001),
        UINT64_C(0x0000000100000001),
        UINT64_C(0x00ff00ff00ff00ff),
    };
    uint64_t w = random_bits(t);
    switch (below(t, 6)) {
    case 0:
        return words[below(t, sizeof words / sizeof *words)];
    case 1: /* small numbers and their negatives in bytes: counts */
        for (unsigned k = 0; k < 64; k += 8)
            w = (w & ~(UINT64_C(0xff) << k)) | (uint64_t)(uint8_t)(below(t, 80) - 40) << k;
        return w;
    case 2: /* small numbers in some lanes */
        return w & (UINT64_MAX / ((UINT64_C(2) << (below(t, 4) * 16 + 15)) - 1) * 0x3f);
    case 3: /* sparse bits */
        return w & random_bits(t) & random_bits(t);
    case 4: /* the same byte everywhere */
        return (w & 0xff) * UINT64_C(0x0101010101010101);
    }
    return w;
}

static void fill(struct bench *t, struct machine *m)
{
    memset(m, 0, sizeof *m);
    for (unsigned k = 0; k < INPUTS; k++)
        for (unsigned j = 0; j < 2; j++)
            m->in[k].u64[j] = below(t, 4) || !k ? interesting(t) : m->in[k - 1].u64[j];
    for (unsigned k = 0; k < 9; k++)
        m->pins[k] = interesting(t);
    for (unsigned k = 0; k < MEMORY; k += 8) {
        uint64_t w = interesting(t);
        memcpy(m->memory + k, &w, 8);
    }
    memcpy(m->state.stubs, t->stubs.stub, sizeof t->stubs.stub);
    m->state.jumps = m->state.own_jumps = t->jumps;
    m->state.thread = &t->thread;
    m->state.targets = &t->targets;
    m->state.budget = 1000;
    m->state.host_fp = 0x1f80;
    m->pins[9] = (uintptr_t)m->memory;
}

/* ---- by ir_eval ---- */

static uint8_t *memory_at(struct machine *m, const union ir_value *address, const struct ir_ins *x)
{
    return (uint8_t *)(uintptr_t)address->u64[0] + (int32_t)x->c - m->pins[9] +
           (uintptr_t)m->memory;
}

static void swap_bytes(union ir_value *v, const struct ir_ins *x)
{
    ir_type type = ir_int_type(8u << (x->aux & IR_MEM_SIZE));
    if (x->aux & IR_MEM_BE)
        ir_eval(IR_bswap, type, type, 0, v, v, NULL, NULL, NULL);
}

static void load(struct machine *m, const struct ir_ins *x, const union ir_value *address,
                 union ir_value *r)
{
    unsigned size = 1u << (x->aux & IR_MEM_SIZE);
    memcpy(r, memory_at(m, address, x), size);
    swap_bytes(r, x);
    if (x->aux & IR_MEM_SIGN && 8 * size < ir_bits(x->type))
        ir_eval(IR_sext, x->type, ir_int_type(8 * size), 0, r, r, NULL, NULL, NULL);
}

static void store(struct machine *m, const struct ir_ins *x, const union ir_value *address,
                  union ir_value v)
{
    swap_bytes(&v, x);
    memcpy(memory_at(m, address, x), &v, (size_t)1 << (x->aux & IR_MEM_SIZE));
}

/* The memory of this machine is at another place than the guest's address says, see memory_at. */
static void interpret(const struct ir_func *f, struct machine *m)
{
    union ir_value v[512];
    for (ir_ref i = f->blocks[0].first; i < f->blocks[0].end; i++) {
        const struct ir_ins *x = &f->ins[i];
        unsigned size = (ir_bits(x->type) + 7) / 8;
        v[i] = (union ir_value){ .u64 = { 0 } };
        if (x->op == IR_const)
            v[i].u64[0] = ir_imm(x);
        else if (x->op == IR_const_wide)
            memcpy(&v[i], &f->pool[x->a], 16);
        else if (x->op == IR_get)
            memcpy(&v[i], (uint8_t *)m + x->aux, size);
        else if (x->op == IR_put)
            memcpy((uint8_t *)m + x->aux, &v[x->a], size);
        else if (x->op == IR_load)
            load(m, x, &v[x->a], &v[i]);
        else if (x->op == IR_store)
            store(m, x, &v[x->a], v[x->b]);
        else if (ir_ops[x->op].flags & IR_PURE && x->op != IR_nop) {
            union ir_value mask, *c = &v[x->c];
            if (x->op == IR_shuffle)
                c = memcpy(&mask, &f->pool[x->c], sizeof mask);
            ir_eval(x->op, x->type, ir_operand_type(f, x), x->aux, &v[i], &v[x->a], &v[x->b], c,
                    NULL);
        }
    }
}

/* ---- by the code generator ---- */

struct setting {
    const char *name;
    uint64_t features;
    bool random_registers;
};

/* As the engine places it: links get numbers. */
static void place(const struct mach_code *code, const struct mach_stubs *stubs, uint8_t *text)
{
    memcpy(text, code->bytes, code->size);
    mach_link_stubs_write(text + code->size, 0, stubs, code, text, 0);
}

static void print_machine(const struct machine *m)
{
    printf("  pins");
    for (unsigned k = 0; k < 10; k++)
        printf(" %" PRIx64, m->pins[k]);
    for (unsigned k = 0; k < INPUTS; k++)
        printf("\n  in[%u]  %016" PRIx64 "_%016" PRIx64, k, m->in[k].u64[1], m->in[k].u64[0]);
    for (unsigned k = 0; k < OUTPUTS; k++)
        if (m->out[k].u64[0] | m->out[k].u64[1])
            printf("\n  out[%u] %016" PRIx64 "_%016" PRIx64, k, m->out[k].u64[1], m->out[k].u64[0]);
    printf("\n  memory");
    for (unsigned k = 0; k < MEMORY; k++)
        printf("%s%02x", k % 16 ? "" : " ", m->memory[k]);
    printf("\n");
}

static bool same(const struct machine *x, const struct machine *y)
{
    return !memcmp(x->pins, y->pins, 9 * sizeof *x->pins) && !memcmp(x->in, y->in, sizeof x->in) &&
           !memcmp(x->out, y->out, sizeof x->out) &&
           !memcmp(x->memory, y->memory, sizeof x->memory);
}

static bool run(struct bench *t, const struct ir_func *f, unsigned times)
{
    static struct machine before, native, wanted;
    for (unsigned k = 0; k < times; k++) {
        fill(t, &before);
        native = wanted = before;
        native.pins[9] = wanted.pins[9] = (uintptr_t)native.memory;
        t->stubs.enter(&native.state, t->text);
        interpret(f, &wanted);
        if (!same(&native, &wanted)) {
            ir_print(f, stdout);
            ops_generator.print(stdout);
            print_machine(&before);
            printf("gives\n");
            print_machine(&native);
            printf("instead of\n");
            print_machine(&wanted);
            return false;
        }
    }
    return true;
}

/* Whether f does the same both ways; it is printed when not. */
static bool judge(struct bench *t, const struct setting *s, const struct ir_func *f, unsigned times)
{
    struct mach_code code;
    t->convention.features = s->features & t->features;
    if (!ops_generator.compile(&t->convention, s->random_registers, (uint32_t)random_bits(t), f,
                               &code, &t->evaluated)) {
        ir_print(f, stdout);
        printf("cannot be compiled for %s\n", s->name);
        return false;
    }
    place(&code, &t->stubs, t->text);
    bool right = run(t, f, times);
    if (!right)
        printf("with %s%s\n\n", s->name, s->random_registers ? ", random registers" : "");
    return right;
}

/* ---- which instructions there are ---- */

static const ir_type types[] = {
    IR_I1,
    IR_I8,
    IR_I16,
    IR_I32,
    IR_I64,
    IR_I128,
    IR_F16,
    IR_F32,
    IR_F64,
    IR_FLAGS,
    IR_V64 | IR_I8,
    IR_V64 | IR_I16,
    IR_V64 | IR_I32,
    IR_V64 | IR_I64,
    IR_V128 | IR_I8,
    IR_V128 | IR_I16,
    IR_V128 | IR_I32,
    IR_V128 | IR_I64,
    IR_V128 | IR_I128,
    IR_V64 | IR_F16,
    IR_V64 | IR_F32,
    IR_V64 | IR_F64,
    IR_V128 | IR_F16,
    IR_V128 | IR_F32,
    IR_V128 | IR_F64,
};
enum { TYPES = sizeof types / sizeof *types };

/* An instruction, and what its operands are. */
struct shape {
    enum ir_op op;
    ir_type type, operand[3]; /* VOID: none */
    unsigned aux;
};
struct shapes {
    struct shape *list; /* in the order of ops */
    unsigned count;
    unsigned first[IR_OPS + 1]; /* by op */
};

static ir_ref build(struct bench *t, struct ir_func *f, const struct shape *s,
                    const ir_ref *operand);
static ir_ref input(struct bench *t, struct ir_func *f, ir_type type, unsigned which,
                    unsigned constants);

static void finish(struct ir_func *f)
{
    ir_exit_direct(f, 0x1000, IR_HINT_JUMP, 0);
    ir_func_finish(f);
}

static void put(struct ir_func *f, ir_ref v, unsigned which)
{
    if (ir_typeof(f, v) == IR_I1)
        v = ir_zext(f, IR_I8, v);
    ir_put(f, OUT(which), v);
}

static bool is_legal(struct bench *t, struct arena *arena, const struct shape *s)
{
    char error[512];
    struct ir_func *f = ir_func_new(arena, 0x1000);
    struct ir_ins i = { .op = (uint8_t)s->op, .type = s->type, .aux = (uint16_t)s->aux };
    ir_ref *at[3] = { &i.a, &i.b, &i.c };
    for (unsigned k = 0; k < 3; k++)
        if (s->operand[k])
            *at[k] = input(t, f, s->operand[k], k, 0);
    if (s->op == IR_shuffle) /* any constant */
        i.c = f->ins[ir_const_wide(f, IR_V128 | IR_I8, 0, 0)].a;
    ir_fence(f, 0); /* in its place */
    uint32_t at_fence = f->count - 1;
    ir_exit_direct(f, 0x1000, IR_HINT_JUMP,
                   0); /* not finished: that would leave unused operands out */
    f->ins[at_fence] = i;
    return ir_verify(f, error, sizeof error);
}

static bool takes_part(enum ir_op op)
{
    unsigned flags = ir_ops[op].flags;
    return flags & IR_PURE && !(flags & IR_FP_ENV) && op != IR_nop && op != IR_const &&
           op != IR_const_wide && op != IR_phi && op != IR_call_pure;
}

/* Operand k as the row's letter wants it; V: any, the types one by one. False: no more. */
static bool operand_type(char letter, ir_type t, unsigned n, ir_type *out)
{
    if (letter == 'V') {
        *out = n < TYPES ? types[n] : IR_VOID;
        return n < TYPES;
    }
    *out = letter == 'T'   ? t
           : letter == 'E' ? ir_lane(t)
           : letter == 'B' ? IR_I1
           : letter == 'G' ? IR_FLAGS
                           : IR_VOID;
    return n == 0;
}

static void add_shapes(struct bench *t, struct arena *arena, struct shapes *all, struct shape s)
{
    const struct ir_op_info *info = &ir_ops[s.op];
    if (s.type == (IR_V128 | IR_I128) && s.op != IR_pmul_wide)
        return;
    for (unsigned a = 0; operand_type(info->a, s.type, a, &s.operand[0]); a++)
        for (unsigned b = 0; operand_type(info->b, s.type, b, &s.operand[1]); b++) {
            bool likely = info->a != 'V' || info->b != 'V' || s.operand[0] == s.operand[1] ||
                          s.op == IR_crc32;
            operand_type(info->c, s.type, 0, &s.operand[2]);
            for (s.aux = 0; likely && s.aux <= (info->aux[0] == '_' ? 0 : 64); s.aux++) {
                if (!is_legal(t, arena, &s))
                    continue;
                all->list = realloc(all->list, (all->count + 1) * sizeof *all->list);
                all->list[all->count++] = s;
            }
        }
}

static struct shapes list_shapes(struct bench *t)
{
    struct shapes all = { 0 };
    for (unsigned op = 0; op < IR_OPS; op++) {
        all.first[op] = all.count;
        for (unsigned k = 0; takes_part(op) && k < TYPES; k++) {
            struct arena arena;
            arena_init(&arena);
            add_shapes(t, &arena, &all, (struct shape){ .op = op, .type = types[k] });
            arena_free(&arena);
        }
    }
    all.first[IR_OPS] = all.count;
    return all;
}

/* ---- building ---- */

static ir_ref constant(struct bench *t, struct ir_func *f, ir_type type)
{
    uint64_t low = below(t, 8) ? interesting(t) : 0, high = below(t, 2) ? low : interesting(t);
    if (below(t, 4) == 0) { /* the same small number in each lane: a count */
        unsigned bits = ir_bits(ir_lane(type)) < 64 ? ir_bits(ir_lane(type)) : 64;
        uint64_t mask = UINT64_MAX >> (64 - bits);
        low = high = ((uint64_t)(int8_t)(below(t, 140) - 70) & mask) * (UINT64_MAX / mask);
    }
    return ir_const_wide(f, type, low, high);
}

/* An address within `memory`, with a base, perhaps an index and a displacement. */
static ir_ref address(struct bench *t, struct ir_func *f, unsigned size)
{
    ir_ref base = ir_get(f, IR_I64, PIN(9));
    if (below(t, 2)) {
        ir_ref index = ir_get(f, IR_I64, PIN(below(t, 9)));
        index = ir_and_i(f, index, 3);
        index = ir_lsl_i(f, index, below(t, 4));
        base = below(t, 2) ? ir_add(f, base, index) : ir_add(f, index, base);
    }
    return ir_add_i(f, base, below(t, MEMORY - 24 - size));
}

static unsigned log2_bytes(ir_type type)
{
    return (unsigned)__builtin_ctz(ir_bits(type) / 8);
}

/* Integers also from fewer bytes, and with the other byte order. */
static ir_ref read_memory(struct bench *t, struct ir_func *f, ir_type type)
{
    unsigned size = log2_bytes(type), how = 0;
    bool integer = !ir_is_vector(type) && !ir_is_float(type) && size < 4;
    if (integer && below(t, 3) == 0)
        size = below(t, size + 1);
    if (integer)
        how = (below(t, 2) ? IR_MEM_SIGN : 0) | (below(t, 4) ? 0 : IR_MEM_BE);
    return ir_load(f, type, address(t, f, 1u << size), size | how);
}

/* A value of the type from the state, memory (1 of 8) or, `constants` of 8, a constant. */
static ir_ref input(struct bench *t, struct ir_func *f, ir_type type, unsigned which,
                    unsigned constants)
{
    if (type == IR_I1) {
        ir_ref byte = ir_get(f, IR_I8, IN(which));
        return ir_trunc(f, IR_I1, byte);
    }
    if (type == IR_FLAGS) {
        ir_ref word = ir_get(f, IR_I32, IN(which));
        return ir_flags_pack(f, word);
    }
    if (type == (IR_V128 | IR_I128))
        type = IR_V128 | IR_I64;
    unsigned choice = below(t, 8);
    if (constants && choice < constants)
        return constant(t, f, type);
    if (constants && choice == 7)
        return read_memory(t, f, type);
    if (ir_bits(type) <= 64 && below(t, 2))
        return ir_get(f, type, PIN(which));
    return ir_get(f, type, IN(which));
}

/* A byte order as instructions have it, or a random one. */
static void byte_order(struct bench *t, unsigned size, uint8_t *mask)
{
    unsigned lane = 1u << below(t, 4), kind = below(t, 10), n = below(t, size), odd = below(t, 2);
    for (unsigned k = 0; k < 16; k++) {
        unsigned e = k / lane, at = k % lane, lanes = size / lane ? size / lane : 1;
        unsigned from =
            kind == 0   ? (e / 2 + (odd ? lanes / 2 : 0) + (e & 1) * lanes) * lane + at /* zip */
            : kind == 1 ? (e * 2 + odd) * lane + at                                     /* uzp */
            : kind == 2 ? ((e & ~1u) + odd + (e & 1) * lanes) * lane + at               /* trn */
            : kind == 3 ? k + n                                                         /* ext */
            : kind == 4 ? (e ^ n) * lane + at                                           /* rev */
            : kind == 5 ? n / lane * lane + at                                          /* dup */
            : kind == 6 ? k + (below(t, 2) ? size : 0)                                  /* blend */
            : kind == 7 ? below(t, size)
            : kind == 8 ? below(t, 2 * size / lane + 1) * lane + at
                        : below(t, 2 * size);
        mask[k] = (uint8_t)(from % (2 * size));
    }
    if (below(t, 4) == 0) /* the operands the other way round */
        for (unsigned k = 0; k < 16; k++)
            mask[k] ^= (uint8_t)size;
}

static ir_ref build(struct bench *t, struct ir_func *f, const struct shape *s,
                    const ir_ref *operand)
{
    if (s->op == IR_shuffle) {
        uint8_t mask[16];
        byte_order(t, ir_bits(s->type) / 8, mask);
        return ir_shuffle(f, s->type, operand[0], operand[1], mask);
    }
    return ir_emit(f, s->op, s->type, s->aux, operand[0], operand[1], operand[2]);
}

/* ---- single ops ---- */

static struct ir_func *single(struct bench *t, struct arena *arena, const struct shape *s,
                              unsigned constants)
{
    ir_ref operand[3] = { 0 };
    struct ir_func *f = ir_func_new(arena, 0x1000);
    ir_insn_start(f, 0x1000, 4);
    for (unsigned k = 0; k < 3; k++)
        if (s->operand[k])
            operand[k] = input(t, f, s->operand[k], k, k ? constants : 0);
    put(f, build(t, f, s, operand), 0);
    finish(f);
    return f;
}

static void test_shape(struct bench *t, const struct setting *s, const struct shape *shape)
{
    unsigned before = t->evaluated;
    for (unsigned k = 0; k < ops_generator.instances * (shape->op == IR_shuffle ? 60 : 1); k++) {
        struct arena arena;
        arena_init(&arena);
        struct ir_func *f = single(t, &arena, shape, k ? 6 : 0);
        bool right = judge(t, s, f, k ? 3 : 8);
        *(right ? &t->passed : &t->failed) += 1;
        if (k == 0 && t->verbose && t->evaluated > before) {
            ir_print_ins(f, f->blocks[0].end - 3, stdout);
            printf("\n");
        }
        arena_free(&arena);
        if (!right)
            break;
    }
}

/* ---- trees ---- */

/* Patterns of more than one op are rarely met by chance: operands that some ops like. */
static const struct {
    uint8_t op, operand, like;
} likings[] = {
    { IR_mul, 0, IR_widen_s },     { IR_mul, 1, IR_widen_s },    { IR_mul, 0, IR_widen_u },
    { IR_mul, 1, IR_widen_u },     { IR_widen_s, 0, IR_high },   { IR_widen_u, 0, IR_high },
    { IR_splat, 0, IR_extract },   { IR_insert, 1, IR_extract }, { IR_reduce, 0, IR_popcnt },
    { IR_popcnt, 0, IR_bitcast },  { IR_concat, 0, IR_narrow },  { IR_concat, 1, IR_narrow },
    { IR_pmul_wide, 0, IR_high },  { IR_pmul_wide, 1, IR_high }, { IR_bitsel, 0, IR_vcmp },
    { IR_select, 0, IR_cmp },      { IR_vzext, 0, IR_extract },  { IR_vzext, 0, IR_reduce },
    { IR_bitcast, 0, IR_extract }, { IR_zext, 0, IR_extract },   { IR_sext, 0, IR_extract },
    { IR_vshift_s, 1, IR_neg },    { IR_select, 0, IR_cond },    { IR_cond, 0, IR_flags_sub },
    { IR_cond, 0, IR_flags_add },  { IR_add, 1, IR_shl },        { IR_cmp, 0, IR_and },
    { IR_insert, 1, IR_bitcast },  { IR_aes_mix, 0, IR_aes_enc }, { IR_aes_unmix, 0, IR_aes_dec },
    { IR_xor, 0, IR_aes_mix },     { IR_xor, 1, IR_aes_mix },    { IR_xor, 0, IR_aes_enc },
    { IR_xor, 1, IR_aes_enc },     { IR_xor, 0, IR_aes_unmix },  { IR_xor, 1, IR_aes_unmix },
    { IR_xor, 0, IR_aes_dec },     { IR_xor, 1, IR_aes_dec },    { IR_xor, 0, IR_xor },
    { IR_xor, 1, IR_xor },
};
enum { LIKINGS = sizeof likings / sizeof *likings };

struct tree {
    struct bench *t;
    struct ir_func *f;
    const struct shapes *shapes;
    ir_ref values[64];
    unsigned count;
};

static bool same_type(ir_type a, ir_type b)
{
    return a == b || (ir_is_vector(a) && ir_is_vector(b) && ir_bits(a) == ir_bits(b));
}

static ir_ref grow(struct tree *x, const struct shape *s, unsigned depth);

/* A shape of the op (IR_nop: any) with a result of the type (VOID: any), not necessarily of its
   lanes; NULL: none has been hit upon. */
static const struct shape *find_shape(struct tree *x, unsigned op, ir_type type, bool lanes)
{
    const struct shapes *all = x->shapes;
    unsigned first = op == IR_nop ? 0 : all->first[op],
             end = op == IR_nop ? all->count : all->first[op + 1];
    for (unsigned k = 0; first < end && k < 100; k++) {
        const struct shape *s = &all->list[first + below(x->t, end - first)];
        if (type == IR_VOID || s->type == type || (!lanes && same_type(s->type, type)))
            return s;
    }
    return NULL;
}

static ir_ref grow_operand(struct tree *x, const struct shape *s, unsigned k, unsigned depth)
{
    struct bench *t = x->t;
    const struct shape *child = NULL;
    if (depth && below(t, 4))
        for (unsigned n = 0; n < LIKINGS; n++)
            if (likings[n].op == s->op && likings[n].operand == k && (!child || below(t, 2)))
                child = find_shape(x, likings[n].like, s->operand[k], below(t, 4));
    if (!child && depth && below(t, 3) == 0)
        child = find_shape(x, IR_nop, s->operand[k], false);
    if (child)
        return grow(x, child, depth - 1);
    for (unsigned n = x->count; n-- > 0 && below(t, 4);) /* an earlier value: two uses */
        if (same_type(ir_typeof(x->f, x->values[n]), s->operand[k]))
            return x->values[n];
    return input(t, x->f, s->operand[k], below(t, INPUTS), 2);
}

static ir_ref grow(struct tree *x, const struct shape *s, unsigned depth)
{
    ir_ref operand[3] = { 0 };
    for (unsigned k = 0; k < 3; k++)
        if (s->operand[k])
            operand[k] = grow_operand(x, s, k, depth);
    ir_ref v = build(x->t, x->f, s, operand);
    if (x->count < 64)
        x->values[x->count++] = v;
    return v;
}

/* ---- idioms: patterns whose leaves must be one value ---- */

static ir_ref binary(struct ir_func *f, enum ir_op op, ir_type type, ir_ref a, ir_ref b)
{
    return ir_emit(f, op, type, 0, a, b, 0);
}

static ir_ref shift(struct ir_func *f, enum ir_op op, ir_type type, ir_ref a, unsigned count)
{
    return ir_emit(f, op, type, count, a, 0, 0);
}

static ir_ref add_pairs(struct bench *t, struct ir_func *f, ir_ref v)
{
    ir_type type = IR_V128 | (below(t, 2) ? IR_I16 : IR_I32);
    unsigned half = ir_bits(ir_lane(type)) / 2;
    enum ir_op right = below(t, 2) ? IR_sar_i : IR_shr_i;
    ir_ref even = shift(f, IR_shl_i, type, v, half);
    even = shift(f, right, type, even, half);
    ir_ref odd = shift(f, right, type, v, half);
    return binary(f, IR_add, type, even, odd);
}

static ir_ref clear_upper(struct bench *t, struct ir_func *f, ir_ref v)
{
    ir_type type = IR_V128 | (IR_I8 + below(t, 4));
    unsigned count = below(t, ir_bits(ir_lane(type)));
    ir_ref left = shift(f, IR_shl_i, type, v, count);
    return shift(f, IR_shr_i, type, left, count);
}

static ir_ref product(struct ir_func *f, enum ir_op widen, enum ir_op half, ir_ref x, ir_ref y)
{
    ir_type type = IR_V128 | IR_I32;
    x = ir_emit(f, half, IR_V64 | IR_I16, 0, x, 0, 0);
    x = ir_emit(f, widen, type, 0, x, 0, 0);
    y = ir_emit(f, half, IR_V64 | IR_I16, 0, y, 0, 0);
    y = ir_emit(f, widen, type, 0, y, 0, 0);
    return binary(f, IR_mul, type, x, y);
}

static ir_ref high_products(struct bench *t, struct ir_func *f, ir_ref v, ir_ref w)
{
    enum ir_op widen = below(t, 2) ? IR_widen_s : IR_widen_u;
    ir_ref low = product(f, widen, IR_low, v, w), high = product(f, widen, IR_high, v, w);
    uint8_t mask[16];
    unsigned odd = below(t, 4) != 0;
    for (unsigned k = 0; k < 16; k++)
        mask[k] = (uint8_t)((k / 2 * 2 + odd) * 2 + k % 2);
    return ir_shuffle(f, IR_V128 | IR_I16, low, high, mask);
}

static ir_ref add_products(struct bench *t, struct ir_func *f, ir_ref v, ir_ref w)
{
    ir_type type = IR_V128 | IR_I32;
    ir_ref sum = input(t, f, type, 2, 2);
    for (unsigned k = 0; k < 2; k++) {
        ir_ref x = product(f, IR_widen_s, k ? IR_high : IR_low, below(t, 8) ? v : w, w);
        sum = binary(f, IR_add, type, sum, x);
    }
    return sum;
}

static ir_ref lesser_neighbours(struct bench *t, struct ir_func *f, ir_ref v, ir_ref w)
{
    ir_type type = IR_V128 | IR_I8;
    ir_ref part[2];
    for (unsigned odd = 0; odd < 2; odd++) {
        uint8_t mask[16];
        for (unsigned k = 0; k < 16; k++)
            mask[k] = (uint8_t)(2 * k + odd);
        if (below(t, 8) == 0)
            mask[below(t, 16)] = (uint8_t)below(t, 32);
        part[odd] = ir_shuffle(f, type, v, w, mask);
    }
    return binary(f, IR_umin, type, part[0], part[1]);
}

static ir_ref idiom(struct bench *t, struct ir_func *f)
{
    ir_ref v = input(t, f, IR_V128 | IR_I8, 0, 0), w = input(t, f, IR_V128 | IR_I8, 1, 0);
    switch (below(t, 5)) {
    case 0:
        return add_pairs(t, f, v);
    case 1:
        return clear_upper(t, f, v);
    case 2:
        return high_products(t, f, v, w);
    case 3:
        return lesser_neighbours(t, f, v, w);
    default:
        return add_products(t, f, v, w);
    }
}

/* The result goes into the state or, all or a part of it, to memory. */
static void use(struct tree *x, ir_ref v, unsigned which)
{
    ir_type type = ir_typeof(x->f, v);
    if (type == IR_I1 || type == IR_FLAGS || below(x->t, 2)) {
        put(x->f, v, which);
        return;
    }
    bool integer = !ir_is_vector(type) && !ir_is_float(type) && type != IR_I128;
    unsigned size = log2_bytes(type), order = integer && below(x->t, 4) == 0 ? IR_MEM_BE : 0;
    if (integer && below(x->t, 4) == 0)
        size = below(x->t, size + 1);
    ir_store(x->f, address(x->t, x->f, 1u << size), v, size | order);
}

static unsigned root_op(struct bench *t)
{
    return below(t, 3) ? IR_nop : likings[below(t, LIKINGS)].op;
}

static void test_tree(struct bench *t, const struct setting *s, const struct shapes *shapes)
{
    struct arena arena;
    char error[512];
    arena_init(&arena);
    struct tree x = { .t = t, .f = ir_func_new(&arena, 0x1000), .shapes = shapes };
    ir_insn_start(x.f, 0x1000, 4);
    for (unsigned k = 1 + below(t, 4); k-- > 0;)
        use(&x,
            below(t, 20) ? grow(&x, find_shape(&x, root_op(t), IR_VOID, false), 3) : idiom(t, x.f),
            k);
    finish(x.f);
    bool right = ir_verify(x.f, error, sizeof error) && x.f->count < 512;
    if (!right)
        printf("%s\n", error);
    right = right && judge(t, s, x.f, 3);
    *(right ? &t->passed : &t->failed) += 1;
    arena_free(&arena);
}

/* ---- the whole ---- */

enum { FAILURES = 10 };

static void test_setting(struct bench *t, const struct setting *s, const struct shapes *shapes,
                         unsigned trees)
{
    t->evaluated = 0;
    if (t->verbose)
        printf("---- %s%s\n", s->name, s->random_registers ? ", random registers" : "");
    for (unsigned k = 0; k < shapes->count && t->failed < FAILURES; k++)
        test_shape(t, s, &shapes->list[k]);
    for (unsigned k = 0; k < trees && t->failed < FAILURES; k++)
        test_tree(t, s, shapes);
}

static void start(struct bench *t)
{
    uint8_t *memory =
        mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mach_convention_make(&t->convention, &mach_x86_64, guest_pins);
    t->features = t->convention.features;
    t->thread.run = &t->run;
    size_t size = mach_stubs_write(memory, 0, &t->convention, &t->stubs);
    t->text = memory + (size + 63) / 64 * 64;
    for (unsigned i = 0; i < RUN_JUMPS; i++)
        t->jumps[i].code = t->stubs.stub[IR_STUB_EXIT_INDIRECT];
    t->targets = calloc(1, sizeof *t->targets + 2 * sizeof t->targets->slot[0]);
}

#define SSSE3 (X86_HAS_SSE3 | X86_HAS_SSSE3)
#define SSE42 \
    (SSSE3 | X86_HAS_SSE41 | X86_HAS_SSE42 | X86_HAS_POPCNT | X86_HAS_AES | X86_HAS_PCLMUL | \
     X86_HAS_SHA)
#define AVX   (SSE42 | X86_HAS_AVX)
#define AVX2 \
    (AVX | X86_HAS_AVX2 | X86_HAS_BMI1 | X86_HAS_BMI2 | X86_HAS_LZCNT | X86_HAS_MOVBE | \
     X86_HAS_FMA | X86_HAS_F16C)
#define AVX512 (AVX2 | X86_HAS_AVX512)
#define NEWER  (X86_HAS_AVX512 | X86_HAS_VBMI | X86_HAS_BITALG | X86_HAS_VPOPCNTDQ | X86_HAS_VNNI)

int main(int argc, char **argv)
{
    static struct bench t;
    static const struct setting settings[] = {
        { "SSE2", 0, false },         { "SSSE3", SSSE3, true },
        { "SSE4.2", SSE42, false },   { "AVX", AVX, true },
        { "AVX2", AVX2, false },      { "AVX2 and GFNI", ~(uint64_t)NEWER, true },
        { "AVX-512", AVX512, false }, { "everything", ~UINT64_C(0), true },
    };
    t.verbose = argc > 1 && !strcmp(argv[1], "-v");
    t.random =
        argc > 1 + t.verbose ? strtoull(argv[1 + t.verbose], NULL, 0) * 2 + 1 : 88172645463325253u;
    start(&t);
    struct shapes shapes = list_shapes(&t);
    for (unsigned k = 0; k < sizeof settings / sizeof *settings; k += ops_generator.step)
        test_setting(&t, &settings[k], &shapes, ops_generator.trees);
    free(shapes.list);
    printf("%u passed, %u failed\n", t.passed, t.failed);
    return t.failed != 0;
}
