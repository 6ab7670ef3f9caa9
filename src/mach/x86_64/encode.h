/* How x86-64's rows become bytes. The tables are generated from x86_64.tab by machgen; the encoder
   is encode.c, the rest of what struct mach_target wants is target.c. */
#ifndef MACH_X86_64_ENCODE_H
#define MACH_X86_64_ENCODE_H

#include "mach/mach.h"

enum x86_scheme { X86_LEGACY, X86_VEX, X86_EVEX };

/* The immediate's field: its size, and whether the processor extends its sign (i) or not (u). */
enum x86_imm_field {
    X86_IMM_NONE,
    X86_IMM_IB,
    X86_IMM_IW,
    X86_IMM_ID,
    X86_IMM_UD,
    X86_IMM_IO,
};

enum { X86_NO_OPERAND = 15 };

/* One way to encode a row. */
struct x86_form {
    uint64_t features;     /* of the host, all needed */
    uint8_t scheme;        /* enum x86_scheme */
    uint8_t prefix;        /* 0xf2, 0xf3; 0: none */
    uint8_t map;           /* 0: one-byte opcodes, 1: 0F, 2: 0F38, 3: 0F3A */
    uint8_t opcode;
    uint8_t modrm;         /* a ModRM byte that is always the same; 0: none */
    uint8_t lock : 1;
    uint8_t word : 1;      /* prefix 0x66 */
    uint8_t wide : 1;      /* REX.W, VEX.W */
    uint8_t wide256 : 1;
    uint8_t condition : 1; /* the opcode's low bits are the instruction's condition */
    uint8_t copy : 1;      /* overwrites operand 1: it is copied to operand 0 first */
    int8_t extension;      /* ModRM.reg: 8: a register, 0..7: of the opcode; -1: no ModRM byte */
    uint8_t imm_field;     /* enum x86_imm_field */
    uint8_t reg : 4, rm : 4, vvvv : 4, imm : 4; /* operands by number, or X86_NO_OPERAND */
    uint8_t low : 4;       /* register in the opcode's low bits */
    uint8_t is4 : 4;       /* register in the immediate's high bits */
};

/* The forms of a row, best first; by op - MACH_TARGET_OPS. */
struct x86_row {
    uint16_t first;
    uint8_t count;
    bool commutes; /* operands 1 and 2 */
};
extern const struct mach_row x86_64_mach_rows[];
extern const struct x86_row x86_rows[];
extern const struct x86_form x86_forms[];

/* A feature is there when all CPUID bits and all bits of XCR0 are set. */
struct x86_feature {
    const char *name;
    uint32_t xcr0;
    struct x86_cpuid_bit {
        uint32_t leaf; /* 0: none */
        uint8_t subleaf, reg /* eax, ebx, ecx, edx */, bit;
    } bits[8];
};
extern const struct x86_feature x86_features[];

#endif
