/* The oracle: a program for the guest that runs instruction tests under whatever runs it, and so
   tells what another emulator (or a processor) makes of them. Standard input: cases; standard
   output: what each led to.

   A case is entered and left through a signal frame. Its code ends at a breakpoint, or faults; the
   handler reads all registers from the frame, writes them out, puts the next case's in and returns,
   which starts that one. So nothing but the tested code runs between. The handler must not rely on
   registers that a case may have changed: arch_enter_handler restores the thread pointer. Next:
   aarch64.c. */
#define _GNU_SOURCE
#include "arch.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A signal handler gets no argument: this program's whole state. */
static struct {
    struct oracle_case current;
    struct image result;
    bool running;
    char stack[65536];
} self;

static void fail(const char *what)
{
    if (write(2, what, strlen(what)) < 0)
        _exit(3);
    _exit(2);
}

static void transfer(ssize_t (*move)(int, void *, size_t), int fd, void *at, size_t size)
{
    for (char *p = at; size;) {
        ssize_t n = move(fd, p, size);
        if (n <= 0)
            fail("oracle: the stream ends too soon\n");
        p += n;
        size -= (size_t)n;
    }
}

static ssize_t put(int fd, void *at, size_t size)
{
    return write(fd, at, size);
}

static void start_case(ucontext_t *context)
{
    transfer(read, 0, &self.current, sizeof self.current);
    memcpy((void *)SCRATCH, self.current.before.memory, PAGE);
    for (uint64_t at = CODE_PAGE; at < CODE_PAGE + PAGE; at += 4)
        memcpy((void *)at, &self.current.filler, 4);
    memcpy((void *)CODE, self.current.code, self.current.code_size);
    __builtin___clear_cache((char *)CODE_PAGE, (char *)CODE_PAGE + PAGE);
    arch_put(context, &self.current.before);
}

static void finish_case(int signal, const siginfo_t *info, const ucontext_t *context)
{
    memset(&self.result, 0, sizeof self.result);
    arch_get(context, &self.result);
    memcpy(self.result.memory, (const void *)SCRATCH, PAGE);
    self.result.signal = signal;
    self.result.address = (uint64_t)info->si_addr;
    transfer(put, 1, &self.result, sizeof self.result);
}

static void handler(int signal, siginfo_t *info, void *context)
{
    arch_enter_handler();
    if (self.running)
        finish_case(signal, info, context);
    if (self.running && !self.current.before.count)
        _exit(0);
    self.running = true;
    start_case(context);
}

static void map(uint64_t at, size_t size, int protection)
{
    void *p = mmap((void *)at, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (p != (void *)at)
        fail("oracle: cannot map memory\n");
}

int main(void)
{
    static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE };
    const stack_t stack = { .ss_sp = self.stack, .ss_size = sizeof self.stack };
    struct sigaction action = { .sa_sigaction = handler,
                                .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
    arch_start();
    map(SCRATCH - PAGE, 3 * PAGE, PROT_NONE);
    map(SCRATCH, PAGE, PROT_READ | PROT_WRITE);
    map(CODE_PAGE, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC);
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    raise(SIGTRAP);
    return 1; /* the frame was replaced */
}
