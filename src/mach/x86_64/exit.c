/* Leaving translated code, and polls. Pins are in their registers here, rax
   may hold a guest pc, and rbx, rbp and r10 are free; the other side of the stubs is stubs.c.

   Direct exit:    [sub dword [r13 + budget], 1; js the link's stub]
                   jmp target, or until linked the link's stub
   Entry, polled:  sub dword [r13 + budget], 1; js safepoint
     safepoint:    mov rax, pc; jmp [r13 + stub EXIT_SAFEPOINT]
   Indirect exit:  look rax up in the thread's cache of computed targets (run/run.h)
                   jmp [entry.code]
     miss:         jmp [r13 + stub EXIT_INDIRECT], which looks into the table of all threads
   An empty entry has a pc that is not looked for there. */
#include "mach/x86_64/x86_64.h"

#include <stddef.h>

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
#define STATE(member) memory(X86_STATE, 0, 0, offsetof(struct ir_state, member))

static void put2(struct emit *e, unsigned op, struct mach_operand a, struct mach_operand b)
{
    const struct mach_operand o[2] = { a, b };
    x86_put(e, &(struct x86_insn){ .op = op, .operand = o }, 0);
}

static void jump_through(struct emit *e, struct mach_operand where)
{
    x86_put(e, &(struct x86_insn){ .op = X86_JMP_M, .operand = &where }, 0);
}

static void jump_to_stub(struct emit *e, enum ir_stub stub)
{
    jump_through(e,
                 memory(X86_STATE, 0, 0, offsetof(struct ir_state, stubs) + stub * sizeof(void *)));
}

static void leave_at(struct emit *e, uint64_t pc, enum ir_stub stub)
{
    put2(e, X86_MOV_64_I, reg(X86_RAX), imm((int64_t)pc));
    jump_to_stub(e, stub);
}

static void poll(struct emit *e)
{
    put2(e, X86_SUB_32_MI, STATE(budget), imm(1));
}

static void exit_direct(struct emit *e, const struct mach_exit *x)
{
    if (x->poll) {
        poll(e);
        emit_poll(e, CC_S);
    }
    emit_link(e, -1, x->pc);
}

static void exit_indirect(struct emit *e)
{
    static_assert(RUN_JUMPS == 32768 && sizeof(struct run_jump) == 16, "a pc's last 16 bits times 8 are the distance of its entry");
    put2(e, X86_MOVZX_32_16, reg(X86_RBX), reg(X86_RAX));
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

void x86_emit_cold(struct emit *e, const struct emit_cold *c)
{
    switch (c->kind) {
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
    if (!e->f->polls)
        return;
    poll(e);
    emit_branch(e, CC_S, emit_cold(e, EMIT_COLD_SAFEPOINT, b->entry_pc));
}
