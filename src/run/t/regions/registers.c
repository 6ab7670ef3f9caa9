/* What a handler of SIGSEGV finds: all registers at each of many faults in hot loops, integer and FP, printed as sums
   that any engine must agree on. Registers that point into the stack, which is elsewhere in each run, are left out, and so are flags: those that
   are overwritten before they are read may be anything (opt/cells.c). */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGE = 4096, PAGES = 24 };
static char *const memory = (char *)0x10000000;
static volatile sig_atomic_t faults;

static uint64_t mix(uint64_t sum, uint64_t v)
{
    sum = (sum ^ v) * 0x9e3779b97f4a7c15;
    return sum ^ sum >> 29;
}

static uint64_t mix_all(const uint64_t *v, unsigned n, uint64_t sp)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < n; i++)
        sum = mix(sum, v[i] - sp + (8 << 20) < 16 << 20 ? 0 : v[i]);
    return sum;
}

#ifdef __aarch64__
static void show(const ucontext_t *u, uint64_t address)
{
    const mcontext_t *m = &u->uc_mcontext;
    const struct {
        struct _aarch64_ctx head;
        uint32_t fpsr, fpcr;
        uint64_t v[64];
    } *fp = (const void *)m->__reserved;
    printf("%#lx at %#lx: registers %016lx vectors %016lx\n", (long)m->pc, (long)address,
           (long)mix_all((const uint64_t *)m->regs, 31, m->sp), (long)mix_all(fp->v, 64, 0));
}
#else
static void show(const ucontext_t *u, uint64_t address)
{
    const unsigned long *x = u->uc_mcontext.__gregs;
    printf("%#lx at %#lx: registers %016lx fp %016lx\n", (long)x[0], (long)address,
           (long)mix_all((const uint64_t *)x + 1, 31, x[2]),
           (long)mix_all((const uint64_t *)&u->uc_mcontext.__fpregs, 32, 0));
}
#endif

static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    faults++;
    show(context, (uint64_t)info->si_addr);
    mprotect((void *)((uintptr_t)info->si_addr & -PAGE), PAGE, PROT_READ | PROT_WRITE);
}

static void protect(void)
{
    mprotect(memory, PAGES * PAGE, PROT_NONE);
}

/* Many values live, all of them changed between the faults. */
__attribute__((noinline)) static uint64_t integers(uint64_t *p, unsigned count)
{
    uint64_t a = 1, b = 2, c = 3, d = 5, e = 7, f = 11, g = 13, h = 17, k = 19, l = 23, m = 29, n = 31;
    for (unsigned i = 0; i < count; i++) {
        a += b ^ c, b = b * 3 + d, c ^= a >> 7, d -= e, e = e << 1 ^ f;
        int less = a < e;
        p[i] = a;
        f += less ? g : h, g ^= b, h = h * 5 + k, k += p[i / 2], l ^= k, m = m + l * 3, n ^= m + less;
    }
    return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ k ^ l ^ m ^ n;
}

/* Bytes and halves; a load faults, too, and pairs of words. */
__attribute__((noinline)) static uint64_t narrow(unsigned char *p, unsigned count)
{
    uint64_t sum = 0, last = 77;
    for (unsigned i = 8; i < count; i++) {
        unsigned char v = p[i];
        unsigned short w;
        memcpy(&w, p + i + 1, 2);
        sum = sum * 31 + v + w, last ^= sum;
        p[i - 1] = (unsigned char)(v + i);
        uint64_t pair[2] = { sum, last };
        memcpy(p + (i & -16), pair, 16);
    }
    return sum ^ last;
}

__attribute__((noinline)) static double floats(double *p, float *q, unsigned count)
{
    double a = 1, b = 0.5, c = 0.25, d = 3;
    float s = 1, t = 2;
    for (unsigned i = 0; i < count; i++) {
        a = a * 0.999 + b, b = b - c * 0.125, c += 1 / (a + 2), d = d > a ? d - c : d + a;
        s = s * 0.5f + t, t -= s * 0.25f;
        p[i] = a + d, q[i] += s * t;
        b += p[i / 3];
    }
    return a + b + c + d + s + t;
}

int main(void)
{
    struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    mmap(memory, (PAGES + 1) * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    for (unsigned i = 0; i < 40; i++) /* hot before there is a handler */
        integers((uint64_t *)memory, 100), narrow((unsigned char *)memory, 100), floats((double *)memory, (float *)memory + 2048, 100);
    sigaction(SIGSEGV, &action, NULL);
    for (unsigned round = 0; round < 3; round++) {
        protect();
        printf("%lx\n", (long)integers((uint64_t *)memory, PAGES * PAGE / 8));
        protect();
        printf("%lx\n", (long)narrow((unsigned char *)memory, PAGES * PAGE - 16));
        protect();
        printf("%a\n", floats((double *)memory, (float *)(memory + 16 * PAGE), 8 * PAGE / 8));
    }
    printf("%d faults\n", faults);
    return 0;
}
