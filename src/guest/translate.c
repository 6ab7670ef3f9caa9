/* The translator loop that drives every guest: fetch, decode, lift, until something ends the block. The instruction set
   itself is behind struct guest. Blocks stay within the page of their first instruction (the last one may reach over
   its end), so that invalidation by page is simple. */
#include "guest/guest.h"

#include <string.h>

#include "guest/internal.h"

static size_t peek(struct guest_window *w, const struct guest_unit *u, uint64_t pc, void *bytes, size_t size)
{
    if (pc < w->start || pc + size > w->start + w->size) {
        w->start = pc;
        w->size = u->fetch(u->context, pc, w->bytes, sizeof w->bytes);
    }
    size_t got = w->size < size ? w->size : size;
    memcpy(bytes, w->bytes + (pc - w->start), got);
    return got;
}

unsigned guest_fetch(struct guest_window *w, const struct guest_unit *u, uint64_t pc, uint32_t *insn)
{
    uint16_t first;
    uint32_t word = 0;
    uint64_t at = pc - w->start;
    if (at < w->size && w->size - at >= sizeof word) { /* as it is nearly always: both at once */
        memcpy(&word, w->bytes + at, sizeof word);
        unsigned length = u->guest->length((uint16_t)word);
        *insn = length == sizeof word ? word : (uint16_t)word;
        return length;
    }
    if (peek(w, u, pc, &first, sizeof first) < sizeof first)
        return 0;
    unsigned length = u->guest->length(first);
    if (peek(w, u, pc, &word, length) < length)
        return 0;
    *insn = word;
    return length;
}

static void end_with_trap(struct lift *l, enum ir_trap trap)
{
    ir_exit_trap(l->f, trap, lift_pc(l));
    l->ended = true;
}

void guest_step(struct guest_window *w, const struct guest_unit *u, struct lift *l)
{
    unsigned length = guest_fetch(w, u, l->at, &l->insn);
    /* One that cannot be read belongs to the page that is missing too: when that changes, so does the block. */
    l->next = l->at + (length ? length : sizeof l->insn);
    ir_insn_start(l->f, l->at, length);
    if (l->at % u->guest->insn_align)
        end_with_trap(l, IR_TRAP_ALIGN_PC);
    else if (!length)
        end_with_trap(l, IR_TRAP_FETCH);
    else if (!u->guest->lift(l))
        end_with_trap(l, IR_TRAP_ILLEGAL);
}

static struct lift start(struct arena *arena, const struct guest_unit *u, uint64_t pc)
{
    struct lift l = { .f = ir_func_new(arena, pc), .guest = u->guest, .features = u->features, .at = pc, .next = pc };
    l.f->helpers = u->guest->helpers;
    l.f->helper_count = u->guest->helper_count;
    return l;
}

static void finish(struct ir_func *f)
{
    ir_func_finish(f);
#ifdef DRAGOMAN_CHECKS
    char error[512];
    bug_on(!ir_verify(f, error, sizeof error), "lifted from %#lx: %s", (unsigned long)f->pc, error);
#endif
}

struct ir_func *guest_translate(struct arena *arena, const struct guest_unit *u, size_t *size)
{
    struct guest_window w = { 0 };
    struct lift l = start(arena, u, u->pc);
    for (unsigned n = 0; !l.ended; n++) {
        l.at = l.next;
        if (n == u->max_insns || (n && !guest_same_page(l.at, u->pc))) {
            ir_exit_direct(l.f, l.at, IR_HINT_JUMP, 0);
            l.ended = true;
        } else {
            guest_step(&w, u, &l);
        }
    }
    finish(l.f);
    *size = l.next > u->pc ? l.next - u->pc : 1;
    return l.f;
}

struct ir_func *guest_translate_insn(struct arena *arena, const struct guest_unit *u, uint64_t pc, uint32_t insn, bool *ended,
                                     bool *placed)
{
    struct lift l = start(arena, u, pc);
    unsigned length = u->guest->length((uint16_t)insn);
    l.insn = insn;
    l.next = pc + length;
    ir_insn_start(l.f, pc, length);
    if (!u->guest->lift(&l))
        end_with_trap(&l, IR_TRAP_ILLEGAL);
    *ended = l.ended;
    *placed = l.placed;
    if (!l.ended)
        ir_exit_direct(l.f, l.next, IR_HINT_JUMP, 0);
    finish(l.f);
    return l.f;
}

static bool touches(const struct ir_func *f, const struct ir_ins *x, unsigned offset)
{
    if (x->op != IR_get && x->op != IR_put)
        return false;
    ir_type t = x->op == IR_put ? f->ins[x->a].type : x->type;
    return x->aux < offset + 4 && x->aux + (ir_bits(t) + 7) / 8 > offset;
}

unsigned guest_use_of(const struct ir_func *f, unsigned offset)
{
    bool written_first = false; /* in block 0, which all others come behind */
    unsigned use = 0;
    for (ir_label b = 0; b < f->block_count; b++) {
        bool written = written_first;
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end && !written; i++) {
            const struct ir_ins *x = &f->ins[i];
            if (x->op == IR_get && touches(f, x, offset))
                use = GUEST_LOOKS;
            written = x->op == IR_put && touches(f, x, offset);
        }
        written_first |= b == 0 && written;
    }
    return use | (written_first ? GUEST_WRITES : 0);
}

void guest_disas(const struct guest *g, uint64_t pc, const uint8_t *bytes, size_t size, FILE *out)
{
    for (size_t at = 0; at + 2 <= size;) {
        uint16_t first;
        uint32_t insn = 0;
        memcpy(&first, bytes + at, 2);
        unsigned length = g->length(first);
        if (at + length > size)
            break;
        memcpy(&insn, bytes + at, length);
        char line[128];
        struct text text;
        text_init(&text, line, sizeof line);
        g->disas(&text, pc + at, insn, length * 8);
        fprintf(out, "0x%08lx:  %0*x%*s%s\n", (unsigned long)(pc + at), (int)length * 2, insn, 10 - (int)length * 2, "", line);
        at += length;
    }
}
