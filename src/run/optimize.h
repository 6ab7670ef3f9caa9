/* The optimiser, as run/ sees it: something outside that makes better code of hot regions, in its own time. Translation is a pure
   function, so a question holds everything that the answer depends on: the guest's code, which of it is wanted, and how to translate.
   run/optimize.c says when questions are asked and what is done with answers; service/client.c is an optimiser. */
#ifndef RUN_OPTIMIZE_H
#define RUN_OPTIMIZE_H

#include "run/run.h"

struct run_chunk { /* guest code */
    uint64_t pc;
    uint32_t size;
    bool stops; /* what is behind it cannot be read */
    const uint8_t *bytes;
};
struct run_wanted { /* a block that has run */
    uint64_t pc;
    uint32_t size;
    uint32_t weight; /* samples */
    bool entry;      /* known to be entered from elsewhere */
};
struct run_question {
    uint64_t id; /* the asker's; not 0 */
    const struct guest *guest;
    uint64_t features;
    struct run_mode mode;
    struct guest_region region; /* without its functions and what they are given */
    uint64_t dumps;             /* log kinds: text wanted with the answer */
    uint32_t hotness;           /* what is hotter comes first */
    const struct run_wanted *wanted;
    uint32_t wanted_count;
    const struct run_chunk *chunks;
    uint32_t chunk_count;
};

enum run_verdict {
    RUN_NO_ANSWER, /* not yet */
    RUN_ANSWERED,
    RUN_REFUSED,   /* it cannot be made better, or not understood */
    RUN_BUSY,      /* ask again later */
    RUN_LOST,      /* nothing asked before will be answered; id is 0 */
};
struct run_answer {
    uint64_t id, pc;
    const void *code; /* for the engine's install; valid until the next call */
    const struct guest_span *spans;
    uint32_t span_count;
    uint32_t microseconds; /* that compiling has taken */
    const char *text; /* dumps; NULL: none */
    size_t text_size;
};
struct run_optimizer {
    /* It will be asked soon, and may want to get ready. Never waits. */
    void (*prepare)(struct run_optimizer *o, struct run *r);
    /* Never waits. False: not now. */
    bool (*ask)(struct run_optimizer *o, struct run *r, const struct run_question *q);
    /* The next answer that is there, after waiting so long at most. */
    enum run_verdict (*answer)(struct run_optimizer *o, struct run *r, struct run_answer *out, unsigned milliseconds);
    /* In a forked child: forgets what the parent has asked and how. */
    void (*forked)(struct run_optimizer *o, struct run *r);
};

#endif
