/* The AArch64 twin: real instructions. For fp16, build with -march=armv8.2-a+fp16. */
#include "fp-twin.h"

/* Rounding in 23..22 (nearest, up, down, zero), FZ 24, DN 25, AHP 26, FZ16 19. */
const uint32_t modes[] = {
    0,       1 << 22, 2 << 22, 3 << 22,           1 << 24,
    5 << 22, 1 << 25, 1 << 26, 1 << 19 | 1 << 26, 1 << 19 | 1 << 24 | 2 << 22
};
const unsigned mode_count = sizeof modes / sizeof *modes;

struct results {
    uint64_t fp, integer, nzcv, fpsr;
};

#define PASTE2(a, b) a##b
#define PASTE(a, b)  PASTE2(a, b)
#define ROW(text, ...)                                                                             \
    static struct results PASTE(run_, __LINE__)(uint64_t mode, const uint64_t v[3])                \
    {                                                                                              \
        register uint64_t a __asm__("x0") = v[0];                                                  \
        register uint64_t integer __asm__("x3") = 0;                                               \
        struct results r;                                                                          \
        __asm__ volatile(                                                                          \
            "fmov d0, %[a]\n fmov d1, %[b]\n fmov d2, %[c]\n movi d3, #0\n"                        \
            "msr fpcr, %[mode]\n msr fpsr, xzr\n" text "\n"                                        \
            "mrs %[nzcv], nzcv\n mrs %[fpsr], fpsr\n msr fpcr, xzr\n"                              \
            "fmov %[fp], d3"                                                                       \
            : "+r"(integer), [fp] "=&r"(r.fp), [nzcv] "=&r"(r.nzcv), [fpsr] "=&r"(r.fpsr)          \
            : [a] "r"(a), [b] "r"(v[1]), [c] "r"(v[2]), [mode] "r"(mode)                           \
            : "v0", "v1", "v2", "v3", "cc");                                                       \
        r.integer = integer;                                                                       \
        return r;                                                                                  \
    }
#include "fp-aarch64.def"
#undef ROW

static struct results (*const functions[])(uint64_t mode, const uint64_t v[3]) = {
#define ROW(...) PASTE(run_, __LINE__),
#include "fp-aarch64.def"
#undef ROW
};

const struct row rows[] = {
#define ROW(text, op, result, operand, round, extra, immediate)                                    \
    { text, IR_##op, IR_##result, IR_##operand, IR_ROUND_##round, extra, immediate },
#include "fp-aarch64.def"
#undef ROW
};
const unsigned row_count = sizeof rows / sizeof *rows;

struct outcome run(unsigned row, uint32_t mode, const uint64_t v[3])
{
    struct results r = functions[row](mode, v);
    ir_type t = rows[row].result;
    uint64_t value = t == IR_FLAGS ? r.nzcv : t == IR_I32 || t == IR_I64 ? r.integer : r.fp;
    return (struct outcome){ value, r.fpsr & 0x9f };
}
