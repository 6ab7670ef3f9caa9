/* The optimiser service's protocol: any bytes as messages of either side. What decodes must encode to the same bytes, and a request that is
   sound must compile or be refused. The first byte chooses the message. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "service/service.h"

union message {
    struct service_hello hello;
    struct service_request request;
    struct service_reply reply;
    struct service_question question;
    struct service_status status;
};

static void check_same(enum service_message m, const union message *message, const uint8_t *data, size_t size)
{
    struct service_buffer again = { 0 };
    bool encoded = service_encode(&again, m, message);
    bug_on(!encoded, "message %u decodes and does not encode", m);
    bug_on(again.size != size + SERVICE_HEADER || memcmp(again.data + SERVICE_HEADER, data, size), "message %u changes", m);
    service_buffer_free(&again);
}

static void compile(const struct service_request *q, struct arena *arena)
{
    struct service_reply reply;
    struct service_buffer b = { 0 };
    void *state = NULL;
    service_compile(&service_mach, &state, q, arena, &reply);
    bool known = reply.status == SERVICE_DONE || reply.status == SERVICE_REFUSED;
    bug_on(!known, "status %u", reply.status);
    service_encode(&b, SERVICE_reply, &reply);
    service_buffer_free(&b);
}

void fuzz_service(const uint8_t *data, size_t size)
{
    union message message;
    struct arena arena;
    if (!size)
        return;
    enum service_message m = 1 + data[0] % (SERVICE_MESSAGES - 1);
    arena_init(&arena);
    if (service_decode(data + 1, size - 1, m, &message, &arena)) {
        check_same(m, &message, data + 1, size - 1);
        if (m == SERVICE_request)
            compile(&message.request, &arena);
    }
    arena_free(&arena);
}
