/* Random functions, made from the op table: whatever the verifier accepts. Each is built again
   through the builder, which simplifies it, and both are executed from the same random states: what
   can be observed must be the same. Then text that was mutated at random: the parser must survive
   it. */
#include "ir/t/test.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INS = 120, TRIES = 40 };

struct make {
    struct test *t;
    struct ir_func *f;
};

static const ir_type types[] = {
    IR_I64,           IR_I64,           IR_I32,           IR_I32,           IR_I8,
    IR_I16,           IR_I1,            IR_I128,          IR_F32,           IR_F64,
    IR_F16,           IR_FLAGS,         IR_V128 | IR_I8,  IR_V128 | IR_I16, IR_V128 | IR_I32,
    IR_V128 | IR_I64, IR_V64 | IR_I8,   IR_V64 | IR_I32,  IR_V64 | IR_I64,  IR_V128 | IR_F32,
    IR_V128 | IR_F64, IR_V64 | IR_F32,  IR_V128 | IR_F16, IR_V64 | IR_I16,  IR_V128 | IR_I128,
};

static ir_ref append(struct make *m, struct ir_ins i)
{
    m->f->ins[m->f->count] = i;
    return m->f->count++;
}

static uint32_t pool(struct make *m, const void *bytes)
{
    memcpy(&m->f->pool[m->f->pool_count], bytes, 16);
    m->f->pool_count += 4;
    return m->f->pool_count - 4;
}

/* ---- constants: those that rules look for, and any ---- */

static uint64_t interesting(struct make *m)
{
    switch (test_below(m->t, 7)) {
    case 0:
        return 0;
    case 1:
        return 1;
    case 2:
        return ~UINT64_C(0);
    case 3:
        return UINT64_C(1) << test_below(m->t, 64);
    case 4:
        return (UINT64_C(1) << test_below(m->t, 64)) - 1;
    case 5:
        return test_below(m->t, 64);
    case 6:
        return -(uint64_t)test_below(m->t, 300);
    }
    return test_random(m->t);
}

static ir_ref constant(struct make *m, ir_type t)
{
    uint64_t low = interesting(m), high = test_below(m->t, 2) ? low : interesting(m);
    unsigned bits = ir_bits(t);
    if (!ir_is_vector(t) && bits <= 64) {
        low &= t == IR_FLAGS ? 0xf0000000 : bits == 64 ? ~UINT64_C(0) : (UINT64_C(1) << bits) - 1;
        return append(m,
                      (struct ir_ins){ IR_const, t, 0, 0, (uint32_t)low, (uint32_t)(low >> 32) });
    }
    uint64_t wide[2] = { low, bits == 128 ? high : 0 };
    return append(m, (struct ir_ins){ IR_const_wide, t, 0, pool(m, wide), 0, 0 });
}

/* ---- operands ---- */

static bool fits(ir_type have, ir_type wanted)
{
    return have == wanted ||
           (ir_is_vector(have) && ir_is_vector(wanted) && ir_bits(have) == ir_bits(wanted));
}

/* A value of the type, by preference a young one; IR_VOID: of any. A constant when there is
   none. */
static ir_ref value(struct make *m, ir_type wanted)
{
    const struct ir_func *f = m->f;
    if (wanted && test_below(m->t, 4) == 0)
        return constant(m, wanted);
    for (unsigned k = 0; k < 12; k++) {
        unsigned back = test_below(m->t, k < 4 ? 3 : k < 8 ? 12 : f->count) + 1;
        ir_ref v = back < f->count ? f->count - back : 1;
        if (ir_ops[f->ins[v].op].result != '_' && f->ins[v].type &&
            (!wanted || fits(f->ins[v].type, wanted)))
            return v;
    }
    return constant(m, wanted ? wanted : IR_I64);
}

static uint32_t mask(struct make *m, ir_type t)
{
    uint8_t bytes[16];
    unsigned size = ir_is_vector(t) ? ir_bits(t) / 8 : 8;
    bool shifted = test_below(m->t, 3) == 0; /* perhaps all of one operand */
    unsigned start = test_below(m->t, 2) * size;
    for (unsigned k = 0; k < 16; k++)
        bytes[k] = (uint8_t)(shifted ? (start + k) % (2 * size) : test_below(m->t, 2 * size));
    return pool(m, bytes);
}

static uint32_t operand(struct make *m, char letter, ir_type t)
{
    switch (letter) {
    case 'T':
        return value(m, t);
    case 'E':
        return value(m, ir_lane(t));
    case 'B':
        return value(m, IR_I1);
    case 'G':
        return value(m, IR_FLAGS);
    case 'A':
        return value(m, IR_I64);
    case 'V':
        return value(m, IR_VOID);
    case 'O':
        return test_below(m->t, 2) ? value(m, IR_VOID) : 0;
    case 'I':
        return (uint32_t)(test_below(m->t, 2) ? test_below(m->t, 40) : -test_below(m->t, 40));
    case 'P':
        return mask(m, t);
    }
    return 0;
}

static uint16_t aux(struct make *m, const struct ir_op_info *info, ir_type t)
{
    if (strcmp(info->aux, "offset") == 0) /* few places, so that ranges overlap */
        return (uint16_t)(IR_STATE_HEAD +
                          test_below(m->t, 10) * (test_below(m->t, 2) ? 8 : 4));
    if (strcmp(info->aux, "mem") == 0) {
        unsigned size = 0;
        while (t && 16u << size <= ir_bits(t))
            size++;
        return (uint16_t)((test_below(m->t, 3) ? size : test_below(m->t, size + 1)) |
                          (test_below(m->t, 3) ? 0 : IR_MEM_SIGN));
    }
    if (strcmp(info->aux, "fp") == 0)
        return IR_FP(test_below(m->t, 2), test_below(m->t, 7), test_below(m->t, 2));
    return (uint16_t)test_below(m->t, strcmp(info->aux, "count") == 0 ? 65 : 16);
}

/* ---- instructions ---- */

/* Not by chance: constants, blocks, what has no meaning here. */
static bool is_excluded(enum ir_op op)
{
    return op == IR_const || op == IR_const_wide || op == IR_phi || op == IR_nop ||
           op == IR_safepoint || ir_ops[op].flags & IR_EXIT;
}

static bool is_right(struct make *m)
{
    char error[256];
    return ir_verify(m->f, error, sizeof error);
}

static void end_block(struct make *m)
{
    m->f->blocks[0].end = m->f->count;
}

/* Ops that rules know together: a stretch of instructions is mostly of one theme, so that they
   meet. */
/* clang-format off */
static const uint8_t themes[][12] = {
    { IR_get, IR_put, IR_get, IR_put, IR_get, IR_put, IR_add, IR_flags_sub, IR_load, IR_splat,
      IR_concat, IR_bitcast },
    { IR_flags_sub, IR_flags_add, IR_flags_logic, IR_flags_select, IR_flags_pack, IR_flags_unpack,
      IR_flags_adc, IR_flags_sbb, IR_cond, IR_cond, IR_cond, IR_cond },
    { IR_zext, IR_sext, IR_trunc, IR_zext, IR_sext, IR_trunc, IR_concat, IR_low, IR_high,
      IR_bitcast, IR_and, IR_load },
    { IR_shl, IR_shr, IR_sar, IR_rotr, IR_and, IR_zext, IR_trunc, IR_shl_i, IR_shr_i, IR_sar_i,
      IR_mul, IR_div_u },
    { IR_cmp, IR_cmp, IR_cmp, IR_select, IR_not, IR_neg, IR_xor, IR_sub, IR_add, IR_zext, IR_sext,
      IR_select },
    { IR_and, IR_or, IR_xor, IR_not, IR_andn, IR_add, IR_sub, IR_neg, IR_fneg, IR_fabs, IR_bswap,
      IR_bitrev },
    { IR_extract, IR_insert, IR_splat, IR_vzext, IR_concat, IR_low, IR_high, IR_bitsel,
      IR_shuffle, IR_bitcast, IR_extract, IR_insert },
    { IR_add, IR_load, IR_store, IR_zext, IR_sext, IR_trunc, IR_add, IR_store, IR_store, IR_get,
      IR_sub, IR_bitcast },
};
/* clang-format on */
enum { THEMES = sizeof themes / sizeof themes[0], STRETCH = 16 };

static enum ir_op random_op(struct make *m, unsigned theme)
{
    if (test_below(m->t, 4))
        return themes[theme][test_below(m->t, 12)];
    for (;;) {
        enum ir_op op = test_below(m->t, IR_OPS);
        bool rare = ir_ops[op].flags & (IR_MEM | IR_EFFECT) && test_below(m->t, 4);
        if (!is_excluded(op) && !rare)
            return op;
    }
}

/* An instruction of random operands; taken back unless it is right with a terminator behind it. */
static bool try_instruction(struct make *m, enum ir_op op)
{
    struct ir_func *f = m->f;
    uint32_t count = f->count, pool_count = f->pool_count;
    const struct ir_op_info *info = &ir_ops[op];
    ir_type t = types[test_below(m->t, sizeof types)];
    t = info->result == 'B'   ? IR_I1
        : info->result == 'G' ? IR_FLAGS
        : info->result == '_' ? IR_VOID
                              : t;
    struct ir_ins i = { .op = (uint8_t)op, .type = t };
    if (op == IR_put)
        t = types[test_below(m->t, sizeof types)];
    i.a = operand(m, info->a, t);
    if (info->b != 'Q') {
        bool alike = info->a == 'V' && info->b == 'V' && test_below(m->t, 3);
        i.b = operand(m, alike ? 'T' : info->b, alike ? f->ins[i.a].type : t);
        i.c = operand(m, info->c, t);
    }
    if (op == IR_put || op == IR_store)
        i.type = f->ins[op == IR_put ? i.a : i.b].type;
    i.aux = aux(m, info, i.type);
    append(m, i);
    append(m, (struct ir_ins){ .op = IR_exit_trap, .aux = IR_TRAP_ILLEGAL });
    end_block(m);
    bool right = is_right(m);
    f->count = right ? f->count - 1 : count;
    if (!right)
        f->pool_count = pool_count;
    return right;
}

static void make_block(struct make *m, unsigned length)
{
    for (unsigned k = 0; k < 3; k++)
        append(m, (struct ir_ins){ IR_get, types[test_below(m->t, 4)], aux(m, &ir_ops[IR_get], 0),
                                   0, 0, 0 });
    for (unsigned n = 0, theme = 0; n < length; n++) {
        if (n % STRETCH == 0)
            theme = test_below(m->t, THEMES);
        enum ir_op op = random_op(m, theme);
        for (unsigned k = 0; k < TRIES && !try_instruction(m, op); k++)
            ;
    }
}

static struct ir_func *make(struct test *t, struct arena *arena)
{
    struct ir_func *f = arena_alloc(arena, sizeof *f);
    struct make m = { .t = t, .f = f };
    *f = (struct ir_func){
        .pc = 0x1000,
        .ins = arena_alloc(arena, 1024 * sizeof *f->ins),
        .count = 1,
        .capacity = 1024,
        .blocks = arena_alloc(arena, sizeof *f->blocks),
        .block_count = 1,
        .block_capacity = 1,
        .pool = arena_alloc(arena, 4096 * sizeof *f->pool),
        .pool_capacity = 4096,
        .arena = arena,
    };
    f->blocks[0].first = 1;
    make_block(&m, 10 + test_below(t, MOST_INS));
    append(&m, (struct ir_ins){ .op = IR_exit_indirect, .a = value(&m, IR_I64) });
    end_block(&m);
    return f;
}

/* ---- comparing ---- */

static char *difference(struct test *t, const struct ir_func *plain, const struct ir_func *simple)
{
    static const char format[] =
        "    from the same state, this and what it was simplified to differ:\n%s%s";
    if (test_same(t, plain, simple))
        return NULL;
    char *a = test_print(plain), *b = test_print(simple),
         *both = malloc(strlen(a) + strlen(b) + sizeof format);
    sprintf(both, format, a, b);
    free(a);
    free(b);
    return both;
}

static void compare(struct test *t, unsigned number)
{
    char title[64], error[512] = "";
    struct arena arena;
    arena_init(&arena);
    snprintf(title, sizeof title, "random function %u, seed 0x%" PRIx64, number, t->seed);
    const struct ir_func *plain = make(t, &arena);
    const struct ir_func *simple = test_rebuild(&arena, plain);
    char *what =
        ir_verify(simple, error, sizeof error) ? difference(t, plain, simple) : strdup(error);
    test_check(t, !what, title, what);
    free(what);
    arena_free(&arena);
}

/* ---- mutated text ---- */

static void mutate(struct test *t, char *text)
{
    static const char letters[] = "%0123456789abcdefgx_.,[]{}=+-#:\n ";
    size_t n = strlen(text);
    for (unsigned k = test_below(t, 4) + 1; n && k-- > 0;) {
        char *at = text + test_random(t) % n;
        if (test_below(t, 3))
            *at = letters[test_below(t, sizeof letters - 1)];
        else
            memmove(at, at + 1, strlen(at));
    }
}

/* Whatever passes the verifier must also survive being simplified. */
static void survive(struct test *t, const char *text)
{
    char error[512];
    struct arena arena;
    arena_init(&arena);
    struct ir_func *f = ir_parse(&arena, text, error, sizeof error);
    if (f) {
        free(test_print(f));
        if (ir_verify(f, error, sizeof error))
            test_rebuild(&arena, f);
    }
    arena_free(&arena);
    (void)t;
}

static void mutations(struct test *t)
{
    struct arena arena;
    arena_init(&arena);
    for (unsigned k = 0; k < t->random / 4; k++) {
        char *text = test_print(make(t, &arena));
        for (unsigned n = 0; n < 20; n++) {
            char *copy = strdup(text);
            mutate(t, copy);
            survive(t, copy);
            free(copy);
        }
        free(text);
        arena_reset(&arena);
    }
    arena_free(&arena);
    test_check(t, true, "mutated text", NULL); /* a crash is the failure */
}

void test_functions(struct test *t)
{
    for (unsigned k = 0; k < t->random; k++)
        compare(t, k);
    mutations(t);
}
