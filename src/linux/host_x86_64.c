/* The few things of linux/ that need the host's assembly: the safe-syscall window (its why is
   told in signal.c), a copy that survives faults, and the raw signal handler set-up. Each host
   has a file like this one. */
#ifdef __x86_64__
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "linux/internal.h"

/* linux_window_call(pending, number, a): rcx is 0 until the syscall instruction itself
   overwrites it with its return address, which tells a call not yet made from one that the
   kernel has undone. */
__asm__(".pushsection .text\n"
        ".type linux_window_call, @function\n"
        "linux_window_call:\n"
        "    mov %rdi, %r11\n"
        "    mov %rsi, %rax\n"
        "    mov %rdx, %rcx\n"
        "    mov 0(%rcx), %rdi\n"
        "    mov 8(%rcx), %rsi\n"
        "    mov 16(%rcx), %rdx\n"
        "    mov 24(%rcx), %r10\n"
        "    mov 32(%rcx), %r8\n"
        "    mov 40(%rcx), %r9\n"
        "    xor %ecx, %ecx\n"
        "linux_window_start:\n"
        "    cmpl $0, (%r11)\n"
        "    jne linux_window_early\n"
        "linux_window_syscall:\n"
        "    syscall\n"
        "    ret\n"
        "linux_window_early:\n"
        "    mov $-513, %rax\n" /* -LINUX_RESTART_NOINTR: never made */
        "    ret\n"
        "linux_window_undone:\n"
        "    mov $-512, %rax\n" /* -LINUX_RESTART_SYS: made, interrupted and to be made again */
        "    ret\n"
        ".size linux_window_call, . - linux_window_call\n"

        ".type linux_window_marks, @function\n"
        "linux_window_marks:\n"
        "    mov $39, %eax\n" /* getpid */
        "    xor %ecx, %ecx\n"
        "    syscall\n"
        "    mov %rcx, %rax\n"
        "    ret\n"

        ".type linux_fault_copy, @function\n"
        "linux_fault_copy:\n"
        "    mov %rdx, %rcx\n"
        "linux_fault_copy_start:\n"
        "    rep movsb\n"
        "linux_fault_copy_end:\n"
        "    mov %rcx, %rax\n"
        "    ret\n"
        ".size linux_fault_copy, . - linux_fault_copy\n"

        ".type linux_window_restorer, @function\n"
        "linux_window_restorer:\n"
        "    mov $15, %eax\n" /* rt_sigreturn */
        "    syscall\n"
        ".size linux_window_restorer, . - linux_window_restorer\n"
        ".globl linux_window_call, linux_fault_copy\n"
        ".popsection\n");

extern const char linux_window_start[], linux_window_syscall[], linux_window_early[],
    linux_window_undone[];
extern const char linux_fault_copy_start[], linux_fault_copy_end[];
extern void linux_window_restorer(void);
extern uint64_t linux_window_marks(void);

static greg_t *ip_of(void *ucontext)
{
    return &((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_RIP];
}

bool linux_host_copy_fault(void *ucontext)
{
    greg_t *ip = ip_of(ucontext);

    if (*ip != (greg_t)linux_fault_copy_start)
        return false;
    *ip = (greg_t)linux_fault_copy_end; /* rcx says what is left */
    return true;
}

bool linux_host_in_window(const void *ucontext)
{
    greg_t ip = *ip_of((void *)ucontext);

    return ip >= (greg_t)linux_window_start && ip <= (greg_t)linux_window_syscall + 2;
}

void linux_host_leave_window(void *ucontext, bool marks)
{
    greg_t *ip = ip_of(ucontext);
    greg_t rcx = ((ucontext_t *)ucontext)->uc_mcontext.gregs[REG_RCX];

    if (*ip < (greg_t)linux_window_start || *ip > (greg_t)linux_window_syscall)
        return;
    bool undone = *ip == (greg_t)linux_window_syscall && (rcx != 0 || !marks);
    *ip = (greg_t)(undone ? linux_window_undone : linux_window_early);
}

bool linux_host_fault_write(const void *ucontext)
{
    return ((const ucontext_t *)ucontext)->uc_mcontext.gregs[REG_ERR] & 2;
}

bool linux_host_marks(void)
{
    return linux_window_marks() != 0;
}

uint64_t *linux_host_mask(void *ucontext)
{
    return (uint64_t *)&((ucontext_t *)ucontext)->uc_sigmask;
}

struct kernel_action {
    uintptr_t handler;
    uint64_t flags;
    void (*restorer)(void);
    uint64_t mask;
};

int linux_host_sigaction(int signal, uintptr_t handler, uint64_t flags, uint64_t mask)
{
    enum { RESTORER = 0x04000000 };
    struct kernel_action action = { handler, flags | RESTORER, linux_window_restorer, mask };

    return syscall(SYS_rt_sigaction, signal, &action, NULL, 8) < 0 ? -errno : 0;
}

bool linux_host_ignored(int signal)
{
    struct kernel_action action;

    return syscall(SYS_rt_sigaction, signal, NULL, &action, 8) == 0 &&
           action.handler == (uintptr_t)SIG_IGN;
}

#endif
