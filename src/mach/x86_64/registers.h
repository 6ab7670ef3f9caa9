/* x86-64's registers as mach_reg: 0 is none, then the general-purpose and the vector registers in encoding order. */
#ifndef MACH_X86_64_REGISTERS_H
#define MACH_X86_64_REGISTERS_H

enum {
    X86_RAX = 1, X86_RCX, X86_RDX, X86_RBX, X86_RSP, X86_RBP, X86_RSI, X86_RDI,
    X86_R8, X86_R9, X86_R10, X86_R11, X86_R12, X86_R13, X86_R14, X86_R15,
    X86_XMM0, X86_XMM1, X86_XMM2, X86_XMM3, X86_XMM4, X86_XMM5, X86_XMM6, X86_XMM7,
    X86_XMM8, X86_XMM9, X86_XMM10, X86_XMM11, X86_XMM12, X86_XMM13, X86_XMM14, X86_XMM15,
};
/* The register that points into the guest's state, this many bytes from its start: what is used most (IR_STATE_WINDOW) has a displacement of
   one byte. Operands of mach functions have it as their base with the distance from the state's start; the encoder knows
   of the difference. */
enum { X86_STATE = X86_R13 };
#define X86_STATE_BIAS 408
#define X86_ENCODING(reg) (((reg) - 1) & 15) /* the number in ModRM, REX and VEX */

/* Conditions, as opcodes encode them. */
enum {
    X86_CC_O, X86_CC_NO, X86_CC_B, X86_CC_AE, X86_CC_E, X86_CC_NE, X86_CC_BE, X86_CC_A,
    X86_CC_S, X86_CC_NS, X86_CC_P, X86_CC_NP, X86_CC_L, X86_CC_GE, X86_CC_LE, X86_CC_G,
};

#endif
