/* Faults in hot loops: a handler makes the page writable, and the loop goes on with the registers that it had; interrupts by a
   timer in a loop without calls. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/time.h>

enum { PAGE = 4096, PAGES = 16 };
static char *memory;
static volatile sig_atomic_t faults, ticks;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    faults++;
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)(PAGE - 1);
    mprotect((void *)page, PAGE, PROT_READ | PROT_WRITE);
}

static void on_tick(int signal)
{
    (void)signal;
    ticks++;
}

/* The condition is computed before the store that may fault, and used behind it. */
__attribute__((noinline)) static uint64_t fill(uint64_t *to, unsigned count)
{
    uint64_t x = 12345, odd = 0;
    for (unsigned i = 0; i < count; i++) {
        x = x * 6364136223846793005u + 1;
        int large = x > (uint64_t)1 << 62;
        to[i] = x;
        odd += large ? x >> 40 : 1;
    }
    return odd ^ x;
}

int main(void)
{
    struct sigaction a = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    sigaction(SIGSEGV, &a, NULL);
    signal(SIGALRM, on_tick);
    memory = mmap(NULL, PAGES * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (unsigned round = 0; round < 5; round++) {
        mprotect(memory, PAGES * PAGE, PROT_READ);
        printf("%llu\n", (unsigned long long)fill((uint64_t *)memory, PAGES * PAGE / 8));
    }
    printf("faults %d\n", (int)faults);
    struct itimerval t = { { 0, 0 }, { 0, 20000 } };
    setitimer(ITIMER_REAL, &t, NULL);
    while (!ticks)
        ;
    printf("ticks %d\n", (int)ticks);
    return 0;
}
