/* Rounds and words of SHA1 and SHA256: by the host's instructions or, without them, as FIPS 180-4 has them, rounds word by
   word. */
#include "llvm/internal.h"

#include "mach/x86_64/target.h"

static val words(struct unit *u, ir_ref v)
{
    return as(u, in(u, v), lanes_of(u, IR_I32, 4));
}

/* ---- instructions ---- */

/* The instruction adds the rounds' constant, which the guest's words have already. */
static val sha1_instruction(struct unit *u, const struct ir_ins *x)
{
    static const uint32_t constant[3] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc };
    val hash = words(u, x->a), w = words(u, x->b);
    w = LLVMBuildSub(u->b, w, number(LLVMTypeOf(w), constant[x->aux]), "");
    val part = number(type_of(u, IR_I8), x->aux);
    return call_intrinsic(u, "llvm.x86.sha1rnds4", NULL, 0, (val[]){ hash, w, part }, 3);
}

static val sha256_instruction(struct unit *u, const char *name, const struct ir_ins *x)
{
    val a = words(u, x->a), b = words(u, x->b), c = x->c ? words(u, x->c) : NULL;
    return call_intrinsic(u, name, NULL, 0, (val[]){ a, b, c }, c ? 3 : 2);
}

static val by_instruction(struct unit *u, const struct ir_ins *x)
{
    switch ((int)x->op) {
    case IR_sha1_rounds:
        return sha1_instruction(u, x);
    case IR_sha256_rounds:
        return sha256_instruction(u, "llvm.x86.sha256rnds2", x);
    case IR_sha256_update0:
        return sha256_instruction(u, "llvm.x86.sha256msg1", x);
    case IR_sha256_update1:
        return sha256_instruction(u, "llvm.x86.sha256msg2", x);
    }
    return NULL;
}

/* ---- plainly: of words, or of all lanes ---- */

static val add(struct unit *u, val a, val b)
{
    return LLVMBuildAdd(u->b, a, b, "");
}

static val xor (struct unit * u, val a, val b) { return LLVMBuildXor(u->b, a, b, ""); }

    static val rotate(struct unit *u, val a, unsigned count)
{
    type t = LLVMTypeOf(a);
    return call_intrinsic(u, "llvm.fshr", &t, 1, (val[]){ a, a, number(t, count) }, 3);
}

static val big_sigma(struct unit *u, val a, unsigned i, unsigned j, unsigned k)
{
    val x = rotate(u, a, i);
    x = xor(u, x, rotate(u, a, j));
    return xor(u, x, rotate(u, a, k));
}

/* The last count is of a shift. */
static val small_sigma(struct unit *u, val a, unsigned i, unsigned j, unsigned k)
{
    val x = rotate(u, a, i);
    x = xor(u, x, rotate(u, a, j));
    return xor(u, x, LLVMBuildLShr(u->b, a, number(LLVMTypeOf(a), k), ""));
}

static val choose(struct unit *u, val x, val y, val z)
{
    return xor(u, z, LLVMBuildAnd(u->b, x, xor(u, y, z), ""));
}

static val majority(struct unit *u, val x, val y, val z)
{
    val differ = xor(u, x, y);
    return xor(u, y, LLVMBuildAnd(u->b, differ, xor(u, y, z), ""));
}

static void take_apart(struct unit *u, val v, val word[4])
{
    for (unsigned k = 0; k < 4; k++)
        word[k] = LLVMBuildExtractElement(u->b, v, number(u->t->scalar[IR_I32], k), "");
}

static val join(struct unit *u, const val word[4])
{
    val v = LLVMGetPoison(lanes_of(u, IR_I32, 4));
    for (unsigned k = 0; k < 4; k++)
        v = LLVMBuildInsertElement(u->b, v, word[k], number(u->t->scalar[IR_I32], k), "");
    return v;
}

/* Lanes from `first` on of a, then of b. */
static val lanes_from(struct unit *u, val a, val b, unsigned first)
{
    val from[4];
    for (unsigned k = 0; k < 4; k++)
        from[k] = number(u->t->scalar[IR_I32], first + k);
    return LLVMBuildShuffleVector(u->b, a, b, LLVMConstVector(from, 4), "");
}

static val sha1_rounds(struct unit *u, const struct ir_ins *i)
{
    val x[4], w[4], e = NULL; /* x: d, c, b, a */
    take_apart(u, words(u, i->a), x);
    take_apart(u, words(u, i->b), w);
    for (unsigned k = 4; k-- > 0;) {
        val sum = e ? add(u, w[k], e) : w[k];
        val mixed = i->aux == 0   ? choose(u, x[2], x[1], x[0])
                    : i->aux == 1 ? xor(u, x[2], xor(u, x[1], x[0]))
                                  : majority(u, x[2], x[1], x[0]);
        sum = add(u, sum, mixed);
        sum = add(u, sum, rotate(u, x[3], 27));
        e = x[0];
        x[0] = x[1];
        x[1] = rotate(u, x[2], 2);
        x[2] = x[3];
        x[3] = sum;
    }
    return join(u, x);
}

static val sha256_rounds(struct unit *u, const struct ir_ins *i)
{
    val x[4], y[4], w[4]; /* h, g, d, c and f, e, b, a */
    take_apart(u, words(u, i->a), x);
    take_apart(u, words(u, i->b), y);
    take_apart(u, words(u, i->c), w);
    for (unsigned k = 0; k < 2; k++) {
        val sum = add(u, x[0], w[k]);
        sum = add(u, sum, choose(u, y[1], y[0], x[1]));
        sum = add(u, sum, big_sigma(u, y[1], 6, 11, 25));
        val other = majority(u, y[3], y[2], x[3]);
        other = add(u, other, big_sigma(u, y[3], 2, 13, 22));
        val e = add(u, x[2], sum), a = add(u, sum, other);
        x[0] = x[1];
        x[1] = y[0];
        x[2] = x[3];
        x[3] = y[2];
        y[0] = y[1];
        y[1] = e;
        y[2] = y[3];
        y[3] = a;
    }
    return join(u, y);
}

static val sha256_update0(struct unit *u, const struct ir_ins *i)
{
    val a = words(u, i->a), b = words(u, i->b);
    return add(u, a, small_sigma(u, lanes_from(u, a, b, 1), 7, 18, 3));
}

/* The first two words, then the others, which need them. */
static val sha256_update1(struct unit *u, const struct ir_ins *i)
{
    val a = words(u, i->a), b = words(u, i->b), none = LLVMConstNull(LLVMTypeOf(a));
    val sigma = small_sigma(u, b, 17, 19, 10);
    val first = add(u, a, lanes_from(u, sigma, none, 2));
    sigma = small_sigma(u, first, 17, 19, 10);
    return add(u, first, lanes_from(u, none, sigma, 2));
}

static val plainly(struct unit *u, const struct ir_ins *x)
{
    switch ((int)x->op) {
    case IR_sha1_rounds:
        return sha1_rounds(u, x);
    case IR_sha256_rounds:
        return sha256_rounds(u, x);
    case IR_sha256_update0:
        return sha256_update0(u, x);
    case IR_sha256_update1:
        return sha256_update1(u, x);
    }
    return NULL;
}

val lower_sha(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    val r = has(u, X86_HAS_SHA) ? by_instruction(u, x) : plainly(u, x);
    return r ? as(u, r, type_of(u, x->type)) : NULL;
}
