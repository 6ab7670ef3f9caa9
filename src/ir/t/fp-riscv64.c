/* The RISC-V twin: real instructions. */
#include "fp-twin.h"

/* frm, in its place in fcsr: nearest, zero, down, up, nearest with ties away. */
const uint32_t modes[] = { 0 << 5, 1 << 5, 2 << 5, 3 << 5, 4 << 5 };
const unsigned mode_count = sizeof modes / sizeof *modes;

struct results {
    uint64_t fp, integer, fcsr;
};

/* Singles are boxed: ones above. */
#define PASTE2(a, b) a##b
#define PASTE(a, b)  PASTE2(a, b)
#define ROW(text, ...)                                                                             \
    static struct results PASTE(run_, __LINE__)(uint64_t mode, const uint64_t v[3])                \
    {                                                                                              \
        register uint64_t a __asm__("a0") = v[0];                                                  \
        register uint64_t integer __asm__("a3") = 0;                                               \
        struct results r;                                                                          \
        __asm__ volatile("fmv.d.x fa0, %[x]\n fmv.d.x fa1, %[y]\n fmv.d.x fa2, %[z]\n"             \
                         "fscsr %[mode]\n" text "\n"                                               \
                         "frcsr %[fcsr]\n fscsr zero\n fmv.x.d %[fp], fa3"                         \
                         : "+r"(integer), [fp] "=&r"(r.fp), [fcsr] "=&r"(r.fcsr)                   \
                         : "r"(a), [x] "r"(v[0]), [y] "r"(v[1]), [z] "r"(v[2]), [mode] "r"(mode)   \
                         : "fa0", "fa1", "fa2", "fa3");                                            \
        r.integer = integer;                                                                       \
        return r;                                                                                  \
    }
#include "fp-riscv64.def"
#undef ROW

static struct results (*const functions[])(uint64_t mode, const uint64_t v[3]) = {
#define ROW(...) PASTE(run_, __LINE__),
#include "fp-riscv64.def"
#undef ROW
};

const struct row rows[] = {
#define ROW(text, op, result, operand, round, extra, immediate)                                    \
    { text, IR_##op, IR_##result, IR_##operand, IR_ROUND_##round, extra, immediate },
#include "fp-riscv64.def"
#undef ROW
};
const unsigned row_count = sizeof rows / sizeof *rows;

struct outcome run(unsigned row, uint32_t mode, const uint64_t v[3])
{
    const struct row *w = &rows[row];
    uint64_t x[3] = { v[0], v[1], v[2] };
    for (int i = 0; i < 3 && w->operand == IR_F32; i++)
        x[i] |= 0xffffffff00000000;
    struct results r = functions[row](mode, x);
    bool integer = w->result == IR_FLAGS || w->result == IR_I32 || w->result == IR_I64;
    uint64_t value = integer ? r.integer : r.fp;
    if (w->result == IR_F32 || w->result == IR_I32)
        value &= 0xffffffff;
    return (struct outcome){ value, r.fcsr & 31 };
}
