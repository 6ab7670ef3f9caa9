/* Emission: from an allocated machine function to bytes that can be put anywhere.

   1. Blocks get an order: each is followed by one of its successors where that is possible, cold
      ones come last. Blocks that only jump are passed over, and those that only leave for a known
      pc are left out: branches to them are themselves the exit's jump, which the runtime redirects.
   2. The target writes the instructions of each block into the buffer; branches are noted as items
      between bytes.
   3. Code that rarely runs follows (struct emit_cold).
   4. Items start small. As long as one is too short for its distance it grows, and all positions
      are computed anew; since nothing ever shrinks, that ends.
   5. Buffer and items are copied together, constants follow, and the places that were waiting for
      positions are filled.

   The bytes of single instructions are the target's business: mach/<host>/. */
#include "mach/emit.h"

#include <string.h>

#define RESERVE(e, array, count, capacity, n) \
    do { \
        if ((e)->count + (n) > (e)->capacity) { \
            uint32_t larger = ((e)->capacity + (n)) * 2 + 64; \
            (e)->array = arena_grow_raw((e)->arena, (e)->array, (e)->count * sizeof *(e)->array, \
                                    larger * sizeof *(e)->array); \
            (e)->capacity = larger; \
        } \
    } while (0)

/* ---- for the targets ---- */

static struct emit_position here(const struct emit *e)
{
    return (struct emit_position){ e->size, e->item_count };
}

uint32_t emit_label(struct emit *e)
{
    RESERVE(e, labels, label_count, label_capacity, 1);
    return e->label_count++;
}

void emit_place(struct emit *e, uint32_t label)
{
    e->labels[label] = here(e);
}

static void add_item(struct emit *e, struct emit_item item)
{
    RESERVE(e, items, item_count, item_capacity, 1);
    item.at = e->size;
    e->items[e->item_count++] = item;
}

void emit_branch(struct emit *e, int cc, uint32_t label)
{
    add_item(e, (struct emit_item){ .kind = EMIT_BRANCH, .label = label, .cc = (int8_t)cc });
}

void emit_link(struct emit *e, int cc, uint64_t pc)
{
    add_item(e, (struct emit_item){ .kind = EMIT_LINK, .pc = pc, .cc = (int8_t)cc, .far = true });
}

void emit_poll(struct emit *e, int cc)
{
    add_item(e, (struct emit_item){ .kind = EMIT_POLL, .cc = (int8_t)cc, .far = true });
}

uint32_t emit_cold(struct emit *e, enum emit_cold_kind kind, uint64_t pc)
{
    for (uint32_t i = 0; i < e->cold_count; i++)
        if (e->colds[i].kind == kind && e->colds[i].pc == pc)
            return e->colds[i].label;
    RESERVE(e, colds, cold_count, cold_capacity, 1);
    struct emit_cold *c = &e->colds[e->cold_count++];
    *c = (struct emit_cold){ kind, emit_label(e), pc };
    return c->label;
}

void emit_pool_use(struct emit *e, uint32_t constant, unsigned behind)
{
    RESERVE(e, pool_uses, pool_use_count, pool_use_capacity, 1);
    e->pool_uses[e->pool_use_count++] =
        (struct emit_pool_use){ here(e), constant, (uint8_t)behind };
}

void emit_may_fault(struct emit *e, uint32_t snapshot)
{
    if (!snapshot)
        return;
    RESERVE(e, faults, fault_count, fault_capacity, 1);
    e->faults[e->fault_count++] = (struct emit_fault){ here(e), snapshot - 1 };
}

/* ---- layout ---- */

struct layout {
    const struct mach_func *f;
    uint32_t *order; /* block numbers */
    uint32_t count;
    bool *placed;
};

/* Where a jump to block b really leads: over blocks that only jump. */
static uint32_t destination(const struct mach_func *f, uint32_t b)
{
    for (unsigned limit = 0; limit < 8; limit++) {
        const struct mach_block *block = &f->blocks[b];
        if (block->entry || block->end - block->first != 1 ||
            f->insns[block->first].op != MACH_JUMP)
            break;
        b = block->succs[0];
    }
    return b;
}

/* The exit that is all that block b does, if its jump can stand in for one to b. */
static const struct mach_exit *bare_exit(const struct mach_func *f, uint32_t b)
{
    const struct mach_block *block = &f->blocks[b];
    const struct mach_insn *i = &f->insns[block->first];
    if (block->entry || block->end - block->first != 1 || i->op != MACH_EXIT)
        return NULL;
    const struct mach_exit *x = &f->exits[i->extra];
    return x->kind == MACH_EXIT_DIRECT && !x->poll ? x : NULL;
}

/* The successor to put behind block b: not placed yet, as hot as b; of two the one in the deeper
   loop, then the second one, which a branch falls through to. ~0: none. */
static uint32_t follower(const struct layout *l, uint32_t b)
{
    const struct mach_block *block = &l->f->blocks[b];
    uint32_t best = ~0u;
    for (unsigned k = block->succ_count; k-- > 0;) {
        uint32_t to = destination(l->f, block->succs[k]);
        const struct mach_block *t = &l->f->blocks[to];
        if (l->placed[to] || (t->cold && !block->cold) || bare_exit(l->f, to))
            continue;
        if (best == ~0u || t->loop_depth > l->f->blocks[best].loop_depth)
            best = to;
    }
    return best;
}

static void place_from(struct layout *l, uint32_t b)
{
    for (; b != ~0u; b = follower(l, b)) {
        l->placed[b] = true;
        l->order[l->count++] = b;
    }
}

/* Marks what can be reached: blocks that are passed over or left out are not. */
static void reach(const struct mach_func *f, bool *reached)
{
    for (bool again = true; again;) {
        again = false;
        for (uint32_t b = 0; b < f->block_count; b++) {
            if (!reached[b])
                continue;
            for (unsigned k = 0; k < f->blocks[b].succ_count; k++) {
                uint32_t to = destination(f, f->blocks[b].succs[k]);
                if (bare_exit(f, to))
                    continue;
                again |= !reached[to] && to < b;
                reached[to] = true;
            }
        }
    }
}

static void lay_out(struct layout *l)
{
    const struct mach_func *f = l->f;
    bool *reached = arena_alloc(f->arena, f->block_count * sizeof *reached);
    for (uint32_t b = 0; b < f->block_count; b++)
        reached[b] = b == 0 || f->blocks[b].entry;
    reach(f, reached);
    for (unsigned cold = 0; cold < 2; cold++)
        for (uint32_t b = 0; b < f->block_count; b++)
            if (reached[b] && !l->placed[b] && f->blocks[b].cold == cold)
                place_from(l, b);
}

/* ---- blocks ---- */

static void go_to(struct emit *e, int cc, uint32_t block)
{
    const struct mach_exit *x = bare_exit(e->f, block);
    if (x)
        emit_link(e, cc, x->pc);
    else
        emit_branch(e, cc, block);
}

static void emit_end(struct emit *e, const struct mach_insn *i, const struct mach_block *b,
                     uint32_t next)
{
    const struct mach_encoder *encoder = e->f->target->encoder;
    uint32_t to = destination(e->f, b->succs[0]);
    if (i->op == MACH_JUMP) {
        if (to != next)
            go_to(e, -1, to);
        return;
    }
    uint32_t otherwise = destination(e->f, b->succs[1]);
    if (to == next && to != otherwise) {
        go_to(e, (int)encoder->invert(i->cc), otherwise);
        return;
    }
    if (to != otherwise)
        go_to(e, i->cc, to);
    if (otherwise != next)
        go_to(e, -1, otherwise);
}

static void emit_insn(struct emit *e, const struct mach_insn *i, const struct mach_block *b,
                      uint32_t next)
{
    const struct mach_encoder *encoder = e->f->target->encoder;
    RESERVE(e, bytes, size, capacity, EMIT_ROOM);
    switch (i->op) {
    case MACH_ENTRY:
        break;
    case MACH_JUMP:
    case MACH_BRANCH:
        emit_end(e, i, b, next);
        break;
    case MACH_EXIT:
        encoder->exit(e, i);
        break;
    default:
        bug_on(i->op == MACH_PHI, "a phi after register allocation");
        encoder->insn(e, i);
    }
}

static void emit_blocks(struct emit *e, const struct layout *l)
{
    const struct mach_func *f = e->f;
    for (uint32_t n = 0; n < l->count; n++) {
        const struct mach_block *b = &f->blocks[l->order[n]];
        uint32_t next = n + 1 < l->count ? l->order[n + 1] : ~0u;
        emit_place(e, l->order[n]);
        RESERVE(e, bytes, size, capacity, EMIT_ROOM);
        if (b->entry)
            f->target->encoder->entry(e, b);
        for (uint32_t i = b->first; i < b->end; i++)
            emit_insn(e, &f->insns[i], b, next);
    }
}

static void emit_colds(struct emit *e)
{
    for (uint32_t i = 0; i < e->cold_count; i++) {
        RESERVE(e, bytes, size, capacity, EMIT_ROOM);
        emit_place(e, e->colds[i].label);
        e->f->target->encoder->cold(e, &e->colds[i]);
    }
}

/* ---- positions ---- */

/* Final offset of a position: bytes before it and items before it. */
static uint32_t offset_of(const struct emit *e, struct emit_position p)
{
    if (!p.item)
        return p.at;
    const struct emit_item *last = &e->items[p.item - 1];
    return e->offsets[p.item - 1] + last->size + (p.at - last->at);
}

/* What the runtime redirects lies in one aligned unit of so many bytes. */
enum { LINK_UNIT = 8 };

static unsigned item_size(const struct emit *e, const struct emit_item *item, uint32_t offset)
{
    const struct mach_encoder *encoder = e->f->target->encoder;
    unsigned size = encoder->branch_size(item->cc, item->far);
    if (item->kind == EMIT_LINK) {
        unsigned field = (offset + size - encoder->link_field) % LINK_UNIT, latest = LINK_UNIT - encoder->link_field;
        size += field > latest ? LINK_UNIT - field : 0;
    }
    return size;
}

/* Distance from an item's end to its label. */
static int64_t distance_of(const struct emit *e, uint32_t i)
{
    const struct emit_item *item = &e->items[i];
    return (int64_t)offset_of(e, e->labels[item->label]) - (e->offsets[i] + item->size);
}

/* Computes all positions; then makes items far that must be. True when there was one. */
static bool settle(struct emit *e)
{
    uint32_t before = 0; /* bytes of items so far */
    for (uint32_t i = 0; i < e->item_count; i++) {
        struct emit_item *item = &e->items[i];
        e->offsets[i] = item->at + before;
        item->size = (uint8_t)item_size(e, item, e->offsets[i]);
        before += item->size;
    }
    bool grown = false;
    int64_t reach = (int64_t)1 << (e->f->target->encoder->near_bits - 1);
    for (uint32_t i = 0; i < e->item_count; i++) {
        struct emit_item *item = &e->items[i];
        if (item->far)
            continue;
        int64_t distance = distance_of(e, i);
        if (distance < -reach || distance >= reach)
            grown = item->far = true;
    }
    return grown;
}

/* ---- putting together ---- */

static void put_item(const struct emit *e, uint32_t i, uint8_t *at)
{
    const struct mach_encoder *encoder = e->f->target->encoder;
    const struct emit_item *item = &e->items[i];
    unsigned padding = item->size - encoder->branch_size(item->cc, item->far);
    encoder->pad(at, padding);
    encoder->branch(at + padding, item->cc, item->far, item->kind == EMIT_BRANCH ? (int32_t)distance_of(e, i) : 0);
}

static void put_text(const struct emit *e, uint8_t *text)
{
    uint32_t from = 0;
    uint8_t *to = text;
    for (uint32_t i = 0; i < e->item_count; i++) {
        uint32_t n = e->items[i].at - from;
        memcpy(to, e->bytes + from, n);
        put_item(e, i, to + n);
        to += n + e->items[i].size;
        from += n;
    }
    memcpy(to, e->bytes + from, e->size - from);
}

static void put_pool(const struct emit *e, struct mach_code *out, uint8_t *bytes, uint32_t pool)
{
    memset(bytes + out->text_size, 0, pool - out->text_size);
    if (e->f->pool_size)
        memcpy(bytes + pool, e->f->pool, e->f->pool_size);
    for (uint32_t i = 0; i < e->pool_use_count; i++) {
        const struct emit_pool_use *u = &e->pool_uses[i];
        uint32_t field = offset_of(e, u->where);
        int32_t distance = (int32_t)(pool + u->constant - (field + 4 + u->behind));
        memcpy(bytes + field, &distance, 4);
    }
}

static void list_links(const struct emit *e, struct mach_code *out)
{
    const struct mach_encoder *encoder = e->f->target->encoder;
    uint32_t n = 0, poll = 0;
    for (uint32_t i = 0; i < e->item_count; i++)
        out->link_count += e->items[i].kind == EMIT_LINK;
    out->links = arena_alloc(e->arena, out->link_count * sizeof *out->links);
    for (uint32_t i = 0; i < e->item_count; i++) {
        const struct emit_item *item = &e->items[i];
        uint32_t field = e->offsets[i] + item->size - encoder->link_field;
        if (item->kind == EMIT_POLL)
            poll = field;
        if (item->kind != EMIT_LINK)
            continue;
        out->links[n++] = (struct mach_link){ field, poll, item->pc };
        poll = 0;
    }
}

static void list_entries(const struct emit *e, struct mach_code *out)
{
    const struct mach_func *f = e->f;
    for (uint32_t b = 0; b < f->block_count; b++)
        out->entry_count += f->blocks[b].entry;
    out->entries = arena_alloc(e->arena, out->entry_count * sizeof *out->entries);
    uint32_t n = 0;
    for (uint32_t b = 0; b < f->block_count; b++)
        if (f->blocks[b].entry)
            out->entries[n++] =
                (struct mach_entry_point){ f->blocks[b].entry_pc, offset_of(e, e->labels[b]) };
}

static void list_faults(const struct emit *e, struct mach_code *out)
{
    struct fault_entry *entries = arena_alloc(e->arena, e->fault_count * sizeof *entries);
    for (uint32_t i = 0; i < e->fault_count; i++)
        entries[i] =
            (struct fault_entry){ offset_of(e, e->faults[i].where), e->faults[i].snapshot };
    faults_encode(e->f, entries, e->fault_count, out);
}

static void put_together(struct emit *e, struct mach_code *out)
{
    *out = (struct mach_code){ .text_size = offset_of(e, here(e)) };
    uint32_t pool = (out->text_size + 15) & ~15u;
    out->size = e->f->pool_size ? pool + e->f->pool_size : out->text_size;
    out->align = e->f->pool_size ? 16 : LINK_UNIT;
    uint8_t *bytes = arena_alloc(e->arena, pool + e->f->pool_size);
    put_text(e, bytes);
    put_pool(e, out, bytes, pool);
    out->bytes = bytes;
    list_links(e, out);
    list_entries(e, out);
    list_faults(e, out);
}

enum { LARGEST = 8 << 20 }; /* bytes of one function: all distances fit in 32 bits by far */

bool mach_emit(const struct mach_func *f, struct mach_code *out)
{
    struct emit e = { .f = f, .arena = f->arena, .features = f->convention->features };
    struct layout l = { .f = f };
    l.order = arena_alloc(f->arena, f->block_count * sizeof *l.order);
    l.placed = arena_alloc(f->arena, f->block_count * sizeof *l.placed);
    lay_out(&l);
    for (uint32_t b = 0; b < f->block_count; b++)
        emit_label(&e);
    emit_blocks(&e, &l);
    emit_colds(&e);
    if (e.size > LARGEST)
        return false;
    e.offsets = arena_alloc(f->arena, e.item_count * sizeof *e.offsets);
    while (settle(&e))
        ;
    put_together(&e, out);
    return true;
}
