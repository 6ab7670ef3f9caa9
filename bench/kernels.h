/* What the kernels share: each is a program that runs its loop argv[1] times (a default of about a second natively) and prints a
   checksum, so that nothing is optimised away and outputs can be compared. */
#ifndef BENCH_KERNELS_H
#define BENCH_KERNELS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static inline long rounds(int argc, char **argv, long otherwise)
{
    return argc > 1 ? atol(argv[1]) : otherwise;
}

static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

#endif
