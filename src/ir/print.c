/* The IR as text: docs/ir.md tells the language, text.c has its words, parse.c reads it back.
   Anything can be printed, also what breaks the laws: the verifier shows the culprit. */
#include "ir/text.h"

#include <inttypes.h>
#include <string.h>

struct print {
    const struct ir_func *f;
    const struct ir_ins *i;
    FILE *out;
    const char *separator; /* before the next item */
};

static void item(struct print *p)
{
    fputs(p->separator, p->out);
    p->separator = ", ";
}

static void print_value(const struct print *p, ir_ref v)
{
    if (v)
        fprintf(p->out, "%%%u", v);
    else
        fputc('_', p->out);
}

/* ---- what is in the pool ---- */

static bool in_pool(const struct print *p, uint32_t index, uint64_t words)
{
    if (index + words <= p->f->pool_count)
        return true;
    fprintf(p->out, "pool[%u]", index);
    return false;
}

static void print_wide(const struct print *p, uint32_t index)
{
    const uint32_t *w = &p->f->pool[index];
    if (in_pool(p, index, 4))
        fprintf(p->out, "0x%08" PRIx32 "%08" PRIx32 "%08" PRIx32 "%08" PRIx32, w[3], w[2], w[1],
                w[0]);
}

static void print_mask(const struct print *p, uint32_t index)
{
    if (!in_pool(p, index, 4))
        return;
    uint8_t bytes[16];
    memcpy(bytes, &p->f->pool[index], sizeof bytes);
    for (unsigned k = 0; k < 16; k++)
        fprintf(p->out, "%s%u", k ? " " : "{", bytes[k]);
    fputc('}', p->out);
}

static void print_phi(struct print *p)
{
    const uint32_t *pairs = &p->f->pool[p->i->a];
    if (!in_pool(p, p->i->a, 1) || !in_pool(p, p->i->a, 1 + 2 * (uint64_t)pairs[0]))
        return;
    for (uint32_t k = 0; k < pairs[0]; k++) {
        item(p);
        fprintf(p->out, "b%u ", pairs[1 + 2 * k]);
        print_value(p, pairs[2 + 2 * k]);
    }
}

static void print_pool(struct print *p, uint32_t index)
{
    if (p->i->op == IR_phi) {
        print_phi(p);
        return;
    }
    item(p);
    if (p->i->op == IR_shuffle)
        print_mask(p, index);
    else
        print_wide(p, index);
}

/* ---- operands ---- */

static void print_address(struct print *p, ir_ref v, bool displaced)
{
    int64_t displacement = displaced ? (int32_t)p->i->c : 0;
    item(p);
    fputc('[', p->out);
    print_value(p, v);
    if (displacement)
        fprintf(p->out, displacement < 0 ? " - 0x%" PRIx64 : " + 0x%" PRIx64,
                (uint64_t)(displacement < 0 ? -displacement : displacement));
    fputc(']', p->out);
}

/* `rest`: an optional operand comes behind, so that an absent one must be written. */
static void print_operand(struct print *p, char letter, uint32_t x, bool rest)
{
    switch (letter) {
    case '_':
        break;
    case 'A':
        print_address(p, x, ir_ops[p->i->op].c == 'I');
        break;
    case 'I':
        if (ir_ops[p->i->op].a == 'A')
            break; /* part of the address */
        item(p);
        fprintf(p->out, "%" PRId32, (int32_t)x);
        break;
    case 'Q':
        item(p);
        fprintf(p->out, "0x%" PRIx64, ir_imm(p->i));
        break;
    case 'L':
        item(p);
        fprintf(p->out, "b%u", x);
        break;
    case 'P':
        print_pool(p, x);
        break;
    case 'O':
        if (!x && !rest)
            break;
        item(p);
        print_value(p, x);
        break;
    default:
        item(p);
        print_value(p, x);
    }
}

static void print_operands(struct print *p)
{
    const struct ir_op_info *info = &ir_ops[p->i->op];
    bool c_given = info->c == 'O' && p->i->c;
    bool b_given = c_given || (info->b == 'O' && p->i->b);
    print_operand(p, info->a, p->i->a, b_given);
    print_operand(p, info->b, p->i->b, c_given);
    print_operand(p, info->c, p->i->c, false);
}

/* ---- aux ---- */

/* The bits that no word tells are left over. */
static void print_words(struct print *p, const struct ir_aux_kind *kind)
{
    unsigned left = p->i->aux;
    for (const struct ir_aux_word *w = kind->words; w->name; w++) {
        if ((p->i->aux & w->mask) != w->bits)
            continue;
        item(p);
        fputs(w->name, p->out);
        left &= ~(unsigned)w->bits;
    }
    if (left) {
        item(p);
        fprintf(p->out, "aux=0x%x", left);
    }
}

static void print_suffix(const struct print *p, const struct ir_aux_kind *kind)
{
    const struct ir_aux_word *w = kind->words;
    while (w->name && w->bits != p->i->aux)
        w++;
    if (w->name)
        fprintf(p->out, ".%s", w->name);
    else
        fprintf(p->out, ".aux=0x%x", p->i->aux);
}

static void print_aux(struct print *p, const struct ir_aux_kind *kind)
{
    switch (kind->form) {
    case IR_AUX_NONE:
    case IR_AUX_SUFFIX:
    case IR_AUX_OFFSET:
        break;
    case IR_AUX_NUMBER:
        item(p);
        fprintf(p->out, "%u", p->i->aux);
        break;
    case IR_AUX_HELPER:
        item(p);
        fprintf(p->out, "helper=%u", p->i->aux);
        break;
    case IR_AUX_WORDS:
        print_words(p, kind);
        break;
    }
}

/* ---- instructions and functions ---- */

void ir_print_ins(const struct ir_func *f, ir_ref i, FILE *out)
{
    struct print p = { f, &f->ins[i], out, " " };
    char type[16];
    if (p.i->op >= IR_OPS) {
        fprintf(out, "op %u", p.i->op);
        return;
    }
    const struct ir_op_info *info = &ir_ops[p.i->op];
    const struct ir_aux_kind *kind = ir_aux_kind_of(p.i->op);
    if (info->result != '_' && p.i->type != IR_VOID)
        fprintf(out, "%%%u = ", i);
    fputs(info->name, out);
    if (ir_has_type_text(p.i->op))
        fprintf(out, ".%s", ir_type_name(p.i->type, type));
    if (kind->form == IR_AUX_SUFFIX)
        print_suffix(&p, kind);
    if (kind->form == IR_AUX_OFFSET) {
        item(&p);
        fprintf(out, "[0x%x]", p.i->aux);
    }
    print_operands(&p);
    print_aux(&p, kind);
}

void ir_print(const struct ir_func *f, FILE *out)
{
    fprintf(out, "func 0x%" PRIx64 "\n", f->pc);
    for (ir_label b = 0; b < f->block_count; b++) {
        fprintf(out, "b%u:\n", b);
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end; i++) {
            fputs("    ", out);
            ir_print_ins(f, i, out);
            fputc('\n', out);
        }
    }
}
