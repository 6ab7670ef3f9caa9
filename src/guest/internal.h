/* Shared by the two translators, of single blocks (translate.c) and of regions (region.c). */
#ifndef GUEST_INTERNAL_H
#define GUEST_INTERNAL_H

#include "guest/guest.h"

/* Reads and lifts the instruction at l->at; sets l->next, and l->ended at the end of a block. */
void guest_step(struct guest_window *w, const struct guest_unit *u, struct lift *l);

#endif
