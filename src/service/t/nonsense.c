/* The other side of the protocol, badly done.

       nonsense serve KIND     instead of a service, at its socket, until killed
       nonsense ask            as a client: all kinds of malformed messages to the real service; counts what it survives

   KINDs of services: see the table. */
#define _GNU_SOURCE
#include "service/protocol.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address(void)
{
    struct sockaddr_un a = { .sun_family = AF_UNIX };
    struct service_place p;
    if (!service_place_find(&p, NULL))
        exit(2);
    memcpy(a.sun_path, p.socket, strlen(p.socket) + 1);
    return a;
}

static void put(int fd, const void *bytes, size_t size)
{
    if (send(fd, bytes, size, MSG_NOSIGNAL) < 0)
        return; /* as they like */
}

static void say(int fd, enum service_message m, const void *message)
{
    struct service_buffer b = { 0 };
    if (service_encode(&b, m, message))
        put(fd, b.data, b.size);
    service_buffer_free(&b);
}

static void greet(int fd)
{
    struct service_hello h = service_hello();
    say(fd, SERVICE_hello, &h);
}

static void random_bytes(int fd, unsigned seed)
{
    uint8_t bytes[4096];
    srand(seed);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(rand() >> 7);
    put(fd, bytes, sizeof bytes);
}

/* ---- services ---- */

/* A reply to the first request, with something wrong about it. */
static struct service_reply bad_reply(uint64_t id, unsigned kind)
{
    static struct service_link link = { 4096, 0 };
    static struct service_entry entry = { 0, 0 };
    static struct service_span span = { 0, 4 };
    static const uint8_t code[16] = { 0xcc };
    struct service_reply r = { .id = id, .text_size = 16, .code = { code, 16 }, .links = &link, .entries = &entry, .spans = &span };
    r.entries_count = kind != 0;
    r.links_count = kind == 1;
    entry.offset = kind == 2 ? 16 : 0;
    r.text_size = kind == 3 ? 17 : 16;
    r.spans_count = kind != 4;
    r.align = kind == 5 ? 0 : 8; /* 6: of other code */
    return r;
}

/* The id of the request at the start of what the client says: behind its hello. */
static uint64_t await_request(int fd)
{
    struct service_buffer in = { 0 };
    uint8_t bytes[4096];
    uint64_t id = 0;
    for (;;) {
        enum service_message m;
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);
        if (n <= 0 || !service_buffer_add(&in, bytes, (size_t)n))
            break;
        while (in.size >= SERVICE_HEADER + 8) {
            size_t size = service_size(in.data, SERVICE_MOST_REQUEST, &m);
            if (!size || m == SERVICE_request) {
                memcpy(&id, in.data + SERVICE_HEADER, 8);
                service_buffer_free(&in);
                return id;
            }
            if (in.size < size)
                break;
            service_buffer_drop(&in, size);
        }
    }
    service_buffer_free(&in);
    return id;
}

static void serve_silence(int fd)
{
    (void)fd;
}
static void serve_random(int fd)
{
    random_bytes(fd, 1);
}
static void serve_greeted_random(int fd)
{
    greet(fd);
    random_bytes(fd, 2);
}
static void serve_end(int fd)
{
    close(fd);
}
static void serve_greeted_end(int fd)
{
    greet(fd);
    await_request(fd);
    close(fd);
}
static void serve_greeted_silence(int fd)
{
    greet(fd);
}
static void serve_other_build(int fd)
{
    const struct service_hello h = { SERVICE_VERSION, service_text("another") };
    say(fd, SERVICE_hello, &h);
}
static void serve_no_greeting(int fd)
{
    struct service_reply r = bad_reply(await_request(fd), 6);
    say(fd, SERVICE_reply, &r);
}
static void serve_huge(int fd)
{
    const uint32_t header[2] = { UINT32_MAX, SERVICE_reply };
    greet(fd);
    put(fd, header, sizeof header);
}
static void serve_half(int fd)
{
    const uint32_t header[2] = { 1000, SERVICE_reply };
    greet(fd);
    put(fd, header, sizeof header);
}
static void serve_bad_replies(int fd)
{
    static unsigned kind;
    greet(fd);
    struct service_reply r = bad_reply(await_request(fd), kind++ % 7);
    say(fd, SERVICE_reply, &r);
}

static const struct {
    const char *name;
    void (*serve)(int fd);
} services[] = {
    { "silence", serve_silence },       { "random", serve_random },           { "greeted-random", serve_greeted_random },
    { "end", serve_end },               { "greeted-end", serve_greeted_end }, { "greeted-silence", serve_greeted_silence },
    { "other-build", serve_other_build }, { "no-greeting", serve_no_greeting }, { "huge", serve_huge },
    { "half", serve_half },             { "bad-replies", serve_bad_replies },
};

static int serve(const char *kind)
{
    struct sockaddr_un a = address();
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(a.sun_path);
    if (bind(listener, (struct sockaddr *)&a, sizeof a) < 0 || listen(listener, 16) < 0)
        return 2;
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        while (!strcmp(kind, services[i].name)) {
            int fd = accept(listener, NULL, NULL);
            if (fd >= 0)
                services[i].serve(fd);
        }
    return 2;
}

/* ---- clients ---- */

static int dial(void)
{
    struct sockaddr_un a = address();
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return connect(fd, (struct sockaddr *)&a, sizeof a) == 0 ? fd : -1;
}

/* Whether the service ends the connection, within two seconds. */
static bool is_dropped(int fd)
{
    uint8_t bytes[4096];
    struct pollfd p = { .fd = fd, .events = POLLIN };
    while (poll(&p, 1, 2000) > 0)
        if (recv(fd, bytes, sizeof bytes, 0) <= 0)
            return true;
    return false;
}

static struct service_request plain_request(void)
{
    static const uint32_t code[4] = { 0xd503201f, 0xd503201f, 0x17fffffe, 0 }; /* nop; nop; b .-8 */
    static struct service_chunk chunk = { .pc = 0x1000, .stops = 1, .bytes = { code, sizeof code } };
    return (struct service_request){ .id = 7,
                                     .guest = service_text("aarch64"),
                                     .pc = 0x1000,
                                     .max_insns = 64,
                                     .max_blocks = 64,
                                     .chunks = &chunk,
                                     .chunks_count = 1 };
}

/* Requests whose values are in range, but not sound. */
static bool send_unsound(int fd, unsigned kind)
{
    struct service_request q = plain_request();
    if (kind == 0)
        q.guest = service_text("vax");
    if (kind == 1)
        q.mode = 1u << 30;
    if (kind == 2)
        q.pc = 0x2000;
    if (kind == 3)
        q.chunks_count = 0;
    greet(fd);
    say(fd, SERVICE_request, &q);
    return kind < 4;
}

/* A good request with a bit changed, each in its turn; what is left of it may be good. */
static bool send_changed(int fd, unsigned bit)
{
    struct service_request q = plain_request();
    struct service_buffer b = { 0 };
    bool any = service_encode(&b, SERVICE_request, &q) && bit < b.size * 8;
    greet(fd);
    if (any) {
        b.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
        put(fd, b.data, b.size);
    }
    service_buffer_free(&b);
    return any;
}

static int ask(void)
{
    unsigned passed = 0, failed = 0;
    for (unsigned seed = 0; seed < 20; seed++) {
        int fd = dial();
        if (seed % 2)
            greet(fd);
        random_bytes(fd, seed);
        bool good = fd >= 0 && is_dropped(fd);
        passed += good;
        failed += !good;
        close(fd);
    }
    for (unsigned kind = 0;; kind++) {
        int fd = dial();
        bool more = send_unsound(fd, kind), good = fd >= 0 && more == is_dropped(fd);
        passed += good;
        failed += !good;
        close(fd);
        if (!more)
            break;
    }
    for (unsigned bit = 0;; bit++) {
        int fd = dial();
        bool more = fd >= 0 && send_changed(fd, bit);
        close(fd);
        failed += fd < 0;
        if (!more)
            break;
        passed++;
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "serve"))
        return serve(argv[2]);
    if (argc == 2 && !strcmp(argv[1], "ask"))
        return ask();
    fprintf(stderr, "usage: nonsense serve KIND | nonsense ask\n");
    return 2;
}
