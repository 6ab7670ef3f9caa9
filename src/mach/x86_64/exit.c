/* Leaving translated code, and polls. Pins are in their registers here, rax
   may hold a guest pc, and rbx, rbp and r10 are free; the other side of the stubs is stubs.c.

   Poll:           sub dword [r12 + budget], 1; js safepoint
   Direct exit:    [poll]
                   jmp target, or until linked stub
     stub:         mov eax, number of the link; jmp [r12 + stub EXIT_DIRECT]
     safepoint:    mov rax, pc; jmp [r12 + stub EXIT_SAFEPOINT]
   Indirect exit:  look rax up in the thread's cache of computed targets (run/run.h)
                   jmp [entry.code]
     miss:         jmp [r12 + stub EXIT_INDIRECT], which looks into the table of all threads
   An empty entry has pc 0 and leads to the miss stub itself. */
#include "mach/x86_64/x86_64.h"

#include <stddef.h>
#include <string.h>

#include "ir/state.h"
#include "run/run.h"

enum { CC_NE = 5, CC_S = 8 };

static struct mach_operand reg(mach_reg r)
{
    return (struct mach_operand){ .kind = MACH_REG, .reg = r };
}

static struct mach_operand imm(int64_t v)
{
    return (struct mach_operand){ .kind = MACH_IMM, .imm = v };
}

static struct mach_operand memory(mach_reg base, mach_reg index, unsigned scale, size_t disp)
{
    return (struct mach_operand){ .kind = MACH_MEM,
                                  .reg = base,
                                  .index = index,
                                  .scale = (uint8_t)scale,
                                  .disp = (int32_t)disp };
}
#define STATE(member) memory(X86_R12, 0, 0, offsetof(struct ir_state, member))

static void put2(struct emit *e, unsigned op, struct mach_operand a, struct mach_operand b)
{
    const struct mach_operand o[2] = { a, b };
    x86_put(e, &(struct x86_insn){ .op = op, .operand = o }, 0);
}

static void put3(struct emit *e, unsigned op, struct mach_operand a, struct mach_operand b,
                 struct mach_operand c)
{
    const struct mach_operand o[3] = { a, b, c };
    x86_put(e, &(struct x86_insn){ .op = op, .operand = o }, 0);
}

static void jump_through(struct emit *e, struct mach_operand where)
{
    x86_put(e, &(struct x86_insn){ .op = X86_JMP_M, .operand = &where }, 0);
}

static void jump_to_stub(struct emit *e, enum ir_stub stub)
{
    jump_through(e,
                 memory(X86_R12, 0, 0, offsetof(struct ir_state, stubs) + stub * sizeof(void *)));
}

static void leave_at(struct emit *e, uint64_t pc, enum ir_stub stub)
{
    put2(e, X86_MOV_64_I, reg(X86_RAX), imm((int64_t)pc));
    jump_to_stub(e, stub);
}

static void poll(struct emit *e, uint64_t pc)
{
    put2(e, X86_SUB_32_MI, STATE(budget), imm(1));
    emit_branch(e, CC_S, emit_cold(e, EMIT_COLD_SAFEPOINT, pc));
}

static void exit_direct(struct emit *e, const struct mach_exit *x)
{
    if (x->poll)
        poll(e, x->pc);
    emit_link(e, -1, x->pc);
}

/* rbx = 2 * run_jump_index(pc), which scaled by 8 is the distance of 16-byte entries: (pc >> 1 ^ pc
   >> 13) % 4096 is bits 12..1 of pc ^ pc >> 12. */
static void index_jumps(struct emit *e)
{
    static_assert(RUN_JUMPS == 4096 && sizeof(struct run_jump) == 16, "the index is computed here");
    if (e->features & X86_HAS_BMI2) {
        put3(e, X86_RORX_32, reg(X86_RBX), reg(X86_RAX), imm(12));
    } else {
        put2(e, X86_MOV_32, reg(X86_RBX), reg(X86_RAX));
        put3(e, X86_SHR_32_I, reg(X86_RBX), reg(X86_RBX), imm(12));
    }
    put3(e, X86_XOR_32, reg(X86_RBX), reg(X86_RBX), reg(X86_RAX));
    put3(e, X86_AND_32_I, reg(X86_RBX), reg(X86_RBX), imm(2 * (RUN_JUMPS - 1)));
}

static void exit_indirect(struct emit *e)
{
    index_jumps(e);
    put2(e, X86_MOV_64, reg(X86_RBP), STATE(jumps));
    put2(e, X86_CMP_64_MR, memory(X86_RBP, X86_RBX, 3, offsetof(struct run_jump, pc)),
         reg(X86_RAX));
    emit_branch(e, CC_NE, emit_cold(e, EMIT_COLD_MISS, 0));
    jump_through(e, memory(X86_RBP, X86_RBX, 3, offsetof(struct run_jump, code)));
}

void x86_emit_exit(struct emit *e, const struct mach_insn *i)
{
    const struct mach_exit *x = &e->f->exits[i->extra];
    switch (x->kind) {
    case MACH_EXIT_DIRECT:
        exit_direct(e, x);
        break;
    case MACH_EXIT_INDIRECT:
        exit_indirect(e);
        break;
    case MACH_EXIT_SYSCALL:
        leave_at(e, x->pc, IR_STUB_EXIT_SYSCALL);
        break;
    case MACH_EXIT_TRAP:
        put2(e, X86_MOV_32_STI, STATE(trap), imm(x->trap));
        leave_at(e, x->pc, IR_STUB_EXIT_TRAP);
        break;
    case MACH_EXIT_SAFEPOINT:
        leave_at(e, x->pc, IR_STUB_EXIT_SAFEPOINT);
        break;
    }
}

/* mov eax, 0; jmp [r12 + stub]. The engine writes the link's number over the immediate. By hand, because a fifth of all instructions is
   in these. */
static void put_link_stub(struct emit *e)
{
    enum { STUB = offsetof(struct ir_state, stubs) + IR_STUB_EXIT_DIRECT * sizeof(void *) };
    static const uint8_t code[] = { 0xb8, 0, 0, 0, 0, 0x41, 0xff, 0x64, 0x24, STUB };
    static_assert(STUB < 128, "it has a short displacement");
    memcpy(e->bytes + e->size, code, sizeof code);
    e->size += sizeof code;
}

void x86_emit_cold(struct emit *e, const struct emit_cold *c)
{
    switch (c->kind) {
    case EMIT_COLD_LINK:
        put_link_stub(e);
        break;
    case EMIT_COLD_SAFEPOINT:
        leave_at(e, c->pc, IR_STUB_EXIT_SAFEPOINT);
        break;
    case EMIT_COLD_MISS:
        jump_to_stub(e, IR_STUB_EXIT_INDIRECT);
        break;
    }
}

void x86_emit_entry(struct emit *e, const struct mach_block *b)
{
    if (e->f->polls)
        poll(e, b->entry_pc);
}
