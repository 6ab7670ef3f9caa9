/* Encodes every form of every row of x86_64.tab with many operands and prints, tab-separated,
       name of the row and number of the form, bytes as for .byte, assembly in Intel's syntax
   scripts/test-mach disassembles the bytes and compares that with what the assembler makes of the
   text. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "mach/x86_64/x86_64.h"

static const struct form_text {
    unsigned op, form;
    const char *text;
} texts[] = {
#define FORM(op, form, text) { op, form, text },
#include "mach/x86_64/assembly.def"
};

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % n;
}

/* ---- operands ---- */

static mach_reg random_reg(enum mach_class klass)
{
    return (klass == MACH_VEC ? X86_XMM0 : X86_RAX) + random_below(16);
}

static int32_t random_disp(void)
{
    static const int32_t some[] = { 0,         0,          8,         -8,       127,
                                    128,       -128,       -129,      0x100,    16 * 127,
                                    -16 * 128, 0x12345678, INT32_MIN, INT32_MAX };
    uint32_t n = random_below(sizeof some / sizeof *some + 1);
    return n ? some[n - 1] : (int32_t)random_below(64) * 4 - 128;
}

static struct mach_operand random_memory(bool address)
{
    struct mach_operand o = { .kind = MACH_MEM };
    switch (random_below(address ? 6 : 8)) {
    case 6:
        return (struct mach_operand){ .kind = MACH_SPILL, .disp = (int32_t)random_below(300) };
    case 7:
        return (struct mach_operand){ .kind = MACH_POOL };
    case 0:
        break;
    case 1:
        o.index = random_reg(MACH_GPR);
        break;
    case 2:
    case 3:
        o.reg = random_reg(MACH_GPR);
        break;
    default:
        o.reg = random_reg(MACH_GPR);
        o.index = random_reg(MACH_GPR);
    }
    if (o.index == X86_RSP)
        o.index = X86_RBP;
    o.scale = o.index ? (uint8_t)random_below(4) : 0;
    o.disp = (int32_t)((uint32_t)random_disp() + (o.reg == X86_STATE ? X86_STATE_BIAS : 0));
    return o;
}

static int64_t random_imm(const struct mach_role *r)
{
    static const unsigned widths[] = { 7, 8, 31, 32, 63, 64 };
    uint64_t v = (uint64_t)random_below(1 << 24) << 40 | (uint64_t)random_below(1 << 24) << 20 |
                 random_below(1 << 24);
    unsigned bits = widths[random_below(sizeof widths / sizeof *widths)];
    if (bits > r->size * 8)
        bits = r->size * 8;
    if (r->immediate == MACH_SIGNED)
        return (int64_t)(v << (64 - bits)) >> (64 - bits);
    return (int64_t)(v << (64 - bits) >> (64 - bits));
}

static struct mach_operand random_operand(const struct mach_role *r)
{
    struct mach_operand o = { .kind = MACH_REG };
    if (r->immediate)
        return (struct mach_operand){ .kind = MACH_IMM, .imm = random_imm(r) };
    if (r->memory && (r->klass == MACH_CLASSES || random_below(2)))
        return random_memory(r->size == 0);
    o.reg = r->fixed ? r->fixed : random_reg(r->klass);
    return o;
}

/* Legacy vector forms: without the moves that the encoder would put in front (t/legacy.c is for
   those). */
static void avoid_moves(const struct x86_form *f, const struct mach_row *row,
                        struct mach_operand *o)
{
    if (f->copy)
        o[1] = o[0];
    if (f->scheme != X86_LEGACY || f->rm == X86_NO_OPERAND)
        return;
    struct mach_operand *rm = &o[f->rm];
    const struct mach_role *role = &row->role[f->rm];
    if (rm->kind == MACH_MEM && role->klass == MACH_VEC && role->size == 16)
        *rm = (struct mach_operand){ .kind = MACH_SPILL, .disp = (int32_t)random_below(300) };
}

static void random_operands(const struct x86_form *f, const struct mach_row *row,
                            struct mach_operand *o)
{
    for (unsigned k = 0; k < row->operands; k++)
        o[k] = random_operand(&row->role[k]);
    if (row->operands && row->role[0].tied)
        o[1] = o[0];
    avoid_moves(f, row, o);
}

/* ---- assembly ---- */

static void print_reg(mach_reg r, unsigned size)
{
    static const char *const names[16] = { "ax", "cx", "dx", "bx", "sp", "bp", "si", "di",
                                           "8",  "9",  "10", "11", "12", "13", "14", "15" };
    unsigned n = X86_ENCODING(r);
    if (r >= X86_XMM0)
        printf("xmm%u", n);
    else if (n >= 8)
        printf("r%s%s", names[n], size == 1 ? "b" : size == 2 ? "w" : size == 4 ? "d" : "");
    else if (size == 1)
        printf("%.*s%s", n < 4 ? 1 : 2, names[n], "l");
    else
        printf("%s%s", size == 8 ? "r" : size == 4 ? "e" : "", names[n]);
}

static void print_memory(const struct mach_operand *o, unsigned size)
{
    static const char *const sizes[17] = { [1] = "byte ptr ",
                                           [2] = "word ptr ",
                                           [4] = "dword ptr ",
                                           [8] = "qword ptr ",
                                           [16] = "xmmword ptr " };
    printf("%s[", sizes[size] ? sizes[size] : "");
    if (o->kind == MACH_POOL) {
        printf("rip]");
    } else if (o->kind == MACH_SPILL) {
        printf("rsp+%d]", MACH_SPILL_BASE + 16 * o->disp);
    } else {
        if (o->reg)
            print_reg(o->reg, 8);
        if (o->index) {
            printf("%s", o->reg ? "+" : "");
            print_reg(o->index, 8);
            printf("*%u", 1u << o->scale);
        }
        printf("%s%d]", o->reg || o->index ? "+" : "", o->disp - (o->reg == X86_STATE ? X86_STATE_BIAS : 0));
    }
}

static void print_operand(const struct x86_form *f, const struct mach_role *role,
                          const struct mach_operand *o)
{
    if (o->kind == MACH_IMM)
        printf("%" PRId64, o->imm);
    else if (o->kind == MACH_REG) /* what is extended by zeroes is an instruction of 32 bits */
        print_reg(o->reg, f->imm_field == X86_IMM_UD ? 4 : role->size);
    else
        print_memory(o, role->size);
}

static void print_assembly(const char *text, const struct x86_form *f, const struct mach_row *row,
                           const struct x86_insn *i)
{
    static const char *const conditions[16] = { "o", "no", "b", "ae", "e", "ne", "be", "a",
                                                "s", "ns", "p", "np", "l", "ge", "le", "g" };
    for (; *text; text++) {
        if (*text != '%')
            putchar(*text);
        else if (*++text == 'c')
            printf("%s", conditions[i->cc]);
        else
            print_operand(f, &row->role[*text - '0'], &i->operand[*text - '0']);
    }
}

/* ---- cases ---- */

static void print_case(const struct form_text *t, const struct x86_form *f,
                       const struct x86_insn *i)
{
    const struct mach_row *row = &x86_64_mach_rows[t->op - MACH_TARGET_OPS];
    struct arena arena;
    uint8_t bytes[EMIT_ROOM];
    arena_init(&arena);
    struct emit e = {
        .arena = &arena, .features = f->features, .bytes = bytes, .capacity = sizeof bytes
    };
    x86_put(&e, i, 0);
    printf("%s/%u\t", row->name, t->form);
    for (uint32_t k = 0; k < e.size; k++)
        printf("%s%u", k ? "," : "", e.bytes[k]);
    putchar('\t');
    print_assembly(t->text, f, row, i);
    putchar('\n');
    arena_free(&arena);
}

int main(int argc, char **argv)
{
    unsigned cases = argc > 1 ? (unsigned)atoi(argv[1]) : 40;
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
        const struct form_text *t = &texts[n];
        const struct x86_form *f = &x86_forms[x86_rows[t->op - MACH_TARGET_OPS].first + t->form];
        unsigned printed = 0;
        for (unsigned k = 0; k < cases * 20 && printed < cases; k++) {
            struct mach_operand o[MACH_ROLES];
            struct x86_insn i = { .op = t->op,
                                  .cc = f->condition ? random_below(16) : 0,
                                  .operand = o };
            random_operands(f, &x86_64_mach_rows[t->op - MACH_TARGET_OPS], o);
            if (x86_form_for(f->features, &i) != f)
                continue;
            print_case(t, f, &i);
            printed++;
        }
        if (!printed) {
            fprintf(stderr, "%s/%u is never used\n", x86_64_mach_rows[t->op - MACH_TARGET_OPS].name,
                    t->form);
            return 1;
        }
    }
    return 0;
}
