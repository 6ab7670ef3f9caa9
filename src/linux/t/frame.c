/* Signal frames: exact pc and registers at a fault, what a handler changes in them, faults of
   each kind. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "check.h"

/* load(address): the word there. load_fault is its load, load_after what follows. ill(), trap():
   such an instruction. */
long load(const long *address);
void ill(void);
void trap(void);
double keep(double x, double y, const long *address); /* x + y after a load between */
extern char load_fault[], load_after[], ill_fault[], ill_after[], trap_fault[], keep_fault[],
    keep_after[];

#define GLOBAL_LABELS \
    ".globl load_fault, load_after, ill_fault, ill_after, trap_fault, keep_fault, keep_after\n"

#if defined __x86_64__
#define PC(uc)      (uc)->uc_mcontext.gregs[REG_RIP]
#define RESULT(uc)  (uc)->uc_mcontext.gregs[REG_RAX]
#define ADDRESS(uc) (uc)->uc_mcontext.gregs[REG_RDI]
#define SP(uc)      (uc)->uc_mcontext.gregs[REG_RSP]
#define TRAP_SKIP   0 /* the processor has stepped over int3 */
__asm__(".text\n.globl load, ill, trap, keep\n" GLOBAL_LABELS
        "load:\nload_fault: mov (%rdi), %rax\nload_after: ret\n"
        "ill:\nill_fault: ud2\nill_after: ret\n"
        "trap: int3\ntrap_fault: ret\n"
        "keep:\nkeep_fault: mov (%rdi), %rax\nkeep_after: addsd %xmm1, %xmm0\nret\n");
static double *first_double(ucontext_t *uc)
{
    return (double *)uc->uc_mcontext.fpregs->_xmm;
}
#elif defined __aarch64__
#define PC(uc)      (uc)->uc_mcontext.pc
#define RESULT(uc)  (uc)->uc_mcontext.regs[0]
#define ADDRESS(uc) (uc)->uc_mcontext.regs[0]
#define SP(uc)      (uc)->uc_mcontext.sp
#define TRAP_SKIP   4
__asm__(".text\n.globl load, ill, trap, keep\n" GLOBAL_LABELS
        "load:\nload_fault: ldr x0, [x0]\nload_after: ret\n"
        "ill:\nill_fault: udf #0\nill_after: ret\n"
        "trap:\ntrap_fault: brk #0\nret\n"
        "keep:\nkeep_fault: ldr x0, [x0]\nkeep_after: fadd d0, d0, d1\nret\n");
static double *first_double(ucontext_t *uc)
{
    struct fpsimd_context *fp = (struct fpsimd_context *)uc->uc_mcontext.__reserved;
    if (fp->head.magic != FPSIMD_MAGIC || fp->head.size != sizeof *fp)
        abort();
    return (double *)&fp->vregs[0];
}
#else
#define PC(uc)      (uc)->uc_mcontext.__gregs[REG_PC]
#define RESULT(uc)  (uc)->uc_mcontext.__gregs[REG_A0]
#define ADDRESS(uc) (uc)->uc_mcontext.__gregs[REG_A0]
#define SP(uc)      (uc)->uc_mcontext.__gregs[REG_SP]
#define TRAP_SKIP   2
__asm__(".text\n.globl load, ill, trap, keep\n" GLOBAL_LABELS
        "load:\nload_fault: ld a0, 0(a0)\nload_after: ret\n"
        "ill:\nill_fault: .half 0\nill_after: ret\n"
        "trap:\ntrap_fault: c.ebreak\nret\n"
        "keep:\nkeep_fault: ld a0, 0(a0)\nkeep_after: fadd.d fa0, fa0, fa1\nret\n");
static double *first_double(ucontext_t *uc)
{
    return (double *)&uc->uc_mcontext.__fpregs.__d.__f[10];
}
#endif

static const char *kind;

static void on_fault(int signal, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    char here;
    say("signal", signal);
    say("code", signal == SIGILL || signal == SIGTRAP ? info->si_code > 0 : info->si_code);
    say("the stack is below", (uintptr_t)&here < (uintptr_t)SP(uc));
    if (!strcmp(kind, "load")) {
        say("pc", (uintptr_t)PC(uc) == (uintptr_t)load_fault);
        say("address", (uintptr_t)info->si_addr == (uintptr_t)ADDRESS(uc));
        RESULT(uc) = 77;
        PC(uc) = (uintptr_t)load_after;
    } else if (!strcmp(kind, "ill")) {
        say("pc", (uintptr_t)PC(uc) == (uintptr_t)ill_fault);
        say("address", (uintptr_t)info->si_addr == (uintptr_t)PC(uc));
        PC(uc) = (uintptr_t)ill_after;
    } else if (!strcmp(kind, "trap")) {
        say("pc", (uintptr_t)PC(uc) == (uintptr_t)trap_fault);
        PC(uc) += TRAP_SKIP;
    } else {
        say("pc", (uintptr_t)PC(uc) == (uintptr_t)keep_fault);
        say("the first number", (long)*first_double(uc));
        *first_double(uc) *= 10;
        PC(uc) = (uintptr_t)keep_after;
    }
}

static long try(const char *what, const long *address)
{
    kind = what;
    return load(address);
}

int main(void)
{
    struct sigaction a = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };
    for (int i = 0; i < 4; i++)
        sigaction((int[]){ SIGSEGV, SIGBUS, SIGILL, SIGTRAP }[i], &a, NULL);
    long *none = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    say("null", try("load", NULL));
    say("protected", try("load", none));
    kind = "ill";
    ill();
    kind = "trap";
    trap();
    kind = "keep";
    say("numbers", (long)keep(1.0, 2.0, none));

    /* A handler's mask, and its return to another one. */
    sigset_t set;
    sigprocmask(SIG_BLOCK, NULL, &set);
    say("blocked afterwards", sigismember(&set, SIGSEGV));
    return 0;
}
