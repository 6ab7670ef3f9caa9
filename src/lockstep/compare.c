/* What is compared of two outcomes, and the report of a difference. */
#define _GNU_SOURCE
#include "lockstep/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *exit_name(const struct outcome *o)
{
    static const char *const names[] = { "a jump", "a system call", "a trap", "a jump" };
    return o->faulted ? "a fault" : names[o->why];
}

static const uint8_t *at(const struct ir_state *s, const struct guest_register *g)
{
    return (const uint8_t *)s + g->offset;
}

static const struct guest_register *other_register(const struct run *r, const struct ir_state *a, const struct ir_state *b)
{
    for (const struct guest_register *g = r->guest->registers; g->name; g++)
        if (memcmp(at(a, g), at(b, g), g->bits / 8))
            return g;
    return NULL;
}

/* Underflow aside: the code generator makes it exact only when the guest looks. */
static uint32_t fp_flags(const struct ir_state *s)
{
    return s->fp.flags & ~(uint32_t)IR_FPX_UNDERFLOW;
}

bool lockstep_same(const struct run *r, const struct ir_state *a, const struct ir_state *b)
{
    return a->pc == b->pc && a->fp.mode == b->fp.mode && fp_flags(a) == fp_flags(b) && !other_register(r, a, b);
}

static void hex(char *to, const uint8_t *bytes, unsigned count)
{
    while (count--)
        to += sprintf(to, "%02x", bytes[count]);
}

static void describe(const struct guest_register *g, const struct ir_state *a, const struct ir_state *b, char *text, size_t size)
{
    char x[40], y[40];
    hex(x, at(a, g), g->bits / 8);
    hex(y, at(b, g), g->bits / 8);
    snprintf(text, size, "%s is %s, not %s", g->name, y, x);
}

const char *lockstep_compare(const struct run *r, const struct outcome *a, const struct outcome *b, char *text, size_t size)
{
    const struct guest_register *g = other_register(r, a->state, b->state);
    if (strcmp(exit_name(a), exit_name(b)))
        snprintf(text, size, "it ends in %s, not %s", exit_name(b), exit_name(a));
    else if (a->state->pc != b->state->pc)
        snprintf(text, size, "pc is %#" PRIx64 ", not %#" PRIx64, b->state->pc, a->state->pc);
    else if (g)
        describe(g, a->state, b->state, text, size);
    else if (a->state->fp.mode != b->state->fp.mode)
        snprintf(text, size, "the FP mode is %#x, not %#x", b->state->fp.mode, a->state->fp.mode);
    else if (fp_flags(a->state) != fp_flags(b->state))
        snprintf(text, size, "the FP flags are %#x, not %#x", b->state->fp.flags, a->state->fp.flags);
    else if (!a->faulted && a->why == RUN_TRAP && a->state->trap != b->state->trap)
        snprintf(text, size, "trap %u, not %u", b->state->trap, a->state->trap);
    else if (a->faulted && a->fault.signal != b->fault.signal)
        snprintf(text, size, "signal %d, not %d", b->fault.signal, a->fault.signal);
    else if (a->faulted && a->fault.address >> 12 != b->fault.address >> 12)
        snprintf(text, size, "a fault at %#" PRIx64 ", not %#" PRIx64, b->fault.address, a->fault.address);
    else
        return NULL;
    return text;
}

/* ---- the report ---- */

static void log_state(struct run_thread *t, const char *title, const struct ir_state *state)
{
    memcpy(t->state, state, t->run->guest->state_size);
    log_write(t->run->log, "\n%s:\n", title);
    run_log_registers(t);
}

/* The program's command line with what shows the code at pc. */
static void log_command(const struct lockstep *l, struct log *log)
{
    char *const *word = l->e->command;
    log_write(log, "\nTo see it again: %s -dfilter %#" PRIx64 "+1 -d in_asm,op,mach,out_asm", *word ? *word : "dragoman", l->before->pc);
    for (word += *word != NULL; *word; word++)
        log_write(log, " '%s'", *word);
    log_write(log, "\n");
}

void lockstep_differs(struct run_thread *t, const char *what, bool region)
{
    struct run *r = t->run;
    struct lockstep *l = r->around;
    const char *reference = l->e->reference->name, *tested = l->e->tested->name;
    uint64_t pc = l->before->pc;
    char name[300] = "";
    if (r->os->symbol)
        r->os->symbol(r, pc, name, sizeof name);
    log_write(r->log, "lockstep: %s at %#" PRIx64 " (%s): after %s %s as after %s\n", region ? "region" : "block", pc, name, tested,
              what, reference);
    log_state(t, "Before", l->before);
    log_state(t, reference, l->outcome[REFERENCE].state);
    log_state(t, tested, l->outcome[TESTED].state);
    log_write(r->log, "\n");
    r->engine = l->e->tested;
    run_explain(r, pc, region);
    log_command(l, r->log);
    _exit(LOCKSTEP_DIFFERS);
}
