/* AArch64 registers as lift functions read and write them, and the logical immediates.
   Next: integer.c. */
#include "guest/aarch64/guest.h"

#define X(n) (AARCH64_OFFSET(x) + 8 * (unsigned)(n))
#define V(n) (AARCH64_OFFSET(v) + 16 * (unsigned)(n))

/* ---- general registers ---- */
ir_ref aarch64_get_x(struct lift *l, int n)
{
    return aarch64_get_r(l, 1, n);
}

ir_ref aarch64_get_r(struct lift *l, int sf, int n)
{
    if (n == 31)
        return ir_const(l->f, sf ? IR_I64 : IR_I32, 0);
    return aarch64_get_r_sp(l, sf, n);
}

ir_ref aarch64_get_r_sp(struct lift *l, int sf, int n)
{
    return ir_get(l->f, sf ? IR_I64 : IR_I32, X(n));
}

void aarch64_set_r(struct lift *l, int n, ir_ref v)
{
    if (n != 31)
        aarch64_set_r_sp(l, n, v);
}

void aarch64_set_r_sp(struct lift *l, int n, ir_ref v)
{
    ir_ref wide = ir_zext(l->f, IR_I64, v);
    ir_put(l->f, X(n), wide);
}

/* Linux has the top byte ignored: it is a copy of bit 55. Most programs have no tags and do not pay
   for them: the mode is switched on when one is seen. */
ir_ref aarch64_untag(struct lift *l, ir_ref address)
{
    if (!(l->features & AARCH64_TAGGED))
        return address;
    ir_ref up = ir_lsl_i(l->f, address, 8);
    return ir_asr_i(l->f, up, 8);
}

ir_ref aarch64_get_base(struct lift *l, int rn)
{
    ir_ref base = aarch64_get_r_sp(l, 1, rn);
    return aarch64_untag(l, base);
}

ir_ref aarch64_get_flags(struct lift *l)
{
    return ir_get(l->f, IR_FLAGS, AARCH64_OFFSET(ir.flags));
}

void aarch64_set_flags(struct lift *l, ir_ref flags)
{
    ir_put(l->f, AARCH64_OFFSET(ir.flags), flags);
}

ir_ref aarch64_condition(struct lift *l, int cond)
{
    if (cond >= IR_C_AL)
        return ir_const(l->f, IR_I1, 1);
    ir_ref flags = aarch64_get_flags(l);
    return ir_cond(l->f, (enum ir_cond)cond, flags);
}

/* ---- SIMD&FP registers ---- */
ir_ref aarch64_get_v(struct lift *l, ir_type t, int n)
{
    return ir_get(l->f, t, V(n));
}

void aarch64_set_v(struct lift *l, int n, ir_ref v)
{
    ir_ref wide = v;
    if (ir_bits(ir_typeof(l->f, v)) < 128)
        wide = ir_vzext(l->f, IR_V128 | IR_I64, v);
    ir_put(l->f, V(n), wide);
}

/* ---- immediates ---- */
static uint64_t ones(unsigned n)
{
    return n >= 64 ? ~0ull : (1ull << n) - 1;
}

static uint64_t rotate(uint64_t x, unsigned by, unsigned size)
{
    return by ? (x >> by | x << (size - by)) & ones(size) : x;
}

static uint64_t replicate(uint64_t x, unsigned size)
{
    for (; size < 64; size *= 2)
        x |= x << size;
    return x;
}

/* The pseudocode's DecodeBitMasks: elements of 2, 4 .. 64 bits, each with imms + 1 ones rotated
   right by immr. tmask, which bitfield moves use, has imms - immr + 1 ones, not rotated. */
bool aarch64_bit_masks(unsigned n, unsigned imms, unsigned immr, unsigned size, uint64_t *wmask,
                       uint64_t *tmask)
{
    unsigned length = n << 6 | (~imms & 63);
    if (length < 2 || (size == 32 && n))
        return false;
    unsigned element = 1u << (31 - __builtin_clz(length));
    unsigned s = imms & (element - 1), r = immr & (element - 1);
    if (wmask && s == element - 1)
        return false; /* all ones: no logical immediate */
    if (wmask)
        *wmask = replicate(rotate(ones(s + 1), r, element), element) & ones(size);
    if (tmask)
        *tmask = replicate(ones(((s - r) & (element - 1)) + 1), element) & ones(size);
    return true;
}
