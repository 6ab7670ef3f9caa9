/* Requests, hottest first, and what became of them. A request is known by its content: all that its result depends on, so the same
   region asked for by two processes is compiled once, and asked for again it is answered from memory. Who waits for it only matters
   when it is finished. Results are kept until there are too many bytes of them; those used longest ago go first.

   The server's thread adds and takes, the workers choose and compile; one lock is over everything, which nobody holds for long. */
#define _GNU_SOURCE
#include "service/service.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { BUCKETS = 4096 };
enum { ID_AT = SERVICE_HEADER }; /* of a reply's id in its message: the first field */

struct waiter {
    struct waiter *next;
    uint64_t client, id;
};
enum job_state { WAITING, RUNNING, FINISHED };
struct job {
    struct job *hash_next;
    struct job *next, *previous; /* in the list of its state; of FINISHED ones, the latest used first */
    uint64_t hash;
    enum job_state state;
    uint32_t hotness;
    struct service_buffer key;   /* the request without what does not matter */
    struct service_buffer body;  /* the request, until it is compiled */
    struct service_buffer reply; /* the message, when it has been */
    struct waiter *waiters;
};
struct list {
    struct job *first, *last;
    unsigned count;
};
struct worker {
    struct service_queue *queue;
    uint64_t began; /* seconds, of what it compiles; 0: nothing */
    void *state;    /* the engine's */
};
struct service_queue {
    pthread_mutex_t lock;
    pthread_cond_t work;
    const struct service_engine *engine;
    struct service_limits limits;
    int event;
    struct job *bucket[BUCKETS];
    struct list list[3]; /* by state */
    struct {             /* finished replies, in order, to be taken */
        struct service_finished *at;
        size_t count, capacity;
    } done;
    size_t bytes; /* of finished jobs */
    struct service_status status;
    struct worker *workers;
};

static uint64_t microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* ---- jobs in lists ---- */

static void put_in_front(struct service_queue *q, struct job *j, enum job_state state)
{
    struct list *l = &q->list[state];
    j->state = state;
    j->previous = NULL;
    j->next = l->first;
    if (l->first)
        l->first->previous = j;
    else
        l->last = j;
    l->first = j;
    l->count++;
}

static void take_out(struct service_queue *q, struct job *j)
{
    struct list *l = &q->list[j->state];
    *(j->previous ? &j->previous->next : &l->first) = j->next;
    *(j->next ? &j->next->previous : &l->last) = j->previous;
    l->count--;
}

static size_t job_bytes(const struct job *j)
{
    return sizeof *j + j->key.capacity + j->reply.capacity;
}

static void job_free(struct job *j)
{
    for (struct waiter *w = j->waiters, *next; w; w = next) {
        next = w->next;
        free(w);
    }
    service_buffer_free(&j->key);
    service_buffer_free(&j->body);
    service_buffer_free(&j->reply);
    free(j);
}

static void forget(struct service_queue *q, struct job *j)
{
    struct job **at = &q->bucket[j->hash % BUCKETS];
    while (*at != j)
        at = &(*at)->hash_next;
    *at = j->hash_next;
    take_out(q, j);
    job_free(j);
}

/* ---- keys ---- */

static uint64_t hash_of(const struct service_buffer *b)
{
    uint64_t h = 0xcbf29ce484222325;
    for (size_t i = 0; i < b->size; i++)
        h = (h ^ b->data[i]) * 0x100000001b3;
    return h ^ h >> 29;
}

/* The request as it would be if nothing in it mattered but what a result depends on for sure: profiles differ a little every time. */
static bool make_key(struct service_buffer *key, const struct service_request *from)
{
    struct service_request q = *from;
    q.id = q.hotness = 0;
    for (uint32_t i = 0; i < q.wanted_count; i++)
        q.wanted[i].weight = q.wanted[i].entry = q.wanted[i].size = 0;
    return service_encode(key, SERVICE_request, &q);
}

static struct job *find(const struct service_queue *q, const struct service_buffer *key, uint64_t hash)
{
    struct job *j = q->bucket[hash % BUCKETS];
    while (j && (j->hash != hash || j->key.size != key->size || memcmp(j->key.data, key->data, key->size)))
        j = j->hash_next;
    return j;
}

/* ---- replies ---- */

/* A copy of the reply for one who waits; false: no memory. */
static bool copy_reply(const struct job *j, uint64_t client, uint64_t id, struct service_finished *out)
{
    *out = (struct service_finished){ client, malloc(j->reply.size), j->reply.size };
    if (!out->message)
        return false;
    memcpy(out->message, j->reply.data, j->reply.size);
    for (unsigned i = 0; i < 8; i++)
        out->message[ID_AT + i] = (uint8_t)(id >> 8 * i);
    return true;
}

static void push_done(struct service_queue *q, const struct service_finished *f)
{
    if (q->done.count == q->done.capacity) {
        size_t capacity = q->done.capacity * 2 + 16;
        struct service_finished *at = realloc(q->done.at, capacity * sizeof *at);
        if (!at) {
            free(f->message);
            return;
        }
        q->done.at = at;
        q->done.capacity = capacity;
    }
    q->done.at[q->done.count++] = *f;
}

static void answer_waiters(struct service_queue *q, struct job *j)
{
    struct service_finished f;
    for (struct waiter *w = j->waiters, *next; w; w = next) {
        next = w->next;
        if (copy_reply(j, w->client, w->id, &f))
            push_done(q, &f);
        free(w);
    }
    j->waiters = NULL;
    if (write(q->event, &(uint64_t){ 1 }, 8) != 8)
        return; /* it is readable already */
}

/* ---- workers ---- */

static struct job *hottest(const struct service_queue *q)
{
    struct job *best = NULL;
    for (struct job *j = q->list[WAITING].last; j; j = j->previous) /* the oldest first */
        if (!best || j->hotness > best->hotness)
            best = j;
    return best;
}

/* The request as a file, for tools/regions. */
static void record(const struct service_queue *q, const struct job *j, const struct service_request *r)
{
    char path[4096];
    struct service_buffer message = { 0 };
    int n = snprintf(path, sizeof path, "%s/%lx-%016lx", q->limits.record, (unsigned long)r->pc, (unsigned long)j->hash);
    FILE *out = n > 0 && (size_t)n < sizeof path && service_encode(&message, SERVICE_request, r) ? fopen(path, "wbe") : NULL;
    if (out) {
        fwrite(message.data, 1, message.size, out);
        fclose(out);
    }
    service_buffer_free(&message);
}

/* Compiles the job, which nobody else touches meanwhile; the lock is not held. */
static void compile(const struct service_queue *q, struct worker *w, struct job *j, struct service_reply *reply, struct arena *arena)
{
    struct service_request request;
    uint64_t began = microseconds();
    arena_init(arena);
    if (service_decode(j->body.data, j->body.size, SERVICE_request, &request, arena)) {
        if (q->limits.record)
            record(q, j, &request);
        service_compile(q->engine, &w->state, &request, arena, reply);
    }
    if (reply->status == SERVICE_DONE)
        reply->microseconds = (uint32_t)(microseconds() - began);
    if (!service_encode(&j->reply, SERVICE_reply, reply)) {
        *reply = (struct service_reply){ .status = SERVICE_REFUSED };
        service_encode(&j->reply, SERVICE_reply, reply);
    }
    service_buffer_free(&j->body);
}

static void finish(struct service_queue *q, struct job *j, bool refused, uint64_t took)
{
    q->status.compiled++;
    q->status.refused += refused;
    q->status.microseconds += took;
    take_out(q, j);
    put_in_front(q, j, FINISHED);
    q->bytes += job_bytes(j);
    answer_waiters(q, j);
    while (q->bytes > q->limits.results && q->list[FINISHED].last != j) {
        q->bytes -= job_bytes(q->list[FINISHED].last);
        forget(q, q->list[FINISHED].last);
    }
}

static void *work(void *argument)
{
    struct worker *w = argument;
    struct service_queue *q = w->queue;
    pthread_mutex_lock(&q->lock);
    for (;;) {
        struct service_reply reply = { .status = SERVICE_REFUSED };
        struct arena arena;
        struct job *j;
        while (!(j = hottest(q)))
            pthread_cond_wait(&q->work, &q->lock);
        take_out(q, j);
        put_in_front(q, j, RUNNING);
        uint64_t began = microseconds();
        w->began = began / 1000000 + 1;
        pthread_mutex_unlock(&q->lock);
        compile(q, w, j, &reply, &arena);
        bool refused = reply.status != SERVICE_DONE;
        arena_free(&arena);
        pthread_mutex_lock(&q->lock);
        w->began = 0;
        finish(q, j, refused, microseconds() - began);
    }
    return NULL;
}

/* ---- for the server ---- */

struct service_queue *service_queue_new(const struct service_engine *e, const struct service_limits *l)
{
    enum { STACK = 8 << 20 };
    struct service_queue *q = calloc(1, sizeof *q);
    pthread_attr_t attributes;
    pthread_t id;
    if (!q)
        return NULL;
    *q = (struct service_queue){ .lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER, .engine = e, .limits = *l };
    q->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    q->workers = calloc(l->jobs, sizeof *q->workers);
    if (!q->workers || q->event < 0)
        return NULL; /* the program ends */
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    for (unsigned i = 0; i < l->jobs; i++) {
        q->workers[i].queue = q;
        if (pthread_create(&id, &attributes, work, &q->workers[i]))
            return NULL;
    }
    pthread_attr_destroy(&attributes);
    return q;
}

int service_queue_fd(const struct service_queue *q)
{
    return q->event;
}

static bool add_waiter(struct job *j, uint64_t client, uint64_t id)
{
    struct waiter *w = malloc(sizeof *w);
    if (!w)
        return false;
    *w = (struct waiter){ j->waiters, client, id };
    j->waiters = w;
    return true;
}

/* Takes over the key. */
static enum service_added add_new(struct service_queue *q, uint64_t client, const struct service_request *r, struct service_buffer *key,
                                  const uint8_t *body, size_t size)
{
    struct job *j = q->list[WAITING].count < q->limits.queue ? calloc(1, sizeof *j) : NULL;
    if (!j || !service_buffer_add(&j->body, body, size) || !add_waiter(j, client, r->id)) {
        if (j)
            service_buffer_free(&j->body);
        free(j);
        service_buffer_free(key);
        q->status.busy++;
        return SERVICE_FULL;
    }
    j->key = *key;
    j->hash = hash_of(key);
    j->hotness = r->hotness;
    j->hash_next = q->bucket[j->hash % BUCKETS];
    q->bucket[j->hash % BUCKETS] = j;
    put_in_front(q, j, WAITING);
    pthread_cond_signal(&q->work);
    return SERVICE_ADDED;
}

static enum service_added add_known(struct service_queue *q, struct job *j, uint64_t client, const struct service_request *r,
                                    struct service_finished *out)
{
    if (j->state != FINISHED) {
        q->status.merged++;
        j->hotness = j->hotness > UINT32_MAX - r->hotness ? UINT32_MAX : j->hotness + r->hotness;
        return add_waiter(j, client, r->id) ? SERVICE_ADDED : SERVICE_FULL;
    }
    q->status.cached++;
    take_out(q, j);
    put_in_front(q, j, FINISHED);
    return copy_reply(j, client, r->id, out) ? SERVICE_KNOWN : SERVICE_FULL;
}

static enum service_added add(struct service_queue *q, uint64_t client, const struct service_request *r, const uint8_t *body,
                              size_t size, struct service_finished *out)
{
    struct service_buffer key = { 0 };
    if (!make_key(&key, r)) {
        service_buffer_free(&key);
        return SERVICE_FULL;
    }
    pthread_mutex_lock(&q->lock);
    q->status.requests++;
    struct job *j = find(q, &key, hash_of(&key));
    enum service_added result = j ? add_known(q, j, client, r, out) : add_new(q, client, r, &key, body, size);
    pthread_mutex_unlock(&q->lock);
    if (j)
        service_buffer_free(&key);
    return result;
}

enum service_added service_queue_add(struct service_queue *q, uint64_t client, const uint8_t *body, size_t size,
                                     struct service_finished *out)
{
    struct service_request request;
    struct arena arena;
    arena_init(&arena);
    enum service_added result = SERVICE_MALFORMED;
    if (service_decode(body, size, SERVICE_request, &request, &arena) && service_request_is_sound(&request))
        result = add(q, client, &request, body, size, out);
    arena_free(&arena);
    return result;
}

bool service_queue_take(struct service_queue *q, struct service_finished *out)
{
    uint64_t count;
    pthread_mutex_lock(&q->lock);
    bool any = q->done.count;
    if (any) {
        *out = q->done.at[0];
        q->done.count--;
        memmove(q->done.at, q->done.at + 1, q->done.count * sizeof *q->done.at);
    } else if (read(q->event, &count, sizeof count) < 0) {
        count = 0; /* it was not readable */
    }
    pthread_mutex_unlock(&q->lock);
    return any;
}

/* What nobody waits for is compiled last: somebody may ask again. */
void service_queue_leave(struct service_queue *q, uint64_t client)
{
    pthread_mutex_lock(&q->lock);
    for (enum job_state state = WAITING; state <= RUNNING; state++)
        for (struct job *j = q->list[state].first; j; j = j->next) {
            for (struct waiter **at = &j->waiters, *w; (w = *at);) {
                if (w->client == client) {
                    *at = w->next;
                    free(w);
                } else {
                    at = &w->next;
                }
            }
            if (!j->waiters)
                j->hotness = 0;
        }
    pthread_mutex_unlock(&q->lock);
}

bool service_queue_is_idle(struct service_queue *q)
{
    pthread_mutex_lock(&q->lock);
    bool idle = !q->list[WAITING].count && !q->list[RUNNING].count && !q->done.count;
    pthread_mutex_unlock(&q->lock);
    return idle;
}

bool service_queue_is_stuck(struct service_queue *q)
{
    uint64_t time = microseconds() / 1000000;
    bool stuck = false;
    pthread_mutex_lock(&q->lock);
    for (unsigned i = 0; i < q->limits.jobs; i++)
        stuck |= q->workers[i].began && time > q->workers[i].began + q->limits.compile_seconds;
    pthread_mutex_unlock(&q->lock);
    return stuck;
}

void service_queue_status(struct service_queue *q, struct service_status *out)
{
    pthread_mutex_lock(&q->lock);
    *out = q->status;
    out->queued = q->list[WAITING].count + q->list[RUNNING].count;
    out->bytes = q->bytes;
    pthread_mutex_unlock(&q->lock);
}
