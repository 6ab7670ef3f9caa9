/* Breaks a correct machine function in one way after the other; the verifier must say what is
   wrong, and must accept the correct one. Prints each failure and, last, the counts. */
#include <string.h>

#include "ir/state.h"
#include "mach/x86_64/x86_64.h"

struct broken {
    struct mach_func *f;
    struct mach_insn *i; /* the instructions, by name below */
    struct mach_operand *o;
};

/* The function: an entry with one pin (another one rests), a diamond with a phi, an exit.
       0: %64 = entry        1: %66 = add.64 %65, [%64 + 8]   2: jump   3: %67 = phi %66, %65
          %65 = mov.64.i 5      jump                                       shl.64.cl, set, exit
          cmp.64 %64, %65
          branch                                                                               */
enum { ENTRY, CONSTANT, COMPARE, BRANCH, ADD, JUMP1, JUMP2, PHI, SHIFT, SET, EXIT };

static struct mach_operand reg(mach_reg r)
{
    return (struct mach_operand){ .kind = MACH_REG, .reg = r };
}

static struct mach_operand imm(int64_t v)
{
    return (struct mach_operand){ .kind = MACH_IMM, .imm = v };
}

static struct mach_operand memory(mach_reg base)
{
    return (struct mach_operand){ .kind = MACH_MEM, .reg = base, .disp = 8 };
}

#define APPEND(f, op, ...) \
    mach_append(f, op, \
                sizeof((struct mach_operand[]){ __VA_ARGS__ }) / sizeof(struct mach_operand), \
                (struct mach_operand[]){ __VA_ARGS__ })

static void add_block(struct mach_func *f, uint32_t first, uint32_t s0, uint32_t s1, uint32_t succs,
                      uint32_t p0, uint32_t p1, uint32_t preds)
{
    uint32_t number = mach_block_new(f);
    struct mach_block *b = &f->blocks[number];
    *b = (struct mach_block){ .first = first,
                              .end = f->insn_count,
                              .succs = { s0, s1 },
                              .succ_count = succs,
                              .pred_count = preds };
    b->preds = arena_alloc(f->arena, 2 * sizeof *b->preds);
    b->preds[0] = p0;
    b->preds[1] = p1;
}

/* With virtual registers, or as it could be after allocation. */
static void build(struct mach_func *f, bool allocated)
{
    mach_reg r[8];
    static const mach_reg physical[8] = { X86_R13, X86_RBX, X86_RBX, X86_RBX,
                                          X86_RBX, X86_RCX, X86_R10, X86_RDX };
    for (unsigned k = 0; k < 8; k++)
        r[k] = allocated ? physical[k] : mach_new_reg(f, MACH_GPR);
    mach_append(f, MACH_ENTRY, allocated ? 0 : 1,
                &(struct mach_operand){ .kind = MACH_REG, .reg = r[0] });
    APPEND(f, X86_MOV_64_I, reg(r[1]), imm(5));
    APPEND(f, X86_CMP_64, reg(r[0]), reg(r[1]));
    mach_append(f, MACH_BRANCH, 0, NULL);
    add_block(f, 0, 1, 2, 2, 0, 0, 0);
    const struct mach_slot slot = { 8, 8, reg(r[1]) };
    uint32_t shot = mach_snapshot_add(f, 0x1000, &slot, 1);
    APPEND(f, X86_ADD_64, reg(r[2]), reg(r[1]), memory(r[0]))->snapshot = shot;
    mach_append(f, MACH_JUMP, 0, NULL);
    add_block(f, ADD, 3, 0, 1, 0, 0, 1);
    mach_append(f, MACH_JUMP, 0, NULL);
    add_block(f, JUMP2, 3, 0, 1, 0, 0, 1);
    if (allocated)
        APPEND(f, X86_MOV_64, reg(X86_RCX), reg(X86_RBX));
    else
        APPEND(f, MACH_PHI, reg(r[3]), reg(r[2]), reg(r[1]));
    APPEND(f, X86_SHL_64_CL, reg(r[4]), reg(allocated ? r[4] : r[3]),
           reg(allocated ? X86_RCX : r[1]));
    APPEND(f, X86_SET, reg(r[6]));
    mach_append(f, MACH_EXIT, allocated ? 0 : 1,
                &(struct mach_operand){ .kind = MACH_REG, .reg = r[4] });
    f->insns[EXIT].extra = mach_exit_add(f, &(struct mach_exit){ .kind = MACH_EXIT_DIRECT });
    add_block(f, PHI, 0, 0, 0, 1, 2, 2);
    f->blocks[0].entry = true;
    f->spill_count = allocated ? 2 : 0;
    f->allocated = allocated;
}

/* ---- ways to break it ---- */

#define OPERAND(b, insn, n) (b)->o[(b)->i[insn].operand + (n)]
#define BREAK(name, ...) \
    static void name(struct broken *b) \
    { \
        __VA_ARGS__; \
    }
BREAK(nothing, (void)b)
BREAK(no_branch, b->f->blocks[0].end--)
BREAK(no_jump, b->f->blocks[1].succ_count = 0)
BREAK(two_ends, b->i[CONSTANT].op = MACH_JUMP)
BREAK(unknown_pred, b->f->blocks[3].preds[0] = 2)
BREAK(wrong_pred, b->f->blocks[1].preds[b->f->blocks[1].pred_count++] = 3)
BREAK(empty, b->f->blocks[2].end = b->f->blocks[2].first)
BREAK(no_entry, b->f->blocks[0].entry = false)
BREAK(second_entry, b->f->blocks[2].entry = true)
BREAK(wrong_class, OPERAND(b, COMPARE, 0).reg = mach_new_reg(b->f, MACH_VEC))
BREAK(count, b->i[COMPARE].count = 1)
BREAK(memory_operand, OPERAND(b, COMPARE, 0) = memory(X86_STATE))
BREAK(immediate, OPERAND(b, COMPARE, 1) = imm(1))
BREAK(no_immediate, OPERAND(b, CONSTANT, 1) = OPERAND(b, CONSTANT, 0))
BREAK(large, b->i[CONSTANT].op = X86_MOV_32_I; OPERAND(b, CONSTANT, 1) = imm((int64_t)1 << 31))
BREAK(pool, OPERAND(b, ADD, 2) = (struct mach_operand){ .kind = MACH_POOL })
BREAK(slot, OPERAND(b, ADD, 2) = (struct mach_operand){ .kind = MACH_SPILL, .disp = 2 })
BREAK(rsp_index, OPERAND(b, ADD, 2).index = X86_RSP)
BREAK(row, b->i[ADD].op = X86_OPS_END)
BREAK(pseudo, b->i[ADD].op = MACH_TARGET_OPS - 1)
BREAK(features, b->i[CONSTANT].op = X86_VPBROADCASTQ_R)
BREAK(flags, b->i[SHIFT].op = X86_MOV_64; b->i[SHIFT].count = 2)
BREAK(snapshot, b->i[ADD].snapshot = 2)
BREAK(slot_kind, b->f->slots[0].value = memory(X86_STATE))
BREAK(exits, b->i[EXIT].extra = 1)
BREAK(exit_count, b->i[EXIT].count = 0)
BREAK(phi_count, b->i[PHI].count = 2)
BREAK(late_phi, b->i[PHI].op = X86_ADD_64; b->i[SHIFT].op = MACH_PHI)
BREAK(twice, OPERAND(b, ADD, 0).reg = OPERAND(b, CONSTANT, 0).reg)
BREAK(undefined, OPERAND(b, SHIFT, 1).reg = OPERAND(b, ADD, 0).reg)
BREAK(undefined_base, OPERAND(b, ADD, 2).reg = OPERAND(b, PHI, 0).reg)
BREAK(undefined_phi, OPERAND(b, PHI, 2).reg = OPERAND(b, ADD, 0).reg)
BREAK(undefined_slot, b->f->slots[0].value.reg = OPERAND(b, PHI, 0).reg)
BREAK(physical, OPERAND(b, COMPARE, 0).reg = X86_RBX)
BREAK(virtual, OPERAND(b, COMPARE, 0).reg = mach_new_reg(b->f, MACH_GPR))
BREAK(fixed, OPERAND(b, SHIFT, 2).reg = X86_RDX)
BREAK(tied, OPERAND(b, ADD, 1).reg = X86_RDX)
BREAK(stack, OPERAND(b, CONSTANT, 0).reg = X86_RSP)
BREAK(state, OPERAND(b, SET, 0).reg = X86_STATE)
BREAK(read_resting, OPERAND(b, COMPARE, 1).reg = X86_R14)
BREAK(write_resting, OPERAND(b, SET, 0).reg = X86_R14)
BREAK(clobber, b->f->reserved |= 1u << X86_RAX; b->i[CONSTANT].op = X86_CALL_STUB; OPERAND(b, CONSTANT, 0).reg = X86_RAX;
      OPERAND(b, CONSTANT, 1) = memory(X86_STATE))
BREAK(phi_left, b->i[PHI].op = MACH_PHI)
BREAK(results, b->i[ADD].op = X86_MULX_64; b->i[ADD].count = 3)

static const struct test {
    const char *name;
    void (*change)(struct broken *b);
    bool allocated;
    const char *error; /* part of the message; NULL: none */
} tests[] = {
    { "nothing", nothing, false, NULL },
    { "nothing, allocated", nothing, true, NULL },
    { "no branch", no_branch, false, "has 2 successors" },
    { "no jump", no_jump, false, "has 0 successors" },
    { "wrong predecessor", wrong_pred, false, "block 3 does not lead here" },
    { "two ends", two_ends, false, "goes on behind its end" },
    { "unknown predecessor", unknown_pred, false, "does not know of this predecessor" },
    { "empty", empty, false, "is empty" },
    { "no entry", no_entry, false, "an entry in the middle" },
    { "second entry", second_entry, false, "does not start with an entry" },
    { "class", wrong_class, false, "wrong class" },
    { "count", count, false, "1 operands for 2" },
    { "memory", memory_operand, false, "memory where there can be none" },
    { "immediate", immediate, false, "an immediate where there can be none" },
    { "no immediate", no_immediate, false, "where there can be none" },
    { "large", large, false, "2147483648 is out of range" },
    { "pool", pool, false, "constant 0 does not exist" },
    { "slot in SSA form", slot, false, "slot 2 does not exist" },
    { "slot", slot, true, "slot 2 does not exist" },
    { "index", rsp_index, true, "cannot be encoded" },
    { "row", row, false, "does not exist" },
    { "pseudo", pseudo, false, "op 15 does not exist" },
    { "features", features, false, "the host does not have this" },
    { "flags", flags, true, "no one has written the flags" },
    { "snapshot", snapshot, false, "snapshot 2 does not exist" },
    { "slot kind", slot_kind, false, "a snapshot of an operand of kind 3" },
    { "exits", exits, false, "exit 1 does not exist" },
    { "exit count", exit_count, false, "0 operands for 1" },
    { "phi count", phi_count, false, "2 operands for 3" },
    { "late phi", late_phi, false, "a phi in the middle" },
    { "twice", twice, false, "%reg65 is defined twice" },
    { "undefined", undefined, false, "%reg66 is not defined on all paths" },
    { "undefined base", undefined_base, false, "%reg67 is not defined on all paths" },
    { "undefined phi", undefined_phi, false, "%reg66 is not defined on all paths" },
    { "undefined slot", undefined_slot, false, "%reg67 is not defined on all paths" },
    { "physical", physical, false, "register 4 has no place here" },
    { "virtual", virtual, true, "has no place here" },
    { "fixed", fixed, true, "operand 2 is not in rcx" },
    { "tied", tied, true, "tied result is in another register" },
    { "stack", stack, true, "rsp is written" },
    { "state", state, true, "r13 is written" },
    { "a resting pin is read", read_resting, false, NULL },
    { "a resting pin is read, allocated", read_resting, true, NULL },
    { "a resting pin is written", write_resting, true, "r14 is written" },
    { "a reserved register is clobbered", clobber, true, "rax is written" },
    { "phi left", phi_left, true, "operands for 3" },
    { "results", results, true, "3 operands for 4" },
};

static bool run(const struct test *t)
{
    static const uint16_t guest_pins[] = { 8, 16, 0 };
    struct arena arena;
    struct mach_convention c;
    char error[1000] = "";
    arena_init(&arena);
    mach_convention_make(&c, &mach_x86_64, guest_pins);
    c.features &= ~X86_HAS_AVX512;
    struct broken b = { .f = mach_func_new(&arena, &mach_x86_64, &c) };
    mach_rest(b.f, 1u << X86_R14);
    build(b.f, t->allocated);
    b.i = b.f->insns;
    b.o = b.f->operands;
    t->change(&b);
    bool accepted = mach_verify(b.f, error, sizeof error);
    bool right = t->error ? !accepted && strstr(error, t->error) : accepted;
    if (!right)
        printf("FAILED: %s: %s\n", t->name, accepted ? "accepted" : error);
    arena_free(&arena);
    return right;
}

int main(void)
{
    unsigned passed = 0, failed = 0;
    for (size_t k = 0; k < sizeof tests / sizeof *tests; k++)
        *(run(&tests[k]) ? &passed : &failed) += 1;
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
