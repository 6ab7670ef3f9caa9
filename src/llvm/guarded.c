/* Guest accesses whose faults are exact. Each is an inline `asm goto`: one instruction, which ends its block, and a label,
   its *landing*, to which the runtime goes when the instruction has faulted. The landing stores what is dirty and
   leaves at a safepoint with the pc of the guest instruction. So LLVM itself sees to it that guest state
   is to be had there, wherever it keeps it; the way that is taken costs registers, but no instruction. Where an
   access has its landing is said in the section .faults, two words an access, which object.c reads.

   Atomic read-modify-write ops are left as they are: before_access. */
#include "llvm/internal.h"

#include <stdio.h>
#include <string.h>

#include "mach/x86_64/target.h"

#define TABLE ".pushsection .faults,\"\",@progbits\n.quad 771b, ${2:l}\n.popsection"

/* By size and kind: what the instruction is called, and how its register is. */
struct form {
    const char *load, *store, *result, *value;
};

static struct form form_of(const struct unit *u, type t)
{
    static const struct form words[] = { { "movzbl $1, ${0:k}", "movb ${1:b}, $0", "=r", "ri" },
                                         { "movzwl $1, ${0:k}", "movw ${1:w}, $0", "=r", "ri" },
                                         { "movl $1, ${0:k}", "movl ${1:k}, $0", "=r", "ri" },
                                         { "movq $1, $0", "movq $1, $0", "=r", "re" } };
    static const struct form vectors[2][3] = {
        { { "movss $1, $0", "movss $1, $0", "=x", "x" },
          { "movsd $1, $0", "movsd $1, $0", "=x", "x" },
          { "movups $1, $0", "movups $1, $0", "=x", "x" } },
        { { "vmovss $1, $0", "vmovss $1, $0", "=x", "x" },
          { "vmovsd $1, $0", "vmovsd $1, $0", "=x", "x" },
          { "vmovups $1, $0", "vmovups $1, $0", "=x", "x" } },
    };
    bool avx = has(u, X86_HAS_AVX);
    switch (LLVMGetTypeKind(t)) {
    case LLVMIntegerTypeKind:
        return words[__builtin_ctz(LLVMGetIntTypeWidth(t) / 8)];
    case LLVMFloatTypeKind:
        return vectors[avx][0];
    case LLVMDoubleTypeKind:
        return vectors[avx][1];
    default:
        return vectors[avx][2];
    }
}

/* Accesses of one instruction share it, as long as no state is put between them. */
static LLVMBasicBlockRef landing_here(struct unit *u)
{
    LLVMBasicBlockRef here = LLVMGetInsertBlock(u->b);
    if (u->landing && u->landing_pc == u->pc)
        return u->landing;
    u->landing = new_block(u, "landing");
    u->landing_pc = u->pc;
    go_to(u, u->landing);
    exit_safepoint(u, u->pc);
    go_to(u, here);
    return u->landing;
}

/* The first argument is the address of a t. Goes on where it has not faulted. */
static val guarded(struct unit *u, type result, type t, const char *insn, const char *constraints,
                   const val *args, unsigned count)
{
    char text[160];
    type params[] = { u->t->pointer, t };
    type function = LLVMFunctionType(result, params, count, false);
    int n = snprintf(text, sizeof text, "771: %s\n" TABLE, insn);
    val code = LLVMGetInlineAsm(function, text, (size_t)n, constraints, strlen(constraints), true,
                                false, LLVMInlineAsmDialectATT, false);
    LLVMBasicBlockRef landing = landing_here(u), on = new_block(u, "");
    val call = LLVMBuildCallBr(u->b, function, code, on, &landing, 1, (val *)(uintptr_t)args, count,
                               NULL, 0, "");
    unsigned kind = LLVMGetEnumAttributeKindForName("elementtype", 11);
    LLVMAddCallSiteAttribute(call, 1, LLVMCreateTypeAttribute(u->t->context, kind, t));
    weigh(u, call, 10000, 1);
    go_to(u, on);
    return call;
}

val guarded_load(struct unit *u, type t, val at)
{
    char constraints[32];
    struct form f = form_of(u, t);
    snprintf(constraints, sizeof constraints, "%s,*m,!i", f.result);
    return guarded(u, t, t, f.load, constraints, &at, 1);
}

void guarded_store(struct unit *u, val v, val at)
{
    char constraints[32];
    struct form f = form_of(u, LLVMTypeOf(v));
    snprintf(constraints, sizeof constraints, "=*m,%s,!i", f.value);
    guarded(u, u->t->none, LLVMTypeOf(v), f.store, constraints, (val[]){ at, v }, 2);
}
