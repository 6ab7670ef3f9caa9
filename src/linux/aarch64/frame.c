/* AArch64's signal frame, as arch/arm64/kernel/signal.c of Linux lays it out: below the
   interrupted stack pointer a frame record { x29, x30 } that the handler's x29 points to, below
   that siginfo and ucontext, whose reserved space holds tagged records: FP and SIMD registers,
   for a fault its syndrome, an empty one at the end. */
#include "guest/aarch64/guest.h"
#include "linux/aarch64/aarch64.h"

struct context { /* ucontext with its sigcontext */
    uint64_t flags, link;
    uint64_t stack_sp;
    int32_t stack_flags, pad;
    uint64_t stack_size;
    uint64_t mask;
    uint8_t unused[120];
    uint64_t fault_address __attribute__((aligned(16)));
    uint64_t x[31];
    uint64_t sp, pc, pstate;
    uint8_t records[4096] __attribute__((aligned(16)));
};
struct frame {
    siginfo_t info;
    struct context uc;
};
static_assert(offsetof(struct frame, uc) == 128 && offsetof(struct context, fault_address) == 176,
              "the kernel's");
static_assert(offsetof(struct context, records) == 464 && sizeof(struct frame) == 4688,
              "the kernel's");

enum { FP_MAGIC = 0x46508001, ESR_MAGIC = 0x45535201 };

struct fp_record {
    uint32_t magic, size;
    uint32_t fpsr, fpcr;
    union ir_value v[32];
};
struct esr_record {
    uint32_t magic, size;
    uint64_t esr;
};
static_assert(sizeof(struct fp_record) == 528 && sizeof(struct esr_record) == 16, "the kernel's");

enum { PSTATE_FLAGS = 15 };

/* ---- delivery ---- */

/* ESR_EL1 for an abort from EL0, as far as user space is told. */
static uint64_t syndrome(const struct linux_thread *t, const siginfo_t *info)
{
    enum {
        DATA_ABORT = 0x24,
        FETCH_ABORT = 0x20,
        LENGTH = 1 << 25,
        WRITE = 1 << 6,
        TRANSLATION = 7,
        PERMISSION = 15
    };
    uint64_t class = t->fault_flags & LINUX_FAULT_FETCH ? FETCH_ABORT : DATA_ABORT;

    return class << 26 | LENGTH | (t->fault_flags & LINUX_FAULT_WRITE ? WRITE : 0) |
           (info->si_code == SEGV_ACCERR ? PERMISSION : TRANSLATION);
}

static void fill_records(uint8_t *at, const struct linux_thread *t, const siginfo_t *info)
{
    const struct aarch64_state *s = (const struct aarch64_state *)t->run->state;
    struct fp_record *fp = (struct fp_record *)at;

    *fp = (struct fp_record){
        .magic = FP_MAGIC, .size = sizeof *fp, .fpsr = aarch64_get_fpsr(s), .fpcr = s->fpcr
    };
    for (int i = 0; i < 32; i++)
        fp->v[i] = s->v[i];
    if (t->fault_flags & LINUX_FAULT)
        *(struct esr_record *)(at + sizeof *fp) =
            (struct esr_record){ ESR_MAGIC, sizeof(struct esr_record), syndrome(t, info) };
}

static void fill(struct frame *out, const struct linux_thread *t, const struct linux_frame *f)
{
    const struct aarch64_state *s = (const struct aarch64_state *)t->run->state;
    struct context *uc = &out->uc;

    *out = (struct frame){ .info = *f->info };
    uc->stack_sp = (uint64_t)f->altstack->ss_sp;
    uc->stack_flags = f->altstack->ss_flags;
    uc->stack_size = f->altstack->ss_size;
    uc->mask = f->mask;
    uc->fault_address = t->fault_flags & LINUX_FAULT ? t->fault_address : 0;
    for (int i = 0; i < 31; i++)
        uc->x[i] = s->x[i];
    uc->sp = s->x[31];
    uc->pc = s->ir.pc;
    uc->pstate = s->ir.flags;
    fill_records(uc->records, t, f->info);
}

bool linux_aarch64_frame_push(struct linux_thread *t, const struct linux_frame *f)
{
    struct aarch64_state *s = (struct aarch64_state *)t->run->state;
    uint64_t record = (f->sp - 16) & ~15ull, frame = record - sizeof(struct frame);
    uint64_t saved[2] = { s->x[29], s->x[30] };
    struct frame out;

    fill(&out, t, f);
    if (linux_copy_out(record, saved, sizeof saved) || linux_copy_out(frame, &out, sizeof out))
        return false;
    s->x[0] = (uint64_t)f->signal;
    if (f->flags & SA_SIGINFO) {
        s->x[1] = frame + offsetof(struct frame, info);
        s->x[2] = frame + offsetof(struct frame, uc);
    }
    s->x[29] = record;
    s->x[30] = f->restorer;
    s->x[31] = frame;
    s->ir.pc = f->handler;
    s->exclusive_address = ~0ull;
    return true;
}

/* ---- return ---- */

static bool restore_fp(struct aarch64_state *s, const uint8_t *at)
{
    const struct fp_record *fp = (const struct fp_record *)at;

    for (size_t offset = 0; offset + sizeof *fp <= 4096; offset += fp->size) {
        fp = (const struct fp_record *)(at + offset);
        if (fp->magic == FP_MAGIC && fp->size == sizeof *fp) {
            for (int i = 0; i < 32; i++)
                s->v[i] = fp->v[i];
            aarch64_set_fpsr(s, fp->fpsr);
            aarch64_set_fpcr(s, fp->fpcr);
            return true;
        }
        if (!fp->magic || fp->size % 16 || fp->size < 16)
            break;
    }
    return false;
}

bool linux_aarch64_frame_pop(struct linux_thread *t, uint64_t *mask, stack_t *altstack)
{
    struct aarch64_state *s = (struct aarch64_state *)t->run->state;
    struct frame in;

    if (s->x[31] % 16 || linux_copy_in(&in, s->x[31], sizeof in) || !restore_fp(s, in.uc.records))
        return false;
    for (int i = 0; i < 31; i++)
        s->x[i] = in.uc.x[i];
    s->x[31] = in.uc.sp;
    s->ir.pc = in.uc.pc;
    s->ir.flags = in.uc.pstate & (uint32_t)PSTATE_FLAGS << 28;
    s->exclusive_address = ~0ull;
    *mask = in.uc.mask;
    *altstack = (stack_t){ (void *)in.uc.stack_sp, in.uc.stack_flags, in.uc.stack_size };
    return true;
}
