/* The host's twin of either guest: ir_eval_fp. -DRISCV chooses RISC-V, else it is AArch64. Every
   row runs twice, the second time with the inexact flag up, when the host's arithmetic may be used:
   the result must be the same. */
#include "fp-twin.h"
#include "ir/fp.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef RISCV
#define ROWS "fp-riscv64.def"
enum { NAN_RULE = IR_NAN_RISCV };
const uint32_t modes[] = { 0 << 5, 1 << 5, 2 << 5, 3 << 5, 4 << 5 };

static uint32_t mode_of(uint32_t fcsr)
{
    static const uint8_t round[] = { IR_ROUND_NEAREST, IR_ROUND_ZERO, IR_ROUND_DOWN, IR_ROUND_UP,
                                     IR_ROUND_AWAY };
    return round[fcsr >> 5];
}

static uint32_t native_flags(uint32_t flags)
{
    return (flags & IR_FPX_INVALID ? 16 : 0) | (flags & IR_FPX_DIVZERO ? 8 : 0) |
           (flags & IR_FPX_OVERFLOW ? 4 : 0) | (flags & IR_FPX_UNDERFLOW ? 2 : 0) |
           (flags & IR_FPX_INEXACT ? 1 : 0) | (flags & IR_FPX_DENORMAL_INPUT);
}
#else
#define ROWS "fp-aarch64.def"
enum { NAN_RULE = IR_NAN_ARM };
const uint32_t modes[] = {
    0,       1 << 22, 2 << 22, 3 << 22,           1 << 24,
    5 << 22, 1 << 25, 1 << 26, 1 << 19 | 1 << 26, 1 << 19 | 1 << 24 | 2 << 22
};

static uint32_t mode_of(uint32_t fpcr)
{
    return (fpcr >> 22 & 3) | (fpcr >> 24 & 1 ? IR_FPM_FLUSH : 0) |
           (fpcr >> 25 & 1 ? IR_FPM_DEFAULT_NAN : 0) | (fpcr >> 26 & 1 ? IR_FPM_ALT_HALF : 0) |
           (fpcr >> 19 & 1 ? IR_FPM_FLUSH16 : 0);
}

static uint32_t native_flags(uint32_t flags)
{
    return flags;
}
#endif
const unsigned mode_count = sizeof modes / sizeof *modes;

const struct row rows[] = {
#define ROW(text, op, result, operand, round, extra, immediate)                                    \
    { text, IR_##op, IR_##result, IR_##operand, IR_ROUND_##round, extra, immediate },
#include ROWS
#undef ROW
};
const unsigned row_count = sizeof rows / sizeof *rows;

static uint64_t evaluate(const struct row *r, const uint64_t v[3], struct ir_fpenv *env)
{
    union ir_value a = { .u64 = { v[0] } }, b = { .u64 = { v[1] } }, c = { .u64 = { v[2] } };
    union ir_value result;
    unsigned aux = IR_FP(NAN_RULE, r->round, r->extra);
    if (r->result != IR_FLAGS && r->immediate)
        b.u64[0] = (uint32_t)r->immediate;
    if (!ir_eval_fp(r->op, r->result, r->operand, aux, &result, &a, &b, &c, env)) {
        printf("ir_eval_fp does not know %s\n", r->text);
        exit(1);
    }
    if (r->result == IR_FLAGS && r->immediate)
        return (result.u32[0] >> 28 & (uint32_t)r->immediate) != 0;
    return result.u64[0];
}

struct outcome run(unsigned row, uint32_t mode, const uint64_t v[3])
{
    const struct row *r = &rows[row];
    struct ir_fpenv env = { .mode = mode_of(mode) }, again = env;
    again.flags = IR_FPX_INEXACT;
    uint64_t value = evaluate(r, v, &env);
    uint64_t quick = evaluate(r, v, &again);
    if (quick != value || again.flags != (env.flags | IR_FPX_INEXACT))
        return (struct outcome){ quick, ~again.flags }; /* differs from the guest's for sure */
    return (struct outcome){ value, native_flags(env.flags) };
}
