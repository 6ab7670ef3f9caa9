/* The runtime's side of the optimiser service. Nothing here waits, but for `answer` when it is told to. The service may be missing, hang,
   die or talk nonsense at any time: then its answers do not come, and after some tries nobody asks any more.

   A request is put into `out`, which goes to the socket whenever somebody looks; what comes is collected in `in` until it is a
   whole message. Without a connection, connecting is tried again and again, at growing distances; a service is started when nobody
   listens. The descriptor is the operating system's side's to hide (run_os.keep_fd); a forked child drops it. */
#define _GNU_SOURCE
#include "service/client.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define MILLISECOND 1000000ull /* in nanoseconds */
#define SECOND      (1000 * MILLISECOND)
enum {
    STARTS = 6,      /* of a service by this process */
    LOSSES = 12,     /* of connections */
    GREETING = 3,    /* seconds until somebody must be there */
    SILENCE = 60,    /* seconds that one who is there may say nothing */
    QUEUE = 4 << 20, /* bytes to be sent */
};

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

/* ---- the connection ---- */

static void disconnect(struct service_client *c, struct run *r)
{
    if (c->connected)
        r->os->drop_fd(r);
    c->connected = c->greeted = false;
    c->out.size = c->in.size = c->taken = 0;
    c->waiting_since = 0;
}

/* It has gone, or is of no use: what was asked is lost. */
static void lose(struct service_client *c, struct run *r)
{
    disconnect(c, r);
    c->losses++;
    c->off |= c->losses >= LOSSES;
    c->next_connect = now() + (50 * MILLISECOND << (c->losses < 8 ? c->losses : 8));
    c->retry = 0;
}

/* A connected descriptor, hidden; -1 with errno. */
static int open_connection(struct run *r, const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    fd = fd < 0 ? -1 : r->os->keep_fd(r, fd);
    if (fd < 0) {
        errno = EMFILE;
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path) + 1); /* SERVICE_PATH bytes at most */
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 && service_peer_is_ours(fd))
        return fd;
    int error = errno;
    r->os->drop_fd(r);
    errno = error;
    return -1;
}

static void start_service(struct service_client *c, const char *folder, uint64_t time)
{
    if (time < c->next_start || c->starts >= STARTS)
        return;
    c->starts++;
    c->next_start = time + (SECOND << c->starts);
    c->retry = 2 * MILLISECOND;
    if (!service_launch(c->command, folder))
        c->off = true; /* there is none to be had */
}

static void try_connect(struct service_client *c, struct run *r)
{
    struct service_place place;
    struct service_hello hello = service_hello();
    struct service_buffer first = { 0 };
    uint64_t time = now();
    if (time < c->next_connect)
        return;
    if (!service_place_find(&place, NULL)) {
        c->off = true;
        return;
    }
    c->connected = open_connection(r, place.socket) >= 0;
    if (c->connected) {
        c->waiting_since = time;
        if (!service_encode(&first, SERVICE_hello, &hello) || !service_buffer_add(&first, c->out.data, c->out.size))
            lose(c, r);
        service_buffer_free(&c->out);
        c->out = first;
        return;
    }
    if (errno == ENOENT || errno == ECONNREFUSED)
        start_service(c, place.folder, time);
    else if (errno != EAGAIN)
        lose(c, r);
    c->retry = c->retry ? c->retry * 2 : 2 * MILLISECOND;
    if (c->retry > SECOND)
        c->retry = SECOND;
    c->next_connect = time + c->retry;
}

/* Sends what can be sent without waiting. */
static void send_some(struct service_client *c, struct run *r)
{
    size_t done = 0;
    while (done < c->out.size) {
        ssize_t n = send(r->os->kept_fd(r), c->out.data + done, c->out.size - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EAGAIN) {
            lose(c, r);
            return;
        }
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    service_buffer_drop(&c->out, done);
}

static void receive_some(struct service_client *c, struct run *r)
{
    uint8_t bytes[16384];
    for (;;) {
        ssize_t n = recv(r->os->kept_fd(r), bytes, sizeof bytes, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0 || !service_buffer_add(&c->in, bytes, (size_t)n) || c->in.size > SERVICE_MOST_REPLY + sizeof bytes) {
            lose(c, r);
            return;
        }
        if ((size_t)n < sizeof bytes)
            return;
    }
}

/* Whether there is a whole message at the start of `in`, or never will be. */
static bool has_message(const struct service_client *c)
{
    enum service_message m;
    size_t size = c->in.size < SERVICE_HEADER ? 1 : service_size(c->in.data, SERVICE_MOST_REPLY, &m);
    return !size || (c->in.size >= SERVICE_HEADER && c->in.size >= size);
}

/* It should have connected and greeted by now, or said something. */
static bool is_silent(const struct service_client *c)
{
    unsigned patience = c->greeted ? SILENCE : GREETING;
    return c->waiting_since && now() - c->waiting_since > patience * SECOND;
}

/* Does what can be done now; false: the connection, or the patience for one, is lost. */
static bool advance(struct service_client *c, struct run *r)
{
    unsigned losses = c->losses;
    if (!c->off && !c->connected)
        try_connect(c, r);
    if (c->connected)
        send_some(c, r);
    if (c->connected && !has_message(c))
        receive_some(c, r);
    if (is_silent(c))
        lose(c, r);
    return !c->off && c->losses == losses;
}

/* ---- asking ---- */

static uint32_t dumps(uint64_t kinds)
{
    static const struct {
        enum log_kind kind;
        uint32_t bit;
    } all[] = {
        { LOG_llvm_ir, SERVICE_DUMP_LLVM_IR },
        { LOG_llvm_opt, SERVICE_DUMP_LLVM_OPT },
        { LOG_out_asm, SERVICE_DUMP_ASM },
        { LOG_mach, SERVICE_DUMP_MACH },
    };
    uint32_t bits = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (kinds >> all[i].kind & 1)
            bits |= all[i].bit;
    return bits;
}

static bool put_request(struct service_client *c, const struct run_question *q)
{
    struct arena arena;
    struct service_request request = {
        .id = q->id,
        .guest = service_text(q->guest->name),
        .features = q->features,
        .host = q->mode.host,
        .mode = q->mode.bits,
        .pc = q->region.unit.pc,
        .scope = q->region.scope,
        .max_insns = q->region.unit.max_insns,
        .max_blocks = q->region.max_blocks,
        .dumps = dumps(q->dumps),
        .hotness = q->hotness,
        .wanted_count = q->wanted_count,
        .chunks_count = q->chunk_count,
    };
    arena_init(&arena);
    request.wanted = arena_alloc(&arena, q->wanted_count * sizeof *request.wanted + 1);
    request.chunks = arena_alloc(&arena, q->chunk_count * sizeof *request.chunks + 1);
    for (uint32_t i = 0; i < q->wanted_count; i++) {
        const struct run_wanted *w = &q->wanted[i];
        request.wanted[i] = (struct service_wanted){ w->pc, w->size, w->weight, w->entry };
    }
    for (uint32_t i = 0; i < q->chunk_count; i++) {
        const struct run_chunk *k = &q->chunks[i];
        request.chunks[i] = (struct service_chunk){ k->pc, k->stops, { k->bytes, k->size } };
    }
    bool put = service_encode(&c->out, SERVICE_request, &request);
    arena_free(&arena);
    return put;
}

static void begin(struct service_client *c)
{
    if (c->ready)
        return;
    c->ready = true;
    c->off = getauxval(AT_SECURE);
    arena_init(&c->arena);
}

/* Connects, or starts a service: that takes a while. */
static void prepare(struct run_optimizer *o, struct run *r)
{
    struct service_client *c = (struct service_client *)o;
    begin(c);
    advance(c, r);
    c->waiting_since = 0; /* until something is asked */
}

static bool ask(struct run_optimizer *o, struct run *r, const struct run_question *q)
{
    struct service_client *c = (struct service_client *)o;
    begin(c);
    bool lost = !c->connected && !c->retry && now() < c->next_connect; /* with retry one is being started, and gets what waits */
    if (c->off || c->out.size > QUEUE || lost || !put_request(c, q))
        return false;
    if (!c->waiting_since)
        c->waiting_since = now();
    return advance(c, r);
}

/* ---- answers ---- */

static void read_code(struct service_client *c, const struct service_reply *a)
{
    struct mach_code code = {
        .bytes = a->code.at,
        .size = a->code.size,
        .text_size = a->text_size,
        .align = a->align,
        .links = arena_alloc(&c->arena, a->links_count * sizeof *code.links + 1),
        .link_count = a->links_count,
        .entries = arena_alloc(&c->arena, a->entries_count * sizeof *code.entries),
        .entry_count = a->entries_count,
        .faults = a->faults.at,
        .fault_size = a->faults.size,
        .inexact_underflow = a->inexact_underflow,
        .uses_fp_flags = a->uses_fp_flags,
    };
    for (uint32_t i = 0; i < a->links_count; i++)
        code.links[i] = (struct mach_link){ .jump = a->links[i].jump, .pc = a->links[i].pc };
    for (uint32_t i = 0; i < a->entries_count; i++)
        code.entries[i] = (struct mach_entry_point){ a->entries[i].pc, a->entries[i].offset };
    c->code = code;
}

static enum run_verdict read_reply(struct service_client *c, const uint8_t *body, size_t size, struct run_answer *out)
{
    struct service_reply a;
    if (!service_decode(body, size, SERVICE_reply, &a, &c->arena))
        return RUN_LOST;
    *out = (struct run_answer){ .id = a.id, .pc = a.pc };
    if (a.status != SERVICE_DONE)
        return a.status == SERVICE_BUSY ? RUN_BUSY : RUN_REFUSED;
    if (!service_reply_is_sound(&a))
        return RUN_LOST;
    read_code(c, &a);
    struct guest_span *spans = arena_alloc(&c->arena, a.spans_count * sizeof *spans);
    for (uint32_t i = 0; i < a.spans_count; i++)
        spans[i] = (struct guest_span){ a.spans[i].pc, a.spans[i].size };
    out->code = &c->code;
    out->spans = spans;
    out->span_count = a.spans_count;
    out->microseconds = a.microseconds;
    out->text = a.text.size ? a.text.at : NULL;
    out->text_size = a.text.size;
    return RUN_ANSWERED;
}

/* The message at the start of `in`, which stays there until the next call. */
static enum run_verdict read_message(struct service_client *c, struct run_answer *out)
{
    struct service_hello hello;
    enum service_message m;
    size_t size = service_size(c->in.data, SERVICE_MOST_REPLY, &m);
    const uint8_t *body = c->in.data + SERVICE_HEADER;
    arena_reset(&c->arena);
    c->taken = size;
    c->waiting_since = now();
    if (!size)
        return RUN_LOST;
    if (c->greeted)
        return m == SERVICE_reply ? read_reply(c, body, size - SERVICE_HEADER, out) : RUN_LOST;
    if (m != SERVICE_hello || !service_decode(body, size - SERVICE_HEADER, m, &hello, &c->arena) || !service_is_ours(&hello))
        return RUN_LOST;
    c->greeted = true;
    return RUN_NO_ANSWER;
}

/* Waits for the socket, or a little while. */
static void wait_a_little(struct service_client *c, struct run *r)
{
    struct pollfd p = { .fd = c->connected ? r->os->kept_fd(r) : -1, .events = POLLIN };
    if (c->out.size)
        p.events |= POLLOUT;
    poll(&p, 1, c->connected ? 50 : 2);
}

static enum run_verdict answer(struct run_optimizer *o, struct run *r, struct run_answer *out, unsigned milliseconds)
{
    struct service_client *c = (struct service_client *)o;
    uint64_t until = milliseconds ? now() + milliseconds * MILLISECOND : 0;
    *out = (struct run_answer){ 0 };
    for (;;) {
        service_buffer_drop(&c->in, c->taken);
        c->taken = 0;
        if (!advance(c, r))
            return RUN_LOST;
        if (has_message(c)) {
            enum run_verdict v = read_message(c, out);
            if (v == RUN_LOST)
                lose(c, r);
            if (v != RUN_NO_ANSWER)
                return v;
        } else if (!until || now() >= until) {
            return RUN_NO_ANSWER;
        } else {
            wait_a_little(c, r);
        }
    }
}

static void forked(struct run_optimizer *o, struct run *r)
{
    struct service_client *c = (struct service_client *)o;
    if (!c->ready)
        return;
    disconnect(c, r);
    c->next_connect = c->next_start = 0;
    c->retry = 0;
}

void service_client_init(struct service_client *c, const char *command)
{
    *c = (struct service_client){ .optimizer = { prepare, ask, answer, forked }, .command = command };
}
