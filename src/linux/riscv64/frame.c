/* RISC-V's signal frame, as arch/riscv/kernel/signal.c of Linux lays it out: siginfo, then
   ucontext with pc and the integer registers, then the FP registers in the space of the quad
   extension, whose last words say that no further extension's record follows. */
#include "guest/riscv64/guest.h"
#include "linux/riscv64/riscv64.h"

enum { RA = 1, SP = 2, A0 = 10 };

struct context { /* ucontext with its sigcontext */
    uint64_t flags, link;
    uint64_t stack_sp;
    int32_t stack_flags, pad;
    uint64_t stack_size;
    uint64_t mask;
    uint8_t unused[120];
    uint64_t x[32] __attribute__((aligned(16))); /* x[0]: pc */
    union {
        struct {
            uint64_t f[32];
            uint32_t fcsr;
        } d;
        struct {
            uint64_t f[64];
            uint32_t fcsr, end[3];
        } q;
    } fp __attribute__((aligned(16)));
};
struct frame {
    siginfo_t info;
    struct context uc;
};
static_assert(offsetof(struct frame, uc) == 128 && offsetof(struct context, x) == 176,
              "the kernel's");
static_assert(offsetof(struct context, fp) == 432 && sizeof(struct frame) == 1088, "the kernel's");

static void fill(struct frame *out, const struct riscv64_state *s, const struct linux_frame *f)
{
    struct context *uc = &out->uc;

    *out = (struct frame){ .info = *f->info };
    uc->stack_sp = (uint64_t)f->altstack->ss_sp;
    uc->stack_flags = f->altstack->ss_flags;
    uc->stack_size = f->altstack->ss_size;
    uc->mask = f->mask;
    uc->x[0] = s->ir.pc;
    for (int i = 1; i < 32; i++)
        uc->x[i] = s->x[i];
    for (int i = 0; i < 32; i++)
        uc->fp.d.f[i] = s->f[i];
    uc->fp.d.fcsr = riscv64_get_fcsr(s);
}

bool linux_riscv64_frame_push(struct linux_thread *t, const struct linux_frame *f)
{
    struct riscv64_state *s = (struct riscv64_state *)t->run->state;
    uint64_t frame = (f->sp - sizeof(struct frame)) & ~15ull;
    struct frame out;

    fill(&out, s, f);
    if (linux_copy_out(frame, &out, sizeof out))
        return false;
    s->x[RA] = f->restorer;
    s->x[SP] = frame;
    s->x[A0] = (uint64_t)f->signal;
    s->x[A0 + 1] = frame + offsetof(struct frame, info);
    s->x[A0 + 2] = frame + offsetof(struct frame, uc);
    s->ir.pc = f->handler;
    s->reserve_address = ~0ull;
    return true;
}

bool linux_riscv64_frame_pop(struct linux_thread *t, uint64_t *mask, stack_t *altstack)
{
    struct riscv64_state *s = (struct riscv64_state *)t->run->state;
    struct frame in;

    if (linux_copy_in(&in, s->x[SP], sizeof in))
        return false;
    s->ir.pc = in.uc.x[0];
    for (int i = 1; i < 32; i++)
        s->x[i] = in.uc.x[i];
    for (int i = 0; i < 32; i++)
        s->f[i] = in.uc.fp.d.f[i];
    riscv64_set_fcsr(s, in.uc.fp.d.fcsr);
    s->reserve_address = ~0ull;
    *mask = in.uc.mask;
    *altstack = (stack_t){ (void *)in.uc.stack_sp, in.uc.stack_flags, in.uc.stack_size };
    return true;
}
