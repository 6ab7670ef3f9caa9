/* Shared by the two translators, of single blocks (translate.c) and of regions (region.c). */
#ifndef GUEST_INTERNAL_H
#define GUEST_INTERNAL_H

#include "guest/guest.h"

/* Guest code read ahead, so that fetch is called once for a block and not for each instruction. */
struct guest_window {
    uint64_t start;
    size_t size;
    uint8_t bytes[256];
};

/* Reads and lifts the instruction at l->pc; sets l->next_pc, and l->ended at the end of a block. */
void guest_step(struct guest_window *w, const struct guest_unit *u, struct lift *l);

static inline bool guest_same_page(uint64_t a, uint64_t b)
{
    return a >> 12 == b >> 12;
}

#endif
