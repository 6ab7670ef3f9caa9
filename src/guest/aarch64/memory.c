/* Loads and stores of one register or a pair: Arm ARM C4.1.95. The order within a lift is what
   makes faults precise: first every access, then the loaded registers, last the base. So a faulting
   instruction has changed nothing, and where the manual leaves overlaps open, the base register
   gets its new address, not the loaded value. User mode makes LDTR and STTR ordinary accesses.
   Next: memory_simd.c, atomic.c. */
#include "guest/aarch64/guest.h"

enum mode { OFFSET, PRE, POST }; /* `mode` in the decode table */

struct address {
    ir_ref at;    /* of the access */
    ir_ref moved; /* what the base register becomes; 0: stays */
};

static struct address address_of(struct lift *l, int rn, int offset, int mode)
{
    ir_ref base = aarch64_get_r_sp(l, 1, rn);
    ir_ref sum = ir_add_i(l->f, base, offset);
    ir_ref at = aarch64_untag(l, mode == POST ? base : sum);
    return (struct address){ at, mode == OFFSET ? 0 : sum };
}

static void write_back(struct lift *l, int rn, struct address a)
{
    if (a.moved)
        aarch64_set_r_sp(l, rn, a.moved);
}

/* Base plus extended register, shifted by the size of the access when `scaled`. */
static ir_ref indexed(struct lift *l, const struct aarch64_ldst_reg *a)
{
    ir_ref base = aarch64_get_r_sp(l, 1, a->rn);
    ir_ref offset = aarch64_extend(l, 1, a->rm, a->option, a->scaled ? (unsigned)a->sz : 0);
    ir_ref sum = ir_add(l->f, base, offset);
    return aarch64_untag(l, sum);
}

static ir_ref literal(struct lift *l, int offset)
{
    return ir_const(l->f, IR_I64, lift_pc(l) + (uint64_t)(int64_t)offset);
}

/* ---- general registers ---- */
static ir_ref load_zero(struct lift *l, ir_ref address, int sz)
{
    return ir_load(l->f, IR_I64, address, (unsigned)sz);
}

static ir_ref load_sign(struct lift *l, ir_ref address, int sz, int wide)
{
    return ir_load(l->f, wide ? IR_I64 : IR_I32, address, (unsigned)sz | IR_MEM_SIGN);
}

static void store(struct lift *l, ir_ref address, int sz, int rt)
{
    ir_ref v = aarch64_get_r(l, sz == 3, rt);
    ir_store(l->f, address, v, (unsigned)sz);
}

bool aarch64_lift_str(struct lift *l, const struct aarch64_ldst *a)
{
    struct address at = address_of(l, a->rn, a->imm, a->mode);
    store(l, at.at, a->sz, a->rt);
    write_back(l, a->rn, at);
    return true;
}

bool aarch64_lift_ldr(struct lift *l, const struct aarch64_ldst *a)
{
    struct address at = address_of(l, a->rn, a->imm, a->mode);
    ir_ref v = load_zero(l, at.at, a->sz);
    aarch64_set_r(l, a->rt, v);
    write_back(l, a->rn, at);
    return true;
}

bool aarch64_lift_ldrs(struct lift *l, const struct aarch64_ldst_sign *a)
{
    struct address at = address_of(l, a->rn, a->imm, a->mode);
    ir_ref v = load_sign(l, at.at, a->sz, a->wide);
    aarch64_set_r(l, a->rt, v);
    write_back(l, a->rn, at);
    return true;
}

bool aarch64_lift_str_uimm(struct lift *l, const struct aarch64_uimm *a)
{
    struct address at = address_of(l, a->rn, a->imm << a->sz, OFFSET);
    store(l, at.at, a->sz, a->rt);
    return true;
}

bool aarch64_lift_ldr_uimm(struct lift *l, const struct aarch64_uimm *a)
{
    struct address at = address_of(l, a->rn, a->imm << a->sz, OFFSET);
    ir_ref v = load_zero(l, at.at, a->sz);
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_ldrs_uimm(struct lift *l, const struct aarch64_uimm_sign *a)
{
    struct address at = address_of(l, a->rn, a->imm << a->sz, OFFSET);
    ir_ref v = load_sign(l, at.at, a->sz, a->wide);
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_str_reg(struct lift *l, const struct aarch64_ldst_reg *a)
{
    ir_ref address = indexed(l, a);
    store(l, address, a->sz, a->rt);
    return true;
}

bool aarch64_lift_ldr_reg(struct lift *l, const struct aarch64_ldst_reg *a)
{
    ir_ref address = indexed(l, a);
    ir_ref v = load_zero(l, address, a->sz);
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_ldrs_reg(struct lift *l, const struct aarch64_ldst_reg_s *a)
{
    const struct aarch64_ldst_reg where = {
        .rn = a->rn, .rm = a->rm, .option = a->option, .scaled = a->scaled, .sz = a->sz
    };
    ir_ref address = indexed(l, &where);
    ir_ref v = load_sign(l, address, a->sz, a->wide);
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_ldr_lit(struct lift *l, const struct aarch64_ldr_lit *a)
{
    ir_ref address = literal(l, a->imm);
    ir_ref v = a->sign ? load_sign(l, address, a->sz, 1) : load_zero(l, address, a->sz);
    aarch64_set_r(l, a->rt, v);
    return true;
}

/* Prefetches have no effect that a guest can see: they do not even fault. */
bool aarch64_lift_prfm(struct lift *l, const struct aarch64_prfm *a)
{
    (void)l, (void)a;
    return true;
}

bool aarch64_lift_prfm_reg(struct lift *l, const struct aarch64_prfm_reg *a)
{
    (void)l, (void)a;
    return true;
}

/* ---- pairs: two accesses; no register changes before both have been made ---- */
static ir_type half_type(int sz)
{
    return sz == 2 ? IR_I32 : IR_I64;
}

static struct address pair_address(struct lift *l, const struct aarch64_pair *a)
{
    return address_of(l, a->rn, a->imm * (1 << a->sz), a->mode);
}

static void store_pair(struct lift *l, ir_ref address, int sz, ir_ref low, ir_ref high)
{
    ir_store(l->f, address, low, (unsigned)sz);
    ir_store(l->f, ir_add_i(l->f, address, 1 << sz), high, (unsigned)sz);
}

static void load_pair(struct lift *l, ir_ref address, int sz, ir_ref *low, ir_ref *high)
{
    *low = ir_load(l->f, half_type(sz), address, (unsigned)sz);
    *high = ir_load(l->f, half_type(sz), ir_add_i(l->f, address, 1 << sz), (unsigned)sz);
}

bool aarch64_lift_stp(struct lift *l, const struct aarch64_pair *a)
{
    struct address at = pair_address(l, a);
    ir_ref low = aarch64_get_r(l, a->sz == 3, a->rt);
    ir_ref high = aarch64_get_r(l, a->sz == 3, a->rt2);
    store_pair(l, at.at, a->sz, low, high);
    write_back(l, a->rn, at);
    return true;
}

/* The first value wins when both go to one register. */
bool aarch64_lift_ldp(struct lift *l, const struct aarch64_pair *a)
{
    struct address at = pair_address(l, a);
    ir_ref low, high;
    load_pair(l, at.at, a->sz, &low, &high);
    aarch64_set_r(l, a->rt2, high);
    aarch64_set_r(l, a->rt, low);
    write_back(l, a->rn, at);
    return true;
}

bool aarch64_lift_ldpsw(struct lift *l, const struct aarch64_pair *a)
{
    struct address at = pair_address(l, a);
    ir_ref low, high;
    load_pair(l, at.at, a->sz, &low, &high);
    ir_ref wide_high = ir_sext(l->f, IR_I64, high);
    ir_ref wide_low = ir_sext(l->f, IR_I64, low);
    aarch64_set_r(l, a->rt2, wide_high);
    aarch64_set_r(l, a->rt, wide_low);
    write_back(l, a->rn, at);
    return true;
}

/* ---- SIMD&FP registers ---- */
static ir_type v_type(int sz)
{
    static const ir_type types[] = { IR_I8, IR_I16, IR_F32, IR_F64, IR_V128 | IR_I64 };
    return types[sz];
}

static void store_v(struct lift *l, ir_ref address, int sz, int rt)
{
    ir_ref v = aarch64_get_v(l, v_type(sz), rt);
    ir_store(l->f, address, v, (unsigned)sz);
}

static void load_v(struct lift *l, ir_ref address, int sz, int rt)
{
    ir_ref v = ir_load(l->f, v_type(sz), address, (unsigned)sz);
    aarch64_set_v(l, rt, v);
}

bool aarch64_lift_str_v(struct lift *l, const struct aarch64_ldst *a)
{
    struct address at = address_of(l, a->rn, a->imm, a->mode);
    store_v(l, at.at, a->sz, a->rt);
    write_back(l, a->rn, at);
    return true;
}

bool aarch64_lift_ldr_v(struct lift *l, const struct aarch64_ldst *a)
{
    struct address at = address_of(l, a->rn, a->imm, a->mode);
    load_v(l, at.at, a->sz, a->rt);
    write_back(l, a->rn, at);
    return true;
}

bool aarch64_lift_str_v_uimm(struct lift *l, const struct aarch64_uimm *a)
{
    struct address at = address_of(l, a->rn, a->imm << a->sz, OFFSET);
    store_v(l, at.at, a->sz, a->rt);
    return true;
}

bool aarch64_lift_ldr_v_uimm(struct lift *l, const struct aarch64_uimm *a)
{
    struct address at = address_of(l, a->rn, a->imm << a->sz, OFFSET);
    load_v(l, at.at, a->sz, a->rt);
    return true;
}

bool aarch64_lift_str_v_reg(struct lift *l, const struct aarch64_ldst_reg *a)
{
    ir_ref address = indexed(l, a);
    store_v(l, address, a->sz, a->rt);
    return true;
}

bool aarch64_lift_ldr_v_reg(struct lift *l, const struct aarch64_ldst_reg *a)
{
    ir_ref address = indexed(l, a);
    load_v(l, address, a->sz, a->rt);
    return true;
}

bool aarch64_lift_ldr_v_lit(struct lift *l, const struct aarch64_ldr_v_lit *a)
{
    ir_ref address = literal(l, a->imm);
    load_v(l, address, a->sz, a->rt);
    return true;
}

bool aarch64_lift_stp_v(struct lift *l, const struct aarch64_pair *a)
{
    struct address at = pair_address(l, a);
    ir_type t = v_type(a->sz);
    ir_ref low = aarch64_get_v(l, t, a->rt);
    ir_ref high = aarch64_get_v(l, t, a->rt2);
    if (a->sz == 4) {
        ir_ref second = ir_add_i(l->f, at.at, 16);
        ir_store(l->f, at.at, low, 4);
        ir_store(l->f, second, high, 4);
    } else {
        store_pair(l, at.at, a->sz, low, high);
    }
    write_back(l, a->rn, at);
    return true;
}

/* Here the second value wins. */
bool aarch64_lift_ldp_v(struct lift *l, const struct aarch64_pair *a)
{
    struct address at = pair_address(l, a);
    ir_ref low, high;
    if (a->sz == 4) {
        ir_ref second = ir_add_i(l->f, at.at, 16);
        low = ir_load(l->f, v_type(4), at.at, 4);
        high = ir_load(l->f, v_type(4), second, 4);
    } else {
        load_pair(l, at.at, a->sz, &low, &high);
    }
    aarch64_set_v(l, a->rt, low);
    aarch64_set_v(l, a->rt2, high);
    write_back(l, a->rn, at);
    return true;
}
