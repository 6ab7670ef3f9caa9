/* Writes the files by which perf knows translated code; see run/perf.h. The dump's format is the kernel's
   tools/perf/Documentation/jitdump-specification.txt. Each entry is one write, so that what has been written is whole whenever the process
   ends. */
#define _GNU_SOURCE
#include "run/run.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { MAGIC = 0x4a695444, VERSION = 1, MACHINE_X86_64 = 62, CODE_LOAD = 0 };

struct header {
    uint32_t magic, version, size, machine, pad, pid;
    uint64_t time, flags;
};

struct load {
    uint32_t id, size;
    uint64_t time;
    uint32_t pid, tid;
    uint64_t vma, address, code_size, index; /* then the name, a NUL, and the code */
};

/* perf record -k mono has the same clock. */
static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static void put(int fd, const struct iovec *parts, int count)
{
    ssize_t written = writev(fd, parts, count);
    (void)written; /* a full disk costs names, nothing else */
}

static void map_add(const struct run *r, const char *name, const void *code, size_t size)
{
    char line[400];
    int n = snprintf(line, sizeof line, "%lx %zx %s\n", (unsigned long)code, size, name);
    put(r->perf.map, &(struct iovec){ line, (size_t)n }, 1);
}

static void dump_start(struct run *r)
{
    struct header h = { MAGIC, VERSION, sizeof h, MACHINE_X86_64, 0, (uint32_t)getpid(), now(), 0 };
    put(r->perf.dump, &(struct iovec){ &h, sizeof h }, 1);
    if (r->perf.marker)
        munmap(r->perf.marker, 4096);
    r->perf.marker = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, r->perf.dump, 0);
    if (r->perf.marker == MAP_FAILED)
        r->perf.marker = NULL;
}

static void dump_add(struct run *r, const char *name, const void *code, size_t size)
{
    size_t length = strlen(name) + 1;
    struct load l = { CODE_LOAD, (uint32_t)(sizeof l + length + size), now(), (uint32_t)getpid(), (uint32_t)syscall(SYS_gettid),
                      (uintptr_t)code, (uintptr_t)code, size, r->perf.index++ };
    const struct iovec parts[] = { { &l, sizeof l }, { (void *)name, length }, { (void *)code, size } };
    put(r->perf.dump, parts, 3);
}

void run_perf_add_named(struct run *r, const char *name, const void *code, size_t size)
{
    if (r->perf.map > 0)
        map_add(r, name, code, size);
    if (r->perf.dump > 0)
        dump_add(r, name, code, size);
}

void run_perf_add(struct run *r, uint64_t pc, const void *code, size_t size)
{
    char name[300];
    if (r->perf.map <= 0 && r->perf.dump <= 0)
        return;
    r->os->symbol(r, pc, name, sizeof name);
    run_perf_add_named(r, name, code, size);
}

void run_perf_start(struct run *r, int map, int dump)
{
    r->perf.map = map;
    r->perf.dump = dump;
    r->perf.index = 0;
    if (dump > 0)
        dump_start(r);
    if (r->engine->name_code)
        r->engine->name_code(r);
}
