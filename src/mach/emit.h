/* Private to emission: what mach/emit.c offers to the targets' encoders, and what it wants of them.

   Bytes go into one buffer in layout order, but branches within the function are only noted: their
   sizes depend on how far apart things end up. When all is known, emit.c settles the sizes and puts
   everything together. */
#ifndef MACH_EMIT_H
#define MACH_EMIT_H

#include <string.h>

#include "mach/mach.h"

/* Code behind everything else, for what happens rarely. */
enum emit_cold_kind {
    EMIT_COLD_SAFEPOINT, /* the budget is spent: pc */
    EMIT_COLD_MISS,      /* the cache of computed targets does not know the pc */
};
struct emit_cold {
    enum emit_cold_kind kind;
    uint32_t label;
    uint64_t pc;
};

/* A place between two bytes of the buffer where something of variable size goes. */
enum emit_item_kind {
    EMIT_BRANCH,
    EMIT_LINK, /* a jump that the runtime redirects; its displacement lies in an aligned 8-byte word */
    EMIT_POLL, /* a branch to the stub of the link behind it */
};
struct emit_item {
    uint32_t at;     /* bytes of the buffer before it */
    uint32_t label;  /* where to: BRANCH */
    uint64_t pc;     /* LINK */
    uint8_t kind;
    uint8_t size;    /* bytes, with padding in front */
    bool far;
    int8_t cc;       /* -1: always */
};

/* A position in the buffer and among the items. */
struct emit_position {
    uint32_t at, item;
};

struct emit {
    const struct mach_func *f;
    struct arena *arena;
    uint64_t features; /* of the host */
    uint8_t *bytes;    /* room for EMIT_ROOM more whenever the target is called */
    uint32_t size, capacity;
    struct emit_item *items;
    uint32_t item_count, item_capacity;
    struct emit_position *labels; /* those of blocks first, by number */
    uint32_t label_count, label_capacity;
    struct emit_cold *colds;
    uint32_t cold_count, cold_capacity;
    struct emit_pool_use { /* a 4-byte displacement to the constants */
        struct emit_position where; /* of the field */
        uint32_t constant; /* byte of the pool */
        uint8_t behind;    /* bytes of the instruction behind the field */
    } *pool_uses;
    uint32_t pool_use_count, pool_use_capacity;
    struct emit_fault { /* an instruction that may fault */
        struct emit_position where;
        uint32_t snapshot;
    } *faults;
    uint32_t fault_count, fault_capacity;
    uint32_t *offsets; /* of the final text, by item: where it starts */
};
enum { EMIT_ROOM = 512 };

struct mach_encoder {
    /* A row, or MACH_MOVE. */
    void (*insn)(struct emit *e, const struct mach_insn *i);
    /* Polls, if f->polls says so. */
    void (*entry)(struct emit *e, const struct mach_block *b);
    void (*exit)(struct emit *e, const struct mach_insn *i);
    void (*cold)(struct emit *e, const struct emit_cold *c);
    const char *const *condition_names; /* 16, by cc */
    unsigned (*invert)(unsigned cc);
    /* Bytes of a branch or jump (cc -1). If not far it reaches distances of `near_bits` bits. */
    unsigned (*branch_size)(int cc, bool far);
    unsigned near_bits;
    unsigned link_field; /* bytes at a far one's end that are its displacement */
    void (*branch)(uint8_t *at, int cc, bool far, int32_t distance); /* from the branch's end */
    void (*pad)(uint8_t *at, unsigned size); /* with instructions that do nothing */
};

static inline void emit_byte(struct emit *e, unsigned b)
{
    e->bytes[e->size++] = (uint8_t)b;
}
static inline void emit_value(struct emit *e, uint64_t v, unsigned size) /* little-endian */
{
    memcpy(e->bytes + e->size, &v, sizeof v); /* what is more will be written over */
    e->size += size;
}
uint32_t emit_label(struct emit *e);
void emit_place(struct emit *e, uint32_t label); /* here */
void emit_branch(struct emit *e, int cc, uint32_t label);
void emit_link(struct emit *e, int cc, uint64_t pc); /* a direct exit's jump */
void emit_poll(struct emit *e, int cc);              /* leaves at the link that comes next */
/* The label of such code. */
uint32_t emit_cold(struct emit *e, enum emit_cold_kind kind, uint64_t pc);
/* The next four bytes are the distance to a constant; `behind`: bytes of the instruction behind
   them. */
void emit_pool_use(struct emit *e, uint32_t constant, unsigned behind);
/* The host instruction that starts here may; snapshot 0: it cannot. */
void emit_may_fault(struct emit *e, uint32_t snapshot);

/* mach/faults.c: the side table. `at` ascends. */
struct fault_entry {
    uint32_t at; /* text offset */
    uint32_t snapshot;
};
void faults_encode(const struct mach_func *f, const struct fault_entry *entries, uint32_t count,
                   struct mach_code *out);

#endif
