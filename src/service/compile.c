/* From a request to its reply: the front end lifts the guest code that came with it, as the runtime would from memory, and an engine
   compiles. Nothing is read but the request, so the same request has the same reply, whoever asks. */
#define _GNU_SOURCE
#include "service/service.h"

#include <stdlib.h>
#include <string.h>

/* ---- the request as guest memory ---- */

struct source {
    const struct service_request *request;
    bool missing; /* code has been wanted that is not in it */
};

/* The most that a chunk has at pc. NULL: none knows what is there. */
static const struct service_chunk *chunk_at(const struct service_request *q, uint64_t pc, size_t *there)
{
    const struct service_chunk *best = NULL;
    *there = 0;
    for (uint32_t i = 0; i < q->chunks_count; i++) {
        const struct service_chunk *c = &q->chunks[i];
        uint64_t at = pc - c->pc;
        if (pc < c->pc || at > c->bytes.size || (best && c->bytes.size - at <= *there))
            continue;
        best = c;
        *there = c->bytes.size - at;
    }
    return best;
}

static size_t fetch(void *context, uint64_t pc, void *bytes, size_t size)
{
    struct source *s = context;
    size_t there;
    const struct service_chunk *c = chunk_at(s->request, pc, &there);
    if (!c || (there < size && !c->stops)) {
        s->missing = true;
        return 0;
    }
    if (there > size)
        there = size;
    if (there)
        memcpy(bytes, (const uint8_t *)c->bytes.at + (pc - c->pc), there);
    return there;
}

static bool wanted(void *context, uint64_t pc)
{
    const struct source *s = context;
    for (uint32_t i = 0; i < s->request->wanted_count; i++)
        if (s->request->wanted[i].pc == pc)
            return true;
    return false;
}

static const struct guest *guest_named(struct service_bytes name)
{
    static const struct guest *const guests[] = { &guest_aarch64, &guest_riscv64 };
    for (size_t i = 0; i < sizeof guests / sizeof *guests; i++)
        if (service_bytes_are(name, guests[i]->name))
            return guests[i];
    return NULL;
}

bool service_request_is_sound(const struct service_request *q)
{
    size_t there;
    return guest_named(q->guest) && !(q->mode & ~(uint32_t)MACH_MODES) && chunk_at(q, q->pc, &there);
}

/* ---- compiling ---- */

static void stage_done(void *context, enum mach_stage stage, const struct mach_func *f)
{
    const struct service_work *w = context;
    if (!w->text || !(w->request->dumps & SERVICE_DUMP_MACH) || !f || stage != MACH_ALLOCATED)
        return;
    fprintf(w->text, "MACH, of the optimiser service:\n");
    mach_print(f, w->text);
    fputc('\n', w->text);
}

static bool compile_mach(const struct service_work *w, const struct ir_func *f, struct mach_code *out)
{
    const struct mach_job job = { .convention = w->convention,
                                  .pins = w->guest->pins,
                                  .mode = w->request->mode,
                                  .stage = stage_done,
                                  .context = (void *)w };
    return mach_compile(&job, f, out);
}

const struct service_engine service_mach = { "mach", "the runtime's own code generator, for tests", compile_mach };

static void fill_reply(struct service_reply *out, const struct mach_code *code, const struct guest_span *spans, unsigned count,
                       struct arena *arena)
{
    out->status = SERVICE_DONE;
    out->text_size = code->text_size;
    out->align = code->align;
    out->inexact_underflow = code->inexact_underflow;
    out->uses_fp_flags = code->uses_fp_flags;
    out->code = (struct service_bytes){ code->bytes, code->size };
    out->faults = (struct service_bytes){ code->faults, code->fault_size };
    out->links = arena_alloc(arena, code->link_count * sizeof *out->links + 1);
    out->entries = arena_alloc(arena, code->entry_count * sizeof *out->entries + 1);
    out->spans = arena_alloc(arena, count * sizeof *out->spans + 1);
    for (uint32_t i = 0; i < code->link_count; i++)
        out->links[i] = (struct service_link){ code->links[i].jump, code->links[i].pc };
    for (uint32_t i = 0; i < code->entry_count; i++)
        out->entries[i] = (struct service_entry){ code->entries[i].pc, code->entries[i].offset };
    for (unsigned i = 0; i < count; i++)
        out->spans[i] = (struct service_span){ spans[i].pc, spans[i].size };
    out->links_count = code->link_count;
    out->entries_count = code->entry_count;
    out->spans_count = count;
}

struct ir_func *service_lift(const struct service_request *q, unsigned max_blocks, struct arena *arena, struct guest_span **spans,
                             unsigned *count)
{
    struct source source = { .request = q };
    const struct guest_region ask = { { guest_named(q->guest), q->features, q->pc, q->max_insns, fetch, &source },
                                      (enum guest_scope)q->scope, max_blocks, wanted };
    struct ir_func *f = guest_translate_region(arena, &ask, spans, count);
    return source.missing ? NULL : f;
}

/* With less blocks each time that it is too large. False: nothing could be compiled. */
static bool compile(const struct service_engine *e, const struct service_work *w, struct arena *arena, struct service_reply *out)
{
    const struct service_request *q = w->request;
    for (unsigned max_blocks = q->max_blocks; max_blocks; max_blocks /= 4) {
        struct guest_span *spans;
        struct mach_code code;
        unsigned count;
        struct ir_func *f = service_lift(q, max_blocks, arena, &spans, &count);
        if (!f)
            return false;
        out->pc = f->pc;
        if (e->compile(w, f, &code)) {
            fill_reply(out, &code, spans, count, arena);
            return true;
        }
    }
    return false;
}

void service_compile(const struct service_engine *e, void **state, const struct service_request *q, struct arena *arena,
                     struct service_reply *out)
{
    struct mach_convention convention;
    struct service_work w = { guest_named(q->guest), &convention, q, state, NULL };
    char *text = NULL;
    size_t size = 0;
    *out = (struct service_reply){ .id = q->id, .status = SERVICE_REFUSED };
    if (!service_request_is_sound(q))
        return;
    mach_convention_make(&convention, &mach_x86_64, w.guest->pins);
    if (q->host & ~convention.features || q->host != mach_x86_64.usable(q->host))
        return; /* of another machine, or of none that there is */
    convention.features = q->host;
    if (q->dumps)
        w.text = open_memstream(&text, &size);
    if (!compile(e, &w, arena, out))
        *out = (struct service_reply){ .id = q->id, .status = SERVICE_REFUSED };
    if (w.text) {
        fclose(w.text);
        bool kept = out->status == SERVICE_DONE && size <= 8 << 20;
        if (kept)
            out->text = (struct service_bytes){ memcpy(arena_alloc(arena, size + 1), text, size), (uint32_t)size };
        free(text);
    }
}
