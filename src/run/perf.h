/* Names for translated code, so that perf can tell where time goes: /tmp/perf-PID.map (-perfmap), which perf report reads as it is,
   and jit-PID.dump (-jitdump), which `perf inject --jit` turns into objects with the code in them. */
#ifndef RUN_PERF_H
#define RUN_PERF_H

#include <stddef.h>
#include <stdint.h>

struct run;

struct run_perf {
    int map, dump;  /* descriptors; 0: none */
    void *marker;   /* a page of the dump, mapped executable: that is how perf hears of it */
    uint64_t index; /* of the next piece of code */
};

/* From now on, with all code there is already: for a new process, or a fork's child. -1: not this one. */
void run_perf_start(struct run *r, int map, int dump);
/* Code for the guest code at pc has been placed. */
void run_perf_add(struct run *r, uint64_t pc, const void *code, size_t size);
/* The same of code that is no guest's. */
void run_perf_add_named(struct run *r, const char *name, const void *code, size_t size);

#endif
