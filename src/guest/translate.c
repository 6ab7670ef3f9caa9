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

/* The next instruction into l->insn; returns its length in bytes, 0 when it cannot be read. */
static unsigned fetch(struct guest_window *w, const struct guest_unit *u, struct lift *l)
{
    uint16_t first;
    uint32_t word = 0;
    uint64_t at = l->pc - w->start;
    if (at < w->size && w->size - at >= sizeof word) { /* as it is nearly always: both at once */
        memcpy(&word, w->bytes + at, sizeof word);
        unsigned length = u->guest->length((uint16_t)word);
        l->insn = length == sizeof word ? word : (uint16_t)word;
        return length;
    }
    if (peek(w, u, l->pc, &first, sizeof first) < sizeof first)
        return 0;
    unsigned length = u->guest->length(first);
    if (peek(w, u, l->pc, &word, length) < length)
        return 0;
    l->insn = word;
    return length;
}

static void end_with_trap(struct lift *l, enum ir_trap trap)
{
    ir_exit_trap(l->f, trap, l->pc);
    l->ended = true;
}

void guest_step(struct guest_window *w, const struct guest_unit *u, struct lift *l)
{
    unsigned length = fetch(w, u, l);
    /* One that cannot be read belongs to the page that is missing too: when that changes, so does the block. */
    l->next_pc = l->pc + (length ? length : sizeof l->insn);
    ir_insn_start(l->f, l->pc, length);
    if (l->pc % u->guest->insn_align)
        end_with_trap(l, IR_TRAP_ALIGN_PC);
    else if (!length)
        end_with_trap(l, IR_TRAP_FETCH);
    else if (!u->guest->lift(l))
        end_with_trap(l, IR_TRAP_ILLEGAL);
}

struct ir_func *guest_translate(struct arena *arena, const struct guest_unit *u, size_t *size)
{
    struct guest_window w = { 0 };
    struct lift l = { .f = ir_func_new(arena, u->pc), .guest = u->guest, .features = u->features };
    l.f->helpers = u->guest->helpers;
    l.f->helper_count = u->guest->helper_count;
    l.next_pc = u->pc;
    for (unsigned n = 0; !l.ended; n++) {
        l.pc = l.next_pc;
        if (n == u->max_insns || (n && !guest_same_page(l.pc, u->pc))) {
            ir_exit_direct(l.f, l.pc, IR_HINT_JUMP, 0);
            l.ended = true;
        } else {
            guest_step(&w, u, &l);
        }
    }
    ir_func_finish(l.f);
#ifdef DRAGOMAN_CHECKS
    char error[512];
    bug_on(!ir_verify(l.f, error, sizeof error), "lifted from %#lx: %s", (unsigned long)u->pc, error);
#endif
    *size = l.next_pc > u->pc ? l.next_pc - u->pc : 1;
    return l.f;
}

static bool touches(const struct ir_func *f, const struct ir_ins *x, unsigned offset)
{
    if (x->op != IR_get && x->op != IR_put)
        return false;
    ir_type t = x->op == IR_put ? f->ins[x->a].type : x->type;
    return x->aux < offset + 4 && x->aux + (ir_bits(t) + 7) / 8 > offset;
}

bool guest_looks_at(const struct ir_func *f, unsigned offset)
{
    bool written_first = false; /* in block 0, which all others come behind */
    for (ir_label b = 0; b < f->block_count; b++) {
        bool written = written_first;
        for (ir_ref i = f->blocks[b].first; i < f->blocks[b].end && !written; i++) {
            const struct ir_ins *x = &f->ins[i];
            if (x->op == IR_get && touches(f, x, offset))
                return true;
            written = x->op == IR_put && touches(f, x, offset);
        }
        written_first |= b == 0 && written;
    }
    return false;
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
