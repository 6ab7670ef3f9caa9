/* regions: what LLVM makes of regions, against the interpreter, and the smallest region of which it makes something else.

       regions check FILE...     each is a request of the optimiser service (dragoman-opt --record), or a region's text
       regions print FILE        its text
       regions reduce FILE       makes it as small as it can be with the same thing wrong, and prints its text

   Order: text.c (a region as text, and back), check.c (compiles and runs one), reduce.c, main.c. Regions that were wrong are
   src/llvm/t/regions, which scripts/test-llvm checks. */
#ifndef REGIONS_H
#define REGIONS_H

#include "run/run.h"
#include "service/service.h"

struct insn {
    uint64_t pc;
    uint32_t word;
    unsigned size; /* 2 or 4 */
};
struct region { /* owned by the arena that it was made in */
    const struct guest *guest;
    uint64_t features, pc;
    uint32_t mode, scope, max_insns, max_blocks;
    struct insn *insn; /* by rising pc */
    unsigned insns;
    uint64_t *wanted; /* blocks */
    unsigned wanteds;
};

/* ---- text.c ---- */
/* A file's region. False, and says why: it is neither. */
bool region_read(struct region *out, const char *path, struct arena *arena);
void region_print(const struct region *r, FILE *out);
/* The request for it; for this host. */
void region_request(const struct region *r, struct service_request *out, struct arena *arena);
/* What is left without the instructions that its translation does not reach. False: it has none. */
bool region_trim(struct region *r, struct arena *arena);

/* ---- check.c ---- */
enum verdict {
    RIGHT,
    DIFFERS, /* from the interpreter */
    CRASHES, /* LLVM, or what it makes */
    REFUSED,
    SLOW,
};
extern const char *const verdict_names[];
/* Compiles it in a process of its own, and runs it from so many states, each the same every time. What differs is told on `report`, a
   descriptor. */
enum verdict region_check(const struct region *r, unsigned states, int report);
/* The engine that is tested: LLVM's, or one with a mistake (t/seeded.c). */
const struct run_engine *regions_engine(void);

/* ---- reduce.c ---- */
struct test { /* whether it still is what it was */
    const char *command; /* gets a file with its text; 0: it is. NULL: region_check's verdict is `wanted` */
    enum verdict wanted;
    unsigned states, tries;
};
bool reduce_holds(struct test *t, const struct region *r);
/* All in the arena. */
void region_reduce(struct region *r, struct test *t, struct arena *arena);

#endif
