/* Keeps the guest's loads apart from what uses them. LLVM's selection would make one instruction of a load and an addition
   that belong to two guest instructions, and then a fault has the wrong one's line; and it would change places of
   operands of an FP instruction, which decides which of two NaNs comes out. A `freeze` between the two, or an asm of nothing, stops
   that, and costs nothing else. Run behind all passes. */
#include "llvm/internal.h"

/* Of all volatile ones, not those of the state: a poll is one instruction. */
static bool is_guest_load(val v)
{
    if (!LLVMIsALoadInst(v) || !LLVMGetVolatile(v))
        return false;
    val at = LLVMGetOperand(v, 0);
    while (LLVMIsAGetElementPtrInst(at))
        at = LLVMGetOperand(at, 0);
    return !LLVMIsAArgument(at);
}

/* The only user, when it is an instruction of the same block; else NULL: no instruction is made of both. */
static val neighbour(val v)
{
    LLVMUseRef use = LLVMGetFirstUse(v);
    if (!use || LLVMGetNextUse(use))
        return NULL;
    val user = LLVMGetUser(use);
    bool near = LLVMIsAInstruction(user) && LLVMGetInstructionParent(user) == LLVMGetInstructionParent(v);
    return near ? user : NULL;
}

/* Whether the load, or what extends it, could become part of its only user's instruction. */
static bool may_fold(val v)
{
    val user = neighbour(v);
    return user && !LLVMIsAPHINode(user) && !LLVMIsAIntToPtrInst(user) &&
           !(LLVMIsAStoreInst(user) && LLVMGetOperand(user, 0) == v);
}

/* A load that is extended in the same guest instruction is one instruction of the host's, too. */
static bool extends(val load)
{
    val user = neighbour(load);
    return user && (LLVMIsAZExtInst(user) || LLVMIsASExtInst(user)) &&
           LLVMGetTypeKind(LLVMTypeOf(user)) == LLVMIntegerTypeKind &&
           LLVMInstructionGetDebugLoc(user) == LLVMInstructionGetDebugLoc(load);
}

/* Nothing, by assembly: a freeze of what is extended becomes an extension of a frozen load, in two instructions. */
static val hide(LLVMBuilderRef b, val v)
{
    type t = LLVMTypeOf(v), function = LLVMFunctionType(t, &t, 1, false);
    val nothing = LLVMGetInlineAsm(function, "", 0, "=r,0", 4, false, false, LLVMInlineAsmDialectATT, false);
    return LLVMBuildCall2(b, function, nothing, &v, 1, "");
}

static void separate(LLVMBuilderRef b, val load)
{
    bool extended = extends(load);
    val v = extended ? neighbour(load) : load;
    if (!may_fold(v))
        return;
    LLVMPositionBuilderBefore(b, LLVMGetNextInstruction(v));
    LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(v));
    val user = neighbour(v), made = extended ? hide(b, v) : LLVMBuildFreeze(b, v, "");
    for (int k = 0; k < LLVMGetNumOperands(user); k++)
        if (LLVMGetOperand(user, (unsigned)k) == v)
            LLVMSetOperand(user, (unsigned)k, made);
}

void separate_loads(struct llvm_tier *t, LLVMModuleRef module)
{
    for (val f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b; b = LLVMGetNextBasicBlock(b))
            for (val i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
                if (is_guest_load(i))
                    separate(t->builder, i);
}
