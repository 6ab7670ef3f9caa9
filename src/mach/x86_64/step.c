/* An access made once more without the tag in its address, in translated code that cannot be left there
   (LLVM's, without exact faults).

   The register that holds the address may be an operand too, so the instruction is not executed in its place: a
   copy of it runs in a slot of its own, with the address in a register that it does not use, and alone: the trap
   behind it leads back. The copy has the same length. Of the instruction only prefixes and the memory operand are
   decoded (Intel's manual, volume 2, chapter 2). */
#define _GNU_SOURCE
#include "mach/engine.h"
#include "mach/x86_64/trap.h"

#include <signal.h>
#include <string.h>
#include <ucontext.h>

enum { TRAP_FLAG = 0x100 };

/* ---- the instruction ---- */

struct parts {
    unsigned modrm;      /* where that byte is */
    unsigned extension;  /* where the one is with the high bits of registers' numbers */
    unsigned b, x, r;    /* those bits */
    unsigned clear, set; /* of that byte: b and x become 0; both 0: there is no such byte, or it has only r */
    unsigned vvvv;       /* VEX's register; 0: perhaps none */
    bool good;           /* it has an operand in memory, and neither jumps nor pushes nor gathers */
};

static bool is_prefix(uint8_t byte)
{
    return byte == 0x66 || byte == 0xf2 || byte == 0xf3 || byte == 0xf0 || byte == 0x2e || byte == 0x3e;
}

/* Of the opcodes of one byte: has a ModRM byte. */
static bool is_plain(const uint8_t *opcode)
{
    unsigned op = opcode[0], digit = opcode[1] >> 3 & 7;
    return (op < 0x40 && (op & 7) < 4) || op == 0x63 || op == 0x69 || op == 0x6b || (op >= 0x80 && op < 0x8c) || op == 0xc0 ||
           op == 0xc1 || op == 0xc6 || op == 0xc7 || (op >= 0xd0 && op < 0xd4) || op == 0xf6 || op == 0xf7 || op == 0xfe ||
           (op == 0xff && digit < 2);
}

static struct parts legacy(const uint8_t *insn)
{
    struct parts p = { .good = true };
    unsigned at = 0;
    while (at < 4 && is_prefix(insn[at]))
        at++;
    if ((insn[at] & 0xf0) == 0x40) {
        p.r = insn[at] & 4, p.x = insn[at] & 2, p.b = insn[at] & 1;
        p.clear = 3;
        p.extension = at++;
    }
    if (insn[at] != 0x0f)
        p.good = is_plain(insn + at);
    else
        at += insn[at + 1] == 0x38 || insn[at + 1] == 0x3a ? 2 : 1;
    p.modrm = at + 1;
    return p;
}

static struct parts vex2(const uint8_t *insn)
{
    return (struct parts){ .good = true, .modrm = 3, .r = ~insn[1] & 0x80, .vvvv = ~insn[1] >> 3 & 15 };
}

/* VEX of three bytes, or EVEX: the same in the bytes that matter here. */
static struct parts vex(const uint8_t *insn, unsigned modrm)
{
    unsigned map = insn[1] & 7, opcode = insn[modrm - 1];
    bool gathers = map == 2 && ((opcode >= 0x90 && opcode < 0x94) || (opcode >= 0xa0 && opcode < 0xa4));
    return (struct parts){ .good = !gathers, .modrm = modrm, .extension = 1, .r = ~insn[1] & 0x80, .x = ~insn[1] & 0x40,
                           .b = ~insn[1] & 0x20, .set = 0x60, .vvvv = ~insn[2] >> 3 & 15 };
}

static struct parts take_parts(const uint8_t *insn)
{
    switch (insn[0]) {
    case 0xc5:
        return vex2(insn);
    case 0xc4:
        return vex(insn, 4);
    case 0x62:
        return vex(insn, 5);
    default:
        return legacy(insn);
    }
}

/* ---- the copy ---- */

/* A register that the instruction does not use, but perhaps in its address: of those whose numbers need neither a high bit nor a SIB byte. */
static unsigned free_register(const struct parts *p, const uint8_t *insn)
{
    enum { RBX = 3, RSI = 6, RDI = 7 }; /* rbx last: cmpxchg16b uses it unsaid */
    unsigned reg = (insn[p->modrm] >> 3 & 7) | (p->r ? 8 : 0);
    unsigned n = RSI;
    while (n == reg || n == p->vvvv)
        n = n == RSI ? RDI : RBX;
    return n;
}

static uint64_t register_of(const greg_t *gregs, unsigned number, unsigned high)
{
    return (uint64_t)gregs[trap_greg_of[number | (high ? 8 : 0)]];
}

/* Writes the copy. Returns the sum of the registers in its address, which are one register in the copy; 0: it is not of the
   kind that can be changed. */
static uint64_t copy(uint8_t *to, const uint8_t *insn, const struct parts *p, unsigned free, const greg_t *gregs)
{
    unsigned mod = insn[p->modrm] >> 6, base = insn[p->modrm] & 7;
    memcpy(to, insn, MACH_STEP);
    to[p->extension] = (uint8_t)((to[p->extension] & ~p->clear) | p->set);
    uint64_t sum = 0;
    uint8_t *names_base = &to[p->modrm];
    if (base == 4) {
        uint8_t sib = insn[p->modrm + 1];
        unsigned index = sib >> 3 & 7;
        base = sib & 7;
        if (index != 4 || p->x)
            sum = register_of(gregs, index, p->x) << (sib >> 6);
        names_base = &to[p->modrm + 1];
        *names_base = (uint8_t)((sib & 0xc7) | 4 << 3); /* no index */
    }
    if (mod == 3 || (mod == 0 && base == 5))
        return 0;
    *names_base = (uint8_t)((*names_base & 0xf8) | free);
    return sum + register_of(gregs, base, p->b);
}

/* Bit 55 is what all above it must be. */
static uint64_t without_tag(uint64_t address)
{
    return (uint64_t)((int64_t)(address << 8) >> 8);
}

bool mach_step_begin(struct mach_step *s, void *ucontext)
{
    greg_t *gregs = ((ucontext_t *)ucontext)->uc_mcontext.gregs;
    const uint8_t *insn = (const uint8_t *)gregs[REG_RIP];
    struct parts p = take_parts(insn);
    if (!p.good)
        return false;
    unsigned free = free_register(&p, insn);
    uint64_t address = copy(s->written, insn, &p, free, gregs);
    if (without_tag(address) == address)
        return false;
    s->from = (uintptr_t)insn;
    s->reg = trap_greg_of[free];
    s->value = (uint64_t)gregs[s->reg];
    gregs[s->reg] = (greg_t)without_tag(address);
    gregs[REG_RIP] = (greg_t)(uintptr_t)s->text;
    gregs[REG_EFL] |= TRAP_FLAG;
    return true;
}

void mach_step_end(const struct mach_step *s, void *ucontext)
{
    greg_t *gregs = ((ucontext_t *)ucontext)->uc_mcontext.gregs;
    gregs[s->reg] = (greg_t)s->value;
    gregs[REG_RIP] += (greg_t)(s->from - (uintptr_t)s->text);
    gregs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
}
