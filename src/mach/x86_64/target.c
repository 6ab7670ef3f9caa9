/* x86-64 as struct mach_target: registers, the rows that the allocator inserts, and branches for
   the emitter. */
#include "mach/select.h"
#include "mach/x86_64/x86_64.h"

#include <string.h>

static const char *const reg_names[] = {
    "none", "rax",  "rcx",  "rdx",  "rbx",  "rsp",   "rbp",   "rsi",   "rdi",   "r8",    "r9",
    "r10",  "r11",  "r12",  "r13",  "r14",  "r15",   "xmm0",  "xmm1",  "xmm2",  "xmm3",  "xmm4",
    "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15",
};

static const uint8_t pin_regs[] = { X86_R12, X86_R14, X86_R15, X86_RDI, X86_RSI, X86_RDX,
                                    X86_RCX, X86_R8,  X86_R9,  X86_R11, 0 };

/* ---- branches ---- */

static const char *const condition_names[] = { "o", "no", "b", "ae", "e", "ne", "be", "a",
                                               "s", "ns", "p", "np", "l", "ge", "le", "g" };

static unsigned invert(unsigned cc)
{
    return cc ^ 1;
}

static unsigned branch_size(int cc, bool far)
{
    return !far ? 2 : cc < 0 ? 5 : 6;
}

static void put_branch(uint8_t *at, int cc, bool far, int32_t distance)
{
    if (!far) {
        at[0] = (uint8_t)(cc < 0 ? 0xeb : 0x70 | cc);
        at[1] = (uint8_t)distance;
        return;
    }
    if (cc >= 0)
        *at++ = 0x0f;
    *at++ = (uint8_t)(cc < 0 ? 0xe9 : 0x80 | cc);
    memcpy(at, &distance, 4);
}

static void pad(uint8_t *at, unsigned size)
{
    static const uint8_t nops[4][3] = { { 0 }, { 0x90 }, { 0x66, 0x90 }, { 0x0f, 0x1f, 0x00 } };
    memcpy(at, nops[size], size);
}

static const struct mach_encoder encoder = {
    .insn = x86_emit_insn,
    .entry = x86_emit_entry,
    .exit = x86_emit_exit,
    .cold = x86_emit_cold,
    .condition_names = condition_names,
    .invert = invert,
    .branch_size = branch_size,
    .near_bits = 8,
    .branch = put_branch,
    .link_field = 4,
    .pad = pad,
};

/* A sum in another register. */
static unsigned untie(unsigned op, struct mach_operand *o)
{
    bool constant = op == X86_ADD_64_I || op == X86_ADD_32_I;
    if ((!constant && op != X86_ADD_64 && op != X86_ADD_32) || (!constant && o[2].kind != MACH_REG))
        return 0;
    o[1].kind = MACH_MEM;
    o[1].scale = 0;
    o[1].index = constant ? 0 : o[2].reg;
    o[1].disp = constant ? (int32_t)o[2].imm : 0;
    return op == X86_ADD_64_I || op == X86_ADD_64 ? X86_LEA_64 : X86_LEA_32;
}

#define BIT(reg) ((uint64_t)1 << (reg))

const struct mach_target mach_x86_64 = {
    .name = "x86_64",
    .features = mach_x86_64_features,
    .usable = mach_x86_64_usable,
    .rows = x86_64_mach_rows,
    .row_count = X86_OPS_END - MACH_TARGET_OPS,
    .reg_names = reg_names,
    .allocatable = { [MACH_GPR] = (BIT(X86_XMM0) - 2) & ~BIT(X86_RSP) & ~BIT(X86_STATE),
                     [MACH_VEC] = (BIT(X86_SCRATCH2) - 1) & ~(BIT(X86_XMM0) - 1) },
    .stack = X86_RSP,
    .state = X86_STATE,
    .exit_pc = X86_RAX,
    .pin_regs = pin_regs,
    .move = { X86_MOV_64, X86_MOVAPS },
    .spill = { X86_MOV_64_ST, X86_MOVUPS_ST },
    .reload = { X86_MOV_64, X86_MOVUPS },
    .swap = X86_XCHG_64,
    .untie = untie,
    .scratch = { X86_SCRATCH2, X86_SCRATCH },
    .encoder = &encoder,
    .rules = &mach_x86_64_rules,
};
