/* From a row and its operands to bytes. Which operand goes where is in the row's form (x86_64.tab);
   what is left to do here is what the architecture's manual describes in "Instruction Format":
   prefixes, REX or VEX or EVEX, opcode, ModRM, SIB, displacement, immediate. Next: exit.c for the
   sequences that leave translated code. */
#include "mach/x86_64/x86_64.h"

#include <string.h>

static const struct mach_operand *operand(const struct x86_insn *i, unsigned n)
{
    return n == X86_NO_OPERAND ? NULL : &i->operand[n];
}

/* The number of a register operand; 0 for none and for memory. */
static unsigned number(const struct mach_operand *o)
{
    if (!o || o->kind != MACH_REG)
        return 0;
    bug_on(!o->reg || o->reg >= MACH_VIRTUAL, "register %u", o->reg);
    return X86_ENCODING(o->reg);
}

static bool is_memory(const struct mach_operand *o)
{
    return o && (o->kind == MACH_MEM || o->kind == MACH_SPILL || o->kind == MACH_POOL);
}

/* ---- choosing a form ---- */

static const uint8_t imm_bytes[] = { 0, 1, 2, 4, 4, 8 }; /* by enum x86_imm_field */

/* A field as wide as the operand holds every value; a narrower one what the processor extends to
   the value. */
static bool imm_fits(const struct x86_form *f, const struct mach_row *row, const struct x86_insn *i)
{
    if (f->imm_field == X86_IMM_NONE || imm_bytes[f->imm_field] >= row->role[f->imm].size)
        return true;
    int64_t v = i->operand[f->imm].imm;
    unsigned bits = imm_bytes[f->imm_field] * 8;
    if (f->imm_field == X86_IMM_UD)
        return (uint64_t)v >> bits == 0;
    return v == (int64_t)((uint64_t)v << (64 - bits)) >> (64 - bits);
}

const struct x86_form *x86_form_for(uint64_t features, const struct x86_insn *i)
{
    const struct x86_row *r = &x86_rows[i->op - MACH_TARGET_OPS];
    const struct mach_row *row = &x86_64_mach_rows[i->op - MACH_TARGET_OPS];
    const struct x86_form *f = &x86_forms[r->first];
    for (unsigned k = 0; k < r->count; k++, f++)
        if (!(f->features & ~features) && imm_fits(f, row, i))
            return f;
    base_bug(__FILE__, __LINE__, "form", "%s is not there on this host", row->name);
}

/* ---- prefixes ---- */

struct encoding {
    const struct x86_form *form;
    const struct mach_row *row;
    const struct x86_insn *insn;
    const struct mach_operand *rm, *reg;
    unsigned r, x, b,
        v; /* register numbers: ModRM.reg, SIB.index, ModRM.rm or SIB.base or opcode, vvvv */
};

static struct encoding prepare(const struct x86_form *f, const struct x86_insn *i)
{
    struct encoding n = { .form = f, .row = &x86_64_mach_rows[i->op - MACH_TARGET_OPS], .insn = i };
    n.rm = operand(i, f->rm);
    n.reg = operand(i, f->reg);
    n.r = number(n.reg);
    n.v = number(operand(i, f->vvvv));
    n.b = number(f->low == X86_NO_OPERAND ? n.rm : operand(i, f->low));
    if (n.rm && n.rm->kind == MACH_MEM) {
        n.x = n.rm->index ? X86_ENCODING(n.rm->index) : 0;
        n.b = n.rm->reg ? X86_ENCODING(n.rm->reg) : 0;
    }
    return n;
}

/* spl, bpl, sil, dil: without a REX prefix their numbers are ah, ch, dh, bh. */
static bool is_new_byte(const struct encoding *n, unsigned k)
{
    if (k == X86_NO_OPERAND || n->row->role[k].size != 1 || n->insn->operand[k].kind != MACH_REG)
        return false;
    unsigned r = number(&n->insn->operand[k]);
    return n->row->role[k].klass == MACH_GPR && r >= 4 && r < 8;
}

static void put_legacy_prefixes(struct emit *e, const struct encoding *n)
{
    const struct x86_form *f = n->form;
    static const uint8_t maps[][2] = { { 0 }, { 0x0f }, { 0x0f, 0x38 }, { 0x0f, 0x3a } };
    unsigned rex = (unsigned)f->wide << 3 | n->r >> 3 << 2 | n->x >> 3 << 1 | n->b >> 3;
    if (f->lock)
        emit_byte(e, 0xf0);
    if (f->word)
        emit_byte(e, 0x66);
    if (f->prefix)
        emit_byte(e, f->prefix);
    if (rex || is_new_byte(n, f->reg) || is_new_byte(n, f->rm))
        emit_byte(e, 0x40 | rex);
    for (unsigned k = 0; k < 2 && maps[f->map][k]; k++)
        emit_byte(e, maps[f->map][k]);
}

static unsigned vex_prefix(const struct x86_form *f) /* the field pp */
{
    return f->word ? 1 : f->prefix == 0xf3 ? 2 : f->prefix == 0xf2 ? 3 : 0;
}

/* R, X, B and vvvv are stored inverted. */
static void put_vex(struct emit *e, const struct encoding *n)
{
    const struct x86_form *f = n->form;
    unsigned last = (~n->v & 15) << 3 | (unsigned)f->wide256 << 2 | vex_prefix(f);
    unsigned not_r = (~n->r & 8) << 4;
    if (f->map == 1 && !f->wide && n->x < 8 && n->b < 8) {
        emit_byte(e, 0xc5);
        emit_byte(e, not_r | last);
        return;
    }
    emit_byte(e, 0xc4);
    emit_byte(e, not_r | (~n->x & 8) << 3 | (~n->b & 8) << 2 | f->map);
    emit_byte(e, (unsigned)f->wide << 7 | last);
}

static void put_evex(struct emit *e, const struct encoding *n)
{
    const struct x86_form *f = n->form;
    emit_byte(e, 0x62);
    emit_byte(e, (~n->r & 8) << 4 | (~n->x & 8) << 3 | (~n->b & 8) << 2 | 0x10 | f->map);
    emit_byte(e, (unsigned)f->wide << 7 | (~n->v & 15) << 3 | 4 | vex_prefix(f));
    emit_byte(e, 0x08 | (unsigned)f->wide256 << 5);
}

/* ---- ModRM and what follows ---- */

enum { NO_BASE = 5, SIB = 4 };

/* The displacement's bytes: 0, 1 (in units of `unit`), or 4. rbp and r13 cannot do without one. */
static unsigned displacement_size(int32_t disp, unsigned base, unsigned unit)
{
    if (!disp && (base & 7) != NO_BASE)
        return 0;
    int32_t units = disp / (int32_t)unit;
    return disp % (int32_t)unit == 0 && units >= -128 && units < 128 ? 1 : 4;
}

static void put_based(struct emit *e, unsigned reg, unsigned base, unsigned index, unsigned scale,
                      int32_t disp, unsigned unit)
{
    unsigned size = displacement_size(disp, base, unit);
    unsigned mod = (size == 0 ? 0u : size == 1 ? 1u : 2u) << 6;
    if (index == SIB && (base & 7) != SIB) {
        emit_byte(e, mod | reg << 3 | (base & 7));
    } else {
        emit_byte(e, mod | reg << 3 | SIB);
        emit_byte(e, scale << 6 | (index & 7) << 3 | (base & 7));
    }
    if (size)
        emit_value(e, (uint32_t)(size == 1 ? disp / (int32_t)unit : disp), size);
}

/* Without a base there are always four bytes of displacement. */
static void put_baseless(struct emit *e, unsigned reg, unsigned index, unsigned scale, int32_t disp)
{
    emit_byte(e, reg << 3 | SIB);
    emit_byte(e, scale << 6 | (index & 7) << 3 | NO_BASE);
    emit_value(e, (uint32_t)disp, 4);
}

static void put_memory(struct emit *e, const struct encoding *n, unsigned reg)
{
    const struct mach_operand *m = n->rm;
    unsigned unit = n->form->scheme == X86_EVEX ? n->row->role[n->form->rm].size : 1;
    unsigned index = m->kind == MACH_MEM && m->index ? n->x : SIB; /* index 4 (rsp): none */
    bug_on(m->kind == MACH_MEM && m->index == X86_RSP, "rsp as an index");
    if (m->kind == MACH_POOL) {
        emit_byte(e, reg << 3 | NO_BASE);
        emit_pool_use(e, (uint32_t)m->disp,
                      imm_bytes[n->form->imm_field] + (n->form->is4 != X86_NO_OPERAND));
        emit_value(e, 0, 4);
    } else if (m->kind == MACH_SPILL) {
        put_based(e, reg, X86_ENCODING(X86_RSP), SIB, 0, MACH_SPILL_BASE + m->disp * 16, unit);
    } else if (m->reg) {
        int32_t bias = m->reg == X86_STATE ? X86_STATE_BIAS : 0;
        put_based(e, reg, n->b, index, m->scale, m->disp - bias, unit);
    } else {
        put_baseless(e, reg, index, m->scale, m->disp);
    }
}

static void put_modrm(struct emit *e, const struct encoding *n)
{
    const struct x86_form *f = n->form;
    if (f->modrm)
        emit_byte(e, f->modrm);
    if (f->extension < 0)
        return;
    unsigned reg = f->extension == 8 ? n->r & 7 : (unsigned)f->extension;
    if (is_memory(n->rm))
        put_memory(e, n, reg);
    else
        emit_byte(e, 0xc0 | reg << 3 | (n->b & 7));
}

static void put_form(struct emit *e, const struct x86_form *f, const struct x86_insn *i)
{
    struct encoding n = prepare(f, i);
    switch ((enum x86_scheme)f->scheme) {
    case X86_LEGACY:
        put_legacy_prefixes(e, &n);
        break;
    case X86_VEX:
        put_vex(e, &n);
        break;
    case X86_EVEX:
        put_evex(e, &n);
        break;
    }
    emit_byte(e, f->opcode | (f->low == X86_NO_OPERAND ? 0 : n.b & 7) | (f->condition ? i->cc : 0));
    put_modrm(e, &n);
    if (f->is4 != X86_NO_OPERAND)
        emit_byte(e, number(&i->operand[f->is4]) << 4);
    if (f->imm_field != X86_IMM_NONE)
        emit_value(e, (uint64_t)i->operand[f->imm].imm, imm_bytes[f->imm_field]);
}

/* ---- legacy vector forms ---- They write over their first source, and want memory of 16 bytes
   aligned. The row knows nothing of that: here the source is copied to the result first, and
   unaligned memory goes through the scratch register. */

static const struct mach_operand scratch = { .kind = MACH_REG, .reg = X86_SCRATCH };

static void put_move(struct emit *e, unsigned op, struct mach_operand to, struct mach_operand from)
{
    const struct mach_operand o[2] = { to, from };
    const struct x86_insn move = { .op = op, .operand = o };
    put_form(e, x86_form_for(e->features, &move), &move);
}

/* Spill slots and constants are aligned. */
static bool needs_alignment(const struct x86_form *f, const struct x86_insn *i)
{
    if (f->rm == X86_NO_OPERAND || i->operand[f->rm].kind != MACH_MEM)
        return false;
    const struct mach_role *role = &x86_64_mach_rows[i->op - MACH_TARGET_OPS].role[f->rm];
    return role->klass == MACH_VEC && role->size == 16;
}

static bool same_register(const struct mach_operand *a, const struct mach_operand *b)
{
    return a->kind == MACH_REG && b->kind == MACH_REG && a->reg == b->reg;
}

static void copy_source(struct emit *e, unsigned op, struct mach_operand *o)
{
    if (same_register(&o[0], &o[1]))
        return;
    if (same_register(&o[0], &o[2]) && x86_rows[op - MACH_TARGET_OPS].commutes) {
        o[2] = o[1];
        return;
    }
    if (same_register(&o[0], &o[2])) {
        put_move(e, X86_MOVAPS, scratch, o[2]);
        o[2] = scratch;
    }
    put_move(e, X86_MOVAPS, o[0], o[1]);
}

/* Until the instruction is past its fault the result's register may hold what the snapshot names: the
   result is made in the scratch register. */
static void put_aside(struct emit *e, const struct x86_form *f, const struct x86_insn *i,
                      struct mach_operand *o, uint32_t snapshot)
{
    struct mach_operand to = o[0];
    put_move(e, X86_MOVAPS, scratch, o[1]);
    o[0] = scratch;
    emit_may_fault(e, snapshot);
    put_form(e, f, &(struct x86_insn){ .op = i->op, .cc = i->cc, .operand = o });
    put_move(e, X86_MOVAPS, to, scratch);
}

static void put_legacy(struct emit *e, const struct x86_form *f, const struct x86_insn *i,
                       uint32_t snapshot)
{
    struct mach_operand o[MACH_ROLES];
    memcpy(o, i->operand, x86_64_mach_rows[i->op - MACH_TARGET_OPS].operands * sizeof *o);
    if (needs_alignment(f, i)) {
        emit_may_fault(e, snapshot);
        put_move(e, X86_MOVUPS, scratch, o[f->rm]);
        o[f->rm] = scratch;
        snapshot = 0;
    }
    if (f->copy && snapshot && !same_register(&o[0], &o[1])) {
        put_aside(e, f, i, o, snapshot);
        return;
    }
    if (f->copy)
        copy_source(e, i->op, o);
    emit_may_fault(e, snapshot);
    put_form(e, f, &(struct x86_insn){ .op = i->op, .cc = i->cc, .operand = o });
}

void x86_put(struct emit *e, const struct x86_insn *i, uint32_t snapshot)
{
    const struct x86_form *f = x86_form_for(e->features, i);
    if (f->scheme == X86_LEGACY && (f->copy || needs_alignment(f, i))) {
        put_legacy(e, f, i, snapshot);
        return;
    }
    emit_may_fault(e, snapshot);
    put_form(e, f, i);
}

void x86_emit_insn(struct emit *e, const struct mach_insn *i)
{
    const struct mach_operand *o = &e->f->operands[i->operand];
    struct x86_insn insn = { .op = i->op, .cc = i->cc, .operand = o };
    if (i->op == MACH_MOVE) {
        if (o[0].reg == o[1].reg)
            return;
        insn.op = o[0].reg >= X86_XMM0 ? X86_MOVAPS : X86_MOV_64;
    }
    x86_put(e, &insn, i->snapshot);
}
