/* The x86 FP instructions that may trap: from bytes to struct trap_insn. The names in the table are the
   manual's; a row is found by opcode map, mandatory prefix and opcode, and W where it makes a
   difference. Next: trap_eval.c. */
#define _GNU_SOURCE
#include "mach/x86_64/trap.h"

#include <string.h>

/* ---- the table ---- */

enum { PLAIN, P66, PF3, PF2 }; /* as VEX has them */
enum { W0, W1, ANY_W };
enum { SCALAR = 1, IMMEDIATE = 2, GENERAL = 4 };
enum {
    OLD = TRAP_LEGACY | TRAP_VEX,
    ALL = OLD | TRAP_EVEX,
    NEW = TRAP_EVEX,
    CODED = TRAP_VEX | TRAP_EVEX
};

struct row {
    uint8_t map, pp, opcode, w;
    uint8_t op, from, to;
    uint8_t encodings, flags;
};

/* clang-format off */
#define ROW(map, pp, w, opcode, op, from, to, encodings, flags) \
    { map, pp, opcode, w, op, from, to, encodings, flags },
#define ARITHMETIC(opcode, op, flags) \
    ROW(1, PLAIN, ANY_W, opcode, op, IR_F32, IR_F32, ALL, flags) \
    ROW(1, P66,   ANY_W, opcode, op, IR_F64, IR_F64, ALL, flags) \
    ROW(1, PF3,   ANY_W, opcode, op, IR_F32, IR_F32, ALL, (flags) | SCALAR) \
    ROW(1, PF2,   ANY_W, opcode, op, IR_F64, IR_F64, ALL, (flags) | SCALAR)
#define HORIZONTAL(opcode, op) \
    ROW(1, P66,   ANY_W, opcode, op, IR_F64, IR_F64, OLD, 0) \
    ROW(1, PF2,   ANY_W, opcode, op, IR_F32, IR_F32, OLD, 0)
#define TO_GENERAL(opcode, op, encodings) \
    ROW(1, PF3,   W0,    opcode, op, IR_F32, IR_I32, encodings, GENERAL) \
    ROW(1, PF3,   W1,    opcode, op, IR_F32, IR_I64, encodings, GENERAL) \
    ROW(1, PF2,   W0,    opcode, op, IR_F64, IR_I32, encodings, GENERAL) \
    ROW(1, PF2,   W1,    opcode, op, IR_F64, IR_I64, encodings, GENERAL)

static const struct row rows[] = {
    ARITHMETIC(0x51, TRAP_SQRT, 0)
    ARITHMETIC(0x58, TRAP_ADD, 0)
    ARITHMETIC(0x59, TRAP_MUL, 0)
    ARITHMETIC(0x5c, TRAP_SUB, 0)
    ARITHMETIC(0x5d, TRAP_MIN, 0)
    ARITHMETIC(0x5e, TRAP_DIV, 0)
    ARITHMETIC(0x5f, TRAP_MAX, 0)
    ARITHMETIC(0xc2, TRAP_COMPARE, IMMEDIATE)
    HORIZONTAL(0x7c, TRAP_HADD)
    HORIZONTAL(0x7d, TRAP_HSUB)
    HORIZONTAL(0xd0, TRAP_ADDSUB)
    /* ucomis, comis */
    ROW(1, PLAIN, ANY_W, 0x2e, TRAP_UCOMI, IR_F32, IR_F32, ALL, SCALAR)
    ROW(1, P66,   ANY_W, 0x2e, TRAP_UCOMI, IR_F64, IR_F64, ALL, SCALAR)
    ROW(1, PLAIN, ANY_W, 0x2f, TRAP_COMI,  IR_F32, IR_F32, ALL, SCALAR)
    ROW(1, P66,   ANY_W, 0x2f, TRAP_COMI,  IR_F64, IR_F64, ALL, SCALAR)
    /* roundp*, vrndscalep* */
    ROW(3, P66,   ANY_W, 0x08, TRAP_ROUND, IR_F32, IR_F32, ALL, IMMEDIATE)
    ROW(3, P66,   ANY_W, 0x09, TRAP_ROUND, IR_F64, IR_F64, ALL, IMMEDIATE)
    ROW(3, P66,   ANY_W, 0x0a, TRAP_ROUND, IR_F32, IR_F32, ALL, IMMEDIATE | SCALAR)
    ROW(3, P66,   ANY_W, 0x0b, TRAP_ROUND, IR_F64, IR_F64, ALL, IMMEDIATE | SCALAR)
    /* cvtps2pd cvtpd2ps cvtss2sd cvtsd2ss, vcvtph2ps vcvtps2ph */
    ROW(1, PLAIN, ANY_W, 0x5a, TRAP_CONVERT, IR_F32, IR_F64, ALL, 0)
    ROW(1, P66,   ANY_W, 0x5a, TRAP_CONVERT, IR_F64, IR_F32, ALL, 0)
    ROW(1, PF3,   ANY_W, 0x5a, TRAP_CONVERT, IR_F32, IR_F64, ALL, SCALAR)
    ROW(1, PF2,   ANY_W, 0x5a, TRAP_CONVERT, IR_F64, IR_F32, ALL, SCALAR)
    ROW(2, P66,   W0,    0x13, TRAP_CONVERT, IR_F16, IR_F32, CODED, 0)
    ROW(3, P66,   W0,    0x1d, TRAP_CONVERT, IR_F32, IR_F16, CODED, IMMEDIATE)
    /* cvt(t)s*2si, vcvt(t)s*2usi */
    TO_GENERAL(0x2d, TRAP_TO_SIGNED, ALL)
    TO_GENERAL(0x2c, TRAP_TRUNCATE_SIGNED, ALL)
    TO_GENERAL(0x79, TRAP_TO_UNSIGNED, NEW)
    TO_GENERAL(0x78, TRAP_TRUNCATE_UNSIGNED, NEW)
    /* cvt(t)ps2dq, cvt(t)pd2dq */
    ROW(1, P66,   ANY_W, 0x5b, TRAP_TO_SIGNED,       IR_F32, IR_I32, ALL, 0)
    ROW(1, PF3,   ANY_W, 0x5b, TRAP_TRUNCATE_SIGNED, IR_F32, IR_I32, ALL, 0)
    ROW(1, PF2,   ANY_W, 0xe6, TRAP_TO_SIGNED,       IR_F64, IR_I32, ALL, 0)
    ROW(1, P66,   ANY_W, 0xe6, TRAP_TRUNCATE_SIGNED, IR_F64, IR_I32, ALL, 0)
    /* vcvt(t)p*2udq */
    ROW(1, PLAIN, W0,    0x79, TRAP_TO_UNSIGNED,       IR_F32, IR_I32, NEW, 0)
    ROW(1, PLAIN, W1,    0x79, TRAP_TO_UNSIGNED,       IR_F64, IR_I32, NEW, 0)
    ROW(1, PLAIN, W0,    0x78, TRAP_TRUNCATE_UNSIGNED, IR_F32, IR_I32, NEW, 0)
    ROW(1, PLAIN, W1,    0x78, TRAP_TRUNCATE_UNSIGNED, IR_F64, IR_I32, NEW, 0)
    /* vcvt(t)p*2qq, vcvt(t)p*2uqq */
    ROW(1, P66,   W0,    0x7b, TRAP_TO_SIGNED,         IR_F32, IR_I64, NEW, 0)
    ROW(1, P66,   W1,    0x7b, TRAP_TO_SIGNED,         IR_F64, IR_I64, NEW, 0)
    ROW(1, P66,   W0,    0x7a, TRAP_TRUNCATE_SIGNED,   IR_F32, IR_I64, NEW, 0)
    ROW(1, P66,   W1,    0x7a, TRAP_TRUNCATE_SIGNED,   IR_F64, IR_I64, NEW, 0)
    ROW(1, P66,   W0,    0x79, TRAP_TO_UNSIGNED,       IR_F32, IR_I64, NEW, 0)
    ROW(1, P66,   W1,    0x79, TRAP_TO_UNSIGNED,       IR_F64, IR_I64, NEW, 0)
    ROW(1, P66,   W0,    0x78, TRAP_TRUNCATE_UNSIGNED, IR_F32, IR_I64, NEW, 0)
    ROW(1, P66,   W1,    0x78, TRAP_TRUNCATE_UNSIGNED, IR_F64, IR_I64, NEW, 0)
};
/* clang-format on */

/* Fused multiply-add: opcodes 96..9F are form 132, A6..AF 213, B6..BF 231. By the low digit - 6. */
static const struct {
    uint8_t op;
    bool scalar;
} fused[] = {
    { TRAP_FMADDSUB, false }, { TRAP_FMSUBADD, false }, { TRAP_FMADD, false },
    { TRAP_FMADD, true },     { TRAP_FMSUB, false },    { TRAP_FMSUB, true },
    { TRAP_FNMADD, false },   { TRAP_FNMADD, true },    { TRAP_FNMSUB, false },
    { TRAP_FNMSUB, true },
};

/* ---- prefixes ---- */

struct prefixes {
    unsigned size;               /* with the bytes that name the map */
    unsigned map, pp, w, length; /* length: 0 128 bits, 1 256, 2 512 */
    unsigned r, x, b, v;         /* of registers' numbers; v is all of VEX.vvvv */
    unsigned x_of_register;      /* EVEX.X when ModRM.rm is a register */
    enum trap_encoding encoding;
    unsigned mask;
    bool zeroing, broadcast;
};

static struct prefixes legacy_prefixes(const uint8_t *at)
{
    struct prefixes p = { .encoding = TRAP_LEGACY, .map = 1 };
    for (; at[p.size] == 0x66 || at[p.size] == 0xf2 || at[p.size] == 0xf3; p.size++)
        if (at[p.size] != 0x66)
            p.pp = at[p.size] == 0xf3 ? PF3 : PF2;
        else if (!p.pp)
            p.pp = P66;
    if ((at[p.size] & 0xf0) == 0x40) {
        unsigned rex = at[p.size++];
        p.w = rex >> 3 & 1;
        p.r = rex << 1 & 8;
        p.x = rex << 2 & 8;
        p.b = rex << 3 & 8;
    }
    if (at[p.size++] != 0x0f)
        p.map = 0; /* nothing of ours */
    else if (at[p.size] == 0x38 || at[p.size] == 0x3a)
        p.map = at[p.size++] == 0x38 ? 2 : 3;
    return p;
}

static struct prefixes vex_prefixes(const uint8_t *at)
{
    struct prefixes p = { .encoding = TRAP_VEX, .size = 2, .map = 1 };
    unsigned last = at[1];
    p.r = ~at[1] >> 4 & 8;
    if (at[0] == 0xc4) {
        p.size = 3;
        p.x = ~at[1] >> 3 & 8;
        p.b = ~at[1] >> 2 & 8;
        p.map = at[1] & 31;
        last = at[2];
        p.w = last >> 7;
    }
    p.v = ~last >> 3 & 15;
    p.length = last >> 2 & 1;
    p.pp = last & 3;
    return p;
}

static struct prefixes evex_prefixes(const uint8_t *at)
{
    struct prefixes p = { .encoding = TRAP_EVEX, .size = 4 };
    p.r = (~at[1] >> 4 & 8) | (~at[1] & 16);
    p.x = ~at[1] >> 3 & 8;
    p.x_of_register = p.x << 1;
    p.b = ~at[1] >> 2 & 8;
    p.map = at[1] & 7;
    p.w = at[2] >> 7;
    p.v = (~at[2] >> 3 & 15) | (~at[3] << 1 & 16);
    p.pp = at[2] & 3;
    p.zeroing = at[3] >> 7;
    p.length = at[3] >> 5 & 3;
    p.broadcast = at[3] >> 4 & 1;
    p.mask = at[3] & 7;
    return p;
}

static struct prefixes take_prefixes(const uint8_t *at)
{
    return at[0] == 0xc5 || at[0] == 0xc4 ? vex_prefixes(at)
           : at[0] == 0x62                ? evex_prefixes(at)
                                          : legacy_prefixes(at);
}

/* ---- operands ---- */

const int8_t trap_greg_of[16] = {
    /* in encoding order */
    REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
    REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
};

/* ModRM, SIB and displacement of a memory operand. */
struct memory {
    unsigned length;
    uint64_t base;    /* registers and a displacement of 4 bytes */
    int displacement; /* of 1 byte: EVEX counts in sizes of the operand */
};

static struct memory take_memory(const uint8_t *modrm, const struct prefixes *p,
                                 const greg_t *gregs)
{
    unsigned mod = modrm[0] >> 6, base = modrm[0] & 7;
    struct memory m = { .length = 1 };
    if (base == 4) {
        unsigned sib = modrm[m.length++], index = (sib >> 3 & 7) | p->x;
        base = sib & 7;
        if (index != 4)
            m.base += (uint64_t)gregs[trap_greg_of[index]] << (sib >> 6);
    }
    bool no_base = base == 5 && mod == 0;
    if (!no_base)
        m.base += (uint64_t)gregs[trap_greg_of[base | p->b]];
    if (mod == 1) {
        m.displacement = (int8_t)modrm[m.length++];
    } else if (mod == 2 || no_base) {
        int32_t displacement;
        memcpy(&displacement, modrm + m.length, 4);
        m.base += (uint64_t)(int64_t)displacement;
        m.length += 4;
    }
    return m;
}

/* How many bytes of memory it reads or writes. */
static unsigned memory_size(const struct trap_insn *x)
{
    unsigned bytes = ir_bits(x->result == TRAP_MEMORY ? x->to : x->from) / 8;
    return x->broadcast ? bytes : x->lanes * bytes;
}

/* at: the ModRM byte. Returns how many bytes they take; an address relative to the instruction's end
   is so still. */
static unsigned take_operands(struct trap_insn *x, const uint8_t *at, const struct prefixes *p,
                              const greg_t *gregs)
{
    x->destination = p->r | (at[0] >> 3 & 7);
    if (at[0] >> 6 == 3) {
        x->second = p->x_of_register | p->b | (at[0] & 7);
        return 1;
    }
    struct memory m = take_memory(at, p, gregs);
    int unit = x->encoding == TRAP_EVEX ? (int)memory_size(x) : 1;
    x->has_memory = true;
    x->address = m.base + (uint64_t)(int64_t)(m.displacement * unit);
    return m.length;
}

/* ---- all of it ---- */

static bool matches(const struct row *r, const struct prefixes *p, unsigned opcode)
{
    return r->map == p->map && r->pp == p->pp && r->opcode == opcode &&
           (r->w == ANY_W || r->w == p->w) && (r->encodings & p->encoding);
}

static bool find_fused(struct row *out, const struct prefixes *p, unsigned opcode)
{
    unsigned digit = opcode & 15, form = opcode >> 4;
    if (p->map != 2 || p->pp != P66 || p->encoding == TRAP_LEGACY || digit < 6 || form < 9 ||
        form > 11)
        return false;
    ir_type t = p->w ? IR_F64 : IR_F32;
    *out = (struct row){ .op = fused[digit - 6].op, .from = t, .to = t };
    out->flags = fused[digit - 6].scalar ? SCALAR : 0;
    return true;
}

static bool find_row(struct row *out, const struct prefixes *p, unsigned opcode)
{
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
        if (matches(&rows[i], p, opcode)) {
            *out = rows[i];
            return true;
        }
    return find_fused(out, p, opcode);
}

static enum trap_result result_of(const struct row *r, const struct prefixes *p, bool is_register)
{
    if (r->flags & GENERAL)
        return TRAP_GENERAL;
    if (r->op == TRAP_COMI || r->op == TRAP_UCOMI)
        return TRAP_FLAGS;
    if (r->op == TRAP_COMPARE && p->encoding == TRAP_EVEX)
        return TRAP_MASK;
    return r->to == IR_F16 && !is_register ? TRAP_MEMORY : TRAP_VECTOR;
}

static void describe(struct trap_insn *x, const struct row *r, const struct prefixes *p,
                     unsigned opcode)
{
    unsigned wide = ir_bits(r->from) > ir_bits(r->to) ? ir_bits(r->from) : ir_bits(r->to);
    x->op = r->op;
    x->from = r->from;
    x->to = r->to;
    x->encoding = p->encoding;
    x->scalar = r->flags & (SCALAR | GENERAL);
    x->lanes = x->scalar ? 1 : (128u << p->length) / wide;
    x->broadcast = p->broadcast;
    x->mask = p->mask;
    x->zeroing = p->zeroing;
    if (r->op >= TRAP_FMADD && r->op <= TRAP_FMSUBADD)
        x->form = (opcode >> 4) - 8;
}

static bool is_of_pc(unsigned modrm)
{
    return (modrm & 0xc7) == 5;
}

/* Where the result is a half, ModRM.rm names it. */
static void change_places(struct trap_insn *x)
{
    unsigned source = x->destination;
    x->destination = x->second;
    x->second = source;
}

/* With EVEX.b and only registers no exception is ever raised. */
bool trap_decode(struct trap_insn *out, const uint8_t *at, const greg_t *gregs)
{
    struct prefixes p = take_prefixes(at);
    unsigned opcode = at[p.size];
    const uint8_t *modrm = at + p.size + 1;
    bool is_register = modrm[0] >> 6 == 3;
    struct row row;
    *out = (struct trap_insn){ 0 };
    if (!find_row(&row, &p, opcode) || p.length > 2 || (p.broadcast && is_register))
        return false;
    describe(out, &row, &p, opcode);
    out->result = result_of(&row, &p, is_register);
    unsigned size = take_operands(out, modrm, &p, gregs);
    out->length = p.size + 1 + size + ((row.flags & IMMEDIATE) != 0);
    if (row.flags & IMMEDIATE)
        out->immediate = modrm[size];
    if (out->op == TRAP_ROUND && out->immediate >> 4) /* vrndscale to fractions */
        return false;
    if (is_of_pc(modrm[0]))
        out->address += (uintptr_t)at + out->length;
    out->first = p.encoding == TRAP_LEGACY || out->result == TRAP_FLAGS ? out->destination : p.v;
    if (row.to == IR_F16)
        change_places(out);
    return true;
}
