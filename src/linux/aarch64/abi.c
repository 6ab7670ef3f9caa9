/* AArch64's Linux: registers of a system call, how a program starts, hardware capabilities.
   Signals: frame.c. */
#include "guest/aarch64/guest.h"
#include "linux/aarch64/aarch64.h"

static struct aarch64_state *state(const struct ir_state *s)
{
    return (struct aarch64_state *)s;
}

static const uint16_t calls[] = {
#define NR(name, number) [number] = LINUX_CALL_##name,
#include "linux/generic_numbers.def"
#undef NR
};

static void get_call(const struct ir_state *s, uint64_t *number, uint64_t a[6])
{
    *number = state(s)->x[8];
    for (int i = 0; i < 6; i++)
        a[i] = state(s)->x[i];
}

static void set_result(struct ir_state *s, uint64_t result)
{
    state(s)->x[0] = result;
}

static uint64_t get_sp(const struct ir_state *s)
{
    return state(s)->x[31];
}

static void set_sp(struct ir_state *s, uint64_t sp)
{
    state(s)->x[31] = sp;
}

static void set_tls(struct ir_state *s, uint64_t tls)
{
    state(s)->tpidr_el0 = tls;
}

static void start(struct ir_state *s, uint64_t entry, uint64_t sp)
{
    s->pc = entry;
    state(s)->x[31] = sp;
}

static void auxv(uint64_t features, struct linux_auxv *out)
{
    *out = (struct linux_auxv){ .hwcap = aarch64_hwcap(features),
                                .platform = "aarch64",
                                .minsigstksz = 4720 };
}

static const uint32_t sigreturn_code[] = {
    0xd2801168, /* mov x8, #139 */
    0xd4000001, /* svc #0 */
};

const struct linux_abi linux_aarch64 = {
    .guest = &guest_aarch64,
    .machine = "aarch64",
    .calls = calls,
    .call_count = sizeof calls / sizeof *calls,
    .call_length = 4,
    .altstack_least = 5120,
    .action_has_restorer = true,
    .arm_open_flags = true,
    .get_call = get_call,
    .set_result = set_result,
    .get_sp = get_sp,
    .set_sp = set_sp,
    .set_tls = set_tls,
    .start = start,
    .auxv = auxv,
    .cpuinfo = linux_aarch64_cpuinfo,
    .sigreturn = sigreturn_code,
    .sigreturn_size = sizeof sigreturn_code,
    .frame_push = linux_aarch64_frame_push,
    .frame_pop = linux_aarch64_frame_pop,
};
