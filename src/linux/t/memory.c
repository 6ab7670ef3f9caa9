/* mmap and its family: results, errors, contents, faults. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#include "check.h"

enum { PAGE = 4096, RW = PROT_READ | PROT_WRITE, ANON = MAP_PRIVATE | MAP_ANONYMOUS };

static sigjmp_buf back;
static volatile int code;
static char *volatile nowhere = (char *)8;
static const volatile void *volatile address;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)context;
    code = signal * 100 + info->si_code;
    address = info->si_addr;
    siglongjmp(back, 1);
}

/* Touches a byte: what signal and code come of it; 0: none. */
static void touch(const char *what, volatile char *at, int write)
{
    code = 0;
    address = at;
    if (!sigsetjmp(back, 1)) {
        if (write)
            *at = 1;
        else
            (void)*at;
    }
    printf("%s: signal %d code %d%s\n", what, code / 100, code % 100,
           address == at ? "" : " elsewhere");
    fflush(stdout);
}

static void run_at(const char *what, char *at)
{
    code = 0;
    address = NULL;
    if (!sigsetjmp(back, 1))
        ((void (*)(void))at)();
    printf("%s: signal %d code %d%s\n", what, code / 100, code % 100,
           address == at ? "" : " elsewhere");
    fflush(stdout);
}

static void test_map(void)
{
    char *p = mmap(NULL, 4 * PAGE, RW, ANON, -1, 0);
    say("mapped", p != MAP_FAILED);
    p[0] = 5;
    show("unmap the second page", munmap(p + PAGE, PAGE));
    touch("read the second", p + PAGE, 0);
    touch("read the first", p, 0);
    say("fixed over it", mmap(p + PAGE, PAGE, PROT_READ, ANON | MAP_FIXED, -1, 0) == p + PAGE);
    touch("read the second", p + PAGE, 0);
    touch("write the second", p + PAGE, 1);
    say("no replace",
        mmap(p, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED && errno == EEXIST);
    show("protect none", mprotect(p, PAGE, PROT_NONE));
    touch("read the first", p, 0);
    show("protect back", mprotect(p, PAGE, RW));
    say("kept", p[0]);
    show("advise", madvise(p, PAGE, MADV_DONTNEED));
    say("dropped", p[0]);
    show("protect with a hole", munmap(p + 2 * PAGE, PAGE) ? -1 : mprotect(p, 4 * PAGE, PROT_READ));
    touch("write the fourth", p + 3 * PAGE, 1);
    show("unmap all", munmap(p, 4 * PAGE));
    run_at("run unmapped", p);
}

static void test_errors(void)
{
    char *p = mmap(NULL, PAGE, RW, ANON, -1, 0);
    show("length 0", (long)mmap(NULL, 0, RW, ANON, -1, 0));
    show("misaligned fixed", (long)mmap((void *)123, PAGE, RW, ANON | MAP_FIXED, -1, 0));
    show("bad fd", (long)mmap(NULL, PAGE, RW, MAP_PRIVATE, 99, 0));
    show("no type", (long)mmap(NULL, PAGE, RW, MAP_ANONYMOUS, -1, 0));
    show("too long", (long)mmap(NULL, 1ul << 60, RW, ANON, -1, 0));
    show("fixed too high", (long)mmap((void *)(1ul << 62), PAGE, RW, ANON | MAP_FIXED, -1, 0));
    show("unmap misaligned", munmap(p + 1, PAGE));
    show("unmap nothing", munmap(p, 0));
    show("unmap what is not mapped", munmap(p, PAGE) ? -1 : munmap(p, PAGE));
    show("protect what is not mapped", mprotect(p, PAGE, RW));
    show("protect misaligned", mprotect(p + 1, PAGE, RW));
}

static void test_remap(void)
{
    char *p = mmap(NULL, 3 * PAGE, RW, ANON, -1, 0), *q;
    p[0] = 7;
    p[PAGE] = 8;
    say("shrink", mremap(p, 3 * PAGE, PAGE, 0) == p);
    touch("read behind", p + PAGE, 0);
    q = mremap(p, PAGE, 64 * PAGE, MREMAP_MAYMOVE);
    say("grow", q != MAP_FAILED);
    say("kept", q[0]);
    touch("write its end", q + 63 * PAGE, 1);
    char *to = mmap(NULL, 64 * PAGE, PROT_NONE, ANON, -1, 0);
    say("move", mremap(q, 64 * PAGE, 64 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to) == to);
    say("kept", to[0]);
    touch("read where it was", q, 0);
    touch("write", to + PAGE, 1);
    show("not mapped", (long)mremap(q, PAGE, PAGE * 2, MREMAP_MAYMOVE));
    show("overlapping",
         (long)mremap(to, PAGE * 4, PAGE * 4, MREMAP_MAYMOVE | MREMAP_FIXED, to + PAGE));
}

static void test_file(void)
{
    char name[] = "/tmp/mapXXXXXX";
    int fd = mkstemp(name);
    unlink(name);
    say("written", write(fd, "hello", 5));
    char *shared = mmap(NULL, 2 * PAGE, RW, MAP_SHARED, fd, 0),
         *private = mmap(NULL, PAGE, RW, MAP_PRIVATE, fd, 0);
    private[0] = 'J';
    shared[1] = 'a';
    printf("shared %.5s private %.5s\n", shared, private);
    touch("beyond the end", shared + PAGE, 0);
    char buffer[6] = "";
    say("read back", pread(fd, buffer, 5, 0));
    puts(buffer);
    show("sync", msync(shared, PAGE, MS_SYNC));
    say("read into what is not mapped", pread(fd, nowhere, 5, 0) == -1 && errno == EFAULT);
}

static void test_brk(void)
{
    char *start = sbrk(0);
    say("grow", sbrk(10 * PAGE) == start);
    start[0] = 1;
    touch("write its last", start + 10 * PAGE - 1, 1);
    say("shrink", sbrk(-8 * PAGE) == start + 10 * PAGE);
    touch("read beyond", (char *)(((uintptr_t)start + 3 * PAGE) & -PAGE), 0);
    say("again", sbrk(PAGE) != (void *)-1);
}

static void test_execute(void)
{
    char *p = mmap(NULL, PAGE, RW, ANON, -1, 0);
    run_at("run data", p);
    show("make it code", mprotect(p, PAGE, PROT_READ | PROT_EXEC));
    touch("write code", p, 1);
    show("make it data", mprotect(p, PAGE, RW));
    run_at("run data", p);
}

static void test_shm(void)
{
    int id = shmget(IPC_PRIVATE, 3 * PAGE, IPC_CREAT | 0600);
    char *p = shmat(id, NULL, 0), *q = shmat(id, NULL, SHM_RDONLY);
    p[5] = 9;
    say("the same", q[5]);
    touch("write read-only", q, 1);
    show("remove", shmctl(id, IPC_RMID, NULL));
    show("detach", shmdt(p));
    touch("read detached", p, 0);
    show("again", shmdt(p));
    show("other", shmdt(q));
}

int main(void)
{
    struct sigaction a = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &a, NULL);
    sigaction(SIGBUS, &a, NULL);
    test_map();
    test_errors();
    test_remap();
    test_file();
    test_brk();
    test_execute();
    test_shm();
    return 0;
}
