/* Target code: guest code through all that reads it. The input's first bytes say how, the rest is
   the code; see struct header. Always: disassembly, a block by both engines, a region. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#include "guest/guest.h"

struct header {
    uint8_t guest;   /* bit 0 which one; bits 1, 2 which features; bits 3, 4 FUZZ_POLLS, FUZZ_RANDOM */
    uint8_t start;   /* the code's place: this many times 16 bytes into a page */
    uint8_t blocks;  /* limit of the region, below 64 */
    uint8_t insns;   /* limit of a block, below 64 */
};

struct input {
    struct guest_unit unit; /* the code at unit.pc */
    const uint8_t *code;
    size_t size;
    unsigned max_blocks;
    struct fuzz_engines *engines;
};

static size_t fetch(void *context, uint64_t pc, void *bytes, size_t size)
{
    const struct input *in = context;
    uint64_t at = pc - in->unit.pc;
    if (at >= in->size)
        return 0;
    if (size > in->size - at)
        size = in->size - at;
    memcpy(bytes, in->code + at, size);
    return size;
}

static bool wanted(void *context, uint64_t pc)
{
    const struct input *in = context;
    return pc - in->unit.pc < in->size;
}

static void disassemble(const struct input *in)
{
    char text[1 << 17];
    FILE *out = fmemopen(text, sizeof text, "w");
    bug_on(!out, "no memory");
    guest_disas(in->unit.guest, in->unit.pc, in->code, in->size, out);
    fclose(out);
}

/* Halving the limit must come to a block that both engines can make code of: run/loop.c counts on it. */
static void block(const struct input *in)
{
    struct guest_unit unit = in->unit;
    struct arena arena;
    bool done = false;
    arena_init(&arena);
    while (!done) {
        size_t size;
        bug_on(!unit.max_insns, "not even one instruction can be compiled");
        struct ir_func *f = guest_translate(&arena, &unit, &size);
        bug_on(!size, "no guest code covered");
        fuzz_check_function(f, "block");
        done = fuzz_engines_compile(in->engines, f) == FUZZ_ENGINES;
        unit.max_insns /= 2;
        arena_reset(&arena);
    }
    arena_free(&arena);
}

static void region(const struct input *in, enum guest_scope scope)
{
    struct guest_region ask = { in->unit, scope, in->max_blocks, wanted };
    struct guest_span *spans;
    struct arena arena;
    unsigned count;
    arena_init(&arena);
    struct ir_func *f = guest_translate_region(&arena, &ask, &spans, &count);
    if (f) { /* else the block is in no loop */
        bug_on(!count || spans[0].pc != f->pc, "the region does not start with its first block");
        fuzz_check_function(f, "region");
        fuzz_engines_compile(in->engines, f);
    }
    arena_free(&arena);
}

uint64_t fuzz_features(const struct guest *g, unsigned choice)
{
    switch (choice) {
    case 0:
        return g->cpus[0].features;
    case 1:
        return g->cpus[1].features;
    case 2:
        return g->cpus[2].features;
    default:
        return g->cpus[0].features | g->tagged;
    }
}

void fuzz_code(const uint8_t *data, size_t size)
{
    enum { PLACE = 0x10000, MOST_CODE = 1 << 12 };
    struct header h;
    if (size < sizeof h || size > MOST_CODE)
        return;
    memcpy(&h, data, sizeof h);
    const struct guest *g = h.guest & 1 ? &guest_riscv64 : &guest_aarch64;
    struct input in = { .code = data + sizeof h, .size = size - sizeof h, .max_blocks = h.blocks % 64 + 1 };
    in.unit = (struct guest_unit){ g, fuzz_features(g, h.guest >> 1 & 3), PLACE + h.start * 16, h.insns % 64 + 1,
                                   fetch, &in };
    in.engines = fuzz_engines_new(g, h.guest >> 3 & (FUZZ_POLLS | FUZZ_RANDOM));
    disassemble(&in);
    block(&in);
    region(&in, GUEST_LOOP);
    region(&in, GUEST_FUNCTION);
    fuzz_engines_free(in.engines);
}
