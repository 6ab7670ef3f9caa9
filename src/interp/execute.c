/* The interpreter's loop. Each op ends by jumping to the next op's handler, so the host predicts every one of
   them on its own. Most code runs too seldom for that: where one handler follows nearly always, it is compared with
   first. Guest accesses go straight to memory: a fault is taken by the host and found by `t->at`. */
#include "interp/internal.h"

#include <string.h>
#if defined(__x86_64__)
#include <sys/platform/x86.h>
#endif

#define AT(place) (*(union ir_value *)(frame + (place)))
#define R(x)      AT(ip->x)
#define C         AT(INTERP_C(ip->imm))
#define X(x)      (frame[ip->x])
#define GO()      goto *label[ip->handler]
#define NEXT() \
    do { \
        ip++; \
        GO(); \
    } while (0)

#define NEXT_BR() \
    do { \
        if ((++ip)->handler == INTERP_br) \
            goto br; \
        GO(); \
    } while (0)

/* Unaligned guest memory; volatile, because other threads look on and each access happens once. */
struct unaligned16 {
    uint16_t v;
} __attribute__((packed));
struct unaligned32 {
    uint32_t v;
} __attribute__((packed));
struct unaligned64 {
    uint64_t v;
} __attribute__((packed));
#define AT8(p)  (*(volatile uint8_t *)(p))
#define AT16(p) (((volatile struct unaligned16 *)(p))->v)
#define AT32(p) (((volatile struct unaligned32 *)(p))->v)
#define AT64(p) (((volatile struct unaligned64 *)(p))->v)

static uint32_t nzcv(bool n, bool z, bool c, bool v)
{
    return (uint32_t)n << 31 | (uint32_t)z << 30 | (uint32_t)c << 29 | (uint32_t)v << 28;
}

#define FLAGS(U, W) \
    static uint32_t flags_add_##U(U x, U y) \
    { \
        U r = x + y; \
        return nzcv(r >> (W - 1), !r, r < x, (~(x ^ y) & (x ^ r)) >> (W - 1)); \
    } \
    static uint32_t flags_sub_##U(U x, U y) \
    { \
        U r = x - y; \
        return nzcv(r >> (W - 1), !r, x >= y, ((x ^ y) & (x ^ r)) >> (W - 1)); \
    } \
    static uint32_t flags_logic_##U(U x) \
    { \
        return nzcv(x >> (W - 1), !x, false, false); \
    }
FLAGS(uint64_t, 64)
FLAGS(uint32_t, 32)

/* A misaligned access that must be aligned: as if the host had faulted. */
__attribute__((noreturn)) static void misaligned(struct run_thread *t, uint64_t pc, uint64_t address)
{
    t->state->pc = pc;
    t->in_code = false;
    t->fault = (struct run_fault){ SIGBUS, BUS_ADRALN, address };
    siglongjmp(t->recover, 1);
}

typedef uint64_t pair __attribute__((vector_size(16)));

/* Known to the C library already: asking the processor is slow in virtual machines. */
static bool has_whole_moves(void)
{
#if defined(__x86_64__)
    return CPU_FEATURE_ACTIVE(AVX);
#else
    return false;
#endif
}

/* 16 bytes at once. On every host with AVX aligned 16-byte moves are single-copy atomic; without it a compare and
   swap of zero by zero reads, but needs a writable page. */
static void load_whole(void *address, union ir_value *result)
{
    if (has_whole_moves()) {
        pair v = *(volatile pair *)address;
        memcpy(result, &v, sizeof v);
    } else {
        union ir_value zero = { .u64 = { 0, 0 } };
        interp_cas(128, address, result, &zero, &zero);
    }
}

static void store_whole(void *address, const union ir_value *value)
{
    if (has_whole_moves()) {
        pair v;
        memcpy(&v, value, sizeof v);
        *(volatile pair *)address = v;
    } else {
        union ir_value old = { .u64 = { AT64(address), AT64((char *)address + 8) } }, seen;
        for (;; old = seen) {
            interp_cas(128, address, &seen, &old, value);
            if (seen.u128 == old.u128)
                break;
        }
    }
}

/* ---- the first tier's exits ----

   An exit goes on with the block that it led to last, without asking anybody: the first op of that says of which pc it is, or that it has been
   dropped. When the memory has been given back, it is still that of first ops (pool_keeps), and only a block of the right pc will do. So nobody needs to
   know who leads to a block that goes. */

const struct interp_op interp_nowhere = { .handler = INTERP_gone };

static bool may_go_on(const struct interp_op *to, uint64_t pc)
{
    return __atomic_load_n(&to->handler, __ATOMIC_ACQUIRE) == INTERP_count && to->imm == pc;
}

/* The exit that was left by has been found to lead to `to`. */
static void go_on_with(struct run *r, struct interp_op *exit, struct interp_op *to)
{
    bool direct = exit->handler == INTERP_leave_direct;
    const struct interp_op *now = (const struct interp_op *)(direct ? INTERP_WORD(exit) : exit->imm);
    if (now->handler == INTERP_count || to->handler != INTERP_count || !pool_keeps(interp_code_of(to)->size) || pool_shares(&r->ops, exit))
        return;
    if (direct)
        __atomic_store_n((uint64_t *)exit, INTERP_WITH_WORD(INTERP_leave_direct, to), __ATOMIC_RELEASE);
    else
        __atomic_store_n(&exit->imm, (uintptr_t)to, __ATOMIC_RELEASE);
}

enum run_exit interp_enter(struct run_thread *t, void *code)
{
    static const void *const label[INTERP_HANDLERS] = {
#define BIN(op, e) &&op##_i64, &&op##_i32, &&op##_i64_imm, &&op##_i32_imm,
#define UNARY(op, e) &&op##_i64, &&op##_i32,
#define CMP(cc, e) BIN(cc, e)
#define PLAIN(name) &&name,
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
#undef PLAIN
    };
    const struct interp_op *ip = code;
    uint64_t *frame = (uint64_t *)t->frame;
    struct ir_state *state = t->state;
    uint64_t address;
    if (t->left_by) {
        go_on_with(t->run, t->left_by, code);
        t->left_by = NULL;
    }
    GO();

#define BODY(name, unsigned_type, signed_type, width, right, e, end) \
    name: \
    { \
        typedef unsigned_type U; \
        typedef signed_type S __attribute__((unused)); \
        enum { W __attribute__((unused)) = width }; \
        U x = (U)X(a); \
        U y __attribute__((unused)) = (U)(right); \
        X(dst) = (U)(e); \
        end(); \
    }
#define BINARY(op, e, end) \
    BODY(op##_i64, uint64_t, int64_t, 64, X(b), e, end) \
    BODY(op##_i32, uint32_t, int32_t, 32, X(b), e, end) \
    BODY(op##_i64_imm, uint64_t, int64_t, 64, ip->imm, e, end) \
    BODY(op##_i32_imm, uint32_t, int32_t, 32, ip->imm, e, end)
#define BIN(op, e) BINARY(op, e, NEXT)
#define UNARY(op, e) \
    BODY(op##_i64, uint64_t, int64_t, 64, 0, e, NEXT) \
    BODY(op##_i32, uint32_t, int32_t, 32, 0, e, NEXT)
#define CMP(cc, e) BINARY(cc, e, NEXT_BR)
#define PLAIN(name)
#include "interp/handlers.def"
#undef BIN
#undef UNARY
#undef CMP
#undef PLAIN

    /* ---- constants, guest state, moves ---- */
wide:
    R(dst) = (union ir_value){ .u64 = { ip->imm, 0 } };
    NEXT();
wide128:
    R(dst) = (union ir_value){ .u64 = { ip->imm, ip[1].imm } };
    ip += 2;
    GO();
get8:
    X(dst) = *((uint8_t *)state + ip->imm);
    NEXT();
get16:
    X(dst) = AT16((uint8_t *)state + ip->imm);
    NEXT();
get32:
    X(dst) = AT32((uint8_t *)state + ip->imm);
    NEXT();
get64:
    X(dst) = AT64((uint8_t *)state + ip->imm);
    NEXT();
get128:
    memcpy(&R(dst), (uint8_t *)state + ip->imm, 16);
    NEXT();
put8:
    *((uint8_t *)state + ip->imm) = (uint8_t)X(a);
    NEXT();
put16:
    AT16((uint8_t *)state + ip->imm) = (uint16_t)X(a);
    NEXT();
put32:
    AT32((uint8_t *)state + ip->imm) = (uint32_t)X(a);
    NEXT();
put64:
    AT64((uint8_t *)state + ip->imm) = X(a);
    NEXT();
put128:
    memcpy((uint8_t *)state + ip->imm, &R(a), 16);
    NEXT();
put32_imm:
    AT32((uint8_t *)state + (uint16_t)ip->dst) = (uint32_t)ip->imm;
    NEXT();
put64_imm:
    AT64((uint8_t *)state + (uint16_t)ip->dst) = ip->imm;
    NEXT();
move128:
    R(dst) = R(a);
    NEXT();
mask: /* zext, trunc, vzext of up to 64 bits */
    X(dst) = X(a) & ip->imm;
    NEXT();
mask128: /* the same to 128 */
    R(dst) = (union ir_value){ .u64 = { X(a) & ip->imm, 0 } };
    NEXT();
sext: /* b = 64 - width of a; imm = mask of the result */
    X(dst) = (uint64_t)((int64_t)(X(a) << ip->b) >> ip->b) & ip->imm;
    NEXT();
select:
    R(dst) = X(a) & 1 ? R(b) : C;
    NEXT();

    /* ---- flags ---- */
flags_add_i64:
    X(dst) = flags_add_uint64_t(X(a), X(b));
    NEXT();
flags_add_i32:
    X(dst) = flags_add_uint32_t((uint32_t)X(a), (uint32_t)X(b));
    NEXT();
flags_sub_i64:
    X(dst) = flags_sub_uint64_t(X(a), X(b));
    NEXT();
flags_sub_i32:
    X(dst) = flags_sub_uint32_t((uint32_t)X(a), (uint32_t)X(b));
    NEXT();
flags_logic_i64:
    X(dst) = flags_logic_uint64_t(X(a));
    NEXT();
flags_logic_i32:
    X(dst) = flags_logic_uint32_t((uint32_t)X(a));
    NEXT();
#define PUT_FLAGS(name, offset, e) \
    put_flags_##name: \
    { \
        uint32_t flags = e; \
        X(dst) = flags; \
        AT32((uint8_t *)state + (uint16_t)(offset)) = flags; \
        NEXT(); \
    }
    PUT_FLAGS(add_i64, ip->imm, flags_add_uint64_t(X(a), X(b)))
    PUT_FLAGS(add_i32, ip->imm, flags_add_uint32_t((uint32_t)X(a), (uint32_t)X(b)))
    PUT_FLAGS(add_i64_imm, ip->b, flags_add_uint64_t(X(a), ip->imm))
    PUT_FLAGS(add_i32_imm, ip->b, flags_add_uint32_t((uint32_t)X(a), (uint32_t)ip->imm))
    PUT_FLAGS(sub_i64, ip->imm, flags_sub_uint64_t(X(a), X(b)))
    PUT_FLAGS(sub_i32, ip->imm, flags_sub_uint32_t((uint32_t)X(a), (uint32_t)X(b)))
    PUT_FLAGS(sub_i64_imm, ip->b, flags_sub_uint64_t(X(a), ip->imm))
    PUT_FLAGS(sub_i32_imm, ip->b, flags_sub_uint32_t((uint32_t)X(a), (uint32_t)ip->imm))
    PUT_FLAGS(logic_i64, ip->imm, flags_logic_uint64_t(X(a)))
    PUT_FLAGS(logic_i32, ip->imm, flags_logic_uint32_t((uint32_t)X(a)))
cond:
    X(dst) = ip->imm >> (X(a) >> 28) & 1;
    NEXT_BR();

generic:
    ir_eval(ip->imm & 255, ip->imm >> 8 & 255, ip->imm >> 16 & 255, ip->imm >> 24 & 0xffff, &R(dst), &R(a), &R(b),
            &C, &state->fp);
    NEXT();
call:
    ((const struct ir_helper *)(uintptr_t)INTERP_LOW(ip->imm))->fn(state, &R(dst), &R(a), &R(b), &C);
    NEXT();

    /* ---- guest memory ---- */
#define LOAD(name, AT, as, result) \
    name: \
    t->at = ip; \
    address = X(a) + (uint64_t)ip->b; \
    X(dst) = (result)(as)AT((uintptr_t)address); \
    NEXT();
    LOAD(load8, AT8, uint8_t, uint64_t)
    LOAD(load16, AT16, uint16_t, uint64_t)
    LOAD(load32, AT32, uint32_t, uint64_t)
    LOAD(load64, AT64, uint64_t, uint64_t)
    LOAD(load8_s32, AT8, int8_t, uint32_t)
    LOAD(load8_s64, AT8, int8_t, uint64_t)
    LOAD(load16_s32, AT16, int16_t, uint32_t)
    LOAD(load16_s64, AT16, int16_t, uint64_t)
    LOAD(load32_s64, AT32, int32_t, uint64_t)
load128: /* both halves before the result is seen: one of them may fault */
    t->at = ip;
    address = X(a) + (uint64_t)ip->b;
    {
        union ir_value v = { .u64 = { AT64((uintptr_t)address), AT64((uintptr_t)address + 8) } };
        R(dst) = v;
    }
    NEXT();
load128_atomic:
    t->at = ip;
    address = X(a) + (uint64_t)ip->b;
    load_whole((void *)(uintptr_t)address, &R(dst));
    NEXT();

#define NOTE(size) \
    do { \
        if (__builtin_expect(t->pages != NULL, 0)) \
            run_pages_note(t->pages, address, size); \
    } while (0)
#define STORE(name, AT, as) \
    name: \
    t->at = ip; \
    address = X(a) + (uint64_t)ip->dst; \
    NOTE(sizeof(as)); \
    AT((uintptr_t)address) = (as)X(b); \
    NEXT();
    STORE(store8, AT8, uint8_t)
    STORE(store16, AT16, uint16_t)
    STORE(store32, AT32, uint32_t)
    STORE(store64, AT64, uint64_t)
store128: /* across pages: nothing is written unless all can be, and the lowest byte that cannot be is told of */
    t->at = ip;
    address = X(a) + (uint64_t)ip->dst;
    NOTE(16);
    if ((address & 4095) > 4096 - 16) {
        __atomic_fetch_add((uint8_t *)(uintptr_t)address, 0, __ATOMIC_RELAXED);
        __atomic_fetch_add((uint8_t *)(uintptr_t)((address + 15) & ~(uint64_t)4095), 0, __ATOMIC_RELAXED);
    }
    AT64((uintptr_t)address) = R(b).u64[0];
    AT64((uintptr_t)address + 8) = R(b).u64[1];
    NEXT();
store128_atomic:
    t->at = ip;
    address = X(a) + (uint64_t)ip->dst;
    NOTE(16);
    store_whole((void *)(uintptr_t)address, &R(b));
    NEXT();
check_align:
    address = X(a) + (uint64_t)ip->b;
    if (address & (uint64_t)ip->dst)
        misaligned(t, ip->imm, address);
    NEXT();
fence:
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    NEXT();
atomic: /* c = IR op and width */
    t->at = ip;
    address = X(a);
    NOTE((unsigned)(ip->imm >> 59)); /* bits to bytes */
    X(dst) = interp_atomic(ip->imm >> 48 & 255, (unsigned)(ip->imm >> 56), (void *)(uintptr_t)X(a), X(b));
    NEXT();
cas: /* the width is in the op behind, a `generic` that is never run */
    t->at = ip;
    address = X(a);
    NOTE((unsigned)ip[1].imm / 8);
    {
        union ir_value old = { .u64 = { 0, 0 } };
        interp_cas((unsigned)ip[1].imm, (void *)(uintptr_t)X(a), &old, &R(b), &C);
        R(dst) = old;
    }
    ip += 2;
    GO();

    /* ---- the FP environment ---- */
fp_get_flags:
    X(dst) = state->fp.flags;
    NEXT();
fp_set_flags:
    state->fp.flags = (uint32_t)X(a);
    NEXT();
fp_set_mode:
    state->fp.mode = (uint32_t)X(a);
    NEXT();

    /* ---- control ---- */
count: {
    int32_t *left = (int32_t *)INTERP_WORD(ip), n = __atomic_load_n(left, __ATOMIC_RELAXED);
    state->pc = ip->imm;
    if (n <= 0)
        return RUN_WARM;
    __atomic_store_n(left, n - 1, __ATOMIC_RELAXED); /* roughly right when several threads count */
    NEXT();
}
gone:
    state->pc = ip->imm;
    return RUN_DIRECT;
safepoint:
    if (--state->budget < 0) {
        state->pc = ip->imm;
        return RUN_INTERRUPT;
    }
    NEXT();
jump:
    ip += INTERP_TO(ip->imm);
    GO();
br:
    ip += X(dst) & 1 ? INTERP_TO(ip->imm) : INTERP_ELSE(ip->imm);
    if (ip->handler == INTERP_leave_direct)
        goto leave_direct;
    GO();
exit_direct: {
    struct run_link *link = (struct run_link *)(uintptr_t)ip->imm;
    const struct interp_op *to = __atomic_load_n(&link->code, __ATOMIC_ACQUIRE);
    if (__builtin_expect(to && --state->budget >= 0, 1)) {
        ip = to;
        GO();
    }
    state->pc = link->pc;
    if (to)
        return RUN_INTERRUPT;
    t->link = link;
    return RUN_LOOKUP;
}
exit_indirect: {
    uint64_t pc = X(a);
    const struct run_jump *jump = &t->jumps[run_jump_index(pc)];
    if (__builtin_expect(jump->pc == pc && jump->code && !__atomic_load_n(&state->interrupt, __ATOMIC_RELAXED), 1)) {
        ip = jump->code;
        GO();
    }
    state->pc = pc;
    return RUN_LOOKUP;
}
leave_direct: {
    const struct interp_op *to = (const struct interp_op *)INTERP_WORD(ip);
    if (may_go_on(to, ip->imm) && !__atomic_load_n(&state->interrupt, __ATOMIC_RELAXED)) {
        ip = to;
        goto count;
    }
    state->pc = ip->imm;
    t->left_by = (void *)(uintptr_t)ip;
    return RUN_DIRECT;
}
leave_indirect: {
    uint64_t pc = X(a);
    const struct interp_op *to = (const struct interp_op *)__atomic_load_n(&ip->imm, __ATOMIC_ACQUIRE);
    if (may_go_on(to, pc) && !__atomic_load_n(&state->interrupt, __ATOMIC_RELAXED)) {
        ip = to;
        goto count;
    }
    state->pc = pc;
    t->left_by = (void *)(uintptr_t)ip;
    return RUN_LOOKUP;
}
exit_syscall:
    state->pc = ip->imm;
    return RUN_SYSCALL;
exit_trap:
    state->pc = ip->imm;
    state->trap = (uint32_t)ip->dst;
    return RUN_TRAP;
}
