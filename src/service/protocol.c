/* Messages to bytes and back, driven by descriptions that protocol.def gives: one loop over fields each for encoding, decoding and
   printing the table, none of which knows a message. Decoding trusts nothing: each read is checked against the end, each
   value against its range, and lists get memory only as far as the bytes that are there can fill them. */
#include "service/protocol.h"

#include <stdlib.h>
#include <string.h>

enum kind { KIND_U32, KIND_U64, KIND_BYTES, KIND_LIST };
struct field {
    enum kind kind;
    const char *name, *help;
    size_t at, count_at;         /* in the struct; LIST: of the pointer and of the count */
    uint64_t least, most;        /* U32: the value; BYTES, LIST: the length */
    const struct shape *element; /* LIST */
};
struct shape {
    const char *name, *help;
    size_t size;       /* of the struct */
    size_t least_size; /* on the wire, at least */
    const struct field *fields; /* the last has no name */
};

/* Each record's fields, then its shape, in the table's order, so that lists can point to the shapes of their elements. */
#define RECORD(name, help) \
    enum { least_of_##name = 0
#define MESSAGE(name, help) RECORD(name, help)
#define U32(owner, name, least, most, help) + 4
#define U64(owner, name, help) + 8
#define BYTES(owner, name, most, help) + 4
#define LIST(owner, record, name, most, help) + 4
#define END(name) };
#include "service/protocol.def"
#undef RECORD
#undef MESSAGE
#undef END
#undef U32
#undef U64
#undef BYTES
#undef LIST

#define RECORD(name, help) \
    static const char help_of_##name[] = help; \
    static const struct field fields_of_##name[] = {
#define MESSAGE(name, help) RECORD(name, help)
#define U32(owner, name, least, most, help) { KIND_U32, #name, help, offsetof(struct service_##owner, name), 0, least, most, NULL },
#define U64(owner, name, help) { KIND_U64, #name, help, offsetof(struct service_##owner, name), 0, 0, UINT64_MAX, NULL },
#define BYTES(owner, name, most, help) { KIND_BYTES, #name, help, offsetof(struct service_##owner, name), 0, 0, most, NULL },
#define LIST(owner, record, name, most, help) \
    { KIND_LIST, #name, help, offsetof(struct service_##owner, name), offsetof(struct service_##owner, name##_count), 0, most, \
      &shape_of_##record },
#define END(name) \
        { 0 } \
    }; \
    static const struct shape shape_of_##name = { #name, help_of_##name, sizeof(struct service_##name), least_of_##name, fields_of_##name };
#include "service/protocol.def"
#undef RECORD
#undef MESSAGE
#undef END
#undef U32
#undef U64
#undef BYTES
#undef LIST

static const struct shape *const messages[SERVICE_MESSAGES] = {
#define RECORD(name, help)
#define MESSAGE(name, help) [SERVICE_##name] = &shape_of_##name,
#define END(name)
#define U32(...)
#define U64(...)
#define BYTES(...)
#define LIST(...)
#include "service/protocol.def"
};

/* ---- buffers ---- */

bool service_buffer_add(struct service_buffer *b, const void *bytes, size_t size)
{
    if (b->size + size > b->capacity) {
        size_t capacity = b->capacity * 2 > b->size + size ? b->capacity * 2 : b->size + size + 256;
        uint8_t *data = realloc(b->data, capacity);
        if (!data)
            return false;
        b->data = data;
        b->capacity = capacity;
    }
    if (size)
        memcpy(b->data + b->size, bytes, size);
    b->size += size;
    return true;
}

void service_buffer_drop(struct service_buffer *b, size_t size)
{
    b->size -= size;
    if (size && b->size)
        memmove(b->data, b->data + size, b->size);
}

void service_buffer_free(struct service_buffer *b)
{
    free(b->data);
    *b = (struct service_buffer){ 0 };
}

/* ---- encoding ---- */

static bool put(struct service_buffer *b, uint64_t v, size_t size)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(v >> 8 * i);
    return service_buffer_add(b, bytes, size);
}

static bool encode(struct service_buffer *b, const struct shape *shape, const void *from);

static bool encode_field(struct service_buffer *b, const struct field *f, const uint8_t *from)
{
    uint32_t u32;
    uint64_t u64;
    struct service_bytes bytes;
    const uint8_t *list;
    switch (f->kind) {
    case KIND_U32:
        memcpy(&u32, from + f->at, sizeof u32);
        return u32 >= f->least && u32 <= f->most && put(b, u32, 4);
    case KIND_U64:
        memcpy(&u64, from + f->at, sizeof u64);
        return put(b, u64, 8);
    case KIND_BYTES:
        memcpy(&bytes, from + f->at, sizeof bytes);
        return bytes.size <= f->most && put(b, bytes.size, 4) && service_buffer_add(b, bytes.at, bytes.size);
    case KIND_LIST:
        memcpy(&list, from + f->at, sizeof list);
        memcpy(&u32, from + f->count_at, sizeof u32);
        if (u32 > f->most || !put(b, u32, 4))
            return false;
        for (uint32_t i = 0; i < u32; i++)
            if (!encode(b, f->element, list + i * f->element->size))
                return false;
        return true;
    }
    return false;
}

static bool encode(struct service_buffer *b, const struct shape *shape, const void *from)
{
    for (const struct field *f = shape->fields; f->name; f++)
        if (!encode_field(b, f, from))
            return false;
    return true;
}

bool service_encode(struct service_buffer *b, enum service_message m, const void *message)
{
    size_t begin = b->size;
    if (put(b, 0, 4) && put(b, m, 4) && encode(b, messages[m], message)) {
        uint64_t size = b->size - begin - SERVICE_HEADER;
        for (size_t i = 0; i < 4; i++)
            b->data[begin + i] = (uint8_t)(size >> 8 * i);
        return true;
    }
    b->size = begin;
    return false;
}

/* ---- decoding ---- */

struct reader {
    const uint8_t *at;
    size_t left;
};

static bool get(struct reader *r, uint64_t *v, size_t size)
{
    if (r->left < size)
        return false;
    *v = 0;
    for (size_t i = 0; i < size; i++)
        *v |= (uint64_t)r->at[i] << 8 * i;
    r->at += size;
    r->left -= size;
    return true;
}

static bool decode(struct reader *r, const struct shape *shape, uint8_t *to, struct arena *arena);

static bool decode_list(struct reader *r, const struct field *f, uint8_t *to, struct arena *arena)
{
    uint64_t count;
    if (!get(r, &count, 4) || count > f->most || count * f->element->least_size > r->left)
        return false;
    uint32_t count32 = (uint32_t)count;
    uint8_t *list = arena_alloc(arena, count * f->element->size);
    memcpy(to + f->at, &list, sizeof list);
    memcpy(to + f->count_at, &count32, sizeof count32);
    for (uint64_t i = 0; i < count; i++)
        if (!decode(r, f->element, list + i * f->element->size, arena))
            return false;
    return true;
}

static bool decode_field(struct reader *r, const struct field *f, uint8_t *to, struct arena *arena)
{
    uint64_t v;
    uint32_t v32;
    struct service_bytes bytes;
    switch (f->kind) {
    case KIND_U32:
        if (!get(r, &v, 4) || v < f->least || v > f->most)
            return false;
        v32 = (uint32_t)v;
        memcpy(to + f->at, &v32, sizeof v32);
        return true;
    case KIND_U64:
        if (!get(r, &v, 8))
            return false;
        memcpy(to + f->at, &v, sizeof v);
        return true;
    case KIND_BYTES:
        if (!get(r, &v, 4) || v > f->most || v > r->left)
            return false;
        bytes = (struct service_bytes){ r->at, (uint32_t)v };
        memcpy(to + f->at, &bytes, sizeof bytes);
        r->at += v;
        r->left -= v;
        return true;
    case KIND_LIST:
        return decode_list(r, f, to, arena);
    }
    return false;
}

static bool decode(struct reader *r, const struct shape *shape, uint8_t *to, struct arena *arena)
{
    for (const struct field *f = shape->fields; f->name; f++)
        if (!decode_field(r, f, to, arena))
            return false;
    return true;
}

bool service_decode(const uint8_t *body, size_t size, enum service_message m, void *message, struct arena *arena)
{
    struct reader r = { body, size };
    memset(message, 0, messages[m]->size);
    return decode(&r, messages[m], message, arena) && !r.left;
}

size_t service_size(const uint8_t header[SERVICE_HEADER], size_t most, enum service_message *m)
{
    struct reader r = { header, SERVICE_HEADER };
    uint64_t size = 0, number = 0;
    if (!get(&r, &size, 4) || !get(&r, &number, 4) || !number || number >= SERVICE_MESSAGES || size + SERVICE_HEADER > most)
        return 0;
    *m = (enum service_message)number;
    return size + SERVICE_HEADER;
}

/* ---- who speaks ---- */

struct service_bytes service_text(const char *text)
{
    return (struct service_bytes){ text, (uint32_t)strlen(text) };
}

bool service_bytes_are(struct service_bytes b, const char *text)
{
    return b.size == strlen(text) && !memcmp(b.at, text, b.size);
}

struct service_hello service_hello(void)
{
    return (struct service_hello){ SERVICE_VERSION, service_text(service_build()) };
}

bool service_is_ours(const struct service_hello *h)
{
    return h->version == SERVICE_VERSION && service_bytes_are(h->build, service_build());
}

/* ---- replies ---- */

/* A jump is patched at once: its displacement lies in one cache line, whatever place the code gets. */
static bool is_in_line(const struct service_reply *a, uint32_t jump)
{
    enum { LINE = 64 };
    uint32_t unit = a->align < LINE ? a->align : LINE;
    return unit >= 4 && jump % unit <= unit - 4;
}

static bool offsets_are_sound(const struct service_reply *a)
{
    for (uint32_t i = 0; i < a->links_count; i++) {
        const struct service_link *l = &a->links[i];
        if (!is_in_line(a, l->jump) || l->jump + 4ull > a->text_size)
            return false;
    }
    for (uint32_t i = 0; i < a->entries_count; i++)
        if (a->entries[i].offset >= a->text_size)
            return false;
    return true;
}

bool service_reply_is_sound(const struct service_reply *a)
{
    return a->align && !(a->align & (a->align - 1)) && a->text_size && a->text_size <= a->code.size && a->entries_count && a->spans_count &&
           offsets_are_sound(a);
}

/* ---- the table as text ---- */

static void describe(const struct shape *s, FILE *out)
{
    static const char *const kinds[] = { "u32", "u64", "bytes", "list" };
    fprintf(out, "%s: %s\n", s->name, s->help);
    for (const struct field *f = s->fields; f->name; f++) {
        fprintf(out, "    %-18s %-6s", f->name, kinds[f->kind]);
        if (f->kind == KIND_LIST)
            fprintf(out, "%-8s", f->element->name);
        fprintf(out, "%s", f->help);
        if (f->kind != KIND_U64 && f->most < UINT32_MAX)
            fprintf(out, " (%llu to %llu)", (unsigned long long)f->least, (unsigned long long)f->most);
        fputc('\n', out);
    }
}

void service_describe(FILE *out)
{
    static const struct shape *const records[] = { &shape_of_chunk, &shape_of_wanted, &shape_of_span, &shape_of_link, &shape_of_entry };
    fprintf(out, "version %d, build %s\n", SERVICE_VERSION, service_build());
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        describe(records[i], out);
    for (size_t i = 1; i < SERVICE_MESSAGES; i++) {
        fprintf(out, "message %zu, ", i);
        describe(messages[i], out);
    }
}
