/* The service's side of the sockets: one thread that polls them, reads messages, gives requests to the queue and sends replies. A client
   that breaks the protocol, does not read, or is of another user or build loses its connection; nobody else notices. */
#define _GNU_SOURCE
#include "service/service.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum {
    CLIENTS = 512,
    UNSENT = 64 << 20, /* bytes that a client may leave unread */
    TICK = 1000,       /* milliseconds between two looks at the clock */
    STUCK = 3,         /* exit statuses */
    UNUSABLE = 2,
};

struct client {
    int fd;
    uint64_t number;
    bool greeted, gone;
    unsigned waiting; /* requests */
    struct service_buffer in, out;
};
struct server {
    const struct service_options *options;
    struct service_place place;
    struct service_queue *queue;
    int listener;
    struct client *clients[CLIENTS];
    unsigned count;
    uint64_t last_number;
    time_t active; /* the last request, or the end of its work */
};

__attribute__((format(printf, 2, 3))) static void note(const struct server *s, const char *format, ...)
{
    va_list args;
    if (!s->options->log)
        return;
    va_start(args, format);
    vfprintf(s->options->log, format, args);
    va_end(args);
    fflush(s->options->log);
}

static time_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

/* ---- the socket ---- */

/* Of all services that are started at once, one stays. */
static bool is_the_only_one(const struct server *s)
{
    int fd = open(s->place.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0; /* held to the end */
}

static int listen_at(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    memcpy(address.sun_path, path, strlen(path) + 1); /* SERVICE_PATH bytes at most */
    unlink(path);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 128) == 0)
        return fd;
    return -1;
}

/* Whether the name still leads to us. */
static bool is_reachable(const struct server *s)
{
    struct stat st;
    return lstat(s->place.socket, &st) == 0 && S_ISSOCK(st.st_mode);
}

/* ---- clients ---- */

static void say(struct client *c, enum service_message m, const void *message)
{
    if (c->out.size > UNSENT || !service_encode(&c->out, m, message))
        c->gone = true;
}

static void accept_client(struct server *s)
{
    int fd = accept4(s->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    struct client *c = fd >= 0 && s->count < CLIENTS && service_peer_is_ours(fd) ? calloc(1, sizeof *c) : NULL;
    struct service_hello hello = service_hello();
    if (!c) {
        if (fd >= 0)
            close(fd);
        return;
    }
    c->fd = fd;
    c->number = ++s->last_number;
    s->clients[s->count++] = c;
    say(c, SERVICE_hello, &hello);
}

static void drop_client(struct server *s, unsigned i)
{
    struct client *c = s->clients[i];
    service_queue_leave(s->queue, c->number);
    close(c->fd);
    service_buffer_free(&c->in);
    service_buffer_free(&c->out);
    free(c);
    s->clients[i] = s->clients[--s->count];
}

static void send_some(struct client *c)
{
    size_t done = 0;
    while (done < c->out.size) {
        ssize_t n = send(c->fd, c->out.data + done, c->out.size - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            c->gone |= n < 0 && errno != EAGAIN;
            break;
        }
        done += (size_t)n;
    }
    service_buffer_drop(&c->out, done);
}

/* ---- messages ---- */

static void read_hello(struct client *c, const uint8_t *body, size_t size)
{
    struct service_hello hello;
    struct arena arena;
    arena_init(&arena);
    c->greeted = service_decode(body, size, SERVICE_hello, &hello, &arena) && service_is_ours(&hello);
    c->gone |= !c->greeted;
    arena_free(&arena);
}

static void turn_away(struct client *c, const uint8_t *body)
{
    struct service_reply reply = { .status = SERVICE_BUSY };
    for (unsigned i = 0; i < 8; i++) /* the id is the first field */
        reply.id |= (uint64_t)body[i] << 8 * i;
    say(c, SERVICE_reply, &reply);
}

static void deliver(struct client *c, struct service_finished *f)
{
    if (c->out.size > UNSENT || !service_buffer_add(&c->out, f->message, f->size))
        c->gone = true;
    free(f->message);
}

static void read_request(struct server *s, struct client *c, const uint8_t *body, size_t size)
{
    struct service_finished f;
    s->active = now();
    enum service_added added = c->waiting < s->options->limits.per_client
                                   ? service_queue_add(s->queue, c->number, body, size, &f)
                                   : size < 8 ? SERVICE_MALFORMED : SERVICE_FULL;
    switch (added) {
    case SERVICE_ADDED:
        c->waiting++;
        break;
    case SERVICE_KNOWN:
        deliver(c, &f);
        break;
    case SERVICE_FULL:
        turn_away(c, body);
        break;
    case SERVICE_MALFORMED:
        c->gone = true;
    }
}

/* Bytes that are resident. */
static uint64_t memory_now(void)
{
    unsigned long pages = 0;
    FILE *in = fopen("/proc/self/statm", "re");
    if (!in)
        return 0;
    if (fscanf(in, "%*u %lu", &pages) != 1)
        pages = 0;
    fclose(in);
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void tell_status(struct server *s, struct client *c)
{
    struct service_status status;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    service_queue_status(s->queue, &status);
    status.memory = memory_now();
    status.peak = (uint64_t)usage.ru_maxrss << 10;
    status.pid = (uint32_t)getpid();
    status.clients = s->count;
    say(c, SERVICE_status, &status);
}

static void read_message(struct server *s, struct client *c, enum service_message m, const uint8_t *body, size_t size)
{
    if (!c->greeted && m == SERVICE_hello)
        read_hello(c, body, size);
    else if (c->greeted && m == SERVICE_request)
        read_request(s, c, body, size);
    else if (c->greeted && m == SERVICE_question && !size)
        tell_status(s, c);
    else
        c->gone = true;
}

static void read_messages(struct server *s, struct client *c)
{
    enum service_message m;
    size_t at = 0;
    while (!c->gone && c->in.size - at >= SERVICE_HEADER) {
        size_t size = service_size(c->in.data + at, SERVICE_MOST_REQUEST, &m);
        if (!size) {
            c->gone = true;
            break;
        }
        if (c->in.size - at < size)
            break;
        read_message(s, c, m, c->in.data + at + SERVICE_HEADER, size - SERVICE_HEADER);
        at += size;
    }
    service_buffer_drop(&c->in, at);
}

static void receive_some(struct server *s, struct client *c)
{
    uint8_t bytes[65536];
    ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n > 0 && service_buffer_add(&c->in, bytes, (size_t)n))
        read_messages(s, c);
    else
        c->gone |= n >= 0 || (errno != EAGAIN && errno != EINTR);
}

/* ---- the loop ---- */

static void deliver_finished(struct server *s)
{
    struct service_finished f;
    while (service_queue_take(s->queue, &f)) {
        struct client *to = NULL;
        for (unsigned i = 0; i < s->count; i++)
            if (s->clients[i]->number == f.client)
                to = s->clients[i];
        s->active = now();
        if (to && to->waiting)
            to->waiting--;
        if (to)
            deliver(to, &f);
        else
            free(f.message);
    }
}

/* Waits until there is something to do, and does it. */
static void turn(struct server *s)
{
    struct pollfd p[CLIENTS + 2];
    unsigned count = s->count;
    p[0] = (struct pollfd){ .fd = s->listener, .events = POLLIN };
    p[1] = (struct pollfd){ .fd = service_queue_fd(s->queue), .events = POLLIN };
    for (unsigned i = 0; i < count; i++)
        p[2 + i] = (struct pollfd){ .fd = s->clients[i]->fd, .events = (short)(s->clients[i]->out.size ? POLLIN | POLLOUT : POLLIN) };
    if (poll(p, count + 2, TICK) <= 0)
        return;
    for (unsigned i = 0; i < count; i++)
        if (p[2 + i].revents)
            receive_some(s, s->clients[i]);
    deliver_finished(s);
    for (unsigned i = count; i-- > 0;) { /* dropping one puts the last in its place */
        if (!s->clients[i]->gone || s->clients[i]->out.size)
            send_some(s->clients[i]);
        if (s->clients[i]->gone)
            drop_client(s, i);
    }
    if (p[0].revents)
        accept_client(s);
}

int service_serve(const struct service_options *o)
{
    struct server s = { .options = o, .active = now() };
    if (!service_place_find(&s.place, o->folder))
        return UNUSABLE;
    if (!is_the_only_one(&s))
        return 0;
    s.listener = listen_at(s.place.socket);
    s.queue = s.listener < 0 ? NULL : service_queue_new(o->engine, &o->limits);
    if (!s.queue)
        return UNUSABLE;
    note(&s, "listening at %s, engine %s\n", s.place.socket, o->engine->name);
    bool stuck = false, idle = false;
    while (!stuck && !idle) {
        turn(&s);
        stuck = service_queue_is_stuck(s.queue);
        idle = now() - s.active >= (time_t)o->idle && service_queue_is_idle(s.queue);
        idle |= !is_reachable(&s);
    }
    unlink(s.place.socket);
    note(&s, "%s\n", stuck ? "a request takes too long" : "idle");
    _exit(stuck ? STUCK : 0); /* the workers are left as they are */
}
