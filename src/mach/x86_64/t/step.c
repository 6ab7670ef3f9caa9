/* Instructions that access memory (step.def), executed twice with the same registers. One of these has an address with a tag; the first
   time it is part of the operand's address, under a handler that calls mach_step_begin and mach_step_end, the second time another register
   without a tag is in its place. All registers, flags and memory must be the same afterwards. Prints what differs and, last, the
   counts. */
#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "mach/engine.h"

/* ---- the instructions: 32 bytes each, both of them, a `ret` behind ---- */

#define ROW(needs, number, name, head, tail) ".balign 32\n" head name tail "\nret\n.balign 32\n" head "%rdx" tail "\nret\n"
__asm__(".text\n.balign 32\nstep_stubs:\n"
#include "step.def"
        ".text\n");
#undef ROW
extern const uint8_t step_stubs[];

enum { AX, CX, DX, BX, SP, BP, SI, DI };
static const struct row {
    const char *needs, *head, *name, *tail;
    unsigned tagged; /* number of the register */
} rows[] = {
#define ROW(needs, number, name, head, tail) { needs, head, name, tail, number },
#include "step.def"
#undef ROW
};
enum { ROWS = sizeof rows / sizeof *rows };

/* ---- the machine ---- */

struct machine {
    uint64_t stub, flags;
    uint64_t gpr[16];
    uint8_t xmm[2][64];
};
_Static_assert(offsetof(struct machine, gpr) == 16 && offsetof(struct machine, xmm) == 144, "step_run");

static uint64_t place[32] __attribute__((aligned(64)));

/* Loads everything but rsp, calls the instruction, stores everything. */
void step_run(struct machine *m);
__asm__(".text\nstep_run:\n"
        "push %rbx\npush %rbp\npush %r12\npush %r13\npush %r14\npush %r15\n"
        "push %rdi\npushq (%rdi)\n"
        "movups 144(%rdi), %xmm0\nmovups 208(%rdi), %xmm1\n"
        "pushq 8(%rdi)\npopfq\n"
        "mov 16(%rdi), %rax\nmov 24(%rdi), %rcx\nmov 32(%rdi), %rdx\nmov 40(%rdi), %rbx\n"
        "mov 56(%rdi), %rbp\nmov 64(%rdi), %rsi\nmov 80(%rdi), %r8\nmov 88(%rdi), %r9\n"
        "mov 96(%rdi), %r10\nmov 104(%rdi), %r11\nmov 112(%rdi), %r12\nmov 120(%rdi), %r13\n"
        "mov 128(%rdi), %r14\nmov 136(%rdi), %r15\nmov 72(%rdi), %rdi\n"
        "call *(%rsp)\n"
        "pushfq\npush %rdi\nmov 24(%rsp), %rdi\npopq 72(%rdi)\npopq 8(%rdi)\n"
        "mov %rax, 16(%rdi)\nmov %rcx, 24(%rdi)\nmov %rdx, 32(%rdi)\nmov %rbx, 40(%rdi)\n"
        "mov %rbp, 56(%rdi)\nmov %rsi, 64(%rdi)\nmov %r8, 80(%rdi)\nmov %r9, 88(%rdi)\n"
        "mov %r10, 96(%rdi)\nmov %r11, 104(%rdi)\nmov %r12, 112(%rdi)\nmov %r13, 120(%rdi)\n"
        "mov %r14, 128(%rdi)\nmov %r15, 136(%rdi)\n"
        "movups %xmm0, 144(%rdi)\nmovups %xmm1, 208(%rdi)\n"
        "add $8, %rsp\npop %rdi\n"
        "pop %r15\npop %r14\npop %r13\npop %r12\npop %rbp\npop %rbx\ncld\nret\n");

static struct mach_step step; /* the handler has no argument */
static unsigned steps;

static void on_fault(int signal, siginfo_t *info, void *ucontext)
{
    (void)info;
    if (step.taken) {
        mach_step_end(&step, ucontext);
        step.taken = 0;
    } else if (signal != SIGTRAP && mach_step_begin(&step, ucontext)) {
        step.taken = 1;
        steps++;
    } else {
        _exit(3);
    }
}

/* ---- a case ---- */

enum { WORDS = sizeof place / sizeof *place };

static void fill(struct machine *m, unsigned n, bool plain)
{
    memset(m, 0, sizeof *m);
    for (unsigned i = 0; i < 16; i++)
        m->gpr[i] = UINT64_C(0x0123456789abcdef) * (i + 3);
    for (unsigned i = 0; i < WORDS; i++)
        place[i] = UINT64_C(0x9e3779b97f4a7c15) * (i + 7);
    for (unsigned i = 0; i < sizeof m->xmm; i++)
        m->xmm[i / 64][i % 64] = (uint8_t)(i * 29);
    m->gpr[CX] = 3;
    m->gpr[9] = 2;
    m->gpr[DX] = (uintptr_t)&place[16];
    m->gpr[rows[n].tagged] = (uintptr_t)&place[16] | UINT64_C(0x5a) << 56;
    place[16] = m->gpr[AX]; /* cmpxchg16b writes */
    place[17] = m->gpr[DX];
    m->stub = (uintptr_t)step_stubs + 64 * (uintptr_t)n + (plain ? 32 : 0);
    m->flags = 0x202;
}

static bool host_has(const char *what)
{
    return !strcmp(what, "sse2") || (!strcmp(what, "avx2") && __builtin_cpu_supports("avx2")) ||
           ((!strcmp(what, "bmi2") || !strcmp(what, "movbe")) && __builtin_cpu_supports("bmi2")) ||
           (!strcmp(what, "avx512vl") && __builtin_cpu_supports("avx512vl"));
}

static bool try(unsigned n)
{
    struct machine tagged, plain;
    uint64_t written[WORDS];
    fill(&tagged, n, false);
    steps = 0;
    step_run(&tagged);
    memcpy(written, place, sizeof place);
    fill(&plain, n, true);
    step_run(&plain);
    plain.stub = tagged.stub;
    if (steps == 1 && !memcmp(&plain, &tagged, sizeof plain) && !memcmp(written, place, sizeof place))
        return true;
    printf("FAIL %s%s%s, %u steps\n", rows[n].head, rows[n].name, rows[n].tail, steps);
    return false;
}

int main(void)
{
    struct sigaction a = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    unsigned passed = 0, failed = 0;
    step.text = step.written = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    sigaction(SIGSEGV, &a, NULL);
    sigaction(SIGBUS, &a, NULL);
    sigaction(SIGTRAP, &a, NULL);
    for (unsigned n = 0; n < ROWS; n++)
        if (!host_has(rows[n].needs))
            continue;
        else if (try(n))
            passed++;
        else
            failed++;
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
