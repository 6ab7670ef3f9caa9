/* RISC-V's Linux: registers of a system call, how a program starts, hardware capabilities.
   Signals: frame.c. */
#include "guest/riscv64/guest.h"
#include "linux/riscv64/riscv64.h"

enum { SP = 2, TP = 4, A0 = 10, A7 = 17 };

static struct riscv64_state *state(const struct ir_state *s)
{
    return (struct riscv64_state *)s;
}

static const uint16_t calls[] = {
#define NR(name, number) [number] = LINUX_CALL_##name,
#include "linux/generic_numbers.def"
#include "linux/riscv64/numbers.def"
#undef NR
};

static void get_call(const struct ir_state *s, uint64_t *number, uint64_t a[6])
{
    *number = state(s)->x[A7];
    for (int i = 0; i < 6; i++)
        a[i] = state(s)->x[A0 + i];
}

static void set_result(struct ir_state *s, uint64_t result)
{
    state(s)->x[A0] = result;
}

static uint64_t get_sp(const struct ir_state *s)
{
    return state(s)->x[SP];
}

static void set_sp(struct ir_state *s, uint64_t sp)
{
    state(s)->x[SP] = sp;
}

static void set_tls(struct ir_state *s, uint64_t tls)
{
    state(s)->x[TP] = tls;
}

static void start(struct ir_state *s, uint64_t entry, uint64_t sp)
{
    s->pc = entry;
    state(s)->x[SP] = sp;
}

static void auxv(uint64_t features, struct linux_auxv *out)
{
    *out = (struct linux_auxv){ .hwcap = riscv64_hwcap(features), .minsigstksz = 1104 };
}

static const uint32_t sigreturn_code[] = {
    0x08b00893, /* li a7, 139 */
    0x00000073, /* ecall */
};

const struct linux_abi linux_riscv64 = {
    .guest = &guest_riscv64,
    .machine = "riscv64",
    .calls = calls,
    .call_count = sizeof calls / sizeof *calls,
    .call_length = 4,
    .altstack_least = 2048,
    .get_call = get_call,
    .set_result = set_result,
    .get_sp = get_sp,
    .set_sp = set_sp,
    .set_tls = set_tls,
    .start = start,
    .auxv = auxv,
    .cpuinfo = linux_riscv64_cpuinfo,
    .sigreturn = sigreturn_code,
    .sigreturn_size = sizeof sigreturn_code,
    .frame_push = linux_riscv64_frame_push,
    .frame_pop = linux_riscv64_frame_pop,
};
