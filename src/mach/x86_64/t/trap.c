/* Every FP instruction that can trap (trap.def) in all its forms, executed twice on the same registers
   and memory: with the invalid-operation exception masked, and with it unmasked under a handler that calls
   mach_trap_complete. Afterwards all registers, the memory and the flags must be the same, but for NaNs
   that arithmetic has made: those must be what ir_eval makes of the IR op and the operands. Operands are
   NaNs of all kinds, infinities, zeroes, denormals, and numbers that are ordinary or too large for an
   integer. Prints what differs and, last, the counts. */
#define _GNU_SOURCE
#include <cpuid.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

#include "ir/state.h"
#include "mach/engine.h"

/* ---- the instructions: 32 bytes each, a `ret` behind ---- */

/* Registers' names in the forms of a row: low ones, high ones, and those that only EVEX has. */
#define NO     "", "", "", ""
#define XMM    "%xmm1", "%xmm9", "%xmm17", "%xmm25"
#define YMM    "%ymm1", "%ymm9", "%ymm17", "%ymm25"
#define ZMM    "%zmm1", "%zmm9", "%zmm17", "%zmm25"
#define XMM_2  "%xmm2", "%xmm10", "%xmm18", "%xmm26"
#define YMM_2  "%ymm2", "%ymm10", "%ymm18", "%ymm26"
#define XMM_3  ", %xmm3", ", %xmm11", ", %xmm19", ", %xmm27"
#define YMM_3  ", %ymm3", ", %ymm11", ", %ymm19", ", %ymm27"
#define ZMM_3  ", %zmm3", ", %zmm11", ", %zmm19", ", %zmm27"
#define OPMASK "%k1", "%k6", "%k1", "%k6"
#define R32    "%eax", "%r11d", "%eax", "%r11d"
#define R64    "%rax", "%r11", "%rax", "%r11"

/* Memory operands: all of them `trap_data`, but for the one on the stack, which is a copy. */
#define AT_RSI   "0x40(%rsi)"
#define AT_INDEX "0x1000(%r13,%r9,8)"
#define AT_RSP   "-128(%rsp)"
#define AT_RIP   "trap_data(%rip)"
#define AT_R12   "(%r12)"
#define AT_RBP   "-0x40(%rbp)"

/* clang-format off */
#define STUB(text) ".balign 32\n" text "\nret\n"
#define STUBS_SSE(mn, imm, d1, d9, d17, d25, s3, s11, s19, s27, r, bc, ...) \
    STUB(mn " " imm "%" r "mm2" s3 ", " d1) STUB(mn " " imm "%" r "mm10" s11 ", " d9) \
    STUB(mn " " imm AT_RSI s3 ", " d1)      STUB(mn " " imm AT_INDEX s11 ", " d9) \
    STUB(mn " " imm AT_RSP s3 ", " d1)      STUB(mn " " imm AT_RIP s11 ", " d9) \
    STUB(mn " " imm AT_R12 s3 ", " d1)      STUB(mn " " imm AT_RBP s11 ", " d9)
#define STUBS_VEX STUBS_SSE
#define STUBS_EVEX_PLAIN(mn, imm, d1, d9, d17, d25, s3, s11, s19, s27, r, bc, ...) \
    STUB(mn " " imm "%" r "mm18" s19 ", " d17) STUB(mn " " imm "%" r "mm26" s27 ", " d25) \
    STUB("{evex} " mn " " imm AT_RSI s19 ", " d17)   STUB("{evex} " mn " " imm AT_INDEX s27 ", " d25) \
    STUB("{evex} " mn " " imm AT_RSP s19 ", " d17)   STUB("{evex} " mn " " imm AT_RIP s27 ", " d25)
#define STUBS_MASKED(z, mn, imm, d1, d9, d17, d25, s3, s11, s19, s27, r, bc, ...) \
    STUB(mn " " imm "%" r "mm2" s3 ", " d1 "{%k3}") STUB(mn " " imm "%" r "mm26" s27 ", " d9 z) \
    STUB("{evex} " mn " " imm AT_RSI bc s19 ", " d17)  STUB(mn " " imm AT_INDEX bc s19 ", " d1 "{%k5}")
#define STUBS_EVEX(...) STUBS_EVEX_PLAIN(__VA_ARGS__) STUBS_MASKED("{%k3}{z}", __VA_ARGS__)
#define STUBS_EVEX_MASK(...) STUBS_EVEX_PLAIN(__VA_ARGS__) STUBS_MASKED("{%k3}", __VA_ARGS__)
#define STUBS_HALF(mn, imm, d2, d10, d18, d26, s3, s11, s19, s27, r, bc, ...) \
    STUB(mn " " imm "%" r "mm1, " d2)      STUB(mn " " imm "%" r "mm9, " d10) \
    STUB(mn " " imm "%" r "mm1, " AT_RSI)  STUB(mn " " imm "%" r "mm9, " AT_INDEX)
#define STUBS_EVEX_HALF(mn, imm, d2, d10, d18, d26, s3, s11, s19, s27, r, bc, ...) \
    STUB(mn " " imm "%" r "mm17, " d18)        STUB(mn " " imm "%" r "mm25, " d26) \
    STUB(mn " " imm "%" r "mm17, " AT_RSI)     STUB(mn " " imm "%" r "mm25, " AT_INDEX) \
    STUB(mn " " imm "%" r "mm1, " d2 "{%k3}")  STUB(mn " " imm "%" r "mm25, " d10 "{%k3}{z}") \
    STUB(mn " " imm "%" r "mm9, " AT_RSI "{%k5}")
#define APPLY(macro, arguments) macro arguments
#define ROW(kind, ...) APPLY(STUBS_##kind, (__VA_ARGS__))
__asm__(".text\n.balign 32\ntrap_stubs:\n"
#include "trap.def"
        ".data\n.balign 64\ntrap_data: .fill 64, 1, 0\n.text\n");
#undef ROW
/* clang-format on */
extern const uint8_t trap_stubs[];
extern uint8_t trap_data[64];

enum kind { SSE, VEX, EVEX, EVEX_PLAIN, EVEX_MASK, HALF, EVEX_HALF, KINDS };

/* What the forms of each kind are, in the order of the macros: registers of the destination, the first
   operand and the second one; whether the latter (of HALF the destination) is memory, one lane of it, and
   the opmask register. */
struct form {
    uint8_t d, s, m;
    bool memory, broadcast;
    uint8_t mask;
};
/* clang-format off */
#define REGISTERS(d, s, m, mask) { d, s, m, false, false, mask }
#define MEMORY(d, s, m, mask)    { d, s, m, true, false, mask }
#define BROADCAST(d, s, mask)    { d, s, 0, true, true, mask }
static const struct form plain[] = {
    REGISTERS(1, 3, 2, 0), REGISTERS(9, 11, 10, 0), MEMORY(1, 3, 0, 0), MEMORY(9, 11, 0, 0),
    MEMORY(1, 3, 0, 0),    MEMORY(9, 11, 0, 0),     MEMORY(1, 3, 0, 0), MEMORY(9, 11, 0, 0),
};
static const struct form evex[] = {
    REGISTERS(17, 19, 18, 0), REGISTERS(25, 27, 26, 0), MEMORY(17, 19, 0, 0), MEMORY(25, 27, 0, 0),
    MEMORY(17, 19, 0, 0),     MEMORY(25, 27, 0, 0),
    REGISTERS(1, 3, 2, 3),    REGISTERS(9, 27, 26, 3),  BROADCAST(17, 19, 0), BROADCAST(1, 19, 5),
};
static const struct form half[] = {
    REGISTERS(2, 0, 1, 0),    REGISTERS(10, 0, 9, 0),   MEMORY(0, 0, 1, 0),   MEMORY(0, 0, 9, 0),
};
static const struct form evex_half[] = {
    REGISTERS(18, 0, 17, 0),  REGISTERS(26, 0, 25, 0),  MEMORY(0, 0, 17, 0),  MEMORY(0, 0, 25, 0),
    REGISTERS(2, 0, 1, 3),    REGISTERS(10, 0, 25, 3),  MEMORY(0, 0, 9, 5),
};
/* clang-format on */
static const struct {
    const struct form *form;
    unsigned count;
} forms[KINDS] = {
    [SSE] = { plain, 8 },       [VEX] = { plain, 8 }, [EVEX] = { evex, 10 },
    [EVEX_PLAIN] = { evex, 6 }, [HALF] = { half, 4 }, [EVEX_HALF] = { evex_half, 7 },
    [EVEX_MASK] = { evex, 10 },
};

enum { NEGATE_A = 1, NEGATE_C = 2, SUBTRACT_EVEN = 4 };

struct row {
    enum kind kind;
    const char *name, *immediate, *destination, *width;
    bool broadcast;
    enum ir_op op;
    ir_type to, from;
    const char *where;
    unsigned extra; /* of odd lanes << 4 | of even lanes */
};
#define ROW_OF(kind, mn, imm, d1, d9, d17, d25, s3, s11, s19, s27, r, bc, op, to, from, where, \
               extra) \
    { kind, mn, imm, d1, r, sizeof(bc) > 1, IR_##op, IR_##to, IR_##from, where, extra },
#define ROW(...) APPLY(ROW_OF, (__VA_ARGS__))
static const struct row rows[] = {
#include "trap.def"
};
#undef ROW
enum { ROWS = sizeof rows / sizeof *rows };

static unsigned bits_of(ir_type t)
{
    return ir_bits(t);
}

static unsigned width_of(char letter)
{
    return letter == 'z' ? 512 : letter == 'y' ? 256 : 128;
}

static bool is_scalar(const struct row *r)
{
    return strstr(r->name, "ss") || strstr(r->name, "sd");
}

static unsigned lanes_of(const struct row *r)
{
    unsigned in = width_of(*r->width) / bits_of(r->from);
    unsigned out = width_of(r->destination[1]) / bits_of(r->to);
    return is_scalar(r) ? 1 : in < out ? in : out;
}

/* ---- the machine ---- */

enum { AREA = 4096, XSAVED = 0xe6, SSE_AND_AVX = 6 };

struct machine {
    uint64_t insn, mask, flags;
    uint64_t gpr[16];
    uint32_t mxcsr, own_mxcsr;
    uint64_t padding[3];
    uint8_t data[64];
    _Alignas(64) uint8_t area[AREA]; /* as XSAVE has it: all vector registers */
};
static_assert(offsetof(struct machine, gpr) == 24, "trap_run");
static_assert(offsetof(struct machine, own_mxcsr) == 156, "trap_run");
static_assert(offsetof(struct machine, data) == 184, "trap_run");
static_assert(offsetof(struct machine, area) == 256, "trap_run");

/* Loads everything, calls the instruction, stores everything. */
void trap_run(struct machine *m);
__asm__(".text\ntrap_run:\n"
        "push %rbx\npush %rbp\npush %r12\npush %r13\npush %r14\npush %r15\n"
        "push %rdi\npushq (%rdi)\n"
        "movups 184(%rdi), %xmm0\nmovups %xmm0, -136(%rsp)\n"
        "movups 200(%rdi), %xmm0\nmovups %xmm0, -120(%rsp)\n"
        "movups 216(%rdi), %xmm0\nmovups %xmm0, -104(%rsp)\n"
        "movups 232(%rdi), %xmm0\nmovups %xmm0, -88(%rsp)\n"
        "mov 8(%rdi), %rax\nxor %edx, %edx\nxrstor64 256(%rdi)\n"
        "pushq 16(%rdi)\npopfq\n"
        "mov 24(%rdi), %rax\nmov 32(%rdi), %rcx\nmov 40(%rdi), %rdx\nmov 48(%rdi), %rbx\n"
        "mov 64(%rdi), %rbp\nmov 72(%rdi), %rsi\nmov 88(%rdi), %r8\nmov 96(%rdi), %r9\n"
        "mov 104(%rdi), %r10\nmov 112(%rdi), %r11\nmov 120(%rdi), %r12\nmov 128(%rdi), %r13\n"
        "mov 136(%rdi), %r14\nmov 144(%rdi), %r15\nmov 80(%rdi), %rdi\n"
        "call *(%rsp)\n"
        "pushfq\npush %rdi\nmov 24(%rsp), %rdi\npopq 80(%rdi)\npopq 16(%rdi)\n"
        "mov %rax, 24(%rdi)\nmov %rcx, 32(%rdi)\nmov %rdx, 40(%rdi)\nmov %rbx, 48(%rdi)\n"
        "mov %rbp, 64(%rdi)\nmov %rsi, 72(%rdi)\nmov %r8, 88(%rdi)\nmov %r9, 96(%rdi)\n"
        "mov %r10, 104(%rdi)\nmov %r11, 112(%rdi)\nmov %r12, 120(%rdi)\nmov %r13, 128(%rdi)\n"
        "mov %r14, 136(%rdi)\nmov %r15, 144(%rdi)\n"
        "stmxcsr 152(%rdi)\nmov 8(%rdi), %rax\nxor %edx, %edx\nxsave64 256(%rdi)\n"
        "ldmxcsr 156(%rdi)\nadd $8, %rsp\npop %rdi\n"
        "pop %r15\npop %r14\npop %r13\npop %r12\npop %rbp\npop %rbx\ncld\nret\n");

/* A vector register in the area, n bytes at a time: where its part of 16, 16 or 32 bytes is. */
struct layout {
    unsigned opmask, high_256, high_16; /* offsets */
};

static unsigned offset_of(unsigned component)
{
    unsigned size, offset, c, d;
    __cpuid_count(0xd, component, size, offset, c, d);
    return offset;
}

static void gather(const struct layout *l, const uint8_t *area, unsigned n, union ir_value v[4])
{
    uint8_t *to = (uint8_t *)v;
    if (n >= 16) {
        memcpy(to, area + l->high_16 + (size_t)(n - 16) * 64, 64);
        return;
    }
    memcpy(to, area + 160 + (size_t)n * 16, 16);
    memcpy(to + 16, area + 576 + (size_t)n * 16, 16);
    memcpy(to + 32, area + l->high_256 + (size_t)n * 32, 32);
}

/* ---- operands ---- */

static const uint64_t special64[] = {
    0x0000000000000000, 0x8000000000000000, 0x0000000000000001, 0x800fffffffffffff,
    0x0010000000000000, 0x3ff0000000000000, 0xbff8000000000000, 0x4004000000000000,
    0x7fefffffffffffff, 0xffefffffffffffff, 0x7ff0000000000000, 0xfff0000000000000,
    0x7ff8000000000000, 0xfff8000000000000, 0x7ff8000000001234, 0xfffc00000abcdef0,
    0x7ff0000000000001, 0xfff4000000005678, 0x7ff4dead00000000, 0x41dfffffffe00000,
    0x41e0000000000000, 0xc1e0000000200000, 0x43e0000000000000, 0xc3e0000000000000,
    0x43f0000000000000, 0xbfe0000000000000, 0x3ca0000000000001, 0x47efffffffffffff,
    0x3690000000000000,
};
static const uint32_t special32[] = {
    0x00000000, 0x80000000, 0x00000001, 0x807fffff, 0x00800000, 0x3f800000, 0xbfc00000, 0x40200000,
    0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7fc01234, 0xffe5a5a5,
    0x7f800001, 0xffa05678, 0x7fa0dead, 0x4f000000, 0x4effffff, 0xcf000001, 0x5f000000, 0xdf000000,
    0x5f800000, 0x4f800000, 0xbf000000, 0x477fefff, 0x33000001, 0x387fffff,
};
static const uint16_t special16[] = {
    0x0000, 0x8000, 0x0001, 0x83ff, 0x0400, 0x3c00, 0xbe00, 0x7bff,
    0x7c00, 0xfc00, 0x7e00, 0xfe12, 0x7c01, 0xfd55, 0x7d00, 0x4500,
};

struct bench {
    struct layout layout;
    uint64_t host; /* components of XSAVED that it has */
    uint64_t random;
    struct ir_state state;
    enum ir_nan rule;
    unsigned traps;
    bool refused;
};

static uint64_t random_bits(struct bench *t)
{
    t->random ^= t->random << 13;
    t->random ^= t->random >> 7;
    t->random ^= t->random << 17;
    return t->random * UINT64_C(0x2545f4914f6cdd1d);
}

#define PICK(table, t) table[(random_bits(t) >> 33) % (sizeof(table) / sizeof *(table))]

static uint64_t random_lane(struct bench *t, unsigned bits)
{
    if (random_bits(t) >> 62 == 0)
        return bits == 64 ? 0x3ff4000000000000 : bits == 32 ? 0x40490fdb : 0x4248;
    return bits == 64 ? PICK(special64, t) : bits == 32 ? PICK(special32, t) : PICK(special16, t);
}

static void fill_lanes(struct bench *t, uint8_t *to, size_t bytes, unsigned bits)
{
    for (size_t i = 0; i < bytes; i += bits / 8) {
        uint64_t lane = random_lane(t, bits);
        memcpy(to + i, &lane, bits / 8);
    }
}

/* Registers and memory of operands for lanes of that many bits. Components but the first are sometimes in
   their initial state. */
static void fill(struct bench *t, struct machine *m, unsigned bits)
{
    memset(m, 0, sizeof *m);
    m->mask = t->host;
    m->own_mxcsr = 0x1f80;
    uint64_t in_use = t->host;
    if (random_bits(t) >> 63)
        in_use &= random_bits(t) | 2;
    fill_lanes(t, m->data, sizeof m->data, bits);
    fill_lanes(t, m->area + 160, 256, bits);
    memcpy(m->area + 512, &in_use, 8);
    if (in_use & 4)
        fill_lanes(t, m->area + 576, 256, bits);
    if (in_use & 1 << 5)
        for (unsigned i = 0; i < 8; i++)
            *(uint64_t *)(m->area + t->layout.opmask + (size_t)i * 8) = random_bits(t);
    if (in_use & 1 << 6)
        fill_lanes(t, m->area + t->layout.high_256, 512, bits);
    if (in_use & 1 << 7)
        fill_lanes(t, m->area + t->layout.high_16, 1024, bits);
    for (unsigned i = 0; i < 16; i++)
        m->gpr[i] = random_bits(t);
    m->gpr[5] = (uintptr_t)trap_data + 0x40;
    m->gpr[6] = (uintptr_t)trap_data - 0x40;
    m->gpr[9] = 5;
    m->gpr[12] = (uintptr_t)trap_data;
    m->gpr[13] = (uintptr_t)trap_data - 0x1000 - 40;
    m->flags = 0x202 | (random_bits(t) & 0x8d5);
}

/* ---- running ---- */

static struct bench *handlers_bench; /* a handler has no argument */

static void on_trap(int signal, siginfo_t *info, void *ucontext)
{
    struct bench *t = handlers_bench;
    (void)signal, (void)info;
    t->traps++;
    if (!mach_trap_complete(&t->state, t->rule, ucontext)) {
        t->refused = true; /* go on masked */
        ((ucontext_t *)ucontext)->uc_mcontext.fpregs->mxcsr |= 0x80;
    }
}

static void set_mxcsr(struct machine *m, uint32_t mxcsr)
{
    memcpy(m->area + 24, &mxcsr, 4);
}

static void execute(struct machine *m, const uint8_t *insn)
{
    m->insn = (uintptr_t)insn;
    memcpy(trap_data, m->data, sizeof m->data);
    trap_run(m);
    memcpy(m->data, trap_data, sizeof m->data);
}

/* ---- judging ---- */

struct trial {
    const struct row *row;
    const struct form *form;
    struct machine before, masked, trapped;
};

static uint64_t lane_at(const void *v, unsigned bits, unsigned i)
{
    uint64_t x = 0;
    memcpy(&x, (const uint8_t *)v + (size_t)i * (bits / 8), bits / 8);
    return x;
}

static bool is_nan(ir_type t, uint64_t v)
{
    uint64_t infinity = t == IR_F64 ? 0x7ff0000000000000 : t == IR_F32 ? 0x7f800000 : 0x7c00;
    return (v & ~(UINT64_C(1) << (ir_bits(t) - 1))) > infinity;
}

/* Lane i of the operand that a letter stands for. */
static uint64_t operand(const struct bench *t, const struct trial *r, char where, unsigned i)
{
    union ir_value v[4];
    const struct form *f = r->form;
    bool of_memory = where == 'M' && f->memory && r->row->kind != HALF && r->row->kind != EVEX_HALF;
    if (of_memory)
        memcpy(v, r->before.data, sizeof v);
    else
        gather(&t->layout, r->before.area, where == 'D' ? f->d : where == 'S' ? f->s : f->m, v);
    return lane_at(v, bits_of(r->row->from),
                   of_memory && f->broadcast && r->row->broadcast ? 0 : i);
}

/* Lane i of the result, when it is a NaN. */
static uint64_t expected_nan(struct bench *t, const struct trial *r, unsigned i)
{
    const struct row *row = r->row;
    union ir_value v[3] = { { .u64 = { 0 } } }, result = { .u64 = { 0 } };
    struct ir_fpenv env = t->state.fp;
    unsigned extra = i & 1 ? row->extra >> 4 : row->extra & 15, n = 128 / bits_of(row->from);
    uint64_t sign = UINT64_C(1) << (bits_of(row->from) - 1);
    enum ir_op op = extra & SUBTRACT_EVEN ? IR_fsub : row->op;
    for (unsigned k = 0; row->where[k] && *row->where != 'H'; k++)
        v[k].u64[0] = operand(t, r, row->where[k], i);
    for (unsigned k = 0; *row->where == 'H' && k < 2; k++)
        v[k].u64[0] =
            operand(t, r, i % n < n / 2 ? row->where[1] : 'M', i / n * n + i % (n / 2) * 2 + k);
    v[0].u64[0] ^= extra & NEGATE_A ? sign : 0;
    v[2].u64[0] ^= extra & NEGATE_C ? sign : 0;
    ir_eval(op, row->to, row->from, IR_FP(t->rule, IR_ROUND_DYNAMIC, 0), &result, &v[0], &v[1],
            &v[2], &env);
    return lane_at(&result, bits_of(row->to), 0);
}

static uint64_t active_lanes(const struct bench *t, const struct trial *r)
{
    uint64_t active = ~UINT64_C(0);
    if (r->form->mask)
        memcpy(&active, r->before.area + t->layout.opmask + (size_t)r->form->mask * 8, 8);
    return active;
}

/* Where lane i of the destination is in a machine. */
static uint8_t *result_at(const struct bench *t, const struct trial *r, struct machine *m,
                          unsigned i)
{
    unsigned at = i * (bits_of(r->row->to) / 8), d = r->form->d;
    if (r->form->memory && (r->row->kind == HALF || r->row->kind == EVEX_HALF))
        return m->data + at;
    if (d >= 16)
        return m->area + t->layout.high_16 + (size_t)(d - 16) * 64 + at;
    return m->area + (at < 16   ? 160 + d * 16 + at
                      : at < 32 ? 576 + d * 16 + at - 16
                                : t->layout.high_256 + d * 32 + at - 32);
}

/* Checks the NaNs that arithmetic has made, and makes them the host's. */
static bool check_nans(struct bench *t, struct trial *r)
{
    const struct row *row = r->row;
    uint64_t active = active_lanes(t, r);
    bool good = true;
    for (unsigned i = 0; row->op != IR_nop && i < lanes_of(row); i++) {
        unsigned bytes = bits_of(row->to) / 8;
        uint64_t host = 0, guest = 0;
        memcpy(&host, result_at(t, r, &r->masked, i), bytes);
        memcpy(&guest, result_at(t, r, &r->trapped, i), bytes);
        if (!(active >> i & 1) || !is_nan(row->to, host))
            continue;
        good = good && guest == expected_nan(t, r, i);
        memcpy(result_at(t, r, &r->trapped, i), &host, bytes);
    }
    return good;
}

/* All flags; for Arm, tiny results are found before they are rounded. */
static bool same_flags(const struct bench *t, const struct trial *r)
{
    uint32_t host = mach_fpu_flags(r->masked.mxcsr);
    uint32_t guest = mach_fpu_flags(r->trapped.mxcsr) | t->state.fp.flags;
    uint32_t rest = t->rule == IR_NAN_ARM ? guest & IR_FPX_UNDERFLOW : 0;
    return (host | rest) == guest && !((r->masked.flags ^ r->trapped.flags) & 0x8d5) &&
           !(r->trapped.mxcsr & 1) &&
           (r->masked.mxcsr & 0xffc0) == (r->trapped.mxcsr & 0xffc0) + 0x80;
}

/* The area's legacy part without MXCSR, and what is behind its header. */
static bool same_registers(const struct machine *a, const struct machine *b)
{
    return !memcmp(a->gpr, b->gpr, sizeof a->gpr) && !memcmp(a->data, b->data, sizeof a->data) &&
           !memcmp(a->area + 160, b->area + 160, 256) &&
           !memcmp(a->area + 576, b->area + 576, AREA - 576);
}

static bool check(struct bench *t, struct trial *r, const uint8_t *insn)
{
    enum { MASKED = 0x1f80, TRAPPING = 0x1f00, ROUND = 13 };
    uint32_t round = random_bits(t) >> 62;
    static const uint8_t mode[] = { IR_ROUND_NEAREST, IR_ROUND_DOWN, IR_ROUND_UP, IR_ROUND_ZERO };
    fill(t, &r->before, bits_of(r->row->from));
    r->masked = r->trapped = r->before;
    set_mxcsr(&r->masked, MASKED | round << ROUND);
    set_mxcsr(&r->trapped, TRAPPING | round << ROUND);
    t->rule = random_bits(t) >> 63 ? IR_NAN_ARM : IR_NAN_RISCV;
    t->state.fp = (struct ir_fpenv){ .mode = mode[round] };
    unsigned before = t->traps;
    execute(&r->masked, insn);
    execute(&r->trapped, insn);
    bool trapped = r->masked.mxcsr & 1;
    if (t->refused || t->traps - before != trapped)
        return false;
    return (!trapped || check_nans(t, r)) && (!trapped || same_flags(t, r)) &&
           same_registers(&r->masked, &r->trapped);
}

static bool test_form(struct bench *t, const struct row *row, unsigned form, const uint8_t *insn)
{
    enum { CASES = 20, MOST = 600 };
    struct trial r = { .row = row, .form = &forms[row->kind].form[form] };
    unsigned wrong = 0, cases = 0;
    t->traps = 0;
    t->refused = false;
    for (; cases < CASES || (!t->traps && cases < MOST); cases++)
        wrong += !check(t, &r, insn);
    if (!wrong && t->traps)
        return true;
    printf("FAILED: %s %s form %u: %s, %u of %u cases differ\n", row->name, row->immediate, form,
           t->refused ? "not known"
           : t->traps ? "trapped"
                      : "never trapped",
           wrong, cases);
    return false;
}

/* Components of the XSAVE area by the instructions that need them. */
static bool has(const struct bench *t, enum kind kind)
{
    uint64_t needs = kind == SSE ? 0 : kind == VEX || kind == HALF ? SSE_AND_AVX : XSAVED;
    return (t->host & needs) == needs;
}

static void find_host(struct bench *t)
{
    unsigned a, b, c = 0, d;
    __cpuid(1, a, b, c, d);
    bool fused = (c & bit_FMA) && (c & bit_F16C);
    if (!(c & bit_OSXSAVE))
        return;
    __asm__("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
    t->host = a & XSAVED;
    if (!__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl"))
        t->host &= SSE_AND_AVX;
    if (!fused)
        t->host &= 2;
    if (t->host & 1 << 5)
        t->layout = (struct layout){ offset_of(5), offset_of(6), offset_of(7) };
}

int main(void)
{
    struct bench t = { .random = 0x9e3779b97f4a7c15 };
    struct sigaction action = { .sa_sigaction = on_trap, .sa_flags = SA_SIGINFO };
    unsigned passed = 0, failed = 0, skipped = 0;
    const uint8_t *insn = trap_stubs;
    handlers_bench = &t;
    sigaction(SIGFPE, &action, NULL);
    find_host(&t);
    for (unsigned i = 0; i < ROWS; i++)
        for (unsigned form = 0; form < forms[rows[i].kind].count; form++, insn += 32) {
            if (!t.host || !has(&t, rows[i].kind))
                skipped++;
            else
                *(test_form(&t, &rows[i], form, insn) ? &passed : &failed) += 1;
        }
    printf("%u passed, %u failed, %u skipped\n", passed, failed, skipped);
    return failed != 0;
}
