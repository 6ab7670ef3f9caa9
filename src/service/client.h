/* The runtime's side of the optimiser service: an optimiser for run/ (run/optimize.h) that speaks service/protocol.def to a process of
   its own, which it starts when there is none. docs/service.md has the picture. */
#ifndef SERVICE_CLIENT_H
#define SERVICE_CLIENT_H

#include "mach/mach.h"
#include "run/optimize.h"
#include "service/protocol.h"

struct service_client {
    struct run_optimizer optimizer; /* first; see service_client_init */
    const char *command;            /* how to start a service: program and arguments, by words; NULL: as usual */
    bool ready;                     /* the fields below are in use */
    bool connected, greeted;
    bool off;                       /* it has gone wrong too often */
    unsigned starts, losses;
    uint64_t next_connect, next_start; /* not before; nanoseconds */
    uint64_t waiting_since;            /* the last word, or that something is to be sent */
    uint64_t retry;                    /* to the next try to connect */
    struct service_buffer out, in;
    size_t taken;                      /* bytes of `in` that have been handed out */
    struct arena arena;                /* of the last answer */
    struct mach_code code;
};
void service_client_init(struct service_client *c, const char *command);

/* Starts `command` (as above) with "--folder FOLDER" behind it, unseen by the guest: in a session of its own, child of init,
   without our descriptors, environment, signal mask and handlers (launch.c). False: it could not be. */
bool service_launch(const char *command, const char *folder);

#endif
