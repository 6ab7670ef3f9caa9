/* A region as text: lines of a word and values, instructions as the assembler would have them behind a `#`, which starts a comment.

       guest aarch64
       features 0xfff             mode, scope, insns (of a block), blocks: limits; as in the service's request
       pc 0x10000
       at 0x10000 91000400        # add x0, x0, #1
       wanted 0x10000             blocks */
#define _GNU_SOURCE
#include "regions.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct guest *guest_called(const char *name, size_t size)
{
    static const struct guest *const guests[] = { &guest_aarch64, &guest_riscv64 };
    for (unsigned i = 0; i < 2; i++)
        if (strlen(guests[i]->name) == size && !memcmp(guests[i]->name, name, size))
            return guests[i];
    return NULL;
}

static void add_insn(struct region *r, struct arena *arena, const struct insn *x)
{
    r->insn = arena_grow(arena, r->insn, r->insns * sizeof *x, (r->insns + 1) * sizeof *x);
    unsigned n = r->insns++;
    for (; n && r->insn[n - 1].pc > x->pc; n--)
        r->insn[n] = r->insn[n - 1];
    r->insn[n] = *x;
}

static void add_wanted(struct region *r, struct arena *arena, uint64_t pc)
{
    r->wanted = arena_grow(arena, r->wanted, r->wanteds * sizeof pc, (r->wanteds + 1) * sizeof pc);
    r->wanted[r->wanteds++] = pc;
}

/* ---- requests ---- */

void region_request(const struct region *r, struct service_request *out, struct arena *arena)
{
    struct mach_convention convention;
    mach_convention_make(&convention, &mach_x86_64, r->guest->pins);
    *out = (struct service_request){ .id = 1,
                                     .guest = service_text(r->guest->name),
                                     .features = r->features,
                                     .host = convention.features,
                                     .mode = r->mode,
                                     .pc = r->pc,
                                     .scope = r->scope,
                                     .max_insns = r->max_insns,
                                     .max_blocks = r->max_blocks };
    out->wanted = arena_alloc(arena, (r->wanteds + 1) * sizeof *out->wanted);
    out->chunks = arena_alloc(arena, (r->insns + 1) * sizeof *out->chunks);
    out->wanted_count = r->wanteds;
    for (unsigned i = 0; i < r->wanteds; i++)
        out->wanted[i].pc = r->wanted[i];
    for (unsigned i = 0; i < r->insns; i++) {
        struct service_chunk *c = out->chunks_count ? &out->chunks[out->chunks_count - 1] : NULL;
        if (!c || c->pc + c->bytes.size != r->insn[i].pc) {
            c = &out->chunks[out->chunks_count++];
            *c = (struct service_chunk){ r->insn[i].pc, 1, { arena_alloc(arena, r->insns * 4), 0 } };
        }
        memcpy((uint8_t *)c->bytes.at + c->bytes.size, &r->insn[i].word, r->insn[i].size);
        c->bytes.size += r->insn[i].size;
    }
}

static bool has_insn(const struct region *r, uint64_t pc)
{
    for (unsigned i = 0; i < r->insns; i++)
        if (r->insn[i].pc == pc)
            return true;
    return false;
}

static size_t bytes_at(const struct service_request *q, uint64_t pc, void *to, size_t size)
{
    for (uint32_t i = 0; i < q->chunks_count; i++) {
        uint64_t at = pc - q->chunks[i].pc;
        if (at < q->chunks[i].bytes.size && q->chunks[i].bytes.size - at >= size) {
            memcpy(to, (const uint8_t *)q->chunks[i].bytes.at + at, size);
            return size;
        }
    }
    return 0;
}

/* What is called and not part of it has been looked at, whether it is small: without its code it must not be wanted. */
static void forget_wanted(struct region *r, struct arena *arena)
{
    uint64_t *kept = arena_alloc(arena, (r->wanteds + 1) * sizeof *kept);
    unsigned n = 0;
    for (unsigned i = 0; i < r->wanteds; i++)
        if (has_insn(r, r->wanted[i]))
            kept[n++] = r->wanted[i];
    r->wanted = kept;
    r->wanteds = n;
}

/* The instructions that the request's translation reaches. */
static bool take_insns(struct region *r, const struct service_request *q, struct arena *arena)
{
    struct guest_span *spans;
    unsigned count;
    if (!service_lift(q, q->max_blocks, arena, &spans, &count))
        return false;
    for (unsigned i = 0; i < count; i++)
        for (uint64_t pc = spans[i].pc; pc < spans[i].pc + spans[i].size;) {
            struct insn x = { .pc = pc };
            uint16_t first;
            if (!bytes_at(q, pc, &first, 2))
                break; /* it ends in a fault */
            x.size = r->guest->length(first);
            if (!bytes_at(q, pc, &x.word, x.size))
                break;
            if (!has_insn(r, pc))
                add_insn(r, arena, &x);
            pc += x.size;
        }
    forget_wanted(r, arena);
    return r->insns;
}

bool region_trim(struct region *r, struct arena *arena)
{
    struct service_request q;
    region_request(r, &q, arena);
    r->insn = NULL;
    r->insns = 0;
    return take_insns(r, &q, arena);
}

static bool from_request(struct region *r, const struct service_request *q, struct arena *arena)
{
    if (!service_request_is_sound(q))
        return false;
    *r = (struct region){ .guest = guest_called(q->guest.at, q->guest.size),
                          .features = q->features,
                          .pc = q->pc,
                          .mode = q->mode,
                          .scope = q->scope,
                          .max_insns = q->max_insns,
                          .max_blocks = q->max_blocks };
    for (uint32_t i = 0; i < q->wanted_count; i++)
        add_wanted(r, arena, q->wanted[i].pc);
    return take_insns(r, q, arena);
}

/* ---- text ---- */

static void print_insn(const struct region *r, const struct insn *x, FILE *out)
{
    char line[128];
    struct text text;
    text_init(&text, line, sizeof line);
    r->guest->disas(&text, x->pc, x->word, x->size * 8);
    fprintf(out, "at %#" PRIx64 " %0*" PRIx32 "  # %s\n", x->pc, (int)x->size * 2, x->word, line);
}

void region_print(const struct region *r, FILE *out)
{
    fprintf(out, "guest %s\nfeatures %#" PRIx64 "\nmode %" PRIu32 "\nscope %" PRIu32 "\ninsns %" PRIu32 "\nblocks %" PRIu32 "\npc %#" PRIx64 "\n",
            r->guest->name, r->features, r->mode, r->scope, r->max_insns, r->max_blocks, r->pc);
    for (unsigned i = 0; i < r->insns; i++)
        print_insn(r, &r->insn[i], out);
    for (unsigned i = 0; i < r->wanteds; i++)
        fprintf(out, "wanted %#" PRIx64 "\n", r->wanted[i]);
}

static bool read_line(struct region *r, const char *word, const char *a, const char *b, struct arena *arena)
{
    uint64_t n = strtoull(a, NULL, 0);
    struct insn x = { n, (uint32_t)strtoul(b, NULL, 16), (unsigned)strlen(b) / 2 };
    const struct {
        const char *name;
        uint32_t *to;
    } numbers[] = { { "mode", &r->mode }, { "scope", &r->scope }, { "insns", &r->max_insns }, { "blocks", &r->max_blocks } };
    if (!strcmp(word, "guest"))
        return (r->guest = guest_called(a, strlen(a)));
    if (!strcmp(word, "features"))
        return r->features = n, true;
    if (!strcmp(word, "pc"))
        return r->pc = n, true;
    if (!strcmp(word, "wanted"))
        return add_wanted(r, arena, n), true;
    if (!strcmp(word, "at"))
        return (x.size == 2 || x.size == 4) && (add_insn(r, arena, &x), true);
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!strcmp(word, numbers[i].name))
            return *numbers[i].to = (uint32_t)n, true;
    return false;
}

static bool from_text(struct region *r, char *text, struct arena *arena)
{
    *r = (struct region){ 0 };
    for (char *line; (line = strsep(&text, "\n"));) {
        char word[16] = "", a[32] = "", b[32] = "";
        line[strcspn(line, "#")] = 0;
        if (sscanf(line, "%15s %31s %31s", word, a, b) > 0 && !read_line(r, word, a, b, arena))
            return false;
    }
    return r->guest && r->insns && r->max_blocks && r->max_insns && has_insn(r, r->pc);
}

bool region_read(struct region *out, const char *path, struct arena *arena)
{
    FILE *in = fopen(path, "rb");
    uint8_t *bytes = arena_alloc(arena, SERVICE_MOST_REQUEST + 1);
    size_t size = in ? fread(bytes, 1, SERVICE_MOST_REQUEST, in) : 0;
    enum service_message m;
    struct service_request q;
    if (in)
        fclose(in);
    bool message = size >= SERVICE_HEADER && service_size(bytes, SERVICE_MOST_REQUEST, &m) == size && m == SERVICE_request;
    bool good = message ? service_decode(bytes + SERVICE_HEADER, size - SERVICE_HEADER, m, &q, arena) && from_request(out, &q, arena)
                        : from_text(out, (char *)bytes, arena);
    if (!good)
        fprintf(stderr, "%s: %s\n", path, in ? "not a region" : "cannot be read");
    return good;
}
