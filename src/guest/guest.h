/* What a guest instruction set is to the rest of the program, and the one translator loop that drives all of them
   (guest/translate.c). A guest lives in guest/<isa>/: decode.tab (see docs/decode-tables.md), guest.h (its state
   struct), lift functions in files named after the manual's chapters. It knows no operating system and no host. */
#ifndef GUEST_GUEST_H
#define GUEST_GUEST_H

#include "base/base.h"
#include "base/decode.h"
#include "ir/ir.h"

/* One instruction being lifted. */
struct lift {
    struct ir_func *f;
    const struct guest *guest;
    uint64_t features; /* bits of the guest's feature list that are on (-cpu) */
    uint64_t at;       /* of this instruction: lift functions ask for lift_pc(l) */
    uint64_t next;     /* of the one behind it: lift_next_pc(l) */
    uint32_t insn;
    uint64_t known;    /* the guest's own: facts about its state that hold here, 0 at the start of the unit */
    bool ended;        /* set by the lift function when it has ended the last block with an exit */
    bool placed;       /* what has been emitted depends on where the instruction is */
};

static inline uint64_t lift_pc(struct lift *l)
{
    l->placed = true;
    return l->at;
}

static inline uint64_t lift_next_pc(struct lift *l)
{
    l->placed = true;
    return l->next;
}

/* A register as dumps, tests, lockstep and gdb name it. */
struct guest_register {
    const char *name;
    uint16_t offset; /* in the state struct */
    uint16_t bits;   /* 32, 64, 128 */
};

/* A feature of the instruction set that -cpu may switch; bit numbers are the row's index. */
struct guest_feature {
    const char *name;
};

struct guest_cpu {
    const char *name, *help;
    uint64_t features;
};

/* The stack as compilers keep it: offsets of the registers in the state struct, and of the record that the frame pointer leads to, which
   is the caller's frame pointer and the return address. */
struct guest_stack {
    uint16_t sp, fp, lr;
    int8_t record;
};

struct guest {
    const char *name;      /* "aarch64", as in dragoman-aarch64 */
    uint16_t elf_machine;  /* EM_* */
    uint16_t insn_align;   /* 4, or 2 with compressed instructions */
    enum ir_nan nan;       /* which NaNs arithmetic makes */
    size_t state_size;
    const struct ir_helper *helpers;
    unsigned helper_count;
    const struct guest_register *registers; /* ends with name NULL */
    const uint16_t *pins; /* offsets of the 8-byte registers that code uses most, hottest first; 0 ends */
    struct guest_stack stack;
    const struct guest_feature *features;   /* ends with name NULL */
    const struct guest_cpu *cpus;           /* first is the default; ends with name NULL */
    const struct decode_pattern *patterns;
    unsigned pattern_count;

    /* Feature bits under which lifts ignore tags in addresses; switched on when an access has faulted that may have
       had one. 0: there are no tags. */
    uint64_t tagged;

    /* State that the procedure call standard does not hand over at calls and returns: offsets of pieces of 4 bytes; 0 ends. Optimised
       code leaves it out there, until a program has been seen to look at it: then feature bit `handed_over` is set. */
    const uint16_t *not_handed_over;
    uint64_t handed_over;

    void (*reset)(struct ir_state *s, uint64_t features); /* state is zeroed before */
    unsigned (*length)(uint16_t first);                   /* bytes of the instruction that starts with these two */
    bool (*lift)(struct lift *l);                         /* l->insn decoded; false: no such instruction, nothing was emitted */
    /* Bits of an instruction of so many bits that only say how far from it, or from its page, something is, with what they say; 0: none. */
    uint32_t (*distance)(uint32_t insn, unsigned bits, int *value);
    int (*disas)(struct text *out, uint64_t pc, uint32_t insn, unsigned bits);
};

extern const struct guest guest_aarch64, guest_riscv64;

/* What to translate. `fetch` copies up to size bytes of guest code at pc and returns how many could be read. */
struct guest_unit {
    const struct guest *guest;
    uint64_t features;
    uint64_t pc;
    unsigned max_insns; /* at least 1 */
    size_t (*fetch)(void *context, uint64_t pc, void *bytes, size_t size);
    void *context;
};

/* Translates one block (a run of instructions up to the first that leaves it, inner branches of a single instruction
   included) into a finished, verified IR function. Always succeeds: bad encodings and unreadable bytes become
   traps. Stores the guest bytes covered in *size. */
struct ir_func *guest_translate(struct arena *arena, const struct guest_unit *unit, size_t *size);

/* Guest code read ahead, so that fetch is called once for a block and not for each instruction. All zero: nothing. */
struct guest_window {
    uint64_t start;
    size_t size;
    uint8_t bytes[256];
};

/* The instruction at pc into *insn; returns its length in bytes, 0 when it cannot be read. */
unsigned guest_fetch(struct guest_window *w, const struct guest_unit *u, uint64_t pc, uint32_t *insn);

/* Blocks stay within the page of their first instruction. */
static inline bool guest_same_page(uint64_t a, uint64_t b)
{
    return a >> 12 == b >> 12;
}

/* Translates a single instruction, as if there were another block behind it: the last thing in the function is an exit to that,
   unless *ended. *placed: what has come out depends on pc, apart from its insn_start. */
struct ir_func *guest_translate_insn(struct arena *arena, const struct guest_unit *unit, uint64_t pc, uint32_t insn, bool *ended,
                                     bool *placed);

/* Whether a function looks at what was in this piece of state (4 bytes) when it was entered at f->pc, which may err by saying yes, and whether
   it writes it in any case. */
enum { GUEST_LOOKS = 1, GUEST_WRITES = 2 };
unsigned guest_use_of(const struct ir_func *f, unsigned offset);

/* What is around a hot block as one function (guest/region.c), of code that is `wanted`. */
enum guest_scope {
    GUEST_LOOP,    /* the tightest loop that the block is in, entered at its head, f->pc; calls leave it */
    GUEST_FUNCTION /* what the block leads to, entered there, and behind each call; small functions that it calls are part of it */
};
struct guest_region {
    struct guest_unit unit; /* max_insns: of each block */
    enum guest_scope scope;
    unsigned max_blocks;
    bool (*wanted)(void *context, uint64_t pc); /* unit.context */
};
struct guest_span {
    uint64_t pc;
    uint32_t size;
};
/* Stores the guest code covered, by block, in the arena; the first is that at f->pc. One pc may be there several times. NULL: the
   block is in no loop. */
struct ir_func *guest_translate_region(struct arena *arena, const struct guest_region *ask, struct guest_span **spans,
                                       unsigned *count);

/* Prints the unit's instructions in the decode table's assembly form, one a line (-d in_asm). */
void guest_disas(const struct guest *g, uint64_t pc, const uint8_t *bytes, size_t size, FILE *out);

#endif
