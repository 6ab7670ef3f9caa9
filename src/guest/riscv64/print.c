/* Operand printers of the decode tables' assembly texts: ABI register names, branch targets, CSRs,
   rounding modes. */
#include "guest/riscv64/guest.h"

static const char *const x_names[32] = {
    "zero", "ra", "sp", "gp", "tp",  "t0",  "t1", "t2", "s0", "s1", "a0",
    "a1",   "a2", "a3", "a4", "a5",  "a6",  "a7", "s2", "s3", "s4", "s5",
    "s6",   "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
};
static const char *const f_names[32] = {
    "ft0", "ft1", "ft2", "ft3", "ft4",  "ft5",  "ft6", "ft7", "fs0",  "fs1",  "fa0",
    "fa1", "fa2", "fa3", "fa4", "fa5",  "fa6",  "fa7", "fs2", "fs3",  "fs4",  "fs5",
    "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
};

void riscv64_print_x(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", x_names[value & 31]);
}

void riscv64_print_f(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", f_names[value & 31]);
}

void riscv64_print_upper(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "0x%x", (unsigned)value >> 12);
}

void riscv64_print_target(struct text *out, const struct disas *d, int value)
{
    text_add(out, "0x%lx", (unsigned long)(d->pc + (uint64_t)(int64_t)value));
}

void riscv64_print_w(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "d" : "w");
}

void riscv64_print_fmt(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "d" : "s");
}

void riscv64_print_int(struct text *out, const struct disas *d, int value)
{
    static const char *const names[] = { "w", "wu", "l", "lu" };
    (void)d;
    text_add(out, "%s", names[value & 3]);
}

/* The suffix for aq and rl together. */
void riscv64_print_ordering(struct text *out, const struct disas *d, int value)
{
    static const char *const names[] = { "", ".rl", ".aq", ".aqrl" };
    (void)value;
    text_add(out, "%s", names[d->insn >> 25 & 3]);
}

void riscv64_print_rm(struct text *out, const struct disas *d, int value)
{
    static const char *const names[] = { ", rne", ", rtz", ", rdn", ", rup",
                                         ", rmm", ", rm5", ", rm6", "" };
    (void)d;
    text_add(out, "%s", names[value & 7]);
}

void riscv64_print_fm(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value == 8 ? ".tso" : "");
}

/* What a fence orders. */
void riscv64_print_order(struct text *out, const struct disas *d, int value)
{
    (void)d;
    if (!(value & 15))
        text_add(out, "0");
    for (int i = 0; i < 4; i++)
        if (value & 8 >> i)
            text_add(out, "%c", "iorw"[i]);
}

void riscv64_print_csr(struct text *out, const struct disas *d, int value)
{
    static const struct {
        int number;
        const char *name;
    } csrs[] = { { 1, "fflags" },    { 2, "frm" },      { 3, "fcsr" },
                 { 0xc00, "cycle" }, { 0xc01, "time" }, { 0xc02, "instret" } };
    (void)d;
    for (size_t i = 0; i < sizeof csrs / sizeof *csrs; i++) {
        if (csrs[i].number == value) {
            text_add(out, "%s", csrs[i].name);
            return;
        }
    }
    text_add(out, "0x%x", (unsigned)value);
}
