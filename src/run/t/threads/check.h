/* For the programs of this folder: threads by the dozen, and what they find out. Each prints "NAME: ok" or what is wrong. */
#ifndef CHECK_H
#define CHECK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4 };

/* Runs body(0) to body(THREADS - 1) at once. */
static inline void at_once(void *(*body)(void *))
{
    pthread_t id[THREADS];
    for (intptr_t i = 0; i < THREADS; i++)
        pthread_create(&id[i], NULL, body, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(id[i], NULL);
}

static inline void verdict(const char *name, long found, long wanted)
{
    if (found == wanted)
        printf("%s: ok\n", name);
    else
        printf("%s: %ld instead of %ld\n", name, found, wanted);
    fflush(stdout);
}

#endif
