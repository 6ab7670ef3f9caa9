/* Advanced SIMD: moving lanes: copies, permutations, table look-up, immediates. */
#include "guest/aarch64/simd.h"

/* ---- copies ---- */

/* imm5 is the lane's number, then a one, then as many zeroes as its size says. 4, which is no size:
   reserved. */
static int lane_size(int imm5)
{
    return imm5 & 15 ? __builtin_ctz((unsigned)imm5) : 4;
}

static unsigned lane_index(int imm5)
{
    return (unsigned)imm5 >> (lane_size(imm5) + 1);
}

static ir_ref get_lane(struct lift *l, int n, int size, unsigned index)
{
    ir_ref v = aarch64_get_v(l, simd_ints(SIMD_FULL, size), n);
    return ir_extract(l->f, ir_int_type(8u << size), v, index);
}

/* What fits into a lane of the general register, as the lane's type. */
static ir_ref get_general(struct lift *l, int n, int size)
{
    ir_ref x = aarch64_get_r(l, size == 3, n);
    return ir_trunc(l->f, ir_int_type(8u << size), x);
}

bool aarch64_lift_dup_element(struct lift *l, const struct aarch64_dup_element *a)
{
    int size = lane_size(a->imm5);
    if (!simd_has(15, a->form, size))
        return false;
    ir_ref lane = get_lane(l, a->rn, size, lane_index(a->imm5));
    if (a->form != SIMD_SCALAR)
        lane = ir_splat(l->f, simd_ints(a->form, size), lane);
    aarch64_set_v(l, a->rd, lane);
    return true;
}

bool aarch64_lift_dup_general(struct lift *l, const struct aarch64_dup_general *a)
{
    int size = lane_size(a->imm5);
    if (!simd_has(15, a->form, size))
        return false;
    ir_ref lane = get_general(l, a->rn, size);
    ir_ref r = ir_splat(l->f, simd_ints(a->form, size), lane);
    aarch64_set_v(l, a->rd, r);
    return true;
}

bool aarch64_lift_smov(struct lift *l, const struct aarch64_smov *a)
{
    int size = lane_size(a->imm5);
    if (size > 1 + a->sf)
        return false;
    ir_ref lane = get_lane(l, a->rn, size, lane_index(a->imm5));
    ir_ref r = ir_sext(l->f, a->sf ? IR_I64 : IR_I32, lane);
    aarch64_set_r(l, a->rd, r);
    return true;
}

bool aarch64_lift_umov(struct lift *l, const struct aarch64_umov *a)
{
    int size = lane_size(a->imm5);
    if (a->sf ? size != 3 : size > 2)
        return false;
    ir_ref lane = get_lane(l, a->rn, size, lane_index(a->imm5));
    ir_ref r = ir_zext(l->f, IR_I64, lane);
    aarch64_set_r(l, a->rd, r);
    return true;
}

static void insert_lane(struct lift *l, int n, int size, unsigned index, ir_ref lane)
{
    ir_type t = simd_ints(SIMD_FULL, size);
    ir_ref v = aarch64_get_v(l, t, n);
    v = ir_insert(l->f, t, v, lane, index);
    aarch64_set_v(l, n, v);
}

bool aarch64_lift_ins_general(struct lift *l, const struct aarch64_ins_general *a)
{
    int size = lane_size(a->imm5);
    if (size > 3)
        return false;
    ir_ref lane = get_general(l, a->rn, size);
    insert_lane(l, a->rd, size, lane_index(a->imm5), lane);
    return true;
}

bool aarch64_lift_ins_element(struct lift *l, const struct aarch64_ins_element *a)
{
    int size = lane_size(a->imm5);
    if (size > 3)
        return false;
    ir_ref lane = get_lane(l, a->rn, size, (unsigned)a->imm4 >> size);
    insert_lane(l, a->rd, size, lane_index(a->imm5), lane);
    return true;
}

/* ---- permutations of the lanes of two registers ---- */

static bool permute(struct lift *l, const struct aarch64_v3 *a, const uint8_t lanes[16])
{
    uint8_t mask[16] = { 0 };
    unsigned width = 1u << a->size, bytes = a->form == SIMD_FULL ? 16 : 8;
    if (!simd_has(15, a->form, a->size))
        return false;
    for (unsigned i = 0; i < bytes; i++)
        mask[i] = lanes[i / width] * width + i % width;
    ir_type t = simd_ints(a->form, a->size);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref r = ir_shuffle(l->f, t, n, m, mask);
    aarch64_set_v(l, a->rd, r);
    return true;
}

static unsigned lanes(const struct aarch64_v3 *a)
{
    return (a->form == SIMD_FULL ? 16 : 8) >> a->size;
}

/* The even (part 0) or odd lanes of n, then of m. */
static bool unzip(struct lift *l, const struct aarch64_v3 *a, unsigned part)
{
    uint8_t from[16] = { 0 };
    for (unsigned i = 0; i < lanes(a); i++)
        from[i] = 2 * i + part;
    return permute(l, a, from);
}

/* The lanes of the low (part 0) or high half of n and of m in turn. */
static bool zip(struct lift *l, const struct aarch64_v3 *a, unsigned part)
{
    uint8_t from[16] = { 0 };
    for (unsigned i = 0; i < lanes(a); i++)
        from[i] = (part * lanes(a) + i) / 2 + i % 2 * lanes(a);
    return permute(l, a, from);
}

/* The even (part 0) or odd lanes of n and of m in turn. */
static bool transpose(struct lift *l, const struct aarch64_v3 *a, unsigned part)
{
    uint8_t from[16] = { 0 };
    for (unsigned i = 0; i < lanes(a); i++)
        from[i] = (i & ~1u) + part + i % 2 * lanes(a);
    return permute(l, a, from);
}

#define PERMUTE(name, op, part)                                                                    \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_v3 *a)                           \
    {                                                                                              \
        return op(l, a, part);                                                                     \
    }
/* clang-format off */
PERMUTE(uzp1, unzip,     0)
PERMUTE(uzp2, unzip,     1)
PERMUTE(zip1, zip,       0)
PERMUTE(zip2, zip,       1)
PERMUTE(trn1, transpose, 0)
PERMUTE(trn2, transpose, 1)
/* clang-format on */

/* Bytes from position imm on of n with m above it. */
bool aarch64_lift_ext(struct lift *l, const struct aarch64_ext *a)
{
    uint8_t mask[16] = { 0 };
    if (a->form == SIMD_HALF && a->imm >= 8)
        return false;
    for (unsigned i = 0; i < (a->form == SIMD_FULL ? 16 : 8); i++)
        mask[i] = a->imm + i;
    ir_type t = simd_ints(a->form, 0);
    ir_ref n = aarch64_get_v(l, t, a->rn);
    ir_ref m = aarch64_get_v(l, t, a->rm);
    ir_ref r = ir_shuffle(l->f, t, n, m, mask);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* ---- table look-up ---- */

enum { BYTES = IR_V128 | IR_I8 };

/* Each register of the table gives the bytes whose indices, less those of the registers before it,
   are within it: the others become zero. */
static ir_ref look_up(struct lift *l, int first, int count, ir_ref indices)
{
    ir_ref r = 0;
    for (int i = 0; i < count; i++) {
        ir_ref table = aarch64_get_v(l, BYTES, (first + i) % 32);
        ir_ref within = indices;
        if (i > 0) {
            ir_ref before = simd_splat(l, BYTES, 16 * (unsigned)i);
            within = ir_vsub(l->f, BYTES, indices, before);
        }
        ir_ref found = ir_vtbl(l->f, BYTES, table, within);
        r = r ? ir_vor(l->f, BYTES, r, found) : found;
    }
    return r;
}

/* Tables are of 16 bytes a register whatever the indices' form. */
static ir_ref get_indices(struct lift *l, const struct aarch64_table *a)
{
    ir_ref m = aarch64_get_v(l, simd_ints(a->form, 0), a->rm);
    return a->form == SIMD_FULL ? m : ir_vzext(l->f, BYTES, m);
}

static void set_bytes(struct lift *l, const struct aarch64_table *a, ir_ref v)
{
    if (a->form == SIMD_HALF)
        v = ir_low(l->f, IR_V64 | IR_I8, v);
    aarch64_set_v(l, a->rd, v);
}

bool aarch64_lift_tbl(struct lift *l, const struct aarch64_table *a)
{
    ir_ref indices = get_indices(l, a);
    ir_ref r = look_up(l, a->rn, a->len + 1, indices);
    set_bytes(l, a, r);
    return true;
}

/* Indices outside the table leave the destination's byte. */
bool aarch64_lift_tbx(struct lift *l, const struct aarch64_table *a)
{
    ir_ref indices = get_indices(l, a);
    ir_ref d = aarch64_get_v(l, BYTES, a->rd);
    ir_ref found = look_up(l, a->rn, a->len + 1, indices);
    ir_ref end = simd_splat(l, BYTES, 16 * (unsigned)(a->len + 1));
    ir_ref within = ir_vcmp(l->f, BYTES, IR_LT_U, indices, end);
    ir_ref r = ir_bitsel(l->f, BYTES, within, found, d);
    set_bytes(l, a, r);
    return true;
}

/* ---- immediates ---- */

/* The manual's AdvSIMDExpandImm: 64 bits from eight. */
static uint64_t expand(bool op, unsigned cmode, unsigned imm8)
{
    const uint64_t words = 0x100000001, halves = 0x1000100010001, bytes = 0x101010101010101;
    uint64_t v = 0;
    switch (cmode >> 1) {
    case 0:
    case 1:
    case 2:
    case 3:
        v = (uint64_t)(imm8 << (cmode >> 1) * 8) * words;
        break;
    case 4:
    case 5:
        v = (uint64_t)(imm8 << (cmode >> 1 & 1) * 8) * halves;
        break;
    case 6: /* ones shifted in */
        v = (cmode & 1 ? imm8 << 16 | 0xffff : imm8 << 8 | 0xff) * words;
        break;
    case 7:
        if (cmode & 1)
            return op ? simd_expand_float(3, imm8) : simd_expand_float(2, imm8) * words;
        if (!op)
            return imm8 * bytes;
        for (unsigned i = 0; i < 8; i++)
            v |= imm8 >> i & 1 ? UINT64_C(0xff) << 8 * i : 0;
        return v;
    }
    return op ? ~v : v;
}

static ir_ref get_immediate(struct lift *l, const struct aarch64_vimm *a)
{
    uint64_t v = expand(a->op, (unsigned)a->cmode, (unsigned)a->imm);
    return simd_splat(l, simd_ints(a->form, 3), v);
}

/* MOVI, MVNI and FMOV. */
bool aarch64_lift_movi(struct lift *l, const struct aarch64_vimm *a)
{
    ir_ref v = get_immediate(l, a);
    aarch64_set_v(l, a->rd, v);
    return true;
}

bool aarch64_lift_orr_vi(struct lift *l, const struct aarch64_vimm *a)
{
    ir_type t = simd_ints(a->form, 3);
    ir_ref v = get_immediate(l, a);
    ir_ref d = aarch64_get_v(l, t, a->rd);
    ir_ref r = ir_vor(l->f, t, d, v);
    aarch64_set_v(l, a->rd, r);
    return true;
}

/* op inverts the immediate, which leaves what is kept. */
bool aarch64_lift_bic_vi(struct lift *l, const struct aarch64_vimm *a)
{
    ir_type t = simd_ints(a->form, 3);
    ir_ref keep = get_immediate(l, a);
    ir_ref d = aarch64_get_v(l, t, a->rd);
    ir_ref r = ir_vand(l->f, t, d, keep);
    aarch64_set_v(l, a->rd, r);
    return true;
}
