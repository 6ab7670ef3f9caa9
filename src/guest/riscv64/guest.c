/* The RISC-V 64 guest's descriptor, and what Linux tells programs about such a CPU. */
#include "guest/riscv64/guest.h"

#include <elf.h>

/* ---- registers ---- */

/* clang-format off */
#define X(n, name) { name, RISCV64_OFFSET(x[n]), 64 }
#define F(n, name) { name, RISCV64_OFFSET(f[n]), 64 }
static const struct guest_register registers[] = {
    { "pc", RISCV64_OFFSET(ir.pc), 64 },
    X(1, "ra"), X(2, "sp"), X(3, "gp"), X(4, "tp"), X(5, "t0"), X(6, "t1"), X(7, "t2"),
    X(8, "s0"), X(9, "s1"), X(10, "a0"), X(11, "a1"), X(12, "a2"), X(13, "a3"), X(14, "a4"),
    X(15, "a5"), X(16, "a6"), X(17, "a7"), X(18, "s2"), X(19, "s3"), X(20, "s4"), X(21, "s5"),
    X(22, "s6"), X(23, "s7"), X(24, "s8"), X(25, "s9"), X(26, "s10"), X(27, "s11"),
    X(28, "t3"), X(29, "t4"), X(30, "t5"), X(31, "t6"),
    F(0, "ft0"), F(1, "ft1"), F(2, "ft2"), F(3, "ft3"), F(4, "ft4"), F(5, "ft5"), F(6, "ft6"),
    F(7, "ft7"), F(8, "fs0"), F(9, "fs1"), F(10, "fa0"), F(11, "fa1"), F(12, "fa2"),
    F(13, "fa3"), F(14, "fa4"), F(15, "fa5"), F(16, "fa6"), F(17, "fa7"), F(18, "fs2"),
    F(19, "fs3"), F(20, "fs4"), F(21, "fs5"), F(22, "fs6"), F(23, "fs7"), F(24, "fs8"),
    F(25, "fs9"), F(26, "fs10"), F(27, "fs11"), F(28, "ft8"), F(29, "ft9"), F(30, "ft10"),
    F(31, "ft11"),
    { "frm", RISCV64_OFFSET(frm), 32 },
    { "reserve_address", RISCV64_OFFSET(reserve_address), 64 },
    { "reserve_value", RISCV64_OFFSET(reserve_value), 64 },
    { NULL, 0, 0 },
};
/* clang-format on */

/* ---- features ---- */

static const struct guest_feature features[] = {
#define FEATURE(name, hwprobe, text) { #name },
#include "guest/riscv64/features.def"
#undef FEATURE
    { NULL },
};

static const struct guest_cpu cpus[] = {
    { "rv64", "RV64GC with all extensions", (UINT64_C(1) << RISCV64_FEATURES) - 1 },
    { "max", "the same", (UINT64_C(1) << RISCV64_FEATURES) - 1 },
    { "rv64gc", "RV64GC alone", 0 },
    { NULL, NULL, 0 },
};

uint64_t riscv64_hwcap(uint64_t enabled)
{
    uint64_t bits = 0;
    (void)enabled; /* only single-letter extensions have a bit, and those are always there */
    for (const char *letter = "IMAFDC"; *letter; letter++)
        bits |= UINT64_C(1) << (*letter - 'A');
    return bits;
}

uint64_t riscv64_hwprobe_ima(uint64_t enabled)
{
    enum {
        FD = 0,
        C = 1,
        ZIHINTPAUSE = 36,
        ZCA = 43,
        ZCD = 45,
        ZICNTR = 50,
        ZAAMO = 56,
        ZALRSC = 57
    };
    static const unsigned char always[] = { FD, C, ZIHINTPAUSE, ZCA, ZCD, ZICNTR, ZAAMO, ZALRSC };
    static const unsigned char bits[] = {
#define FEATURE(name, hwprobe, text) [RISCV64_##name] = hwprobe,
#include "guest/riscv64/features.def"
#undef FEATURE
    };
    uint64_t result = 0;
    for (size_t i = 0; i < sizeof always; i++)
        result |= UINT64_C(1) << always[i];
    for (int i = 0; i < RISCV64_FEATURES; i++)
        if (enabled >> i & 1)
            result |= UINT64_C(1) << bits[i];
    return result;
}

/* ---- fcsr from outside of translated code; the bits: see system.c ---- */

static uint32_t reverse5(uint32_t bits)
{
    uint32_t reversed = 0;
    for (int i = 0; i < 5; i++)
        reversed |= (bits >> i & 1) << (4 - i);
    return reversed;
}

uint32_t riscv64_get_fcsr(const struct riscv64_state *s)
{
    return s->frm << 5 | reverse5(s->ir.fp.flags);
}

void riscv64_set_fcsr(struct riscv64_state *s, uint32_t fcsr)
{
    static const uint8_t modes[8] = { IR_ROUND_NEAREST, IR_ROUND_ZERO, IR_ROUND_DOWN, IR_ROUND_UP,
                                      IR_ROUND_AWAY };
    s->frm = fcsr >> 5 & 7;
    s->ir.fp.mode = modes[s->frm];
    s->ir.fp.flags = reverse5(fcsr);
}

/* ---- the descriptor ---- */

static void reset(struct ir_state *state, uint64_t enabled)
{
    struct riscv64_state *s = (struct riscv64_state *)state;
    (void)enabled;
    s->reserve_address = UINT64_MAX;
}

/* Encodings of more than 32 bits do not exist yet; they are read as 32 bits and found illegal. */
static unsigned length(uint16_t first)
{
    return (first & 3) == 3 ? 4 : 2;
}

static bool lift(struct lift *l)
{
    return riscv64_decode_lift(l, l->insn, (unsigned)(l->next - l->at) * 8) >= 0;
}

#define PIN(n) (uint16_t) RISCV64_OFFSET(x[n])
static const uint16_t pins[] = { PIN(9),  PIN(15), PIN(14), PIN(2), PIN(11), PIN(8),
                                 PIN(12), PIN(10), PIN(1), 0 };
#undef PIN

const struct guest guest_riscv64 = {
    .name = "riscv64",
    .elf_machine = EM_RISCV,
    .insn_align = 2,
    .nan = IR_NAN_RISCV,
    .state_size = sizeof(struct riscv64_state),
    .helpers = riscv64_helpers,
    .helper_count = RISCV64_HELPERS,
    .registers = registers,
    .pins = pins,
    .stack = { .sp = RISCV64_OFFSET(x[2]), .fp = RISCV64_OFFSET(x[8]), .lr = RISCV64_OFFSET(x[1]), .record = -16 },
    .features = features,
    .cpus = cpus,
    .patterns = riscv64_patterns,
    .pattern_count = RISCV64_PATTERNS,
    .reset = reset,
    .length = length,
    .lift = lift,
    .distance = riscv64_distance,
    .disas = riscv64_disas,
};
