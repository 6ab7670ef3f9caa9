/* What a profile shows: time by function and kind of code, as a table or as a flame graph. Knows nothing of where the
   numbers come from. */
#ifndef RUN_FLAME_H
#define RUN_FLAME_H

#include <stdint.h>
#include <stdio.h>

#include "base/base.h"

enum { FLAME_KINDS = 8 };
struct flame;
struct flame_function;

/* All in the arena. `kinds`: names of the kinds of code, NULL-ended, at most FLAME_KINDS. */
struct flame *flame_new(struct arena *arena, const char *const *kinds);
/* The function of this name: always the same for the same one. */
struct flame_function *flame_function(struct flame *f, const char *name);
/* Time of a stack of functions, outermost first, at least one: the last one ran, by code of this kind. */
void flame_add(struct flame *f, struct flame_function *const *stack, unsigned count, unsigned kind, uint64_t time);

/* A table: the shares of the kinds, then each function with its own, its callees' included, and its own by kind. */
void flame_text(const struct flame *f, FILE *out);
/* An SVG picture. */
void flame_svg(const struct flame *f, const char *title, FILE *out);

#endif
