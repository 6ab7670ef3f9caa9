/* Rounds and words of SHA1 and SHA256, by the host's instructions. */
#include "llvm/internal.h"

#include "mach/x86_64/target.h"

static val words(struct unit *u, ir_ref v)
{
    return as(u, in(u, v), lanes_of(u, IR_I32, 4));
}

/* The instruction adds the rounds' constant, which the guest's words have already. */
static val sha1_rounds(struct unit *u, const struct ir_ins *x)
{
    static const uint32_t constant[3] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc };
    val hash = words(u, x->a), w = words(u, x->b);
    w = LLVMBuildSub(u->b, w, number(LLVMTypeOf(w), constant[x->aux]), "");
    val part = number(type_of(u, IR_I8), x->aux);
    return call_intrinsic(u, "llvm.x86.sha1rnds4", NULL, 0, (val[]){ hash, w, part }, 3);
}

static val sha256(struct unit *u, const char *name, const struct ir_ins *x)
{
    val a = words(u, x->a), b = words(u, x->b), c = x->c ? words(u, x->c) : NULL;
    return call_intrinsic(u, name, NULL, 0, (val[]){ a, b, c }, c ? 3 : 2);
}

static val lower_any(struct unit *u, const struct ir_ins *x)
{
    switch ((int)x->op) {
    case IR_sha1_rounds:
        return sha1_rounds(u, x);
    case IR_sha256_rounds:
        return sha256(u, "llvm.x86.sha256rnds2", x);
    case IR_sha256_update0:
        return sha256(u, "llvm.x86.sha256msg1", x);
    case IR_sha256_update1:
        return sha256(u, "llvm.x86.sha256msg2", x);
    }
    return NULL;
}

val lower_sha(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val r = has(u, X86_HAS_SHA) ? lower_any(u, x) : NULL;
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
