/* Reads the text form of the IR (docs/ir.md), as print.c writes it. Instructions are taken as they
   are: nothing is folded, and whether the result keeps the laws is the verifier's question.
   Whatever the text is, the parser ends with a function or with an error that names the line. */
#include "ir/text.h"

#include "base/scan.h"

#include <string.h>

enum { MAX_NAME = 1 << 20 };

struct parse {
    struct ir_func *f;
    struct scan scan;
    ir_ref *values; /* %number to reference, 0: not defined */
    uint32_t value_count;
    struct later *later; /* phi operands, looked up at the end */
    uint32_t later_count, later_capacity;
};

struct later {
    uint32_t pool; /* where the reference belongs */
    uint32_t number;
    unsigned line;
};

/* Room for one more element; elements are zero at first. */
static void *room(struct parse *p, void *array, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    uint32_t larger = *capacity ? 2 * *capacity : 64;
    while (larger <= count)
        larger *= 2;
    array = arena_grow(p->f->arena, array, *capacity * size, larger * size);
    *capacity = larger;
    return array;
}

/* ---- values and labels ---- */

static void define(struct parse *p, uint32_t number)
{
    p->values = room(p, p->values, number, &p->value_count, sizeof *p->values);
    if (p->values[number])
        scan_fail(&p->scan, "%%%u is there already", number);
    p->values[number] = p->f->count;
}

static ir_ref look_up(struct parse *p, uint32_t number)
{
    if (number >= p->value_count || !p->values[number])
        scan_fail(&p->scan, "there is no %%%u", number);
    return p->values[number];
}

static uint32_t read_value_number(struct parse *p)
{
    scan_expect(&p->scan, '%');
    return (uint32_t)scan_up_to(&p->scan, MAX_NAME - 1);
}

/* %number, or _ for none. */
static ir_ref read_value(struct parse *p)
{
    if (scan_accept(&p->scan, '_'))
        return 0;
    return look_up(p, read_value_number(p));
}

static ir_label read_label(struct parse *p)
{
    scan_expect(&p->scan, 'b');
    return (ir_label)scan_up_to(&p->scan, MAX_NAME);
}

/* ---- the pool ---- */

static void add_to_pool(struct parse *p, uint32_t word)
{
    struct ir_func *f = p->f;
    f->pool = room(p, f->pool, f->pool_count, &f->pool_capacity, sizeof *f->pool);
    f->pool[f->pool_count++] = word;
}

static uint32_t read_wide(struct parse *p)
{
    uint32_t index = p->f->pool_count;
    unsigned __int128 n = scan_number(&p->scan);
    for (unsigned k = 0; k < 4; k++)
        add_to_pool(p, (uint32_t)(n >> 32 * k));
    return index;
}

static uint32_t read_mask(struct parse *p)
{
    uint32_t index = p->f->pool_count, word[4] = { 0 };
    uint8_t mask[16];
    scan_expect(&p->scan, '{');
    for (unsigned k = 0; k < 16; k++)
        mask[k] = (uint8_t)scan_up_to(&p->scan, UINT8_MAX);
    scan_expect(&p->scan, '}');
    memcpy(word, mask, sizeof word);
    for (unsigned k = 0; k < 4; k++)
        add_to_pool(p, word[k]);
    return index;
}

static void read_pair(struct parse *p)
{
    add_to_pool(p, read_label(p));
    p->later = room(p, p->later, p->later_count, &p->later_capacity, sizeof *p->later);
    struct later *l = &p->later[p->later_count++];
    l->line = p->scan.line;
    l->pool = p->f->pool_count;
    l->number = read_value_number(p);
    add_to_pool(p, 0);
}

static uint32_t read_pairs(struct parse *p)
{
    uint32_t index = p->f->pool_count;
    add_to_pool(p, 0);
    do {
        read_pair(p);
        p->f->pool[index]++;
    } while (scan_accept(&p->scan, ','));
    return index;
}

static uint32_t read_from_pool(struct parse *p, enum ir_op op)
{
    return op == IR_phi ? read_pairs(p) : op == IR_shuffle ? read_mask(p) : read_wide(p);
}

/* ---- types, names of ops ---- */

static ir_type read_type(struct parse *p)
{
    char word[2 * SCAN_WORD], buf[16];
    scan_word(&p->scan, "", word);
    if (word[0] == 'v' && scan_is_digit(word[1]) && *p->scan.at == '.') {
        size_t n = strlen(word);
        word[n++] = *p->scan.at++;
        scan_word(&p->scan, "", word + n);
    }
    for (unsigned t = 0; t <= (IR_V512 | 15); t++)
        if (strcmp(ir_type_name((ir_type)t, buf), word) == 0)
            return (ir_type)t;
    scan_fail(&p->scan, "%s is no type", word);
}

static enum ir_op read_op(struct parse *p)
{
    char word[SCAN_WORD];
    scan_word(&p->scan, "", word);
    for (unsigned op = 0; op < IR_OPS; op++)
        if (strcmp(ir_ops[op].name, word) == 0)
            return op;
    scan_fail(&p->scan, "%s is no op", word);
}

/* ---- aux ---- */

/* A word may carry a number: size=4, aux=0x12. */
static void read_aux_word(struct parse *p, char word[2 * SCAN_WORD])
{
    scan_word(&p->scan, "", word);
    if (scan_accept(&p->scan, '=')) {
        size_t n = strlen(word);
        word[n++] = '=';
        scan_word(&p->scan, "", word + n);
    }
}

/* Adds the word's bits; `taken` are those that words before it have settled. */
static void read_aux_item(struct parse *p, const struct ir_aux_kind *kind, struct ir_ins *i,
                          unsigned *taken)
{
    char word[2 * SCAN_WORD];
    read_aux_word(p, word);
    const struct ir_aux_word *w = kind->words;
    while (w->name && strcmp(w->name, word) != 0)
        w++;
    if (!w->name || *taken & w->mask)
        scan_fail(&p->scan, "%s does not belong here", word);
    *taken |= w->mask;
    i->aux |= w->bits;
}

/* Aux that comes behind the operands. */
static void read_aux_behind(struct parse *p, const struct ir_aux_kind *kind, struct ir_ins *i,
                            bool *first)
{
    unsigned taken = 0;
    if (kind->form == IR_AUX_WORDS) {
        while (*first ? !scan_at_end(&p->scan) : scan_accept(&p->scan, ',')) {
            *first = false;
            read_aux_item(p, kind, i, &taken);
        }
    } else if (kind->form == IR_AUX_NUMBER || kind->form == IR_AUX_HELPER) {
        if (!*first)
            scan_expect(&p->scan, ',');
        if (kind->form == IR_AUX_HELPER) {
            char word[SCAN_WORD];
            scan_word(&p->scan, "", word);
            if (strcmp(word, "helper") != 0)
                scan_fail(&p->scan, "helper= expected");
            scan_expect(&p->scan, '=');
        }
        i->aux = (uint16_t)scan_up_to(&p->scan, UINT16_MAX);
    }
}

static void read_suffix(struct parse *p, const struct ir_aux_kind *kind, struct ir_ins *i)
{
    unsigned taken = 0;
    scan_expect(&p->scan, '.');
    read_aux_item(p, kind, i, &taken);
}

/* ---- operands ---- */

static uint32_t read_address(struct parse *p, struct ir_ins *i)
{
    scan_expect(&p->scan, '[');
    ir_ref v = read_value(p);
    if (ir_ops[i->op].c == 'I') {
        if (scan_accept(&p->scan, '+'))
            i->c = (uint32_t)scan_up_to(&p->scan, INT32_MAX);
        else if (scan_accept(&p->scan, '-'))
            i->c = (uint32_t)-scan_up_to(&p->scan, UINT32_C(1) << 31);
    }
    scan_expect(&p->scan, ']');
    return v;
}

static uint32_t read_operand(struct parse *p, char letter, struct ir_ins *i)
{
    switch (letter) {
    case 'A':
        return read_address(p, i);
    case 'I':
        return (uint32_t)scan_signed(&p->scan);
    case 'L':
        return read_label(p);
    case 'P':
        return read_from_pool(p, i->op);
    }
    return read_value(p);
}

/* Whether an operand of this letter is written here. An O may be missing: then something else, or
   nothing, follows. */
static bool comes(struct parse *p, char letter, bool first)
{
    if (letter == '_')
        return false;
    if (letter != 'O')
        return true;
    const char *here = p->scan.at;
    bool there = (first || scan_accept(&p->scan, ',')) && !scan_at_end(&p->scan) && (*p->scan.at == '%' || *p->scan.at == '_');
    p->scan.at = here;
    return there;
}

static void read_immediate(struct parse *p, struct ir_ins *i)
{
    uint64_t n = scan_up_to(&p->scan, UINT64_MAX);
    i->b = (uint32_t)n;
    i->c = (uint32_t)(n >> 32);
}

static void read_operands(struct parse *p, struct ir_ins *i, bool *first)
{
    const struct ir_op_info *info = &ir_ops[i->op];
    const char letter[3] = { info->a, info->b, info->c };
    uint32_t *operand[3] = { &i->a, &i->b, &i->c };
    for (unsigned k = 0; k < 3; k++) {
        if ((letter[k] == 'I' && info->a == 'A') || !comes(p, letter[k], *first))
            continue;
        if (!*first)
            scan_expect(&p->scan, ',');
        *first = false;
        if (letter[k] == 'Q') {
            read_immediate(p, i);
            return; /* it is b and c */
        }
        *operand[k] = read_operand(p, letter[k], i);
    }
}

/* ---- instructions, blocks, functions ---- */

static void append(struct parse *p, const struct ir_ins *i)
{
    struct ir_func *f = p->f;
    f->ins = room(p, f->ins, f->count, &f->capacity, sizeof *f->ins);
    f->ins[f->count++] = *i;
}

/* The type that is not written. */
static ir_type plain_type(enum ir_op op)
{
    char result = ir_ops[op].result;
    return result == 'B' ? IR_I1 : result == 'G' ? IR_FLAGS : IR_VOID;
}

static void read_instruction(struct parse *p)
{
    struct ir_ins i = { 0 };
    bool named = *p->scan.at == '%', first = true;
    uint32_t number = named ? read_value_number(p) : 0;
    if (named)
        scan_expect(&p->scan, '=');
    i.op = (uint8_t)read_op(p);
    const struct ir_aux_kind *kind = ir_aux_kind_of(i.op);
    i.type = plain_type(i.op);
    if (ir_has_type_text(i.op)) {
        scan_expect(&p->scan, '.');
        i.type = read_type(p);
    }
    if (kind->form == IR_AUX_SUFFIX)
        read_suffix(p, kind, &i);
    if (kind->form == IR_AUX_OFFSET) {
        scan_expect(&p->scan, '[');
        i.aux = (uint16_t)scan_up_to(&p->scan, UINT16_MAX);
        scan_expect(&p->scan, ']');
        first = false;
    }
    read_operands(p, &i, &first);
    read_aux_behind(p, kind, &i, &first);
    if (named != (ir_ops[i.op].result != '_' && i.type != IR_VOID))
        scan_fail(&p->scan, named ? "%s makes no value" : "%s makes a value", ir_ops[i.op].name);
    if (named)
        define(p, number);
    append(p, &i);
}

static bool at_block(const struct parse *p)
{
    return p->scan.at[0] == 'b' && scan_is_digit(p->scan.at[1]);
}

static void start_block(struct parse *p)
{
    struct ir_func *f = p->f;
    ir_label label = read_label(p);
    scan_expect(&p->scan, ':');
    if (label != f->block_count)
        scan_fail(&p->scan, "block %u expected", f->block_count);
    f->blocks = room(p, f->blocks, f->block_count, &f->block_capacity, sizeof *f->blocks);
    f->blocks[f->block_count].first = f->blocks[f->block_count].end = f->count;
    f->block_count++;
}

static void read_header(struct parse *p)
{
    char word[SCAN_WORD];
    if (!scan_next_line(&p->scan))
        scan_fail(&p->scan, "there is no function");
    scan_word(&p->scan, "", word);
    if (strcmp(word, "func") != 0)
        scan_fail(&p->scan, "func expected");
    p->f->pc = scan_up_to(&p->scan, UINT64_MAX);
    scan_end_line(&p->scan);
}

static void read_function(struct parse *p)
{
    read_header(p);
    append(p, &(struct ir_ins){ .op = IR_nop }); /* value 0 is none */
    while (scan_next_line(&p->scan)) {
        if (at_block(p)) {
            start_block(p);
        } else {
            if (!p->f->block_count)
                scan_fail(&p->scan, "an instruction outside of any block");
            read_instruction(p);
            p->f->blocks[p->f->block_count - 1].end = p->f->count;
        }
        scan_end_line(&p->scan);
    }
    for (uint32_t k = 0; k < p->later_count; k++) {
        p->scan.line = p->later[k].line;
        p->f->pool[p->later[k].pool] = look_up(p, p->later[k].number);
    }
}

struct ir_func *ir_parse(struct arena *arena, const char *text, char *error, size_t error_size)
{
    struct ir_func *f = arena_alloc(arena, sizeof *f);
    struct parse p = { .f = f, .scan = { .at = text, .line = 1, .error = error, .error_size = error_size } };
    f->arena = arena;
    if (setjmp(p.scan.failed))
        return NULL;
    read_function(&p);
    return f;
}
