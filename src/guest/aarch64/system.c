/* Hints, barriers, cache maintenance and system registers: Arm ARM C4.1.94, "System instructions"
   and its neighbours. What Linux does not let user mode have is in no table and so undefined. Next:
   guest.c. */
#include "guest/aarch64/guest.h"

/* ---- hints and barriers ---- */
bool aarch64_lift_hint(struct lift *l, const struct aarch64_hint *a)
{
    (void)l, (void)a;
    return true;
}

/* The low bits of CRm say which accesses; its domain does not matter to one machine. */
static bool barrier(struct lift *l, int kind)
{
    static const uint8_t kinds[4] = { IR_FENCE_ALL, IR_FENCE_RR | IR_FENCE_RW, IR_FENCE_WW,
                                      IR_FENCE_ALL };
    ir_fence(l->f, kinds[kind & 3]);
    return true;
}

bool aarch64_lift_dmb(struct lift *l, const struct aarch64_dmb *a)
{
    return barrier(l, a->kind);
}

bool aarch64_lift_dsb(struct lift *l, const struct aarch64_dsb *a)
{
    return barrier(l, a->kind);
}

/* What follows is fetched anew. */
bool aarch64_lift_isb(struct lift *l, const struct aarch64_isb *a)
{
    (void)a;
    ir_exit_direct(l->f, lift_next_pc(l), IR_HINT_JUMP, 0);
    l->ended = true;
    return true;
}

/* ---- cache maintenance ---- */
enum { LINE = 64 }; /* bytes of a cache line in CTR_EL0, and of DC ZVA's block */

static ir_ref line_of(struct lift *l, int rt)
{
    ir_ref given = aarch64_get_x(l, rt);
    ir_ref address = aarch64_untag(l, given);
    return ir_and_i(l->f, address, ~(uint64_t)(LINE - 1));
}

/* How a guest says that it has written code. */
bool aarch64_lift_ic_ivau(struct lift *l, const struct aarch64_ic_ivau *a)
{
    ir_ref start = line_of(l, a->rt);
    ir_ref size = ir_const(l->f, IR_I64, LINE);
    ir_put(l->f, AARCH64_OFFSET(ir.flush_start), start);
    ir_put(l->f, AARCH64_OFFSET(ir.flush_size), size);
    ir_exit_trap(l->f, IR_TRAP_FLUSH, lift_next_pc(l));
    l->ended = true;
    return true;
}

/* Data is coherent. An address without memory goes unnoticed, as it may on hardware. */
bool aarch64_lift_dc_clean(struct lift *l, const struct aarch64_dc_clean *a)
{
    (void)l, (void)a;
    return true;
}

/* Zeroes the line. The first store is at the address as given: a fault is reported there. */
bool aarch64_lift_dc_zva(struct lift *l, const struct aarch64_dc_zva *a)
{
    ir_ref x = aarch64_get_x(l, a->rt);
    ir_ref given = aarch64_untag(l, x);
    ir_ref line = line_of(l, a->rt);
    ir_ref byte = ir_const(l->f, IR_I8, 0);
    ir_ref zero = ir_const_wide(l->f, IR_V128 | IR_I64, 0, 0);
    ir_store(l->f, given, byte, 0);
    for (int i = 0; i < LINE; i += 16) {
        ir_ref at = ir_add_i(l->f, line, i);
        ir_store(l->f, at, zero, 4);
    }
    return true;
}

/* ---- flags and FP registers ---- */
bool aarch64_lift_mrs_nzcv(struct lift *l, const struct aarch64_mrs_nzcv *a)
{
    ir_ref flags = aarch64_get_flags(l);
    ir_ref v = ir_flags_unpack(l->f, flags);
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_msr_nzcv(struct lift *l, const struct aarch64_msr_nzcv *a)
{
    ir_ref v = aarch64_get_r(l, 0, a->rt);
    ir_ref flags = ir_flags_pack(l->f, v);
    aarch64_set_flags(l, flags);
    return true;
}

bool aarch64_lift_mrs_fpcr(struct lift *l, const struct aarch64_mrs_fpcr *a)
{
    ir_ref v = ir_get(l->f, IR_I32, AARCH64_OFFSET(fpcr));
    aarch64_set_r(l, a->rt, v);
    return true;
}

/* FPCR's bits 22 and 23 are the rounding mode in the order of enum ir_round; 24 .. 26 are FZ, DN
   and AHP, which follow each other in the mode as well. */
bool aarch64_lift_msr_fpcr(struct lift *l, const struct aarch64_msr_fpcr *a)
{
    static_assert(AARCH64_FPCR_FZ >> 21 == IR_FPM_FLUSH &&
                      AARCH64_FPCR_DN >> 21 == IR_FPM_DEFAULT_NAN &&
                      AARCH64_FPCR_AHP >> 21 == IR_FPM_ALT_HALF,
                  "one shift makes the mode of FPCR");
    ir_ref v = aarch64_get_r(l, 0, a->rt);
    ir_ref fpcr = ir_and_i(l->f, v, AARCH64_FPCR_MASK);
    ir_ref high = ir_lsr_i(l->f, fpcr, 21);
    ir_ref switches = ir_and_i(l->f, high, IR_FPM_FLUSH | IR_FPM_DEFAULT_NAN | IR_FPM_ALT_HALF);
    ir_ref low = ir_lsr_i(l->f, fpcr, 22);
    ir_ref rounding = ir_and_i(l->f, low, 3);
    ir_ref mode = ir_or(l->f, switches, rounding);
    ir_put(l->f, AARCH64_OFFSET(fpcr), fpcr);
    ir_emit(l->f, IR_fp_set_mode, IR_VOID, 0, mode, 0, 0);
    return true;
}

bool aarch64_lift_mrs_fpsr(struct lift *l, const struct aarch64_mrs_fpsr *a)
{
    ir_ref sticky = ir_emit(l->f, IR_fp_get_flags, IR_I32, 0, 0, 0, 0);
    ir_ref low = ir_get(l->f, IR_I64, AARCH64_OFFSET(qc.u64[0]));
    ir_ref high = ir_get(l->f, IR_I64, AARCH64_OFFSET(qc.u64[1]));
    ir_ref either = ir_or(l->f, low, high);
    ir_ref saturated = ir_cmp_i(l->f, IR_NE, either, 0);
    ir_ref wide = ir_zext(l->f, IR_I32, saturated);
    ir_ref qc = ir_lsl_i(l->f, wide, 27);
    ir_ref kept = ir_get(l->f, IR_I32, AARCH64_OFFSET(fpsr));
    ir_ref most = ir_or(l->f, sticky, qc);
    ir_ref v = ir_or(l->f, most, kept);
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_msr_fpsr(struct lift *l, const struct aarch64_msr_fpsr *a)
{
    ir_ref v = aarch64_get_x(l, a->rt);
    ir_ref qc = ir_and_i(l->f, v, AARCH64_FPSR_QC);
    ir_ref zero = ir_const(l->f, IR_I64, 0);
    ir_put(l->f, AARCH64_OFFSET(qc.u64[0]), qc);
    ir_put(l->f, AARCH64_OFFSET(qc.u64[1]), zero);
    ir_ref word = ir_trunc(l->f, IR_I32, v);
    ir_ref kept = ir_and_i(l->f, word, AARCH64_FPSR_NZCV);
    ir_put(l->f, AARCH64_OFFSET(fpsr), kept);
    ir_ref sticky = ir_and_i(l->f, word, AARCH64_FPSR_FLAGS);
    ir_emit(l->f, IR_fp_set_flags, IR_VOID, 0, sticky, 0, 0);
    return true;
}

/* ---- threads and time ---- */
bool aarch64_lift_mrs_tpidr(struct lift *l, const struct aarch64_mrs_tpidr *a)
{
    ir_ref v = ir_get(l->f, IR_I64, AARCH64_OFFSET(tpidr_el0));
    aarch64_set_r(l, a->rt, v);
    return true;
}

bool aarch64_lift_msr_tpidr(struct lift *l, const struct aarch64_msr_tpidr *a)
{
    ir_ref v = aarch64_get_x(l, a->rt);
    ir_put(l->f, AARCH64_OFFSET(tpidr_el0), v);
    return true;
}

bool aarch64_lift_mrs_cntvct(struct lift *l, const struct aarch64_mrs_cntvct *a)
{
    ir_ref v = ir_call(l->f, IR_I64, AARCH64_HELPER_counter, 0, 0, 0);
    aarch64_set_r(l, a->rt, v);
    return true;
}

static bool read_constant(struct lift *l, int rt, uint64_t value)
{
    ir_ref v = ir_const(l->f, IR_I64, value);
    aarch64_set_r(l, rt, v);
    return true;
}

bool aarch64_lift_mrs_cntfrq(struct lift *l, const struct aarch64_mrs_cntfrq *a)
{
    return read_constant(l, a->rt, AARCH64_COUNTER_HZ);
}

/* Linux keeps nothing in it for programs of 64 bits. */
bool aarch64_lift_mrs_tpidrro(struct lift *l, const struct aarch64_mrs_tpidrro *a)
{
    return read_constant(l, a->rt, 0);
}

/* The performance counters are not for user mode. */
bool aarch64_lift_mrs_pmuserenr(struct lift *l, const struct aarch64_mrs_pmuserenr *a)
{
    return read_constant(l, a->rt, 0);
}

/* ---- what processor this is ---- */

/* Lines of 64 bytes, PIPT, granules of 64 bytes; instruction caches must be maintained. */
bool aarch64_lift_mrs_ctr(struct lift *l, const struct aarch64_mrs_ctr *a)
{
    return read_constant(l, a->rt, 0x8444c004);
}

bool aarch64_lift_mrs_dczid(struct lift *l, const struct aarch64_mrs_dczid *a)
{
    return read_constant(l, a->rt, 4); /* log2 of DC ZVA's words */
}

/* The space op0 = 3, op1 = 0, CRn = 0. Linux gives MIDR, MPIDR and REVIDR of CRm 0 and all of CRm 4
   to 7; what is hidden from user space or unknown reads as zero or as the value for "not there". */
bool aarch64_lift_mrs_id(struct lift *l, const struct aarch64_mrs_id *a)
{
    uint64_t value;
    return aarch64_id_register(l->features, a->crm, a->op2, &value) &&
           read_constant(l, a->rt, value);
}
