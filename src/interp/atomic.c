/* Atomic read-modify-write accesses of the interpreter, by the host's own. */
#include "interp/internal.h"

#include <string.h>

#define LOOP(U, expr) \
    do { \
        U *p = address, y = (U)operand, x = __atomic_load_n(p, __ATOMIC_RELAXED); \
        while (!__atomic_compare_exchange_n(p, &x, (U)(expr), false, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) \
            ; \
        return x; \
    } while (0)

#define WIDTH(U, S) \
    static uint64_t atomic_##U(enum ir_op op, void *address, uint64_t operand) \
    { \
        U value = (U)operand; \
        switch ((int)op) { \
        case IR_atomic_xchg: \
            return __atomic_exchange_n((U *)address, value, __ATOMIC_SEQ_CST); \
        case IR_atomic_add: \
            return __atomic_fetch_add((U *)address, value, __ATOMIC_SEQ_CST); \
        case IR_atomic_and: \
            return __atomic_fetch_and((U *)address, value, __ATOMIC_SEQ_CST); \
        case IR_atomic_or: \
            return __atomic_fetch_or((U *)address, value, __ATOMIC_SEQ_CST); \
        case IR_atomic_xor: \
            return __atomic_fetch_xor((U *)address, value, __ATOMIC_SEQ_CST); \
        case IR_atomic_smin: \
            LOOP(U, (S)x < (S)y ? x : y); \
        case IR_atomic_smax: \
            LOOP(U, (S)x > (S)y ? x : y); \
        case IR_atomic_umin: \
            LOOP(U, x < y ? x : y); \
        case IR_atomic_umax: \
            LOOP(U, x > y ? x : y); \
        } \
        bug_on(true, "op %d is no atomic", op); \
    }
WIDTH(uint8_t, int8_t)
WIDTH(uint16_t, int16_t)
WIDTH(uint32_t, int32_t)
WIDTH(uint64_t, int64_t)

uint64_t interp_atomic(enum ir_op op, unsigned bits, void *address, uint64_t operand)
{
    switch (bits) {
    case 8:
        return atomic_uint8_t(op, address, operand);
    case 16:
        return atomic_uint16_t(op, address, operand);
    case 32:
        return atomic_uint32_t(op, address, operand);
    default:
        return atomic_uint64_t(op, address, operand);
    }
}

/* The compiler's own would call into libatomic, which may take a lock. */
static void cas16(void *address, union ir_value *old, const union ir_value *expected, const union ir_value *desired)
{
    uint64_t low = expected->u64[0], high = expected->u64[1];
    __asm__ volatile("lock cmpxchg16b %2"
                     : "+a"(low), "+d"(high), "+m"(*(unsigned __int128 *)address)
                     : "b"(desired->u64[0]), "c"(desired->u64[1])
                     : "memory", "cc");
    old->u64[0] = low;
    old->u64[1] = high;
}

#define CAS(U) \
    do { \
        U e = (U)expected->u64[0]; \
        __atomic_compare_exchange_n((U *)address, &e, (U)desired->u64[0], false, __ATOMIC_SEQ_CST, \
                                    __ATOMIC_SEQ_CST); \
        old->u64[0] = e; \
    } while (0)

void interp_cas(unsigned bits, void *address, union ir_value *old, const union ir_value *expected,
                const union ir_value *desired)
{
    switch (bits) {
    case 8:
        CAS(uint8_t);
        break;
    case 16:
        CAS(uint16_t);
        break;
    case 32:
        CAS(uint32_t);
        break;
    case 64:
        CAS(uint64_t);
        break;
    default:
        cas16(address, old, expected, desired);
    }
}
