/* The steps of AES. The host's instructions do one step or two and then add a key: what is added to the result in the
   IR, or zero. */
#include "llvm/internal.h"

#include "mach/x86_64/target.h"

/* A step that is the last of an instruction, alone or after the one that comes before it in a round. */
static const struct step {
    uint8_t op, after; /* after: IR_nop when alone */
    const char *name;
} steps[] = {
    { IR_aes_mix, IR_aes_enc, "llvm.x86.aesni.aesenc" },
    { IR_aes_unmix, IR_aes_dec, "llvm.x86.aesni.aesdec" },
    { IR_aes_enc, IR_nop, "llvm.x86.aesni.aesenclast" },
    { IR_aes_dec, IR_nop, "llvm.x86.aesni.aesdeclast" },
};

static const struct step *find_step(const struct unit *u, const struct ir_ins *x)
{
    for (unsigned k = 0; k < sizeof steps / sizeof *steps; k++)
        if (x->op == steps[k].op && (!steps[k].after || u->f->ins[x->a].op == steps[k].after))
            return &steps[k];
    return NULL;
}

static val state(struct unit *u, ir_ref v)
{
    return as(u, in(u, v), lanes_of(u, IR_I64, 2));
}

static val instruction(struct unit *u, const char *name, val a, val key)
{
    return call_intrinsic(u, name, NULL, 0, (val[]){ a, key }, 2);
}

/* key 0: none. NULL: x is not the last step of an instruction. */
static val round_of(struct unit *u, const struct ir_ins *x, ir_ref key)
{
    const struct step *s = find_step(u, x);
    if (!s)
        return NULL;
    val a = state(u, s->after ? u->f->ins[x->a].a : x->a);
    return instruction(u, s->name, a, key ? state(u, key) : LLVMConstNull(lanes_of(u, IR_I64, 2)));
}

static val add_key(struct unit *u, const struct ir_ins *x)
{
    val r = round_of(u, &u->f->ins[x->b], x->a);
    return r ? r : round_of(u, &u->f->ins[x->a], x->b);
}

/* No instruction mixes columns only: SubBytes and ShiftRows are undone first. */
static val mix(struct unit *u, ir_ref a)
{
    val none = LLVMConstNull(lanes_of(u, IR_I64, 2));
    val before = instruction(u, "llvm.x86.aesni.aesdeclast", state(u, a), none);
    return instruction(u, "llvm.x86.aesni.aesenc", before, none);
}

static val lower_any(struct unit *u, const struct ir_ins *x)
{
    val a;
    switch ((int)x->op) {
    case IR_xor:
        return ir_is_vector(x->type) && ir_bits(x->type) == 128 ? add_key(u, x) : NULL;
    case IR_aes_enc:
    case IR_aes_dec:
        return round_of(u, x, 0);
    case IR_aes_mix:
        a = round_of(u, x, 0);
        return a ? a : mix(u, x->a);
    case IR_aes_unmix:
        a = state(u, x->a);
        return find_step(u, x) ? round_of(u, x, 0)
                               : call_intrinsic(u, "llvm.x86.aesni.aesimc", NULL, 0, &a, 1);
    }
    return NULL;
}

val lower_aes(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val r = has(u, X86_HAS_AES) ? lower_any(u, x) : NULL;
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
