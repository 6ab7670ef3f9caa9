/* Machine functions as text, for -d mach, for messages, and for tests, which mach/parse.c reads:

       x86_64, ssa, pc 0x10440
       pins r12=state+8 r14=state+16 r15=state+24
       resting r15
       block 2: after 0 1, loop 1
         %reg70 = add.64 %reg68, 8
         mov.64 [r13 + 112], %reg70          at 0x10450, r12=%reg66
         branch ne 1, 3

   The result comes first. Virtual registers are %reg or %vec by class. Behind an instruction that may fault stands the guest's pc, and guest
   state that is not in its place, as far as that is another than at the last such instruction of the block; state that is in its place
   again is `stored`, a pin `r12=r12`. */
#include "mach/mach.h"

#include <inttypes.h>
#include <stddef.h>

#include "mach/emit.h"
#include "mach/words.h"

/* ---- the words ---- */

const char *const mach_pseudo_names[MACH_TARGET_OPS] = { "entry", "phi", "move", "exit", "jump", "branch" };
const char *const mach_exit_names[] = { "direct", "indirect", "syscall", "trap", "safepoint", NULL };

#define FLAG(name) { #name, offsetof(struct mach_func, name) }
const struct mach_flag mach_flags[] = { FLAG(may_rest),         FLAG(polls),          FLAG(soft_fp), FLAG(exact_underflow),
                                        FLAG(inexact_underflow), FLAG(uses_fp_flags), { NULL, 0 } };
#undef FLAG

/* ---- printing ---- */

static void print_reg(const struct mach_func *f, mach_reg r, FILE *out)
{
    if (r >= MACH_VIRTUAL)
        fprintf(out, r - MACH_VIRTUAL < f->reg_count && f->class_of[r - MACH_VIRTUAL] == MACH_VEC ? "%%vec%u" : "%%reg%u", r);
    else
        fprintf(out, "%s", f->target->reg_names[r]);
}

static void print_address(const struct mach_func *f, const struct mach_operand *o, FILE *out)
{
    const char *separator = "";
    fprintf(out, "[");
    if (o->reg) {
        print_reg(f, o->reg, out);
        separator = " + ";
    }
    if (o->index) {
        fprintf(out, "%s", separator);
        print_reg(f, o->index, out);
        if (o->scale || !o->reg)
            fprintf(out, "*%u", 1u << o->scale);
        separator = " + ";
    }
    if (!*separator)
        fprintf(out, "%" PRId32, o->disp);
    else if (o->disp)
        fprintf(out, " %c %" PRId64, o->disp < 0 ? '-' : '+',
                o->disp < 0 ? -(int64_t)o->disp : o->disp);
    fprintf(out, "]");
}

static void print_operand(const struct mach_func *f, const struct mach_operand *o, FILE *out)
{
    switch ((enum mach_kind)o->kind) {
    case MACH_NONE:
        fprintf(out, "none");
        break;
    case MACH_REG:
        print_reg(f, o->reg, out);
        break;
    case MACH_IMM:
        fprintf(out, o->imm > -4096 && o->imm < 4096 ? "%" PRId64 : "0x%" PRIx64, o->imm);
        break;
    case MACH_MEM:
        print_address(f, o, out);
        break;
    case MACH_SPILL:
        fprintf(out, "slot%" PRId32, o->disp);
        break;
    case MACH_BLOCK:
        fprintf(out, "block %" PRId32, o->disp);
        break;
    case MACH_POOL:
        fprintf(out, "pool+%" PRId32, o->disp);
        break;
    }
}

static void print_operands(const struct mach_func *f, const struct mach_insn *i, unsigned first,
                           unsigned end, FILE *out)
{
    for (unsigned n = first; n < end; n++) {
        fprintf(out, n == first ? "" : ", ");
        print_operand(f, &f->operands[i->operand + n], out);
    }
}

/* NULL: no row of the target. */
static const struct mach_row *row_of(const struct mach_func *f, const struct mach_insn *i)
{
    unsigned n = i->op - (unsigned)MACH_TARGET_OPS;
    return n < f->target->row_count ? &f->target->rows[n] : NULL;
}

static const char *name_of(const struct mach_func *f, const struct mach_insn *i)
{
    if (i->op < MACH_TARGET_OPS)
        return mach_pseudo_names[i->op] ? mach_pseudo_names[i->op] : "?";
    return row_of(f, i) ? row_of(f, i)->name : "?";
}

unsigned mach_results(const struct mach_func *f, const struct mach_insn *i)
{
    unsigned n = 0;
    if (i->op == MACH_ENTRY)
        return i->count;
    if (i->op == MACH_PHI || i->op == MACH_MOVE)
        return 1;
    const struct mach_row *row = row_of(f, i);
    while (row && n < i->count && n < MACH_ROLES && row->role[n].def && !row->role[n].use)
        n++;
    return n;
}

static void print_exit(const struct mach_func *f, const struct mach_insn *i, FILE *out)
{
    const struct mach_exit *x = &f->exits[i->extra];
    fprintf(out, " %s", mach_exit_names[x->kind]);
    if (x->kind != MACH_EXIT_INDIRECT)
        fprintf(out, " 0x%" PRIx64, x->pc);
    if (x->kind == MACH_EXIT_TRAP)
        fprintf(out, " trap %u", x->trap);
    if (x->hint != IR_HINT_JUMP)
        fprintf(out, x->hint == IR_HINT_CALL ? " call" : " ret");
    fprintf(out, "%s%s", x->poll ? " poll" : "", i->count ? ":" : "");
}

/* The register that a slot belongs in; 0: none. */
static mach_reg pin_of(const struct mach_func *f, const struct mach_slot *s)
{
    const struct mach_convention *c = f->convention;
    for (unsigned n = 0; n < c->pin_count; n++)
        if (c->pins[n].offset == s->offset && s->size == 8)
            return c->pins[n].reg;
    return 0;
}

/* What a snapshot says of a piece of guest state; NULL: that it is in its place. */
static const struct mach_slot *slot_of(const struct mach_func *f, const struct mach_snapshot *s, uint64_t piece)
{
    for (uint32_t k = 0; s && k < s->count; k++) {
        const struct mach_slot *slot = &f->slots[s->first + k];
        if (((uint64_t)slot->offset << 16 | slot->size) == piece)
            return slot->value.kind == MACH_REG && slot->value.reg == pin_of(f, slot) ? NULL : slot;
    }
    return NULL;
}

/* Of the pieces of state that it names the first one from there on. */
static uint64_t next_piece(const struct mach_func *f, const struct mach_snapshot *s, uint64_t from)
{
    uint64_t least = UINT64_MAX;
    for (uint32_t k = 0; s && k < s->count; k++) {
        const struct mach_slot *slot = &f->slots[s->first + k];
        uint64_t piece = (uint64_t)slot->offset << 16 | slot->size;
        if (piece >= from && piece < least)
            least = piece;
    }
    return least;
}

static bool are_alike(const struct mach_slot *a, const struct mach_slot *b)
{
    if (!a || !b)
        return a == b;
    return a->value.kind == b->value.kind && a->value.reg == b->value.reg && a->value.imm == b->value.imm;
}

static void print_piece(const struct mach_func *f, const struct mach_slot *where, const struct mach_slot *slot, FILE *out)
{
    mach_reg pin = pin_of(f, where);
    if (pin)
        fprintf(out, ", %s=", f->target->reg_names[pin]);
    else
        fprintf(out, ", state+%u.%u=", where->offset, where->size);
    if (slot)
        print_operand(f, &slot->value, out);
    else
        fprintf(out, "%s", pin ? f->target->reg_names[pin] : "stored");
}

static void print_snapshot(const struct mach_func *f, const struct mach_snapshot *s, const struct mach_snapshot *last, FILE *out)
{
    fprintf(out, "\tat 0x%" PRIx64, s->pc);
    uint64_t piece = 0;
    for (;; piece++) {
        uint64_t now = next_piece(f, s, piece), before = next_piece(f, last, piece);
        piece = now < before ? now : before;
        if (piece == UINT64_MAX)
            return;
        const struct mach_slot *new = slot_of(f, s, piece), *old = slot_of(f, last, piece);
        if (!are_alike(new, old))
            print_piece(f, new ? new : old, new, out);
    }
}

static void print_insn(const struct mach_func *f, const struct mach_insn *i,
                       const struct mach_snapshot *last, FILE *out)
{
    const struct mach_encoder *encoder = f->target->encoder;
    unsigned results = mach_results(f, i);
    bool conditional = i->op == MACH_BRANCH || (row_of(f, i) && row_of(f, i)->conditional);
    print_operands(f, i, 0, results, out);
    fprintf(out, "%s%s", results ? " = " : "", name_of(f, i));
    if (conditional)
        fprintf(out, " %s", encoder->condition_names[i->cc & 15]);
    if (i->op == MACH_EXIT)
        print_exit(f, i, out);
    if (i->count > results)
        fprintf(out, " ");
    print_operands(f, i, results, i->count, out);
    if (i->snapshot)
        print_snapshot(f, &f->snapshots[i->snapshot - 1], last, out);
}

void mach_print_insn(const struct mach_func *f, const struct mach_insn *i, FILE *out)
{
    print_insn(f, i, NULL, out);
}

static void print_block(const struct mach_func *f, uint32_t number, FILE *out)
{
    const struct mach_block *b = &f->blocks[number];
    fprintf(out, "block %u:", number);
    if (b->entry)
        fprintf(out, " entry 0x%" PRIx64 "%s", b->entry_pc, b->pred_count ? "," : "");
    for (uint32_t k = 0; k < b->pred_count; k++)
        fprintf(out, "%s %u", k ? "" : " after", b->preds[k]);
    if (b->loop_depth)
        fprintf(out, ", loop %u", b->loop_depth);
    fprintf(out, "%s\n", b->cold ? ", cold" : "");
    const struct mach_snapshot *last = NULL;
    for (uint32_t i = b->first; i < b->end; i++) {
        fprintf(out, "  ");
        print_insn(f, &f->insns[i], last, out);
        if (f->insns[i].snapshot)
            last = &f->snapshots[f->insns[i].snapshot - 1];
        if (f->insns[i].op == MACH_JUMP || f->insns[i].op == MACH_BRANCH)
            for (uint32_t k = 0; k < b->succ_count; k++)
                fprintf(out, "%s %u", k ? "," : "", b->succs[k]);
        fprintf(out, "\n");
    }
}

static void print_pool(const struct mach_func *f, FILE *out)
{
    for (uint32_t at = 0; at < f->pool_size; at += 16) {
        fprintf(out, "pool+%u:", at);
        for (uint32_t k = 0; k < 16; k++)
            fprintf(out, " %02x", f->pool[at + k]);
        fprintf(out, "\n");
    }
}

static void print_pins(const struct mach_func *f, FILE *out)
{
    const struct mach_convention *c = f->convention;
    fprintf(out, "pins");
    for (unsigned n = 0; n < c->pin_count; n++)
        fprintf(out, " %s=state+%u", f->target->reg_names[c->pins[n].reg], c->pins[n].offset);
    fprintf(out, "\n");
    if (!mach_pins_rest(f))
        return;
    fprintf(out, "resting");
    for (unsigned n = 0; n < c->pin_count; n++)
        if (mach_is_reserved(f, c->pins[n].reg))
            fprintf(out, " %s", f->target->reg_names[c->pins[n].reg]);
    fprintf(out, "\n");
}

void mach_print(const struct mach_func *f, FILE *out)
{
    fprintf(out, "%s, %s, pc 0x%" PRIx64, f->target->name, f->allocated ? "allocated" : "ssa", f->pc);
    if (f->spill_count)
        fprintf(out, ", slots %u", f->spill_count);
    for (const struct mach_flag *flag = mach_flags; flag->name; flag++)
        if (*((const bool *)f + flag->offset))
            fprintf(out, ", %s", flag->name);
    fprintf(out, "\n");
    print_pins(f, out);
    for (uint32_t b = 0; b < f->block_count; b++)
        print_block(f, b, out);
    print_pool(f, out);
}
