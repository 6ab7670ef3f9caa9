/* How much host code short pieces of guest code become: size-test GUEST BINARY <LIST. A line of LIST is "ADDRESS COUNT TEXT": so many
   instructions at that address; BINARY is what is at 0x400000. Prints, for each, the host's instructions and bytes. It is compiled for
   a host of the x86-64-v3 level with AES and SHA, whatever this one is. scripts/test-size calls it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/guest.h"
#include "mach/emit.h"
#include "mach/x86_64/x86_64.h"

enum { BASE = 0x400000 };
static const uint64_t v3 = X86_HAS_SSE3 | X86_HAS_SSSE3 | X86_HAS_SSE41 | X86_HAS_SSE42 | X86_HAS_POPCNT | X86_HAS_MOVBE |
                           X86_HAS_AES | X86_HAS_SHA | X86_HAS_PCLMUL | X86_HAS_LZCNT | X86_HAS_BMI1 | X86_HAS_BMI2 | X86_HAS_AVX |
                           X86_HAS_AVX2 | X86_HAS_F16C | X86_HAS_FMA;

struct code {
    uint8_t bytes[1 << 16];
    size_t size;
};

static size_t fetch(void *context, uint64_t pc, void *bytes, size_t size)
{
    const struct code *c = context;
    size_t at = pc - BASE;
    if (pc < BASE || at >= c->size)
        return 0;
    size = size < c->size - at ? size : c->size - at;
    memcpy(bytes, c->bytes + at, size);
    return size;
}

struct size {
    uint32_t insns, bytes;
};

/* As allocated: rows, moves, branches; bytes of those but branches, whose size is a matter of layout, and nothing of what entries and exits are
   made of. */
static struct size count(const struct mach_func *f)
{
    struct size s = { 0, 0 };
    for (uint32_t i = 0; i < f->insn_count; i++) {
        struct emit e = { .f = f, .arena = f->arena, .features = f->convention->features, .capacity = EMIT_ROOM };
        e.bytes = arena_alloc(f->arena, EMIT_ROOM);
        bool row = f->insns[i].op >= MACH_TARGET_OPS || f->insns[i].op == MACH_MOVE;
        if (row)
            f->target->encoder->insn(&e, &f->insns[i]);
        s.insns += row || f->insns[i].op == MACH_BRANCH;
        s.bytes += e.size;
    }
    return s;
}

static void keep(void *context, enum mach_stage done, const struct mach_func *f)
{
    if (done == MACH_EMITTED)
        *(const struct mach_func **)context = f;
}

/* A block of so many instructions. */
static struct size measure(const struct guest *g, struct code *code, uint64_t pc, unsigned insns)
{
    struct arena arena;
    struct mach_convention c;
    struct guest_unit u = { g, g->cpus[0].features, pc, insns, fetch, code };
    const struct mach_func *f = NULL;
    const struct mach_job job = { .convention = &c, .pins = g->pins, .mode = MACH_CHECK, .stage = keep, .context = &f };
    struct mach_code out;
    size_t size;
    arena_init(&arena);
    mach_convention_make(&c, &mach_x86_64, g->pins);
    c.features = v3;
    bug_on(!mach_compile(&job, guest_translate(&arena, &u, &size), &out), "no code for %#lx", (unsigned long)pc);
    struct size s = count(f);
    arena_free(&arena);
    return s;
}

int main(int argc, char **argv)
{
    static struct code c;
    char line[300], *text;
    FILE *in = argc == 3 ? fopen(argv[2], "rb") : NULL;
    const struct guest *g = argc == 3 && !strcmp(argv[1], "aarch64") ? &guest_aarch64 : &guest_riscv64;
    if (!in) {
        fprintf(stderr, "usage: size-test GUEST BINARY <LIST\n");
        return 2;
    }
    c.size = fread(c.bytes, 1, sizeof c.bytes, in);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        unsigned long at = strtoul(line, &text, 0), count = strtoul(text, &text, 0);
        struct size s = measure(g, &c, at, (unsigned)count);
        printf("%-58s| %3u insns %4u bytes\n", text + 1, s.insns, s.bytes);
    }
    return 0;
}
