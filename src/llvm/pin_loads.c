/* Keeps the guest's loads apart from what uses them. LLVM's selection would make one instruction of a load and an addition
   that belong to two guest instructions, and then a fault has the wrong one's line; and it would change places of
   operands of an FP instruction, which decides which of two NaNs comes out. A `freeze` between the two stops that,
   and costs nothing else. Run behind all passes. */
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

/* Whether the load could become part of its only user's instruction. */
static bool may_fold(val load)
{
    LLVMUseRef use = LLVMGetFirstUse(load);
    if (!use || LLVMGetNextUse(use))
        return false;
    val user = LLVMGetUser(use);
    if (!LLVMIsAInstruction(user) ||
        LLVMGetInstructionParent(user) != LLVMGetInstructionParent(load))
        return false;
    return !LLVMIsAPHINode(user) && !LLVMIsAIntToPtrInst(user) &&
           !(LLVMIsAStoreInst(user) && LLVMGetOperand(user, 0) == load);
}

static void separate(LLVMBuilderRef b, val load)
{
    LLVMPositionBuilderBefore(b, LLVMGetNextInstruction(load));
    LLVMSetCurrentDebugLocation2(b, LLVMInstructionGetDebugLoc(load));
    val user = LLVMGetUser(LLVMGetFirstUse(load));
    val frozen = LLVMBuildFreeze(b, load, "");
    for (int k = 0; k < LLVMGetNumOperands(user); k++)
        if (LLVMGetOperand(user, (unsigned)k) == load)
            LLVMSetOperand(user, (unsigned)k, frozen);
}

void separate_loads(struct llvm_tier *t, LLVMModuleRef module)
{
    for (val f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
        for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(f); b; b = LLVMGetNextBasicBlock(b))
            for (val i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
                if (is_guest_load(i) && may_fold(i))
                    separate(t->builder, i);
}
