/* Leaving translated code, and calls of the runtime's stubs.

   Every exit is a musttail call, with the pins and one number in rax, of a name that the linker makes code for
   (object.c): a direct exit is a jump that the engine patches; `hit` jumps to rax; the others jump to
   the runtime's stubs with a guest pc in rax. An indirect exit looks into the thread's cache of computed targets, as
   mach/x86_64/exit.c does. */
#include "llvm/internal.h"

#include <stdio.h>
#include <string.h>

#include "mach/x86_64/target.h"
#include "run/run.h"

const char *const exit_names[EXIT_NAMES] = { "link.",    "hit.",  "miss.",
                                             "syscall.", "trap.", "safepoint." };

/* ---- exits ---- */

static val target(struct unit *u, enum exit_name what, uint32_t n)
{
    char name[32];
    snprintf(name, sizeof name, "%s%u", exit_names[what], n);
    val f = LLVMGetNamedFunction(u->module, name);
    if (!f) {
        f = LLVMAddFunction(u->module, name, u->t->code);
        LLVMSetFunctionCallConv(f, PRESERVE_NONE);
        LLVMSetVisibility(f, LLVMHiddenVisibility);
    }
    return f;
}

/* Ends the block. */
static void leave(struct unit *u, enum exit_name what, uint32_t n, val rax)
{
    const struct mach_convention *c = u->t->o.convention;
    unsigned count = LLVMCountParams(u->function);
    val args[32];
    for (unsigned k = 0; k < count; k++)
        args[k] = LLVMGetPoison(u->t->scalar[IR_I64]);
    args[STATE_PARAM] = u->state;
    for (unsigned k = 0; k < c->pin_count; k++)
        args[PIN_PARAM(k)] = state_pin(u, k);
    args[count - 1] = rax;
    val call = LLVMBuildCall2(u->b, u->t->code, target(u, what, n), args, count, "");
    LLVMSetInstructionCallConv(call, PRESERVE_NONE);
    LLVMSetTailCallKind(call, LLVMTailCallKindMustTail);
    LLVMBuildRetVoid(u->b);
}

static val pc_value(struct unit *u, uint64_t pc)
{
    return number(u->t->scalar[IR_I64], pc);
}

static val volatile_load(struct unit *u, type t, val at)
{
    val v = LLVMBuildLoad2(u->b, t, at, "");
    LLVMSetVolatile(v, true);
    return v;
}

/* Whether somebody wants the thread to leave. It takes nothing from the budget: samples here would find nothing hot that is not
   known to be, and the count would be a chain of loads and stores through all loops. */
static val poll(struct unit *u, bool marked)
{
    type i32 = u->t->scalar[IR_I32];
    val asked = volatile_load(u, i32, at_state(u, offsetof(struct ir_state, interrupt)));
    if (marked)
        mark_poll(u->t, asked);
    return LLVMBuildICmp(u->b, LLVMIntNE, asked, number(i32, 0), "");
}

static uint32_t new_link(struct module *m, uint64_t pc)
{
    for (uint32_t n = m->link_count; n-- > 0;)
        if (m->links[n] == pc)
            return n;
    if (m->link_count == m->link_capacity) {
        uint32_t larger = m->link_capacity * 2 + 64;
        m->links = arena_grow(m->arena, m->links, m->link_capacity * sizeof *m->links,
                              larger * sizeof *m->links);
        m->link_capacity = larger;
    }
    m->links[m->link_count] = pc;
    return m->link_count++;
}

void exit_direct(struct unit *u, const struct ir_ins *x)
{
    uint64_t pc = ir_imm(x);
    state_store(u, x->aux == IR_HINT_CALL || x->aux == IR_HINT_RET);
    if (pc <= u->pc || x->aux == IR_HINT_CALL) {
        LLVMBasicBlockRef on = branch_cold(u, poll(u, false));
        leave(u, EXIT_SAFEPOINT, 0, pc_value(u, pc));
        go_to(u, on);
    }
    leave(u, EXIT_LINK, new_link(u->m, pc), LLVMGetPoison(u->t->scalar[IR_I64]));
}

/* The low 16 bits. By assembly, because LLVM takes the result of its own instruction for one that may have more bits, and copies it. */
static val low_half_word(struct unit *u, val v)
{
    static const char text[] = "movzwl ${1:w}, ${0:k}", constraints[] = "=r,r";
    type i64 = u->t->scalar[IR_I64];
    type t = LLVMFunctionType(i64, &i64, 1, false);
    val code = LLVMGetInlineAsm(t, text, strlen(text), constraints, strlen(constraints), false,
                                false, LLVMInlineAsmDialectATT, false);
    return LLVMBuildCall2(u->b, t, code, &v, 1, "");
}

/* The entry of the cache: run_jump_index, times 16. */
static val jump_at(struct unit *u, val pc)
{
    static_assert(RUN_JUMPS == 32768 && sizeof(struct run_jump) == 16, "the index is computed here");
    type i64 = u->t->scalar[IR_I64];
    val jumps = volatile_load(u, u->t->pointer, at_state(u, offsetof(struct ir_state, jumps)));
    val mixed = low_half_word(u, pc);
    return LLVMBuildGEP2(u->b, i64, jumps, &mixed, 1, "");
}

void exit_indirect(struct unit *u, const struct ir_ins *x)
{
    type i64 = u->t->scalar[IR_I64];
    val pc = in(u, x->a), index = number(i64, offsetof(struct run_jump, code));
    state_store(u, x->aux == IR_HINT_CALL || x->aux == IR_HINT_RET);
    val at = jump_at(u, pc);
    val found = LLVMBuildLoad2(u->b, i64, at, "");
    LLVMBasicBlockRef on = branch_cold(u, LLVMBuildICmp(u->b, LLVMIntNE, found, pc, ""));
    leave(u, EXIT_MISS, 0, pc);
    go_to(u, on);
    at = LLVMBuildGEP2(u->b, u->t->scalar[IR_I8], at, &index, 1, "");
    leave(u, EXIT_HIT, 0, LLVMBuildLoad2(u->b, i64, at, ""));
}

void exit_syscall(struct unit *u, uint64_t pc)
{
    state_store(u, false);
    leave(u, EXIT_SYSCALL, 0, pc_value(u, pc));
}

void exit_trap(struct unit *u, enum ir_trap trap, uint64_t pc)
{
    state_store(u, false);
    store_state(u, number(u->t->scalar[IR_I32], trap), offsetof(struct ir_state, trap));
    leave(u, EXIT_TRAP, 0, pc_value(u, pc));
}

void exit_safepoint(struct unit *u, uint64_t pc)
{
    state_store(u, false);
    leave(u, EXIT_SAFEPOINT, 0, pc_value(u, pc));
}

void safepoint(struct unit *u, uint64_t pc)
{
    LLVMBasicBlockRef on = branch_cold(u, poll(u, true));
    exit_safepoint(u, pc);
    go_to(u, on);
}

void before_access(struct unit *u)
{
    u->faulting = u->t->o.exact_faults;
    if (u->faulting)
        state_store_all(u);
    u->faulting = false;
}

/* ---- stubs ----
   They keep all registers but rax; C code that they call may use those that only AVX-512 has. */

static unsigned scratch_at(unsigned n)
{
    return (unsigned)(offsetof(struct ir_state, scratch) + 16 * n);
}

static void call_stub(struct unit *u, enum ir_stub stub, uint64_t rax)
{
    type i64 = u->t->scalar[IR_I64];
    type params[] = { i64, u->t->pointer };
    char text[64], constraints[512];
    unsigned at = (unsigned)(offsetof(struct ir_state, stubs) + stub * sizeof(void *));
    snprintf(text, sizeof text, "lea -128(%%rsp), %%rsp\ncall *%d(%%r13)\nlea 128(%%rsp), %%rsp",
             (int)at - X86_STATE_BIAS); /* below the red zone */
    int n = snprintf(constraints, sizeof constraints,
                     "={rax},{rax},{r13},~{memory},~{dirflag},~{fpsr},~{flags}");
    for (unsigned k = 16; k < 32 && has(u, X86_HAS_AVX512); k++)
        n += snprintf(constraints + n, sizeof constraints - (size_t)n, ",~{xmm%u}", k);
    for (unsigned k = 0; k < 8 && has(u, X86_HAS_AVX512); k++)
        n += snprintf(constraints + n, sizeof constraints - (size_t)n, ",~{k%u}", k);
    type t = LLVMFunctionType(i64, params, 2, false);
    val stub_call = LLVMGetInlineAsm(t, text, strlen(text), constraints, (size_t)n, true, false,
                                     LLVMInlineAsmDialectATT, false);
    LLVMBuildCall2(u->b, t, stub_call, (val[]){ number(i64, rax), u->state }, 2, "");
}

/* The value as 8 or 16 clean bytes. */
static void pass(struct unit *u, unsigned n, ir_ref v)
{
    ir_type t = u->f->ins[v].type;
    type i64 = u->t->scalar[IR_I64];
    val bits = t == IR_FLAGS ? flags_word(u, flags_in(u, v)) : in(u, v);
    if (ir_bits(t) == 128) {
        store_state(u, bits, scratch_at(n));
        return;
    }
    if (t != IR_I1)
        bits = as(u, bits, u->t->scalar[ir_int_type(ir_bits(t))]);
    store_state(u, ir_bits(t) == 64 ? bits : LLVMBuildZExt(u->b, bits, i64, ""), scratch_at(n));
    store_state(u, number(i64, 0), scratch_at(n) + 8);
}

static void pass_words(struct unit *u, unsigned n, uint64_t low, uint64_t high)
{
    type i64 = u->t->scalar[IR_I64];
    store_state(u, number(i64, low), scratch_at(n));
    store_state(u, number(i64, high), scratch_at(n) + 8);
}

static val take_result(struct unit *u, ir_type t)
{
    if (t == IR_VOID)
        return NULL;
    if (t == IR_I1)
        return LLVMBuildTrunc(u->b, load_state(u, u->t->scalar[IR_I8], scratch_at(0)),
                              u->t->scalar[IR_I1], "");
    return load_state(u, type_of(u, t), scratch_at(0));
}

val call_eval(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    const struct ir_op_info *info = &ir_ops[x->op];
    const char letters[3] = { info->a, info->b, info->c };
    const ir_ref operands[3] = { x->a, x->b, x->c };
    for (unsigned k = 0; k < 3; k++) {
        uint64_t words[2];
        if (strchr("TEBGV", letters[k])) {
            pass(u, k + 1, operands[k]);
        } else if (letters[k] == 'I') {
            pass_words(u, k + 1, operands[k], 0);
        } else if (letters[k] == 'P') {
            memcpy(words, &u->f->pool[operands[k]], sizeof words);
            pass_words(u, k + 1, words[0], words[1]);
        }
    }
    call_stub(u, IR_STUB_EVAL, mach_eval_code(x->op, x->type, ir_operand_type(u->f, x), x->aux));
    return take_result(u, x->type);
}

val call_helper(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    const ir_ref operands[3] = { x->a, x->b, x->c };
    if (x->op == IR_call)
        state_store_all(u);
    for (unsigned k = 0; k < 3; k++)
        if (operands[k])
            pass(u, k + 1, operands[k]);
    call_stub(u, IR_STUB_CALL, x->aux);
    val r = take_result(u, x->type);
    if (x->op == IR_call)
        state_reload(u);
    return r;
}
