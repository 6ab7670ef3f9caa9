/* The host's FPU as translated code uses it, and what to do when it traps.

   Translated code runs with the guest's rounding mode in MXCSR and with the invalid-operation exception
   unmasked. What the guests and the host disagree on, the results of invalid operations and the
   treatment of signalling NaNs, traps; the engine has the op evaluated by ir_eval and
   mach_fpu_complete writes its result where the instruction would have. The sticky flags in MXCSR are
   the guest's but for the invalid flag, which is in state->fp.flags, as are all those that ir_eval
   raises: the guest's flags are both together. */
#define _GNU_SOURCE
#include "mach/engine.h"

#include <string.h>
#include <ucontext.h>

#include "mach/x86_64/registers.h"

enum {
    MXCSR_INVALID = 1,
    MXCSR_MASKS = 0x1f00, /* of all exceptions but invalid */
    MXCSR_ROUND = 13,     /* nearest, down, up, towards zero */
};

bool mach_fpu_serves(uint32_t mode)
{
    return mode <= IR_ROUND_ZERO;
}

uint32_t mach_fpu_control(uint32_t mode)
{
    return MXCSR_MASKS | (mode & 1) << (MXCSR_ROUND + 1) | (mode & 2) >> 1 << MXCSR_ROUND;
}

uint32_t mach_fpu_flags(uint32_t control)
{
    return (control & 1) | (control >> 1 & 0x1e); /* between them, denormal operands */
}

/* ---- completing an instruction ---- */

/* What has to be known of an FP instruction that the code generator writes. */
struct decoded {
    unsigned length;
    unsigned reg; /* ModRM.reg, the destination */
    unsigned rm;  /* ModRM.rm, if a register */
    enum { RESULT_VECTOR, RESULT_GENERAL, RESULT_FLAGS } result;
};

struct prefixes {
    unsigned size, map, r, b, pp; /* pp as VEX has it: 0, 66, F3, F2 */
    bool evex;
};

static struct prefixes legacy_prefixes(const uint8_t *at)
{
    struct prefixes p = { 0 };
    for (; at[p.size] == 0x66 || at[p.size] == 0xf2 || at[p.size] == 0xf3; p.size++)
        p.pp = at[p.size] == 0x66 ? 1 : at[p.size] == 0xf3 ? 2 : 3;
    if ((at[p.size] & 0xf0) == 0x40) {
        p.r = at[p.size] << 1 & 8;
        p.b = at[p.size++] << 3 & 8;
    }
    p.size++; /* 0F */
    p.map = at[p.size] == 0x38 ? 2 : at[p.size] == 0x3a ? 3 : 1;
    p.size += p.map > 1;
    return p;
}

static struct prefixes take_prefixes(const uint8_t *at)
{
    unsigned r = ~at[1] >> 4 & 8, b = ~at[1] >> 2 & 8;
    switch (at[0]) {
    case 0xc5:
        return (struct prefixes){ .size = 2, .map = 1, .r = r, .pp = at[1] & 3 };
    case 0xc4:
        return (struct prefixes){ 3, at[1] & 31, r, b, at[2] & 3, false };
    case 0x62:
        return (struct prefixes){ 4, at[1] & 7, r, b, at[2] & 3, true };
    }
    return legacy_prefixes(at);
}

/* ModRM, SIB and displacement. */
static unsigned operand_length(const uint8_t *modrm)
{
    unsigned mod = modrm[0] >> 6, rm = modrm[0] & 7;
    if (mod == 3)
        return 1;
    unsigned sib = rm == 4, base = sib ? modrm[1] & 7 : rm;
    unsigned displacement = mod == 1 ? 1 : mod == 2 || base == 5 ? 4 : 0;
    return 1 + sib + displacement;
}

static struct decoded decode(const uint8_t *at)
{
    enum { TO_HALF = 0x1d, CVTT_INT = 0x2c, CVT_INT, UCOMIS, COMIS };
    enum { CVTT_UNSIGNED = 0x78, CVT_UNSIGNED, CMP = 0xc2 };
    struct prefixes p = take_prefixes(at);
    unsigned opcode = at[p.size];
    const uint8_t *modrm = at + p.size + 1;
    struct decoded d = { .reg = p.r | (modrm[0] >> 3 & 7), .rm = p.b | (modrm[0] & 7) };
    bool immediate = p.map == 3 || (p.map == 1 && opcode == CMP);
    d.length = p.size + 1 + operand_length(modrm) + immediate;
    if (p.map == 3 && opcode == TO_HALF)
        d.reg = d.rm;
    if (p.map != 1)
        return d;
    if (opcode == UCOMIS || opcode == COMIS)
        d.result = RESULT_FLAGS;
    else if (opcode == CVTT_INT || opcode == CVT_INT)
        d.result = RESULT_GENERAL;
    else if (p.evex && p.pp >= 2 && (opcode == CVTT_UNSIGNED || opcode == CVT_UNSIGNED))
        d.result = RESULT_GENERAL;
    return d;
}

static const int8_t greg_of[] = {
    /* in encoding order */
    REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
    REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
};

/* The kernel restores no register that the header calls unused. */
static void set_vector(struct _libc_fpstate *fp, unsigned n, const union ir_value *v)
{
    enum { MAGIC_AT = 464, MAGIC = 0x46505853, HEADER_AT = 512, VECTORS = 2 };
    uint8_t *area = (uint8_t *)fp;
    uint32_t magic;
    memcpy(&fp->_xmm[n], v, sizeof *v);
    memcpy(&magic, area + MAGIC_AT, sizeof magic);
    if (magic == MAGIC)
        area[HEADER_AT] |= VECTORS;
}

/* Comparisons only trap when they are unordered. */
static void set_unordered(greg_t *flags)
{
    enum { CF = 1, PF = 4, AF = 16, ZF = 64, SF = 128, OF = 2048 };
    *flags = (*flags & ~(AF | SF | OF)) | CF | PF | ZF;
}

void mach_fpu_complete(void *ucontext, const union ir_value *result, bool read)
{
    ucontext_t *uc = ucontext;
    greg_t *gregs = uc->uc_mcontext.gregs;
    struct decoded d = decode((const uint8_t *)gregs[REG_RIP]);
    if (read) {
        d.result = RESULT_VECTOR;
        d.reg = d.rm;
    }
    switch (d.result) {
    case RESULT_VECTOR:
        set_vector(uc->uc_mcontext.fpregs, d.reg, result);
        break;
    case RESULT_GENERAL:
        gregs[greg_of[d.reg]] = (greg_t)result->u64[0];
        break;
    case RESULT_FLAGS:
        set_unordered(&gregs[REG_EFL]);
        break;
    }
    gregs[REG_RIP] += d.length;
    uc->uc_mcontext.fpregs->mxcsr &= ~(uint32_t)MXCSR_INVALID;
}
