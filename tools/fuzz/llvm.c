/* Target llvm: guest code as the request that a runtime would make of it, compiled as the service does, by LLVM and by mach. What comes of it
   must be a reply that the runtime takes, and only LLVM may end the process, which is what is looked for. The input's first bytes say
   how, the rest is the code; see struct header. LLVM's compiler is kept from one input to the next, as a worker keeps it. */
#include "fuzz.h"

#include <string.h>

#include "service/service.h"

struct header {        /* the first three as target code has them, so that its inputs will do */
    uint8_t guest;     /* bit 0 which one; bits 1, 2 which features; the others: see mode_of and request_of */
    uint8_t start;     /* the code's place: this many times 16 bytes into a page */
    uint8_t blocks;    /* limit of the region, below 64; bits 6, 7: see is_wanted */
    uint8_t insns;     /* limit of a block, below 64; bit 6: the code comes in two pieces; bit 7: more code may follow it */
};
enum { EXACT_FAULTS = 8, EXACT_UNDERFLOW = 16, LOOP = 32, HANDED_OVER = 64 };
enum { PLACE = 0x10000, MOST_CODE = 512, MOST_WANTED = MOST_CODE / 2 };

static bool is_wanted(const struct header *h, unsigned n)
{
    switch (h->blocks >> 6) {
    case 0:
        return true;
    case 1:
        return n % 3 != 1;
    case 2:
        return n % 2;
    default:
        return !n;
    }
}

static uint32_t mode_of(const struct header *h)
{
    return (h->guest & EXACT_FAULTS ? MACH_EXACT_FAULTS : 0) | (h->guest & EXACT_UNDERFLOW ? MACH_EXACT_UNDERFLOW : 0) | MACH_CHECK;
}

static void request_of(const struct header *h, const uint8_t *code, uint32_t size, struct service_request *q, struct arena *arena)
{
    const struct guest *g = h->guest & 1 ? &guest_riscv64 : &guest_aarch64;
    struct mach_convention c;
    uint32_t first = h->insns & 64 ? size / 2 : size, stops = !(h->insns & 128);
    mach_convention_make(&c, &mach_x86_64, g->pins);
    *q = (struct service_request){
        .id = 1,
        .guest = service_text(g->name),
        .features = fuzz_features(g, h->guest >> 1 & 3) | (h->guest & HANDED_OVER ? g->handed_over : 0),
        .host = c.features,
        .mode = mode_of(h),
        .pc = PLACE + h->start * 16,
        .scope = h->guest & LOOP ? GUEST_LOOP : GUEST_FUNCTION,
        .max_insns = h->insns % 64 + 1,
        .max_blocks = h->blocks % 64 + 1,
    };
    q->wanted = arena_alloc(arena, MOST_WANTED * sizeof *q->wanted);
    for (unsigned n = 0; n * g->insn_align < size; n++)
        if (is_wanted(h, n))
            q->wanted[q->wanted_count++].pc = q->pc + n * g->insn_align;
    q->chunks = arena_alloc(arena, 2 * sizeof *q->chunks);
    q->chunks_count = first < size ? 2 : 1;
    q->chunks[0] = (struct service_chunk){ q->pc, stops && first == size, { code, first } };
    q->chunks[1] = (struct service_chunk){ q->pc + first, stops, { code + first, size - first } };
}

/* Through the protocol, both ways. */
static void compile(const struct service_engine *e, void **state, const struct service_request *q)
{
    struct service_buffer asked = { 0 }, answered = { 0 };
    struct service_request request;
    struct service_reply reply, again;
    struct arena arena;
    arena_init(&arena);
    bug_on(!service_encode(&asked, SERVICE_request, q), "a request that cannot be sent");
    bool read = service_decode(asked.data + SERVICE_HEADER, asked.size - SERVICE_HEADER, SERVICE_request, &request, &arena);
    bug_on(!read || !service_request_is_sound(&request), "a request that is turned away");
    service_compile(e, state, &request, &arena, &reply);
    if (reply.status == SERVICE_DONE) {
        bug_on(!service_encode(&answered, SERVICE_reply, &reply), "%s: a reply that cannot be sent", e->name);
        read = service_decode(answered.data + SERVICE_HEADER, answered.size - SERVICE_HEADER, SERVICE_reply, &again, &arena);
        bug_on(!read || !service_reply_is_sound(&again), "%s: a reply that is turned away", e->name);
    }
    arena_free(&arena);
    service_buffer_free(&asked);
    service_buffer_free(&answered);
}

void fuzz_llvm(const uint8_t *data, size_t size)
{
    static void *llvm;
    struct service_request q;
    struct header h;
    struct arena arena;
    void *none = NULL;
    if (size <= sizeof h || size > sizeof h + MOST_CODE)
        return;
    memcpy(&h, data, sizeof h);
    arena_init(&arena);
    request_of(&h, data + sizeof h, (uint32_t)(size - sizeof h), &q, &arena);
    compile(&service_mach, &none, &q);
    compile(&service_llvm, &llvm, &q);
    arena_free(&arena);
}
