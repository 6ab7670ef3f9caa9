/* A trapped FP instruction is completed in the context of its signal. Vector registers are scattered over
   it: the low 128 bits of the first sixteen are where they have always been; what AVX and AVX-512 add is
   in components of the area that XSAVE writes, in its standard form, where CPUID says. A component that
   is marked as being in its initial state counts as zero and is not restored. See trap.h. */
#define _GNU_SOURCE
#include <cpuid.h>
#include <string.h>
#include <ucontext.h>

#include "mach/engine.h"
#include "mach/x86_64/trap.h"

/* Numbers of the components. */
enum { SSE = 1, AVX = 2, OPMASK = 5, HIGH_256 = 6, HIGH_16 = 7 };
enum { MXCSR_INVALID = 1, MXCSR_ROUND = 13 };

struct context {
    greg_t *gregs;
    struct _libc_fpstate *fp;
    uint64_t has;     /* components that the area has room for */
    uint64_t *in_use; /* of which these are not in their initial state */
};

/* What the kernel says in the area's bytes that are software's. */
static struct context context_of(ucontext_t *uc)
{
    enum { MAGIC = 0x46505853, MAGIC_AT = 464, HAS_AT = 472, HEADER_AT = 512 };
    struct context c = { .gregs = uc->uc_mcontext.gregs, .fp = uc->uc_mcontext.fpregs };
    uint8_t *area = (uint8_t *)c.fp;
    uint32_t magic;
    memcpy(&magic, area + MAGIC_AT, sizeof magic);
    if (magic == MAGIC) {
        memcpy(&c.has, area + HAS_AT, sizeof c.has);
        c.in_use = (uint64_t *)(area + HEADER_AT);
    }
    return c;
}

static uint8_t *component(const struct context *c, unsigned number, unsigned *size)
{
    unsigned offset = 576, ecx, edx;
    *size = 256;
    if (number != AVX) /* which is where it was first */
        __cpuid_count(0xd, number, *size, offset, ecx, edx);
    return (uint8_t *)c->fp + offset;
}

static bool is_in_use(const struct context *c, unsigned number)
{
    return c->in_use && (*c->in_use & c->has) >> number & 1;
}

static void get(const struct context *c, unsigned number, unsigned index, void *to, unsigned bytes)
{
    unsigned size;
    if (is_in_use(c, number))
        memcpy(to, component(c, number, &size) + (size_t)index * bytes, bytes);
}

static bool is_zero(const uint8_t *v, unsigned bytes)
{
    while (bytes > 0 && !v[bytes - 1])
        bytes--;
    return !bytes;
}

static void set(const struct context *c, unsigned number, unsigned index, const void *v,
                unsigned bytes)
{
    bool used = is_in_use(c, number);
    unsigned size;
    if (!(c->has >> number & 1) || (!used && is_zero(v, bytes)))
        return;
    uint8_t *at = component(c, number, &size);
    if (!used)
        memset(at, 0, size);
    memcpy(at + (size_t)index * bytes, v, bytes);
    *c->in_use |= UINT64_C(1) << number;
}

/* ---- registers ---- */

static union trap_vector get_vector(const struct context *c, unsigned n)
{
    union trap_vector v = { .u64 = { 0 } };
    if (n >= 16) {
        get(c, HIGH_16, n - 16, v.u8, 64);
        return v;
    }
    if (!c->in_use || is_in_use(c, SSE))
        memcpy(v.u8, &c->fp->_xmm[n], 16);
    get(c, AVX, n, v.u8 + 16, 16);
    get(c, HIGH_256, n, v.u8 + 32, 32);
    return v;
}

static void set_low(const struct context *c, unsigned n, const union trap_vector *v)
{
    if (c->in_use && !is_in_use(c, SSE))
        memset(c->fp->_xmm, 0, sizeof c->fp->_xmm);
    memcpy(&c->fp->_xmm[n], v->u8, 16);
    if (c->in_use)
        *c->in_use |= UINT64_C(1) << SSE;
}

static void set_vector(const struct context *c, unsigned n, const union trap_vector *v,
                       enum trap_encoding encoding)
{
    if (n >= 16) {
        set(c, HIGH_16, n - 16, v->u8, 64);
        return;
    }
    set_low(c, n, v);
    if (encoding == TRAP_LEGACY)
        return;
    set(c, AVX, n, v->u8 + 16, 16);
    set(c, HIGH_256, n, v->u8 + 32, 32);
}

enum { FLAG_CF = 1, FLAG_PF = 4, FLAG_AF = 16, FLAG_ZF = 64, FLAG_SF = 128, FLAG_OF = 2048 };

static void set_flags(const struct context *c, uint64_t v)
{
    enum { ALL = FLAG_CF | FLAG_PF | FLAG_ZF | FLAG_AF | FLAG_SF | FLAG_OF };
    c->gregs[REG_EFL] = (c->gregs[REG_EFL] & ~(greg_t)ALL) | (greg_t)v;
}

/* ---- the instruction ---- */

static union trap_vector load(const struct trap_insn *x)
{
    union trap_vector v = { .u64 = { 0 } };
    unsigned bytes = ir_bits(x->from) / 8;
    if (!x->broadcast)
        memcpy(v.u8, (const void *)x->address, x->lanes * bytes);
    for (unsigned i = 0; x->broadcast && i < x->lanes; i++)
        memcpy(v.u8 + (size_t)i * bytes, (const void *)x->address, bytes);
    return v;
}

static struct trap_operands take_operands(const struct context *c, const struct trap_insn *x)
{
    struct trap_operands o = { .active = ~UINT64_C(0) };
    if (x->result == TRAP_VECTOR)
        o.destination = get_vector(c, x->destination);
    o.first = get_vector(c, x->first);
    o.second = x->has_memory && x->result != TRAP_MEMORY ? load(x) : get_vector(c, x->second);
    if (x->mask) {
        o.active = 0;
        get(c, OPMASK, x->mask, &o.active, 8);
    }
    return o;
}

/* The destination before any lane has been put into it. */
static union trap_vector background(const struct trap_insn *x, const struct trap_operands *o)
{
    union trap_vector v = { .u64 = { 0 } };
    unsigned bytes = ir_bits(x->to) / 8;
    if (x->result != TRAP_VECTOR)
        return v;
    if (x->scalar)
        memcpy(v.u8, x->form ? o->destination.u8 : o->first.u8, 16);
    for (unsigned i = 0; x->mask && i < x->lanes; i++) {
        memset(v.u8 + (size_t)i * bytes, 0, bytes);
        if (!x->zeroing)
            memcpy(v.u8 + (size_t)i * bytes, o->destination.u8 + (size_t)i * bytes, bytes);
    }
    return v;
}

static void store(const struct trap_insn *x, uint64_t active, const union trap_vector *v)
{
    unsigned bytes = ir_bits(x->to) / 8;
    for (unsigned i = 0; i < x->lanes; i++)
        if (active >> i & 1)
            memcpy((uint8_t *)x->address + (size_t)i * bytes, v->u8 + (size_t)i * bytes, bytes);
}

static void put_result(const struct context *c, const struct trap_insn *x, uint64_t active,
                       const union trap_vector *v)
{
    switch (x->result) {
    case TRAP_VECTOR:
        set_vector(c, x->destination, v, x->encoding);
        break;
    case TRAP_GENERAL:
        c->gregs[trap_greg_of[x->destination]] = (greg_t)v->u64[0];
        break;
    case TRAP_MASK:
        set(c, OPMASK, x->destination & 7, v->u8, 8);
        break;
    case TRAP_FLAGS:
        set_flags(c, v->u64[0]);
        break;
    case TRAP_MEMORY:
        store(x, active, v);
        break;
    }
}

static enum ir_round rounding(const struct context *c)
{
    static const uint8_t of[] = { IR_ROUND_NEAREST, IR_ROUND_DOWN, IR_ROUND_UP, IR_ROUND_ZERO };
    return of[c->fp->mxcsr >> MXCSR_ROUND & 3];
}

static void go_on(const struct context *c, const struct trap_insn *x)
{
    c->gregs[REG_RIP] += x->length;
    c->fp->mxcsr &= ~(uint32_t)MXCSR_INVALID;
}

bool mach_trap_complete(struct ir_state *s, enum ir_nan rule, void *ucontext)
{
    struct context c = context_of(ucontext);
    struct trap_insn x;
    if (!trap_decode(&x, (const uint8_t *)c.gregs[REG_RIP], c.gregs))
        return false;
    struct trap_operands o = take_operands(&c, &x);
    union trap_vector v = background(&x, &o);
    trap_eval(&x, &o, rule, rounding(&c), &s->fp, &v);
    put_result(&c, &x, o.active, &v);
    go_on(&c, &x);
    return true;
}

void mach_fpu_complete(void *ucontext, const union ir_value *result, bool read)
{
    struct context c = context_of(ucontext);
    union trap_vector v = { .u64 = { result->u64[0], result->u64[1] } };
    struct trap_insn x;
    bool known = trap_decode(&x, (const uint8_t *)c.gregs[REG_RIP], c.gregs);
    bug_on(!known, "a trap of an instruction that is not known");
    if (read) {
        x.result = TRAP_VECTOR;
        x.destination = x.second;
    }
    if (x.result == TRAP_FLAGS) /* comparisons trap when they are unordered only */
        v.u64[0] = FLAG_CF | FLAG_PF | FLAG_ZF;
    put_result(&c, &x, ~UINT64_C(0), &v);
    go_on(&c, &x);
}
