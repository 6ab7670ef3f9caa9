/* Operand printers of fp.tab, simd.tab and shift.tab: {kind:argument}. What is not in the argument
   they find in the instruction word. The tables' heads say what each kind prints. */
#include "guest/aarch64/simd.h"

static unsigned bits(const struct disas *d, int low, int count)
{
    return d->insn >> low & ((1u << count) - 1);
}

static const char lane_names[] = "bhsdq";

/* ---- registers ---- */

static bool is_scalar(const struct disas *d)
{
    return bits(d, 28, 1);
}

static void scalar(struct text *out, unsigned size, int n)
{
    text_add(out, "%c%d", lane_names[size], n);
}

static void vector(struct text *out, bool full, unsigned size, int n)
{
    text_add(out, "v%d.%u%c", n, (full ? 16u : 8u) >> size, lane_names[size]);
}

static void shaped(struct text *out, const struct disas *d, bool full, unsigned size, int n)
{
    if (is_scalar(d))
        scalar(out, size, n);
    else
        vector(out, full, size, n);
}

void aarch64_print_v(struct text *out, const struct disas *d, int value)
{
    shaped(out, d, bits(d, 30, 1), bits(d, 22, 2), value);
}

void aarch64_print_vw(struct text *out, const struct disas *d, int value)
{
    shaped(out, d, true, bits(d, 22, 2) + 1, value);
}

void aarch64_print_vb(struct text *out, const struct disas *d, int value)
{
    vector(out, bits(d, 30, 1), 0, value);
}

void aarch64_print_vf(struct text *out, const struct disas *d, int value)
{
    shaped(out, d, bits(d, 30, 1), bits(d, 22, 1) + 2, value);
}

void aarch64_print_vfw(struct text *out, const struct disas *d, int value)
{
    vector(out, true, bits(d, 22, 1) + 2, value);
}

void aarch64_print_vfn(struct text *out, const struct disas *d, int value)
{
    vector(out, bits(d, 30, 1), bits(d, 22, 1) + 1, value);
}

/* Of scalar pairwise instructions the source, of others the destination. */
void aarch64_print_vpair(struct text *out, const struct disas *d, int value)
{
    if (is_scalar(d))
        text_add(out, "v%d.2%c", value, bits(d, 22, 1) ? 'd' : 's');
    else
        vector(out, bits(d, 30, 1), bits(d, 22, 2) + 1, value);
}

void aarch64_print_across(struct text *out, const struct disas *d, int value)
{
    scalar(out, bits(d, 22, 2), value);
}

void aarch64_print_acrossw(struct text *out, const struct disas *d, int value)
{
    scalar(out, bits(d, 22, 2) + 1, value);
}

void aarch64_print_table(struct text *out, const struct disas *d, int value)
{
    unsigned last = bits(d, 13, 2);
    text_add(out, "{");
    for (unsigned i = 0; i <= last; i++)
        text_add(out, "v%u.16b%s", (value + i) % 32, i == last ? "}" : ", ");
}

void aarch64_print_hi(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value == SIMD_FULL ? "2" : "");
}

/* ---- lanes ---- */

static struct aarch64_vx element(const struct disas *d)
{
    return (struct aarch64_vx){
        .size = bits(d, 22, 2), .lm = bits(d, 20, 2), .rm = bits(d, 16, 4), .h = bits(d, 11, 1)
    };
}

void aarch64_print_elem(struct text *out, const struct disas *d, int value)
{
    struct aarch64_vx e = element(d);
    (void)value;
    text_add(out, "v%d.%c[%u]", simd_element_register(&e), lane_names[e.size],
             simd_element_index(&e));
}

void aarch64_print_elemb(struct text *out, const struct disas *d, int value)
{
    struct aarch64_vx e = element(d);
    (void)value;
    text_add(out, "v%d.4b[%u]", simd_element_register(&e), simd_element_index(&e));
}

/* By imm5; a reserved one prints as doublewords. */
static unsigned lane_size(const struct disas *d)
{
    return (unsigned)__builtin_ctz(bits(d, 16, 5) | 8);
}

void aarch64_print_lane(struct text *out, const struct disas *d, int value)
{
    unsigned size = lane_size(d);
    text_add(out, "v%d.%c[%u]", value, lane_names[size], bits(d, 16, 5) >> (size + 1));
}

void aarch64_print_lane2(struct text *out, const struct disas *d, int value)
{
    unsigned size = lane_size(d);
    text_add(out, "v%d.%c[%u]", value, lane_names[size], bits(d, 11, 4) >> size);
}

void aarch64_print_lanes(struct text *out, const struct disas *d, int value)
{
    shaped(out, d, bits(d, 30, 1), lane_size(d), value);
}

void aarch64_print_lanegpr(struct text *out, const struct disas *d, int value)
{
    if (lane_size(d) == 3)
        aarch64_print_x(out, d, value);
    else
        aarch64_print_w(out, d, value);
}

/* ---- shifts by an immediate ---- */

static unsigned shift_size(const struct disas *d)
{
    struct aarch64_vshift a = { .imm = bits(d, 16, 7) };
    int size = simd_shift_size(&a);
    return size < 4 ? (unsigned)size : 0;
}

void aarch64_print_vi(struct text *out, const struct disas *d, int value)
{
    shaped(out, d, bits(d, 30, 1), shift_size(d), value);
}

void aarch64_print_viw(struct text *out, const struct disas *d, int value)
{
    shaped(out, d, true, shift_size(d) + 1, value);
}

void aarch64_print_shr(struct text *out, const struct disas *d, int value)
{
    text_add(out, "%d", (16 << shift_size(d)) - value);
}

void aarch64_print_shl(struct text *out, const struct disas *d, int value)
{
    text_add(out, "%d", value - (8 << shift_size(d)));
}

void aarch64_print_shll(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%d", 8 << value);
}

void aarch64_print_fbits(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%d", 64 - value);
}

/* ---- immediates ---- */

void aarch64_print_fpimm(struct text *out, const struct disas *d, int value)
{
    union ir_value v = { .u64 = { simd_expand_float(3, (unsigned)value) } };
    (void)d;
    text_add(out, "%#.8g", v.f64[0]);
}

void aarch64_print_movi(struct text *out, const struct disas *d, int value)
{
    (void)d;
    text_add(out, "%s", value ? "mvni" : "movi");
}

static unsigned immediate_size(unsigned cmode, unsigned op)
{
    if (cmode >= 14 && op)
        return 3;
    if (cmode == 14)
        return 0;
    return cmode < 8 || cmode > 11 ? 2 : 1;
}

void aarch64_print_vimm(struct text *out, const struct disas *d, int value)
{
    unsigned cmode = bits(d, 12, 4), op = bits(d, 29, 1), q = bits(d, 30, 1);
    if (cmode >= 14 && op && !q)
        scalar(out, 3, value);
    else
        vector(out, q, immediate_size(cmode, op), value);
}

/* The immediate as written: eight bits and a shift, a number, or a mask of bytes. */
void aarch64_print_imm8(struct text *out, const struct disas *d, int value)
{
    unsigned cmode = bits(d, 12, 4), op = bits(d, 29, 1);
    uint64_t mask = 0;
    if (cmode < 12 && (cmode >> 1 & (cmode < 8 ? 3 : 1)))
        text_add(out, "#0x%x, lsl #%u", value, (cmode >> 1 & (cmode < 8 ? 3 : 1)) * 8);
    else if (cmode == 12 || cmode == 13)
        text_add(out, "#0x%x, msl #%u", value, cmode == 12 ? 8 : 16);
    else if (cmode == 15) {
        text_add(out, "#");
        aarch64_print_fpimm(out, d, value);
    } else if (cmode == 14 && op) {
        for (unsigned i = 0; i < 8; i++)
            mask |= value >> i & 1 ? UINT64_C(0xff) << 8 * i : 0;
        text_add(out, "#0x%llx", (unsigned long long)mask);
    } else
        text_add(out, "#0x%x", value);
}
