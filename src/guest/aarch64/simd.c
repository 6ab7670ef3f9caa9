/* Operand shapes of Advanced SIMD, see simd.h: types, registers, constants, saturation. The
   instructions are in simd_*.c; simd_integer.c is the one to read first. */
#include "guest/aarch64/simd.h"

/* ---- shapes ---- */

bool simd_has(unsigned sizes, int form, int size)
{
    return (sizes >> size & 1) && !(form == SIMD_HALF && size == 3);
}

static ir_type lane(int size)
{
    return ir_int_type(8u << size);
}

ir_type simd_ints(int form, int size)
{
    return (form == SIMD_FULL ? IR_V128 : IR_V64) | lane(size);
}

ir_type simd_floats(int form, int size)
{
    ir_type t = ir_float_type(8u << size);
    return form == SIMD_SCALAR ? t : (form == SIMD_FULL ? IR_V128 : IR_V64) | t;
}

ir_type simd_fixed(int form, int size)
{
    return form == SIMD_SCALAR ? lane(size) : simd_ints(form, size);
}

ir_type simd_wide(int size)
{
    return IR_V128 | lane(size + 1);
}

/* ---- registers ---- */

ir_ref simd_get(struct lift *l, int form, int size, int n)
{
    ir_type t = simd_ints(form, size);
    if (form != SIMD_SCALAR || size == 3)
        return aarch64_get_v(l, t, n);
    ir_ref v = aarch64_get_v(l, lane(size), n);
    return ir_vzext(l->f, t, v);
}

void simd_set(struct lift *l, int form, int size, int n, ir_ref v)
{
    if (form == SIMD_SCALAR)
        v = ir_extract(l->f, lane(size), v, 0);
    aarch64_set_v(l, n, v);
}

ir_ref simd_get_narrow(struct lift *l, int form, int size, int n)
{
    ir_ref v = simd_get(l, form, size, n);
    return form == SIMD_FULL ? ir_high(l->f, IR_V64 | lane(size), v) : v;
}

void simd_set_narrow(struct lift *l, int form, int size, int n, ir_ref v)
{
    if (form == SIMD_FULL) {
        ir_ref low = aarch64_get_v(l, IR_V64 | lane(size), n);
        v = ir_concat(l->f, IR_V128 | lane(size), low, v);
    }
    simd_set(l, form, size, n, v);
}

ir_ref simd_get_wide(struct lift *l, int form, int size, int n)
{
    if (form != SIMD_SCALAR)
        return aarch64_get_v(l, simd_wide(size), n);
    ir_ref v = aarch64_get_v(l, lane(size + 1), n);
    return ir_vzext(l->f, simd_wide(size), v);
}

void simd_set_wide(struct lift *l, int form, int size, int n, ir_ref v)
{
    simd_set(l, form, size + 1, n, v);
}

ir_ref simd_widen(struct lift *l, bool is_signed, int size, ir_ref v)
{
    return ir_emit(l->f, is_signed ? IR_widen_s : IR_widen_u, simd_wide(size), 0, v, 0, 0);
}

/* ---- constants ---- */

ir_ref simd_splat(struct lift *l, ir_type t, uint64_t lane)
{
    unsigned bits = ir_bits(ir_lane(t));
    if (bits < 64)
        lane = (lane & ((UINT64_C(1) << bits) - 1)) * (UINT64_MAX / ((UINT64_C(1) << bits) - 1));
    return ir_const_wide(l->f, t, lane, ir_bits(t) == 128 ? lane : 0);
}

ir_ref simd_zero(struct lift *l, ir_type t)
{
    return simd_splat(l, t, 0);
}

uint64_t simd_min(ir_type t)
{
    return UINT64_C(1) << (ir_bits(ir_lane(t)) - 1);
}

/* ---- saturation ---- */

void simd_set_qc(struct lift *l, ir_ref lost)
{
    ir_type t = (ir_bits(ir_typeof(l->f, lost)) == 128 ? IR_V128 : IR_V64) | IR_I64;
    ir_ref qc = ir_get(l->f, t, AARCH64_OFFSET(qc));
    qc = ir_vor(l->f, t, qc, lost);
    ir_put(l->f, AARCH64_OFFSET(qc), qc);
}

ir_ref simd_saturated(struct lift *l, ir_type t, ir_ref saturated, ir_ref exact)
{
    ir_ref lost = ir_vxor(l->f, t, saturated, exact);
    simd_set_qc(l, lost);
    return saturated;
}

void simd_narrow(struct lift *l, enum ir_op op, int form, int size, int n, ir_ref wide)
{
    ir_ref v = ir_emit(l->f, op, IR_V64 | lane(size), 0, wide, 0, 0);
    if (op != IR_narrow) {
        ir_ref again = simd_widen(l, op == IR_narrow_ss, size, v);
        simd_saturated(l, simd_wide(size), again, wide);
    }
    simd_set_narrow(l, form, size, n, v);
}

/* ---- lanes ---- */

ir_ref simd_unzip(struct lift *l, ir_type t, int size, bool odd, ir_ref n, ir_ref m)
{
    uint8_t mask[16] = { 0 };
    unsigned bytes = ir_bits(t) / 8, width = 1u << size;
    for (unsigned i = 0; i < bytes; i++)
        mask[i] = (i / width * 2 + odd) * width + i % width;
    return ir_shuffle(l->f, t, n, m, mask);
}

int simd_element_register(const struct aarch64_vx *a)
{
    return a->size == 1 ? a->rm : (a->lm & 1) << 4 | a->rm;
}

unsigned simd_element_index(const struct aarch64_vx *a)
{
    switch (a->size) {
    case 1:
        return a->h << 2 | a->lm;
    case 2:
        return a->h << 1 | a->lm >> 1;
    default:
        return a->h;
    }
}

ir_ref simd_element(struct lift *l, ir_type t, const struct aarch64_vx *a)
{
    ir_ref v = aarch64_get_v(l, IR_V128 | ir_lane(t), simd_element_register(a));
    ir_ref element = ir_extract(l->f, ir_lane(t), v, simd_element_index(a));
    return ir_is_vector(t) ? ir_splat(l->f, t, element) : element;
}

/* ---- immediates ---- */

int simd_shift_size(const struct aarch64_vshift *a)
{
    return a->imm >= 64 ? 3 : a->imm >= 32 ? 2 : a->imm >= 16 ? 1 : a->imm >= 8 ? 0 : 4;
}

unsigned simd_shift_right(const struct aarch64_vshift *a)
{
    return (16u << simd_shift_size(a)) - (unsigned)a->imm;
}

unsigned simd_shift_left(const struct aarch64_vshift *a)
{
    return (unsigned)a->imm - (8u << simd_shift_size(a));
}

/* Bits a:b:cdefgh: sign a, exponent not(b):bbb..b:cd, fraction efgh. */
uint64_t simd_expand_float(int size, unsigned imm8)
{
    unsigned width = 8u << size, fraction = size == 3 ? 52 : size == 2 ? 23 : 10;
    unsigned exponent = width - 1 - fraction;
    uint64_t sign = imm8 >> 7 & 1, b = imm8 >> 6 & 1;
    uint64_t bs = b ? (UINT64_C(1) << (exponent - 3)) - 1 : 0;
    uint64_t e = (b ^ 1) << (exponent - 1) | bs << 2 | (imm8 >> 4 & 3);
    return sign << (width - 1) | e << fraction | (uint64_t)(imm8 & 15) << (fraction - 4);
}

/* ---- instructions on lanes of one size ---- */

bool simd_lift_unary(struct lift *l, const struct aarch64_v2 *a, unsigned sizes, simd_unary *op)
{
    if (!simd_has(sizes, a->form, a->size))
        return false;
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref r = op(l, simd_ints(a->form, a->size), n);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

bool simd_lift_binary(struct lift *l, const struct aarch64_v3 *a, unsigned sizes, simd_binary *op)
{
    if (!simd_has(sizes, a->form, a->size))
        return false;
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref m = simd_get(l, a->form, a->size, a->rm);
    ir_ref r = op(l, simd_ints(a->form, a->size), n, m);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}

bool simd_lift_ternary(struct lift *l, const struct aarch64_v3 *a, unsigned sizes, simd_ternary *op)
{
    if (!simd_has(sizes, a->form, a->size))
        return false;
    ir_ref d = simd_get(l, a->form, a->size, a->rd);
    ir_ref n = simd_get(l, a->form, a->size, a->rn);
    ir_ref m = simd_get(l, a->form, a->size, a->rm);
    ir_ref r = op(l, simd_ints(a->form, a->size), d, n, m);
    simd_set(l, a->form, a->size, a->rd, r);
    return true;
}
