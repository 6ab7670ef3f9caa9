/* AArch64's descriptor: what the rest of the program knows of it. Next: decode.tab, or cpu.c. */
#include "guest/aarch64/guest.h"

#include <time.h>

#include <elf.h>

void aarch64_helper_counter(struct ir_state *state, union ir_value *result, const union ir_value *a,
                            const union ir_value *b, const union ir_value *c)
{
    struct timespec t;
    (void)state, (void)a, (void)b, (void)c;
    clock_gettime(CLOCK_MONOTONIC, &t);
    result->u64[0] = (uint64_t)t.tv_sec * AARCH64_COUNTER_HZ + (uint64_t)t.tv_nsec;
}
static_assert(AARCH64_COUNTER_HZ == 1000000000, "the counter counts nanoseconds");

static const struct ir_helper helpers[AARCH64_HELPERS] = {
#define HELPER(name) [AARCH64_HELPER_##name] = { #name, aarch64_helper_##name },
#include "guest/aarch64/helpers.def"
#undef HELPER
};

#define X(n)                                                                                       \
    {                                                                                              \
        "x" #n, AARCH64_OFFSET(x[n]), 64                                                           \
    }
#define V(n)                                                                                       \
    {                                                                                              \
        "v" #n, AARCH64_OFFSET(v[n]), 128                                                          \
    }
#define TEN(T, d)                                                                                  \
    T(d##0), T(d##1), T(d##2), T(d##3), T(d##4), T(d##5), T(d##6), T(d##7), T(d##8), T(d##9)

static const struct guest_register registers[] = {
    TEN(X, ),
    TEN(X, 1),
    TEN(X, 2),
    X(30),
    { "sp", AARCH64_OFFSET(x[31]), 64 },
    { "pc", AARCH64_OFFSET(ir.pc), 64 },
    { "nzcv", AARCH64_OFFSET(ir.flags), 32 },
    TEN(V, ),
    TEN(V, 1),
    TEN(V, 2),
    V(30),
    V(31),
    { "fpcr", AARCH64_OFFSET(fpcr), 32 },
    { "fpsr", AARCH64_OFFSET(ir.fp.flags), 32 }, /* but for QC: */
    { "qc", AARCH64_OFFSET(qc), 128 },
    { "tpidr_el0", AARCH64_OFFSET(tpidr_el0), 64 },
    { NULL, 0, 0 },
};

static void reset(struct ir_state *s, uint64_t features)
{
    struct aarch64_state *a = (struct aarch64_state *)s;
    (void)features;
    a->exclusive_address = AARCH64_NOT_EXCLUSIVE;
}

static unsigned length(uint16_t first)
{
    (void)first;
    return 4;
}

static bool lift(struct lift *l)
{
    return aarch64_decode_lift(l, l->insn, 32) >= 0;
}

/* The hottest ones in compiled code: arguments and results, the stack and frame pointers, the first callee-saved ones. */
#define PIN(n) AARCH64_OFFSET(x[n])
static const uint16_t pins[] = { PIN(30), PIN(3), PIN(29), PIN(0), PIN(1), PIN(2), PIN(31), PIN(19), PIN(20), 0 };
#undef PIN

static const uint16_t not_handed_over[] = { AARCH64_OFFSET(ir.flags), 0 };

const struct guest guest_aarch64 = {
    .name = "aarch64",
    .elf_machine = EM_AARCH64,
    .insn_align = 4,
    .nan = IR_NAN_ARM,
    .state_size = sizeof(struct aarch64_state),
    .helpers = helpers,
    .helper_count = AARCH64_HELPERS,
    .pins = pins,
    .stack = { .sp = AARCH64_OFFSET(x[31]), .fp = AARCH64_OFFSET(x[29]), .lr = AARCH64_OFFSET(x[30]), .record = 0 },
    .registers = registers,
    .features = aarch64_features,
    .cpus = aarch64_cpus,
    .patterns = aarch64_patterns,
    .pattern_count = AARCH64_PATTERNS,
    .tagged = AARCH64_TAGGED,
    .not_handed_over = not_handed_over,
    .handed_over = AARCH64_FLAGS_OBSERVED,
    .reset = reset,
    .length = length,
    .lift = lift,
    .distance = aarch64_distance,
    .disas = aarch64_disas,
};
