/* The environment: system calls and breakpoints, fences, cache blocks, Zicsr with the FP and
   counter CSRs, Zawrs. */
#define _GNU_SOURCE
#include "guest/riscv64/guest.h"

#include <time.h>

/* ---- calls to the environment ---- */

static bool trap(struct lift *l, enum ir_trap which)
{
    ir_exit_trap(l->f, which, lift_pc(l));
    l->ended = true;
    return true;
}

bool riscv64_lift_ecall(struct lift *l, const struct riscv64_none *a)
{
    (void)a;
    ir_exit_syscall(l->f, lift_next_pc(l));
    l->ended = true;
    return true;
}

bool riscv64_lift_ebreak(struct lift *l, const struct riscv64_none *a)
{
    (void)a;
    return trap(l, IR_TRAP_BREAKPOINT);
}

bool riscv64_lift_illegal(struct lift *l, const struct riscv64_none *a)
{
    (void)a;
    return trap(l, IR_TRAP_ILLEGAL);
}

/* ---- hints ---- */

bool riscv64_lift_pause(struct lift *l, const struct riscv64_none *a)
{
    (void)l, (void)a;
    return true;
}

/* Waiting for a reservation set may end at any time: it ends at once. */
bool riscv64_lift_wrs_nto(struct lift *l, const struct riscv64_none *a)
{
    (void)l, (void)a;
    return true;
}

bool riscv64_lift_wrs_sto(struct lift *l, const struct riscv64_none *a)
{
    (void)l, (void)a;
    return true;
}

/* ---- fences ---- */

enum { FENCE_WRITE = 1 | 4, FENCE_READ = 2 | 8 }; /* memory or device: bits w, r, o, i */

static unsigned fence_kinds(int pred, int succ)
{
    unsigned kinds = 0;
    if (pred & FENCE_READ)
        kinds |= (succ & FENCE_READ ? IR_FENCE_RR : 0) | (succ & FENCE_WRITE ? IR_FENCE_RW : 0);
    if (pred & FENCE_WRITE)
        kinds |= (succ & FENCE_READ ? IR_FENCE_WR : 0) | (succ & FENCE_WRITE ? IR_FENCE_WW : 0);
    return kinds;
}

/* fm = 8 with rw, rw is FENCE.TSO; other values of fm are reserved and count as 0. */
bool riscv64_lift_fence(struct lift *l, const struct riscv64_fence *a)
{
    unsigned kinds = fence_kinds(a->pred, a->succ);
    if (a->fm == 8 && a->pred == 3 && a->succ == 3)
        kinds &= ~IR_FENCE_WR;
    if (kinds)
        ir_fence(l->f, kinds);
    return true;
}

bool riscv64_lift_fence_i(struct lift *l, const struct riscv64_none *a)
{
    (void)a;
    ir_ref zero = ir_const(l->f, IR_I64, 0);
    ir_put(l->f, RISCV64_OFFSET(ir.flush_start), zero);
    ir_put(l->f, RISCV64_OFFSET(ir.flush_size), zero);
    ir_exit_trap(l->f, IR_TRAP_FLUSH, lift_next_pc(l));
    l->ended = true;
    return true;
}

/* ---- cache blocks: memory is always coherent ---- */

static ir_ref cache_block(struct lift *l, int rs1)
{
    ir_ref address = riscv64_get_x(l, rs1);
    return ir_and_i(l->f, address, ~(uint64_t)(RISCV64_CACHE_BLOCK - 1));
}

/* Cleaning needs a readable block: this faults as it should, and does nothing else. */
static bool touch(struct lift *l, const struct riscv64_address *a)
{
    ir_load(l->f, IR_I64, cache_block(l, a->rs1), 3);
    return true;
}

bool riscv64_lift_cbo_clean(struct lift *l, const struct riscv64_address *a)
{
    return touch(l, a);
}

bool riscv64_lift_cbo_flush(struct lift *l, const struct riscv64_address *a)
{
    return touch(l, a);
}

bool riscv64_lift_cbo_zero(struct lift *l, const struct riscv64_address *a)
{
    ir_ref block = cache_block(l, a->rs1);
    ir_ref zero = ir_const(l->f, IR_I64, 0);
    for (int at = 0; at < RISCV64_CACHE_BLOCK; at += 8) {
        ir_ref address = ir_add_i(l->f, block, at);
        ir_store(l->f, address, zero, 3);
    }
    return true;
}

/* ---- CSRs ---- */

enum csr {
    FFLAGS = 0x001,
    FRM = 0x002,
    FCSR = 0x003,
    CYCLE = 0xc00,
    TIME = 0xc01,
    INSTRET = 0xc02
};

/* fflags has the IR's bits in the opposite order: invalid is 16, inexact 1. */
static ir_ref reverse5(struct ir_func *f, ir_ref flags)
{
    ir_ref reversed = ir_bitrev(f, flags);
    return ir_lsr_i(f, reversed, 27);
}

static ir_ref get_fflags(struct lift *l)
{
    ir_ref flags = ir_emit(l->f, IR_fp_get_flags, IR_I32, 0, 0, 0, 0);
    return reverse5(l->f, flags);
}

static void set_fflags(struct lift *l, ir_ref fflags)
{
    ir_ref flags = reverse5(l->f, fflags);
    ir_emit(l->f, IR_fp_set_flags, IR_VOID, 0, flags, 0, 0);
}

/* A nibble for each value of frm: the IR's rounding mode. Reserved values round as 0 does, but no
   instruction uses them: see check_frm in float.c. */
#define MODES UINT32_C(0x00041230)
static_assert((MODES & 15) == IR_ROUND_NEAREST && (MODES >> 4 & 15) == IR_ROUND_ZERO &&
                  (MODES >> 8 & 15) == IR_ROUND_DOWN && (MODES >> 12 & 15) == IR_ROUND_UP &&
                  (MODES >> 16 & 15) == IR_ROUND_AWAY,
              "rounding modes in the order of frm");

static void set_frm(struct lift *l, ir_ref frm)
{
    ir_put(l->f, RISCV64_OFFSET(frm), frm);
    ir_ref count = ir_lsl_i(l->f, frm, 2);
    ir_ref table = ir_const(l->f, IR_I32, MODES);
    ir_ref shifted = ir_shr(l->f, table, count);
    ir_ref mode = ir_and_i(l->f, shifted, IR_FPM_ROUND);
    ir_emit(l->f, IR_fp_set_mode, IR_VOID, 0, mode, 0, 0);
    l->known &= ~(uint64_t)RISCV64_KNOWN_FRM;
}

static ir_ref get_csr(struct lift *l, enum csr csr)
{
    ir_ref frm = 0, fflags = 0;
    if (csr == CYCLE || csr == INSTRET)
        return ir_call(l->f, IR_I64, RISCV64_HELPER_CYCLE, 0, 0, 0);
    if (csr == TIME)
        return ir_call(l->f, IR_I64, RISCV64_HELPER_TIME, 0, 0, 0);
    if (csr == FRM || csr == FCSR)
        frm = ir_get(l->f, IR_I32, RISCV64_OFFSET(frm));
    if (csr == FFLAGS || csr == FCSR)
        fflags = get_fflags(l);
    if (csr == FCSR) {
        ir_ref high = ir_lsl_i(l->f, frm, 5);
        return ir_zext(l->f, IR_I64, ir_or(l->f, high, fflags));
    }
    return ir_zext(l->f, IR_I64, frm ? frm : fflags);
}

static void set_csr(struct lift *l, enum csr csr, ir_ref value)
{
    ir_ref low = ir_trunc(l->f, IR_I32, value);
    if (csr == FRM)
        set_frm(l, ir_and_i(l->f, low, 7));
    if (csr == FFLAGS || csr == FCSR)
        set_fflags(l, ir_and_i(l->f, low, 31));
    if (csr == FCSR) {
        ir_ref high = ir_lsr_i(l->f, low, 5);
        set_frm(l, ir_and_i(l->f, high, 7));
    }
}

static bool readable(int csr)
{
    return csr == FFLAGS || csr == FRM || csr == FCSR || csr == CYCLE || csr == TIME ||
           csr == INSTRET;
}

/* The two highest bits of a read-only CSR's number are set. */
static bool writable(int csr)
{
    return readable(csr) && csr >> 10 != 3;
}

/* An FP mode is set last: translated code may leave behind it (docs/mach.md). */

/* CSRRW, CSRRWI. With rd = x0 the CSR is not read. */
static bool swap(struct lift *l, int rd, int csr, ir_ref value)
{
    if (rd)
        riscv64_set_x(l, rd, get_csr(l, csr));
    set_csr(l, csr, value);
    return true;
}

/* CSRRS, CSRRC and their immediate forms; value 0 (none): the CSR is not written. */
static bool change(struct lift *l, int rd, int csr, ir_ref value, riscv64_op2 op)
{
    ir_ref old = get_csr(l, csr);
    riscv64_set_x(l, rd, old);
    if (value)
        set_csr(l, csr, op(l->f, old, value));
    return true;
}

bool riscv64_lift_csrrw(struct lift *l, const struct riscv64_csr *a)
{
    return writable(a->csr) && swap(l, a->rd, a->csr, riscv64_get_x(l, a->rs1));
}

bool riscv64_lift_csrrwi(struct lift *l, const struct riscv64_csri *a)
{
    return writable(a->csr) && swap(l, a->rd, a->csr, ir_const(l->f, IR_I64, (uint64_t)a->imm));
}

static bool change_by_register(struct lift *l, const struct riscv64_csr *a, riscv64_op2 op)
{
    if (!(a->rs1 ? writable(a->csr) : readable(a->csr)))
        return false;
    return change(l, a->rd, a->csr, a->rs1 ? riscv64_get_x(l, a->rs1) : 0, op);
}

static bool change_by_immediate(struct lift *l, const struct riscv64_csri *a, riscv64_op2 op)
{
    if (!(a->imm ? writable(a->csr) : readable(a->csr)))
        return false;
    return change(l, a->rd, a->csr, a->imm ? ir_const(l->f, IR_I64, (uint64_t)a->imm) : 0, op);
}

RISCV64_LIFT(csrrs, csr, change_by_register, ir_or)
RISCV64_LIFT(csrrc, csr, change_by_register, ir_andn)
RISCV64_LIFT(csrrsi, csri, change_by_immediate, ir_or)
RISCV64_LIFT(csrrci, csri, change_by_immediate, ir_andn)

/* ---- counters ---- */

static uint64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Ticks of 10 MHz, the usual timebase of boards. */
static void read_time(struct ir_state *state, union ir_value *result, const union ir_value *a,
                      const union ir_value *b, const union ir_value *c)
{
    (void)state, (void)a, (void)b, (void)c;
    result->u64[0] = nanoseconds() / 100;
}

/* Cycles and retired instructions: those of a processor of 1 GHz that retires one a cycle. */
static void read_cycle(struct ir_state *state, union ir_value *result, const union ir_value *a,
                       const union ir_value *b, const union ir_value *c)
{
    (void)state, (void)a, (void)b, (void)c;
    result->u64[0] = nanoseconds();
}

const struct ir_helper riscv64_helpers[RISCV64_HELPERS] = {
    [RISCV64_HELPER_TIME] = { "read_time", read_time },
    [RISCV64_HELPER_CYCLE] = { "read_cycle", read_cycle },
};
