/* Private to mach/print.c and mach/parse.c: words of the text form. The tables are in print.c. */
#ifndef MACH_WORDS_H
#define MACH_WORDS_H

#include "mach/mach.h"

extern const char *const mach_pseudo_names[MACH_TARGET_OPS]; /* NULL: there is no such op */
extern const char *const mach_exit_names[];                  /* by enum mach_exit_kind; NULL ends */

extern const struct mach_flag { /* a bool of struct mach_func */
    const char *name; /* NULL ends */
    size_t offset;
} mach_flags[];

/* How many of its operands are results; they come first. */
unsigned mach_results(const struct mach_func *f, const struct mach_insn *i);

#endif
