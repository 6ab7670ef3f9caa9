/* A system call's way: the guest's registers -> its row in syscalls.def -> handler or host -> the
   result register.

   What a call answers beside a value or -errno concerns signals. -LINUX_RESTART_* means that a
   signal interrupted the call: pc goes back over the system call instruction, and the signal's
   delivery (signal.c) decides by that code and the action's SA_RESTART whether the guest sees
   EINTR or makes the call again. */
#include <errno.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

const struct linux_call_info linux_calls[LINUX_CALLS] = {
/* clang-format off */
#define KIND_(kind)             LINUX_ARG_##kind
#define KIND0()                 { 0 }
#define KIND1(a)                { KIND_(a) }
#define KIND2(a, b)             { KIND_(a), KIND_(b) }
#define KIND3(a, b, c)          { KIND_(a), KIND_(b), KIND_(c) }
#define KIND4(a, b, c, d)       { KIND_(a), KIND_(b), KIND_(c), KIND_(d) }
#define KIND5(a, b, c, d, e)    { KIND_(a), KIND_(b), KIND_(c), KIND_(d), KIND_(e) }
#define KIND6(a, b, c, d, e, f) { KIND_(a), KIND_(b), KIND_(c), KIND_(d), KIND_(e), KIND_(f) }
/* clang-format on */
#define PICK_(x, a, b, c, d, e, f, n, ...) n
#define KINDS(...) \
    PICK_(x, ##__VA_ARGS__, KIND6, KIND5, KIND4, KIND3, KIND2, KIND1, KIND0)(__VA_ARGS__)

#define PASS(name, result, ...) \
    [LINUX_CALL_##name] = { #name, NULL, __NR_##name, KIND_(result), KINDS(__VA_ARGS__) },
#define CALL(name, result, ...) \
    [LINUX_CALL_##name] = { #name, linux_sys_##name, -1, KIND_(result), KINDS(__VA_ARGS__) },
#define MISS(name, result, ...) \
    [LINUX_CALL_##name] = { #name, NULL, -1, KIND_(result), KINDS(__VA_ARGS__) },
#include "linux/syscalls.def"
#undef PASS
#undef CALL
#undef MISS
};

static const struct linux_call_info *find(const struct linux_abi *abi, uint64_t number)
{
    if (number >= abi->call_count || abi->calls[number] == LINUX_CALL_NONE)
        return NULL;
    return &linux_calls[abi->calls[number]];
}

static int64_t perform(struct linux_thread *t, const struct linux_call_info *info,
                       const uint64_t a[6])
{
    if (!info || (!info->handler && info->host < 0))
        return -ENOSYS;
    if (linux_uses_own_fd(t->process, info, a))
        return -EBADF;
    return info->handler ? info->handler(t, a) : linux_pass(t, info, a);
}

static void answer(struct linux_thread *t, int64_t result)
{
    const struct linux_abi *abi = t->process->abi;
    struct ir_state *s = t->run->state;

    switch (-result) {
    case LINUX_NO_RESULT:
        break;
    case LINUX_RESTART_SYS:
    case LINUX_RESTART_NOINTR:
    case LINUX_RESTART_NOHAND:
        s->pc -= abi->call_length;
        t->restart = -result;
        break;
    default:
        abi->set_result(s, result);
    }
}

void linux_dispatch(struct run_thread *run)
{
    struct linux_thread *t = linux_thread_of(run);
    const struct linux_abi *abi = t->process->abi;
    uint64_t number, a[6];

    t->restart = 0;
    abi->get_call(run->state, &number, a);
    const struct linux_call_info *info = find(abi, number);
    bool trace = log_on(t->process->log, LOG_strace);
    if (trace)
        linux_trace_call(t, info, number, a);
    int64_t result = perform(t, info, a);
    if (trace)
        linux_trace_result(t, info, a, result);
    answer(t, result);
    if (t->pending)
        linux_deliver(run);
}

int64_t linux_host(struct linux_thread *t, long number, const uint64_t a[6])
{
    return linux_window_call(&t->pending, number, a);
}
