/* Reads machine functions as text, as print.c writes them. Nothing is judged but the text: whether the function is a good one is the
   verifier's question. Whatever the text is, the parser ends with a function or with an error that names the line. */
#include "mach/mach.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan.h"
#include "mach/emit.h"
#include "mach/words.h"

enum { REGS = 1 << 16, BLOCKS = 1 << 16, OPERANDS = 255 };

struct parse {
    struct scan scan;
    struct mach_func *f;
    struct mach_convention *convention;
    uint8_t *seen; /* by virtual register: 1 + its class; 0: not yet */
    struct mach_slot slots[MACH_SLOTS]; /* what the last snapshot of the block says */
    uint32_t slot_count;
};

/* ---- registers and operands ---- */

/* A word with a number at its end, and nothing else: that number. False: it is another word. */
static bool is_numbered(const char *word, const char *name, uint32_t most, int32_t *number)
{
    size_t n = strlen(name);
    uint32_t value = 0;
    if (strncmp(word, name, n) != 0 || !word[n] || strlen(word) > n + 6)
        return false;
    for (const char *c = word + n; *c; c++) {
        if (!scan_is_digit(*c))
            return false;
        value = value * 10 + (uint32_t)(*c - '0');
    }
    *number = (int32_t)value;
    return value < most;
}

/* Behind the %. */
static mach_reg virtual_register(struct parse *p)
{
    char word[SCAN_WORD];
    int32_t n = 0;
    scan_word(&p->scan, "", word);
    bool vector = is_numbered(word, "vec", MACH_VIRTUAL + REGS, &n);
    if ((!vector && !is_numbered(word, "reg", MACH_VIRTUAL + REGS, &n)) || n < MACH_VIRTUAL)
        scan_fail(&p->scan, "%%%s is no register", word);
    enum mach_class klass = vector ? MACH_VEC : MACH_GPR;
    uint32_t index = (uint32_t)n - MACH_VIRTUAL;
    while (p->f->reg_count <= index)
        mach_new_reg(p->f, MACH_GPR);
    if (p->seen[index] && p->seen[index] != 1 + klass)
        scan_fail(&p->scan, "register %d is of two classes", n);
    p->seen[index] = (uint8_t)(1 + klass);
    p->f->class_of[index] = (uint8_t)klass;
    return (mach_reg)n;
}

/* 0: it is none. */
static mach_reg physical(const struct parse *p, const char *name)
{
    const struct mach_target *t = p->f->target;
    uint64_t all = t->allocatable[MACH_GPR] | t->allocatable[MACH_VEC] | (uint64_t)1 << t->stack | (uint64_t)1 << t->state |
                   (uint64_t)1 << t->scratch[0] | (uint64_t)1 << t->scratch[1];
    for (mach_reg r = 1; r < MACH_VIRTUAL; r++)
        if (all >> r & 1 && strcmp(t->reg_names[r], name) == 0)
            return r;
    return 0;
}

static mach_reg read_register(struct parse *p)
{
    char word[SCAN_WORD];
    if (scan_accept(&p->scan, '%'))
        return virtual_register(p);
    scan_word(&p->scan, "", word);
    mach_reg r = physical(p, word);
    if (!r)
        scan_fail(&p->scan, "%s is no register", word);
    return r;
}

static uint8_t read_scale(struct parse *p)
{
    uint64_t n = scan_up_to(&p->scan, 8);
    if (!n || (n & (n - 1)))
        scan_fail(&p->scan, "an index times %u", (unsigned)n);
    return (uint8_t)__builtin_ctzll(n);
}

/* One of the terms of an address. */
static void read_term(struct parse *p, struct mach_operand *o)
{
    bool minus = scan_accept(&p->scan, '-');
    if (minus || scan_is_digit(scan_peek(&p->scan))) {
        int64_t disp = (int64_t)scan_up_to(&p->scan, minus ? UINT32_C(1) << 31 : INT32_MAX);
        o->disp = (int32_t)(minus ? -disp : disp);
        return;
    }
    mach_reg r = read_register(p);
    bool scaled = scan_accept(&p->scan, '*');
    if (!scaled && !o->reg && !o->index) {
        o->reg = r;
        return;
    }
    if (o->index)
        scan_fail(&p->scan, "two indexes");
    o->index = r;
    o->scale = scaled ? read_scale(p) : 0;
}

/* Behind the [. */
static struct mach_operand read_address(struct parse *p)
{
    struct mach_operand o = { .kind = MACH_MEM };
    do {
        read_term(p, &o);
    } while (scan_accept(&p->scan, '+') || scan_peek(&p->scan) == '-');
    scan_expect(&p->scan, ']');
    return o;
}

static struct mach_operand read_immediate(struct parse *p)
{
    bool minus = scan_accept(&p->scan, '-');
    uint64_t n = scan_up_to(&p->scan, minus ? INT64_MAX : UINT64_MAX);
    return (struct mach_operand){ .kind = MACH_IMM, .imm = (int64_t)(minus ? -n : n) };
}

static struct mach_operand read_operand(struct parse *p)
{
    struct mach_operand o = { .kind = MACH_REG };
    char next = scan_peek(&p->scan), word[SCAN_WORD];
    if (next == '-' || scan_is_digit(next))
        return read_immediate(p);
    if (scan_accept(&p->scan, '['))
        return read_address(p);
    if (scan_accept(&p->scan, '%')) {
        o.reg = virtual_register(p);
        return o;
    }
    scan_word(&p->scan, "", word);
    if (strcmp(word, "none") == 0) {
        o.kind = MACH_NONE;
    } else if (strcmp(word, "block") == 0) {
        o.kind = MACH_BLOCK;
        o.disp = (int32_t)scan_up_to(&p->scan, BLOCKS);
    } else if (strcmp(word, "pool") == 0) {
        scan_expect(&p->scan, '+');
        o.kind = MACH_POOL;
        o.disp = (int32_t)scan_up_to(&p->scan, INT32_MAX);
    } else if (is_numbered(word, "slot", MACH_SPILLS, &o.disp)) {
        o.kind = MACH_SPILL;
    } else {
        o.reg = physical(p, word);
        if (!o.reg)
            scan_fail(&p->scan, "%s is no operand", word);
    }
    return o;
}

static unsigned read_operands(struct parse *p, struct mach_operand *o, unsigned count)
{
    do {
        if (count == OPERANDS)
            scan_fail(&p->scan, "more than %d operands", OPERANDS);
        o[count++] = read_operand(p);
    } while (scan_accept(&p->scan, ','));
    return count;
}

/* ---- snapshots ---- */

/* Where a piece of guest state is that is so called; *pin: its register, or 0. */
static struct mach_slot read_piece(struct parse *p, mach_reg *pin)
{
    struct mach_slot slot = { .size = 8 };
    char word[SCAN_WORD];
    *pin = 0;
    scan_word(&p->scan, "", word);
    if (strcmp(word, "state") == 0) {
        scan_expect(&p->scan, '+');
        slot.offset = (uint16_t)scan_up_to(&p->scan, UINT16_MAX);
        scan_expect(&p->scan, '.');
        slot.size = (uint16_t)scan_up_to(&p->scan, UINT16_MAX);
        return slot;
    }
    for (unsigned n = 0; n < p->convention->pin_count; n++)
        if (strcmp(p->f->target->reg_names[p->convention->pins[n].reg], word) == 0) {
            *pin = p->convention->pins[n].reg;
            slot.offset = p->convention->pins[n].offset;
        }
    if (!*pin)
        scan_fail(&p->scan, "%s is no guest state", word);
    return slot;
}

/* Changes what the snapshot before says. */
static void set_slot(struct parse *p, const struct mach_slot *slot, bool in_place)
{
    uint32_t k = 0;
    while (k < p->slot_count && (p->slots[k].offset != slot->offset || p->slots[k].size != slot->size))
        k++;
    if (in_place) {
        if (k < p->slot_count)
            p->slots[k] = p->slots[--p->slot_count];
        return;
    }
    if (k == MACH_SLOTS)
        scan_fail(&p->scan, "more than %d pieces of guest state", MACH_SLOTS);
    p->slots[k] = *slot;
    p->slot_count += k == p->slot_count;
}

/* Behind "at". */
static uint32_t read_snapshot(struct parse *p)
{
    uint64_t pc = scan_up_to(&p->scan, UINT64_MAX);
    while (scan_accept(&p->scan, ',')) {
        mach_reg pin;
        struct mach_slot slot = read_piece(p, &pin);
        scan_expect(&p->scan, '=');
        bool stored = scan_accept_word(&p->scan, "stored");
        if (!stored)
            slot.value = read_operand(p);
        set_slot(p, &slot, stored || (pin && slot.value.kind == MACH_REG && slot.value.reg == pin));
    }
    return mach_snapshot_add(p->f, pc, p->slots, p->slot_count);
}

/* ---- instructions ---- */

static unsigned read_op(struct parse *p)
{
    const struct mach_target *t = p->f->target;
    char word[SCAN_WORD];
    scan_word(&p->scan, ".", word);
    for (unsigned n = 0; n < MACH_TARGET_OPS; n++)
        if (mach_pseudo_names[n] && strcmp(mach_pseudo_names[n], word) == 0)
            return n;
    for (unsigned n = 0; n < t->row_count; n++)
        if (strcmp(t->rows[n].name, word) == 0)
            return MACH_TARGET_OPS + n;
    scan_fail(&p->scan, "%s is no instruction", word);
}

static uint8_t read_condition(struct parse *p)
{
    char word[SCAN_WORD];
    scan_word(&p->scan, "", word);
    for (uint8_t n = 0; n < 16; n++)
        if (strcmp(p->f->target->encoder->condition_names[n], word) == 0)
            return n;
    scan_fail(&p->scan, "%s is no condition", word);
}

static uint32_t read_exit(struct parse *p)
{
    struct mach_exit x = { .hint = IR_HINT_JUMP };
    char word[SCAN_WORD];
    unsigned n = 0;
    scan_word(&p->scan, "", word);
    while (mach_exit_names[n] && strcmp(mach_exit_names[n], word) != 0)
        n++;
    if (!mach_exit_names[n])
        scan_fail(&p->scan, "%s is no exit", word);
    x.kind = (enum mach_exit_kind)n;
    if (x.kind != MACH_EXIT_INDIRECT)
        x.pc = scan_up_to(&p->scan, UINT64_MAX);
    if (x.kind == MACH_EXIT_TRAP && !scan_accept_word(&p->scan, "trap"))
        scan_fail(&p->scan, "trap expected");
    if (x.kind == MACH_EXIT_TRAP)
        x.trap = (enum ir_trap)scan_up_to(&p->scan, IR_TRAPS - 1);
    if (scan_accept_word(&p->scan, "call"))
        x.hint = IR_HINT_CALL;
    else if (scan_accept_word(&p->scan, "ret"))
        x.hint = IR_HINT_RET;
    x.poll = scan_accept_word(&p->scan, "poll");
    scan_accept(&p->scan, ':');
    return mach_exit_add(p->f, &x);
}

static void read_successors(struct parse *p)
{
    struct mach_block *b = &p->f->blocks[p->f->block_count - 1];
    do {
        if (b->succ_count == 2)
            scan_fail(&p->scan, "more than two successors");
        b->succs[b->succ_count++] = (uint32_t)scan_up_to(&p->scan, BLOCKS);
    } while (scan_accept(&p->scan, ','));
}

/* Results stand in front of a "=" of its own. */
static bool has_results(const char *line)
{
    size_t size = strcspn(line, "\t\n#");
    const char *sign = strstr(line, " = ");
    return sign && (size_t)(sign - line) < size;
}

static void read_insn(struct parse *p)
{
    struct mach_operand o[OPERANDS];
    unsigned count = 0, results = 0;
    uint32_t extra = 0;
    uint8_t cc = 0;
    if (has_results(p->scan.at)) {
        results = count = read_operands(p, o, 0);
        scan_expect(&p->scan, '=');
    }
    unsigned op = read_op(p);
    if (op == MACH_BRANCH || (op >= MACH_TARGET_OPS && p->f->target->rows[op - MACH_TARGET_OPS].conditional))
        cc = read_condition(p);
    if (op == MACH_EXIT)
        extra = read_exit(p);
    bool faults = false;
    if (op == MACH_JUMP || op == MACH_BRANCH)
        read_successors(p);
    else if (!scan_at_end(&p->scan) && !(faults = scan_accept_word(&p->scan, "at")))
        count = read_operands(p, o, count);
    faults = faults || scan_accept_word(&p->scan, "at");
    struct mach_insn *i = mach_append(p->f, op, count, o);
    i->cc = cc;
    i->extra = extra;
    if (mach_results(p->f, i) != results)
        scan_fail(&p->scan, "%u results", results);
    if (faults)
        i->snapshot = read_snapshot(p);
}

/* ---- blocks ---- */

static void read_predecessors(struct parse *p, struct mach_block *b)
{
    uint32_t capacity = 0;
    do {
        if (b->pred_count == capacity) {
            uint32_t more = capacity ? 2 * capacity : 4;
            b->preds = arena_grow(p->f->arena, b->preds, capacity * sizeof *b->preds, more * sizeof *b->preds);
            capacity = more;
        }
        b->preds[b->pred_count++] = (uint32_t)scan_up_to(&p->scan, BLOCKS);
    } while (scan_is_digit(scan_peek(&p->scan)));
}

/* Behind "block". */
static void start_block(struct parse *p)
{
    uint64_t number = scan_up_to(&p->scan, BLOCKS);
    if (number != p->f->block_count)
        scan_fail(&p->scan, "block %u expected", p->f->block_count);
    mach_block_new(p->f);
    struct mach_block *b = &p->f->blocks[number];
    b->first = b->end = p->f->insn_count;
    p->slot_count = 0;
    scan_expect(&p->scan, ':');
    while (!scan_at_end(&p->scan)) {
        scan_accept(&p->scan, ',');
        if (scan_accept_word(&p->scan, "entry")) {
            b->entry = true;
            b->entry_pc = scan_up_to(&p->scan, UINT64_MAX);
        } else if (scan_accept_word(&p->scan, "after")) {
            read_predecessors(p, b);
        } else if (scan_accept_word(&p->scan, "loop")) {
            b->loop_depth = (uint16_t)scan_up_to(&p->scan, UINT16_MAX);
        } else if (scan_accept_word(&p->scan, "cold")) {
            b->cold = true;
        } else {
            scan_fail(&p->scan, "no such thing of a block");
        }
    }
}

/* Blocks that lead somewhere lead to blocks. */
static void check_blocks(struct parse *p)
{
    const struct mach_func *f = p->f;
    for (uint32_t n = 0; n < f->block_count; n++) {
        const struct mach_block *b = &f->blocks[n];
        for (uint32_t k = 0; k < b->succ_count + b->pred_count; k++) {
            uint32_t other = k < b->succ_count ? b->succs[k] : b->preds[k - b->succ_count];
            if (other >= f->block_count)
                scan_fail(&p->scan, "there is no block %u", other);
        }
    }
}

/* ---- the function ---- */

static bool read_flag(struct parse *p)
{
    for (const struct mach_flag *flag = mach_flags; flag->name; flag++)
        if (scan_accept_word(&p->scan, flag->name))
            return *((bool *)p->f + flag->offset) = true;
    return false;
}

/* Behind the target's name. */
static void read_kind(struct parse *p)
{
    struct mach_func *f = p->f;
    scan_expect(&p->scan, ',');
    f->allocated = scan_accept_word(&p->scan, "allocated");
    if (!f->allocated && !scan_accept_word(&p->scan, "ssa"))
        scan_fail(&p->scan, "ssa or allocated expected");
    while (scan_accept(&p->scan, ','))
        if (scan_accept_word(&p->scan, "pc"))
            f->pc = scan_up_to(&p->scan, UINT64_MAX);
        else if (scan_accept_word(&p->scan, "slots"))
            f->spill_count = (uint32_t)scan_up_to(&p->scan, MACH_SPILLS);
        else if (!read_flag(p))
            scan_fail(&p->scan, "no such thing of a function");
    scan_end_line(&p->scan);
}

/* The host's registers belong to the guest's in a fixed order, so that only the latter can be chosen. */
static void read_pins(struct parse *p)
{
    uint16_t guest_pins[17] = { 0 };
    if (!scan_next_line(&p->scan) || !scan_accept_word(&p->scan, "pins"))
        scan_fail(&p->scan, "pins expected");
    for (unsigned n = 0; !scan_at_end(&p->scan); n++) {
        mach_reg r = read_register(p);
        if (n == 16 || r != p->f->target->pin_regs[n])
            scan_fail(&p->scan, "pin %u is in another register", n);
        scan_expect(&p->scan, '=');
        if (!scan_accept_word(&p->scan, "state"))
            scan_fail(&p->scan, "state expected");
        scan_expect(&p->scan, '+');
        guest_pins[n] = (uint16_t)scan_up_to(&p->scan, MACH_PINNED - 8);
        if (!guest_pins[n] || guest_pins[n] % 8)
            scan_fail(&p->scan, "a pin at %u", guest_pins[n]);
    }
    mach_convention_make(p->convention, p->f->target, guest_pins);
    mach_rest(p->f, 0);
}

static bool is_pin(const struct mach_convention *c, mach_reg r)
{
    for (unsigned n = 0; n < c->pin_count; n++)
        if (c->pins[n].reg == r)
            return true;
    return false;
}

static void read_resting(struct parse *p)
{
    do {
        mach_reg r = read_register(p);
        if (!is_pin(p->convention, r))
            scan_fail(&p->scan, "%s is no pin", r < MACH_VIRTUAL ? p->f->target->reg_names[r] : "a virtual register");
        mach_rest(p->f, (uint64_t)1 << r);
    } while (!scan_at_end(&p->scan));
}

static void read_pool(struct parse *p)
{
    uint8_t bytes[16];
    scan_expect(&p->scan, '+');
    if (scan_up_to(&p->scan, INT32_MAX) != p->f->pool_size)
        scan_fail(&p->scan, "constant %u expected", p->f->pool_size);
    scan_expect(&p->scan, ':');
    for (unsigned n = 0; n < 16; n++) {
        char word[SCAN_WORD], *end;
        scan_word(&p->scan, "", word);
        unsigned long byte = strtoul(word, &end, 16);
        if (strlen(word) != 2 || *end)
            scan_fail(&p->scan, "%s is no byte", word);
        bytes[n] = (uint8_t)byte;
    }
    uint32_t at = p->f->pool_size;
    if (mach_pool_add(p->f, bytes) != at)
        scan_fail(&p->scan, "constant %u once more", at);
}

static void read_line(struct parse *p)
{
    if (scan_accept_word(&p->scan, "block")) {
        start_block(p);
    } else if (scan_accept_word(&p->scan, "pool")) {
        read_pool(p);
    } else {
        if (!p->f->block_count)
            scan_fail(&p->scan, "an instruction outside of any block");
        read_insn(p);
        p->f->blocks[p->f->block_count - 1].end = p->f->insn_count;
    }
    scan_end_line(&p->scan);
}

static void read_function(struct parse *p)
{
    char word[SCAN_WORD];
    if (!scan_next_line(&p->scan))
        scan_fail(&p->scan, "there is no function");
    scan_word(&p->scan, "-", word);
    if (strcmp(word, p->f->target->name) != 0)
        scan_fail(&p->scan, "%s expected", p->f->target->name);
    read_kind(p);
    read_pins(p);
    scan_end_line(&p->scan);
    if (scan_next_line(&p->scan) && scan_accept_word(&p->scan, "resting"))
        read_resting(p);
    while (scan_next_line(&p->scan))
        read_line(p);
    check_blocks(p);
}

struct mach_func *mach_parse(struct arena *arena, const struct mach_target *t, struct mach_convention *c, const char *text, char *error,
                             size_t size)
{
    struct parse *p = arena_alloc(arena, sizeof *p);
    *c = (struct mach_convention){ .pin_count = 0 };
    *p = (struct parse){ .scan = { .at = text, .line = 1, .error = error, .error_size = size },
                         .f = mach_func_new(arena, t, c),
                         .convention = c,
                         .seen = arena_alloc(arena, REGS) };
    if (setjmp(p->scan.failed))
        return NULL;
    read_function(p);
    return p->f;
}
