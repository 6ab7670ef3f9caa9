/* The harness: a program for the guest that runs blocks of random instructions under whatever runs
   it.

       harness IMAGE FIRST END [dump|each]

   runs blocks FIRST to END - 1 of the image (stream.h) and writes a struct risu_result for each, or
   a struct risu_dump. A block is entered and left through a signal frame, as in insntest's oracle:
   the handler sees all registers of the finished block, puts in those of the next and returns,
   which starts it. An instruction that faults is noted and skipped. Next: state.c, which makes the
   registers; insntest/oracle/<isa>.c, which knows the frame. */
#define _GNU_SOURCE
#include "harness.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RESULTS = 64, STACK_SIZE = 65536 };

/* Of the handler; where no block's stack pointer is by chance: the frame would go where that is. */
#define STACK 0x3579bdf00000ull

/* A signal handler gets no argument: this program's whole state. */
static struct {
    const struct risu_block *block, *end;
    bool running, dumping, each;
    struct risu_dump dump; /* of the running block */
    uint64_t faulted;
    struct risu_result result[RESULTS];
    unsigned results;
} self;

static void fail(const char *what)
{
    if (write(2, what, strlen(what)) < 0)
        _exit(3);
    _exit(2);
}

static void put(const void *data, size_t size)
{
    for (const char *p = data; size;) {
        ssize_t n = write(1, p, size);
        if (n <= 0)
            fail("harness: cannot write\n");
        p += n;
        size -= (size_t)n;
    }
}

static void flush(void)
{
    put(self.result, self.results * sizeof *self.result);
    self.results = 0;
}

static uint64_t code(const struct risu_block *b)
{
    return RISU_IMAGE + b->offset;
}

/* ---- a block's end ---- */

static uint64_t mix(uint64_t hash, const void *data, size_t size)
{
    const uint64_t *word = data;
    for (size_t i = 0; i < size / sizeof *word; i++) {
        hash = (hash ^ word[i]) * 0x9e3779b97f4a7c15;
        hash ^= hash >> 29;
    }
    return hash;
}

static void finish(void)
{
    struct risu_dump *d = &self.dump;
    uint64_t hash = mix(d->faults, d->after.reg, sizeof d->after.reg);
    if (self.block->memory) {
        memcpy(d->after.memory, (const void *)SCRATCH, PAGE);
        hash = mix(hash, d->after.memory, PAGE);
    }
    hash = mix(hash, d->fault, sizeof d->fault);
    self.result[self.results++] = (struct risu_result){ .hash = hash, .faulted = self.faulted };
    if (self.dumping)
        put(d, sizeof *d);
    else if (self.results == RESULTS || self.each || self.block + 1 == self.end)
        flush();
}

/* ---- a block's start ---- */

static void start(ucontext_t *context)
{
    struct image *before = &self.dump.before;
    uint64_t seed = self.block->seed;
    memset(&self.dump, 0, sizeof self.dump);
    self.faulted = 0;
    state_random(before, &seed);
    for (unsigned i = 0; i < self.block->fixes; i++)
        before->reg[self.block->fix[i].reg][0] = self.block->fix[i].value;
    before->reg[IMAGE_PC][0] = code(self.block);
    if (self.block->memory) {
        state_random_memory(before->memory, &seed);
        memcpy((void *)SCRATCH, before->memory, PAGE);
    }
    arch_put(context, before);
}

/* ---- in between ---- */

/* Notes the fault; the frame's pc goes behind the instruction. False: the pc is outside of the
   block. */
static bool skip(int signal, const siginfo_t *info, ucontext_t *context)
{
    struct risu_dump *d = &self.dump;
    uint64_t offset = d->after.reg[IMAGE_PC][0] - code(self.block);
    if (offset >= self.block->size)
        return false;
    uint64_t address = signal == SIGSEGV ? (uint64_t)info->si_addr : 0;
    struct risu_fault fault = { .signal = (uint32_t)signal,
                                .offset = (uint32_t)offset,
                                .address = address };
    if (d->faults < RISU_FAULTS)
        d->fault[d->faults] = fault;
    d->faults++;
    self.faulted |= UINT64_C(1) << (offset / 2 & 63);
    d->after.reg[IMAGE_PC][0] += arch_length((const void *)(code(self.block) + offset));
    arch_put(context, &d->after);
    return true;
}

static void handler(int signal, siginfo_t *info, void *context)
{
    arch_enter_handler();
    if (self.running) {
        arch_get(context, &self.dump.after);
        if (skip(signal, info, context)) {
            return;
        }
        finish();
        self.block++;
    }
    if (self.block == self.end)
        _exit(0);
    self.running = true;
    start(context);
}

/* ---- the beginning ---- */

static const struct risu_block *map_image(const char *name)
{
    struct stat s;
    int fd = open(name, O_RDONLY);
    if (fd < 0 || fstat(fd, &s))
        fail("harness: cannot open the image\n");
    void *p = mmap((void *)RISU_IMAGE, (size_t)s.st_size, PROT_READ | PROT_EXEC,
                   MAP_PRIVATE | MAP_FIXED, fd, 0);
    if (p != (void *)RISU_IMAGE)
        fail("harness: cannot map the image\n");
    return p;
}

static void map_memory(uint64_t at, size_t size)
{
    void *p = mmap((void *)at, size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (p != (void *)at)
        fail("harness: cannot map memory\n");
}

int main(int argc, char **argv)
{
    static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE };
    const stack_t stack = { .ss_sp = (void *)STACK, .ss_size = STACK_SIZE };
    struct sigaction action = { .sa_sigaction = handler,
                                .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
    if (argc < 4)
        fail("usage: harness IMAGE FIRST END [dump|each]\n");
    const struct risu_block *blocks = map_image(argv[1]);
    self.block = blocks + strtoul(argv[2], NULL, 10);
    self.end = blocks + strtoul(argv[3], NULL, 10);
    self.dumping = argc > 4 && !strcmp(argv[4], "dump");
    self.each = argc > 4 && !strcmp(argv[4], "each");
    map_memory(SCRATCH, PAGE);
    map_memory(STACK, STACK_SIZE);
    arch_start();
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    raise(SIGTRAP);
    return 1; /* the frame was replaced */
}
