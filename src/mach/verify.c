/* The laws of machine functions.

   Always:
   1. A block ends with its only jump, branch or exit, and has as many successors as that says.
      Predecessors and successors agree.
   2. A row has as many operands as it says. A register operand has the role's class, memory stands
      only where the role allows it, an immediate is in its range; bases and indices are
      general-purpose registers. The host has the row's features.
   3. What reads the flags has something that writes them before it in its block: flags are never
      live between blocks.
   4. Snapshots and exits exist.
   5. Nothing writes a register that is reserved, so that a pin that rests is still there when the
      function is left.

   Before register allocation:
   6. Virtual registers only, but for those that are reserved (the state pointer and pins that rest),
      to be read, and for a row's fixed register that the instruction just before writes. Each is
      defined once, and its definition comes before its uses on all paths; a phi uses its operands
      at the ends of the predecessors.
   7. Entry blocks start with an entry, which defines a register for each pin that does not rest;
      phis start blocks and have an operand for each predecessor. Exits use a register for each
      such pin and, when indirect, the pc.

   After it:
   8. Physical registers only, and no phi. Fixed operands are in their registers, tied results in
      that of their source; results differ from each other, early ones also from the sources.
      Spill slots exist. */
#include "mach/mach.h"

#include <stdarg.h>
#include <string.h>

struct verifier {
    const struct mach_func *f;
    char *error;
    size_t size;
    bool failed;
    uint32_t block;
    const struct mach_insn *insn; /* NULL: the block as a whole */
    uint32_t words;               /* of a set of virtual registers */
    uint64_t *defined;            /* at this point, while a block is gone through */
    uint64_t **defined_out;       /* by block: on all paths to its end */
};

__attribute__((format(printf, 2, 3))) static void fail(struct verifier *v, const char *what, ...)
{
    if (v->failed)
        return;
    v->failed = true;
    FILE *out = fmemopen(v->error, v->size, "w");
    if (!out)
        return;
    va_list args;
    va_start(args, what);
    fprintf(out, "block %u: ", v->block);
    vfprintf(out, what, args);
    va_end(args);
    if (v->insn) {
        fprintf(out, ": ");
        mach_print_insn(v->f, v->insn, out);
    }
    fclose(out);
}

/* ---- operands ---- */

static bool is_pseudo(const struct mach_insn *i)
{
    return i->op < MACH_TARGET_OPS;
}

static const struct mach_row *row_of(const struct verifier *v, const struct mach_insn *i)
{
    return &v->f->target->rows[i->op - MACH_TARGET_OPS];
}

static bool is_result(const struct verifier *v, const struct mach_insn *i, unsigned n)
{
    if (is_pseudo(i))
        return i->op == MACH_ENTRY || ((i->op == MACH_PHI || i->op == MACH_MOVE) && n == 0);
    return row_of(v, i)->role[n].def;
}

/* Before allocation: whether the row reads or writes it as its fixed register. */
static bool is_fixed_in(const struct verifier *v, const struct mach_insn *i, mach_reg r)
{
    bool is_row = i->op - (unsigned)MACH_TARGET_OPS < v->f->target->row_count;
    for (unsigned n = 0; is_row && n < i->count && n < MACH_ROLES; n++)
        if (row_of(v, i)->role[n].fixed == r && v->f->operands[i->operand + n].reg == r)
            return true;
    return false;
}

static bool is_allowed(const struct verifier *v, mach_reg r)
{
    if (mach_is_reserved(v->f, r))
        return true;
    if (v->f->allocated || r >= MACH_VIRTUAL)
        return v->f->allocated != (r >= MACH_VIRTUAL);
    bool last = v->insn + 1 == &v->f->insns[v->f->blocks[v->block].end];
    return is_fixed_in(v, v->insn, r) || (!last && is_fixed_in(v, v->insn + 1, r));
}

static void check_reg(struct verifier *v, mach_reg r, unsigned klass)
{
    if (!r || (r >= MACH_VIRTUAL && r - MACH_VIRTUAL >= v->f->reg_count))
        fail(v, "register %u does not exist", r);
    else if (!is_allowed(v, r))
        fail(v, "register %u has no place here", r);
    else if (klass < MACH_CLASSES && mach_class_of(v->f, r) != klass)
        fail(v, "register %u is of the wrong class", r);
}

static bool is_in_range(int64_t value, const struct mach_role *r)
{
    if (r->size >= 8)
        return true;
    int64_t top = (int64_t)1 << (r->size * 8 - 1);
    return r->immediate == MACH_SIGNED ? value >= -top && value < top
                                       : value >= 0 && value < 2 * top;
}

static void check_memory(struct verifier *v, const struct mach_operand *o,
                         const struct mach_role *r)
{
    if (!r->memory)
        fail(v, "memory where there can be none");
    if (o->kind == MACH_SPILL && (!v->f->allocated || (uint32_t)o->disp >= v->f->spill_count))
        fail(v, "slot %d does not exist", o->disp);
    if (o->kind == MACH_POOL && (uint32_t)o->disp >= v->f->pool_size)
        fail(v, "constant %d does not exist", o->disp);
    if (o->kind != MACH_MEM)
        return;
    if (o->reg)
        check_reg(v, o->reg, MACH_GPR);
    if (o->index)
        check_reg(v, o->index, MACH_GPR);
    if (o->scale > 3 || o->index == v->f->target->stack)
        fail(v, "such an address cannot be encoded");
}

static void check_operand(struct verifier *v, const struct mach_operand *o,
                          const struct mach_role *r)
{
    switch ((enum mach_kind)o->kind) {
    case MACH_REG:
        if (r->klass >= MACH_CLASSES)
            fail(v, "register %u where there can be none", o->reg);
        check_reg(v, o->reg, r->klass);
        break;
    case MACH_IMM:
        if (!r->immediate)
            fail(v, "an immediate where there can be none");
        else if (!is_in_range(o->imm, r))
            fail(v, "%lld is out of range", (long long)o->imm);
        break;
    case MACH_MEM:
    case MACH_SPILL:
    case MACH_POOL:
        check_memory(v, o, r);
        break;
    case MACH_NONE:
    case MACH_BLOCK:
        fail(v, "an operand of kind %u", o->kind);
    }
}

/* Law 8 for a result. */
static void check_result(struct verifier *v, const struct mach_insn *i, const struct mach_row *row,
                         unsigned n)
{
    const struct mach_operand *o = &v->f->operands[i->operand];
    if (o[n].kind != MACH_REG)
        return;
    for (unsigned k = 0; k < i->count; k++)
        if (k != n && o[k].kind == MACH_REG && o[k].reg == o[n].reg &&
            ((row->role[k].def && k < n) || (row->role[n].early && row->role[k].use)))
            fail(v, "operands %u and %u are in one register", k, n);
    if (row->role[n].tied && (o[1].kind != MACH_REG || o[1].reg != o[n].reg))
        fail(v, "the tied result is in another register");
}

static void check_row(struct verifier *v, const struct mach_insn *i)
{
    const struct mach_func *f = v->f;
    if (i->op - (unsigned)MACH_TARGET_OPS >= f->target->row_count) {
        fail(v, "row %u does not exist", i->op);
        return;
    }
    const struct mach_row *row = row_of(v, i);
    if (i->count != row->operands)
        fail(v, "%u operands for %u", i->count, row->operands);
    if (row->features & ~f->convention->features)
        fail(v, "the host does not have this");
    for (unsigned n = 0; n < i->count && !v->failed; n++) {
        const struct mach_operand *o = &f->operands[i->operand + n];
        check_operand(v, o, &row->role[n]);
        if (!f->allocated)
            continue;
        if (row->role[n].fixed && (o->kind != MACH_REG || o->reg != row->role[n].fixed))
            fail(v, "operand %u is not in %s", n, f->target->reg_names[row->role[n].fixed]);
        if (row->role[n].def)
            check_result(v, i, row, n);
    }
}

/* ---- pseudo ops ---- */

static unsigned exit_operands(const struct mach_func *f, const struct mach_insn *i)
{
    if (f->allocated)
        return 0;
    return f->pin_count + (f->exits[i->extra].kind == MACH_EXIT_INDIRECT);
}

static void check_count(struct verifier *v, unsigned wanted)
{
    if (v->insn->count != wanted)
        fail(v, "%u operands for %u", v->insn->count, wanted);
}

static void check_pseudo(struct verifier *v, const struct mach_insn *i)
{
    const struct mach_func *f = v->f;
    const struct mach_block *b = &f->blocks[v->block];
    bool first = i == &f->insns[b->first];
    switch ((enum mach_pseudo)i->op) {
    case MACH_ENTRY:
        check_count(v, f->allocated ? 0 : f->pin_count);
        if (!first || !b->entry)
            fail(v, "an entry in the middle");
        break;
    case MACH_PHI:
        check_count(v, 1 + b->pred_count);
        if (f->allocated || (!first && i[-1].op != MACH_PHI && i[-1].op != MACH_ENTRY))
            fail(v, "a phi in the middle");
        break;
    case MACH_MOVE:
        check_count(v, 2);
        break;
    case MACH_EXIT:
        if (i->extra >= f->exit_count)
            fail(v, "exit %u does not exist", i->extra);
        else
            check_count(v, exit_operands(f, i));
        break;
    case MACH_JUMP:
    case MACH_BRANCH:
        check_count(v, 0);
        break;
    case MACH_TARGET_OPS:
        break;
    default:
        fail(v, "op %u does not exist", i->op);
    }
    for (unsigned n = 0; n < i->count && !v->failed; n++) {
        const struct mach_operand *o = &f->operands[i->operand + n];
        if (o->kind == MACH_REG)
            check_reg(v, o->reg, MACH_CLASSES);
        else
            fail(v, "operand %u is no register", n);
    }
}

static void check_snapshot(struct verifier *v, const struct mach_insn *i)
{
    const struct mach_func *f = v->f;
    if (i->snapshot > f->snapshot_count) {
        fail(v, "snapshot %u does not exist", i->snapshot);
        return;
    }
    const struct mach_snapshot *s = i->snapshot ? &f->snapshots[i->snapshot - 1] : NULL;
    for (uint32_t k = 0; s && k < s->count; k++) {
        const struct mach_operand *o = &f->slots[s->first + k].value;
        if (o->kind == MACH_REG)
            check_reg(v, o->reg, MACH_CLASSES);
        else if (o->kind != MACH_IMM &&
                 (o->kind != MACH_SPILL || (uint32_t)o->disp >= f->spill_count))
            fail(v, "a snapshot of an operand of kind %u", o->kind);
    }
}

/* ---- blocks ---- */

static bool is_pred(const struct mach_func *f, uint32_t block, uint32_t pred)
{
    for (uint32_t k = 0; k < f->blocks[block].pred_count; k++)
        if (f->blocks[block].preds[k] == pred)
            return true;
    return false;
}

static void check_edges(struct verifier *v)
{
    const struct mach_func *f = v->f;
    const struct mach_block *b = &f->blocks[v->block];
    for (uint32_t k = 0; k < b->succ_count; k++)
        if (b->succs[k] >= f->block_count || !is_pred(f, b->succs[k], v->block))
            fail(v, "block %u does not know of this predecessor", b->succs[k]);
    for (uint32_t k = 0; k < b->pred_count; k++) {
        const struct mach_block *p = b->preds[k] < f->block_count ? &f->blocks[b->preds[k]] : NULL;
        if (!p || !((p->succ_count > 0 && p->succs[0] == v->block) ||
                    (p->succ_count > 1 && p->succs[1] == v->block)))
            fail(v, "block %u does not lead here", b->preds[k]);
    }
}

/* The successors that the last instruction of a block wants; -1: it is none to end with. */
static int successors_of(unsigned op)
{
    return op == MACH_EXIT ? 0 : op == MACH_JUMP ? 1 : op == MACH_BRANCH ? 2 : -1;
}

static void check_end(struct verifier *v)
{
    const struct mach_func *f = v->f;
    const struct mach_block *b = &f->blocks[v->block];
    if (b->first >= b->end || b->end > f->insn_count) {
        fail(v, "is empty");
        return;
    }
    if (successors_of(f->insns[b->end - 1].op) != (int)b->succ_count)
        fail(v, "has %u successors", b->succ_count);
    if (b->entry && f->insns[b->first].op != MACH_ENTRY)
        fail(v, "does not start with an entry");
    for (uint32_t i = b->first; i + 1 < b->end; i++)
        if (successors_of(f->insns[i].op) >= 0)
            fail(v, "goes on behind its end");
}

static void check_flags(struct verifier *v, const struct mach_insn *i, bool *written)
{
    const struct mach_row *row = is_pseudo(i) ? NULL : row_of(v, i);
    if ((i->op == MACH_BRANCH || (row && row->reads_flags)) && !*written)
        fail(v, "no one has written the flags");
    *written |= row && row->writes_flags;
}

static void check_reserved(struct verifier *v, const struct mach_insn *i)
{
    uint64_t written = is_pseudo(i) ? 0 : row_of(v, i)->clobbers;
    for (unsigned n = 0; n < i->count; n++) {
        const struct mach_operand *o = &v->f->operands[i->operand + n];
        if (o->kind == MACH_REG && o->reg < MACH_VIRTUAL && is_result(v, i, n))
            written |= (uint64_t)1 << o->reg;
    }
    written &= v->f->reserved;
    if (written)
        fail(v, "%s is written", v->f->target->reg_names[__builtin_ctzll(written)]);
}

static void check_block(struct verifier *v)
{
    const struct mach_func *f = v->f;
    const struct mach_block *b = &f->blocks[v->block];
    bool flags = false;
    v->insn = NULL;
    check_edges(v);
    check_end(v);
    for (uint32_t i = b->first; i < b->end && !v->failed; i++) {
        v->insn = &f->insns[i];
        if (is_pseudo(v->insn))
            check_pseudo(v, v->insn);
        else
            check_row(v, v->insn);
        check_snapshot(v, v->insn);
        if (!v->failed)
            check_flags(v, v->insn, &flags);
        if (!v->failed)
            check_reserved(v, v->insn);
    }
}

/* ---- SSA form ---- */

static bool contains(const uint64_t *set, mach_reg r)
{
    return set[(r - MACH_VIRTUAL) / 64] >> (r - MACH_VIRTUAL) % 64 & 1;
}

static void add(uint64_t *set, mach_reg r)
{
    set[(r - MACH_VIRTUAL) / 64] |= (uint64_t)1 << (r - MACH_VIRTUAL) % 64;
}

/* Each virtual register has one definition. */
static void check_definitions(struct verifier *v)
{
    const struct mach_func *f = v->f;
    uint64_t *seen = arena_alloc(f->arena, v->words * sizeof *seen + 8);
    for (v->block = 0; v->block < f->block_count; v->block++)
        for (uint32_t k = f->blocks[v->block].first; k < f->blocks[v->block].end; k++) {
            v->insn = &f->insns[k];
            for (unsigned n = 0; n < v->insn->count; n++) {
                mach_reg r = f->operands[v->insn->operand + n].reg;
                if (!is_result(v, v->insn, n) || r < MACH_VIRTUAL)
                    continue;
                if (contains(seen, r))
                    fail(v, "%%reg%u is defined twice", r);
                add(seen, r);
            }
        }
}

static void add_results(const struct verifier *v, const struct mach_insn *i, uint64_t *set)
{
    for (unsigned n = 0; n < i->count; n++) {
        const struct mach_operand *o = &v->f->operands[i->operand + n];
        if (is_result(v, i, n) && o->kind == MACH_REG && o->reg >= MACH_VIRTUAL)
            add(set, o->reg);
    }
}

/* What is defined on all paths to the block's start. */
static void defined_in(const struct verifier *v, uint32_t block, uint64_t *set)
{
    const struct mach_block *b = &v->f->blocks[block];
    memset(set, b->pred_count && !b->entry ? 0xff : 0, v->words * sizeof *set);
    for (uint32_t k = 0; k < b->pred_count; k++)
        for (uint32_t w = 0; w < v->words; w++)
            set[w] &= v->defined_out[b->preds[k]][w];
}

/* The largest solution: from "everything is defined" down. */
static void find_defined(struct verifier *v)
{
    const struct mach_func *f = v->f;
    size_t bytes = v->words * sizeof(uint64_t);
    v->defined = arena_alloc(f->arena, bytes + 8);
    v->defined_out = arena_alloc(f->arena, f->block_count * sizeof *v->defined_out);
    for (uint32_t b = 0; b < f->block_count; b++) {
        v->defined_out[b] = arena_alloc(f->arena, bytes + 8);
        memset(v->defined_out[b], 0xff, bytes);
    }
    for (bool again = true; again;) {
        again = false;
        for (uint32_t b = 0; b < f->block_count; b++) {
            defined_in(v, b, v->defined);
            for (uint32_t i = f->blocks[b].first; i < f->blocks[b].end; i++)
                add_results(v, &f->insns[i], v->defined);
            again |= memcmp(v->defined, v->defined_out[b], bytes) != 0;
            memcpy(v->defined_out[b], v->defined, bytes);
        }
    }
}

static void check_use(struct verifier *v, mach_reg r, const uint64_t *defined)
{
    if (r >= MACH_VIRTUAL && !contains(defined, r))
        fail(v, "%%reg%u is not defined on all paths", r);
}

static void check_uses(struct verifier *v, const struct mach_insn *i)
{
    const struct mach_func *f = v->f;
    const struct mach_block *b = &f->blocks[v->block];
    for (unsigned n = 0; n < i->count; n++) {
        const struct mach_operand *o = &f->operands[i->operand + n];
        if (o->kind == MACH_MEM) {
            check_use(v, o->reg, v->defined);
            check_use(v, o->index, v->defined);
        } else if (o->kind == MACH_REG && !is_result(v, i, n)) {
            check_use(v, o->reg, i->op == MACH_PHI ? v->defined_out[b->preds[n - 1]] : v->defined);
        }
    }
    const struct mach_snapshot *s = i->snapshot ? &f->snapshots[i->snapshot - 1] : NULL;
    for (uint32_t k = 0; s && k < s->count; k++)
        if (f->slots[s->first + k].value.kind == MACH_REG)
            check_use(v, f->slots[s->first + k].value.reg, v->defined);
}

static void check_ssa(struct verifier *v)
{
    const struct mach_func *f = v->f;
    check_definitions(v);
    find_defined(v);
    for (v->block = 0; v->block < f->block_count; v->block++) {
        defined_in(v, v->block, v->defined);
        for (uint32_t i = f->blocks[v->block].first; i < f->blocks[v->block].end && !v->failed;
             i++) {
            v->insn = &f->insns[i];
            check_uses(v, v->insn);
            add_results(v, v->insn, v->defined);
        }
    }
}

bool mach_verify(const struct mach_func *f, char *error, size_t size)
{
    struct verifier v = { .f = f, .error = error, .size = size, .words = (f->reg_count + 63) / 64 };
    for (v.block = 0; v.block < f->block_count && !v.failed; v.block++)
        check_block(&v);
    if (!v.failed && !f->allocated)
        check_ssa(&v);
    return !v.failed;
}
