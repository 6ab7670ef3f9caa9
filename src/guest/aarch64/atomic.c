/* Exclusive, ordered and atomic accesses: the first part of Arm ARM C4.1.95, and the LSE atomics.

   Exclusives work by value: a load-exclusive remembers address, size and what it loaded; a
   store-exclusive to the same address and of the same size succeeds when a compare-and-swap finds
   that value. A location that was changed and changed back in between is taken for unchanged, as in
   other emulators; nothing on record depends on that. All of these accesses fault when misaligned.
   Next: system.c. */
#include "guest/aarch64/guest.h"

static const ir_type types[] = { IR_I8, IR_I16, IR_I32, IR_I64 };

static unsigned access(int sz, enum ir_order order)
{
    return (unsigned)sz | IR_MEM_ALIGNED | IR_MEM_ORDER(order);
}

/* The low bytes of a register, as many as the access has. */
static ir_ref get_sized(struct lift *l, int sz, int n)
{
    ir_ref x = aarch64_get_x(l, n);
    return ir_trunc(l->f, types[sz], x);
}

/* ---- load-exclusive ---- */
static void put_64(struct lift *l, unsigned offset, uint64_t value)
{
    ir_ref v = ir_const(l->f, IR_I64, value);
    ir_put(l->f, offset, v);
}

static void set_monitor(struct lift *l, ir_ref address, unsigned bytes, ir_ref low, ir_ref high)
{
    ir_put(l->f, AARCH64_OFFSET(exclusive_address), address);
    put_64(l, AARCH64_OFFSET(exclusive_size), bytes);
    ir_put(l->f, AARCH64_OFFSET(exclusive_value[0]), low);
    if (high)
        ir_put(l->f, AARCH64_OFFSET(exclusive_value[1]), high);
}

bool aarch64_lift_ldxr(struct lift *l, const struct aarch64_exclusive *a)
{
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref v = ir_load(l->f, IR_I64, address, access(a->sz, a->order ? IR_ACQUIRE : IR_RELAXED));
    set_monitor(l, address, 1u << a->sz, v, 0);
    aarch64_set_r(l, a->rt, v);
    return true;
}

/* Two words are one access of 64 bits. Two doublewords need not be: when they change in between,
   the store-exclusive fails. */
bool aarch64_lift_ldxp(struct lift *l, const struct aarch64_exclusive *a)
{
    bool wide = a->sz == 3;
    unsigned how = access(a->sz + 1, a->order ? IR_ACQUIRE : IR_RELAXED) | (wide ? IR_MEM_PAIR : 0);
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref both = ir_load(l->f, wide ? IR_I128 : IR_I64, address, how);
    ir_ref low = ir_low(l->f, types[a->sz], both);
    ir_ref high = ir_high(l->f, types[a->sz], both);
    if (wide)
        set_monitor(l, address, 16, low, high);
    else
        set_monitor(l, address, 8, both, 0);
    aarch64_set_r(l, a->rt2, high);
    aarch64_set_r(l, a->rt, low);
    return true;
}

bool aarch64_lift_clrex(struct lift *l, const struct aarch64_clrex *a)
{
    (void)a;
    put_64(l, AARCH64_OFFSET(exclusive_address), AARCH64_NOT_EXCLUSIVE);
    return true;
}

/* ---- store-exclusive ---- */

/* i1: the monitor holds this address and size. */
static ir_ref monitored(struct lift *l, ir_ref address, unsigned bytes)
{
    ir_ref held = ir_get(l->f, IR_I64, AARCH64_OFFSET(exclusive_address));
    ir_ref size = ir_get(l->f, IR_I64, AARCH64_OFFSET(exclusive_size));
    ir_ref elsewhere = ir_xor(l->f, held, address);
    ir_ref resized = ir_xor_i(l->f, size, bytes);
    ir_ref differs = ir_or(l->f, elsewhere, resized);
    return ir_cmp_i(l->f, IR_EQ, differs, 0);
}

/* i1: the 16 bytes at address were the remembered ones, and are now the pair's. */
static ir_ref swap_16(struct lift *l, ir_ref address, const struct aarch64_exclusive *a,
                      enum ir_order order)
{
    ir_ref low = ir_get(l->f, IR_I64, AARCH64_OFFSET(exclusive_value[0]));
    ir_ref high = ir_get(l->f, IR_I64, AARCH64_OFFSET(exclusive_value[1]));
    ir_ref expected = ir_concat(l->f, IR_I128, low, high);
    ir_ref new_low = aarch64_get_x(l, a->rt);
    ir_ref new_high = aarch64_get_x(l, a->rt2);
    ir_ref desired = ir_concat(l->f, IR_I128, new_low, new_high);
    ir_ref old = ir_cas(l->f, address, expected, desired, access(4, order) | IR_MEM_ATOMIC16);
    ir_ref old_low = ir_low(l->f, IR_I64, old);
    ir_ref old_high = ir_high(l->f, IR_I64, old);
    ir_ref low_differs = ir_xor(l->f, old_low, low);
    ir_ref high_differs = ir_xor(l->f, old_high, high);
    ir_ref differs = ir_or(l->f, low_differs, high_differs);
    return ir_cmp_i(l->f, IR_EQ, differs, 0);
}

/* The same for up to 8 bytes, which become v. */
static ir_ref swap(struct lift *l, ir_ref address, int sz, ir_ref v, enum ir_order order)
{
    ir_ref wide = ir_get(l->f, IR_I64, AARCH64_OFFSET(exclusive_value[0]));
    ir_ref expected = ir_trunc(l->f, types[sz], wide);
    ir_ref old = ir_cas(l->f, address, expected, v, access(sz, order));
    return ir_cmp(l->f, IR_EQ, old, expected);
}

static ir_ref swap_pair(struct lift *l, ir_ref address, const struct aarch64_exclusive *a,
                        enum ir_order order)
{
    if (a->sz == 3)
        return swap_16(l, address, a, order);
    ir_ref low = aarch64_get_r(l, 0, a->rt);
    ir_ref high = aarch64_get_r(l, 0, a->rt2);
    ir_ref both = ir_concat(l->f, IR_I64, low, high);
    return swap(l, address, 3, both, order);
}

/* rs becomes 0 when the store was done, else 1. Without the monitor there is no access. */
static bool store_exclusive(struct lift *l, const struct aarch64_exclusive *a, bool pair)
{
    enum ir_order order = a->order ? IR_RELEASE : IR_RELAXED;
    ir_label try = ir_block_new(l->f), fail = ir_block_new(l->f), end = ir_block_new(l->f);
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref held = monitored(l, address, 1u << (a->sz + pair));
    ir_br(l->f, held, try, fail);

    ir_block_start(l->f, try);
    ir_ref done;
    if (pair) {
        done = swap_pair(l, address, a, order);
    } else {
        ir_ref v = get_sized(l, a->sz, a->rt);
        done = swap(l, address, a->sz, v, order);
    }
    ir_ref wide = ir_zext(l->f, IR_I64, done);
    ir_ref status = ir_xor_i(l->f, wide, 1);
    aarch64_set_r(l, a->rs, status);
    ir_jump(l->f, end);

    ir_block_start(l->f, fail);
    ir_ref one = ir_const(l->f, IR_I64, 1);
    aarch64_set_r(l, a->rs, one);
    ir_jump(l->f, end);

    ir_block_start(l->f, end);
    put_64(l, AARCH64_OFFSET(exclusive_address), AARCH64_NOT_EXCLUSIVE);
    return true;
}

bool aarch64_lift_stxr(struct lift *l, const struct aarch64_exclusive *a)
{
    return store_exclusive(l, a, false);
}

bool aarch64_lift_stxp(struct lift *l, const struct aarch64_exclusive *a)
{
    return store_exclusive(l, a, true);
}

/* ---- ordered ---- */
bool aarch64_lift_stlr(struct lift *l, const struct aarch64_ordered *a)
{
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref v = get_sized(l, a->sz, a->rt);
    ir_store(l->f, address, v, access(a->sz, IR_RELEASE));
    return true;
}

static bool load_ordered(struct lift *l, int sz, int rn, int rt, enum ir_order order)
{
    ir_ref address = aarch64_get_base(l, rn);
    ir_ref v = ir_load(l->f, IR_I64, address, access(sz, order));
    aarch64_set_r(l, rt, v);
    return true;
}

bool aarch64_lift_ldar(struct lift *l, const struct aarch64_ordered *a)
{
    return load_ordered(l, a->sz, a->rn, a->rt, IR_ACQUIRE);
}

bool aarch64_lift_ldapr(struct lift *l, const struct aarch64_ldapr *a)
{
    return load_ordered(l, a->sz, a->rn, a->rt, IR_ACQUIRE_PC);
}

/* ---- compare and swap ---- */
static enum ir_order order_of(int acquire, int release)
{
    if (acquire)
        return release ? IR_ACQ_REL : IR_ACQUIRE;
    return release ? IR_RELEASE : IR_RELAXED;
}

bool aarch64_lift_cas(struct lift *l, const struct aarch64_cas *a)
{
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref expected = get_sized(l, a->sz, a->rs);
    ir_ref desired = get_sized(l, a->sz, a->rt);
    ir_ref old = ir_cas(l->f, address, expected, desired, access(a->sz, order_of(a->a, a->r)));
    aarch64_set_r(l, a->rs, old);
    return true;
}

static ir_ref get_pair(struct lift *l, int sz, int n)
{
    ir_ref low = aarch64_get_r(l, sz == 3, n);
    ir_ref high = aarch64_get_r(l, sz == 3, n + 1);
    return ir_concat(l->f, sz == 3 ? IR_I128 : IR_I64, low, high);
}

bool aarch64_lift_casp(struct lift *l, const struct aarch64_cas *a)
{
    unsigned how = access(a->sz + 1, order_of(a->a, a->r)) | (a->sz == 3 ? IR_MEM_ATOMIC16 : 0);
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref expected = get_pair(l, a->sz, a->rs);
    ir_ref desired = get_pair(l, a->sz, a->rt);
    ir_ref old = ir_cas(l->f, address, expected, desired, how);
    ir_ref low = ir_low(l->f, types[a->sz], old);
    ir_ref high = ir_high(l->f, types[a->sz], old);
    aarch64_set_r(l, a->rs, low);
    aarch64_set_r(l, a->rs + 1, high);
    return true;
}

/* ---- read-modify-write ---- */
static bool atomic(struct lift *l, const struct aarch64_atomic *a, enum ir_op op, ir_ref operand)
{
    ir_ref address = aarch64_get_base(l, a->rn);
    ir_ref old =
        ir_atomic(l->f, op, address, operand, access(a->sz, order_of(a->ar >> 1, a->ar & 1)));
    aarch64_set_r(l, a->rt, old);
    return true;
}

#define LIFT_ATOMIC(name, op)                                                                      \
    bool aarch64_lift_##name(struct lift *l, const struct aarch64_atomic *a)                       \
    {                                                                                              \
        ir_ref operand = get_sized(l, a->sz, a->rs);                                               \
        return atomic(l, a, IR_atomic_##op, operand);                                              \
    }
LIFT_ATOMIC(ldadd, add)
LIFT_ATOMIC(ldeor, xor)
LIFT_ATOMIC(ldset, or)
LIFT_ATOMIC(ldsmax, smax)
LIFT_ATOMIC(ldsmin, smin)
LIFT_ATOMIC(ldumax, umax)
LIFT_ATOMIC(ldumin, umin)
LIFT_ATOMIC(swp, xchg)

bool aarch64_lift_ldclr(struct lift *l, const struct aarch64_atomic *a)
{
    ir_ref bits = get_sized(l, a->sz, a->rs);
    ir_ref kept = ir_not(l->f, bits);
    return atomic(l, a, IR_atomic_and, kept);
}
