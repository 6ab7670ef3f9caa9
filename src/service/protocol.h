/* The protocol between the runtime and the optimiser service: structs of its messages, and their way to bytes and back. What they mean
   is in protocol.def; who sends what when in docs/service.md. Next: client.c (the runtime's side), server.c. */
#ifndef SERVICE_PROTOCOL_H
#define SERVICE_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/base.h"

enum { SERVICE_VERSION = 1 };
enum service_result { SERVICE_DONE, SERVICE_REFUSED, SERVICE_BUSY };
enum { SERVICE_DUMP_LLVM_IR = 1, SERVICE_DUMP_LLVM_OPT = 2, SERVICE_DUMP_ASM = 4, SERVICE_DUMP_MACH = 8 };
/* Bytes of a message, header included: of what a runtime sends, and a service. */
enum { SERVICE_HEADER = 8, SERVICE_MOST_REQUEST = 2 << 20, SERVICE_MOST_REPLY = 32 << 20 };

struct service_bytes {
    const void *at;
    uint32_t size;
};
#define RECORD(name, help) struct service_##name {
#define MESSAGE(name, help) struct service_##name {
#define END(name) };
#define U32(owner, name, least, most, help) uint32_t name;
#define U64(owner, name, help) uint64_t name;
#define BYTES(owner, name, most, help) struct service_bytes name;
#define LIST(owner, record, name, most, help) struct service_##record *name; uint32_t name##_count;
#include "service/protocol.def"
#undef RECORD
#undef MESSAGE
#undef END
#undef U32
#undef U64
#undef BYTES
#undef LIST

enum service_message {
    SERVICE_NONE,
#define RECORD(name, help)
#define MESSAGE(name, help) SERVICE_##name,
#define END(name)
#define U32(...)
#define U64(...)
#define BYTES(...)
#define LIST(...)
#include "service/protocol.def"
#undef RECORD
#undef MESSAGE
#undef END
#undef U32
#undef U64
#undef BYTES
#undef LIST
    SERVICE_MESSAGES
};

/* A growing array of bytes; owned. */
struct service_buffer {
    uint8_t *data;
    size_t size, capacity;
};
bool service_buffer_add(struct service_buffer *b, const void *bytes, size_t size); /* false: no memory; nothing was added */
void service_buffer_drop(struct service_buffer *b, size_t size);                   /* the first bytes */
void service_buffer_free(struct service_buffer *b);

/* Adds the message with its header. False: no memory, or a value out of its range; nothing was added. */
bool service_encode(struct service_buffer *b, enum service_message m, const void *message);
/* The whole size of the message that begins with this header; 0: none begins so, or it is larger than `most`. */
size_t service_size(const uint8_t header[SERVICE_HEADER], size_t most, enum service_message *m);
/* Reads the fields of m, all of size bytes. Lists go to the arena, BYTES stay where they are. False: malformed. */
bool service_decode(const uint8_t *body, size_t size, enum service_message m, void *message, struct arena *arena);

/* Whether nothing in a decoded reply, which is DONE, leads outside of its code. */
bool service_reply_is_sound(const struct service_reply *a);

bool service_bytes_are(struct service_bytes b, const char *text);
struct service_bytes service_text(const char *text);
/* This build's hello; and whether one is. */
struct service_hello service_hello(void);
bool service_is_ours(const struct service_hello *h);
/* What the build is called: a digest of all sources. */
const char *service_build(void);
void service_describe(FILE *out); /* the table, as text */

/* ---- where they meet (place.c) ---- */
enum { SERVICE_PATH = 108 }; /* of a socket's name */
struct service_place {
    char folder[SERVICE_PATH], socket[SERVICE_PATH], lock[SERVICE_PATH];
};
/* The user's folder for sockets, made when it is not there. False: there is none that is the user's alone. */
bool service_place_find(struct service_place *p, const char *folder); /* NULL: the usual one */
/* Whether the process at the socket's other end is the user's. */
bool service_peer_is_ours(int fd);

#endif
