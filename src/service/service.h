/* The optimiser service, dragoman-opt, inside: compile.c makes a reply of a request, queue.c decides which next and remembers, server.c
   talks to runtimes, main.c is the program. The protocol is service/protocol.h. */
#ifndef SERVICE_SERVICE_H
#define SERVICE_SERVICE_H

#include "guest/guest.h"
#include "mach/mach.h"
#include "service/protocol.h"

/* ---- compiling (compile.c) ---- */

struct service_work { /* what a code generator is told besides the function */
    const struct guest *guest;
    const struct mach_convention *convention;
    const struct service_request *request;
    void **state; /* the engine's own, of this thread; NULL at first */
    FILE *text; /* for the dumps that are asked for; NULL: none */
};
struct service_engine {
    const char *name, *help;
    /* All in the function's arena. False: not this one; try less. */
    bool (*compile)(const struct service_work *w, const struct ir_func *f, struct mach_code *out);
};
extern const struct service_engine service_mach, service_llvm;
/* Those of this program, the default one first; ends with NULL (engines_llvm.c). */
extern const struct service_engine *const service_engines[];

/* Whether the values of a decoded request make sense together. */
bool service_request_is_sound(const struct service_request *q);
/* What a sound request describes, of so many blocks at most; as guest_translate_region. NULL: too, when code is missing in it. */
struct ir_func *service_lift(const struct service_request *q, unsigned max_blocks, struct arena *arena, struct guest_span **spans,
                             unsigned *count);
/* Lifts it and compiles it. All in the arena. */
void service_compile(const struct service_engine *e, void **state, const struct service_request *q, struct arena *arena,
                     struct service_reply *out);

/* ---- the queue (queue.c) ---- */

struct service_limits {
    unsigned jobs;          /* threads that compile */
    unsigned queue;         /* requests that wait, at most */
    unsigned per_client;    /* of one connection */
    size_t results;         /* bytes of results that are kept */
    unsigned compile_seconds; /* that a request may take */
    const char *record;     /* a folder into which each request goes before it is compiled; NULL: none */
};
struct service_queue;
struct service_queue *service_queue_new(const struct service_engine *e, const struct service_limits *l); /* NULL: no memory or threads */
int service_queue_fd(const struct service_queue *q); /* readable when something has been finished */

enum service_added { SERVICE_ADDED, SERVICE_KNOWN /* finished: out is set */, SERVICE_FULL, SERVICE_MALFORMED };
struct service_finished { /* a reply that somebody waits for; its id is in place */
    uint64_t client;
    uint8_t *message; /* to be freed */
    size_t size;
};
/* A request as it came, header off, of some client. */
enum service_added service_queue_add(struct service_queue *q, uint64_t client, const uint8_t *body, size_t size,
                                     struct service_finished *out);
/* The next finished reply; false: there is none. */
bool service_queue_take(struct service_queue *q, struct service_finished *out);
void service_queue_leave(struct service_queue *q, uint64_t client); /* it waits no more */
bool service_queue_is_idle(struct service_queue *q);
bool service_queue_is_stuck(struct service_queue *q); /* with a request that takes too long */
void service_queue_status(struct service_queue *q, struct service_status *out);

/* ---- the server (server.c) ---- */
struct service_options {
    const char *folder; /* NULL: the usual one */
    unsigned idle;      /* seconds without requests until it ends */
    const struct service_engine *engine;
    struct service_limits limits;
    FILE *log;          /* NULL: none */
};
/* Serves until it has been idle, or another does already. The exit status. */
int service_serve(const struct service_options *o);

#endif
