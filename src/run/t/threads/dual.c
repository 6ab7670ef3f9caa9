/* Code in memory that is mapped twice, to be written and to be run, as JIT compilers have it that keep W^X. Cache maintenance is at
   either address: processors go by what is behind them, and so must we. */
#define _GNU_SOURCE
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include "check.h"
#include "encode.h"

enum { PAGES = 4, SIZE = PAGES * PAGE, VERSIONS = 150, CALLS = 3, RX = PROT_READ | PROT_EXEC, RW = PROT_READ | PROT_WRITE };

struct dual {
    char *write, *run;
};

/* Versions of a function at that place. What is flushed: where it runs, or where it is written. */
static void test(const char *name, struct dual d, size_t at, int where_it_runs)
{
    uint32_t *code = (uint32_t *)(d.write + at);
    int wrong = 0;
    for (int v = 1; v <= VERSIONS; v++) {
        store_code(code, v);
        flush_code(where_it_runs ? (uint32_t *)(d.run + at) : code);
        for (int i = 0; i < CALLS; i++)
            wrong += ((function *)(d.run + at))() != v;
    }
    verdict(name, wrong, 0);
}

static void test_both(const char *name, struct dual d)
{
    char text[100];
    snprintf(text, sizeof text, "%s, flushed where it runs", name);
    test(text, d, 0, 1);
    snprintf(text, sizeof text, "%s, flushed where it is written", name);
    test(text, d, 0, 0);
    snprintf(text, sizeof text, "%s, the last line", name);
    test(text, d, SIZE - 64, 0);
}

static char *map(int fd, int prot, int pages, int first)
{
    return mmap(NULL, (size_t)pages * PAGE, prot, MAP_SHARED, fd, first * PAGE);
}

static int new_file(void)
{
    int fd = memfd_create("code", 0);
    if (fd < 0 || ftruncate(fd, 2 * SIZE) < 0)
        exit(1);
    return fd;
}

static void test_file(void)
{
    int fd = new_file();
    struct dual d = { map(fd, RW, PAGES, 0), map(fd, RX, PAGES, 0) };
    test_both("a file", d);
    d = (struct dual){ map(fd, RW, 2 * PAGES, 0) + PAGE, map(fd, RX, PAGES, 1) };
    test_both("other offsets", d);
    mprotect(d.write - PAGE, PAGE, PROT_NONE); /* one mapping becomes two */
    mprotect(d.write + PAGE, PAGE, PROT_READ);
    mprotect(d.run + PAGE, PAGE, PROT_NONE);
    test_both("in parts", d);
    d.write = mremap(d.write + 2 * PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, map(fd, RW, 1, 0));
    d.run += 2 * PAGE;
    test("moved", d, 0, 0);
    close(fd);
}

/* Written at one place, run at two. */
static void test_thrice(void)
{
    int fd = new_file(), wrong = 0;
    uint32_t *code = (uint32_t *)map(fd, RW, PAGES, 0);
    function *run[2] = { (function *)map(fd, RX, PAGES, 0), (function *)map(fd, RX, 1, 0) };
    for (int v = 1; v <= VERSIONS; v++) {
        store_code(code, v);
        flush_code(v % 2 ? code : (uint32_t *)run[0]);
        wrong += run[0]() != v || run[1]() != v;
    }
    verdict("run at two places", wrong, 0);
    close(fd);
}

static void test_without_file(void)
{
    struct dual d = { mmap(NULL, SIZE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0), NULL };
    d.run = mremap(d.write, 0, SIZE, MREMAP_MAYMOVE);
    mprotect(d.run, SIZE, RX);
    test_both("anonymous", d);
}

static void test_system_v(void)
{
    int id = shmget(IPC_PRIVATE, SIZE, IPC_CREAT | 0700);
    struct dual d = { shmat(id, NULL, 0), shmat(id, NULL, SHM_RDONLY | SHM_EXEC) };
    shmctl(id, IPC_RMID, NULL);
    test_both("System V", d);
}

/* RISC-V: one instruction, no address. */
static void test_fence(void)
{
#ifdef __riscv
    int fd = new_file(), wrong = 0;
    struct dual d = { map(fd, RW, PAGES, 0), map(fd, RX, PAGES, 0) };
    for (int v = 1; v <= VERSIONS; v++) {
        store_code((uint32_t *)d.write, v);
        __asm__ volatile("fence.i" ::: "memory");
        wrong += ((function *)d.run)() != v;
    }
    verdict("fence.i", wrong, 0);
    close(fd);
#endif
}

int main(void)
{
    test_file();
    test_thrice();
    test_without_file();
    test_system_v();
    test_fence();
    return 0;
}
